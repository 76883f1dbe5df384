/* run_corpus.c: runs a fuzzer's function over saved inputs: run_corpus DIRECTORY ... */
#include <dirent.h>
#include <stdio.h>

#include "base/mem.h"
#include "tests/fuzz/fuzz.h"

enum { INPUT_MAX = 1 << 20 };

static int
run_file(const char *path)
{
	FILE *file = fopen(path, "rb");
	uint8_t *data;
	size_t size;

	if (file == NULL)
		return 0;
	data = mem_alloc(INPUT_MAX);
	size = fread(data, 1, INPUT_MAX, file);
	(void)fclose(file);
	if (size > 0)
		data = mem_realloc(data, size); /* so that a read past the end is seen */
	(void)LLVMFuzzerTestOneInput(data, size);
	mem_free(data);
	return 1;
}

static int
run_directory(const char *path)
{
	DIR *dir = opendir(path);
	struct dirent *entry;
	char name[4096];
	int n = 0;

	while (dir != NULL && (entry = readdir(dir)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		(void)snprintf(name, sizeof(name), "%s/%s", path, entry->d_name);
		n += run_file(name);
	}
	if (dir != NULL)
		(void)closedir(dir);
	return n;
}

int
main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		if (run_directory(argv[i]) == 0) {
			(void)fprintf(stderr, "%s: no inputs\n", argv[i]);
			return 1;
		}
	}
	return 0;
}
