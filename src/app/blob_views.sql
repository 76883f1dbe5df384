-- What registers may read of files.
CREATE VIEW v_blob AS SELECT id, name, type, size, hash, made_ms FROM blob_file;
