"""Days from parts of dates: months, weeks, seasons, fiscal years, and the year that a date without one means."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from factcheck.model import Days
from factcheck.record import replaced

_PAST_WEIGHT: Final = 0.6  # a date without a year is nearer in the past than in the future ...
_PART: Final = {"early": (1, 10), "mid": (10, 20), "middle": (10, 20), "late": (20, 31)}
# "Early next month" is said from afar, and more loosely than "early May".
_LOOSE_MONTH: Final = {"early": (1, 15), "mid": (8, 23), "late": (16, 31)}
_LENGTHS: Final = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)  # of the months, from 1; of February as a rule
_LOOSE_YEAR: Final = {"early": (1, 6), "mid": (4, 9), "late": (7, 12)}


def whole_month(year: int, month: int, part: str = "") -> Days:
    """Return the days of a month, or of its early, middle or late part."""
    last = _length(year, month)
    first, end = _PART.get(part, (1, last))
    return Days(date(year, month, first), date(year, month, min(end, last)), "part" if part else "month", year, month)


def whole_year(year: int, part: str = "") -> Days:
    """Return the days of a year, or of a third of it."""
    first, last = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}.get(part, (1, 12))
    end = date(year, last, _length(year, last))
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
    return Days(date(year, first, 1), date(end_year, last, _length(end_year, last)), "season", year)


def day(year: int | None, month: int, number: int) -> Days | None:
    """Return one day, without bounds when the year is unknown; None when the calendar has no such day."""
    if not 1 <= number <= _length(year or 2000, month):
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
    """Return the weekday before, on or after a day; `direction` is past, future, last, this or next."""
    back = (reference.weekday() - number) % 7
    ahead = (number - reference.weekday()) % 7
    if direction == "future":
        return single(reference + timedelta(days=ahead or 7))
    if direction == "this":  # of the week that begins on Monday
        return single(reference - timedelta(days=reference.weekday()) + timedelta(days=number))
    if direction == "next":  # on a Monday, "next Friday" is not the Friday of the same week
        return single(reference - timedelta(days=reference.weekday()) + timedelta(days=7 + number))
    return single(reference - timedelta(days=(back or 7) if direction == "last" else back))


def numbered(number: int, reference: date, tense: str, name: int | None = None) -> Days | None:
    """Return the day of the month of that number before `reference`, or after it where the tense is future.

    With a weekday (`name`) it is the nearest one that falls on it. None where the calendar has no such day near.
    """
    index = reference.year * 12 + reference.month - 1
    options = [
        date(k // 12, k % 12 + 1, number) for k in range(index - 6, index + 7) if number <= _length(k // 12, k % 12 + 1)
    ]
    if name is not None:
        options = [d for d in options if d.weekday() == name]
        return single(min(options, key=lambda d: abs((d - reference).days))) if options else None
    if tense in ("future", "next"):
        return next((single(d) for d in options if d >= reference), None)
    return next((single(d) for d in reversed(options) if d <= reference), None)


def nth_weekday(number: int, name: int, period: Days) -> Days | None:
    """Return the nth weekday of a period (-1 is the last); None where it has none."""
    if period.start is None or period.end is None:
        return None
    if number < 0:
        found = period.end - timedelta(days=(period.end.weekday() - name) % 7)
    else:
        found = period.start + timedelta(days=(name - period.start.weekday()) % 7 + 7 * (number - 1))
    return single(found) if period.start <= found <= period.end else None


def nth_week(number: int, period: Days) -> Days | None:
    """Return the nth week (-1 is the last) of a month or year; a week belongs to the period that holds its Thursday."""
    if period.start is None or period.end is None:
        return None
    thursday = nth_weekday(number, 3, period)
    return week_of(thursday.start) if thursday and thursday.start else None


def quarter(year: int, number: int) -> Days:
    """Return the days of a quarter of a year, 1 to 4."""
    last = number * 3
    return Days(date(year, last - 2, 1), date(year, last, _length(year, last)), "quarter", year)


def half(year: int, number: int) -> Days:
    """Return the days of the first or second half of a year."""
    start, end = (date(year, 1, 1), date(year, 6, 30)) if number == 1 else (date(year, 7, 1), date(year, 12, 31))
    return Days(start, end, "half", year)


def part_of(period: Days, part: str, reference: date) -> Days | None:
    """Return the early, mid or late part of a week, month or year, or what is behind or before it ("earlier", "later")."""
    start, end = period.start, period.end
    if start is None or end is None:
        return None
    if part in ("earlier", "later", "rest"):
        held = start <= reference <= end
        if not held:
            return period
        return Days(start, reference, "part") if part == "earlier" else Days(reference, end, "part")
    if period.granularity == "week":
        low, high = {"early": (0, 2), "mid": (1, 4), "late": (3, 6)}[part]
        return Days(start + timedelta(days=low), start + timedelta(days=high), "part")
    if period.granularity == "month":
        low, high = _LOOSE_MONTH[part]
        return replaced(
            period, start=start.replace(day=low), end=start.replace(day=min(high, end.day)), granularity="part"
        )
    if period.granularity != "year":
        return period
    low, high = _LOOSE_YEAR[part]
    return replaced(whole_month(start.year, high), start=date(start.year, low, 1), granularity="part", month=None)


def moved(when: date, unit: str, count: int) -> date:
    """Return the day so many days, weeks, months or years away; the last of its month where that is shorter."""
    if unit in ("day", "night"):
        return when + timedelta(days=count)
    if unit in ("week", "fortnight"):
        return when + timedelta(weeks=count * (2 if unit == "fortnight" else 1))
    months = count * {"month": 1, "year": 12, "decade": 120, "century": 1200}[unit]
    index = when.year * 12 + when.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(when.day, _length(year, month)))


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
    best = min(options, key=lambda o: distance(o[0], reference))
    return best[0]


def distance(days: Days, reference: date) -> float:
    """Return how far days with both bounds lie from a reference day; what is past lies nearer, for news tells of it."""
    if days.start is None or days.end is None or days.start <= reference <= days.end:
        return 0
    if days.end < reference:
        return (reference - days.end).days * _PAST_WEIGHT
    return float((days.start - reference).days)


def _in_year(partial: Days, year: int) -> Days | None:
    month = partial.month or 1
    if partial.day is not None:
        made = day(year, month, partial.day)
        spoken = made.weekday if made and partial.weekday is None else partial.weekday  # "Monday, May 12" may be wrong
        return replaced(made, hedged=partial.hedged, weekday=spoken) if made else None
    part = {1: "early", 2: "mid", 3: "late"}.get(partial.weekday or 0, "") if partial.granularity == "part" else ""
    return whole_month(year, month, part)


def _length(year: int, month: int) -> int:
    """Return how many days a month has."""
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return _LENGTHS[month] + leap
