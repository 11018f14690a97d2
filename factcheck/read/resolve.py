"""From the words of a date to the days that they mean, seen from the day of the text."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from factcheck.model import Days
from factcheck.read import calendar
from factcheck.record import replaced

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

_LAST: Final = ("last", "past", "previous")
_NEXT: Final = ("next", "coming", "upcoming")


def resolve(days: Days, way: str, reference: date, seasons: Mapping[str, Sequence[int]]) -> Days:
    """Return the days that a relative or yearless date means in a text of the day `reference`.

    `way` is last, this, next, past, future, a number of units to move by, or empty.
    """
    unit = days.granularity
    if way.lstrip("-").isdecimal():
        return _moved(unit, int(way), reference)
    if days.weekday is not None and days.month is None and unit == "day":
        return calendar.weekday(days.weekday, reference, way or "past")
    if unit == "week":
        return calendar.week_of(reference, _step(way))
    if unit == "weekend":
        week = calendar.week_of(reference, _step(way) - (way == "last" and reference.weekday() == 6))
        return Days(week.end - timedelta(days=1) if week.end else None, week.end, "weekend")
    if unit == "month" and days.month is None:
        index = reference.year * 12 + reference.month - 1 + _step(way)
        return calendar.whole_month(index // 12, index % 12 + 1)
    if unit == "year":
        return calendar.whole_year(reference.year + _step(way))
    if unit == "season" and days.month is not None:
        bounds = next(b for b in seasons.values() if b[0] == days.month)
        made = calendar.season(reference.year, *bounds)
        if way == "last" and made.start and made.start > reference - timedelta(days=60):
            return calendar.season(reference.year - 1, *bounds)
        if way == "next" and made.start and made.start <= reference:
            return calendar.season(reference.year + 1, *bounds)
        return made
    return calendar.nearest(days, reference, way)


def _moved(unit: str, count: int, reference: date) -> Days:
    if unit in ("day", "week"):
        made = calendar.single(reference + timedelta(days=count * (7 if unit == "week" else 1)))
        return replaced(made, hedged=unit == "week")
    if unit == "month":
        index = reference.year * 12 + reference.month - 1 + count
        return replaced(calendar.whole_month(index // 12, index % 12 + 1), hedged=True)
    return replaced(calendar.whole_year(reference.year + count), hedged=True)


def _step(way: str) -> int:
    return -1 if way in _LAST else 1 if way in _NEXT else 0
