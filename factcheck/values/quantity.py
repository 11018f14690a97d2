"""Quantities as intervals: what a written number allows, and whether two of them can be one."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from factcheck.model import Quantity
from factcheck.record import field, record, replaced

_TENS = 100  # a measure of three digits and more is rounded where it is converted
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


def tolerance(q: Quantity, widths: Widths) -> Decimal:
    """Return how far the written figure may be off on either side: 0 for an exact figure."""
    n = q.low if q.low is not None else q.high
    if n is None:
        return Decimal(0)
    own = _own(q, n, widths)
    return max(own, abs(n) * widths.least) if widths.least else own


def _own(q: Quantity, n: Decimal, widths: Widths) -> Decimal:
    """Return the tolerance that the figure's own words give it."""
    if q.hedge == "about":
        step = min(_last_digit(n) / 2, abs(n) * widths.cap) if _zeros(n) else q.step / 2
        return max(abs(n) * widths.about, step)
    if q.scaled:
        return q.step / 2
    if q.unit != "percent" and _zeros(n) >= widths.zeros:
        return min(_last_digit(n) / 2, abs(n) * widths.cap)
    return Decimal(0)


@lru_cache(maxsize=10_000)
def whole(n: Decimal) -> bool:
    """Tell whether a number has no fraction, however many digits it has: the remainder of 28 and more is no number."""
    return n == n.to_integral_value()


def _zeros(n: Decimal) -> int:
    """Return on how many zeros a whole number ends; none for a fraction and for zero itself."""
    text = str(n)
    if text[-1] != "0" and "E" not in text:
        return 0  # as of most numbers, or a fraction
    if not whole(n) or n == 0:
        return 0
    digits = f"{n.to_integral_value():f}"
    return len(digits) - len(digits.rstrip("0"))


def _last_digit(n: Decimal) -> Decimal:
    return Decimal(10) ** _zeros(n)


def bounds(q: Quantity, widths: Widths, extra: Decimal) -> tuple[Decimal | None, Decimal | None, bool]:
    """Return the lowest and highest value that a quantity allows, and whether the highest is left out."""
    low, high = q.low, q.high
    if q.hedge == "nearly" and high is not None:
        return high - abs(high) * widths.nearly, high, False
    if q.hedge in ("more", "least"):
        return low, None, False
    if q.hedge in ("less", "most", "upto"):
        return None, high, False
    return (
        None if low is None else low - extra,
        None if high is None else high + extra,
        extra > 0 and q.scaled and q.hedge == "",
    )


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


def intersects(a: Quantity, b: Quantity, widths: Widths) -> bool:
    """Tell whether two quantities can be one value; two tolerances do not add: the wider one counts."""
    one = a.low is not None and a.low == b.low == a.high == b.high and a.unit == b.unit
    if one and not (a.hedge or b.hedge or a.scaled or b.scaled):
        return True  # one plain number on both sides, which lies in whatever it allows
    ta, tb = tolerance(a, widths), tolerance(b, widths)
    if a.unit != b.unit:
        (a, ta), (b, tb) = _with_tolerance(a, ta, widths), _with_tolerance(b, tb, widths)
        if a.unit != b.unit:
            return False
    ta, tb = (ta, Decimal(0)) if ta >= tb else (Decimal(0), tb)
    return _overlap(bounds(a, widths, ta), bounds(b, widths, tb))


def _with_tolerance(q: Quantity, own: Decimal, widths: Widths) -> tuple[Quantity, Decimal]:
    """Return a quantity in its base unit, with the tolerance of its figure as written or as converted, the wider one.

    Who converts a measure rounds it: half a unit of its last digit that is not zero is allowed ("340 miles", "550 km").
    """
    base = converted(q, widths)
    low, other = (q.low, base.low) if q.low is not None else (q.high, base.high)
    if low and abs(low) >= _TENS:
        own = max(own, min(_last_digit(low) / 2, abs(low) * widths.cap))
    scaled = own * other / low if low and other else own
    return base, max(scaled, tolerance(base, widths))


def _overlap(a: tuple[Decimal | None, Decimal | None, bool], b: tuple[Decimal | None, Decimal | None, bool]) -> bool:
    return _below(a[0], b[1], open_end=b[2]) and _below(b[0], a[1], open_end=a[2])


def _below(low: Decimal | None, high: Decimal | None, *, open_end: bool) -> bool:
    if low is None or high is None:
        return True
    return low < high or (low == high and not open_end)


def contains(a: Quantity, b: Quantity, widths: Widths) -> bool:
    """Tell whether `a` allows all that `b` states."""
    if a.unit != b.unit:
        a, b = converted(a, widths), converted(b, widths)
        if a.unit != b.unit:
            return False
    low, high, _ = bounds(a, widths, tolerance(a, widths))
    other_low, other_high, _ = bounds(b, widths, Decimal(0))
    return (low is None or (other_low is not None and low <= other_low)) and (
        high is None or (other_high is not None and other_high <= high)
    )


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
