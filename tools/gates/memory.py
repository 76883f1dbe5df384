"""Memory and state: malloc in src/base only, no variables that outlive a call and can change."""

import re

RULES = ("malloc", "global")

MALLOC = re.compile(r"\b(?:malloc|calloc|realloc|reallocarray|free|strdup|strndup|asprintf|"
                    r"vasprintf|getline|alloca)\s*\(")
LOCAL_STATIC = re.compile(r"^[ \t]+(?:static|_Thread_local)\b[^;{=(]*", re.M)
ATTRIBUTE = re.compile(r"__attribute__\s*\(\(.*?\)\)", re.S)
TYPE_ONLY = re.compile(r"^\s*(?:typedef\b|extern\b|_Static_assert\b|(?:struct|enum|union)\s*\w*\s*$)")


def is_constant(head):
    """const after the last star, or const without any star before the name."""
    head = head.split("=")[0]
    return bool(re.search(r"\*\s*const\b[^*]*$", head) if "*" in head else
                re.search(r"\bconst\b", head))


def globals_of(source):
    for head, start, _, brace in source.top_level():
        head = ATTRIBUTE.sub("", head)
        variable = not TYPE_ONLY.match(head) and head.strip() != "" and "\n#" not in head
        function = "(" in head.split("=")[0]
        pointer_table = re.search(r"\(\s*\*\s*const\b", head)
        if variable and not function and not is_constant(head):
            where = start + len(head) - len(head.lstrip())
            yield source.finding("global", where, "a variable that can change outlives the call; put "
                                 "it into struct app or struct ctx, or make it const")
        elif variable and function and "=" in head and not pointer_table:
            yield source.finding("global", start, "a table of functions must be const")
    for m in LOCAL_STATIC.finditer(source.plain):
        if not is_constant(m.group()) and not re.search(r"\(\s*\*\s*const\b",
                                                        source.plain[m.start():m.end() + 60]):
            yield source.finding("global", m.start() + 1, "a static variable that can change; put "
                                 "it into struct app or struct ctx, or make it const")


def check(sources):
    for source in sources:
        if not source.is_c or source.is_test or not source.path.startswith("src/"):
            continue
        if not source.path.startswith("src/base/"):
            yield from source.matches("malloc", MALLOC, "{} outside src/base; take memory from an "
                                      "arena, or mem_alloc for the life of the process")
        yield from globals_of(source)
