"""How far the clocks of zones and places are apart, and which times of day can be one."""

from __future__ import annotations

from datetime import date

import pytest

from factcheck.catalogue import load_words
from factcheck.model import Clock
from factcheck.values.clock import clocks_apart, clocks_meet
from factcheck.values.zone import zones_from
from factcheck.values.zonedata import between

ZONES = zones_from(load_words())
WINTER, SUMMER = date(2024, 1, 15), date(2024, 7, 15)


def clock(text: str) -> Clock:
    hours, minutes, zone = (*text.replace(":", " ").split(" ", 2), "")[:3]
    at = int(hours) * 60 + int(minutes)
    return Clock(at, at, zone)


@pytest.mark.parametrize(
    ("place", "country", "winter", "summer"),
    [
        ("Los Angeles", "", {-480}, {-420}),
        ("São Paulo", "", {-180}, {-180}),
        ("Scotland", "", {0}, {60}),
        ("Japan", "JP", {540}, {540}),
        ("Iranian", "IR", {210}, {210}),
        ("New South Wales", "", {660}, {600}),
        ("Texas", "", {-360, -420}, {-300, -360}),
        ("Saltmere", "", set(), set()),
    ],
)
def test_the_clock_of_a_place(place: str, country: str, winter: set[int], summer: set[int]) -> None:
    assert ZONES.of_place(place, country, WINTER, WINTER) == winter
    assert ZONES.of_place(place, country, SUMMER, SUMMER) == summer
    assert ZONES.of_place(place, country, WINTER, SUMMER) == winter | summer


@pytest.mark.parametrize(
    ("a", "b", "meet"),
    [
        ("11:36 PST", "19:36 GMT", True),
        ("11:36 PST", "03:36 GMT", False),
        ("21:10 JST", "12:10 UTC", True),
        ("21:10 JST", "12:40 UTC", False),
        ("23:30 EST", "04:30 GMT", True),
        ("20:00 EST", "17:00 PST", True),
        ("20:00 EST", "18:00 PST", False),
        ("20:00 Tokyo time", "11:00 GMT", True),
        ("20:00 Tokyo time", "10:00 GMT", False),
        ("20:00 Saltmere time", "10:20 GMT", True),  # not known
        ("20:00", "17:00 PST", True),  # by another clock
        ("20:10", "20:20 PST", False),
        ("20:10", "01:55 GMT", True),
        ("20:13", "01:05 GMT", False),
    ],
)
def test_times_in_two_zones(a: str, b: str, meet: bool) -> None:
    assert clocks_meet(clock(a), clock(b), ZONES) is meet
    assert clocks_meet(clock(b), clock(a), ZONES) is meet


def test_every_zone_of_the_word_list_is_in_the_database() -> None:
    for place, keys in ZONES.places.items():
        for key in keys:
            assert between(key, WINTER, WINTER), (place, key)


def test_times_in_two_zones_are_as_far_apart_as_by_one_clock() -> None:
    assert clocks_apart(clock("21:10 JST"), clock("12:40 UTC"), ZONES) == 30
    assert clocks_apart(clock("23:50"), clock("00:10"), ZONES) == 20
