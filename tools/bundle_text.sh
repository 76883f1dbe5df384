#!/bin/sh
# Text files as C strings: bundle_text.sh NAME=FILE... > texts.c
set -eu
echo '/* Made by tools/bundle_text.sh from data/. */'
echo '#include "city/unit/unit_import.h"'
echo '#include "demo/demo_data.h"'
for pair in "$@"; do
	printf '\nconst char %s[] =\n' "${pair%%=*}"
	# the quoting of C, also for ?? (trigraphs)
	sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/?/\\?/g' -e 's/\r/\\r/g' -e 's/^/    "/' \
		-e 's/$/\\n"/' "${pair#*=}"
	echo '    ;'
done
