"""Who may include whom: the arrows between folders, from src/DEPS."""

import re

RULES = ("arrow",)

INCLUDE = re.compile(r'^#include "([^"]+)"', re.M)
DEPS = "src/DEPS"


def read_deps(text):
    """folder -> {folder it may include: line}."""
    arrows = {}
    for number, line in enumerate(text.split("\n"), 1):
        line = line.split("#")[0].strip()
        if line:
            left, _, right = line.partition(":")
            arrows.setdefault(left.strip(), {}).update({name: number for name in right.split()})
    return arrows


def find_cycle(arrows):
    state, path = {}, []

    def visit(node):
        state[node] = 1
        path.append(node)
        for other in arrows.get(node, {}):
            if state.get(other) == 1:
                return path[path.index(other):] + [other]
            if state.get(other) is None and (found := visit(other)):
                return found
        state[node] = 2
        path.pop()
        return None

    for node in list(arrows):
        if state.get(node) is None and (found := visit(node)):
            return found
    return None


def folder_of(path):
    """src/plan/task/x.c -> plan/task, src/app/x.c -> app, src/main.c -> main."""
    parts = path.split("/")
    return "/".join(parts[:-1]) if len(parts) > 1 else parts[0].rsplit(".", 1)[0]


def reachable(folder, arrows):
    """A register has its own arrows and those of the group it is in."""
    allowed = dict(arrows.get(folder, {}))
    if "/" in folder:
        allowed.update(arrows.get(folder.split("/")[0], {}))
    return allowed


def check_include(source, match, arrows):
    mine, target = folder_of(source.path[4:]), match.group(1)
    theirs = folder_of(target)
    if mine == theirs or "/" not in target:
        return None
    allowed = reachable(mine, arrows)
    if theirs not in allowed and "*" not in allowed:
        return (f"{mine} may not include {theirs}; turn the dependency round, read the published "
                f"view, or add the arrow to {DEPS} with a reason")
    if "*" not in allowed and "/" in theirs and target != f"{theirs}/{theirs.split('/')[-1]}.h":
        return (f"{target} is {theirs}'s own; another register may include only "
                f"{theirs}/{theirs.split('/')[-1]}.h")
    return None


def check(sources):
    deps = next((s for s in sources if s.path == DEPS), None)
    if deps is None:
        return
    arrows = read_deps(deps.text)
    cycle = find_cycle(arrows)
    if cycle:
        yield deps.finding("arrow", 0, "the arrows go round: " + " -> ".join(cycle))
    for source in sources:
        if not source.path.startswith("src/") or not source.is_c or source.is_test:
            continue
        for m in INCLUDE.finditer(source.text):
            wrong = check_include(source, m, arrows)
            if wrong:
                yield source.finding("arrow", m.start(), wrong)
