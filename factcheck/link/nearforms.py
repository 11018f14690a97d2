"""Which names of one story need be held against each other: those that may be one name in two spellings, and few others."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain, combinations, product
from typing import TYPE_CHECKING, Final

from factcheck.values.near import alike, edits, single, skeleton

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from factcheck.link.rules import Rules

CROWD: Final = 60  # of so many forms every two are held against each other; of more, those that are near
_BOTH: Final = 3  # letters by which both parts of a name may differ together

_Parts = tuple[str, ...]


def sharing(forms: Mapping[str, _Parts], rules: Rules) -> Iterator[tuple[str, str]]:
    """Yield the pairs of forms, by their keys, that share a first or last word and may be one name; a pair may come twice."""
    ends: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for key, parts in forms.items():
        ends[parts[0]][0].append(key)
        ends[parts[-1]][1].append(key)
    for shared, (first, last) in ends.items():
        if len(first) + len(last) <= CROWD:
            yield from _ordered(combinations(dict.fromkeys((*first, *last)), 2))
            continue
        yield from _ordered(_one_end(forms, first, -1, rules))
        yield from _ordered(_one_end(forms, last, 0, rules))
        crossed = [k for k in first if edits(forms[k][-1], shared, _BOTH) <= _BOTH]
        yield from _ordered(product(crossed, (k for k in last if edits(forms[k][0], shared, _BOTH) <= _BOTH)))


def of_one_age(forms: Mapping[str, _Parts], keys: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs among some forms of which both ends may differ by a letter or two; a pair may come twice."""
    if len(keys) <= CROWD:
        yield from combinations(keys, 2)
        return
    for end in (0, -1):
        held: dict[str, list[str]] = defaultdict(list)
        for key in keys:
            held[forms[key][end]].append(key)
        for one, other in alike(list(held), 1):
            yield from _ordered(product(held[one], held[other]))


def _one_end(forms: Mapping[str, _Parts], keys: Sequence[str], end: int, rules: Rules) -> Iterator[tuple[str, str]]:
    """Yield the pairs of forms that share one end and have, at the other `end`, the same word or two that are near."""
    held: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        held[forms[key][end]].append(key)
    for mine in held.values():
        long = [key for key in mine if len(forms[key]) == 3]
        middles: dict[str, list[str]] = defaultdict(list)
        for key in long:
            middles[forms[key][1]].append(key)
        for one, other in _near(list(middles), rules):
            yield from product(middles[one], middles[other])
    for one, other in _near(list(held), rules):
        yield from product(held[one], held[other])


def _near(words: Sequence[str], rules: Rules) -> Iterable[tuple[str, str]]:
    """Return the pairs of words that can be one in two spellings, and others; a pair may come twice."""
    if len(words) <= CROWD:
        return combinations(words, 2)
    alone: dict[tuple[str, str], list[str]] = defaultdict(list)
    for word in words:
        if word in rules.given:
            alone["sound", skeleton(word)].append(word)
            alone["letters", single(word)].append(word)
    every = frozenset(words)
    begun = ((word, word.removeprefix(p)) for word in words for p in rules.particles if word.startswith(p))
    joined = [(whole, rest) for whole, rest in begun if rest != whole and rest in every]
    return chain(alike(words, 2), joined, *(combinations(mine, 2) for mine in alone.values()))


def _ordered(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for a, b in pairs:
        yield (a, b) if a < b else (b, a)
