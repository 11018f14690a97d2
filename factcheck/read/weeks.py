"""Reads weeks and the days in them: "the third week of May", "Friday next week", "the first Friday of July"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from factcheck.model import DIGIT, Days
from factcheck.read import calendar
from factcheck.read.cues import WAYS
from factcheck.read.written import Written, no_days, settled
from factcheck.record import replaced

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from factcheck.model import Token
    from factcheck.read.days import DayReader

    At = Callable[[Sequence[Token], int], Written | None]

BY: Final = {"last": -1, "this": 0, "next": 1}
_MOST_OF_MONTH: Final = 5  # no month has more of one weekday


class WeekReader:
    """Reads the weeks of one sentence; built once from the word lists."""

    def __init__(self, days: DayReader, seasons: Mapping[str, Sequence[int]]) -> None:
        self._days = days
        self._seasons = seasons

    def week(self, tokens: Sequence[Token], i: int, at: At) -> Written | None:
        """Return "the third week of this month", "the week of May 4", where token `i` is "week"."""
        within = self.within(tokens, i, at)
        if within is not None or i + 1 >= len(tokens):
            return within
        ahead = tokens[i + 1].low
        step = i + 2
        if ahead in ("starting", "beginning"):
            if i and tokens[i - 1].low in ("a", "one"):
                return None  # seven days from that one on
            step += step < len(tokens) and tokens[step].low == "on"
        elif ahead != "of":
            return None
        day = at(tokens, step) if step < len(tokens) else None
        if day is None and step < len(tokens) and tokens[step].low == "the":
            day = self._days.alone(tokens, step, sure=True)
        if day is None or day.first != step or day.days.granularity != "day":
            return None
        seasons = self._seasons

        def make(reference: date, tense: str) -> Days | None:
            held = settled(day, reference, tense, seasons)
            return calendar.week_of(held.start) if held.start else None

        first = i - (i > 0 and tokens[i - 1].low == "the")
        fixed = calendar.week_of(day.days.start) if day.days.start else Days(None, None, "week")
        return Written(first, day.last, fixed, "", None if day.days.start else make)

    def within(self, tokens: Sequence[Token], i: int, at: At | None = None) -> Written | None:
        """Return the numbered week of a month or year, where token `i` is "week"."""
        found = self._rank(tokens, i)
        step = i + 1 + (i + 1 < len(tokens) and tokens[i + 1].low == "of")
        if found is None or step >= len(tokens):
            return None
        low = tokens[step].low
        period: Written | None = None
        if low in ("this", "next", "last") and step + 1 < len(tokens) and tokens[step + 1].low in ("month", "year"):
            period = Written(step, step + 2, Days(None, None, tokens[step + 1].low), low)
        elif step > i + 1 and low in self._days.months:
            period = self._days.month(tokens, step)
        elif step > i + 1 and tokens[step].classes & DIGIT:
            period = self._days.numeric(tokens, step)
        elif at is not None and step > i + 1:
            period = at(tokens, step)
        if period is None or period.days.granularity not in ("month", "year"):
            return None
        number, held, seasons = found[1], period, self._seasons

        def make(reference: date, tense: str) -> Days | None:
            return calendar.nth_week(number, settled(held, reference, tense, seasons))

        fixed = calendar.nth_week(number, held.days) if held.days.start else None
        return Written(found[0], held.last, fixed or Days(None, None, "week"), "", None if fixed else make)

    def named_day(self, tokens: Sequence[Token], at: int, way: str) -> Written | None:
        """Return the day of "this week Friday"."""
        at += tokens[at].low == "on" and at + 1 < len(tokens)
        low = tokens[at].low
        if not low.endswith("day") or low not in self._days.weekdays:
            return None
        return Written(at, at + 1, Days(None, None, "day"), "", _day_of_week(self._days.weekdays[low], way))

    def named_days(self, tokens: Sequence[Token], at: int, way: str) -> Written | None:
        """Return the days of "next week between Wednesday and Friday", where token `at` is "between" or "from"."""
        low = tokens[at].low
        if low not in ("between", "from") or at + 3 >= len(tokens) or way not in BY:
            return None
        start, end = (self._days.weekdays.get(tokens[k].low) for k in (at + 1, at + 3))
        if start is None or end is None or start >= end or tokens[at + 2].low not in ("and", "to", "-", "through"):
            return None
        by = BY[way]

        def make(reference: date, _: str) -> Days | None:
            monday = calendar.week_of(reference, by).start
            if monday is None:
                return None
            return Days(calendar.moved(monday, "day", start), calendar.moved(monday, "day", end), "range")

        last = at + 4 + (at + 4 < len(tokens) and tokens[at + 4].low == "." and not tokens[at + 3].low.endswith("day"))
        return Written(at, last, Days(None, None, "range"), "", make)

    def of_week(self, tokens: Sequence[Token], w: Written) -> Written:
        """Return the day of "Friday next week" and "Tuesday of next week"; other weekdays are as they were."""
        at = w.last + (w.last < len(tokens) and tokens[w.last].low == "of")
        if at + 1 >= len(tokens) or tokens[at + 1].low != "week" or w.days.weekday is None or w.days.day is not None:
            return w
        way = WAYS.get(tokens[at].low, tokens[at].low)
        if way not in ("last", "this", "next"):
            return w
        return Written(w.first, at + 2, Days(None, None, "day"), "", _day_of_week(w.days.weekday, way))

    def of_period(self, tokens: Sequence[Token], w: Written, at: At) -> Written:
        """Return the day of "the first Friday of July", where `w` is the weekday; others are as they were.

        "The second Sunday" of what is not told is no Sunday near the text.
        """
        found = self._rank(tokens, w.first) if w.first and w.days.weekday is not None else None
        if found is None:
            return w
        of = w.last + 1 < len(tokens) and tokens[w.last].low in ("of", "in")
        period = at(tokens, w.last + 1) if of else None
        if period is None or period.days.granularity not in ("month", "year"):
            words = found[1] > 0 and not tokens[w.first - 1].low[0].isdecimal()
            if not words or w.make is not None or w.days.day is not None:
                return w
            return replaced(w, first=found[0] if found[1] <= _MOST_OF_MONTH else w.first, make=no_days)
        number, name, seasons = found[1], w.days.weekday or 0, self._seasons

        def make(reference: date, tense: str) -> Days | None:
            return calendar.nth_weekday(number, name, settled(period, reference, tense, seasons))

        return Written(found[0], period.last, Days(None, None, "day"), "", make)

    def _rank(self, tokens: Sequence[Token], end: int) -> tuple[int, int] | None:
        """Return where "first" or "last" before token `end` begins, with "the", and its number (-1 is the last)."""
        found = (end - 1, -1) if end and tokens[end - 1].low == "last" else self._days.years.day_before(tokens, end)
        if found is None:
            return None
        return found[0] - (found[0] > 0 and tokens[found[0] - 1].low == "the"), found[1]


def _day_of_week(name: int, way: str) -> Callable[[date, str], Days | None]:
    by = BY[way]

    def make(reference: date, _: str) -> Days | None:
        week = calendar.week_of(reference, by)
        return calendar.single(calendar.moved(week.start, "day", name)) if week.start else None

    return make
