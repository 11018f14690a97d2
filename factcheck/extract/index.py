"""Which patterns can match in a sentence: each is filed under the rarest word or type that it needs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from factcheck.catalogue import Family, Pattern, verb_rows
from factcheck.extract.filing import filed, keys
from factcheck.picture import Element, Vocabulary, compile_picture
from factcheck.record import record

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from factcheck.expressions import Expression
    from factcheck.extract.filing import Words

_Filed = tuple[int, list[frozenset[str]]]  # the number of a pattern, and what it needs besides
_Group = tuple[frozenset[str], list[_Filed]]  # patterns by what they need next


@record(frozen=True, slots=True)
class Entry:
    """A compiled pattern, where it is tried, and what a sentence must hold for it to match.

    `keys` are the words or mention types at which it begins.
    """

    family: Family
    pattern: Pattern
    elements: tuple[Element, ...]
    vocabulary: Vocabulary
    keys: frozenset[str]
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
_MOST: Final = 100_000  # words that are remembered; a text of endless words fills no memory


class _Expressions(dict[str, "Expression"]):
    """The expressions of a family, each compiled when a pattern that names it is first tried."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        super().__init__()
        self._texts = texts

    def __missing__(self, name: str) -> Expression:
        from factcheck.expressions import compile_expression  # noqa: PLC0415 - few patterns name one

        made = self[name] = compile_expression(self._texts[name])
        return made


class PatternIndex:
    """All patterns of all families. What no sentence asks for is not even read: a draft asks for few of some thousands.

    `digest` is that of the files that the families come from; with it, where patterns are filed is kept in the cache.
    """

    def __init__(self, families: Sequence[Family], words: Words, digest: str = "") -> None:
        self._families = families
        self._starts = [*accumulate((len(family.patterns) for family in families), initial=0)]
        self._forms = verb_rows(words)
        self._filed = filed(families, words, digest)
        self._places = self._filed.triggers
        self._groups: dict[str, list[_Group]] = {}
        self._idle: set[str] = set()  # words under which nothing is filed
        self._needs: dict[int, frozenset[str]] = {}
        self._elements: dict[str, Element] = {}
        self._vocabularies: dict[int, Vocabulary] = {}
        self._entries: dict[int, Entry] = {}

    @property
    def once(self) -> frozenset[str]:
        """The ids of the families that say of what there is but one in a story."""
        return frozenset(self._filed.once)

    @property
    def entries(self) -> Sequence[Entry]:
        """All patterns, in the catalogue's order."""
        return [self._entry(number) for number in range(self._starts[-1])]

    def candidates(self, lows: frozenset[str], types: AbstractSet[str], kinds: AbstractSet[str]) -> Candidates:
        """Return the patterns that can match in a sentence, in the catalogue's order.

        `lows` are its words, `types` what its mentions are asked for by, and `kinds` what `match.told` gives of them.
        """
        have = lows.union(types, kinds)
        numbers = [*self._filed.always]
        for key in have - self._idle:
            for first, group in self._groups.get(key) or self._under(key):
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
            entry = self._entry(number)
            form = entry.elements[0].form
            if form == "cap":
                capitals.append(entry)
                continue
            by_key, held = (begun, types) if form == "mention" else (words, lows)
            for key in entry.keys & held:
                by_key.setdefault(key, []).append(entry)
        return Candidates(words, begun, capitals)

    def _under(self, trigger: str) -> Sequence[_Group]:
        """Return the groups of patterns that are filed under a word or type that was not met before."""
        start = self._places.get(trigger)
        if start is None:
            if len(self._idle) > _MOST:
                self._idle.clear()
            self._idle.add(trigger)
            return ()
        groups = self._groups[trigger] = [
            (self._need(first), [(number, [self._need(k) for k in needs]) for number, needs in group])
            for first, group in self._filed.row(start)
        ]
        return groups

    def _need(self, start: int) -> frozenset[str]:
        found = self._needs.get(start)
        if found is None:
            found = self._needs[start] = frozenset(self._filed.row(start))
        return found

    def _entry(self, number: int) -> Entry:
        found = self._entries.get(number)
        if found is None:
            place = bisect_right(self._starts, number) - 1
            family = self._families[place]
            pattern = family.patterns[number - self._starts[place]]
            elements, vocabulary = compile_picture(pattern.name, self._elements), self._vocabulary(place)
            first = keys(elements[0], vocabulary.lists, self._forms)
            formula = pattern.equals or pattern.most
            found = self._entries[number] = Entry(family, pattern, elements, vocabulary, first, formula)
        return found

    def _vocabulary(self, place: int) -> Vocabulary:
        found = self._vocabularies.get(place)
        if found is None:
            family = self._families[place]
            expressions = _Expressions(dict(family.expressions))
            found = self._vocabularies[place] = Vocabulary(self._filed.asked, dict(family.words), expressions)
        return found
