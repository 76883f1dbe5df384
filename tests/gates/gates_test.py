#!/usr/bin/env python3
"""Each gate on small files: what it must find, and what it must leave alone."""

import os
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tools", "gates"))

import documents  # noqa: E402
import run  # noqa: E402
from source import Source  # noqa: E402

BANNER = "/* x. */\n"
DEPS = "base:\napp: base\nplan: app\nplan/task: city/unit\ncity: app\n"
LONG = "\nf(void)\n{\n" + "\tg();\n" * 59 + "}\n"
WAYS = "\nf(int x)\n{\n" + "\tif (x)\n\t\tg();\n" * 15 + "}\n"

# rule, line (0: nothing may be found), path, text
CASES = [
    ("function-size", 4, "src/app/x.c", BANNER + "void" + LONG),
    ("function-size", 0, "src/app/x.c", BANNER + "void" + LONG.replace("\tg();\n", "", 1)),
    ("complexity", 4, "src/app/x.c", BANNER + "void" + WAYS),
    ("complexity", 0, "src/app/x.c", BANNER + "void" + WAYS.replace("\tif (x)\n", "", 1)),
    ("complexity", 0, "src/app/x_test.c", BANNER + "void" + WAYS),
    ("complexity", 0, "src/app/x.c", BANNER + "void\nf(void)\n{\n\tswitch (x) {\n"
     + "\tcase 'a':\n" * 30 + "\t}\n}\n"),
    ("file-size", 1, "src/app/x.c", BANNER + "\n" * 600),
    ("file-size", 0, "src/app/x.c", BANNER + "\n" * 599),
    ("file-size", 1, "src/app/x.h", BANNER + "\n" * 200),
    ("line-size", 2, "src/app/x.c", BANNER + "/* " + "ạ" * 95 + " */\n"),
    ("line-size", 0, "src/app/x.c", BANNER + "/* " + "ạ" * 94 + " */\n"),
    ("line-size", 2, "src/app/x.c", BANNER + "\t/* " + "a" * 87 + " */\n"),
    ("malloc", 4, "src/app/x.c", BANNER + "void\nf(void)\n{ free(x); }\n"),
    ("malloc", 0, "src/base/x.c", BANNER + "void\nf(void)\n{ free(x); }\n"),
    ("malloc", 0, "src/app/x.c", BANNER + "/* free(x) */ const char *const x = \"free(x)\";\n"),
    ("malloc", 0, "src/app/x.c", BANNER + "void\nf(void)\n{ x_free(x); }\n"),
    ("global", 2, "src/app/x.c", BANNER + "static int count;\n"),
    ("global", 2, "src/app/x.c", BANNER + "int count = 3;\n"),
    ("global", 2, "src/app/x.c", BANNER + "static const char *names[] = { \"a\" };\n"),
    ("global", 2, "src/app/x.c", BANNER + "static struct row rows[] = { { f, 1 } };\n"),
    ("global", 4, "src/app/x.c", BANNER + "void\nf(void)\n{\tstatic int n;\n}\n".replace(
        "{\t", "{\n\t").replace("f(void)\n", "f(void) ")),
    ("global", 0, "src/app/x.c", BANNER + "static const char *const names[] = { \"a\" };\n"),
    ("global", 0, "src/app/x.c", BANNER + "static const struct { int x; char *y; } rows[] = { { 1 } };\n"),
    ("global", 0, "src/app/x.c", BANNER + "struct x { int y; };\nenum z { A };\nextern int q;\n"
     "static int f(int x);\ntypedef int (*call)(int);\n"),
    ("global", 0, "src/app/x.c", BANNER + "static int (*const calls[])(int) = { f };\n"),
    ("sql", 4, "src/app/x_web.c", BANNER + "void\nf(void)\n{ db_stmt(db, SQL(\"SELECT 1\")); }\n"),
    ("sql", 2, "src/app/x.c", BANNER + "static const char q[] = \"SELECT id FROM task\";\n"),
    ("sql", 0, "src/app/x.c", BANNER + "/* \"SELECT id FROM task\" */\n"),
    ("sql", 0, "src/app/x_store.c", BANNER + "void\nf(void)\n{ db_stmt(db, SQL(\"SELECT 1\")); }\n"),
    ("sql", 3, "src/app/x_store.c", BANNER + "void\nf(void) { db_stmt(db, \"SELECT 1\"); }\n"),
    ("enum-default", 6, "src/app/x.c", BANNER
     + "int\nf(void)\n{ switch (x) {\n\tcase A_B: return 1;\n\tdefault: return 2;\n\t} }\n"),
    ("enum-default", 0, "src/app/x.c", BANNER
     + "int\nf(void)\n{ switch (x) {\n\tcase 'a': return 1;\n\tdefault: return 2;\n\t} }\n"),
    ("arrow", 2, "src/base/x.c", BANNER + "#include \"app/ctx.h\"\n"),
    ("arrow", 2, "src/plan/task/x.c", BANNER + "#include \"plan/quarter/quarter.h\"\n"),
    ("arrow", 2, "src/plan/task/x.c", BANNER + "#include \"city/unit/unit_store.h\"\n"),
    ("arrow", 0, "src/plan/task/x.c", BANNER + "#include \"city/unit/unit.h\"\n"),
    ("arrow", 0, "src/plan/task/x.c", BANNER + "#include \"plan/task/y.h\"\n#include \"app/a.h\"\n"),
    ("arrow", 0, "src/base/x_test.c", BANNER + "#include \"app/ctx.h\"\n"),
    ("arrow", 1, "src/DEPS", "a: b\nb: c\nc: a\n"),
    ("banner", 1, "src/app/x.c", "#include <x.h>\n"),
    ("typedef", 2, "src/app/x.h", BANNER + "typedef struct x { int y; } x;\n"),
    ("markup", 2, "src/app/x.c", BANNER + "static const char x[] = \"<p>\";\n"),
    ("markup", 0, "src/app/x.c", BANNER + "/* \"<p>\" */ static const char x[] = \"a < b\";\n"),
    ("raw-html", 3, "src/app/x.c", BANNER + "void\nf(void) { html_raw(h, \"x\", 1); }\n"),
    ("tone", 1, "lang/x.vi.po", "msgstr \"Văn hoá\"\n"),
    ("tone", 1, "src/app/x.html", "<p>Thuỷ lợi</p>\n"),
    ("tone", 0, "lang/x.vi.po", "msgstr \"Văn hóa, hoàn thành, quý, Ủy ban, khoản\"\n"),
    ("machine-path", 2, "src/app/x.c", BANNER + "/* see /work/x */\n"),
    ("machine-path", 0, "src/app/x.c", BANNER + "/* see docs/work/x and https://a.vn/work/x */\n"),
    ("malloc", 0, "src/app/x.c", BANNER + "void\nf(void)\n{ free(x); } /* allow: malloc libx gave it */\n"),
    ("malloc", 4, "src/app/x.c", BANNER + "void\nf(void)\n{ free(x); } /* allow: malloc */\n"),
    ("allow", 2, "src/app/x.c", BANNER + "int f(void); /* allow: malloc no need */\n"),
    ("allow", 1, "src/app/x.c", BANNER + "void\nf(void)\n{ free(x); } /* allow: malloc one */\n"
     "void\ng(void)\n{ free(x); } /* allow: malloc two */\n"),
]


def check_case(rule, line, path, text):
    sources = [Source(path, text)]
    if path != "src/DEPS":
        sources.append(Source("src/DEPS", DEPS))
    found = [f for f in run.run_on(sources, {"malloc": 1}) if f.rule == rule]
    if line == 0:
        return f"finds {found[0]}" if found else None
    if not any(f.line == line for f in found):
        return f"finds {[str(f) for f in found]}, not line {line}"
    return None


def check_own_header():
    sources = [Source("src/app/x.h", BANNER), Source("src/DEPS", DEPS),
               Source("src/app/x.c", BANNER + "#include <stdio.h>\n#include \"app/x.h\"\n")]
    found = [f.rule for f in run.run_on(sources, {})]
    return None if "own-header" in found else f"own-header: finds {found}"


TREE = {
    "Makefile": "run test: x\nx:\n",
    "src/main.c": "static const struct command c[] = {\n\t{ \"serve\", \"[--listen A]\", \"x\" },\n};\n",
    "src/app/x_web.c": "GET(\"/desk\") int list_view(void); puts(\"made.css\");",
    "docs/a.txt": "",
}

# how many things are wrong in a document that says this
DOCUMENTS = [
    (0, "`src/main.c`, `main.c`, `app/x_web.c`, `src/app/`"),
    (1, "`src/mian.c`"), (1, "`mian.c`"), (1, "`src/ap/`"),
    (0, "[a](a.txt) [b](../src/main.c#L3) [c](https://a.vn/x.c)"), (1, "[a](b.txt)"),
    (0, "`make run`, `make test`\n\n    make x   # y\n"), (1, "`make walk`"), (1, "\n    make walk\n"),
    (0, "We make walk and `giaoban serve --listen A`."), (1, "`build/giaoban swerve`"),
    (0, "`--listen`"), (1, "`--glisten`"), (0, "`/desk`"), (1, "`/dusk`"),
    (0, "`list_view`, `list_view(h, x)`"), (1, "`lost_view`"), (0, "`made.css`"), (1, "`maid.css`"),
    (0, "```\nsrc/mian.c lost_view\n```\n"), (1, "```\nmake walk\n```\n"),
    (0, "<!-- example: holiday -->\n`src/city/holiday/holiday_store.c` `holiday_add`"),
]


class FakeTree(documents.Tree):
    def __init__(self, text):
        self.files = {**TREE, "docs/x.md": text}
        super().__init__("", list(self.files))

    def read(self, path):
        return self.files[path]


def check_documents():
    for count, text in DOCUMENTS:
        found = [str(f) for f in documents.check(FakeTree(text))]
        if len(found) != count:
            yield f"document: {text!r}: finds {found}, not {count}"


def main():
    wrong = [(case, result) for case in CASES if (result := check_case(*case))]
    for case, result in wrong:
        print(f"{case[0]} on {case[3][:200]!r}: {result}")
    header = [found for found in (check_own_header(), *check_documents()) if found]
    print(*header, sep="\n", end="\n" if header else "")
    tested = {case[0] for case in CASES if case[1]} | {"own-header"}
    untested = {rule for gate in run.GATES for rule in gate.RULES} - tested
    if untested:
        print(f"no case for {sorted(untested)}")
    return 1 if wrong or header or untested else 0


if __name__ == "__main__":
    sys.exit(main())
