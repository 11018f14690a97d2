"""The written forms of one document that spelling is judged by: names of persons, other runs of capitals, single words."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from factcheck.model import CAPITAL, LETTERS, Quantity
from factcheck.record import record
from factcheck.values.name import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factcheck.model import Mention, Sentence

_LONG: Final = 5  # shorter words are too easily another word
_BODIES: Final = frozenset(("place", "organisation", "name"))
_PLACES: Final = frozenset(("place", "organisation"))
_MOST: Final = 6  # places of one form that are kept


class Place(NamedTuple):
    """Where a form stands: its own span and its sentence's."""

    start: int
    end: int
    evidence_start: int
    evidence_end: int


@record(frozen=True, slots=True)
class Forms:
    """The forms of a document. Keys of `full` and `runs` are as written; `ages` goes by folded names.

    `full` are persons named by two words or more, `runs` other runs of two or more capital words, `words` single words
    with a capital outside the names of places and bodies, `small` the words written without one, `count` how often each of `words` stands,
    `bodies` the words inside names of places and bodies, `joined` the places of words right behind another capital word.
    """

    full: Mapping[str, tuple[Place, ...]]
    runs: Mapping[str, tuple[Place, ...]]
    words: Mapping[str, tuple[Place, ...]]
    count: Mapping[str, int]
    ages: Mapping[str, frozenset[int]]
    small: frozenset[str]
    bodies: Mapping[str, tuple[Place, ...]]
    joined: frozenset[int]


def forms(sentences: Sequence[Sentence]) -> Forms:
    """Return the forms of a document's sentences."""
    full: dict[str, list[Place]] = defaultdict(list)
    runs: dict[str, list[Place]] = defaultdict(list)
    words: dict[str, list[Place]] = defaultdict(list)
    count: dict[str, int] = defaultdict(int)
    ages: dict[str, set[int]] = defaultdict(set)
    small: set[str] = set()
    bodies: dict[str, list[Place]] = defaultdict(list)
    joined: set[int] = set()
    for s in sentences:
        inside = {k for m in s.mentions if m.type in _BODIES and m.last > m.first + 1 for k in range(m.first, m.last)}
        among = {k for m in s.mentions if m.type in _PLACES and not m.get("street") for k in range(m.first, m.last)}
        for k, t in enumerate(s.tokens):
            text = t.text
            if len(text) < _LONG or not t.classes & LETTERS:
                continue
            if t.classes & CAPITAL:
                if text[1:].islower() and not _numbered(s, k):
                    count[text] += 1
                    if k and s.tokens[k - 1].text[0].isupper() and s.tokens[k - 1].text[-1].isalpha():
                        joined.add(t.start)
                    if k in among and len(bodies[text]) < _MOST:
                        bodies[text].append(Place(t.start, t.end, s.start, s.end))
                    if k not in inside and len(words[text]) < _MOST:
                        words[text].append(Place(t.start, t.end, s.start, s.end))
            else:
                small.add(t.low)
        for m in s.mentions:
            if m.get("street"):
                continue
            if m.type in ("person", "name") and " " in m.text and m.end - m.start <= 80:
                held = full if m.type == "person" else runs
                if len(held[m.text]) < _MOST:
                    held[m.text].append(Place(m.start, m.end, s.start, s.end))
                age = _age_beside(s, m)
                if age is not None:
                    ages[fold(m.text)].add(age)
    return Forms(
        {k: tuple(v) for k, v in full.items()},
        {k: tuple(v) for k, v in runs.items()},
        {k: tuple(v) for k, v in words.items()},
        dict(count),
        {k: frozenset(v) for k, v in ages.items()},
        frozenset(small),
        {k: tuple(v) for k, v in bodies.items()},
        frozenset(joined),
    )


def _numbered(sentence: Sentence, at: int) -> bool:
    """Tell whether a figure stands right behind a word: "Route 91" and "Boeing 737" are nobody's name."""
    return at + 1 < len(sentence.tokens) and sentence.tokens[at + 1].text[0].isdigit()


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
