/* demo_data.h: texts of data/ bundled into the program, and the demo city's tables. */
#ifndef DEMO_DEMO_DATA_H
#define DEMO_DEMO_DATA_H

#include <stddef.h>

extern const char demo_notice[];   /* the document under review, UTF-8 */

/* A department: its name is real, what it does in the demo is invented. */
struct demo_department {
	const char *login; /* also the start of its officer's login */
	const char *name;
	int bloc;          /* 1..3 */
	const char *const *works; /* titles of tasks, ended by NULL */
};
extern const struct demo_department demo_departments[]; /* ended by a NULL name */
extern const char *const demo_commune_works[];
extern const char *const demo_outputs[];
extern const char *const demo_delay_reasons[];
extern const char *const demo_results[];
extern const char *const demo_family[]; /* parts of invented names */
extern const char *const demo_middle[];
extern const char *const demo_given[];
/* Entries of a list ended by NULL. */
size_t demo_count(const char *const *list);

#endif
