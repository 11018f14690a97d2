"""Dates as the days they allow."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from factcheck.model import Days, Published

_HEDGED: Final = timedelta(days=7)
_YEAR: Final = 365.2425
_LEAP: Final = 2000  # a year that has every day
_MONTHS: Final = (
    *("", "January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def intersects(a: Days, b: Days) -> bool:
    """Tell whether two dates can be one day: bounded ones overlap, incomplete ones agree in what they state.

    Where both name a day of the week ("Monday, May 13" and "Tuesday, May 13"), these must be one as well.
    """
    if a.granularity == b.granularity == "day" and None not in (a.weekday, b.weekday) and a.weekday != b.weekday:
        return False
    if (a.start is None and a.end is None) or (b.start is None and b.end is None):
        return _partial(a, b)
    extra = _HEDGED if a.hedged or b.hedged else timedelta()
    if a.start is not None and b.end is not None and a.start - b.end > extra:
        return False
    return not (b.start is not None and a.end is not None and b.start - a.end > extra)


def full_years(born: date, day: date) -> int:
    """Return how many years are full from one day to another, as people count their age; negative before the first."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _partial(a: Days, b: Days) -> bool:
    for name in ("year", "month", "day", "weekday"):
        left, right = _part(a, name), _part(b, name)
        if left is not None and right is not None and left != right:
            return False
    return True


def _part(days: Days, name: str) -> int | None:
    value: int | None = getattr(days, name)
    if value is None and days.start is not None and days.start == days.end:
        return days.start.weekday() if name == "weekday" else int(getattr(days.start, name))
    return value


def contains(a: Days, b: Days) -> bool:
    """Tell whether `a` allows every day that `b` allows."""
    return (a.start is None or (b.start is not None and a.start <= b.start)) and (
        a.end is None or (b.end is not None and b.end <= a.end)
    )


def days_apart(a: Days | Published, b: Days | Published) -> int:
    """Return how many days lie between two stretches of days at least: none where a day is not known."""
    apart = 0
    if a.start is not None and b.end is not None:
        apart = max(apart, (a.start - b.end).days)
    if b.start is not None and a.end is not None:
        apart = max(apart, (b.start - a.end).days)
    return apart


def between(a: Days, b: Days) -> int:
    """Return how many days lie between two dates at least, also where neither has a year ("June 1", "June 6").

    A date of which not even month and day are known lies apart from none.
    """
    if None not in (a.start, a.end, b.start, b.end):
        return days_apart(a, b)
    parts = [(_part(d, "month"), _part(d, "day")) for d in (a, b)]
    if any(month is None or day is None for month, day in parts):
        return 0
    first, second = (date(_LEAP, month or 1, day or 1).timetuple().tm_yday for month, day in parts)
    return min(abs(first - second), 366 - abs(first - second))


def show(days: Days) -> str:
    """Return a date as people read it; an incomplete one by its parts."""
    if days.start is not None and days.start == days.end:
        return days.start.isoformat()
    if days.start is not None and days.end is not None:
        if days.granularity in ("year", "fiscal year") and days.start.year == days.end.year:
            return f"{'fiscal ' if days.granularity == 'fiscal year' else ''}{days.start.year}"
        if days.granularity == "month":
            return f"{_MONTHS[days.start.month]} {days.start.year}"
        return f"{days.start} to {days.end}"
    if days.start is not None:
        return f"{days.start} or later"
    if days.end is not None:
        return f"{days.end} or earlier"
    parts = [
        _WEEKDAYS[days.weekday] if days.weekday is not None else "",
        _MONTHS[days.month] if days.month else "",
        str(days.day) if days.day else "",
        str(days.year) if days.year else "",
    ]
    return " ".join(part for part in parts if part) or "undated"


def birthdays(a: tuple[int, Days | None], b: tuple[int, Days | None]) -> int | None:
    """Return on how many days the bearer of two ages in whole years, each with the days on which it was told, can be born.

    0 where they are no one person's; None where a day is not known.
    """
    one, other = (_births(age, told) for age, told in (a, b))
    if one is None or other is None:
        return None
    return max(0, min(one[1], other[1]) - max(one[0], other[0]) + 1)


def same_birth(a: tuple[int, Days | None], b: tuple[int, Days | None]) -> bool:
    """Tell whether two ages in whole years, each with the days on which it was told, can be one person's.

    An age is the year of days in which its bearer can be born; these meet or not. Where a day is not known, one year more
    or less can be a birthday.
    """
    days = birthdays(a, b)
    return abs(a[0] - b[0]) <= 1 if days is None else days > 0


def _births(age: int, told: Days | None) -> tuple[int, int] | None:
    """Return the first and last day of birth as day numbers, None where the day of telling is not bounded."""
    if told is None or told.start is None or told.end is None:
        return None
    return told.start.toordinal() - round((age + 1) * _YEAR) + 1, told.end.toordinal() - round(age * _YEAR)
