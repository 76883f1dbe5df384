#!/bin/sh
# tests/coverage.sh BUILD PERCENT: lines of src/ that ran, by gcov; exit 1 under PERCENT.
set -eu
cd "$1"
find src -name '*.gcda' ! -name '*_test.gcda' | while read -r data; do
	gcov -n "$data" 2>/dev/null
done | awk -v bar="$2" '
	/^File .src\// { mine = $0 !~ /_test\.c/ }
	/^File / && !/^File .src\// { mine = 0 }
	/^Lines executed:/ && mine {
		split($0, p, /[:% ]+/); run += p[3] * $NF / 100; all += $NF; mine = 0
	}
	END {
		printf "coverage of src: %.1f %% of %d lines\n", 100 * run / all, all
		exit 100 * run / all < bar
	}'
