-- What other registers may read of clauses and of the progress of a review.
CREATE VIEW v_directive AS SELECT id, document_id, position, section, kind, quote, family, outcome,
	task_id FROM directive;
CREATE VIEW v_review AS SELECT document_id, clauses, decided, open FROM review;
