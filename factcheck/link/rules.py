"""What the word lists say of the spelling of names."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from factcheck.catalogue import shares, verb_rows
from factcheck.values.name import fold, pairs_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Rules:
    """What the word lists say of the spelling of names; each list is put together when somebody first asks for it."""

    def __init__(self, words: Mapping[str, Mapping[str, Any]]) -> None:
        self._words = words
        self._names = words.get("names", {})
        self._persons = words.get("persons", {})
        self.particles = frozenset(self._persons.get("particles", ()))

    @cached_property
    def given(self) -> frozenset[str]:
        """Given names."""
        return _folded(" ".join(self._persons.get("given", ())))

    @cached_property
    def nicknames(self) -> frozenset[frozenset[str]]:
        """Pairs of given names of which one stands for the other."""
        return pairs_of(self._names.get("nicknames", []))

    @cached_property
    def scripts(self) -> frozenset[str]:
        """The countries whose names are transliterated."""
        return frozenset(self._names.get("scripts", ()))

    @cached_property
    def letters(self) -> tuple[tuple[str, str], ...]:
        """Letters that transliterations exchange."""
        return tuple((str(a), str(b)) for a, b in self._names.get("letters", []))

    @cached_property
    def spellings(self) -> frozenset[frozenset[str]]:
        """Pairs of words that are one, both spelled right ("Theater", "Theatre")."""
        return frozenset(map(frozenset, self._names.get("spellings", ())))

    @cached_property
    def homophones(self) -> frozenset[frozenset[str]]:
        """Pairs of names that sound alike, of which one bearer has but one ("Stephen", "Steven")."""
        return pairs_of(self._names.get("homophones", []))

    @cached_property
    def common(self) -> frozenset[str]:
        """Words that the lists know, and that are no slips.

        The forms of verbs ("Chargers Player Faces Charges"), the vocabulary of news and the names of known places.
        """
        return _common(self._words)


def _common(words: Mapping[str, Mapping[str, Any]]) -> frozenset[str]:
    """Return the forms of verbs, the words whose shares are known, and all words of the list of places."""
    common: set[str] = set()
    for forms in verb_rows(words).values():
        common.update(forms)
    common.update(shares(words))
    common.update(_folded(" ".join(_texts(words.get("places", {})))))
    return frozenset(common)


def _texts(data: Any) -> Iterator[str]:
    """Yield every text of nested lists and tables, and the keys of the tables."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        yield from map(str, data)
        for value in data.values():
            yield from _texts(value)
    elif isinstance(data, list):
        for value in data:
            if isinstance(value, str):
                yield value
            else:
                yield from _texts(value)


def _folded(names: str) -> frozenset[str]:
    """Return the folded words of a list of names; those without accents, which are most, are folded together where all are letters."""
    listed = names.split()
    plain = " ".join(filter(str.isascii, listed))
    if not plain.replace(" ", "").isalpha():
        return frozenset(map(fold, listed))
    return frozenset(plain.lower().split()).union(fold(name) for name in listed if not name.isascii())
