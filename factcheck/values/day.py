"""Dates as the days they allow."""

from __future__ import annotations

from calendar import month_name
from datetime import timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from factcheck.model import Clock, Days

_HEDGED: Final = timedelta(days=7)
_CLOCK_WIDTH: Final = 15
_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def intersects(a: Days, b: Days) -> bool:
    """Tell whether two dates can be one day: bounded ones overlap, incomplete ones agree in what they state."""
    if (a.start is None and a.end is None) or (b.start is None and b.end is None):
        return _partial(a, b)
    extra = _HEDGED if a.hedged or b.hedged else timedelta()
    if a.start is not None and b.end is not None and a.start - b.end > extra:
        return False
    return not (b.start is not None and a.end is not None and b.start - a.end > extra)


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


def show(days: Days) -> str:
    """Return a date as people read it; an incomplete one by its parts."""
    if days.start is not None and days.start == days.end:
        return days.start.isoformat()
    if days.start is not None and days.end is not None:
        if days.granularity in ("year", "fiscal year") and days.start.year == days.end.year:
            return f"{'fiscal ' if days.granularity == 'fiscal year' else ''}{days.start.year}"
        if days.granularity == "month":
            return f"{month_name[days.start.month]} {days.start.year}"
        return f"{days.start} to {days.end}"
    if days.start is not None:
        return f"{days.start} or later"
    if days.end is not None:
        return f"{days.end} or earlier"
    parts = [
        _WEEKDAYS[days.weekday] if days.weekday is not None else "",
        month_name[days.month] if days.month else "",
        str(days.day) if days.day else "",
        str(days.year) if days.year else "",
    ]
    return " ".join(part for part in parts if part) or "undated"


def clocks_meet(a: Clock, b: Clock) -> bool:
    """Tell whether two times of day can be one; in different zones they can, since nothing tells the difference."""
    if a.zone and b.zone and a.zone != b.zone:
        return True
    extra = _CLOCK_WIDTH if a.hedged or b.hedged else 0
    return a.start - b.end <= extra and b.start - a.end <= extra


def show_clock(clock: Clock) -> str:
    """Return a time of day as 16:28 with its zone."""
    text = f"{clock.start // 60:02d}:{clock.start % 60:02d}"
    if clock.end != clock.start:
        text += f" to {clock.end // 60:02d}:{clock.end % 60:02d}"
    return f"{'about ' if clock.hedged else ''}{text} {clock.zone}".strip()
