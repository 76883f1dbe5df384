-- expect: as_select.sql:3: table copy is made AS SELECT: declare its columns
-- data: none
CREATE TABLE copy AS SELECT id AS a FROM complainant;
