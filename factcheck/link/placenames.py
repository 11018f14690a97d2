"""Names of places and bodies that one text of a story misspells: a rare word one slip away from a frequent one."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Final

from factcheck.link.forms import by_story
from factcheck.values.name import fold
from factcheck.values.near import slip

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from factcheck.link.forms import Forms, Place
    from factcheck.link.rules import Rules
    from factcheck.model import Claim

_LONG: Final = 6  # shorter words are too easily another word
_SEEN: Final = 2  # a slip stands at most so often ...
_OFTENER: Final = 3  # ... and the right word so many times more often ...
_OFTEN: Final = 5  # ... and at least so often
_PAIR: Final = 2
_CROWD: Final = 60  # so many names with one initial are not held against each other


def misspelt_places(
    held: Mapping[str, Forms],
    stories: Mapping[str, str],
    foreign: frozenset[str],
    rules: Rules,
    family: str,
    small: frozenset[str],
) -> list[Claim]:
    """Return the claims how a place or body is spelled, where one story writes it in two ways; no claims of `family` "".

    Given names, words that stand in lower case anywhere (`small`) and derived words ("Korean") are no slips. In `foreign`
    stories names are transliterated, and no spelling is the right one.
    """
    if not family:
        return []
    claims: list[Claim] = []
    for story, documents in by_story(held, stories).items():
        if story in foreign:
            continue
        total: Counter[str] = Counter()
        for document in documents:
            total.update(held[document].count)
        often = {w for d in documents for w in held[d].bodies if total[w] >= _OFTEN}
        seldom = [w for w, n in sorted(total.items()) if n <= _SEEN and len(w) >= _LONG]
        if not often or not seldom:
            continue
        persons = {fold(w) for d in documents for name in held[d].full for w in name.split()}
        known = (persons, small)
        right: dict[str, list[str]] = defaultdict(list)
        for word in sorted(w for w in often if not _known(fold(w), known)):
            right[fold(word)[:1]].append(word)
        pairs = []
        for word in (w for w in seldom if not _known(fold(w), known)) if right else ():
            near = [r for r in right.get(fold(word)[:1], ()) if total[r] >= _OFTENER * total[word] and slip(r, word)]
            if near:
                pairs.append((word, near))
        if pairs:
            from factcheck.link.placeslips import misspelt  # noqa: PLC0415 - few stories name a place so often

            claims += misspelt(story, documents, held, pairs, rules, family)
    return claims


def places_twice(
    held: Mapping[str, Forms],
    stories: Mapping[str, str],
    foreign: frozenset[str],
    rules: Rules,
    family: str,
    small: frozenset[str],
) -> list[Claim]:
    """Return the claims how a place is spelled that some texts of a story write in one way and others in another.

    Both names stand where a place is named, in no text both, and no part of either is a person's name or a common word's.
    In `foreign` stories letters that transliterations exchange tell nothing.
    """
    if not family:
        return []
    claims: list[Claim] = []
    for story, documents in by_story(held, stories).items():
        if len(documents) < _PAIR:
            continue
        where: dict[tuple[str, ...], dict[str, list[tuple[str, Place]]]] = defaultdict(lambda: defaultdict(list))
        for d in documents:
            for text, places in held[d].spots.items():
                where[_words(text, rules.particles)][d] += [(text, p) for p in places]
        by_first: dict[tuple[int, str], list[tuple[str, ...]]] = defaultdict(list)
        for words in sorted(where):
            if words:
                by_first[len(words), words[0][0]].append(words)
        apart = [
            (a, b)
            for group in by_first.values()
            if len(group) <= _CROWD
            for a, b in combinations(group, 2)
            if where[a].keys().isdisjoint(where[b])
        ]
        if not apart:
            continue  # as mostly: one text names both
        from factcheck.link.placeslips import twice  # noqa: PLC0415 - as said

        claims += twice(story, documents, held, where, apart, rules, family, small, foreign=story in foreign)
    return claims


def _words(text: str, particles: AbstractSet[str]) -> tuple[str, ...]:
    """Return the folded words of a place's name without particles."""
    return tuple(w for w in fold(text).split() if w not in particles and w != "the")


def _known(word: str, lists: Sequence[AbstractSet[str]]) -> bool:
    """Tell whether a word stands in one of the lists; they are too long to be joined for each story."""
    return any(word in listed for listed in lists)
