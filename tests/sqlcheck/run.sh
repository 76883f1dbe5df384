#!/bin/sh
# tests/sqlcheck/run.sh SQLCHECK: each case is put into a copy of schema/ (a .c as a source of plan/,
# a .sql as a migration of hear/) and must give exactly the lines it expects: a comment "expect: TEXT"
# for both engines, "expect-pg: TEXT" when GIAOBAN_TEST_PG is set. A case without any must pass.
cd "$(dirname "$0")" || exit 3
sqlcheck=$1
case $sqlcheck in /*) ;; *) sqlcheck=$(cd ../.. && pwd)/$sqlcheck ;; esac
dir=$(mktemp -d "${TMPDIR:-/tmp}/giaoban-cases.XXXXXX") || exit 3
trap 'rm -rf "$dir"' EXIT
passed=0 failed=0
for file in *.c *.sql; do
	rm -rf "$dir/src" && cp -r schema "$dir/src"
	case $file in
	*.c) cp "$file" "$dir/src/plan/" ;;
	*.sql) cp "$file" "$dir/src/hear/202701010000_$file" ;;
	esac
	marks='s/.*expect: \(.*[^ ]\) *\*\/$/\1/p; s/^-- expect: //p'
	[ -z "$GIAOBAN_TEST_PG" ] || marks="$marks; s/.*expect-pg: \(.*[^ ]\) *\*\/\$/\1/p"
	sed -n "$marks" "$file" >"$dir/expected"
	"$sqlcheck" "$dir/src" >"$dir/out" 2>"$dir/said"
	status=$?
	wanted=$(wc -l <"$dir/expected")
	bad=
	[ "$status" = "$([ "$wanted" = 0 ] && echo 0 || echo 1)" ] || bad="exit status $status"
	[ "$(wc -l <"$dir/said")" = "$wanted" ] || bad="$bad; other lines than expected"
	while IFS= read -r line; do
		grep -qF -- "$line" "$dir/said" || bad="$bad; not said: $line"
	done <"$dir/expected"
	if [ -z "$bad" ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAILED tests/sqlcheck/$file: $bad" >&2
		cat "$dir/said" "$dir/out" >&2
	fi
done
echo "sqlcheck cases: $passed passed, $failed failed"
[ "$failed" = 0 ]
