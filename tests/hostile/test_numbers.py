"""Rows D: numbers, dates, claims."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from harness import HOLDER, PLANTED, accounted, factcheck, holders, report

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


def two(folder: Path, a: str, b: str) -> list[str]:
    """Return the verdicts on two articles of one story."""
    story = "The ferry Gannet hit the pier of Saltmere on Monday, May 13, 2024, Harbour Master Edith Marlowe said.\n\n"
    for name, text in (("a", a), ("b", b)):
        (folder / f"{name}.txt").write_text(f"{story}{text}\n\n{PLANTED}\n", "utf-8")
    done = report(".", "--verdict", "contradiction", cwd=folder)
    assert accounted(done, "a.txt") == accounted(done, "b.txt") == "found"
    return [f["verdict"] for f in done.report["findings"] if f["verdict"] == "contradiction"]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("1,234", "1.234"),
        ("1,234", "1 234"),
        ("1,234", "1'234"),
        ("1.234.567,89", "1,234,567.89"),
        ("1,234", "1\u202f234"),
    ],
)
def test_D2_groups_and_decimals(tmp_path: Path, a: str, b: str) -> None:
    """The same figure with other signs for groups and decimals is never called a contradiction."""
    assert two(tmp_path, f"It carried {a} passengers.", f"It carried {b} passengers.") == []
    # And figures that differ in truth are compared here.
    assert two(tmp_path, "It carried 1,234 passengers.", "It carried 1,900 passengers.") == ["contradiction"]


def test_D3_days_that_are_none(tmp_path: Path) -> None:
    """Days, years and hours that do not exist raise nothing; what follows is read."""
    days = (
        "31 February 2024",
        "February 30",
        "0 May",
        "May 0, 0000",
        "1 January 99999",
        "32.13.2024",
        "12/11/10",
        "2024-13-45",
    )
    words = " ".join(f"On {day} at 24:00, 25:61 and 23:59:60 p.m. the pier closed until {day}." for day in days)
    (tmp_path / "a.txt").write_text(f"{words}\n\n{PLANTED}\n", "utf-8")
    assert accounted(report("a.txt", cwd=tmp_path), "a.txt") == "found"


@pytest.mark.parametrize(
    "day", ["2999-01-01", "0001-01-01", "9999-12-31", "1899-12-31", "2024-05-14T25:00", "2024-02-30", "0000", "x"]
)
def test_D4_days_of_publication(tmp_path: Path, day: str) -> None:
    """An article of the year 1 or 9999 is read with its day; one of no day at all is read as undated, and told with its line."""
    (tmp_path / "a.txt").write_text(f"Two years ago, last Monday and next month it was closed.\n\n{PLANTED}\n", "utf-8")
    (tmp_path / "articles.csv").write_text(f"file,published\na.txt,{day}\n", "utf-8")
    done = report(".", cwd=tmp_path)
    (document,) = done.report["documents"]
    assert holders(done) == [HOLDER]
    if day[4:] in ("-01-01", "-12-31"):
        assert (done.code, document["published"]["start"], document["published"]["basis"]) == (0, day, "metadata")
    else:
        assert (done.code, document["published"]["start"]) == (2, None)
        assert done.problems == [f"error: articles.csv:2: not an ISO date: {day}"]


def test_D5_no_clock(tmp_path: Path) -> None:
    """Relative days of an undated article stay relative: they are days of no calendar, whatever the clock says."""
    (tmp_path / "a.txt").write_text(f"Yesterday and last Monday the pier was closed.\n\n{PLANTED}\n", "utf-8")
    made = [report("a.txt", cwd=tmp_path, env={"FACTCHECK_TODAY": day}).out for day in ("1990-01-01", "2040-06-30")]
    assert made[0] == made[1]
    read = json.loads(factcheck("read", "a.txt", "--format", "json", cwd=tmp_path).out)
    days = [m for s in read["sentences"] for m in s["mentions"] if m["type"] == "date"]
    assert [(m["text"], m["value"]) for m in days] == [("Yesterday", "undated"), ("last Monday", "Monday")]


def test_D6_very_many_claims(tmp_path: Path) -> None:
    """Two thousand claims in one article, and one claim in two hundred: the run ends and every article is read."""
    claims = "".join(
        f"Saltmere Mayor Judith Abelard said that {n} people were hurt in Harbour Street {n}.\n\n" for n in range(700)
    )
    (tmp_path / "a.txt").write_text(f"{claims}{PLANTED}\n", "utf-8")
    for n in range(150):
        (tmp_path / f"b{n}.txt").write_text(f"{PLANTED} It rained on {n} days.\n", "utf-8")
    done = report(".", cwd=tmp_path)
    assert len(done.report["documents"]) == 151
    assert accounted(done, "a.txt") == "found"


def test_D7_units(tmp_path: Path) -> None:
    """Unknown units stay unknown, and a percentage and a number of points are never called a contradiction."""
    assert two(tmp_path, "It carried 12 flurbs of coal.", "It carried 14 glorps of coal.") == []
    assert two(tmp_path, "It carried 12 tonnes of coal.", "It carried 14 tonnes of coal.") == ["contradiction"]
    assert two(tmp_path, "Fares rose by 2 percent.", "Fares rose by 3 percentage points.") == []
    text = "Fares rose by 2 percent and then by 3 percentage points. It carried 12 flurbs and 14 tonnes."
    (tmp_path / "c.txt").write_text(text, "utf-8")
    read = json.loads(factcheck("read", "c.txt", "--format", "json", cwd=tmp_path).out)
    units = {m["text"]: m.get("unit", "") for s in read["sentences"] for m in s["mentions"] if m["type"] == "quantity"}
    assert (units["2 percent"], units["14 tonnes"]) == ("percent", "tonne")
    assert [unit for text, unit in units.items() if "12" in text] == [""]


def test_D8_quoted_and_denied(tmp_path: Path) -> None:
    """What somebody is quoted with is his claim, and what is denied is no assertion."""
    said = "“Saltmere Mayor Agnes Thorne closed the pier,” said Edith Marlowe. Ruth Penn is not the mayor of Saltmere."
    (tmp_path / "a.txt").write_text(f"{said}\n\n{PLANTED}\n", "utf-8")
    claims = {
        c["value"]["name"]: c for c in report("a.txt", cwd=tmp_path).report["claims"] if c["family"] == "office_holder"
    }
    assert claims["Judith Abelard"]["attribution"] == ""
    assert "Agnes Thorne" not in claims or "Marlowe" in claims["Agnes Thorne"]["attribution"]
    assert "Ruth Penn" not in claims or claims["Ruth Penn"]["world"] == "denied"


@pytest.mark.parametrize(
    "note",
    [
        "An earlier version of this article said that it carried 1,900 passengers.",
        "(An earlier version of this story said that it carried 1,900 passengers.)",
        "Correction: This article has been amended; it carried 1,234 passengers, not 1,900.",
    ],
)
def test_D8_what_is_corrected(tmp_path: Path, note: str) -> None:
    """What an earlier version had wrong is no claim of the outlet: nothing contradicts it, beside the text or in a line of its own."""
    for between in (" ", "\n\n"):
        assert two(tmp_path, f"It carried 1,234 passengers.{between}{note}", "It carried 1,234 passengers.") == []


def test_D9_order_of_the_articles(tmp_path: Path) -> None:
    """Figures that floating point would add up otherwise in another order give the same bytes in any order."""
    for n, figure in enumerate(("10,000,000,000,000,000", "1", "0.1", "0.2", "0.3")):
        text = f"The harbour cost ${figure} million, of which ${figure} million was for the pier and $0.1 million for ropes.\n"
        (tmp_path / f"{n}.txt").write_text(f"{text}\n{PLANTED}\n", "utf-8")
    names = [f"{n}.txt" for n in range(5)]
    assert report(*names, cwd=tmp_path).out == report(*names[::-1], cwd=tmp_path).out
