#!/bin/sh
# extract_score.sh GIAOBAN [NOTICES]: directives found in the annotated notices must not fall below
# the floors, and no deadline may be invented. NOTICES, where it exists, holds real notices.
set -eu
giaoban=$(realpath "$1")
notices=${2:+$(realpath -m "$2")}
root=$(realpath "$(dirname "$0")/..")
out=$(mktemp)
trap 'rm -f "$out"' EXIT

score() { # DIRECTORY FLOOR
	(cd "$1" && "$giaoban" extract --json ./*.txt) >"$out"
	python3 "$root/tools/score_directives.py" "$out" --gold "$1/gold.jsonl" \
	    --ignore "$1/gold_ignore.jsonl" --min-f1 "$2"
}

score "$root/tests/data/notices" 0.95
score "$root/tests/data/notices2" 0.95
score "$root/tests/data/notices3" 0.95
if [ -n "$notices" ] && [ -f "$notices/gold.jsonl" ]; then
	score "$notices" 0.90
fi

# A file that cannot be read is told and the others are done; a stamped one is refused.
set +e
"$giaoban" extract --json "$root/tests/data/notices/nonexistent.txt" \
    "$root/tests/data/notices/thong-bao-mua-ngap-2026.txt" >"$out" 2>/dev/null
code=$?
set -e
[ "$code" -eq 1 ] && [ -s "$out" ] || { echo "unreadable file: status $code"; exit 1; }
stamped=$(mktemp)
printf 'TUYỆT MẬT\nYêu cầu Sở Y tế báo cáo.\n' >"$stamped"
if "$giaoban" extract --json "$stamped" >"$out" 2>/dev/null || [ -s "$out" ]; then
	rm -f "$stamped"
	echo "a stamped document was read"
	exit 1
fi
rm -f "$stamped"
