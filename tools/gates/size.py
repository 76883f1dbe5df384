"""Sizes: a function, a file, a header, a line, and how many ways lead through a function."""

import re

RULES = ("function-size", "file-size", "line-size", "complexity")
FUNCTION, FILE, HEADER, LINE, BRANCHES, P90 = 60, 600, 200, 100, 15, 40

BRANCH = re.compile(r"\b(?:if|for|while|case)\b|&&|\|\||\?")


def columns(line):
    """Columns on paper: a tab goes to the next multiple of 8, combining marks take none."""
    if line.isascii() and "\t" not in line:
        return len(line)
    return len(line.expandtabs(8))


def long_lines(source):
    for number, line in enumerate(source.text.split("\n"), 1):
        if len(line) > LINE // 8 and columns(line) > LINE:
            yield source.finding("line-size", source.starts[number - 1],
                                 f"the line has {columns(line)} columns (a tab is 8); "
                                 f"break it at {LINE}")


def long_files(source):
    limit = HEADER if source.path.endswith(".h") else FILE
    lines = source.text.count("\n")
    if lines > limit:
        yield source.finding("file-size", 0, f"the file has {lines} lines; split it along what "
                             f"changes together (at most {limit})")


def long_functions(source):
    for one in source.functions():
        if one.length > FUNCTION:
            yield source.finding("function-size", one.begin, f"{one.name} has {one.length} lines; "
                                 f"take a step of it out into a function (at most {FUNCTION})")
        body = source.plain[one.begin:one.end]
        ways = 1 + sum(1 for _ in BRANCH.finditer(body))
        # a switch over many names is one decision; so is a table of them
        ways -= max(0, body.count("case ") - 1)
        if ways > BRANCHES and not source.is_test:
            yield source.finding("complexity", one.begin, f"{one.name} has {ways} ways through it; "
                                 f"split it or use a table (at most {BRANCHES})")


def check(sources):
    for source in sources:
        if not source.is_c:
            continue
        yield from long_lines(source)
        yield from long_files(source)
        yield from long_functions(source)


def percentile(sources, share):
    lengths = sorted(f.length for s in sources if s.is_c for f in s.functions())
    return lengths[int(len(lengths) * share)] if lengths else 0
