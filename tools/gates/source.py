"""What every gate reads: a file, its C without comments and strings, and its functions.

Gates look at text, not at a syntax tree: the code keeps the style of one house, and a gate that
needs a second to explain itself is worth more than one that is never wrong.
"""

import bisect
import re
from dataclasses import dataclass, field

TOKEN = re.compile(
    r"/\*.*?\*/|//[^\n]*|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", re.S)
DIRECTIVE = re.compile(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", re.M)
ALLOW = re.compile(r"/\* allow: ([a-z-]+)\b ?(.*?)\*/", re.S)
NAME = re.compile(r"(\w+)\s*\(")
NOT_NEWLINE = re.compile(r"[^\n]")


def blank(text):
    """Spaces instead of everything but line ends, so that positions and lines stay."""
    return NOT_NEWLINE.sub(" ", text)


def blank_token(match):
    text = match.group()
    if text[0] == "/":
        return blank(text)
    return text[0] + blank(text[1:-1]) + text[-1]


@dataclass
class Function:
    name: str
    head: int       # position of the head in the code
    begin: int      # positions of the braces
    end: int
    line: int       # where the body begins
    length: int     # lines from brace to brace


@dataclass
class Finding:
    rule: str
    path: str
    line: int
    text: str       # what is wrong and how to mend it

    def __str__(self):
        return f"{self.path}:{self.line}: [{self.rule}] {self.text}"


@dataclass
class Source:
    path: str
    text: str
    code: str = field(init=False)       # without comments and the insides of strings
    plain: str = field(init=False)      # and without preprocessor lines

    def __post_init__(self):
        self.starts = [0] + [m.end() for m in re.finditer("\n", self.text)]
        self.is_c = self.path.endswith((".c", ".h"))
        self.code = TOKEN.sub(blank_token, self.text) if self.is_c else self.text
        self.plain = DIRECTIVE.sub(lambda m: blank(m.group()), self.code) if self.is_c else ""
        self.allowed = [(m.group(1), m.group(2).strip(), self.line_of(m.start()),
                         self.line_of(m.end())) for m in ALLOW.finditer(self.text)]
        self._functions = None

    @property
    def is_test(self):
        return self.path.endswith("_test.c") or self.path.startswith("tests/")

    def line_of(self, position):
        return bisect.bisect_right(self.starts, position)

    def finding(self, rule, position, text):
        return Finding(rule, self.path, self.line_of(position), text)

    def matches(self, rule, pattern, text, where=None):
        where = self.plain if where is None else where
        return [self.finding(rule, m.start(), text.format(m.group().strip()))
                for m in pattern.finditer(where)]

    def top_level(self):
        """The pieces of file scope: (head, position, position after its block or semicolon, block)."""
        depth, start, brace, pieces = 0, 0, -1, []
        for m in re.finditer(r"[{};]", self.plain):
            c = m.group()
            if c == "{":
                if depth == 0 and brace < 0:
                    brace = m.start()
                depth += 1
            elif c == "}":
                depth -= 1
                if depth == 0 and self.is_function(start, brace):
                    pieces.append((self.plain[start:brace], start, m.end(), brace))
                    start, brace = m.end(), -1
            elif depth == 0:
                end = brace if brace >= 0 else m.start()
                pieces.append((self.plain[start:end], start, m.end(), brace))
                start, brace = m.end(), -1
        return pieces

    def is_function(self, start, brace):
        head = self.plain[start:brace]
        return "(" in head and "=" not in head and not head.lstrip().startswith(
            ("struct {", "enum {"))

    def functions(self):
        if self._functions is None:
            self._functions = [self.function(head, start, end, brace)
                               for head, start, end, brace in self.top_level()
                               if brace >= 0 and self.is_function(start, brace)]
        return self._functions

    def function(self, head, start, end, brace):
        name = NAME.search(re.sub(r"__attribute__\s*\(\(.*?\)\)", "", head, flags=re.S))
        begin, last = self.line_of(brace), self.line_of(end - 1)
        return Function(name.group(1) if name else "?", start, brace, end, begin, last - begin + 1)
