"""What a sentence tells of an office's terms: that it changes hands, that another held it, and in which years."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from factcheck.model import Days

if TYPE_CHECKING:
    from factcheck.catalogue import Family
    from factcheck.extract.subject import Ground
    from factcheck.model import Clause, Mention, Sentence

_ADDED: Final = frozenset(("more", "additional", "further", "extra", "new"))
_BESIDE: Final = 4
_TERM: Final = timedelta(days=200)  # a shorter range of days is no term of office


def handover(ground: Ground, family: Family, index: int, value: Mention) -> str:
    """Return the words by which a text shows that an office changes hands, "" where it shows nothing."""
    if not family.handover or value.type not in ("person", "role"):
        return ""
    if value.type == "role":
        return ground.changed_near(index, family.handover)
    return ground.handover(index, value, family.handover)


def another(sentence: Sentence, value: Mention, role: Mention | None, around: frozenset[str]) -> bool:
    """Tell whether a match tells of a change ("3 more seats"), or of one who held the office before or wants it."""
    if value.thing.split(" ")[0].casefold() in _ADDED:
        return True
    beside = sentence.tokens if role is None else sentence.tokens[max(0, role.first - _BESIDE) : role.first]
    return any(t.low in around and (not k or beside[k - 1].low != "ever") for k, t in enumerate(beside))


def long_ago(sentence: Sentence, clause: Clause) -> Days | None:
    """Return the year, month or years that a clause names ("In 2009 the mayor ..."); a day may be that of the speaking."""
    for m in sentence.mentions:
        day = m.value
        if m.type == "date" and isinstance(day, Days) and clause.first <= m.first < clause.last:
            if day.start is None or day.end is None:
                return None
            years = day.granularity == "range" and day.end - day.start > _TERM
            return day if years or day.granularity in ("year", "month") else None
    return None
