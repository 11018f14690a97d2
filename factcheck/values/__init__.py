"""The algebra over values: do two values meet, does one contain the other, how are they printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from factcheck.model import AllOf, Clock, Days, Name, OneOf, Quantity, Text
from factcheck.record import field, record
from factcheck.values import day, name, quantity
from factcheck.values.quantity import Widths, widths_from
from factcheck.values.zone import Zones, zones_from

if TYPE_CHECKING:
    from collections.abc import Mapping

    from factcheck.model import Value


@record(frozen=True, slots=True)
class Algebra:
    """What the word lists say about widths, nicknames, transliterated letters, time zones and common words of buildings' names."""

    widths: Widths = field(default_factory=Widths)
    nicknames: frozenset[frozenset[str]] = frozenset()
    letters: tuple[tuple[str, str], ...] = ()
    zones: Zones = field(default_factory=Zones)
    buildings: frozenset[str] = frozenset()


def algebra_from(words: Mapping[str, Mapping[str, Any]]) -> Algebra:
    """Return the algebra of the word lists `widths`, `names` and `zones`; defaults where they are missing."""
    pairs = name.pairs_of(words.get("names", {}).get("nicknames", []))
    letters = tuple((str(a), str(b)) for a, b in words.get("names", {}).get("letters", []))
    buildings = frozenset(word.removesuffix("s") for word in words.get("names", {}).get("buildings", ()))
    return Algebra(widths_from(words), pairs, letters, zones_from(words), buildings)


def intersects(a: Value, b: Value, algebra: Algebra) -> bool:
    """Tell whether two values can both be right: their sets meet. Values of different types never do.

    A closed list meets what is among its members, two lists meet when one holds the other; open lists always meet.
    """
    if isinstance(a, Quantity) and isinstance(b, Quantity):
        return quantity.intersects(a, b, algebra.widths)
    if isinstance(a, OneOf):
        return any(intersects(member, b, algebra) for member in a.members)
    if isinstance(b, OneOf):
        return intersects(b, a, algebra)
    if isinstance(a, AllOf) and isinstance(b, AllOf):
        if not a.closed and not b.closed:
            return True
        return _all_in(a, b, algebra) or _all_in(b, a, algebra)
    if isinstance(a, AllOf):
        return not a.closed or any(intersects(member, b, algebra) for member in a.members)
    if isinstance(b, AllOf):
        return intersects(b, a, algebra)
    return _plain(a, b, algebra)


def _all_in(a: AllOf, b: AllOf, algebra: Algebra) -> bool:
    same = frozenset(y for y in b.members if isinstance(y, Name))  # long lists are mostly one list
    return all(x in same or any(intersects(x, y, algebra) for y in b.members) for x in a.members)


def _plain(a: Value, b: Value, algebra: Algebra) -> bool:
    if type(a) is not type(b):
        return False
    if isinstance(a, Name) and isinstance(b, Name):
        return name.meet(a, b, algebra.nicknames, algebra.letters, algebra.buildings)
    if isinstance(a, Days) and isinstance(b, Days):
        return day.intersects(a, b)
    if isinstance(a, Clock) and isinstance(b, Clock):
        return day.clocks_meet(a, b, algebra.zones)
    return isinstance(a, Text) and isinstance(b, Text) and name.fold(a.text) == name.fold(b.text)


def contains(a: Value, b: Value, algebra: Algebra) -> bool:
    """Tell whether `a` allows all that `b` allows."""
    if isinstance(b, OneOf):
        return all(contains(a, member, algebra) for member in b.members)
    if isinstance(a, OneOf):
        return any(contains(member, b, algebra) for member in a.members)
    if isinstance(a, Quantity) and isinstance(b, Quantity):
        return quantity.contains(a, b, algebra.widths)
    if isinstance(a, Days) and isinstance(b, Days):
        return day.contains(a, b)
    return intersects(a, b, algebra)


def show(value: Value) -> str:
    """Return a value as people read it."""
    if isinstance(value, Quantity):
        return quantity.show(value)
    if isinstance(value, Days):
        return day.show(value)
    if isinstance(value, Clock):
        return day.show_clock(value)
    if isinstance(value, Name):
        return value.full or value.text
    if isinstance(value, Text):
        return value.text
    return (" or " if isinstance(value, OneOf) else " and ").join(show(member) for member in value.members)


__all__ = ["Algebra", "algebra_from", "contains", "intersects", "show"]
