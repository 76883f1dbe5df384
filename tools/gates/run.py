#!/usr/bin/env python3
"""The rules of the house as programs: run.py [ROOT]

Reads src, tools, tests, lang and docs below ROOT once, and every *.md, and runs every gate over it. A
finding names rule, file, line and the mend. An exception is a comment on the line, on the line
before, or for a function or file on the line before its first:

    /* allow: RULE why it must be so here */

Exceptions are counted by rule in tools/gates/allowed.txt; the numbers may only go down.
Exit status 0, or 1 with findings.
"""

import os
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import arrows  # noqa: E402
import documents  # noqa: E402
import memory  # noqa: E402
import shape  # noqa: E402
import size  # noqa: E402
import sql  # noqa: E402
import switches  # noqa: E402
import words  # noqa: E402
from source import Finding, Source  # noqa: E402

GATES = (size, memory, sql, switches, arrows, shape, words)
FOLDERS = ("src/", "tools/", "tests/", "lang/", "docs/")
MADE = ("build/", "node_modules/", ".git/")
ENDINGS = (".c", ".h", ".html", ".sql", ".po", ".py", ".sh", ".md", ".mk", "DEPS")
ALLOWED = "tools/gates/allowed.txt"


def list_files(root):
    """What git knows or would add; every file where there is no repository."""
    command = ["git", "-C", root, "ls-files", "-co", "--exclude-standard"]
    listed = subprocess.run(command, capture_output=True, text=True, check=False)
    if listed.returncode == 0:
        names = listed.stdout.split("\n")
    else:
        names = [os.path.relpath(os.path.join(folder, name), root)
                 for folder, _, names in os.walk(root) for name in names]
        names = [n for n in names if not n.startswith(MADE)]
    return sorted(n for n in set(names) if os.path.isfile(os.path.join(root, n)))


def read_sources(root, paths):
    for path in paths:
        full = os.path.join(root, path)
        if path.startswith(FOLDERS) and path.endswith(ENDINGS) \
                and not path.startswith(("tests/data/", "tests/gates/")):
            with open(full, encoding="utf-8", errors="replace") as file:
                yield Source(path, file.read())


def excepted(finding, source, used):
    """A file's exception may stand anywhere before its first line of code."""
    for index, (rule, why, first, last) in enumerate(source.allowed):
        whole = finding.line == 1 and first <= 40 and rule in ("file-size", "banner")
        near = first - 5 <= finding.line <= last + 3
        if rule == finding.rule and why and (whole or near):
            used.add((source.path, index))
            return True
    return False


def check_exceptions(sources, used, limits):
    """Unused ones, ones without a reason, and more of a rule than allowed.txt says."""
    counts, known = {}, {rule for gate in GATES for rule in gate.RULES}
    for source in sources:
        for index, (rule, why, line, _) in enumerate(source.allowed):
            if not source.is_c or rule not in known:
                continue
            counts[rule] = counts.get(rule, 0) + 1
            if (source.path, index) not in used:
                what = "excuses nothing; remove it" if why else "says no reason"
                yield Finding("allow", source.path, line, f"the exception for {rule} {what}")
    for rule, count in sorted(counts.items()):
        if count > limits.get(rule, 0):
            yield Finding("allow", ALLOWED, 1, f"{count} exceptions for {rule}, {limits.get(rule, 0)} "
                          "are agreed; mend one instead")


def read_limits(root):
    path = os.path.join(root, ALLOWED)
    if not os.path.exists(path):
        return {}
    with open(path, encoding="utf-8") as file:
        rows = [line.split() for line in file if line.strip() and not line.startswith("#")]
    return {rule: int(count) for rule, count in rows}


def run_on(sources, limits):
    by_path, used, findings = {s.path: s for s in sources}, set(), []
    for gate in GATES:
        for finding in gate.check(sources):
            if not excepted(finding, by_path[finding.path], used):
                findings.append(finding)
    findings += check_exceptions(sources, used, limits)
    p90 = size.percentile([s for s in sources if not s.is_test], 0.9)
    if p90 > size.P90:
        findings.append(Finding("function-p90", "src", 1, f"a tenth of all functions has over {p90} "
                                f"lines; shorten some (at most {size.P90})"))
    return findings


def run(root):
    paths = list_files(root)
    sources = list(read_sources(root, paths))
    return sources, [*run_on(sources, read_limits(root)),
                     *documents.check(documents.Tree(root, paths))]


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else "."
    sources, findings = run(root)
    for finding in sorted(findings, key=lambda f: (f.path, f.line)):
        print(finding)
    own = [s for s in sources if not s.is_test]
    print(f"gates: {len(sources)} files, functions median {size.percentile(own, 0.5)} p90 "
          f"{size.percentile(own, 0.9)} lines, {len(findings)} findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
