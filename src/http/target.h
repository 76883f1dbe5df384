/*
 * target.h: splits a request's target ("/tasks?quarter=2026Q3") into path and query.
 */
#ifndef HTTP_TARGET_H
#define HTTP_TARGET_H

#include "http/http.h"

/* From req->target fills path and query; returns 0 or the status that refuses it (400, 414). */
int request_target(struct request *req);

#endif
