"""The public database of time zones: what lies in them, and how far their clocks are ahead."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Final

from factcheck.values.name import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from zoneinfo import ZoneInfo

_STEP: Final = timedelta(days=28)  # no summer time is as short


def _days(first: date, last: date) -> Iterator[date]:
    day = first
    while day < last:
        yield day
        day += _STEP
    yield last


@lru_cache(maxsize=4096)
def between(key: str, first: date, last: date) -> frozenset[int]:
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
def countries() -> Mapping[str, tuple[str, ...]]:
    """Return the zones of countries by their codes."""
    found: dict[str, tuple[str, ...]] = {}
    for code, key in _rows():
        found[code] = (*found.get(code, ()), key)
    return found


@lru_cache(maxsize=1)
def cities() -> Mapping[str, tuple[str, ...]]:
    """Return the zones that are named after cities, by their folded names."""
    found: dict[str, tuple[str, ...]] = {}
    for _, key in _rows():
        name = fold(key.rpartition("/")[2].replace("_", " "))
        found[name] = (*found.get(name, ()), key)
    return found


@lru_cache(maxsize=1)
def codes() -> Mapping[str, str]:
    """Return the countries' codes by their names."""
    cells = _cells("iso3166.tab")
    return {fold(row[1].partition(" (")[0]): row[0] for row in cells if not row[1].startswith(("Korea", "Congo"))}
