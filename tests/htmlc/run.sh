#!/bin/sh
# Templates through both compilers: run.sh BUILD CC CFLAGS...
# types.html and names.html: gcc must refuse each line marked {# refused: sentence #} with that
# sentence; page.html must compile and write page.out.
set -eu
build=$1; shift
out=$build/tests/htmlc
mkdir -p "$out"
status=0
rm -f "$out/failed"

for name in types names; do
	file=tests/htmlc/$name.html
	"$build/tools/htmlc" "$file" "$out/$name.html.c" "$out/$name.html.h"
	if LC_ALL=C "$@" -I"$build" -c -o /dev/null "$out/$name.html.c" 2>"$out/$name.log"; then
		echo "$file: compiled, but should not"
		status=1
	fi
	grep -n '{# refused: ' "$file" | sed 's/^\([0-9]*\):.*{# refused: \(.*\) #}.*/\1 \2/' |
	while read -r line sentence; do
		grep -F "$file:$line:" "$out/$name.log" | grep -qF "$sentence" ||
		    { echo "$file:$line: gcc does not say: $sentence"; echo x >>"$out/failed"; }
	done
done

"$build/tools/htmlc" tests/htmlc/page.html "$out/page.html.c" "$out/page.html.h"
"$@" -I"$build" -o "$out/page" tests/htmlc/page.c "$out/page.html.c" "$build/libgiaoban.a"
"$out/page" >"$out/page.out"
diff -u tests/htmlc/page.out "$out/page.out" || status=1
[ ! -e "$out/failed" ] || status=1
exit $status
