"""Articles against attributes: who gives which value for what several articles speak of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from factcheck.record import record
from factcheck.render.view import CONFLICTS, line_of, ordered, title, when

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcheck.findings import Finding
    from factcheck.model import Document
    from factcheck.render.view import View

_FEW: Final = 30  # up to so many articles, one table holds them all
_COLUMNS: Final = 12


@record(frozen=True, slots=True)
class Cell:
    """What an article says for one attribute, and under which verdict it is compared ("" where it says nothing)."""

    values: str = ""
    verdict: str = ""


@record(frozen=True, slots=True)
class Matrix:
    """A table of articles against attributes: `columns` are (text, finding id), `rows` the articles with their cells."""

    name: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, str, tuple[Cell, ...]], ...]
    conflicts: int
    more: int


def matrices(view: View) -> tuple[Matrix, ...]:
    """Return one table of few articles, or of many one for each story that has findings, those with conflicts first."""
    documents = view.report.documents
    findings = ordered(view.report.findings)
    if len(documents) <= _FEW:
        made = [_matrix("All articles", documents, findings, view)]
    else:
        stories = dict(view.report.stories)
        members: dict[str, list[Document]] = {}
        for d in documents:
            members.setdefault(stories.get(d.id, ""), []).append(d)
        inside: dict[str, list[Finding]] = {}
        for f in findings:
            for story in sorted({stories.get(d, "") for d in _homes(f, view)}):
                inside.setdefault(story, []).append(f)
        made = [
            _matrix(_name(members[story]), members[story], found, view)
            for story, found in sorted(inside.items())
            if len(members[story]) > 1
        ]
    return tuple(sorted((m for m in made if m.columns), key=lambda m: (-m.conflicts, m.name)))


def _homes(f: Finding, view: View) -> set[str]:
    return {view.claims[c].document for side in f.sides for c in side.claims}


def _name(documents: Sequence[Document]) -> str:
    """Return the heading of a story's first article: stories have no name of their own."""
    first = min(documents, key=lambda d: (str(d.published.start or "9999"), d.id))
    return line_of(first.title or first.path)


def _matrix(name: str, documents: Sequence[Document], findings: Sequence[Finding], view: View) -> Matrix:
    """Return one table; findings about one attribute of one subject share a column, the gravest gives its verdict."""
    slots: dict[str, list[Finding]] = {}
    for f in findings:
        slots.setdefault(title(f), []).append(f)
    order = sorted(slots, key=lambda t: (_rank(slots[t]), -len({d for f in slots[t] for d in _homes(f, view)}), t))
    shown = order[:_COLUMNS]
    spoken = {d for t in shown for f in slots[t] for d in _homes(f, view)}
    rows = tuple(
        (view.outlet(d), when(d), tuple(_cell(d, slots[t], view) for t in shown)) for d in documents if d.id in spoken
    )
    conflicts = sum(f.verdict in CONFLICTS for f in findings)
    return Matrix(name, tuple((t, slots[t][0].id) for t in shown), rows, conflicts, len(order) - len(shown))


def _rank(findings: Sequence[Finding]) -> int:
    return min(("contradiction", "review", "explained", "agreement").index(f.verdict) for f in findings)


def _cell(document: Document, findings: Sequence[Finding], view: View) -> Cell:
    values: dict[str, None] = {}
    verdict = ""
    for f in findings:  # the gravest first
        for side in f.sides:
            if any(view.claims[c].document == document.id for c in side.claims):
                values[line_of(side.value)] = None
                verdict = verdict or f.verdict
    return Cell("; ".join(values), verdict)
