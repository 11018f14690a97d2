"""The algebra over values: what the word lists say of them, and how they are printed; `sets` tells whether two meet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from factcheck.model import Clock, Days, Name, OneOf, Quantity, Text
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


def show(value: Value) -> str:
    """Return a value as people read it."""
    if isinstance(value, Quantity):
        return quantity.show(value)
    if isinstance(value, Days):
        return day.show(value)
    if isinstance(value, Clock):
        from factcheck.values.clock import show_clock  # noqa: PLC0415 - few texts tell a time of day

        return show_clock(value)
    if isinstance(value, Name):
        return value.full or value.text
    if isinstance(value, Text):
        return value.text
    return (" or " if isinstance(value, OneOf) else " and ").join(show(member) for member in value.members)


__all__ = ["Algebra", "algebra_from", "show"]
