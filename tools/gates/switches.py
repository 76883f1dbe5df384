"""A switch over an enum names every value, so that the compiler finds what a new one needs."""

import re

RULES = ("enum-default",)

SWITCH = re.compile(r"\bswitch\s*\(")
CASE = re.compile(r"\bcase\s+([A-Z][A-Z0-9_]+)\s*:")


def block_end(code, start):
    depth = 0
    for m in re.compile(r"[{}]").finditer(code, start):
        depth += 1 if m.group() == "{" else -1
        if depth == 0:
            return m.end()
    return len(code)


def own_level(code):
    """The block without the blocks inside it."""
    depth, out = 0, []
    for c in code:
        depth -= c == "}"
        out.append(c if depth <= 1 or c == "\n" else " ")
        depth += c == "{"
    return "".join(out)


def check(sources):
    for source in sources:
        if not source.is_c:
            continue
        for m in SWITCH.finditer(source.plain):
            brace = source.plain.find("{", m.end())
            body = own_level(source.plain[brace:block_end(source.plain, brace)])
            default = re.search(r"\bdefault\s*:", body)
            if default and CASE.search(body):
                yield source.finding("enum-default", brace + default.start(), "default: in a switch "
                                     "over an enum; name the remaining values instead")
