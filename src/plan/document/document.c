/*
 * document.c: reading what came in. The one idea: all that can refuse is asked before a row is
 * written.
 */
#include "plan/document/document.h"

#include "app/secrets.h"
#include "plan/directive/directive.h"
#include "text/secrecy.h"

static int
refusal_msg(enum decode_refusal refusal)
{
	static const int msgs[DECODE_REFUSALS] = {
		[DECODE_EMPTY] = MSG_document_empty,
		[DECODE_NOT_UTF8] = MSG_document_not_utf8,
		[DECODE_NUL] = MSG_document_not_text,
		[DECODE_TOO_LARGE] = MSG_document_too_large,
	};

	return msgs[refusal];
}

enum rc
document_read(struct arena *arena, struct str bytes, int64_t today, const char *field,
    struct document_read *to, struct err *err)
{
	char said[SECRECY_SAID_MAX];
	enum decode_refusal refusal;

	if (bytes.len > DOCUMENT_BYTES_MAX)
		return err_refuse(err, field, MSG_document_too_large);
	refusal = decode_text(arena, bytes, &to->text);
	if (refusal != DECODE_OK)
		return err_refuse(err, field, refusal_msg(refusal));
	if (secrecy_find(to->text.text, said) != SECRECY_NONE) {
		err_arg_text(err, "said", said);
		return err_refuse(err, field, MSG_document_secret);
	}
	to->bytes = bytes;
	plain_hash(to->hash, bytes.at, bytes.len);
	extract_run(arena, &to->text, today, &to->found);
	if (directive_count(&to->found) <= DIRECTIVES_MAX)
		return RC_OK;
	err_arg_int(err, "max", DIRECTIVES_MAX);
	return err_refuse(err, field, MSG_document_too_many);
}
