"""How far the clocks of zones and places stand from Greenwich, on which day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import product
from typing import Any, Final

from factcheck.values.name import fold

_SEASONS: Final = 2
_TIME: Final = " time"
EVER: Final = (date(2000, 1, 1), date(2025, 12, 31))  # for a text that tells no day


class Zones:
    """What the word list `zones` says: `minutes` ahead of Greenwich by letters, and zones of the database by places.

    `named` are the places of each zone; they are folded when somebody asks for the first.
    """

    def __init__(
        self, minutes: Mapping[str, tuple[int, ...]] | None = None, named: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        self.minutes = minutes or {}
        self._named = named or {}
        self._places: dict[str, tuple[str, ...]] = {}

    def apart(self, a: str, b: str) -> frozenset[int] | None:
        """Return by how many minutes a clock of zone `a` may be ahead of one of zone `b`; None where that is not known."""
        mine, theirs = self._ahead(a), self._ahead(b)
        if not mine or not theirs:
            return None
        # Two zones with summer time keep it together.
        both = len(mine) == len(theirs) == _SEASONS
        return frozenset(x - y for x, y in (zip(mine, theirs, strict=True) if both else product(mine, theirs)))

    def _ahead(self, zone: str) -> tuple[int, ...]:
        """Return by how many minutes the clocks of a zone as written ("EST", "Beijing time") may be ahead; nothing where unknown."""
        place = zone.removesuffix(_TIME)
        return (
            self.minutes.get(zone.casefold(), ()) if place == zone else tuple(sorted(self.of_place(place, "", *EVER)))
        )

    def knows(self, name: str) -> bool:
        """Tell whether the clock of a place of that name is known."""
        from factcheck.values.zonedata import cities, codes  # noqa: PLC0415 - few texts give a time in two zones

        folded = fold(name)
        return folded in self.places or folded in cities() or folded in codes()

    def of_place(self, name: str, country: str, first: date, last: date) -> frozenset[int]:
        """Return by how many minutes the clocks of a place may be ahead of Greenwich between two days; nothing where unknown.

        `country` is its ISO code, where it is one or its people's name.
        """
        from factcheck.values.zonedata import between, cities, codes, countries  # noqa: PLC0415 - as in `knows`

        folded = fold(name)
        keys = {*self.places.get(folded, ()), *cities().get(folded, ())}
        keys |= set(countries().get(country or codes().get(folded, ""), ()))
        return frozenset(minutes for key in keys for minutes in between(key, first, last))

    @property
    def places(self) -> Mapping[str, tuple[str, ...]]:
        """The zones by the folded names of places."""
        if not self._places:
            for key, names in self._named.items():
                for name in map(fold, names):
                    self._places[name] = (*self._places.get(name, ()), key)
        return self._places


def zones_from(words: Mapping[str, Mapping[str, Any]]) -> Zones:
    """Return what the word list `zones` says; nothing where it is missing."""
    table = words.get("zones", {})
    hours = table.get("hours", {}).items()
    minutes = {zone: tuple(round(60 * hour) for hour in every) for zone, every in hours}
    return Zones(minutes, table.get("places", {}))
