"""Tolls: figures that grow while a story runs, and settle when it is over."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from factcheck.compare.slots import toll
from factcheck.model import Quantity

if TYPE_CHECKING:
    from factcheck.compare.items import Item
    from factcheck.compare.ladder import Context

_NEWS: Final = timedelta(days=4)  # so long figures of an event are on the move
_BOUNDS: Final = ("least", "more")  # "at least seven" and a later nine: the toll rose
_ROSE: Final = Decimal("1.5")  # a later figure so many times the first one is no other way to say it


def settled(a: Item, b: Item, context: Context) -> bool:
    """Tell whether both texts speak so long after what they date that its figures no longer change."""
    for item in (a, b):
        told, own = item.head.time, context.documents[item.document].published
        if told is None or told.end is None or own.start is None or own.start - told.end < _NEWS:
            return False
    return True


def lower_later(a: Item, b: Item, context: Context) -> bool:
    """Tell whether of two tolls the later one is the lower: an update would not explain it."""
    told = _in_order(a, b, context)
    return told is not None and not (a.head.time or b.head.time) and told[1] < told[0]


def withdrawn(a: Item, b: Item, context: Context) -> bool | None:
    """Tell whether one text takes back the other's figure, and the other is no older; None where neither takes it back."""
    for one, other in ((a, b), (b, a)):
        value = other.value
        if not isinstance(value, Quantity) or value.hedge or value.low is None:
            continue
        if not any(c.get("withdraws") == str(value.low) for c in one.claims):
            continue
        told, before = (context.documents[i.document].published.start for i in (one, other))
        return told is not None and before is not None and before >= told
    return None


def risen(a: Item, b: Item, context: Context) -> bool:
    """Tell whether of two tolls that can both hold the later one is so much higher that the figure rose meanwhile."""
    if not (toll(a.head, context.family) and toll(b.head, context.family)):
        return False
    told = _dated(a, b, context)
    if told is None:
        return _outgrown(a, b)
    bound = any(isinstance(i.value, Quantity) and i.value.hedge in _BOUNDS for i in (a, b))
    return told[1] > (told[0] if bound else _ROSE * told[0])


def _outgrown(a: Item, b: Item) -> bool:
    """Tell whether of two tolls without an order one is a bound ("at least two") that the other has left far behind."""
    numbers = _lows(a, b)
    if numbers is None:
        return False
    few, many = (a, b) if numbers[0] < numbers[1] else (b, a)
    bound = isinstance(few.value, Quantity) and few.value.hedge in _BOUNDS
    undated = not (
        few.head.time or many.head.time or few.head.get("figure")
    )  # of figures it is less sure what happened
    return bound and undated and max(numbers) > _ROSE * min(numbers)


def grown(a: Item, b: Item, context: Context) -> bool:
    """Tell whether of two counts without a stated time the later text gives the higher one."""
    told = _dated(a, b, context)
    return told is not None and not (a.head.time or b.head.time) and told[1] > told[0]


def whole_and_part(a: Item, b: Item, context: Context) -> bool:
    """Tell whether one toll is the other and a further one of its text: 5 hurt, and "4 hurt and 1 dead"."""
    numbers = _numbers(a, b, context)
    if numbers is None:
        return False
    x, y = numbers
    few, apart = (b, x - y) if x > y else (a, y - x)
    return apart > 0 and apart in context.tolls.get(few.document, frozenset())


def attacker(a: Item, b: Item, context: Context) -> bool:
    """Tell whether two tolls of the dead differ by the one who killed and died as well, whom texts count or leave out."""
    numbers = _lows(a, b)
    by_one = numbers is not None and abs(numbers[0] - numbers[1]) == 1
    dead = all((i.head.get("figure") or i.head.attribute) == context.family.culprit for i in (a, b))
    return by_one and dead and any(c.get("culprit") for i in (a, b) for c in i.claims)


def _numbers(a: Item, b: Item, context: Context) -> tuple[Decimal, Decimal] | None:
    """Return the numbers of two tolls; None where one of them is no toll or has none."""
    return _lows(a, b) if toll(a.head, context.family) and toll(b.head, context.family) else None


def _lows(a: Item, b: Item) -> tuple[Decimal, Decimal] | None:
    """Return the numbers of two values; None where one of them has none."""
    if not (isinstance(a.value, Quantity) and isinstance(b.value, Quantity)):
        return None
    x, y = a.value.low, b.value.low
    return (x, y) if x is not None and y is not None else None


def edited(a: Item, b: Item) -> bool:
    """Tell whether two tolls stand in one sentence of two copies of one text."""
    keys = [{key for c in i.claims if (key := c.get("edited"))} for i in (a, b)]
    return bool(keys[0] & keys[1])


def _in_order(a: Item, b: Item, context: Context) -> tuple[Decimal, Decimal] | None:
    """Return the numbers of two tolls, the earlier text's first; None where the order or a number is not known."""
    return _dated(a, b, context) if toll(a.head, context.family) and toll(b.head, context.family) else None


def _dated(a: Item, b: Item, context: Context) -> tuple[Decimal, Decimal] | None:
    """Return the numbers of two values, the earlier text's first; None where the order or a number is not known."""
    told: list[tuple[date, Decimal]] = []
    for item in (a, b):
        day, value = context.documents[item.document].published.start, item.value
        if day is None or not isinstance(value, Quantity):
            return None
        number = value.low if value.low is not None else value.high
        if number is None:
            return None
        told.append((day, number))
    (first, low), (second, high) = told
    if first == second:
        return None
    return (low, high) if first < second else (high, low)
