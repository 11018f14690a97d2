"""What one document says twice: in a headline and the body, as a day of birth and an age, or of what an event has but one of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from factcheck.model import Quantity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from factcheck.catalogue import Family
    from factcheck.extract.pairs import Said
    from factcheck.extract.subject import Ground
    from factcheck.model import Claim, Value
    from factcheck.values import Algebra

    _Find = Callable[[Ground, Sequence[Claim], Mapping[str, frozenset[str]]], Iterator[tuple[Said, Said]]]

_BIRTH: Final = frozenset(("born", "("))


def across_claims(
    ground: Ground, family: Family, claims: Sequence[Claim], words: Mapping[str, frozenset[str]]
) -> list[Claim]:
    """Return the claims of a document that says one value in two places, in pairs with one subject.

    The family's construction says which ("across headline", "across birth" ...); `claims` are what the document's other
    families found. What finds them is imported where the document has anything that it asks for.
    """
    kind = family.construction.removeprefix("across ")
    if not _called(kind, ground, claims, words):
        return []
    from factcheck.extract.pairs import pair_claims  # noqa: PLC0415 - few documents need it

    return [
        claim
        for first, second in _finder(kind)(ground, claims, words)
        for claim in pair_claims(ground.document, family, first, second)
    ]


def _called(kind: str, ground: Ground, claims: Sequence[Claim], words: Mapping[str, frozenset[str]]) -> bool:
    """Tell whether a document has what a construction asks for at least: a figure in its title, the date of a birth, a word."""
    if kind == "headline":
        titles = [s for s in ground.sentences if s.kind == "title"]
        return any(isinstance(m.value, Quantity) for s in titles for m in s.mentions) or any(
            t.low.isdecimal() for s in titles for t in s.tokens
        )
    if kind == "birth":
        return any(c.family in words["births"] for c in claims) or any(
            not _BIRTH.isdisjoint(ground.held[n])
            for n, s in enumerate(ground.sentences)
            if any(m.type == "date" for m in s.mentions)
        )
    signs = words["rest" if kind == "rest" else "decided"]
    return any(not signs.isdisjoint(held) for held in ground.held)


def _finder(kind: str) -> _Find:
    """Return what yields the pairs of a construction."""
    if kind == "headline":
        from factcheck.extract.headline import headlines  # noqa: PLC0415 - see `_called`

        return headlines
    if kind == "birth":
        from factcheck.extract.lives import births  # noqa: PLC0415

        return births
    from factcheck.extract.follow import margins, rests  # noqa: PLC0415

    return rests if kind == "rest" else margins


def told_once(claims: Sequence[Claim], once: AbstractSet[str], algebra: Callable[[], Algebra]) -> list[Claim]:
    """Return the claims without those about what an event has but one of where the document gives two values of it.

    Then they are of two things, and nothing tells which is meant.
    """
    values: dict[tuple[str, ...], list[Value]] = {}
    for c in claims:
        if c.family in once and c.get("sole"):
            values.setdefault((c.family, c.subject.text, c.attribute, c.scope), []).append(c.value)
    if all(len(held) == 1 for held in values.values()):
        return list(claims)
    from factcheck.values.sets import intersects  # noqa: PLC0415 - few texts tell such a thing twice

    known = algebra()
    two = {key for key, held in values.items() if any(not intersects(held[0], v, known) for v in held[1:])}
    return [c for c in claims if not (c.get("sole") and (c.family, c.subject.text, c.attribute, c.scope) in two)]
