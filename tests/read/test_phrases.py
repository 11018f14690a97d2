"""Phrases and what is read in them: own ones, and those of the shared set wherever it is there."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from factcheck.model import Days, Quantity
from factcheck.pipeline import read_text

SHARED = Path(__file__).parents[2].parent / "shared" / "eval" / "seed-phrases.json"
COUNTED = ("quantity", "duration", "ordinal")


def figures(text: str) -> list[tuple[str, str, str]]:
    found = []
    for sentence in read_text(text, None):
        for m in sentence.mentions:
            if m.type in COUNTED and isinstance(m.value, Quantity):
                low, high = (None if n is None else f"{n.normalize():f}" for n in (m.value.low, m.value.high))
                bound = low if low == high else f"{low or ''}..{high or ''}"
                found.append((bound, m.value.unit, m.head))
    return found


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("She sold forty-one boats.", [("41", "", "boat")]),
        ("At least 12 pilots left.", [("12..", "", "pilot")]),
        ("Up to 300 guests came.", [("..300", "", "guest")]),
        ("It cost $1.2 million.", [("1200000", "USD", "dollar")]),
        ("It cost $3bn to $4bn.", [("3000000000..4000000000", "USD", "dollar")]),
        ("They spent 2.5 percent of GDP.", [("2.5", "percent", "")]),
        ("A 12-member panel met.", [("12", "", "member")]),
        ("The walk is 2-1/2 miles long.", [("2.5", "mile", "")]),
        ("Half a million people came.", [("500000", "", "person")]),
        ("One hundred and five sheep drowned.", [("105", "", "sheep")]),
        ("A 45-year-old pilot left.", [("45", "year", "")]),
        ("Jane Roe, 41, left.", [("41", "year", "")]),
        ("Two people died and five were hurt.", [("2", "", "person"), ("5", "", "person")]),
        ("Three men rented the house.", [("3", "", "man")]),
        ("It was his 60th birthday.", [("60", "ordinal", "birthday")]),
    ],
)
def test_figures(text: str, wanted: list[tuple[str, str, str]]) -> None:
    assert figures(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "One will be led by a pilot.",
        "She drove an F-150.",
        "The G7 met.",
        "It was built before World War Two.",
        "He lives at 12 Harbour Street.",
        "It happened at 4:30 p.m. on May 3, 2014.",
        "The team won 3-2.",
        "See Image 3 of 8 Caption.",
    ],
)
def test_no_figures(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("The pier closed on Friday.", "2024-05-10", "2024-05-10"),
        ("The pier will close on Friday.", "2024-05-17", "2024-05-17"),
        ("The pier closed yesterday.", "2024-05-13", "2024-05-13"),
        ("The pier closed last month.", "2024-04-01", "2024-04-30"),
        ("The pier closed two years ago.", "2022-01-01", "2022-12-31"),
        ("The pier closed on 3 March 2019.", "2019-03-03", "2019-03-03"),
        ("The pier closed in the 1990s.", "1990-01-01", "1999-12-31"),
        ("The pier closed in late November.", "2023-11-20", "2023-11-30"),
        ("The pier closed in the spring of 2015.", "2015-03-01", "2015-06-30"),
        ("The pier closed on 2019-03-04.", "2019-03-04", "2019-03-04"),
        ("The pier was built on 4 July 1776.", "1776-07-04", "1776-07-04"),
        ("The battle was fought on 14 October 1066.", "1066-10-14", "1066-10-14"),
    ],
)
def test_dates(text: str, start: str, end: str) -> None:
    found = [m.value for s in read_text(text, date(2024, 5, 14)) for m in s.mentions if m.type == "date"]
    assert [(str(d.start), str(d.end)) for d in found if isinstance(d, Days)] == [(start, end)]


@pytest.mark.parametrize("text", ["They may close the pier.", "They march on.", "It can hold 2000 people."])
def test_no_dates(text: str) -> None:
    assert [m for s in read_text(text, date(2024, 5, 14)) for m in s.mentions if m.type == "date"] == []


@pytest.mark.skipif(not SHARED.exists(), reason="the shared phrases are not here")
def test_shared_phrases() -> None:
    phrases = json.loads(SHARED.read_text("utf-8"))
    missed = []
    for entry in phrases["quantities"]:
        found = figures(entry["text"])
        counted = [f for f in found if f[1] != "ordinal"]
        if not entry["wanted"] and counted:
            missed.append((entry["text"], counted))
        for want in entry["wanted"]:
            value = str(want["value"])
            bound = f"{value[1:]}.." if value.startswith(">") else value
            names = {"yen": "JPY"}
            units = [names.get(u, u) for u in want["unit"].split("|")]
            if not any(f[0] == bound and (f[1] in units or f[2] in units) for f in found):
                missed.append((entry["text"], want, found))
    assert missed == []
    right = 0
    for entry in phrases["dates"]:
        when = date.fromisoformat(entry["reference"])
        found = [m.value for s in read_text(entry["text"], when) for m in s.mentions if m.type == "date"]
        right += _fits(found, entry["wanted"])
    assert right == len(phrases["dates"])


def _fits(found: list[object], wanted: str | None) -> bool:
    if wanted is None:
        return not found
    if len(found) != 1 or not isinstance(found[0], Days) or found[0].start is None or found[0].end is None:
        return False
    low, _, high = wanted.partition("..")
    if not high:
        return str(found[0].start).startswith(low)
    return str(found[0].start) >= low and str(found[0].end)[: len(high)] <= high
