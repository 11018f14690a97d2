"""How far the values of two items lie apart: whether they meet, and whether they are too far to be one thing's."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from math import inf
from typing import TYPE_CHECKING

from factcheck.model import Claim, Clock, Days, Document, Quantity
from factcheck.values.clock import clocks_apart
from factcheck.values.day import between, birthdays, same_birth
from factcheck.values.sets import generation, intersects

if TYPE_CHECKING:
    from factcheck.compare.items import Item
    from factcheck.compare.ladder import Context
    from factcheck.model import Value

    _Age = tuple[int, Days | None]
    from factcheck.values import Algebra

_BIRTHDAY = 10  # within so many days one excuses two ages of which an editor may look at both
_TIMES = 20
_ONE_EVENT = timedelta(days=31)
_GENERATION = 13  # years


def meet(a: Item, b: Item, context: Context) -> bool:
    """Tell whether the two values can be one; ages are held against each other as days of birth."""
    left, right = a.value, b.value
    if context.family.least and gap(left, right, context.algebra) < context.family.least:
        return True
    if context.family.near and _one_day_of_a_year(a, b):
        return True
    if context.family.changes != "ages" or not (isinstance(left, Quantity) and isinstance(right, Quantity)):
        return intersects(left, right, context.meeting)
    ages = _ages(a, b, context)
    if ages is None:
        return True
    if a.document == b.document and ages[0][1] is ages[1][1] is None:
        return intersects(left, right, context.meeting)
    return same_birth(*ages)


def dated(item: Item) -> bool:
    """Tell whether a text names a day of the calendar, and not a day of the week, which may be that of any."""
    return all(c.get("dated") for c in item.claims)


def _one_day_of_a_year(a: Item, b: Item) -> bool:
    """Tell whether two dates are one day, of the same year or of one that a text does not name."""
    left, right = a.value, b.value
    if not (isinstance(left, Days) and isinstance(right, Days) and dated(a) and dated(b)):
        return False
    named = a.head.get("dated") == b.head.get("dated") == "year"
    return (left.month, left.day) == (right.month, right.day) and not named


def birthday_within(a: Item, b: Item, context: Context) -> int | None:
    """Return within how few days a birthday must lie for two ages of one person; None where nothing is odd about them."""
    if context.family.changes != "ages" or any(isinstance(i.value, Quantity) and i.value.hedge for i in (a, b)):
        return None
    ages = _ages(a, b, context)
    if ages is None or ages[0][0] == ages[1][0]:
        return None
    days = birthdays(*ages)
    return days if days and days <= _BIRTHDAY else None


def _ages(a: Item, b: Item, context: Context) -> tuple[_Age, _Age] | None:
    """Return two ages in whole years, each with the days on which it was told; None where one of them is no such age."""
    one, other = (i.value.low if isinstance(i.value, Quantity) else None for i in (a, b))
    if one is None or other is None:
        return None
    return (int(one), spoken(a.head, context)), (int(other), spoken(b.head, context))


def many_times(a: Value, b: Value) -> bool:
    """Tell whether one figure is so many times the other that no slip makes them one event's."""
    if not (isinstance(a, Quantity) and isinstance(b, Quantity)):
        return False
    left, right = (abs(q.low or q.high or Decimal(0)) for q in (a, b))
    return min(left, right) > 0 and max(left, right) > _TIMES * min(left, right)


def _one_unit(a: Quantity, b: Quantity) -> bool:
    """Tell whether two figures are of one unit; one that has none ("which measured 6.4") is of the other's."""
    return a.unit == b.unit or not (a.unit and b.unit)


def gap(a: Value, b: Value, algebra: Algebra) -> float:
    """Return how far two values lie apart, in their own unit; units that are not one ("21 months", "2 years") are far.

    Times of day are minutes apart, dates days; a date that is only a day of the week is not known to be apart from any.
    """
    if isinstance(a, Quantity) and isinstance(b, Quantity) and _one_unit(a, b) and None not in (a.low, b.low):
        return abs(float(a.low or 0) - float(b.low or 0))
    if isinstance(a, Clock) and isinstance(b, Clock):
        return float(clocks_apart(a, b, algebra.zones))
    if isinstance(a, Days) and isinstance(b, Days):
        return float(between(a, b))
    return inf


def far(a: Item, b: Item) -> bool:
    """Tell whether two dates lie so far apart that they date two events of one kind."""
    if not (isinstance(a.value, Days) and isinstance(b.value, Days)):
        return False
    first, second = sorted((d.start or date.min, d.end or date.max) for d in (a.value, b.value))
    return second[0] - first[1] > _ONE_EVENT


def generations(a: Item, b: Item) -> bool:
    """Tell whether two ages lie a generation apart and the names differ, or one is a relative's: a father's and a son's."""
    years = [
        i.value.low / (1 if i.value.unit == "year" else 12)
        for i in (a, b)
        if isinstance(i.value, Quantity) and i.value.low
    ]
    named = {c.subject.text.casefold() for i in (a, b) for c in i.claims}
    two = len(named) > 1 or any(c.get("kin") for i in (a, b) for c in i.claims)
    return len(years) == 2 and abs(years[0] - years[1]) >= _GENERATION and two


def parent_and_child(a: Item, b: Item) -> bool:
    """Tell whether the names say that one is another generation's: "Sr." and "Jr."."""
    told = [{g for c in i.claims if (g := generation(c.subject.text))} for i in (a, b)]
    return bool(told[0] and told[1]) and told[0].isdisjoint(told[1])


def spoken(claim: Claim, context: Context) -> Days | None:
    """Return the days on which a claim holds: its own, else its document's; None where neither is known."""
    return claim.time or days_of(context.documents[claim.document])


def days_of(document: Document) -> Days | None:
    """Return the days on which a document may have been published; None where it bears no date."""
    published = document.published
    if published.start is None and published.end is None:
        return None
    return Days(published.start, published.end, "day" if published.start == published.end else "range")
