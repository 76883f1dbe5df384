/* demo_documents.c: the notice under review. */
#include "app/blob.h"
#include "demo/demo.h"
#include "demo/demo_data.h"
#include "plan/document/document.h"

enum rc
demo_make_documents(struct demo *demo)
{
	struct ctx *ctx = &demo->ctx;
	struct document_read *read = ARENA_NEW(ctx->arena, struct document_read);
	int64_t blob_id = ctx_id(ctx);
	enum rc rc = document_read(ctx->arena, str_of(demo_notice), demo->today, "file", read,
	    &ctx->err);

	ctx->user = &demo->focal_officer;
	if (rc == RC_OK)
		rc = blob_put(demo->db, blob_id, "thong-bao-mua-ngap-2026.txt", "text/plain", read->bytes,
		    ctx->now_ms);
	if (rc == RC_OK)
		rc = document_add(ctx, ctx_id(ctx), blob_id, NULL, read);
	ctx->user = NULL;
	return rc;
}
