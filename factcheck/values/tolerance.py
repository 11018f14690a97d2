"""How far a quantity reaches by its words and its digits, and whether two of them can be one."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from factcheck.values.quantity import converted, whole

if TYPE_CHECKING:
    from factcheck.model import Quantity
    from factcheck.values.quantity import Widths

_TENS = 100  # a measure of three digits and more is rounded where it is converted


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
