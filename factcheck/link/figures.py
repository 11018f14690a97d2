"""Sentences -> figures: each number, sum, measure and time of day with what tells which one it is.

A figure knows the thing that it counts, its predicate, the names in the subject of its clause, the names and the rarer
words around it, and whether it counts others or a part. `alignment` holds two figures of one story against each other by these.
"""

from __future__ import annotations

import math
import sys
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from factcheck.catalogue import closed_words, shares
from factcheck.model import Days, Mention, Quantity
from factcheck.record import record
from factcheck.values.quantity import converted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from factcheck.model import Clause, Sentence, Value
    from factcheck.values.quantity import Widths

_KINDS: Final = frozenset(("count", "money", "percent", "measure", "time", "date", "duration", "ordinal"))
_LINES: Final = frozenset(("body", "title", "caption"))
_NAMES: Final = frozenset(("person", "organisation", "place", "name"))
_WHO: Final = frozenset(("person", "organisation", "name"))
_AROUND: Final = 14  # so many tokens on either side tell what a figure is about
_REACH: Final = 12  # a verb farther to the left is another one's
_RARE: Final = 0.002  # a word that is in no list stands in fewer news articles than this share
_LONG: Final = 4
_LEAD: Final = 8
_HE: Final = frozenset(("he", "she"))
_HEDGES: Final = frozenset(("about", "around", "nearly", "almost", "just", "some", "roughly"))
_ONE: Final = (["a"], ["an"], ["one"])
_IN_BRACKETS: Final = "in brackets"
_SPAN: Final = 8
_STRETCHES: Final = frozenset(("hour", "day", "week", "month", "year"))
_WITHIN: Final = frozenset(("in", "within", "over", "during"))
_WHICH: Final = frozenset(("this", "last", "next", "first", "second"))
_ING: Final = 4  # the place of that form in a verb's row


@record(frozen=True, slots=True)
class Figure:
    """One figure of a document and what tells which one it is; `words` are weighed by their rarity in the news."""

    start: int
    end: int
    kind: str
    thing: str
    details: frozenset[str]
    predicate: str
    subject: frozenset[str]
    who: bool
    names: frozenset[str]
    words: Mapping[str, float]
    norm: float
    value: Value
    when: Days | None
    others: bool
    part: bool
    elsewhere: bool
    lead: bool
    world: str
    night: Days | None = None
    period: str = ""


@record(frozen=True, slots=True)
class _Scene:
    """What all figures of a sentence have around them: names by token, their words, the first day, a hint at another place."""

    named: Mapping[int, Mention]
    names: frozenset[str]
    when: Days | None
    elsewhere: bool
    held: dict[frozenset[str], frozenset[str]]


class FigureReader:
    """Reads the figures of sentences; built once from the word lists."""

    def __init__(self, words: Mapping[str, Mapping[str, Any]], verbs: Mapping[str, tuple[str, int]]) -> None:
        data, grammar = words["figures"], words["grammar"]
        self._classes: dict[str, str] = {verb: group[0] for group in data["predicates"] for verb in group}
        self._things: dict[str, str] = {noun: group[0] for group in data["things"] for noun in group}
        self._harm: dict[str, str] = data["harm"]
        self._others = frozenset(data["others"])
        self._people = frozenset(data["people"])
        self._elsewhere = frozenset(data["elsewhere"])
        self._verbs = verbs
        self._closed = closed_words(words)
        self._light = frozenset(data["light"])
        self._until = frozenset(data["until"])
        self._after = frozenset(data["after"])
        self._heads = frozenset(
            word.casefold()
            for heads in words["organisations"]["heads"].values()
            for head in heads
            for word in head.split()
        )
        self._nights = frozenset(data["nights"])
        self._periods = frozenset(data["periods"])
        self._determiners = frozenset(grammar["determiners"])
        self._shares = shares(words)
        self._weights: dict[str, float] = {}  # of the words of one document

    def figures(self, sentences: Iterable[Sentence]) -> tuple[Figure, ...]:
        """Return the figures of a document in order."""
        found: list[Figure] = []
        self._weights.clear()
        held: dict[frozenset[str], frozenset[str]] = {}  # each set of words once
        told: tuple[str, ...] = ()
        for number, sentence in enumerate(sentences):
            if sentence.kind not in _LINES:
                continue
            carried, told = told, _spoken_of(sentence) or told
            scene: _Scene | None = None
            for m in sentence.mentions:
                kind = m.kind if m.type == "quantity" else m.type
                if kind not in _KINDS or m.value is None or not 0 < m.end - m.start <= 80:
                    continue
                if kind == "date" and (not isinstance(m.value, Days) or m.value.start is None):
                    continue  # "today" in a text without a date is any day
                scene = scene or self._scene(sentence, held)
                found.append(self._figure(sentence, m, m.value, scene, number, carried))
        return tuple(found)

    def _scene(self, sentence: Sentence, held: dict[frozenset[str], frozenset[str]]) -> _Scene:
        dates = (d.value for d in sentence.mentions if d.type == "date" and isinstance(d.value, Days) and d.value.start)
        named = {k: n for n in sentence.mentions if n.type in _NAMES for k in range(n.first, n.last)}
        words = (sentence.tokens[k].low for k in sorted(named))
        names = frozenset(sys.intern(low) for low in words if len(low) > 2 and low not in self._closed)
        tokens = sentence.tokens
        elsewhere = any(
            t.low in self._elsewhere or (t.low in self._until and tokens[k].low in self._determiners)
            for k, t in enumerate(tokens, 1)
            if k < len(tokens) or t.low in self._elsewhere
        )
        return _Scene(named, held.setdefault(names, names), next(dates, None), elsewhere, held)

    def _figure(
        self,
        sentence: Sentence,
        m: Mention,
        value: Value,
        scene: _Scene,
        number: int,
        carried: Sequence[str],
    ) -> Figure:
        tokens = sentence.tokens
        named = scene.named
        kind = m.kind if m.type == "quantity" else m.type
        clause = next((c for c in sentence.clauses if c.first <= m.first < c.last), None)
        before = [t.low for t in tokens[max(0, m.first - 3) : m.first]]
        inside = (t.low for t in tokens[m.first : m.last])
        thing = [w for w in m.thing.casefold().replace("-", " ").split() if w not in self._closed]
        bracket = _bracketed(sentence, m, named)
        subject, who = _subject(sentence, clause, bracket, named, carried)
        subject = subject - self._heads or subject  # two parties share the word "party"
        details = self._details(m, thing)
        around = range(max(0, m.first - _AROUND), min(len(tokens), m.last + _AROUND))
        words: dict[str, float] = {}
        for k in around:
            low = tokens[k].low
            if not m.first <= k < m.last and len(low) >= _LONG and low.isalpha() and low not in self._closed:
                word = self._stem(low)
                if (weight := self._weights.get(word)) is None:
                    weight = self._weights[word] = self._weight(word)
                words[word] = weight
        return Figure(
            m.start,
            m.end,
            kind,
            self._things.get(m.head, m.head) if kind in ("count", "ordinal", "duration") else _base(m, before),
            scene.held.setdefault(details, details),
            _IN_BRACKETS
            if bracket is not None
            else (self._event if kind in ("time", "date") else self._predicate)(sentence, m, clause, named),
            scene.held.setdefault(subject, subject),
            who,
            scene.names,
            words,
            math.sqrt(sum(words.values())),
            value,
            scene.when,
            others=bool(self._others & {*_beside(before), *inside} or m.get("more") or _of_hours(sentence, m)),
            part=bool(m.get("part")) or "including" in before or self._first_of_row(sentence, m),
            elsewhere=scene.elsewhere,
            lead=number < _LEAD,
            world=clause.world if clause else "asserted",
            night=self._night(sentence, m) if kind == "date" else None,
            period=self._period(sentence, m, clause) if kind == "count" else "",
        )

    def _period(self, sentence: Sentence, m: Mention, clause: Clause | None) -> str:
        """Return the stretch over which a count is made, where the words beside it tell ("this season", "career", "now has")."""
        lows = [t.low for t in sentence.tokens[max(0, m.first - _SPAN) : m.last + _SPAN]]
        for k, low in enumerate(lows):
            if low in self._periods:
                return f"{lows[k - 1] if k and lows[k - 1] in _WHICH else ''} {low}"
        return "now" if clause is not None and clause.lemma == "have" and "now" in lows else ""

    def _first_of_row(self, sentence: Sentence, m: Mention) -> bool:
        """Tell whether people of another kind are counted right behind ("two men and a woman"): then it is a part of them."""
        behind = [t.low for t in sentence.tokens[m.last : m.last + 3]]
        return (
            m.head in self._people
            and behind[:1] == ["and"]
            and behind[1:2] in _ONE
            and behind[2:3] != [m.head]
            and (behind[-1] in self._people)
        )

    def _details(self, m: Mention, thing: Sequence[str]) -> frozenset[str]:
        """Return the words that tell which things are counted; of a percentage, what it is of as one."""
        if m.kind != "percent":
            return frozenset(self._stem(w) for w in thing[:-1])
        of = [self._stem(w) for w in m.get("of").casefold().split() if w not in self._closed]
        return frozenset((" ".join(of),) if of else ())

    def _night(self, sentence: Sentence, m: Mention) -> Days | None:
        """Return the days that a night, an evening or an early morning can be told by ("late Tuesday", "early Wednesday")."""
        day = m.value
        if not isinstance(day, Days) or day.start is None or day.start != day.end:
            return None
        near = sentence.tokens[max(0, m.first - 4) : m.last + 3]
        if not any(t.low in self._nights for t in near):
            return None
        return Days(day.start - timedelta(days=1), day.start + timedelta(days=1), "range")

    def _predicate(self, sentence: Sentence, m: Mention, clause: Clause | None, named: Mapping[int, Mention]) -> str:
        """Return the class of what is said of a figure: by its noun, its clause's verb, or the nearest verb before it."""
        harm = self._harm.get(m.head)
        if harm:
            return harm
        tokens = sentence.tokens
        if clause is not None and clause.lemma and m.first < clause.verb:
            return self._told(sentence, clause) or self._classes.get(clause.lemma, clause.lemma)
        stop = max(clause.first if clause else 0, m.first - _REACH)
        for k in range(m.first - 1, stop - 1, -1):
            verb = self._verbs.get(tokens[k].low)
            if (
                verb is not None
                and k not in named
                and tokens[k].text[0].islower()
                and not self._noun(sentence, k, verb[1])
            ):
                if verb[0] in ("leave", "have", "get") and m.kind == "count" and (after := self._behind(sentence, m)):
                    return after
                return self._classes.get(verb[0], verb[0])
        lemma = clause.lemma if clause else ""
        if not lemma or lemma == "be":
            lemma = self._behind(sentence, m) or lemma
        return self._classes.get(lemma, lemma)

    def _told(self, sentence: Sentence, clause: Clause) -> str:
        """Return the class of what a verb that says too little is followed by ("are dead", "suffered heavy damage")."""
        behind = sentence.tokens[clause.verb + 1 : clause.verb + 4]
        if clause.lemma == "be":
            return next((self._harm[t.low] for t in behind[:2] if t.low in self._harm), "")
        if clause.lemma not in self._light:
            return ""
        nouns = (self._verbs[t.low][0] for t in behind if t.low in self._verbs and self._verbs[t.low][1] == 0)
        noun = next(nouns, "")
        return self._classes.get(noun, noun)

    def _event(self, sentence: Sentence, m: Mention, clause: Clause | None, named: Mapping[int, Mention]) -> str:
        """Return the class of what happened at a time; of a death or a call, the verb itself."""
        lemma = clause.lemma if clause is not None else ""
        return lemma if lemma in self._after else self._predicate(sentence, m, clause, named)

    def _noun(self, sentence: Sentence, k: int, place: int) -> bool:
        """Tell whether a form in -ing is a noun ("another shooting near the pier")."""
        return place == _ING and k > 0 and sentence.tokens[k - 1].low in self._determiners

    def _behind(self, sentence: Sentence, m: Mention) -> str:
        """Return the class of the participle right behind a figure ("left five others wounded"); empty without one."""
        for t in sentence.tokens[m.last : m.last + 3]:
            verb = self._verbs.get(t.low)
            if verb is not None and verb[1] in (2, 3):
                return self._classes.get(verb[0], verb[0])
            if t.low in self._harm:
                return self._harm[t.low]
        return ""

    def _stem(self, low: str) -> str:
        verb = self._verbs.get(low)
        if verb is not None:
            return verb[0]
        return sys.intern(low[:-1] if len(low) > _LONG and low.endswith("s") and not low.endswith("ss") else low)

    def _weight(self, word: str) -> float:
        """Return how rare a word is in the news: 1 for one in a thousand articles and rarer, 0 for one in every article."""
        share = self._shares.get(word, _RARE)
        return float((math.log(1 / max(share, 0.001)) / math.log(1000)) ** 1.5)


def _subject(
    sentence: Sentence,
    clause: Clause | None,
    bracket: Mention | None,
    named: Mapping[int, Mention],
    carried: Sequence[str],
) -> tuple[frozenset[str], bool]:
    """Return the words of the names in the subject of a figure's clause, and whether they name a person or a body.

    A figure in brackets belongs to the name before them; "he" and "she" stand for whom the text spoke of before.
    """
    tokens = sentence.tokens
    if bracket is not None:
        return frozenset(sys.intern(t.low) for t in tokens[bracket.first : bracket.last] if len(t.low) > 2), True
    if clause is None:
        return frozenset(), False
    inside = range(clause.subject_first, clause.subject_last)
    if len(inside) == 1 and tokens[inside[0]].low in _HE:
        return frozenset(carried), bool(carried)
    held = {k: named[k] for k in inside if k in named and len(tokens[k].low) > 2}
    return frozenset(sys.intern(tokens[k].low) for k in held), any(n.type in _WHO for n in held.values())


def _spoken_of(sentence: Sentence) -> tuple[str, ...]:
    """Return the surname of the one person whom a sentence is about: alone in a subject, or alone in the sentence."""
    persons = [m for m in sentence.mentions if m.type == "person"]
    first = [m for m in persons for c in sentence.clauses[:1] if c.subject_first <= m.first < c.subject_last]
    for found in (first, persons):
        surnames = {m.text.split()[-1].casefold() for m in found}
        if len(surnames) == 1:
            return (sys.intern(surnames.pop()),)
    return ()


def _base(m: Mention, before: Sequence[str]) -> str:
    """Return what a percentage is of; "fell to 4 percent" gives a level and is held against no change ("by 4 percent").

    Percentage points are counted, and are no percentage.
    """
    if m.kind == "percent" and "point" in m.text.casefold():
        return f"{m.get('base')} points".strip()
    level = m.kind == "percent" and (before[-1:] == ["to"] or (before[-2:-1] == ["to"] and before[-1] in _HEDGES))
    return f"{m.get('base')} to".strip() if level else m.get("base")


def _beside(before: Sequence[str]) -> Sequence[str]:
    """Return the two words before a figure; "more than" is a hedge and counts no others."""
    return () if before[-1:] == ["than"] else before[-2:]


def _of_hours(sentence: Sentence, m: Mention) -> bool:
    """Tell whether a count is that of a stretch of hours or more, which may hold several events ("seven shot in five hours")."""
    tokens = sentence.tokens
    return m.kind == "count" and any(
        d.type == "duration"
        and d.kind in _STRETCHES
        and 0 <= d.first - m.last <= _REACH
        and tokens[d.first - 1].low in _WITHIN
        for d in sentence.mentions
    )


def _bracketed(sentence: Sentence, m: Mention, named: Mapping[int, Mention]) -> Mention | None:
    """Return the name behind which a figure stands in brackets ("Roe (52-3, 46 knockouts)") or in a row of figures.

    None without one.
    """
    tokens = sentence.tokens
    row = True
    for k in range(m.first - 1, max(0, m.first - _REACH), -1):
        low = tokens[k].low
        if low == ")":
            return None
        if low == "(":
            return named.get(k - 1)
        if row and k in named:
            return named[k] if m.first - k > 1 and named[k].type in _WHO else None
        row = row and not low[0].isalpha()
    return None


def of_two(a: Figure, b: Figure) -> bool:
    """Tell whether two figures are of two persons, or one counts others or a part and the other does not."""
    return (a.who and b.who and not a.subject & b.subject) or a.others != b.others or a.part != b.part


def dimension(figure: Figure, widths: Widths) -> str:
    """Return the base unit of a figure's dimension; empty where it has none."""
    return converted(figure.value, widths).unit if isinstance(figure.value, Quantity) else ""


def quantity(figure: Figure, widths: Widths) -> float | None:
    """Return the number of a figure in the base unit of its dimension, for how far two lie apart; None for other values."""
    if not isinstance(figure.value, Quantity):
        return None
    v = converted(figure.value, widths)
    number = v.low if v.low is not None else v.high
    return None if number is None else float(number)
