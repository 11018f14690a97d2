"""What one figure must be by others: formulas of patterns, as `100 * gap(b / a, 1)`, over what the figures' words allow.

A formula holds names of captures, numbers, `+ - * /`, brackets, and these:
`gap(a, b)` how far two numbers lie apart; `years(a, b)` full years from one day to another, as people count their age;
`days(a, b)` days between two, the first and the last one counted or not; `minutes(a, b)` between two times of day.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from factcheck.model import Clock, Days
from factcheck.values.day import full_years

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    Node = tuple["str | Decimal | Node", ...]

_PIECE: Final = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|([a-z_]+)|([-+*/(),]))")
OPEN: Final = 10_000  # years to a day that may lie at any time
_DAY: Final = 1440
_LONGEST: Final = 100  # characters of a formula


class Bounds(NamedTuple):
    """A number as the bounds between which it lies, with its unit."""

    low: Decimal
    high: Decimal
    unit: str = ""


Known = Bounds | Days | Clock


@lru_cache(maxsize=256)
def compile_formula(text: str) -> Node:
    """Return a formula ready to be computed; raises ValueError with what is wrong."""
    if len(text) > _LONGEST:
        raise ValueError(f"is longer than {_LONGEST} characters")
    pieces: list[str] = []
    at = 0
    while at < len(text.rstrip()):
        found = _PIECE.match(text, at)
        if found is None:
            raise ValueError(f"cannot be read at {text[at:].strip()!r}")
        pieces.append(found[0].strip())
        at = found.end()
    node, end = _sum(pieces, 0)
    if end < len(pieces):
        raise ValueError(f"goes on with {pieces[end]!r}")
    return node


def names_in(node: Node) -> Iterator[str]:
    """Yield the names that a formula asks for."""
    if node[0] == "name":
        yield str(node[1])
    for part in node[1:]:
        if isinstance(part, tuple):
            yield from names_in(part)


def compute(node: Node, known: Mapping[str, Known]) -> Bounds | None:
    """Return the bounds of a formula's value; None where units do not fit, a name is not known, or by nothing is divided."""
    form = str(node[0])
    if form == "number":
        return Bounds(Decimal(str(node[1])), Decimal(str(node[1])))
    if form == "name":
        found = known.get(str(node[1]))
        return found if isinstance(found, Bounds) else None
    parts = [part for part in node[1:] if isinstance(part, tuple)]
    if form in _TIMES:
        ends = [known.get(str(part[1])) for part in parts]
        return _TIMES[form](*ends)
    a, b = (compute(part, known) for part in parts)
    return _NUMBERS[form](a, b) if a is not None and b is not None else None


def _sum(pieces: Sequence[str], at: int) -> tuple[Node, int]:
    return _chain(pieces, at, _product, "+-")


def _product(pieces: Sequence[str], at: int) -> tuple[Node, int]:
    return _chain(pieces, at, _single, "*/")


def _chain(
    pieces: Sequence[str], at: int, operand: Callable[[Sequence[str], int], tuple[Node, int]], signs: str
) -> tuple[Node, int]:
    """Read operands that signs of one strength join, from left to right."""
    node, at = operand(pieces, at)
    while at < len(pieces) and pieces[at] in signs:
        right, end = operand(pieces, at + 1)
        node, at = (pieces[at], node, right), end
    return node, at


def _single(pieces: Sequence[str], at: int) -> tuple[Node, int]:
    piece = pieces[at] if at < len(pieces) else ""
    if piece[:1].isdecimal():
        return ("number", Decimal(piece)), at + 1
    if piece == "(":
        node, at = _sum(pieces, at + 1)
        return node, _closed(pieces, at, ")")
    if piece.isidentifier() and pieces[at + 1 : at + 2] == ["("]:
        if piece not in _TIMES and piece not in _NUMBERS:
            known = ", ".join(sorted(n for n in (*_TIMES, *_NUMBERS) if n.isidentifier()))
            raise ValueError(f"unknown function {piece!r}; known are {known}")
        left, at = _sum(pieces, at + 2)
        right, at = _sum(pieces, _closed(pieces, at, ","))
        if piece in _TIMES and (left[0] != "name" or right[0] != "name"):
            raise ValueError(f"{piece} takes the names of two captures")
        return (piece, left, right), _closed(pieces, at, ")")
    if piece.isidentifier():
        return ("name", piece), at + 1
    raise ValueError(f"lacks a number or a name before {piece!r}" if piece else "ends too early")


def _closed(pieces: Sequence[str], at: int, mark: str) -> int:
    if pieces[at : at + 1] != [mark]:
        raise ValueError(f"lacks {mark!r}")
    return at + 1


# ---- numbers


def _plus(a: Bounds, b: Bounds) -> Bounds | None:
    unit = _unit(a, b)
    return None if unit is None else Bounds(a.low + b.low, a.high + b.high, unit)


def _minus(a: Bounds, b: Bounds) -> Bounds | None:
    unit = _unit(a, b)
    return None if unit is None else Bounds(a.low - b.high, a.high - b.low, unit)


def _unit(a: Bounds, b: Bounds) -> str | None:
    """Return the unit of a sum; a bare number may be one of percent ("101 - p")."""
    return a.unit or b.unit if a.unit == b.unit or {a.unit, b.unit} == {"", "percent"} else None


def _times(a: Bounds, b: Bounds) -> Bounds | None:
    if a.low < 0 or b.low < 0 or (a.unit and b.unit):
        return None
    return Bounds(a.low * b.low, a.high * b.high, a.unit or b.unit)


def _over(a: Bounds, b: Bounds) -> Bounds | None:
    if a.low < 0 or b.low <= 0 or (b.unit and a.unit != b.unit):
        return None
    return Bounds(a.low / b.high, a.high / b.low, "" if b.unit else a.unit)


def _gap(a: Bounds, b: Bounds) -> Bounds | None:
    apart = _minus(a, b)
    if apart is None:
        return None
    ends = (abs(apart.low), abs(apart.high))
    inside = apart.low <= 0 <= apart.high
    return Bounds(Decimal(0) if inside else min(ends), max(ends), apart.unit)


# ---- days and times of day


def _years(a: Known | None, b: Known | None) -> Bounds | None:
    if not (isinstance(a, Days) and isinstance(b, Days)) or None in (a.start, a.end, b.start):
        return None
    low, high = _age(a.end, b.start), _age(a.start, b.end) if b.end is not None else OPEN
    return Bounds(Decimal(max(low, 0)), Decimal(high), "year") if high >= 0 else None


def _age(born: date | None, day: date | None) -> int:
    return 0 if born is None or day is None else full_years(born, day)


def _days(a: Known | None, b: Known | None) -> Bounds | None:
    if not (isinstance(a, Days) and isinstance(b, Days)):
        return None
    year = next((d.start.year for d in (a, b) if d.start is not None and d.granularity == "day"), _PLAIN)
    (first, start), (last, end) = _on(a, year), _on(b, year)
    if start is None or end is None or first is None or last is None or first > last:
        return None
    return Bounds(Decimal(max((last - start).days, 0)), Decimal((end - first).days + 1), "day")


_PLAIN: Final = 2001  # a year without a leap day


def _on(d: Days, year: int) -> tuple[date | None, date | None]:
    """Return the first and the last day of a date; one without its year is taken to be of that year."""
    if d.start is None and d.end is None and d.month and d.day and d.granularity == "day":
        try:
            day = date(year, d.month, d.day)
        except ValueError:
            return None, None
        return day, day
    return d.start, d.end


def _minutes(a: Known | None, b: Known | None) -> Bounds | None:
    if not (isinstance(a, Clock) and isinstance(b, Clock)) or a.hedged or b.hedged or a.zone != b.zone:
        return None
    low, high = (b.start - a.end) % _DAY, (b.end - a.start) % _DAY
    return Bounds(Decimal(low), Decimal(high), "minute") if low <= high else None


_NUMBERS: Final[Mapping[str, Callable[[Bounds, Bounds], Bounds | None]]] = {
    "+": _plus,
    "-": _minus,
    "*": _times,
    "/": _over,
    "gap": _gap,
}
_TIMES: Final[Mapping[str, Callable[[Known | None, Known | None], Bounds | None]]] = {
    "years": _years,
    "days": _days,
    "minutes": _minutes,
}
