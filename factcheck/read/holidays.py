"""Reads the days of the year that have a name: "Christmas Day", "Thanksgiving", "Easter Sunday"."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from factcheck.model import Days
from factcheck.read import calendar
from factcheck.read.written import Written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcheck.model import Token
    from factcheck.read.days import DayReader


def holiday(
    tokens: Sequence[Token], i: int, last: int, kind: str, told: Sequence[int], days: DayReader
) -> Written | None:
    """Return the named day that stands from token `i` to `last`, with its year if it stands behind.

    It is told by a date (`kind` is fixed), a weekday of a month (weekday) or its distance from Easter (easter).
    """
    year, end = days.year(tokens, last)
    if kind == "fixed":
        made = calendar.day(year, told[0], told[1])
        return Written(i, end if year else last, made) if made else None

    def in_year(number: int) -> Days | None:
        if kind == "easter":
            return calendar.single(_easter(number) + timedelta(days=told[0]))
        return calendar.nth_weekday(told[1], told[2], calendar.whole_month(number, told[0]))

    if year is not None:
        fixed = in_year(year)
        return Written(i, end, fixed) if fixed else None

    def make(reference: date, tense: str) -> Days | None:
        around = [d for n in (-1, 0, 1) if (d := in_year(reference.year + n)) and d.start]
        if tense == "future":
            return next((d for d in around if d.start and d.start >= reference), None)
        return min(around, key=lambda d: calendar.distance(d, reference), default=None)

    return Written(i, last, Days(None, None, "day"), "", make)


def _easter(year: int) -> date:
    """Return Easter Sunday of a year in the Gregorian calendar (the rule of Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)
