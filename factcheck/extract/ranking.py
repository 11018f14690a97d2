"""Works out what each pattern needs and how telling that is, and files it under the rarest."""

from __future__ import annotations

from itertools import accumulate, chain
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from factcheck.cache import row
from factcheck.catalogue import FORMS, closed_words, verb_rows
from factcheck.expressions import compile_expression
from factcheck.extract.filing import names
from factcheck.picture import NUMBER, TYPES, compile_picture
from factcheck.table import rows_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factcheck.catalogue import Family
    from factcheck.extract.filing import Words
    from factcheck.picture import Element

    _Rank = tuple[int, int, int]  # how often a sentence holds it, how many words it is, and its number
    _Lists = Mapping[str, frozenset[str]]

_FREQUENT: Final = frozenset(("person", "place", "organisation", "count", "date"))
_OWN: Final = frozenset(("list", "expression"))  # elements that name what is their family's
_RANK: Final = itemgetter(0, 1)


def ranked(families: Sequence[Family], words: Words) -> bytes:
    """Return the rows under which the patterns of families are filed, as `filing` reads them."""
    forms = verb_rows(words)
    elements: dict[str, Element] = {}
    pictures = [[compile_picture(pattern.name, elements) for pattern in family.patterns] for family in families]
    named = {name.removesuffix(".done") for e in elements.values() if e.form == "verb" for name in e.names}
    ranking = _Ranking(closed_words(words))
    shared: dict[int, list[_Rank]] = {}  # of each element that stands for the same in every family
    always: list[int] = []
    by_trigger: dict[str, dict[int, list[tuple[int, list[int]]]]] = {}
    number = 0
    for family, compiled in zip(families, pictures, strict=True):
        lists = family.words
        chosen = {name: compile_expression(text) for name, text in family.expressions}
        plain = {name: expression.words() for name, expression in chosen.items() if expression.phrases}
        own: dict[int, list[_Rank]] = {}
        for picture in compiled:
            for e in picture:
                kept = own if e.form in _OWN else shared
                if id(e) not in kept:
                    kept[id(e)] = [ranking.of(need) for need in _needs(e, lists, forms, plain)]
            found = [own[id(e)] if e.form in _OWN else shared[id(e)] for e in picture]
            needs = [need for *_, need in sorted(chain.from_iterable(found), key=_RANK)]
            if not needs:
                always.append(number)
            for trigger in sorted(ranking.needs[needs[0]]) if needs else ():
                groups = by_trigger.setdefault(trigger, {})
                groups.setdefault(needs[min(1, len(needs) - 1)], []).append((number, needs[2:]))
            number += 1
    once = [f.id for f in families if f.changes == "never" and (f.sole or any(p.about for p in f.patterns))]
    rows = [row(sorted(need)) for need in ranking.needs]
    starts = [0, *accumulate(len(line) + 1 for line in rows)]
    triggers = []
    for trigger, groups in by_trigger.items():
        triggers.append((trigger, str(starts[-1])))
        placed = [
            (starts[first], [(pattern, [starts[need] for need in further]) for pattern, further in group])
            for first, group in groups.items()
        ]
        rows.append(row(placed))
        starts.append(starts[-1] + len(rows[-1]) + 1)
    tables = (rows_of(triggers), rows_of((form, " ".join(names)) for form, names in _asked(forms, named).items()))
    lengths = [[(first, len(line)) for first, line in table] for table in tables]
    held = b"".join(line for table in tables for _, line in table)
    last = row([always, once, starts[-1], *lengths])
    return b"".join((*(f"{line}\n".encode("ascii") for line in rows), held, f"{last}\n{len(last)}".encode("ascii")))


class _Ranking:
    """What patterns need, each once, and how telling it is."""

    def __init__(self, closed: frozenset[str]) -> None:
        self.needs: list[frozenset[str]] = []
        self._closed = closed
        self._known: dict[frozenset[str], _Rank] = {}

    def of(self, need: frozenset[str]) -> _Rank:
        """Return the rank of a need: how often a sentence holds one of its words, how many they are, and its number."""
        if need not in self._known:
            self._known[need] = (self._frequency(need), len(need), len(self.needs))
            self.needs.append(need)
        return self._known[need]

    def _frequency(self, need: frozenset[str]) -> int:
        """Return 0 for words, then rare and frequent types, 3 for closed words and marks."""
        if any(word in self._closed or not word[0].isalpha() for word in need):
            return 3
        return 0 if need.isdisjoint(TYPES) else 1 if need.isdisjoint(_FREQUENT) else 2


def _asked(forms: Mapping[str, Sequence[str]], named: set[str]) -> dict[str, list[str]]:
    """Return by the forms of the verbs that pictures name what they are asked for by: "won" by `win` and by `win.done`."""
    made: dict[str, list[str]] = {}
    for lemma, written in forms.items():
        for number, form in enumerate(written if lemma in named else ()):
            if form:
                made.setdefault(form, []).extend((lemma, f"{lemma}.done") if number % FORMS in (2, 3) else (lemma,))
    return made


def _needs(
    element: Element, lists: _Lists, forms: Mapping[str, Sequence[str]], plain: Mapping[str, frozenset[str]]
) -> list[frozenset[str]]:
    """Return the words, types and kinds of mention of each of which a sentence must hold one for an element.

    `plain` are the words of the expressions that choose between words and do nothing else.
    """
    if element.form == "expression" and element.names[0] in plain and not element.optional:
        return [plain[element.names[0]]]
    if element.optional or element.form in ("gap", "cap", "definite", "expression"):
        return []
    needs = [] if "quantity" in element.names else [names(element, lists, forms)]
    if element.form == "mention" and element.kinds and element.names != NUMBER:
        needs.append(frozenset(element.kinds))
    return needs
