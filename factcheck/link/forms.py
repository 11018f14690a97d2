"""The written forms of one document that spelling is judged by: names of persons, other runs of capitals, single words."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from factcheck.model import CAPITAL, LETTERS, Quantity
from factcheck.record import record
from factcheck.values.name import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from factcheck.model import Mention, Sentence

_LONG: Final = 5  # shorter words are too easily another word
_BODIES: Final = frozenset(("place", "organisation", "name"))
_PLACES: Final = frozenset(("place", "organisation"))
_NAMED: Final = frozenset(("place", "organisation", "name", "person"))
_KNOWN: Final = frozenset(("country", "demonym"))
_THERE: Final = frozenset(("in", "near", "outside"))
_OUT: Final = frozenset(("from", "of"))
_SETTLED: Final = frozenset(
    "village town city hamlet suburb district parish port island resort community settlement neighbourhood neighborhood"
    " province county region outskirts north south east west".split()
)
_LINE: Final = frozenset(("—", "–", "-", "("))
_APPOSED: Final = 6  # a role so many tokens behind a name and a comma is said of it ...
_ENDS: Final = frozenset(", ; : ( and who which that said says told by with".split())  # ... but not behind these
_MOST: Final = 6  # places of one form that are kept
_TITLE: Final = 40  # pairs of words of a title that are kept


def by_story(held: Mapping[str, Forms], stories: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the documents of each story in their order, stories in theirs; one that is in none is a story by itself."""
    members: dict[str, list[str]] = defaultdict(list)
    for document in sorted(held):
        members[stories.get(document, document)].append(document)
    return dict(sorted(members.items()))


@record(frozen=True, slots=True)
class Place:
    """Where a form stands: its own span and its sentence's."""

    start: int
    end: int
    evidence_start: int
    evidence_end: int


@record(frozen=True, slots=True)
class Forms:
    """The forms of a document. Keys of `full` and `runs` are as written; `ages` and `roles` go by folded names.

    `full` are persons named by two words or more, `runs` other runs of two or more capital words, `words` single words
    with a capital outside the names of places and bodies, `small` the words written without one, `count` how often each of `words` stands,
    `spots` the names of places and bodies that have several words or stand where a place is named ("in", "the village of"),
    `bodies` the words inside names of places and bodies, `joined` where those of `words` begin that stand right
    behind another capital word, `heads` every two words with capitals that stand side by side in a title.
    """

    full: Mapping[str, tuple[Place, ...]]
    runs: Mapping[str, tuple[Place, ...]]
    words: Mapping[str, tuple[Place, ...]]
    count: Mapping[str, int]
    ages: Mapping[str, frozenset[int]]
    small: frozenset[str]
    bodies: Mapping[str, tuple[Place, ...]]
    joined: frozenset[int]
    roles: Mapping[str, frozenset[str]]
    spots: Mapping[str, tuple[Place, ...]]
    heads: Mapping[str, tuple[Place, ...]]


class FormsReader:
    """Gathers the forms of one document, sentence by sentence."""

    def __init__(self) -> None:
        self._full: dict[str, list[Place]] = defaultdict(list)
        self._runs: dict[str, list[Place]] = defaultdict(list)
        self._words: dict[str, list[Place]] = defaultdict(list)
        self._count: dict[str, int] = defaultdict(int)
        self._ages: dict[str, set[int]] = defaultdict(set)
        self._small: set[str] = set()
        self._bodies: dict[str, list[Place]] = defaultdict(list)
        self._joined: set[int] = set()
        self._roles: dict[str, set[str]] = defaultdict(set)
        self._spots: dict[str, list[Place]] = defaultdict(list)
        self._heads: dict[str, list[Place]] = defaultdict(list)

    def add(self, s: Sentence) -> None:
        """Note the forms of a sentence."""
        inside = {k for m in s.mentions if m.type in _BODIES and m.last > m.first + 1 for k in range(m.first, m.last)}
        among = {k for m in s.mentions if m.type in _PLACES and not m.get("street") for k in range(m.first, m.last)}
        words, bodies = self._words, self._bodies
        for k, t in enumerate(s.tokens):
            text = t.text
            if len(text) < _LONG or not t.classes & LETTERS:
                continue
            if t.classes & CAPITAL:
                if text[1:].islower() and not _numbered(s, k):
                    self._count[text] += 1
                    if k in among and len(bodies[text]) < _MOST:
                        bodies[text].append(Place(t.start, t.end, s.start, s.end))
                    if k not in inside and len(words[text]) < _MOST:
                        words[text].append(Place(t.start, t.end, s.start, s.end))
                        if k and s.tokens[k - 1].text[0].isupper() and s.tokens[k - 1].text[-1].isalpha():
                            self._joined.add(t.start)
            else:
                self._small.add(t.low)
        self._names(s)
        if s.kind == "title":
            for one, two in pairwise(s.tokens):
                if one.classes & two.classes & CAPITAL and len(self._heads) < _TITLE:
                    self._heads[f"{one.text} {two.text}"].append(Place(one.start, two.end, s.start, s.end))

    def _names(self, s: Sentence) -> None:
        spots = self._spots
        for m in s.mentions:
            if m.get("street"):
                continue
            if m.type in _NAMED and m.kind not in _KNOWN and len(spots[m.text]) < _MOST and _placed(s, m):
                spots[m.text].append(Place(m.start, m.end, s.start, s.end))
            if m.type in ("person", "name") and " " in m.text and m.end - m.start <= 80:
                held = self._full if m.type == "person" else self._runs
                if len(held[m.text]) < _MOST:
                    held[m.text].append(Place(m.start, m.end, s.start, s.end))
                age = _age_beside(s, m)
                if age is not None:
                    self._ages[fold(m.text)].add(age)
                for role in _roles_beside(s, m):
                    self._roles[fold(m.text)].add(role)

    def forms(self) -> Forms:
        """Return the forms of all sentences that were added."""
        return Forms(
            {k: tuple(v) for k, v in self._full.items()},
            {k: tuple(v) for k, v in self._runs.items()},
            {k: tuple(v) for k, v in self._words.items()},
            dict(self._count),
            {k: frozenset(v) for k, v in self._ages.items()},
            frozenset(self._small),
            {k: tuple(v) for k, v in self._bodies.items()},
            frozenset(self._joined),
            {k: frozenset(v) for k, v in self._roles.items()},
            {k: tuple(v) for k, v in self._spots.items() if v},
            {k: tuple(v) for k, v in self._heads.items()},
        )


def _numbered(sentence: Sentence, at: int) -> bool:
    """Tell whether a figure stands right behind a word: "Route 91" and "Boeing 737" are nobody's name."""
    return at + 1 < len(sentence.tokens) and sentence.tokens[at + 1].text[0].isdigit()


def _placed(sentence: Sentence, m: Mention) -> bool:
    """Tell whether a name has two words, or stands where a place is named: behind "in" or "the village of", or in a dateline.

    What reading holds for a place is one behind "from" and "of" as well ("Jane Roe, 23, of Saltmere").
    """
    tokens = sentence.tokens
    if " " in m.text and m.type != "person":
        return True
    if not m.first:
        behind = tokens[m.last].low if m.last < len(tokens) else ""
        return m.type != "person" and (sentence.kind == "dateline" or behind in _LINE)
    low = tokens[m.first - 1].low
    if m.type == "place" and low in _OUT:
        return True
    if low == "of":
        return m.first > 1 and tokens[m.first - 2].low in _SETTLED
    return low in _THERE


def _roles_beside(sentence: Sentence, name: Mention) -> Iterator[str]:
    """Yield the kinds of the roles that a name stands beside: "Mayor Jane Roe", "the mayor, Jane Roe", "Jane Roe, the town's mayor,"."""
    tokens = sentence.tokens
    for m in sentence.mentions:
        if m.type != "role" or m.get("status"):
            continue
        gap = name.first - m.last
        if gap == 0 or (gap == 1 and tokens[m.last].low == ","):
            yield m.kind
        elif 0 < m.first - name.last <= _APPOSED and tokens[name.last].low == ",":
            between = tokens[name.last + 1 : m.first]
            if not any(t.low in _ENDS for t in between):
                yield m.kind


def _age_beside(sentence: Sentence, name: Mention) -> int | None:
    """Return the age that stands right before a name or after it, behind a comma or bracket; None without one."""
    for m in sentence.mentions:
        if m.kind == "age" and isinstance(m.value, Quantity) and m.value.low is not None:
            gap = m.first - name.last
            if gap in (1, 2) and sentence.tokens[name.last].low in (",", "("):
                return int(m.value.low)
            if 0 <= name.first - m.last <= 1 and m.first < name.first:
                return int(m.value.low)
    return None
