"""How far the clocks of zones and places stand from Greenwich, on which day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import product
from typing import Any, Final

from factcheck.values.name import fold

_SEASONS: Final = 2
_TIME: Final = " time"
EVER: Final = (date(2000, 1, 1), date(2025, 12, 31))  # for a text that tells no day


class Zones:
    """What the word list `zones` says, put together when somebody first asks for it."""

    def __init__(self, words: Mapping[str, Any] | None = None) -> None:
        self._words = words or {}
        self._places: Mapping[str, tuple[str, ...]] | None = None

    @property
    def places(self) -> Mapping[str, tuple[str, ...]]:
        """Zones of the database by the folded names of places."""
        if self._places is None:
            places: dict[str, tuple[str, ...]] = {}
            for key, names in self._words.get("places", {}).items():
                for name in names:
                    places[fold(name)] = (*places.get(fold(name), ()), key)
            self._places = places
        return self._places

    def minutes(self, letters: str) -> tuple[int, ...]:
        """Return the minutes ahead of Greenwich that letters stand for ("est"); nothing where they are not known."""
        return tuple(round(60 * hour) for hour in self._words.get("hours", {}).get(letters, ()))

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
        return self.minutes(zone.casefold()) if place == zone else tuple(sorted(self.of_place(place, "", *EVER)))

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


def zones_from(words: Mapping[str, Mapping[str, Any]]) -> Zones:
    """Return what the word list `zones` says; nothing where it is missing."""
    return Zones(words.get("zones"))
