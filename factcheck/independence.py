"""Counts who says something of himself: copies of one text, and outlets of one house, count once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from factcheck.record import replaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from factcheck.findings import Finding, Report
    from factcheck.model import Claim, Document

_WORDS: Final = 8  # a sentence of fewer words may be anybody's


def counted(report: Report, groups: Mapping[str, str]) -> Report:
    """Return the report with the number of independent outlets of each finding and side; `groups` tells the house of an outlet.

    A finding whose claims the report does not hold is returned as it is: nobody is shown it.
    """
    claims = {c.id: c for c in report.claims}
    documents = {d.id: d for d in report.documents}
    origins = dict(report.origins)

    def told(f: Finding) -> Finding:
        if any(c not in claims for side in f.sides for c in side.claims):
            return f
        numbers = [independent([claims[c] for c in s.claims], documents, origins, groups) for s in f.sides]
        sides = tuple(replaced(s, independent=number) for s, number in zip(f.sides, numbers, strict=True))
        if len(sides) == 1:
            return replaced(f, sides=sides, independent=numbers[0])
        every = [claims[c] for side in f.sides for c in side.claims]
        return replaced(f, sides=sides, independent=independent(every, documents, origins, groups))

    silenced = tuple(replaced(s, finding=told(s.finding)) for s in report.silenced)
    return replaced(report, findings=tuple(told(f) for f in report.findings), silenced=silenced)


def independent(
    claims: Iterable[Claim],
    documents: Mapping[str, Document],
    origins: Mapping[str, str],
    groups: Mapping[str, str],
) -> int:
    """Return how many independent outlets state the claims; see `voices`."""
    return voices(
        ((d := documents[c.document], d.text[c.evidence_start : c.evidence_end]) for c in claims), origins, groups
    )


def voices(told: Iterable[tuple[Document, str]], origins: Mapping[str, str], groups: Mapping[str, str]) -> int:
    """Return how many independent outlets say something, given the documents that do, each with its sentence.

    Those count once that are one outlet or of one house, whose articles print one text, or whose sentences are the same
    words (an empty one is like no other). An article without an outlet counts for itself.
    """
    root: dict[str, str] = {}

    def find(key: str) -> str:
        root.setdefault(key, key)
        while root[key] != key:
            key = root[key]
        return key

    for document, sentence in told:
        words = sentence.casefold().split()
        outlet = document.outlet
        keys = [f"text {origins.get(document.id, document.id)}"]
        keys += [f"house {groups[outlet]}" if outlet in groups else f"outlet {outlet}"] if outlet else []
        keys += [f"words {' '.join(words)}"] if len(words) >= _WORDS else []
        first, *others = (find(key) for key in keys)
        for other in others:
            root[find(other)] = find(first)
    return len({find(key) for key in root})
