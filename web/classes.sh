#!/bin/sh
# Prints every word that may be a class name or a tag, one a line, sorted: all words of the
# templates and of the playground, and from C only words in string literals that have a hyphen or
# stand in a class attribute (plain words such as "table" would keep half of Tabler).
LC_ALL=C
export LC_ALL
{
  find src web/playground -name '*.html' -exec cat {} + | tr -c 'A-Za-z0-9_-' '\n'
  grep -o "'[^']*'" web/app.js | tr -c 'A-Za-z0-9_-' '\n'
  find src -name '*.c' -exec grep -hoE '"([^"\\]|\\.)*"' {} + |
    grep -E 'class=|[a-z]-[a-z]' | tr -c 'A-Za-z0-9_-' '\n'
} | grep -E '^[A-Za-z]' | sort -u
