-- Clauses of one subject, the newest first: for who led such tasks before.
CREATE INDEX directive_topic ON directive (topic, id);
