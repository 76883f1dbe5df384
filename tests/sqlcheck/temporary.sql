-- expect: temporary.sql:2: a migration may not CREATE TEMP
CREATE TEMP TABLE t (id BIGINT);
