"""Rows D: numbers, dates, claims."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from harness import PLANTED, accounted, report

from factcheck import catalogue
from factcheck.ingest import ingest_text
from factcheck.reading import ArticleReader

CATALOGUE = catalogue.load()
READER = ArticleReader(CATALOGUE)
ODD = [
    "9" * 5000, "0" * 5000, "9" * 19, "00", "0x10", "1_000", "1e400000000", "1e-400000000", "--5", "1.2.3", "1.234.567,89",
    "hundred " * 40, "million " * 40,
    "1'234", "1 234", "1,23,45", "²", "1²", "½", "1½", "Ⅻ", "④", "١٢٣", "１２", "१२", "十二", "𝟏𝟐", "1\u200b2", "1\u20dd2",
]  # fmt: skip


@pytest.mark.parametrize("number", ODD, ids=ascii)
def test_D1_odd_numbers(tmp_path: Path, number: str) -> None:
    """Figures of 5,000 digits, in other scripts, raised, spelled for machines: read or not, never an error."""
    words = f"Governor {number} said so. "
    words += f"The ferry carried {number} people and {number}% of the mail on May {number}, {number}, for ${number} million.\n"
    (tmp_path / "a.txt").write_text(
        f"{words}\nIt left at {number}:{number} p.m., {number} years ago.\n\n{PLANTED}\n", "utf-8"
    )
    assert accounted(report("a.txt", cwd=tmp_path), "a.txt") == "found"


def texts(family: str) -> list[str]:
    found: list[str] = []
    examples = CATALOGUE.family(family).examples
    for says in examples.get("says", ()):
        found += says["texts"]
    found += [silent["text"] for silent in examples.get("silent", ())]
    found += [pair[side] for pair in examples.get("pair", ()) for side in "ab"]
    return found + [alone["text"] for alone in examples.get("alone", ())]


@pytest.mark.parametrize("family", [f.id for f in CATALOGUE.families])
def test_D1_odd_numbers_wherever_a_family_reads_one(family: str) -> None:
    """Each number of each example of a family is replaced by odd ones: the readers that look for it raise nothing."""
    for text in texts(family):
        for number in ("9" * 5000, "²", "１２", "1e400000000", "0"):
            changed = {re.sub(r"\d+", number, text)}
            changed |= {text[: m.start()] + number + text[m.end() :] for m in re.finditer(r"\d+", text)}
            for one in changed:
                READER.read(ingest_text(one, "a.txt", CATALOGUE.words))
