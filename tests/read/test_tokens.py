"""Tokens: what stands between white space is cut by short ways where it can be, and those cut as the expression does."""

from __future__ import annotations

import random
import re

import pytest

from factcheck.read import tokens
from factcheck.read.tokens import Tokenizer

SIGNS = "abSsZé½²19.,'’‘“”\"()[]-–—$£!?;:_\u200b\u00ad\u0301"


def by_expression(chunk: str) -> list[tuple[int, int]]:
    unseen = not chunk.isascii() and re.search(tokens._UNSEEN, chunk)
    found, at = [], 0
    for part in tokens._expression(unseen=bool(unseen)).findall(chunk):
        found.append((at, at + len(part)))
        at += len(part)
    return found


def cut(text: str) -> list[tuple[int, int]]:
    return [(t.start, t.end) for t in Tokenizer().cut(text).all]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“Nobody,” she said.", ["“", "Nobody", ",", "”", "she", "said", "."]),
        ("(Saltmere's)", ["(", "Saltmere", "'s", ")"]),
        ("mid-May", ["mid", "-", "May"]),
        ("$60,000-a-year", ["$", "60,000", "-", "a", "-", "year"]),
        ("the U.S., at 3 p.m.)", ["the", "U.S.", ",", "at", "3", "p.m.", ")"]),
        ("O’Hara’s J. Roe", ["O’Hara", "’s", "J", ".", "Roe"]),
        ("(.357)", ["(", ".357", ")"]),
        ("-ing re- - --", ["-", "ing", "re", "-", "-", "-", "-"]),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert [t.text for t in Tokenizer().cut(text).all] == words


def test_short_ways_lead_to_the_same() -> None:
    dice = random.Random(1)  # noqa: S311 - the same signs in every run
    chunks = {"".join(dice.choices(SIGNS, k=dice.randint(1, 9))) for _ in range(30_000)}
    chunks |= {"".join(dice.choices("aSé.½", k=dice.randint(1, 6))) for _ in range(3_000)}
    for chunk in sorted(chunks):
        assert cut(chunk) == by_expression(chunk), repr(chunk)


def test_very_many_marks_are_cut() -> None:
    assert len(cut("(" * 100_000 + "!" * 100_000)) == 200_000
