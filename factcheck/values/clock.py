"""Times of day: whether two can be one, also by clocks of two zones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from factcheck.model import Clock
    from factcheck.values.zone import Zones

_CLOCK_WIDTH: Final = 15
_BOTH_WIDTH: Final = 20  # minutes between "about 8:40" and "around 9"
_CLOCK_STEP: Final = 2
_DAY: Final = 1440
_HOUR: Final = 60
_QUARTER: Final = 15
_GREENWICH: Final = frozenset(("gmt", "utc"))


def clocks_meet(a: Clock, b: Clock, zones: Zones) -> bool:
    """Tell whether two times of day can be one, also in two zones; those of a zone that is not known can.

    A time without its zone is that of a place that we do not know: a time in a zone may be whole hours from it, and one of
    Greenwich any quarter of an hour.
    """
    if a.zone == b.zone:
        return _meet(a, b, 0)
    if a.zone and b.zone:
        shifts = zones.apart(a.zone, b.zone)
        return shifts is None or any(_meet(a, b, shift) for shift in shifts)
    grid = _QUARTER if (a.zone or b.zone).casefold() in _GREENWICH else _HOUR
    return any(_meet(a, b, shift) for shift in range(-_DAY // 2, _DAY // 2, grid))


def _meet(a: Clock, b: Clock, shift: int) -> bool:
    """Tell whether two times of day are one when the second is told so many minutes later."""
    loose = [c.hedged or c.start != c.end for c in (a, b)]  # "shortly before noon" is said of times near it
    extra = _BOTH_WIDTH if all(loose) else _CLOCK_WIDTH if any(loose) else max(_written(a), _written(b))
    # "11:55 p.m." and "shortly after midnight" are minutes apart.
    start = (b.start + shift) % _DAY
    end = start + b.end - b.start
    return any(a.start + day - end <= extra and start - day - a.end <= extra for day in (0, _DAY, -_DAY))


def clocks_apart(a: Clock, b: Clock, zones: Zones) -> int:
    """Return how many minutes lie between the beginnings of two times of day at least, told by one clock where their zones are known."""
    shifts = (zones.apart(a.zone, b.zone) if a.zone and b.zone and a.zone != b.zone else None) or (0,)
    return min(around(a.start - b.start - shift) for shift in shifts)


def around(minutes: int) -> int:
    """Return how many minutes two times of day lie apart whose minutes since midnight differ by so many, the nearer way round."""
    gap = abs(minutes) % _DAY
    return min(gap, _DAY - gap)


def _written(clock: Clock) -> int:
    """Return how many minutes a time may be off as it is written: those on five minutes stand for the ones around them."""
    return _CLOCK_STEP if clock.start % 5 == 0 else 0


def show_clock(clock: Clock) -> str:
    """Return a time of day as 16:28 with its zone."""
    text = f"{clock.start // 60:02d}:{clock.start % 60:02d}"
    if clock.end != clock.start:
        text += f" to {clock.end // 60 % 24:02d}:{clock.end % 60:02d}"
    return f"{'about ' if clock.hedged else ''}{text} {clock.zone}".strip()
