/*
 * dedupe_command.c: a file in, verdicts out. The file is read twice, first to count its lines, so
 * that every array is taken once in its right size.
 */
#include "text/dedupe_command.h"

#include <errno.h>

#include "base/arena.h"
#include "base/exit.h"
#include "base/json.h"
#include "text/dup.h"
#include "text/dup_jsonl.h"
#include "text/story.h"

enum { ARTICLES_MAX = 2000000 };
#define MEMORY_MAX ((size_t)64 << 30)
#define SCRATCH_MAX ((size_t)256 << 20)

static const char HELP[] =
	"usage: giaoban dedupe FILE.jsonl... [--json]\n"
	"Finds reprints, updates and stories among articles (fields id, title, text, date).\n"
	"Prints a line per article: id, family, verdict, jaccard, story.\n"
	"exit: 0 done, 1 refused, 2 usage, 3 failed\n";

/* Lines of a file, one at a time, in one buffer. */
struct lines {
	FILE *file;
	char *at; /* DUP_LINE_MAX + 1 bytes */
	size_t start, end;
	size_t number;
};

/* One file's work. `keep` holds what the output needs, `sets` only the search. */
struct job {
	const char *path;
	struct arena *keep, *sets, *scratch;
	size_t capacity, count;
	struct dup *dup;
	const char **id;
	bool *id_is_number;
	int64_t *minute;
	struct story_words *words;
	uint32_t *ids; /* hash table of id, index + 1 */
	size_t ids_mask;
	struct dup_result *result;
	uint32_t *story;
};

static bool
lines_fill(struct lines *lines)
{
	size_t room, got;

	memmove(lines->at, lines->at + lines->start, lines->end - lines->start);
	lines->end -= lines->start;
	lines->start = 0;
	room = DUP_LINE_MAX + 1 - lines->end;
	got = fread(lines->at + lines->end, 1, room, lines->file);
	lines->end += got;
	return got > 0;
}

/* The next line without its newline; DUP_OK with at == NULL at the end. */
static enum dup_refusal
lines_next(struct lines *lines, struct str *line)
{
	char *found = memchr(lines->at + lines->start, '\n', lines->end - lines->start);

	if (found == NULL && lines_fill(lines))
		found = memchr(lines->at, '\n', lines->end);
	lines->number++;
	if (ferror(lines->file))
		return DUP_UNREADABLE;
	if (found == NULL && lines->end > DUP_LINE_MAX)
		return DUP_LONG_LINE;
	if (found == NULL && lines->start == lines->end) {
		*line = (struct str){ NULL, 0 };
		return DUP_OK;
	}
	if (found == NULL)
		found = lines->at + lines->end;
	*line = (struct str){ lines->at + lines->start,
		(size_t)(found - lines->at) - lines->start };
	lines->start += line->len + (lines->start + line->len < lines->end);
	return DUP_OK;
}

static bool
same_id(const struct job *job, size_t a, size_t b)
{
	return job->id_is_number[a] == job->id_is_number[b] && strcmp(job->id[a], job->id[b]) == 0;
}

/* False if the id of the newest article was there before. */
static bool
remember_id(struct job *job, size_t at)
{
	size_t h = dup_mix(dup_fnv(str_of(job->id[at]))) & job->ids_mask;

	while (job->ids[h] != 0) {
		if (same_id(job, job->ids[h] - 1, at))
			return false;
		h = (h + 1) & job->ids_mask;
	}
	job->ids[h] = (uint32_t)at + 1;
	return true;
}

static enum dup_refusal
add_line(struct job *job, struct str line)
{
	struct dup_article article;
	struct dup_tokens title, body;
	size_t at = job->count;
	enum dup_refusal refusal;

	arena_reset(job->scratch);
	refusal = dup_jsonl_parse(job->scratch, line, &article);
	if (refusal != DUP_OK)
		return refusal;
	job->id[at] = arena_text(job->keep, article.id);
	job->id_is_number[at] = article.id_is_number;
	job->minute[at] = article.minute;
	if (!remember_id(job, at))
		return DUP_SAME_ID;
	(void)dup_add(job->dup, job->scratch, job->id[at], article.title, article.text,
		article.minute, &body);
	dup_tokenize(job->scratch, article.title, &title);
	story_words_of(job->keep, &title, &body, &job->words[at]);
	job->count++;
	return DUP_OK;
}

static size_t
count_lines(FILE *file, char *room)
{
	size_t lines = 1;
	size_t got;

	while ((got = fread(room, 1, DUP_LINE_MAX, file)) > 0) {
		const char *at = room;

		while ((at = memchr(at, '\n', got - (size_t)(at - room))) != NULL) {
			lines++;
			at++;
		}
	}
	return lines;
}

static void
job_arrays(struct job *job)
{
	size_t n = job->capacity;

	for (job->ids_mask = 1; job->ids_mask < 2 * n; job->ids_mask *= 2)
		;
	job->ids = ARENA_ARRAY(job->keep, job->ids_mask, uint32_t);
	job->ids_mask--;
	job->dup = dup_new(job->sets, n);
	job->id = ARENA_ARRAY(job->keep, n, const char *);
	job->id_is_number = ARENA_ARRAY(job->keep, n, bool);
	job->minute = ARENA_ARRAY(job->keep, n, int64_t);
	job->words = ARENA_ARRAY(job->keep, n, struct story_words);
	job->result = ARENA_ARRAY(job->keep, n, struct dup_result);
	job->story = ARENA_ARRAY(job->keep, n, uint32_t);
}

static int
refuse(const struct job *job, size_t line, enum dup_refusal refusal)
{
	(void)fprintf(stderr, "giaoban: %s:%zu: %s: %s\n", job->path, line,
		dup_refusal_name(refusal), dup_refusal_text(refusal));
	return EXIT_REFUSED;
}

static int
read_all(struct job *job, FILE *file)
{
	struct lines lines = { .file = file, .at = arena_alloc(job->keep, DUP_LINE_MAX + 1) };

	job->capacity = count_lines(file, lines.at);
	if (job->capacity > ARTICLES_MAX) {
		(void)fprintf(stderr, "giaoban: %s: too-many: more than %d articles\n", job->path,
			ARTICLES_MAX);
		return EXIT_REFUSED;
	}
	rewind(file);
	job_arrays(job);
	for (;;) {
		struct str line;
		enum dup_refusal refusal = lines_next(&lines, &line);

		if (refusal == DUP_OK && line.at == NULL)
			return EXIT_DONE;
		/* the file may have grown since it was counted */
		if (refusal == DUP_OK && job->count == job->capacity)
			return EXIT_DONE;
		if (refusal == DUP_OK && str_trim(line).len > 0)
			refusal = add_line(job, line);
		if (refusal != DUP_OK)
			return refuse(job, lines.number, refusal);
	}
}

/* Verdicts and families; then the sets go before the stories need room. */
static void
judge(struct job *job)
{
	uint32_t *order = ARENA_ARRAY(job->keep, job->count, uint32_t);
	uint32_t *same = ARENA_ARRAY(job->keep, job->count, uint32_t);

	dup_run(job->dup, job->result);
	for (size_t i = 0; i < job->count; i++) {
		order[i] = dup_order(job->dup)[i];
		same[i] = job->result[i].family;
	}
	arena_free(job->sets);
	job->sets = arena_new(MEMORY_MAX);
	story_run(job->sets, job->words, job->minute, order, same, job->count, job->story);
}

static void
write_id(const struct job *job, struct json *json, const char *key, size_t at)
{
	int64_t value;

	json_key(json, key);
	if (job->id_is_number[at] && str_to_i64(str_of(job->id[at]), &value))
		json_i64(json, value);
	else
		json_text(json, job->id[at]);
}

static void
write_json(const struct job *job, struct buf *to, size_t at)
{
	const struct dup_result *r = &job->result[at];
	struct json json;

	json_init(&json, to);
	json_object(&json);
	write_id(job, &json, "id", at);
	write_id(job, &json, "family", r->family);
	json_key(&json, "verdict");
	json_text(&json, dup_verdict_name(r->verdict));
	json_key(&json, "jaccard");
	json_double(&json, r->jaccard);
	write_id(job, &json, "story", job->story[at]);
	json_end(&json);
	buf_add_char(to, '\n');
}

static int
write_all(const struct job *job, bool as_json)
{
	struct buf line;

	for (size_t i = 0; i < job->count; i++) {
		const struct dup_result *r = &job->result[i];

		arena_reset(job->scratch);
		buf_init(&line, job->scratch, 4096);
		if (as_json)
			write_json(job, &line, i);
		else
			buf_printf(&line, "%s\t%s\t%s\t%.4f\t%s\n", job->id[i], job->id[r->family],
				dup_verdict_name(r->verdict), r->jaccard, job->id[job->story[i]]);
		if (fwrite(line.at, 1, line.len, stdout) != line.len)
			return EXIT_FAILED;
	}
	return fflush(stdout) == 0 ? EXIT_DONE : EXIT_FAILED;
}

static int
run_file(const char *path, bool as_json)
{
	struct job job = { .path = path };
	FILE *file = fopen(path, "rb");
	int status;

	if (file == NULL) {
		(void)fprintf(stderr, "giaoban: %s: unreadable: %s\n", path, strerror(errno));
		return EXIT_REFUSED;
	}
	job.keep = arena_new(MEMORY_MAX);
	job.sets = arena_new(MEMORY_MAX);
	job.scratch = arena_new(SCRATCH_MAX);
	status = read_all(&job, file);
	(void)fclose(file);
	if (status == EXIT_DONE) {
		judge(&job);
		status = write_all(&job, as_json);
	}
	arena_free(job.scratch);
	arena_free(job.sets);
	arena_free(job.keep);
	return status;
}

int
dedupe_command(int argc, char **argv)
{
	bool as_json = false;
	int worst = EXIT_DONE;
	int files = 0;

	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--help") == 0) {
			(void)fputs(HELP, stdout);
			return EXIT_DONE;
		}
		if (strcmp(argv[i], "--json") == 0)
			as_json = true;
		else if (argv[i][0] == '-' && argv[i][1] != '\0')
			return fputs(HELP, stderr) < 0 ? EXIT_FAILED : EXIT_USAGE;
		else
			files++;
	}
	if (files == 0)
		return fputs(HELP, stderr) < 0 ? EXIT_FAILED : EXIT_USAGE;
	for (int i = 1; i < argc; i++) {
		int status = argv[i][0] == '-' ? EXIT_DONE : run_file(argv[i], as_json);

		worst = status > worst ? status : worst;
	}
	return worst;
}
