/*
 * log.h: one line an event on stderr, `2026-11-21T09:05:00+07:00 level message key=value ...`.
 * No visitor address and no secret is ever passed here; a request is named by its id.
 * Lines are written whole (one write call), so that threads do not mix.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include <stdbool.h>

enum log_level { LOG_ERROR, LOG_WARN, LOG_INFO, LOG_DEBUG };

/*
 * Lines less important than this are dropped ("error", "warn", "info", "debug"; "info" until it is
 * called). Once, by main, before threads start; false and no change for another word.
 */
bool log_set_level(const char *name);

/*
 * printf style; a line is cut at 2,048 bytes, after a whole character, and control characters in it
 * (C0, DEL, C1) become blanks.
 */
void log_write(enum log_level level, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

#define log_error(...) log_write(LOG_ERROR, __VA_ARGS__)
#define log_warn(...) log_write(LOG_WARN, __VA_ARGS__)
#define log_info(...) log_write(LOG_INFO, __VA_ARGS__)
#define log_debug(...) log_write(LOG_DEBUG, __VA_ARGS__)

#endif
