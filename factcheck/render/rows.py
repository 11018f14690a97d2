"""Findings as rows: one for each pair of sides, with empty columns in which an editor rules."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

from factcheck.findings import Side
from factcheck.render.view import CONFLICTS, View, line_of, why

if TYPE_CHECKING:
    from collections.abc import Iterable

    from factcheck.findings import Finding


def rows(view: View, findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Return the rows of findings, with the columns of the report's definition; lines are numbers, days are dates or None."""
    found = []
    for f in findings:
        common = {
            "finding": f.id, "verdict": f.verdict, "severity": f.severity, "reason": f.reason, "family": f.family,
            "subject": line_of(f.subject), "attribute": line_of(f.attribute), "scope": line_of(f.scope),
            "message": line_of(f.message), "dimensions": why(f),
        }  # fmt: skip
        found += [common | _side(left, "a", view) | _side(right, "b", view) for left, right in pairs(f)]
    return found


def pairs(f: Finding) -> list[tuple[Side, Side]]:
    """Return the pairs of sides of a finding: every two of a conflict; else the first side with each other one.

    Where all agree on one value, its first claim is held against the others.
    """
    sides = f.sides
    if len(sides) == 1:
        value, outlets = sides[0].value, sides[0].outlets
        sides = tuple(Side(value, part, outlets) for part in (sides[0].claims[:1], sides[0].claims[1:]) if part)
    return list(combinations(sides, 2)) if f.verdict in CONFLICTS else [(sides[0], side) for side in sides[1:]]


def _side(side: Side, letter: str, view: View) -> dict[str, Any]:
    """Return the columns of one side: its first sentence, and where else it stands."""
    claim, *others = view.told(side)
    document = view.document(claim)
    known = document.published
    also = dict.fromkeys(f"{view.outlet(d)} ({line_of(d.path)}:{n})" for d, n in _places(others, view) if d != document)
    columns = {
        "value": line_of(side.value),
        "outlet": line_of(document.outlet),
        "article": line_of(document.path),
        "line": view.place(claim).line,
        "published": known.start if known.start == known.end else None,
        "sentence": view.excerpt(claim).text,
        "also": "; ".join(also),
        "claims": " ".join(side.claims),
    }
    return {f"{name}_{letter}": value for name, value in columns.items()}


def _places(claims: Iterable[Any], view: View) -> list[tuple[Any, int]]:
    return [(view.document(c), view.place(c).line) for c in claims]
