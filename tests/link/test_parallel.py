"""Copies of one text that differ in one value: reported where the rest is the same, silent where a form is filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factcheck.pipeline import run

if TYPE_CHECKING:
    from pathlib import Path

TEXT = (
    "The old mill at Ashford burned down on Friday, June 5, 2015, and {toll} were hurt in the fire. "
    "{who} led the crews who fought the flames through the night. "
    "The owner of the mill said the damage came to {sum} at the very least. "
    "Nobody lived in the building, which stood empty for many years before it burned.\n"
)
BASE = {"toll": "12 people", "who": "Fire Chief Mara Holt", "sum": "more than $300,000"}


def found(folder: Path, first: str, second: str, day: str = "2015-06-06") -> set[tuple[str, str]]:
    (folder / "a.txt").write_text(first, "utf-8")
    (folder / "b.txt").write_text(second, "utf-8")
    rows = f"file,outlet,published,title,url\na.txt,Gazette,2015-06-06,,\nb.txt,Herald,{day},,\n"
    (folder / "articles.csv").write_text(rows, "utf-8")
    report = run([folder])
    return {
        (f.family, f.verdict) for f in report.findings if any(s for s in f.sides) and f.attribute == "in the same words"
    }


@pytest.mark.parametrize(
    ("change", "family"),
    [
        ({"toll": "17 people"}, "count"),
        ({"who": "Fire Chief Mara Lindqvist"}, "person_name"),
        ({"sum": "more than $800,000"}, "money"),
    ],
)
def test_one_changed_value_is_a_contradiction(tmp_path: Path, change: dict[str, str], family: str) -> None:
    assert (family, "contradiction") in found(tmp_path, TEXT.format(**BASE), TEXT.format(**{**BASE, **change}))


def test_equal_copies_show_nothing(tmp_path: Path) -> None:
    assert found(tmp_path, TEXT.format(**BASE), TEXT.format(**BASE)) == set()


def test_a_weekday_of_another_day_of_printing_is_no_change(tmp_path: Path) -> None:
    text = TEXT.replace("Friday, June 5, 2015,", "Friday")
    assert found(tmp_path, text.format(**BASE), text.format(**BASE), "2015-06-13") == set()


def test_a_later_figure_of_a_running_kind_is_no_contradiction(tmp_path: Path) -> None:
    later = TEXT.format(**{**BASE, "toll": "17 people"})
    assert ("count", "contradiction") not in found(tmp_path, TEXT.format(**BASE), later, "2015-06-09")


def test_one_like_sentence_in_two_texts_is_no_copy(tmp_path: Path) -> None:
    line = "The shop at the harbour sold {} loaves of bread on the first day of the fair. "
    first = line.format(40) + "Rain fell on the stalls, and the band of the town played for an hour under the roof. "
    second = line.format(70) + "Children rode on the wheel, while a choir sang in the small church beside the square. "
    assert found(tmp_path, first, second) == set()
