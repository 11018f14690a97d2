"""Numbers that nobody writes, put into the examples of the families that compute: no article is lost by one."""

from __future__ import annotations

import random
import re

import pytest

from factcheck.catalogue import load
from factcheck.selftest import Examiner

CATALOGUE = load(examples=True)
EXAMINER = Examiner(CATALOGUE)
ODD = (
    "0", "00", "999999999999999999", "1e30", "123456789012345678901234567890", "0.000000001",
    "1,000,000,000,000,000,000,000", "9999", "½", "one", "zero", "a million billion trillion", "100%", "12.", "1900", "1/3", "²",
)  # fmt: skip


def computes(family: object) -> bool:
    return family.construction.startswith(("inner ", "across ")) or any(p.equals or p.most for p in family.patterns)


def with_odd_numbers(text: str, dice: random.Random) -> list[str]:
    """Return a text with most of its numbers odd, and with one of them beyond all counting."""
    places = list(re.finditer(r"\d[\d,.]*\d|\d", text))
    if not places:
        return []
    huge = dice.choice(places)
    mixed = re.sub(r"\d[\d,.]*\d|\d", lambda m: dice.choice(ODD) if dice.random() < 0.6 else m[0], text)
    return [mixed, f"{text[: huge.start()]}1e30{text[huge.end() :]}"]


@pytest.mark.parametrize("family", [f for f in CATALOGUE.families if computes(f)], ids=lambda f: f.id)
def test_no_number_ends_the_reading(family: object) -> None:
    dice = random.Random(family.id)  # noqa: S311 - the same numbers in every run
    for entry in family.examples["alone"]:
        for text in with_odd_numbers(entry["text"], dice):
            assert EXAMINER.report((text, entry["published"])).problems == (), text
