"""Quantities as intervals: what a written number allows, and whether two of them can be one."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from factcheck.model import Quantity
from factcheck.record import field, record, replaced

_SHORT = frozenset(("km", "cm", "mm", "mph", "kph", "psi", "square km", "square cm", "cubic km", "cubic cm"))
_SAME = frozenset(("magnitude", "horsepower", "hertz", "kilohertz", "megahertz", "gigahertz"))
_SIGNS = {"USD": "$", "GBP": "£", "EUR": "€", "JPY": "¥"}


@record(frozen=True, slots=True)
class Widths:
    """How far a hedge or a round figure reaches (data: claims/words/widths.toml) and what units convert to.

    `units` leads from a unit to the base unit of its dimension and how many of those it is;
    `least` is the part of a figure that is always allowed, for families that say so.
    """

    about: Decimal = Decimal("0.05")
    nearly: Decimal = Decimal("0.10")
    zeros: int = 2
    cap: Decimal = Decimal("0.05")
    units: Mapping[str, tuple[str, Decimal]] = field(default_factory=dict)
    least: Decimal = Decimal(0)


def widths_from(words: Mapping[str, Mapping[str, Any]]) -> Widths:
    """Return the widths of the word lists; the defaults where the list is missing."""
    data = words.get("widths", {})
    units: dict[str, tuple[str, Decimal]] = {}
    for base, table in sorted(data.get("units", {}).items()):
        for unit, factor in table.items():
            units.setdefault(unit, (base, Decimal(str(factor))))
    hedges = data.get("hedges", {})
    return Widths(
        Decimal(str(hedges.get("about", "0.05"))),
        Decimal(str(hedges.get("nearly", "0.10"))),
        int(hedges.get("zeros", 2)),
        Decimal(str(hedges.get("cap", "0.05"))),
        units,
    )


@lru_cache(maxsize=10_000)
def whole(n: Decimal) -> bool:
    """Tell whether a number has no fraction, however many digits it has: the remainder of 28 and more is no number."""
    return n == n.to_integral_value()


def bare(q: Quantity) -> Quantity:
    """Return a quantity without its hedge, for two ways to say one number: there the hedge belongs to both."""
    if (q.low is None) == (q.high is None):
        return replaced(q, hedge="")
    number = q.high if q.low is None else q.low
    return replaced(q, low=number, high=number, low_open=False, high_open=False, hedge="")


def converted(q: Quantity, widths: Widths) -> Quantity:
    """Return a quantity in the base unit of its dimension ("km" and "mile" in metres); itself where none is known."""
    known = widths.units.get(q.unit)
    if known is None:
        return q
    base, factor = known
    low = None if q.low is None else q.low * factor
    high = None if q.high is None else q.high * factor
    return Quantity(low, high, base, q.low_open, q.high_open, q.step * factor, True, q.hedge)


def show(q: Quantity) -> str:
    """Return a quantity as people read it: "more than 30", "2%", "¥60,000", "26 years"."""
    if q.low is not None and q.high is not None and q.low != q.high:
        number = f"{_digits(q.low)} to {_digits(q.high)}"
    else:
        number = _digits(q.low if q.low is not None else q.high)
    words = {
        "about": "about ",
        "more": "more than ",
        "least": "at least ",
        "less": "less than ",
        "most": "at most ",
        "upto": "up to ",
        "nearly": "nearly ",
    }
    if q.unit == "percent":
        text = f"{number}%"
    elif q.unit in _SIGNS:
        text = f"{_SIGNS[q.unit]}{number}"
    elif q.unit == "ordinal":
        text = f"{number}{_ending(number)}"
    else:
        text = f"{number} {q.unit if number == '1' else _plural(q.unit)}".strip()
    return words.get(q.hedge, "") + text


def _plural(unit: str) -> str:
    """Return a unit as it stands behind a number other than one; short forms and codes stay as they are."""
    if not unit or unit in _SHORT or unit.isupper():
        return unit
    for mark in (" per ", "degree "):
        front, found, rest = unit.partition(mark)
        if found:
            return f"{_plural(front)}{mark}{rest}" if front else f"degrees {rest}"
    known = {"foot": "feet", "inch": "inches", "penny": "pence", "century": "centuries"}
    front, blank, word = unit.rpartition(" ")
    return front + blank + known.get(word, word if word in _SAME else f"{word}s")


def _digits(n: Decimal | None) -> str:
    if n is None:
        return "any"
    plain = f"{n:,f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _ending(number: str) -> str:
    if number[-2:] in ("11", "12", "13"):
        return "th"
    return {"1": "st", "2": "nd", "3": "rd"}.get(number[-1:], "th")
