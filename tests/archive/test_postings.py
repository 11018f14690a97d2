"""Postings: few articles and many are grouped alike, a term of many articles is found by its days, and nothing else is."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from factcheck.archive import posting_rows as writing
from factcheck.archive import slots
from factcheck.archive.entry import NOWHERE, Entry, packed_slots, packed_terms
from factcheck.archive.opening import opened
from factcheck.archive.posting_rows import MOST, every_posting, posting_rows, row_without
from factcheck.archive.postings import ANY_DAY, number_in, postings_of

LAST = 200


def waiting(seed: int = 1) -> list[writing.Waiting]:
    """Return articles of a hundred days, of which term 1 is in all and the others in fewer and fewer."""
    chance = random.Random(seed)  # noqa: S311 - the same articles for the same seed
    return [
        (
            number,
            700_000 + chance.randrange(100),
            packed_terms((term, chance.randrange(10_001)) for term in range(1, 30) if not chance.randrange(term)),
        )
        for number in range(1, LAST)
    ]


def one_by_one(given: list[writing.Waiting]) -> list[tuple[int, ...]]:
    return sorted((t, day, n, w) for n, day, terms in given for t, w in writing.terms_of(terms))


@pytest.mark.parametrize("any_day", [False, True])
def test_both_ways_of_grouping_make_the_same_rows(monkeypatch: pytest.MonkeyPatch, any_day: bool) -> None:
    given = [*waiting(), (2**32 - 1, 0, packed_terms([(-(2**63), 10_000), (2**63 - 1, 0)])), (LAST, 5, b"")]
    few = posting_rows(given, any_day=any_day)
    monkeypatch.setattr(writing, "BULK", 1)
    assert posting_rows(given, any_day=any_day) == few
    assert few == sorted(few)
    assert sorted(every_posting(few)) == one_by_one(given)
    assert len({row[:3] for row in few}) == len(few)


def test_a_term_of_many_articles_is_filed_by_day() -> None:
    rows = posting_rows(waiting(), any_day=True)
    assert {row[1] for row in rows if row[0] == 1} >= {700_000, 700_050}
    assert all(row[1] != ANY_DAY for row in rows if row[0] == 1)
    assert any(row[1] == ANY_DAY for row in rows)
    assert max(number_in(row[1], row[3]) for row in rows) <= MOST


def test_a_row_loses_one_article() -> None:
    for row in posting_rows(waiting(), any_day=True):
        kept = row
        for article, *_ in postings_of(row[1], row[3]):
            kept = row_without(kept, article)
            if kept is not None:
                assert kept[2] == postings_of(kept[1], kept[3])[0][0]
        assert kept is None


@pytest.mark.parametrize("place", range(4))
def test_a_row_that_is_changed_anywhere_is_not_what_it_was(place: int) -> None:
    rows = posting_rows(waiting(), any_day=True)
    whole = sorted(every_posting(rows))
    for number in range(0, len(rows), 7):
        changed = list(rows[number])
        if place < 3:
            changed[place] += 1
        else:
            changed[3] = bytes([changed[3][0] ^ 1, *changed[3][1:]])
        found = [*rows[:number], tuple(changed), *rows[number + 1 :]]
        assert sorted(every_posting(found), key=repr) != sorted(whole, key=repr)


def entry(number: int, day: int, terms: bytes) -> Entry:
    name = f"{number}.txt"
    return Entry(name, name, name, "r", "", "", "", day, b"", (), b"", terms, "[]")


def test_a_draft_finds_the_same_however_articles_were_added(tmp_path: Path) -> None:
    """At once, in small steps, in small steps with every third taken out and put in again: each term tells the same."""
    made = [entry(*one) for one in waiting()]
    asked = dict.fromkeys(range(1, 30), 100)
    told = []
    for name, size in (("one", len(made)), ("many", 7), ("again", 7)):
        with opened(str(tmp_path / f"{name}.db"), write=True) as archive:
            for start in range(0, len(made), size):
                archive.put(made[start : start + size])
            if name == "again":
                archive.remove([one.identity for one in made[::3]])
                archive.put(made[::3])
            names = {number: identity for identity, *_, number in archive.identities()}
            told.append(
                [
                    {names[number]: likeness for number, likeness in archive.near(asked, day).items()}
                    for day in (0, 700_001, 700_050, 700_099, 800_000)
                ]
            )
    assert told[0] == told[1] == told[2]
    assert len(set(map(len, told[0]))) > 2


@pytest.mark.parametrize("held", [0, 1, 9])
def test_both_ways_of_sorting_slots_make_the_same_rows(monkeypatch: pytest.MonkeyPatch, held: int) -> None:
    chance = random.Random(held)  # noqa: S311 - the same claims for the same seed
    given: list[slots.Slotted] = []
    for number in range(1, 60):
        marks = [
            chance.choice((NOWHERE, -5, 2**63 - 1, chance.randrange(-20, 20))) for _ in range(held and number % held)
        ]
        claims = [("f", "s", "a", "", f"{n}", n or None, n + 0.5) for n, _ in enumerate(marks)]
        given.append((number, 700_000 + number, packed_slots(marks), claims))
    few = list(slots.sorted_slot_rows(given))
    monkeypatch.setattr(slots, "BULK", 1)
    assert list(slots.sorted_slot_rows(given)) == few
    assert len(few) == sum(mark != NOWHERE for _, _, packed, _ in given for mark in slots.slots_of(packed))
