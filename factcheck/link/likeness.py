"""How sure it is that two documents tell one event: weighed evidence from wording, names, figures, places and days.

Two events of one kind share their words. What tells them apart is whom and where the texts begin with, which figures they
give, and when they happened.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from factcheck.values.day import days_apart

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from factcheck.link.telling import Telling
    from factcheck.model import Published

_AMONG: Final = 3000  # rarity is judged as if among so many other articles, for a small corpus may tell one story ...
_RAREST: Final = 5  # ... and as if each term stood in so many of them at least
_FREQUENT: Final = 0.1  # a term in more than this share of documents tells nothing
_POWER: Final = 2  # the power of a term's rarity in its weight
_NO_NAMES: Final = 0.5  # how far a lead without names counts as known ...
_NO_NUMBERS: Final = 0.3  # ... and one without figures
_SMALL: Final = 0.01  # added to a likeness before its logarithm is taken

# Log odds that two documents tell one event, for each kind of evidence in the order of `evidence`. Measured on half of the
# folders of a corpus of stories (see docs/decisions.md).
_WEIGHTS: Final = (2.6, 2.8, 2.7, -0.15, 2.2, -0.8, 0.7)
_BIAS: Final = 2.0
_MOST: Final = 5.0  # no pair is surer than this, either way
LEAST: Final = -3.0  # what a pair counts that shares nothing by which it would be looked at


def rarities(counts: Mapping[str, int], number: int, shares: Mapping[str, float]) -> dict[str, float]:
    """Return how rare each term is, from in how many of so many documents it stands and its share of all news articles.

    A frequent term is left out.
    """
    among = number + _AMONG
    expected = {term: max(_RAREST, n) + _AMONG * shares.get(term, 0.0) for term, n in counts.items()}
    return {term: math.log(1 + among / n) for term, n in expected.items() if n <= among * _FREQUENT}


def vector(held: Mapping[str, int], rarity: Mapping[str, float]) -> dict[str, float]:
    """Return the terms of a document with their weights, of length one."""
    return _unit({term: (1 + math.log(n)) * rarity[term] ** _POWER for term, n in held.items() if term in rarity})


def likeness(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """Return the cosine of two vectors of length one."""
    few, many = (a, b) if len(a) <= len(b) else (b, a)
    return sum([weight * many[term] for term, weight in few.items() if term in many])


class Likeness:
    """Compares the documents of one run."""

    def __init__(
        self, told: Mapping[str, Telling], published: Mapping[str, Published], rarity: Mapping[str, float]
    ) -> None:
        self._told = told
        self._published = published
        self.vectors = {name: vector(held.terms, rarity) for name, held in told.items()}
        self._places = {name: _unit(_weighed(held.places.items(), rarity)) for name, held in told.items()}
        self._names = {
            name: _weighed(((w, math.log1p(n)) for w, n in held.names.items()), rarity) for name, held in told.items()
        }
        self._numbers = {name: _weighed(((w, 1.0) for w in held.numbers), rarity) for name, held in told.items()}

    def evidence(self, a: str, b: str) -> tuple[float, ...]:
        """Return the evidence that two documents tell one event, in the order of the weights."""
        left, right = self._told[a], self._told[b]
        return (
            math.log(likeness(self.vectors[a], self.vectors[b]) + _SMALL),
            _known(((self._names[a], right.terms), (self._names[b], left.terms)), _NO_NAMES),
            _known(((self._numbers[a], right.terms), (self._numbers[b], left.terms)), _NO_NUMBERS),
            math.log1p(days_apart(self._published[a], self._published[b])),
            float(not left.days.isdisjoint(right.days)),
            float(bool(left.weekdays and right.weekdays) and left.weekdays.isdisjoint(right.weekdays)),
            likeness(self._places[a], self._places[b]),
        )

    def odds(self, a: str, b: str) -> float:
        """Return the log odds that two documents tell one event, within _MOST."""
        found = _BIAS + sum([w * e for w, e in zip(_WEIGHTS, self.evidence(a, b), strict=True)])
        return max(-_MOST, min(_MOST, found))


def _weighed(held: Iterable[tuple[str, float]], rarity: Mapping[str, float]) -> dict[str, float]:
    return {term: n * rarity[term] for term, n in held if term in rarity}


def _unit(weights: dict[str, float]) -> dict[str, float]:
    norm = math.sqrt(sum([w * w for w in weights.values()])) or 1.0
    return {term: w / norm for term, w in weights.items()}


def _known(sides: Sequence[tuple[Mapping[str, float], Mapping[str, int]]], unknown: float) -> float:
    """Return which part of what each text begins with stands in the other, by rarity; `unknown` where neither has any."""
    parts = [
        sum([rare for term, rare in begins.items() if term in terms]) / total
        for begins, terms in sides
        if (total := sum(begins.values()))
    ]
    return sum(parts) / len(parts) if parts else unknown
