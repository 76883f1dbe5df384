#!/bin/sh
# Bundles migrations into one C table: bundle_sql.sh FILE.sql... > migrations.c
# In the order of the file names (not folders); x_views.sql after all others. Two files of one name
# are refused, since the applied set is kept by name.
set -eu
export LC_ALL=C

order() {
	for path in "$@"; do
		name=${path##*/}
		case $name in
		*_views.sql) printf '2 %s %s\n' "$name" "$path" ;;
		[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]_*.sql)
			printf '1 %s %s\n' "$name" "$path" ;;
		*)
			echo "$path: a migration is named YYYYMMDDhhmm_<name>.sql or <name>_views.sql" >&2
			return 1 ;;
		esac
	done
}

list=$(order "$@") || exit 1
list=$(printf '%s\n' "$list" | sort)
double=$(printf '%s\n' "$list" | cut -d' ' -f2 | uniq -d)
if [ -n "$double" ]; then
	echo "$double: two migrations of this name" >&2
	exit 1
fi

echo '/* Made by tools/bundle_sql.sh from src/. */'
echo '#include "db/migrate.h"'
echo
echo 'const struct migration migrations[] = {'
printf '%s\n' "$list" | while read -r _ name path; do
	[ -n "$path" ] || continue
	printf '\t{ "%s", "%s",\n' "$name" "$path"
	# the quoting of C, also for ?? (trigraphs)
	sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/?/\\?/g' -e 's/^/\t    "/' -e 's/$/\\n"/' "$path"
	printf '\t},\n'
done
printf '\t{ NULL, NULL, NULL },\n};\n'
