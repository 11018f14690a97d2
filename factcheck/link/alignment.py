"""Which figures of one story are one and the same: pairs of two documents, with what speaks for it.

A pair is `firm` where thing, predicate and surroundings are the same, `soft` where much speaks for it, `scope` where one
side counts others or a part, `identity` where the clauses are about two different persons or bodies. A value that the other
document states as well, or that fits another figure better, makes no pair: then the texts tell of two figures.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cache
from itertools import combinations
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from factcheck.inputs import Limits
from factcheck.link.figures import Figure, dimension, quantity
from factcheck.model import Clock, Days
from factcheck.record import record
from factcheck.values.day import days_apart
from factcheck.values.sets import intersects

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from factcheck.model import Published
    from factcheck.values import Algebra

_PEOPLE: Final = "person"
_TIMES: Final = "time"  # "shot seven times"
_SOFT: Final = 1.9  # from here on two figures are taken for one ...
_MEETS: Final = 1.4  # ... and from here where their values meet, which speaks for it as well
_FIRM: Final = {
    "count": 2.6,
    "money": 3.0,
    "percent": 3.0,
    "measure": 2.6,
    "time": 1.0,
    "duration": 2.3,
}  # ... and from here firmly
_RIVAL: Final = 0.7  # another figure of the same document that fits nearly as well makes the pair doubtful
_NEAR: Final = 0.5  # values of one figure are seldom farther apart than this ratio
_MINUTES: Final = 90  # times farther apart are those of two events
_ONE_DAY: Final = 180  # ... or, where both texts name the day, times farther apart than this
_DAYS: Final = 7  # days farther apart are those of two events
_APART: Final = 31  # texts published so many days apart seldom tell of one state of things
_MOST: Final = 20_000  # so many pairs of figures of one kind and thing are looked at in one story


@record(frozen=True, slots=True)
class Weights:
    """What speaks for and against two figures being one."""

    thing: float = 0.95
    people: float = 0.4
    detail: float = 0.35
    odd_detail: float = 0.3
    predicate: float = 0.85
    weak: float = 0.3
    other_predicate: float = 0.6
    subject: float = 1.0
    name: float = 0.35
    no_name: float = 0.5
    words: float = 2.2
    day: float = 0.4
    other_day: float = 0.8
    elsewhere: float = 0.5
    world: float = 0.3


@record(frozen=True, slots=True)
class Pair:
    """Two figures of two documents that are, or may be, one: (document, start) of each, and the grade."""

    left: tuple[str, int]
    right: tuple[str, int]
    grade: str


def aligned(
    documents: Sequence[str],
    figures: Mapping[str, Sequence[Figure]],
    published: Mapping[str, Published],
    algebra: Algebra,
    rules: Rules,
    drafts: frozenset[str] = frozenset(),
    most: int = Limits().pairs,
) -> tuple[list[Pair], set[str]]:
    """Return the pairs of one story in order, and the documents of which two have more than `most` pairs of one kind and thing.

    These are not looked at. `drafts` are held against all the story's other documents, however many they are.
    """
    buckets: dict[tuple[str, str, str], dict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for document in documents:
        for figure in figures[document]:
            buckets[figure.kind, figure.thing, dimension(figure, algebra.widths)][document].append(figure)
    pairs: list[Pair] = []
    beyond: set[str] = set()
    for (kind, _, _), held in sorted(buckets.items()):
        bucket = _Bucket(kind, held, algebra, rules)
        for left, right in _couples(held, published, drafts):
            if len(held[left]) * len(held[right]) > most:
                beyond |= {left, right}
                continue
            timely = days_apart(published[left], published[right]) <= _APART
            pairs += [Pair((left, a), (right, b), grade) for a, b, grade in bucket.pairs(left, right, timely=timely)]
    return pairs, beyond


def _couples(
    held: Mapping[str, Sequence[Figure]], published: Mapping[str, Published], drafts: frozenset[str]
) -> list[tuple[str, str]]:
    """Return the documents whose figures are held against each other: where those are many, a document's neighbours in time."""
    if len(held) < 2:
        return []  # as of most kinds and things
    figures = sum(map(len, held.values()))
    if figures**2 <= 2 * _MOST:
        return list(combinations(sorted(held), 2))
    order = sorted(held, key=lambda d: (published[d].start or date.min, d))
    near = max(1, _MOST * len(held) // figures**2)
    found = {(left, right) for k, left in enumerate(order) for right in order[k + 1 : k + 1 + near]}
    found |= {(draft, other) for draft in drafts & held.keys() for other in order if other != draft}
    return sorted({(min(pair), max(pair)) for pair in found})


@record(frozen=True, slots=True)
class Rules:
    """What the word lists say: predicates that say too little, those of events, and things counted on each occasion."""

    weak: frozenset[str]
    events: frozenset[str]
    tallies: frozenset[str]
    weights: Weights = Weights()


class _Bucket:
    """The figures of one kind and thing that the documents of one story state.

    Figures that differ in their place alone go by one number, and what was found of two rows of numbers holds for all
    documents that have these rows: neither a text that repeats itself nor copies of one text cost a square.
    """

    def __init__(self, kind: str, held: Mapping[str, Sequence[Figure]], algebra: Algebra, rules: Rules) -> None:
        self._kind = kind
        self._held = held
        self._algebra = algebra
        self._rules = rules
        self._numbers: dict[tuple[Any, ...], int] = {}
        self._rows: dict[str, dict[int, list[Figure]]] = {}
        self._judged: dict[tuple[tuple[int, ...], tuple[int, ...], bool], list[tuple[int, int, str]]] = {}

    def pairs(self, left: str, right: str, *, timely: bool) -> list[tuple[int, int, str]]:
        """Return where figures begin of which each is the other document's best partner, with their grade, in order.

        `timely` tells that the documents were published at about one time.
        """
        one, other = self._row(left), self._row(right)
        key = tuple(one), tuple(other), timely
        judged = self._judged.get(key)
        if judged is None:
            firsts = [[figures[0] for figures in row.values()] for row in (one, other)]
            scene = _Scene(self._kind, firsts[0], firsts[1], self._algebra, self._rules, timely=timely)
            judged = self._judged[key] = list(scene.judged())
        if not judged:
            return []
        some, others = list(one.values()), list(other.values())
        found = [(a.start, b.start, grade) for i, j, grade in judged for a in some[i] for b in others[j]]
        return sorted(found, key=lambda pair: pair[:2])

    def _row(self, document: str) -> dict[int, list[Figure]]:
        """Return the figures of a document by the numbers under which they go, in the order of the first of each."""
        row = self._rows.get(document)
        if row is None:
            row = self._rows[document] = {}
            for f in self._held[document]:
                # The words in their order: floating point adds them up otherwise in another one.
                told = (*_told(f), *f.words.items())
                row.setdefault(self._numbers.setdefault(told, len(self._numbers)), []).append(f)
        return row


class _Scene:
    """The figures of one kind and thing in two documents, each once; `timely` tells that these are of about one time."""

    def __init__(
        self,
        kind: str,
        left: Sequence[Figure],
        right: Sequence[Figure],
        algebra: Algebra,
        rules: Rules,
        *,
        timely: bool,
    ) -> None:
        self._kind = kind
        self._left = left
        self._right = right
        self._timely = timely
        self._algebra = algebra
        self._rules = rules

    def judged(self) -> Iterator[tuple[int, int, str]]:
        """Yield the pairs of which each is the other's best partner, by their places in the two rows, with their grade."""
        scores = {
            (i, j): score
            for i, a in enumerate(self._left)
            for j, b in enumerate(self._right)
            if (score := self._score(a, b)) >= _MEETS - self._rules.weights.subject
        }
        if not scores:
            return  # as mostly
        best_left: dict[int, float] = {}
        best_right: dict[int, float] = {}
        for (i, j), score in scores.items():
            best_left[i] = max(score, best_left.get(i, score))
            best_right[j] = max(score, best_right.get(j, score))

        @cache
        def there(i: int) -> bool:
            return any(intersects(self._left[i].value, other.value, self._algebra) for other in self._right)

        @cache
        def here(j: int) -> bool:
            return any(intersects(self._right[j].value, other.value, self._algebra) for other in self._left)

        for (i, j), score in scores.items():
            a, b = self._left[i], self._right[j]
            best = score >= best_left[i] and score >= best_right[j]
            alike = score >= _MEETS and a.others == b.others
            if not best and not alike:
                continue  # nothing comes of it whether their values meet or not
            if intersects(a.value, b.value, self._algebra):
                if alike:
                    yield i, j, "soft"
                continue
            if not best or not (grade := self._grade(a, b, score)):
                continue
            if self._kind == "date" and self._one_night(a, b):
                continue
            if there(i) or here(j):  # one document states both values: then it knows of two figures
                continue
            if grade in ("scope", "identity") or not self._rivals(scores, i, j):
                yield i, j, grade

    def _rivals(self, scores: Mapping[tuple[int, int], float], i: int, j: int) -> bool:
        """Tell whether one of the two documents has another figure, of another value, that fits nearly as well."""
        bar = scores[i, j] - _RIVAL
        a, b = self._left[i], self._right[j]
        return any(
            score >= bar and not intersects(self._left[x].value, a.value, self._algebra)
            for (x, y), score in scores.items()
            if y == j and x != i
        ) or any(
            score >= bar and not intersects(self._right[y].value, b.value, self._algebra)
            for (x, y), score in scores.items()
            if x == i and y != j
        )

    def _grade(self, a: Figure, b: Figure, score: float) -> str:
        same = a.predicate == b.predicate
        if a.who and b.who and not a.subject & b.subject:
            return "identity" if same and score + 2 * self._rules.weights.subject >= _SOFT else ""
        if a.others != b.others or a.part != b.part or (a.details and b.details and not a.details & b.details):
            return "scope" if score >= _SOFT and same else ""
        if score < min(_SOFT, _FIRM.get(self._kind, _SOFT)):
            return ""
        near = self._near(a, b)
        if self._kind == "date":
            return "firm" if near and same and self._one_event(a, b) else ""
        if self._kind == "time":
            event = a.predicate in self._rules.events and b.predicate in self._rules.events
            if event and near and self._only(a, self._left) and self._only(b, self._right):
                return "firm"
            return "soft" if near and score >= _SOFT else ""
        told = a.predicate not in self._rules.weak or bool(a.subject & b.subject and a.thing not in ("", _PEOPLE))
        firm = (
            score >= _FIRM.get(self._kind, 99)
            and same
            and told
            and near
            and self._timely
            and not (a.elsewhere or b.elsewhere or a.others)
            and bool(a.names & b.names or not (a.names and b.names))  # other names are often other places
            and self._counted_once(a, b)
        )
        return "firm" if firm else "soft" if near or score >= _FIRM.get(self._kind, 99) else ""

    def _counted_once(self, a: Figure, b: Figure) -> bool:
        """Tell whether what is counted, or lasts, is so but once: no games, but those of one season, or the shots at one person."""
        whose = bool(a.subject & b.subject)
        if self._kind == "duration":
            return whose
        if a.thing not in self._rules.tallies or (a.thing == _TIMES and whose and a.predicate in self._rules.events):
            return True
        return whose and bool(a.period) and a.period == b.period

    def _one_night(self, a: Figure, b: Figure) -> bool:
        """Tell whether two days can be the two sides of one night."""
        return any(
            night is not None and intersects(night, day, self._algebra)
            for night, day in ((a.night, b.value), (b.night, a.value))
        )

    def _one_event(self, a: Figure, b: Figure) -> bool:
        """Tell whether two documents date one event: early in the text, and each gives that event no other day."""
        return (
            a.predicate in self._rules.events
            and a.lead
            and b.lead
            and a.world == b.world == "asserted"
            and not (a.elsewhere or b.elsewhere)
            and self._only(a, self._left)
            and self._only(b, self._right)
        )

    def _only(self, figure: Figure, held: Sequence[Figure]) -> bool:
        """Tell whether a document gives no other time of an event than that of a figure."""
        others = (f for f in held if f.predicate in self._rules.events)
        return all(intersects(f.value, figure.value, self._algebra) for f in others)

    def _near(self, a: Figure, b: Figure) -> bool:
        if isinstance(a.value, Clock) and isinstance(b.value, Clock):
            apart = abs(a.value.start - b.value.start)
            one_day = a.when is not None and a.when == b.when and a.when.start == a.when.end
            return min(apart, 1440 - apart) <= (_ONE_DAY if one_day else _MINUTES)
        if isinstance(a.value, Days) and isinstance(b.value, Days):
            return _days_between(a.value, b.value) <= _DAYS
        x, y = quantity(a, self._algebra.widths), quantity(b, self._algebra.widths)
        return x is not None and y is not None and min(x, y) >= _NEAR * max(x, y)

    def _score(self, a: Figure, b: Figure) -> float:
        w, rules = self._rules.weights, self._rules
        total = 0.0
        if a.thing:
            total += w.people if a.thing == _PEOPLE else w.thing
        if a.thing and (a.details or b.details):
            shared, odd = len(a.details & b.details), len(a.details ^ b.details)
            total += w.detail * shared - w.odd_detail * odd * (1 if a.details and b.details else 0.5)
        if a.predicate and b.predicate:
            if a.predicate == b.predicate:
                total += w.weak if a.predicate in rules.weak else w.predicate
            elif self._kind in ("count", "time", "date", "duration") and not (
                self._kind == "time" and {a.predicate, b.predicate} <= rules.events
            ):
                total -= w.other_predicate
        if a.subject and b.subject:
            total += w.subject if a.subject & b.subject else -w.subject
        if a.names and b.names:
            names = a.names & b.names
            total += min(3, len(names - (a.subject & b.subject))) * w.name if names else -w.no_name
        few, many = (a.words, b.words) if len(a.words) <= len(b.words) else (b.words, a.words)
        if a.norm and b.norm and not few.keys().isdisjoint(many):
            total += w.words * sum([weight for word, weight in few.items() if word in many]) / (a.norm * b.norm)
        if a.when is not None and b.when is not None:
            total += w.day if intersects(a.when, b.when, self._algebra) else -w.other_day
        total -= w.elsewhere * (a.elsewhere != b.elsewhere) + w.world * (a.world != b.world)
        return total


_told = attrgetter(*(name for name in Figure.__match_args__ if name not in ("start", "end", "words")))


def _days_between(a: Days, b: Days) -> int:
    """Return how far two single days lie apart; very far where one is no single day."""
    if a.start is None or b.start is None or a.start != a.end or b.start != b.end:
        return 10**6
    return abs((a.start - b.start).days)


__all__ = ["Pair", "Rules", "Weights", "aligned"]
