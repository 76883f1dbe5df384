"""SQL is a literal in *_store.c, where tools/sqlcheck finds it, and nowhere else."""

import re

RULES = ("sql",)

CALL = re.compile(r"\bSQL\(|\bdb_stmt\(")
STATEMENT = re.compile(r'"\s*(?:SELECT\s.+|INSERT\s+INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|'
                       r"WITH\s+\w+.*\sAS\s*\()")
UNMARKED = re.compile(r"\bdb_stmt\(\s*\w+,\s*\"")


def may_have_sql(path):
    """The store itself; stores; and listings, whose SQL is columns of a table that sqlcheck tries."""
    return path.startswith(("src/db/", "src/app/listing")) or "_store" in path.rsplit("/", 1)[-1]


def check(sources):
    for source in sources:
        if not source.path.startswith("src/") or not source.path.endswith(".c") or source.is_test:
            continue
        if may_have_sql(source.path):
            if not source.path.startswith(("src/db/", "src/app/listing")):
                yield from source.matches("sql", UNMARKED, "write the statement as SQL(\"...\"), or "
                                          "tools/sqlcheck does not see it")
            continue
        yield from source.matches("sql", CALL, "{} outside a store; move the statement into the "
                                  "register's *_store.c")
        for m in STATEMENT.finditer(source.text):
            if source.code[m.start()] == '"':
                yield source.finding("sql", m.start(), "a statement outside a store; move it into "
                                     "the register's *_store.c")
