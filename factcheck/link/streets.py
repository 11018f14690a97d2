"""Which streets of one story are one street, written with another street word or misspelt."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations, product
from typing import TYPE_CHECKING, Final

from factcheck.model import Claim, Text
from factcheck.record import replaced
from factcheck.values.near import alike, edits

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEAST: Final = 5
_LONG: Final = 6
_UNSAID: Final = "-"
_NUMBERS: Final = ("block", "house")


def same_streets(
    claims: Sequence[Claim], family: str, numerals: frozenset[str], foreign: frozenset[str]
) -> list[Claim]:
    """Return the claims with one entity for all spellings of one street of a story; claims of other families as they are.

    One street: the same name with another street word ("Harrow Avenue", "Harrow Road"), or the same street word and a name
    within two letters, that no document has beside it. `numerals` are names that are numbers ("Third"): one letter makes
    them another street; in `foreign` stories the street word is a translation and tells nothing. A block or
    house is held against another only where one digit differs; others are two places of one road.
    """
    mine = [c for c in claims if c.family == family]
    if not mine:
        return list(claims)
    held: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for c in mine:
        held[c.story][_plain(c)].add(c.document)
    lead: dict[tuple[str, str], str] = {}
    for story, streets in held.items():
        for a, b in _pairs(sorted(streets, key=lambda s: (-len(streets[s]), s))):
            translated = story in foreign and a.rsplit(" ", 1)[0] == b.rsplit(" ", 1)[0]
            if not translated and _one_street(a, b, apart=bool(streets[a] & streets[b]), numerals=numerals):
                lead.setdefault((story, b), lead.get((story, a), a))
    whole = {(story, s.rsplit(" ", 1)[0]) for story, streets in held.items() for s in streets if s[-1] != _UNSAID}
    claims = [
        replaced(c, fields=(*c.fields, ("weak", "yes"))) if c.family == family and _short(c, whole) else c
        for c in claims
    ]
    linked = [_linked(c, lead.get((c.story, _plain(c)), _plain(c))) if c.family == family else c for c in claims]
    return _numbers(linked, family)


def _pairs(streets: Sequence[str]) -> list[tuple[str, str]]:
    """Return all pairs of streets with one name or two that are within two letters, and others, in their order."""
    named: dict[str, list[str]] = defaultdict(list)
    for street in streets:
        named[street.rsplit(" ", 1)[0]].append(street)
    pairs = [pair for mine in named.values() for pair in combinations(mine, 2)]
    for one, other in alike(list(named), 2):
        pairs += product(named[one], named[other])
    place = {street: number for number, street in enumerate(streets)}
    ordered = [(a, b) if place[a] < place[b] else (b, a) for a, b in pairs]
    return sorted(ordered, key=lambda pair: (place[pair[0]], place[pair[1]]))


def _short(claim: Claim, whole: set[tuple[str, str]]) -> bool:
    """Tell whether a claim names a street without its street word that the story names with one."""
    base, word = _plain(claim).rsplit(" ", 1)
    return claim.attribute == "name" and word == _UNSAID and (claim.story, base) in whole


def _plain(claim: Claim) -> str:
    return claim.subject.entity.partition(":")[2]


def _linked(claim: Claim, lead: str) -> Claim:
    return replaced(claim, subject=replaced(claim.subject, entity=f"street:{lead}"))


def _one_street(a: str, b: str, *, apart: bool, numerals: frozenset[str]) -> bool:
    (base, word), (other, other_word) = a.rsplit(" ", 1), b.rsplit(" ", 1)
    unsaid = _UNSAID in (word, other_word)
    if base == other:
        return not (base in numerals or base[0].isdecimal())
    if apart or {base, other} & numerals or min(len(base), len(other)) < _LEAST:
        return False
    most = 2 if min(len(base), len(other)) >= _LONG and base[0] == other[0] else 1
    if word != other_word and not unsaid:
        return False
    return edits(base, other, most) <= most


def _numbers(claims: list[Claim], family: str) -> list[Claim]:
    """Return the claims with the numbers marked that no other text's number can be meant by."""
    numbers: dict[tuple[str, str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for c in claims:
        if c.family == family and c.attribute in _NUMBERS and isinstance(c.value, Text):
            numbers[c.story, c.subject.entity, c.attribute][c.value.text].add(c.document)
    near: set[tuple[str, str, str, str]] = set()
    for (story, entity, attribute), found in numbers.items():
        begun: dict[str, list[str]] = defaultdict(list)
        for text in sorted(found):
            begun[text.split()[0]].append(text)
        for one, other in alike(list(begun), 1):
            if _one_digit(one, other):
                for a, b in product(begun[one], begun[other]):
                    if not found[a] & found[b]:
                        near |= {(story, entity, attribute, a), (story, entity, attribute, b)}
    return [
        replaced(c, fields=(*c.fields, ("weak", "yes")))
        if c.family == family
        and c.attribute in _NUMBERS
        and isinstance(c.value, Text)
        and len(numbers[c.story, c.subject.entity, c.attribute]) > 1
        and (c.story, c.subject.entity, c.attribute, c.value.text) not in near
        else c
        for c in claims
    ]


def _one_digit(a: str, b: str) -> bool:
    """Tell whether one digit differs or is missing; two digits that changed places are two blocks as often as a slip."""
    if len(a) == len(b):
        return sum(x != y for x, y in zip(a, b, strict=True)) == 1
    return edits(a, b, 1) <= 1
