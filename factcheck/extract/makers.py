"""What makes claims of single sentences without a pattern, and which sentences call for it.

What few texts call for is imported where one does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from factcheck.extract.naming import naming_claims
from factcheck.extract.predicate import predicate_claims
from factcheck.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    from factcheck.catalogue import Family
    from factcheck.extract.clocks import ClockPairs
    from factcheck.extract.subject import Ground
    from factcheck.model import Claim, Document, Mention, Sentence

    _Make = Callable[[Ground, Sentence, Sequence[str], Mapping[str, Sequence[Mention]]], list[Claim]]

# The types of mention of which a construction needs one in a sentence, where it is not the construction's own word.
_KINDS: Final = {
    "street": ("place",),
    "conversion": ("measure",),
    "weekday": ("date",),
    "sum": ("count", "number", "money"),
    "list": ("count", "person", "name"),
    "change": ("percent",),
    "share": ("percent",),
    "span": ("date",),
    "rate": ("money",),
    "zone": ("time",),
}

# The words of which an inner construction needs one in a sentence.
_SIGNS: Final = {
    "conversion": frozenset(("(", ",", "or", "/")),
    "sum": frozenset(("(", ":", "-", ",", "which")),
    "list": frozenset((":", "-", "(", ",", "as", "behind")),
    "change": frozenset(("from",)),
    "share": frozenset(("of",)),
    "span": frozenset(("from", "between", "(", "ago")),
    "rate": frozenset(("(",)),
}


@record(frozen=True, slots=True)
class Maker:
    """What makes claims of a sentence, its words and its mentions by type.

    It needs a mention of one of `types` and one of the words `signs`, if there are any.
    """

    types: frozenset[str]
    signs: frozenset[str]
    make: _Make


class Clocks:
    """The pairs of times that sentences give by two clocks; what finds them is made when a sentence first calls for it."""

    def __init__(self, words: Mapping[str, Mapping[str, Any]]) -> None:
        self.signs = frozenset(words.get("zones", {}).get("beside", {}).get("opening", ()))
        self._words = words
        self._pairs: ClockPairs | None = None

    def claims(self, ground: Ground, family: Family, sentence: Sentence) -> list[Claim]:
        """Return the claims of the times that a sentence gives by two clocks, in pairs."""
        if self._pairs is None:
            from factcheck.extract.clocks import ClockPairs  # noqa: PLC0415 - few texts need it
            from factcheck.values.zone import zones_from  # noqa: PLC0415

            self._pairs = ClockPairs(self._words, zones_from(self._words))
        return self._pairs.claims(ground, family, sentence)


def maker(family: Family, lists: Mapping[str, frozenset[str]], names: frozenset[str], clocks: Clocks) -> Maker:
    """Return what makes the claims of a family's construction in a sentence; `names` are those of renamed bodies."""
    form, _, kind = family.construction.partition(" ")
    types = frozenset(_KINDS.get(kind, (kind,)))
    none: frozenset[str] = frozenset()
    if form == "predicate":
        return Maker(
            types, none, lambda ground, line, _, asked: predicate_claims(ground, family, line, asked[kind], lists)
        )
    if form == "inner" and kind == "zone":
        return Maker(types, clocks.signs, lambda ground, line, _, __: clocks.claims(ground, family, line))
    if form == "inner":
        signs = _SIGNS.get(kind, none)
        return Maker(types, signs, lambda ground, line, lows, _: _inner(ground.document, family, line, lows, lists))
    (named,) = types
    return Maker(
        types,
        none,
        lambda ground, line, _, asked: naming_claims(ground.document, family, line, asked[named], names, lists),
    )


def _inner(
    document: Document, family: Family, sentence: Sentence, lows: Sequence[str], words: Mapping[str, frozenset[str]]
) -> list[Claim]:
    from factcheck.extract.inner import inner_claims  # noqa: PLC0415 - few texts need it

    return inner_claims(document, family, sentence, lows, words)
