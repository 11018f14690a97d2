"""A check of a draft leaves slots out in which no draft states anything: what it tells of the draft is the same without that."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from factcheck.catalogue import load
from factcheck.findings import Finding, Report
from factcheck.ingest import ingest
from factcheck.pipeline import report_from
from factcheck.reading import readings

PLACES = ["Saltmere", "Harwick", "Ostley"]
PEOPLE = ["Judith Abelard", "Judit Abelard", "Edith Marlowe", "Osric Quill"]
TOLD = [
    "{place} Mayor {person} closed the pier.",
    "{number} people were killed and {few} hurt when the ferry sank off {place}, police said.",
    "The {place} Party holds {number} seats in the lower house.",
    "{person}, {age}, of {place}, was hurt on the ferry.",
    "The ferry to {place} was carrying {number} passengers when it sank.",
]


def articles(folder: Path, chance: random.Random) -> None:
    for n in range(7):
        made = [
            chance.choice(TOLD).format(
                place=chance.choice(PLACES),
                person=chance.choice(PEOPLE),
                number=chance.choice([12, 13, 31]),
                few=chance.choice([3, 4]),
                age=chance.choice([41, 43]),
            )
            for _ in range(6)
        ]
        day = f"date: 2024-05-1{chance.randrange(3)}"
        (folder / f"{n}.txt").write_text(f"---\n{day}\n---\nFerry sinks off {PLACES[n % 2]}\n\n{' '.join(made)}\n")


def about(report: Report, drafts: frozenset[str]) -> tuple[Finding, ...]:
    own = {claim.id for claim in report.claims if claim.document in drafts}
    return tuple(f for f in report.findings if any(c in own for side in f.sides for c in side.claims))


@pytest.mark.parametrize("seed", range(12))
def test_what_is_told_of_a_draft_is_the_same_where_all_is_compared(tmp_path: Path, seed: int) -> None:
    articles(tmp_path, random.Random(seed))  # noqa: S311
    catalogue = load()
    documents, problems = ingest([tmp_path], catalogue.words)
    made, unread = readings(documents, catalogue)
    assert not problems
    assert not unread
    whole = report_from(made, (), catalogue)
    assert whole.findings
    left_out = 0
    for document in documents:
        drafts = frozenset((document.id,))
        checked = report_from(made, (), catalogue, drafts=drafts)
        assert (checked.claims, checked.slots, checked.stories) == (whole.claims, whole.slots, whole.stories)
        assert about(checked, drafts) == about(whole, drafts)
        left_out += len(whole.findings) - len(checked.findings)
    assert left_out
