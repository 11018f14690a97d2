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
        frozenset(fold(name) for name in words.get("persons", {}).get("given", "").split()),
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
    common.update(_words(words.get("places", {})))
    return frozenset(common)


def _words(data: Any) -> Iterator[str]:
    """Yield every folded word of nested lists and tables."""
    if isinstance(data, str):
        yield from fold(data).split()
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from fold(str(key)).split()
            yield from _words(value)
    elif isinstance(data, list):
        for value in data:
            yield from _words(value)


def transcribed(word: str, letters: tuple[tuple[str, str], ...]) -> str:
    """Return a word with the letters that transliterations exchange made one."""
    for old, new in letters:
        word = word.replace(old, new)
    return single(word)
