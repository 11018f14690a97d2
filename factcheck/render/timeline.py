"""Where the statements of a finding stand in time: the places of a drawing that the page's template fills in."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from factcheck.record import record
from factcheck.render.view import CONFLICTS, line_of, when

if TYPE_CHECKING:
    from factcheck.findings import Finding
    from factcheck.model import Document
    from factcheck.render.view import View

WIDTH: Final = 360
_LEFT, _RIGHT = 12, 348
_ROW: Final = 34
_MOST: Final = 12  # statements drawn
_LONGEST: Final = 54  # characters of a label
_SHAPES: Final = ("circle", "square", "diamond", "triangle")


@record(frozen=True, slots=True)
class Row:
    """One statement: its label, its day as text, the shape of its side, and where it is drawn.

    A range goes from `x1` to `x2`; `ends` are those of its days that are known: an open range has one.
    """

    label: str
    day: str
    side: int
    shape: str
    y: int
    x1: float
    x2: float
    ends: tuple[float, ...]


@record(frozen=True, slots=True)
class Timeline:
    """The drawing: its rows, its size, the days at its ends, how many statements bear no day, and how many are left out."""

    rows: tuple[Row, ...]
    height: int
    first: str
    last: str
    undated: int
    more: int


def timeline(f: Finding, view: View) -> Timeline | None:
    """Return the drawing of who said what when; None where the days do not differ or the finding is no difference."""
    if f.verdict not in (*CONFLICTS, "explained"):
        return None
    said: dict[tuple[str, int], tuple[Document, int, str]] = {}
    for number, side in enumerate(view.sides(f)):
        for claim in view.told(side):
            document = view.document(claim)
            said.setdefault((document.id, number), (document, number, line_of(side.value)))
    dated = [one for one in said.values() if one[0].published.start or one[0].published.end]
    if len({(d.published.start, d.published.end) for d, _, _ in dated}) < 2:
        return None
    days = [day for d, _, _ in dated for day in (d.published.start, d.published.end) if day]
    first, last = min(days), max(days)
    if first == last:  # "from" and "until" one day
        first, last = first - timedelta(days=1), last + timedelta(days=1)
    dated.sort(
        key=lambda one: (one[0].published.start or date.min, one[0].published.end or date.max, one[1], one[0].id)
    )
    rows = tuple(_row(n, *one, first, last, view) for n, one in enumerate(dated[:_MOST]))
    return Timeline(
        rows=rows,
        height=len(rows) * _ROW + 22,
        first=str(first),
        last=str(last),
        undated=len(said) - len(dated),
        more=len(dated) - len(rows),
    )


def _row(n: int, document: Document, side: int, value: str, first: date, last: date, view: View) -> Row:
    known = document.published
    start, end = known.start or first, known.end or last
    label = f"{view.outlet(document)}: {value}"
    return Row(
        label=label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1]}…",
        day=when(document),
        side=side,
        shape=_SHAPES[side % len(_SHAPES)],
        y=n * _ROW + 26,
        x1=_x(start, first, last),
        x2=_x(end, first, last),
        ends=tuple(dict.fromkeys(_x(day, first, last) for day in (known.start, known.end) if day)),
    )


def _x(day: date, first: date, last: date) -> float:
    return round(_LEFT + (_RIGHT - _LEFT) * (day - first).days / max((last - first).days, 1), 1)
