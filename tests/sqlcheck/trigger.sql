-- expect: trigger.sql:2: a migration may not CREATE TRIGGER
CREATE TRIGGER follow AFTER INSERT ON complainant BEGIN
	INSERT INTO note (id, topic) VALUES (new.id, 'x');
END;
