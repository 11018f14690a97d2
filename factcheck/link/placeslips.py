"""Holds names of places and bodies of one story against each other that may be one: a slip, or two ways to write it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from factcheck.link.spelling import spelling_claim
from factcheck.model import Claim, Name
from factcheck.values.name import fold
from factcheck.values.near import derived, edits, skeleton, transcribed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from factcheck.link.forms import Forms, Place
    from factcheck.link.rules import Rules

_LONG: Final = 6  # a shorter word is too easily another one
_FOUR: Final = 4
_VERY_LONG: Final = 9
_PAIR: Final = 2


def misspelt(
    story: str,
    documents: Sequence[str],
    held: Mapping[str, Forms],
    pairs: Sequence[tuple[str, Sequence[str]]],
    rules: Rules,
    family: str,
) -> list[Claim]:
    """Return the claims of one story how words are spelled: of `pairs`, rare words with the frequent ones of which they are a slip."""
    claims: list[Claim] = []
    for word, near in pairs:
        # Given names are many, and hardly anything comes so far that they must be known.
        if fold(word) in rules.given or fold(word) in rules.common:
            continue
        sure = [r for r in near if fold(r) not in rules.given and fold(r) not in rules.common]
        claims += _pair(story, documents, held, sure[0], word, family) if sure else []
    return claims


def twice(
    story: str,
    documents: Sequence[str],
    held: Mapping[str, Forms],
    where: Mapping[tuple[str, ...], Mapping[str, list[tuple[str, Place]]]],
    apart: Sequence[tuple[tuple[str, ...], tuple[str, ...]]],
    rules: Rules,
    family: str,
    small: frozenset[str],
    *,
    foreign: bool,
) -> list[Claim]:
    """Return the claims of one story how places are spelled: of the pairs `apart`, which no text has both of, those that are one."""
    claims: list[Claim] = []
    persons = {fold(w) for d in documents for name in held[d].full for w in name.split() if name not in held[d].spots}
    alone = {fold(w) for d in documents for w, places in held[d].words.items() if _alone(places, held[d])} - small
    for a, b in apart:
        if len(a) == _PAIR and a[-1] == b[-1] and a[-1] in alone:
            continue  # a surname: "Davis came to the plate"
        if not _one_place(a, b, rules, persons, small, foreign=foreign):
            continue
        there = {d for d in documents if d in where[a] or _stands(a, held[d])}
        if there & {d for d in documents if d in where[b] or _stands(b, held[d])}:
            continue
        lead = min((-len(where[x]), x) for x in (a, b))[1]
        right = next(iter(where[lead].values()))[0][0]
        claims += [
            spelling_claim(story, d, family, (right, "place", f"spelling:{right}"), Name(text, "place", text), p)
            for x in (a, b)
            for d, places in sorted(where[x].items())
            for text, p in dict.fromkeys(places)
        ]
    return claims


def _alone(places: Sequence[Place], forms: Forms) -> bool:
    """Tell whether a word with a capital stands by itself somewhere, not behind another one."""
    return any(p.start not in forms.joined for p in places)


def _stands(words: tuple[str, ...], forms: Forms) -> bool:
    """Tell whether a name stands anywhere in a document: a single word among its words, a longer one among its names."""
    if len(words) == 1:
        return words[0].capitalize() in forms.count
    return any(fold(name).split()[-len(words) :] == list(words) for group in (forms.full, forms.runs) for name in group)


def _pair(
    story: str, documents: Sequence[str], held: Mapping[str, Forms], right: str, word: str, family: str
) -> list[Claim]:
    return [
        spelling_claim(story, d, family, (right, "place", f"spelling:{right}"), Name(text, "place", text), place)
        for d in documents
        for text in (right, word)
        for place in dict.fromkeys((*held[d].bodies.get(text, ()), *held[d].words.get(text, ())))
    ]


def _one_place(
    a: tuple[str, ...],
    b: tuple[str, ...],
    rules: Rules,
    persons: AbstractSet[str],
    small: AbstractSet[str],
    *,
    foreign: bool,
) -> bool:
    """Tell whether two names of as many words are one in two spellings: one word is a slip or two away from the other's.

    `persons` are the words of persons' names, `small` those that stand in lower case.
    """
    off = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    if len(off) != 1:
        return False
    x, y = off[0]
    if x[0] != y[0] or not (x.isalpha() and y.isalpha()):
        return False
    if frozenset(off[0]) in rules.spellings:
        return False
    if any(w in persons or w in rules.given or (len(a) == 1 and w in small) for w in off[0]):
        return False
    if foreign and (skeleton(x) == skeleton(y) or transcribed(x, rules.letters) == transcribed(y, rules.letters)):
        return False
    if not _near(x, y, last=a[-1] in (x, y), alone=len(a) == 1):
        return False
    if len(a) == 1:
        return x not in rules.common and y not in rules.common
    return not all(w in small or w in rules.common for w in (x, y))


def _near(x: str, y: str, *, last: bool, alone: bool) -> bool:
    """Tell whether the words in which two names differ are so few letters apart that one may be a slip; `last` of their words."""
    least = min(len(x), len(y))
    if alone:
        return least >= _LONG and not derived(x, y) and edits(x, y, 2) <= (2 if least >= _VERY_LONG else 1)
    if x == f"{y}s" or y == f"{x}s":
        return last and least <= _LONG
    most = 3 if least > _LONG and x[:_FOUR] == y[:_FOUR] else 2 if least >= _LONG else 1
    return least >= _FOUR and edits(x, y, most) <= most
