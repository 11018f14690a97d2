"""Days of what happens by night: one text tells them by the day before, another by the day after."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from factcheck.model import Clock, Days

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from factcheck.model import Mention, Sentence

_LATE: Final = 21 * 60  # minutes since midnight
_EARLY: Final = 5 * 60
_BEFORE: Final = 4
_AFTER: Final = 3


def day_told(sentence: Sentence, mention: Mention, day: Days, nights: AbstractSet[str]) -> Days | None:
    """Return the days that a text may mean by a day: one more on both sides where words or a time of day beside it tell of night.

    None for a night of which nothing but the weekday is known.
    """
    near = sentence.tokens[max(0, mention.first - _BEFORE) : mention.last + _AFTER]
    by_night = any(t.low in nights for t in near) or any(
        isinstance(m.value, Clock) and (m.value.end >= _LATE or m.value.start < _EARLY) for m in sentence.mentions
    )
    if not by_night:
        return day
    if day.start is None or day.end is None:
        return None
    return Days(day.start - timedelta(days=1), day.end + timedelta(days=1), "range")
