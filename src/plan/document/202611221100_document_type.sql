-- A kind that is not known has a word of its own, so that it can be asked for.
UPDATE document SET doc_type = 'other' WHERE doc_type = '';
