-- Clauses by their place in the text: a page shows those of one part of a long document.
CREATE INDEX directive_place ON directive (document_id, byte_start, position);
