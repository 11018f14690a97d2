"""A date as the text writes it, before it is known from which day it is seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from factcheck.model import Days
from factcheck.read.resolve import resolve
from factcheck.record import record, replaced

Make = Callable[[date, str], Days | None]


@record(frozen=True, slots=True)
class Written:
    """A date in a sentence: its tokens, what its words fix by themselves, and where it points.

    `direction` is last, this, next, a number of units to move by, or empty. `make` works out the days from a reference day
    and a tense where the parts do not tell. `fields` are those of the mention.
    """

    first: int
    last: int
    days: Days
    direction: str = ""
    make: Make | None = None
    fields: tuple[tuple[str, str], ...] = ()


def settled(w: Written, reference: date, tense: str, seasons: Mapping[str, Sequence[int]]) -> Days:
    """Return the days that a written date means, seen from a day; `tense` is future or empty."""
    if w.make is not None:
        made = w.make(reference, tense)
        return made or replaced(w.days, start=None, end=None)
    if w.days.start is not None:
        return w.days
    return resolve(w.days, w.direction or tense, reference, seasons)


def no_days(_: date, __: str) -> Days | None:
    """Return no days: for a date of which the text does not tell when it is."""
    return None
