-- What other registers may read of documents.
CREATE VIEW v_document AS SELECT id, title, symbol, doc_type, issuer, issued_day FROM document;
