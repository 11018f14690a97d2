"""What tells where sentences end says the same as the expressions that it stands for, in which the rules are read."""

from __future__ import annotations

import random
import re

from factcheck.read.sentences import _abbreviated, _glued, _initials, _inner

INNER = re.compile(r"""[.!?]["”’')\]]*\s+(?=["“‘'(\[]?[A-Z])""")
GLUED = re.compile(r"[.!?](?:(?<=[a-z]{2}.)(?=[A-Z][a-z])|(?<=[a-z].)”(?=[A-Z]))")
ABBREVIATION = re.compile(
    r"(?:^|[\s(\"“‘'])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Sgt|Col|Capt|Cmdr|Adm|Maj|Rev|Hon|Pres|St|Mt|Ft|Jr|Sr|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Inc|Corp|Co|Ltd|No|vs|Ave|Blvd|Rd|Det|Supt|Atty|Dist|Fla|Calif|Ariz|"
    r"Mass|Conn|Tenn|Wash|Mich|Minn|Ill|Ind|Ala|Ga|Va|Pa|Md|Okla|Ore|Wis|Kan|Ky|La|Colo|Del|(?:[A-Za-z]\.)+[A-Za-z])\.$"
)
LETTERS = re.compile(r"(?:[A-Za-z]\.){2,}$")
PIECES = (
    *"aBzé.!?\"”’')](“‘[ \t\u00a0\u20281İ-",
    *"Mr Sept Sep No Co U.S p.m Dr Corp vs .. . ) ab ABc Élan".split(),
    " The",
)


def texts() -> list[str]:
    dice = random.Random(3)  # noqa: S311 - the same texts for the same seed
    return ["".join(dice.choices(PIECES, k=dice.randint(1, 12))) for _ in range(60_000)]


def test_marks_behind_which_a_sentence_begins() -> None:
    for text in texts():
        for at, sign in enumerate(text):
            if sign in ".!?":
                inner, glued = INNER.match(text, at), GLUED.match(text, at)
                assert _inner(text, at) == (inner.end() if inner else 0), (text, at)
                assert _glued(text, at) == (glued.end() if glued else 0), (text, at)


def test_abbreviations() -> None:
    for text in texts():
        for at, sign in enumerate(text):
            if sign in ".!?":
                start = max(0, at - 12)
                assert _abbreviated(text, start, at) == bool(ABBREVIATION.search(text, start, at + 1)), (text, at)
                behind = text[start : at + 1]
                if sign == ".":
                    assert _initials(behind[-4:-1]) == bool(LETTERS.search(behind)), (text, at)
