#!/bin/sh
# The cases of the message compiler: run.sh BUILD
# "= name" begins a case; "vi", "en", "use" lines make its files; "> text" must be in the message.
# A case without ">" must pass, and its header must compile on its own.
set -eu
build=$1
dir=$build/tests/po
status=0

finish() {
	[ -n "$name" ] || return 0
	set -- "$dir" "$dir/x.vi.po" "$dir/x.en.po"
	[ ! -e "$dir/use.c" ] || set -- "$@" -- "$dir/use.c"
	if "$build/tools/poc" "$@" 2>"$dir/log"; then
		[ -z "$want" ] || fail "passed, but should say: $want"
		printf '#include "lang/msg.h"\n#include "lang/msg_args.h"\nenum msg m;\n' >"$dir/self.c"
		mkdir -p "$dir/lang" && mv "$dir"/msg*.h "$dir/lang"
		${CC:-cc} -std=c17 -Wall -Wextra -Werror -I"$dir" -fsyntax-only "$dir/self.c" "$dir/msg.c" ||
		    fail "what it made does not compile"
	elif [ -z "$want" ] || ! grep -qF -- "$want" "$dir/log"; then
		fail "says $(cat "$dir/log"), not: $want"
	elif [ "$(wc -l <"$dir/log")" -ne 1 ]; then
		fail "says more than one thing: $(cat "$dir/log")"
	fi
}

fail() {
	echo "tests/po/cases: $name: $1"
	status=1
}

begin() {
	name=$1 want=
	rm -rf "$dir" && mkdir -p "$dir"
	: >"$dir/x.vi.po"
	: >"$dir/x.en.po"
}

name=
while IFS= read -r line; do
	rest=${line#* }
	[ "$rest" != "$line" ] || rest=
	case $line in
	"= "*) finish; begin "$rest" ;;
	vi*) printf '%s\n' "$rest" >>"$dir/x.vi.po" ;;
	en*) printf '%s\n' "$rest" >>"$dir/x.en.po" ;;
	use*) printf '%s\n' "$rest" >>"$dir/use.c" ;;
	"> "*) want=$rest ;;
	esac
done <tests/po/cases
finish
exit $status
