-- expect: undeclared.sql:3: table bare needs a line above it
-- expect: undeclared.sql:5: table wrong needs a line above it
CREATE TABLE bare (id BIGINT PRIMARY KEY);
-- data: people
CREATE TABLE wrong (id BIGINT PRIMARY KEY);
