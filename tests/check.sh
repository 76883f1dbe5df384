#!/usr/bin/env bash
# tests/check.sh NAME:COMMAND ...: runs the steps of a check one after another, keeps each one's output
# in $LOGS/NAME.log, shows what failed, and ends with the line `N passed, N failed`. A step counts the
# tests it ran by the closing lines it prints (cmocka's, or "...: N passed, N failed"), else as one.
set -u
logs=${LOGS:-build/check}
mkdir -p "$logs"
passed=0
failed=0
count() { # the sum of the first numbers of the lines that match
	grep -aoE "$1" "$2" | grep -oE '[0-9]+' | awk '{ n += $1 } END { print n + 0 }'
}
for step in "$@"; do
	name=${step%%:*}
	log=$logs/$name.log
	start=$SECONDS
	bash -c "${step#*:}" >"$log" 2>&1
	code=$?
	last=$(grep -aE '^[a-z ]+: [0-9]+ passed, [0-9]+ failed' "$log" | tail -1)
	p=$(($(count '\[  PASSED  \] [0-9]+ test' "$log") + $(count '[0-9]+ passed' - <<<"$last")))
	f=$(($(count '\[  FAILED  \] [0-9]+ test' "$log") + $(count '[0-9]+ failed' - <<<"$last")))
	[ $code -eq 0 ] || [ $f -gt 0 ] || f=1
	[ $code -ne 0 ] || [ $((p + f)) -gt 0 ] || p=1
	passed=$((passed + p))
	failed=$((failed + f))
	printf '%-10s %5d passed %3d failed %4d s\n' "$name" $p $f $((SECONDS - start))
	[ $f -eq 0 ] || { grep -aE 'FAILED|ERROR|error|BUG|runtime error|Sanitizer' "$log" | head -40; tail -15 "$log"; }
done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
