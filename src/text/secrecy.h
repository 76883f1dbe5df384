/*
 * secrecy.h: does a text bear the mark of a state secret? The marks are those of the Law on
 * Protection of State Secrets 2018, art. 8 (MẬT, TỐI MẬT, TUYỆT MẬT), and what offices write for
 * them. A mark stands by itself: alone in its cell of the page, beside a degree of urgency or a
 * copy number, behind a number or before a date in the head, declared as "Độ mật: ...", or in
 * capitals among few words in capitals that do not make another word of it (BẢO MẬT, MẬT ĐỘ). The
 * words inside a sentence are none. In doubt a text is held to be marked: it costs its sender a
 * question, the other error costs more.
 */
#ifndef TEXT_SECRECY_H
#define TEXT_SECRECY_H

#include "base/str.h"

enum secrecy { SECRECY_NONE = 0, SECRECY_MAT, SECRECY_TOI_MAT, SECRECY_TUYET_MAT };

#define SECRECY_LINE_MAX 1000 /* bytes of a line that are looked at */
#define SECRECY_SAID_MAX 100  /* bytes of the line that bears the mark, for the one who asks */

/* The highest mark on any line. Any bytes may be given. `said`: the beginning of that line. */
enum secrecy secrecy_mark(struct str text);
enum secrecy secrecy_find(struct str text, char said[SECRECY_SAID_MAX]);

/*
 * The same for a file of any kind that comes in pieces; UTF-16 with its byte order mark is read as
 * well. All zero to begin with: { 0 }.
 */
struct secrecy_reader {
	char line[3][SECRECY_LINE_MAX]; /* the one before, the one to judge, the one behind */
	size_t len[3];
	size_t lines; /* that have ended and have anything on them */
	enum { SECRECY_START, SECRECY_BYTES, SECRECY_LITTLE, SECRECY_BIG } order;
	unsigned char half[2]; /* bytes at the start, or half a unit of UTF-16 */
	size_t halves;
	enum secrecy found;
	char said[SECRECY_SAID_MAX]; /* the line that bears it, cut */
};
/* The next bytes, of any length; then, once, the highest mark of all. */
void secrecy_feed(struct secrecy_reader *reader, struct str bytes);
enum secrecy secrecy_end(struct secrecy_reader *reader);

#endif
