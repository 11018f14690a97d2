"""What a document tells, as far as its story is concerned: its words, and the names, figures, places and days in them."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING, Final

from factcheck.model import CAPITAL, COMMON, LETTERS, Days
from factcheck.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from factcheck.model import Sentence, Token

_LONG_WORD: Final = 4
_SHORT_NAME: Final = 3
_LEAD: Final = 4  # so many sentences tell what a text is about ...
_DATED: Final = 6  # ... and so many on which day of the week it happened
_WORD: Final = LETTERS | COMMON
_NAMES: Final = frozenset(("person", "organisation", "place", "name"))


@record(frozen=True, slots=True)
class Telling:
    """What a document tells, in terms: longer words, the words of names, and figures of two characters or more.

    `terms` and `places` say how often each stands in the document, `names` the same for names that stand in the lead.
    `numbers` are the figures of the lead, `days` the days named anywhere (month, day of the month), `weekdays` the days
    of the week named in the lead (0 = Monday).
    """

    terms: Mapping[str, int]
    names: Mapping[str, int]
    places: Mapping[str, int]
    numbers: tuple[str, ...]
    days: frozenset[tuple[int, int]]
    weekdays: frozenset[int]


def telling(sentences: Sequence[Sentence]) -> Telling:
    """Return what a document tells; common words tell nothing. Years are no figures: dates are compared as dates."""
    terms: Counter[str] = Counter()
    names: Counter[str] = Counter()
    places: Counter[str] = Counter()
    lead: set[str] = set()
    numbers: dict[str, None] = {}
    days: set[tuple[int, int]] = set()
    weekdays: set[int] = set()
    for number, s in enumerate(sentences):
        named = [w for k in _named(s) if (w := _word(s.tokens[k]))]
        places.update(w for m in s.mentions if m.type == "place" for t in s.tokens[m.first : m.last] if (w := _word(t)))
        names.update(named)
        inside = set(named)
        for t in s.tokens:
            low = t.low
            if t.classes & LETTERS:
                if (len(low) >= _LONG_WORD and not t.classes & COMMON) or low in inside:
                    terms[sys.intern(low)] += 1
            elif len(low) > 1 and any(c.isdecimal() for c in low):
                terms[sys.intern(low)] += 1
                if number < _LEAD:
                    numbers[low] = None
        if number < _LEAD:
            lead.update(named)
        for m in s.mentions:
            if isinstance(m.value, Days):
                days.update(_days(m.value))
                if number < _DATED:
                    weekdays.update(_weekdays(m.value))
    return Telling(
        dict(terms),
        {name: n for name, n in names.items() if name in lead},
        dict(places),
        tuple(numbers),
        frozenset(days),
        frozenset(weekdays),
    )


def _named(sentence: Sentence) -> Iterator[int]:
    """Return which tokens are part of a name: those of the mentions, and words with a capital inside the sentence."""
    inside = {k for m in sentence.mentions if m.type in _NAMES for k in range(m.first, m.last)}
    for k, t in enumerate(sentence.tokens):
        if k in inside or (k > 0 and t.classes & CAPITAL and not t.text.isupper()):
            yield k


def _word(token: Token) -> str:
    """Return the word of a name that a token is; an empty string when it tells nothing."""
    telling = len(token.low) >= _SHORT_NAME and token.classes & _WORD == LETTERS
    return sys.intern(token.low) if telling else ""


def _days(value: Days) -> Iterator[tuple[int, int]]:
    if value.start is not None and value.start == value.end:
        yield value.start.month, value.start.day
    elif value.month and value.day:
        yield value.month, value.day


def _weekdays(value: Days) -> Iterator[int]:
    if value.start is not None and value.start == value.end:
        yield value.start.weekday()
    elif value.weekday is not None:
        yield value.weekday
