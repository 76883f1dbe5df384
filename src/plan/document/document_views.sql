-- What other registers may read of documents.
CREATE VIEW v_document AS SELECT id, title, symbol, doc_type, issuer, issued_day, blob_id FROM document;
CREATE VIEW v_document_text AS SELECT document_id, body FROM document_text;
