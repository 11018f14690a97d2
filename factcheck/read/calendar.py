"""Days from parts of dates: months, weeks, seasons, fiscal years, and the year that a date without one means."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from factcheck.model import Days

_PAST_WEIGHT: Final = 0.6  # a date without a year is nearer in the past than in the future ...
_PART: Final = {"early": (1, 10), "mid": (10, 20), "middle": (10, 20), "late": (20, 31)}


def whole_month(year: int, month: int, part: str = "") -> Days:
    """Return the days of a month, or of its early, middle or late part."""
    last = monthrange(year, month)[1]
    first, end = _PART.get(part, (1, last))
    return Days(date(year, month, first), date(year, month, min(end, last)), "part" if part else "month", year, month)


def whole_year(year: int, part: str = "") -> Days:
    """Return the days of a year, or of a third of it."""
    first, last = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}.get(part, (1, 12))
    end = date(year, last, monthrange(year, last)[1])
    return Days(date(year, first, 1), end, "part" if part else "year", year)


def fiscal_year(year: int, start: int) -> Days:
    """Return the days of a fiscal year that begins in month `start`; one that begins after June is named by its end."""
    first = year - 1 if start > 6 else year
    begin = date(first, start, 1)
    return Days(
        begin, date(first + 1, start, 1) - timedelta(days=1) if start > 1 else date(year, 12, 31), "fiscal year", year
    )


def season(year: int, first: int, last: int) -> Days:
    """Return the days from the first to the last month of a season; winter ends in the next year."""
    end_year = year + (last < first)
    return Days(date(year, first, 1), date(end_year, last, monthrange(end_year, last)[1]), "season", year)


def day(year: int | None, month: int, number: int) -> Days | None:
    """Return one day, without bounds when the year is unknown; None when the calendar has no such day."""
    if not 1 <= number <= monthrange(year or 2000, month)[1]:
        return None
    if year is None:
        return Days(None, None, "day", None, month, number)
    exact = date(year, month, number)
    return Days(exact, exact, "day", year, month, number, exact.weekday())


def week_of(when: date, offset: int = 0) -> Days:
    """Return the week, Monday to Sunday, that holds a day, moved by `offset` weeks."""
    monday = when - timedelta(days=when.weekday()) + timedelta(weeks=offset)
    return Days(monday, monday + timedelta(days=6), "week")


def single(when: date) -> Days:
    """Return one day as a date."""
    return Days(when, when, "day", when.year, when.month, when.day, when.weekday())


def weekday(number: int, reference: date, direction: str) -> Days:
    """Return the weekday before, on or after a day; `direction` is past, future, last or next."""
    back = (reference.weekday() - number) % 7
    ahead = (number - reference.weekday()) % 7
    if direction == "future":
        return single(reference + timedelta(days=ahead or 7))
    if direction == "next":
        return single(reference + timedelta(days=ahead or 7))
    return single(reference - timedelta(days=(back or 7) if direction == "last" else back))


def nearest(partial: Days, reference: date, direction: str) -> Days:
    """Return a month or a day without a year in the year that is meant from `reference` on; as it is when it has a year.

    `direction` is past, future, last, next, this or empty: then the nearer one counts, with a lean to the past.
    """
    if partial.month is None or partial.year is not None:
        return partial
    options = []
    for year in (reference.year - 1, reference.year, reference.year + 1):
        made = _in_year(partial, year)
        if made is not None and made.start is not None and made.end is not None:
            options.append((made, made.start, made.end))
    past = [o for o in options if o[1] <= reference]
    future = [o for o in options if o[2] >= reference]
    if direction == "this":
        same = [o for o in options if o[1].year == reference.year]
        return same[0][0] if same else partial
    if direction == "last":
        before = [o for o in options if o[2] < reference]
        return before[-1][0] if before else partial
    if direction in ("next", "future"):
        after = [o for o in options if o[1] > reference] if direction == "next" else future
        return after[0][0] if after else partial
    if direction == "past":
        return past[-1][0] if past else partial
    best = min(options, key=lambda o: _distance(o[1], o[2], reference))
    return best[0]


def _distance(start: date, end: date, reference: date) -> float:
    if start <= reference <= end:
        return 0
    return (reference - end).days * _PAST_WEIGHT if end < reference else float((start - reference).days)


def _in_year(partial: Days, year: int) -> Days | None:
    month = partial.month or 1
    if partial.day is not None:
        made = day(year, month, partial.day)
        spoken = made.weekday if made and partial.weekday is None else partial.weekday  # "Monday, May 12" may be wrong
        return replace(made, hedged=partial.hedged, weekday=spoken) if made else None
    part = {1: "early", 2: "mid", 3: "late"}.get(partial.weekday or 0, "") if partial.granularity == "part" else ""
    return whole_month(year, month, part)
