"""What the documents name exists: files, links, addresses, make targets, verbs, flags, functions.

Read are all *.md below the root. Files and names are looked for in `code` outside of fenced blocks, make
targets and verbs there and in blocks. Names of an invented example are declared in the document:
<!-- example: WORD --> excuses every name with WORD in it. There is no other exception.
"""

import fnmatch
import os
import re

from source import Finding

RULE = "document"
RULES = (RULE,)

FENCE = re.compile(r"^ *```.*?^ *```", re.M | re.S)
CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
EXAMPLE = re.compile(r"<!-- example: ([\w-]+) -->")
COMMAND = re.compile(r"(?:^|[`\s(])(make|(?:build/)?giaoban) ([a-z][\w-]*)")
FLAG = re.compile(r"^--[a-z][a-z-]+$")
PATH = re.compile(r"^[\w.@-]+(?:/[\w.*@-]+)*/?$")
NAME = re.compile(r"^[a-z][a-z0-9]*(?:_[a-z0-9]+)+$")
PAGE = re.compile(r"^/[a-z][a-z-]+(?:/[a-z-]+)*$")
ENDINGS = (".c", ".h", ".md", ".sh", ".py", ".mk", ".html", ".sql", ".tsv", ".po", ".mjs", ".css",
           ".js", ".json", ".jsonl", ".txt", ".csv", ".http")
PLACEHOLDER = re.compile(r"(?:^|/)x[._]|YYYY|\bNAME\b|^[A-Z]+\.|^[\d/]+$|^\d+-\w+/\w+$")
CODE_FILES = (".c", ".h", ".html", ".py", ".sh", ".mk", ".mjs", ".js", ".http", "Makefile", "run")


class Tree:
    """The files of a repository: their paths, and the text of one."""

    def __init__(self, root, paths):
        self.root, self.paths = root, set(paths)
        self.folders = {p[:i] for p in paths for i, c in enumerate(p) if c == "/"}
        self._code = None

    def read(self, path):
        with open(os.path.join(self.root, path), encoding="utf-8", errors="replace") as file:
            return file.read()

    def code(self):
        if self._code is None:
            self._code = "\n".join(self.read(p) for p in sorted(self.paths)
                                   if p.endswith(CODE_FILES) and not p.startswith("tests/data/"))
            self.words = set(re.findall(r"[\w-]+", self._code))
        return self._code

    def has_file(self, name, folder):
        """By its whole path, from the document, below src/, or by the end of its path."""
        name = name.rstrip("/")
        if name.startswith("build") or name in (".", ".."):
            return True
        for start in ("", folder + "/", "src/"):
            path = os.path.normpath(start + name)
            if path in self.paths or path in self.folders or path + ".c" in self.paths:
                return True
        if "*" in name:
            return any(fnmatch.fnmatch(p, "*" + name) for p in self.paths)
        return any(p.endswith("/" + name) for p in self.paths | self.folders) or \
            self.is_made(name)

    def is_made(self, name):
        """A file that a program here writes or serves under this very name."""
        return re.search(rf"[\"'/`]{re.escape(name)}[\"'`]", self.code()) is not None

    def has_target(self, name):
        makes = [p for p in self.paths if p == "Makefile" or p.endswith(".mk")]
        return any(re.search(rf"^(?:[\w$()/.-]+ )*{re.escape(name)}(?: [^:=\n]*)?:(?!=)", self.read(p), re.M)
                   for p in makes)

    def has_verb(self, name):
        return re.search(rf'\{{ "{re.escape(name)}", "', self.read("src/main.c")) is not None

    def has_flag(self, name):
        return f"--{name}" in self.code() or f'"{name}"' in self.code()

    def has_page(self, path):
        return f'"{path}' in self.code() or path[1:] in self.folders or f" {path}" in self.code()

    def has_name(self, name, folder):
        """In the code, in a file's name, or in the data beside the document."""
        self.code()
        return name in self.words or any(name in p for p in self.paths) or any(
            name in self.read(p) for p in self.paths
            if p.startswith(folder + "/") and p.endswith((".jsonl", ".csv")))


def check_token(tree, token, folder):
    """What is wrong with one word of a piece of code, or None."""
    if PLACEHOLDER.search(token):
        return None
    if FLAG.match(token):
        return None if tree.has_flag(token[2:]) else "is no flag of any program here"
    if PAGE.match(token):
        return None if tree.has_page(token) else "is no address the server knows"
    if PATH.match(token) and ("/" in token.rstrip("/") or token.endswith(ENDINGS)):
        return None if tree.has_file(token, folder) else "is no file here"
    if NAME.match(token):
        return None if tree.has_name(token, folder) else "is no name in the code"
    return None


def words_of(text):
    """(position, word) of every piece of code."""
    for m in CODE.finditer(text):
        for word in re.finditer(r"\S+", m.group(1)):
            yield m.start(1) + word.start(), word.group().rstrip(",;:.)").lstrip("(")


def check_document(tree, path):
    text, folder = tree.read(path), os.path.dirname(path)
    examples = EXAMPLE.findall(text)
    prose = FENCE.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), text)
    wrong = [(at, word, check_token(tree, word, folder)) for at, word in words_of(prose)]
    for m in LINK.finditer(prose):
        if "://" not in m.group(1) and not tree.has_file(m.group(1), folder):
            wrong.append((m.start(), m.group(1), "is no file here"))
    for m in COMMAND.finditer(text):
        known = tree.has_target if m.group(1) == "make" else tree.has_verb
        if in_code(text, m.start(2)) and not known(m.group(2)):
            wrong.append((m.start(), f"{m.group(1)} {m.group(2)}", "is not there to be run"))
    for at, word, what in wrong:
        if what and not any(example in word for example in examples):
            yield Finding(RULE, path, text.count("\n", 0, at) + 1, f"{word} {what}; say what is true")


def in_code(text, position):
    """In a piece of code, a fenced block or an indented line."""
    line = text[text.rfind("\n", 0, position) + 1:position]
    return line.startswith("    ") or line.count("`") % 2 == 1 or \
        text.count("```", 0, position) % 2 == 1


def check(tree):
    for path in sorted(tree.paths):
        if path.endswith(".md"):
            yield from check_document(tree, path)
