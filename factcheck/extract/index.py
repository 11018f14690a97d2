"""Which patterns can match in a sentence: each is filed under the rarest word or type that it needs."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Final

from factcheck.catalogue import closed_words
from factcheck.expressions import compile_expression
from factcheck.picture import TYPES, Element, Vocabulary, compile_picture
from factcheck.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from typing import Any

    from factcheck.catalogue import Family, Pattern

_FREQUENT: Final = frozenset(("person", "place", "organisation", "count", "date"))
_Need = tuple[int, int, frozenset[str]]
_RANK: Final = itemgetter(0, 1)


@record(frozen=True, slots=True)
class Entry:
    """A compiled pattern, where it is tried, and what a sentence must hold for it to match.

    `keys` are the words or mention types at which it begins; of each of `needs` the sentence must hold one word or type.
    """

    family: Family
    pattern: Pattern
    elements: tuple[Element, ...]
    vocabulary: Vocabulary
    keys: frozenset[str]
    needs: tuple[frozenset[str], ...]
    formula: str = ""


@record(frozen=True, slots=True)
class Candidates:
    """The patterns that a sentence has everything for, by the word, the mention type or the capital that they begin with."""

    words: Mapping[str, Sequence[Entry]]
    types: Mapping[str, Sequence[Entry]]
    capitals: Sequence[Entry]

    def __bool__(self) -> bool:
        return bool(self.words or self.types or self.capitals)


class PatternIndex:
    """All patterns of all families; built once."""

    def __init__(self, families: Sequence[Family], words: Mapping[str, Mapping[str, Any]]) -> None:
        rows = {lemma: tuple(entry["forms"]) for lemma, entry in words.get("verbs", {}).items()}
        known: dict[str, Element] = {}
        pictures = [
            [(pattern, compile_picture(pattern.name, known)) for pattern in family.patterns] for family in families
        ]
        named = {
            n.removesuffix(".done") for p in pictures for _, row in p for e in row if e.form == "verb" for n in e.names
        }
        verbs: dict[str, tuple[tuple[str, bool], ...]] = {}
        for lemma, forms in rows.items():
            if lemma not in named:
                continue  # no pattern asks for it
            for number, form in enumerate(forms):
                if form:
                    verbs[form] = (*verbs.get(form, ()), (lemma, number in (2, 3)))
        closed = closed_words(words)
        self._entries: list[Entry] = []
        self._by_trigger: dict[str, list[int]] = {}
        self._always: list[int] = []
        for family, compiled in zip(families, pictures, strict=True):
            expressions = {name: compile_expression(text) for name, text in family.expressions}
            vocabulary = Vocabulary(verbs, family.lists(), expressions)
            ranked: dict[int, _Need | None] = {}  # of each element, which patterns of a family share
            for pattern, elements in compiled:
                for e in elements:
                    if id(e) not in ranked:
                        ranked[id(e)] = _ranked(_need(e, vocabulary, rows), closed)
                asked = sorted((n for e in elements if (n := ranked[id(e)]) is not None), key=_RANK)
                needs = [need for *_, need in asked]
                number = len(self._entries)
                keys = _keys(elements[0], vocabulary, rows)
                formula = pattern.equals or pattern.most
                self._entries.append(Entry(family, pattern, elements, vocabulary, keys, tuple(needs), formula))
                if not needs:
                    self._always.append(number)
                for trigger in needs[0] if needs else ():
                    self._by_trigger.setdefault(trigger, []).append(number)

        self._asked = frozenset().union(*(words for e in self._entries for words in (e.keys, *e.needs)))

    @property
    def entries(self) -> Sequence[Entry]:
        """All patterns, in the catalogue's order."""
        return self._entries

    def candidates(self, lows: AbstractSet[str], kinds: AbstractSet[str]) -> Candidates:
        """Return the patterns that can match in a sentence of these words and mention types, in the catalogue's order."""
        lows = lows & self._asked
        have = lows | kinds
        numbers = {n for key in have if key in self._by_trigger for n in self._by_trigger[key]}
        words: dict[str, list[Entry]] = {}
        types: dict[str, list[Entry]] = {}
        capitals: list[Entry] = []
        for number in sorted((*numbers, *self._always)):
            entry = self._entries[number]
            if not _all_there(entry.needs, have):
                continue
            form = entry.elements[0].form
            if form == "cap":
                capitals.append(entry)
                continue
            by_key, held = (types, kinds) if form == "mention" else (words, lows)
            for key in entry.keys & held:
                by_key.setdefault(key, []).append(entry)
        return Candidates(words, types, capitals)


def _all_there(needs: Sequence[frozenset[str]], have: AbstractSet[str]) -> bool:
    """Tell whether one word or type of each is there; a loop, for it is asked some ten times for every sentence."""
    for need in needs:  # noqa: SIM110
        if need.isdisjoint(have):
            return False
    return True


def _frequency(need: frozenset[str], closed: frozenset[str]) -> int:
    """Return how often a sentence holds one of these: 0 for words, then rare and frequent types, 3 for closed words and marks."""
    if any(word in closed or not word[0].isalpha() for word in need):
        return 3
    return 0 if need.isdisjoint(TYPES) else 1 if need.isdisjoint(_FREQUENT) else 2


def _ranked(need: frozenset[str] | None, closed: frozenset[str]) -> _Need | None:
    """Return what an element needs behind how often a sentence holds one of it and how many there are."""
    return None if need is None else (_frequency(need, closed), len(need), need)


def _need(element: Element, vocabulary: Vocabulary, rows: Mapping[str, Sequence[str]]) -> frozenset[str] | None:
    """Return the words or types of which a sentence must hold one for an element; None where that cannot be told."""
    if element.optional or element.form in ("gap", "cap", "definite", "expression") or "quantity" in element.names:
        return None
    return _names(element, vocabulary, rows)


def _keys(element: Element, vocabulary: Vocabulary, rows: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Return the words or mention types at which a picture that begins with this element is tried."""
    if element.form == "definite":
        return frozenset(("the", "its", "their", *element.names))
    return _names(element, vocabulary, rows)


def _names(element: Element, vocabulary: Vocabulary, rows: Mapping[str, Sequence[str]]) -> frozenset[str]:
    if element.form == "list":
        return frozenset(word for name in element.names for word in vocabulary.lists.get(name, ()) if word)
    if element.names == ("number",):
        return frozenset(k for k in element.kinds if k != "fraction") or frozenset(("count", "number"))
    if element.form == "verb":
        return frozenset(form for name in element.names for form in rows.get(name.removesuffix(".done"), ()) if form)
    return frozenset(element.names)
