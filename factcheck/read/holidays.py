"""Reads the days of the year that have a name: "Christmas Day", "Thanksgiving", "Easter Sunday"."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from factcheck.model import CAPITAL, Days
from factcheck.read import calendar
from factcheck.read.lexicon import Phrases
from factcheck.read.written import Written

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factcheck.model import Token
    from factcheck.read.days import DayReader


class HolidayReader:
    """Reads named days; built once from the word list `time`. They are told by a date, a weekday of a month, or Easter."""

    def __init__(self, words: Mapping[str, Mapping[str, Any]], days: DayReader) -> None:
        holidays = words["time"]["holidays"]
        self._days = days
        self._names = Phrases(
            (name, (kind, tuple(told) if isinstance(told, list) else (told,)))
            for kind in ("fixed", "weekday", "easter")
            for name, told in holidays[kind].items()
        )
        self.seeds = self._names.firsts

    def at(self, tokens: Sequence[Token], i: int) -> Written | None:
        """Return the named day that begins at token `i`, with its year if it stands behind; None without one."""
        hit = self._names.at(tokens, i)
        if hit is None or not tokens[i].classes & CAPITAL:
            return None
        last, (kind, told) = hit
        year, end = self._days.year(tokens, last)
        if kind == "fixed":
            made = calendar.day(year, told[0], told[1])
            return Written(i, end if year else last, made) if made else None

        def in_year(number: int) -> Days | None:
            if kind == "easter":
                return calendar.single(_easter(number) + timedelta(days=told[0]))
            return calendar.nth_weekday(told[1], told[2], calendar.whole_month(number, told[0]))

        if year is not None:
            days = in_year(year)
            return Written(i, end, days) if days else None

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
