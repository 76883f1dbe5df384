#!/bin/sh
# tests/units.sh PROGRAM ...: runs every test program, also after one failed; exit 1 if any did.
# UNDER="valgrind ..." puts a command before each.
bad=0
for program in "$@"; do
	$UNDER "$program" || { echo "FAILED $program"; bad=1; }
done
exit $bad
