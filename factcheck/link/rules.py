"""What the word lists say of the spelling of names."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from factcheck.catalogue import shares
from factcheck.link.nearforms import single
from factcheck.record import record
from factcheck.values.name import fold, pairs_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


@record(frozen=True, slots=True)
class Rules:
    """What the word lists say: given names, nicknames, particles, the countries whose names are transliterated.

    `spellings` are pairs of words that are one, both spelled right ("Theater", "Theatre"), `homophones` pairs of names that
    sound alike, of which one bearer has but one ("Stephen", "Steven").
    `common` are words that the lists know, and that are no slips: the forms of verbs ("Chargers Player Faces Charges"), the
    vocabulary of news and the names of known places. They are put together when somebody first asks for them.
    """

    given: frozenset[str]
    nicknames: frozenset[frozenset[str]]
    scripts: frozenset[str]
    letters: tuple[tuple[str, str], ...]
    particles: frozenset[str]
    spellings: frozenset[frozenset[str]] = frozenset()
    homophones: frozenset[frozenset[str]] = frozenset()
    common: Callable[[], frozenset[str]] = frozenset


def rules_from(words: Mapping[str, Mapping[str, Any]]) -> Rules:
    """Return the rules of the word lists `persons` and `names`."""
    names = words.get("names", {})
    return Rules(
        _folded(words.get("persons", {}).get("given", "")),
        pairs_of(names.get("nicknames", [])),
        frozenset(names.get("scripts", ())),
        tuple((str(a), str(b)) for a, b in names.get("letters", [])),
        frozenset(words.get("persons", {}).get("particles", ())),
        frozenset(map(frozenset, names.get("spellings", ()))),
        pairs_of(names.get("homophones", [])),
        cache(lambda: _common(words)),
    )


def _common(words: Mapping[str, Mapping[str, Any]]) -> frozenset[str]:
    """Return the forms of verbs, the words whose shares are known, and all words of the list of places."""
    common: set[str] = set()
    for entry in words.get("verbs", {}).values():
        common.update(entry["forms"])
    common.update(shares(words))
    places = list(_texts(words.get("places", {})))
    common.update(fold(" ".join(filter(str.isascii, places))).split())  # folded at once: most are plain
    for text in places:
        if not text.isascii():
            common.update(fold(text).split())
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
    """Return the folded names of a list; those without accents, which are most, are folded together."""
    listed = names.split()
    plain = " ".join(filter(str.isascii, listed))
    if not plain.replace(" ", "").isalpha():
        return frozenset(map(fold, listed))
    return frozenset(plain.lower().split()).union(fold(name) for name in listed if not name.isascii())


def transcribed(word: str, letters: tuple[tuple[str, str], ...]) -> str:
    """Return a word with the letters that transliterations exchange made one."""
    for old, new in letters:
        word = word.replace(old, new)
    return single(word)
