"""Words: one spelling of Vietnamese in what people read, no paths of one machine in what we keep."""

import re

RULES = ("tone", "machine-path")

VOWELS = {"o": "òóỏõọ", "u": "ùúủũụ"}
NEW = {"o": {"a": "àáảãạ", "e": "èéẻẽẹ"}, "u": {"y": "ỳýỷỹỵ"}}
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:work|home/\w+|root)/\w")


def new_style():
    """The pattern of hoà, khoẻ, thuỷ at a word's end, and what to write instead."""
    instead = {}
    for first, marks in VOWELS.items():
        for second, accented in NEW[first].items():
            for mark, letter in zip(marks, accented):
                instead[first + letter] = mark + second
    pattern = "|".join(instead)
    both = re.compile(rf"(?<![qQ])({pattern})(?!\w)", re.I)
    return both, instead


TONE, INSTEAD = new_style()


def check_tone(source):
    for m in TONE.finditer(source.text):
        right = INSTEAD[m.group(1).lower()]
        yield source.finding("tone", m.start(), f"...{m.group(1)} is the new tone style; write {right}")


def check(sources):
    for source in sources:
        if source.path.endswith(".vi.po") or (source.path.startswith("src/") and
                                              source.path.endswith(".html")):
            yield from check_tone(source)
        yield from source.matches("machine-path", MACHINE_PATH, "{}... is a path of one machine",
                                  source.text)
