"""The shape of files: banner, guard, own header first, no struct typedefs, no markup in C."""

import re

RULES = ("banner", "own-header", "typedef", "markup", "raw-html")

INCLUDE = re.compile(r'^#include [<"]([^">]+)[">]', re.M)
TYPEDEF = re.compile(r"\btypedef\s+(?:struct|union)\b")
MARKUP = re.compile(r'"[^"\n]*?</?(?:a|b|i|p|div|span|td|tr|th|ul|li|h[1-6]|form|input|button|br|img|'
                    r'html|body|head|table|section|script)(?:[ >/]|\\n)')
RAW = re.compile(r"\bhtml_(?:raw|put_markup)\s*\(")


def check_own_header(source, paths):
    header = source.path[:-2] + ".h"
    first = INCLUDE.search(source.text)
    if header not in paths or first is None:
        return
    name = header[4:] if header.startswith("src/") else header
    private = first.group(1).startswith(name[:-2] + "_")  # x_private.h, which begins with x.h
    if first.group(1) != name and not private:
        yield source.finding("own-header", first.start(), f'include "{name}" first, so that it is '
                             "proved to stand by itself")


def check_markup(source):
    if source.path.startswith(("src/html/", "src/office/")) or source.is_test:
        return
    yield from source.matches("raw-html", RAW, "{} is for compiled templates; write a template")
    for m in MARKUP.finditer(source.text):
        if source.code[m.start()] == '"':
            yield source.finding("markup", m.start(), "markup in C; write a template")


def check(sources):
    paths = {s.path for s in sources}
    for source in sources:
        if not source.is_c:
            continue
        if not source.text.startswith("/*") and source.path.startswith(("src/", "tools/")):
            yield source.finding("banner", 0, "begin with a comment: the file's role and its one idea")
        yield from source.matches("typedef", TYPEDEF, "{}: say struct where it is used")
        if source.path.endswith(".c"):
            yield from check_own_header(source, paths)
        if source.path.startswith("src/"):
            yield from check_markup(source)
