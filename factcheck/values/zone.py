"""How far the clocks of zones and places stand from Greenwich, on which day."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from importlib import import_module
from itertools import product
from typing import TYPE_CHECKING, Any, Final

from factcheck.values.name import fold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

_SEASONS: Final = 2
_STEP: Final = timedelta(days=28)  # no summer time is as short
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
        folded = fold(name)
        return folded in self.places or folded in _cities() or folded in _codes()

    def of_place(self, name: str, country: str, first: date, last: date) -> frozenset[int]:
        """Return by how many minutes the clocks of a place may be ahead of Greenwich between two days; nothing where unknown.

        `country` is its ISO code, where it is one or its people's name.
        """
        folded = fold(name)
        keys = {*self.places.get(folded, ()), *_cities().get(folded, ())}
        keys |= set(_countries().get(country or _codes().get(folded, ""), ()))
        return frozenset(minutes for key in keys for minutes in _between(key, first, last))

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


def _days(first: date, last: date) -> Iterator[date]:
    day = first
    while day < last:
        yield day
        day += _STEP
    yield last


@lru_cache(maxsize=4096)
def _between(key: str, first: date, last: date) -> frozenset[int]:
    """Return by how many minutes a zone's clocks are ahead of Greenwich at some time from one day to another."""
    found = set()
    zone = _zone(key)
    for day in _days(first, last):
        for hour in (0, 23):
            offset = datetime(day.year, day.month, day.day, hour, tzinfo=UTC).astimezone(zone).utcoffset()
            found.add(round(offset.total_seconds() / 60) if offset is not None else 0)
    return frozenset(found)


@lru_cache(maxsize=512)
def _zone(key: str) -> ZoneInfo:
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - only few texts give a time in two zones

    with open(os.path.join(_database(), key), "rb") as file:
        return ZoneInfo.from_file(file, key)


def _database() -> str:
    """Return the folder of the package `tzdata`: the same on every machine, unlike the system's own."""
    return os.path.join(import_module("tzdata").__path__[0], "zoneinfo")  # importlib.resources would take long to load


def _cells(name: str) -> list[list[str]]:
    """Return the rows of a table of the database."""
    with open(os.path.join(_database(), name), encoding="utf-8") as file:
        return [line.rstrip("\n").split("\t") for line in file if line.strip() and not line.startswith("#")]


@lru_cache(maxsize=1)
def _rows() -> tuple[tuple[str, str], ...]:
    """Return the countries' codes with the zones that lie in them."""
    return tuple((row[0], row[2]) for row in _cells("zone.tab"))


@lru_cache(maxsize=1)
def _countries() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for code, key in _rows():
        found[code] = (*found.get(code, ()), key)
    return found


@lru_cache(maxsize=1)
def _cities() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for _, key in _rows():
        name = fold(key.rpartition("/")[2].replace("_", " "))
        found[name] = (*found.get(name, ()), key)
    return found


@lru_cache(maxsize=1)
def _codes() -> Mapping[str, str]:
    """Return the countries' codes by their names."""
    cells = _cells("iso3166.tab")
    return {fold(row[1].partition(" (")[0]): row[0] for row in cells if not row[1].startswith(("Korea", "Congo"))}
