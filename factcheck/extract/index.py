"""Which patterns can match in a sentence: each is filed under the rarest word or type that it needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from factcheck.catalogue import FORMS, Family, Pattern, closed_words
from factcheck.expressions import compile_expression
from factcheck.picture import NUMBER, TYPES, Element, Vocabulary, compile_picture
from factcheck.record import record

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from typing import Any

_FREQUENT: Final = frozenset(("person", "place", "organisation", "count", "date"))
_Need = tuple[int, int, frozenset[str]]
_Filed = tuple[int, list[frozenset[str]]]  # the number of a pattern, and what it needs besides
_Group = tuple[frozenset[str], list[_Filed]]  # patterns by what they need next
_RANK: Final = itemgetter(0, 1)
_OWN: Final = frozenset(("list", "expression"))  # elements that name what is their family's


@record(frozen=True, slots=True)
class Entry:
    """A compiled pattern, where it is tried, and what a sentence must hold for it to match.

    `keys` are the words or mention types at which it begins; of each of `needs` the sentence must hold one word, type or kind.
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


_NOTHING: Final = Candidates({}, {}, ())


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
                    verbs[form] = (*verbs.get(form, ()), (lemma, number % FORMS in (2, 3)))
        closed = closed_words(words)
        shared: dict[int, list[_Need]] = {}  # of each element that stands for the same in every family
        self._entries: list[Entry] = []
        by_trigger: dict[str, dict[frozenset[str], list[_Filed]]] = {}
        self._always: list[int] = []
        for family, compiled in zip(families, pictures, strict=True):
            expressions = {name: compile_expression(text) for name, text in family.expressions}
            vocabulary = Vocabulary(verbs, family.lists(), expressions)
            plain = {name: chosen.words() for name, chosen in expressions.items() if chosen.phrases}
            ranked: dict[int, list[_Need]] = {}  # of each element that is this family's own
            for pattern, elements in compiled:
                for e in elements:
                    kept = ranked if e.form in _OWN else shared
                    if id(e) not in kept:
                        kept[id(e)] = [_ranked(need, closed) for need in _needs(e, vocabulary, rows, plain)]
                found = [ranked[id(e)] if e.form in _OWN else shared[id(e)] for e in elements]
                asked = sorted(chain.from_iterable(found), key=_RANK)
                needs = [need for *_, need in asked]
                number = len(self._entries)
                keys = _keys(elements[0], vocabulary, rows)
                formula = pattern.equals or pattern.most
                self._entries.append(Entry(family, pattern, elements, vocabulary, keys, tuple(needs), formula))
                if not needs:
                    self._always.append(number)
                filed = (number, needs[2:])
                for trigger in needs[0] if needs else ():
                    by_trigger.setdefault(trigger, {}).setdefault(needs[min(1, len(needs) - 1)], []).append(filed)
        self._by_trigger: dict[str, list[_Group]] = {
            trigger: [*groups.items()] for trigger, groups in by_trigger.items()
        }
        self._triggers = frozenset(by_trigger)

    @property
    def entries(self) -> Sequence[Entry]:
        """All patterns, in the catalogue's order."""
        return self._entries

    def candidates(self, lows: frozenset[str], types: AbstractSet[str], kinds: AbstractSet[str]) -> Candidates:
        """Return the patterns that can match in a sentence, in the catalogue's order.

        `lows` are its words, `types` what its mentions are asked for by, and `kinds` what `picture.told` gives of them.
        """
        have = lows.union(types, kinds)
        numbers = [*self._always]
        for key in self._triggers & have:
            for first, group in self._by_trigger[key]:
                if first.isdisjoint(have):
                    continue
                for number, needs in group:
                    for need in needs:
                        if need.isdisjoint(have):
                            break
                    else:
                        numbers.append(number)
        if not numbers:
            return _NOTHING
        words: dict[str, list[Entry]] = {}
        begun: dict[str, list[Entry]] = {}
        capitals: list[Entry] = []
        for number in sorted(set(numbers)):
            entry = self._entries[number]
            form = entry.elements[0].form
            if form == "cap":
                capitals.append(entry)
                continue
            by_key, held = (begun, types) if form == "mention" else (words, lows)
            for key in entry.keys & held:
                by_key.setdefault(key, []).append(entry)
        return Candidates(words, begun, capitals)


def _frequency(need: frozenset[str], closed: frozenset[str]) -> int:
    """Return how often a sentence holds one of these: 0 for words, then rare and frequent types, 3 for closed words and marks."""
    if any(word in closed or not word[0].isalpha() for word in need):
        return 3
    return 0 if need.isdisjoint(TYPES) else 1 if need.isdisjoint(_FREQUENT) else 2


def _ranked(need: frozenset[str], closed: frozenset[str]) -> _Need:
    """Return what an element needs behind how often a sentence holds one of it and how many there are."""
    return _frequency(need, closed), len(need), need


def _needs(
    element: Element,
    vocabulary: Vocabulary,
    rows: Mapping[str, Sequence[str]],
    plain: Mapping[str, frozenset[str]],
) -> list[frozenset[str]]:
    """Return the words, types and kinds of mention of each of which a sentence must hold one for an element.

    `plain` are the words of the expressions that choose between words and do nothing else.
    """
    if element.form == "expression" and element.names[0] in plain and not element.optional:
        return [plain[element.names[0]]]
    if element.optional or element.form in ("gap", "cap", "definite", "expression"):
        return []
    needs = [] if "quantity" in element.names else [_names(element, vocabulary, rows)]
    if element.form == "mention" and element.kinds and element.names != NUMBER:
        needs.append(frozenset(element.kinds))
    return needs


def _keys(element: Element, vocabulary: Vocabulary, rows: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Return the words or mention types at which a picture that begins with this element is tried."""
    if element.form == "definite":
        return frozenset(("the", "its", "their", *element.names))
    return _names(element, vocabulary, rows)


def _names(element: Element, vocabulary: Vocabulary, rows: Mapping[str, Sequence[str]]) -> frozenset[str]:
    if element.form == "list":
        return frozenset(word for name in element.names for word in vocabulary.lists.get(name, ()) if word)
    if element.names == NUMBER:
        return frozenset(k for k in element.kinds if k != "fraction") or frozenset(("count", "number"))
    if element.form == "verb":
        return frozenset(form for name in element.names for form in rows.get(name.removesuffix(".done"), ()) if form)
    return frozenset(element.names)
