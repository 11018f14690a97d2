"""Reads what a number counts: from the number rightwards to the first closed-class word or verb."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcheck.model import Token
    from factcheck.read.lexicon import Lexicon

_LONGEST_THING: Final = 6
_DASH: Final = "-"
_BY: Final = frozenset(("propelled", "powered", "guided"))  # participles of which the noun before says by what


class Things:
    """Reads what is counted; built once from the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def thing(self, tokens: Sequence[Token], at: int) -> tuple[str, int]:
        """Return what is counted from token `at` on, and where it ends: up to the first closed-class word or verb."""
        start = at
        lexicon = self._lexicon
        if at < len(tokens) and tokens[at].low in lexicon.adjectives:
            return tokens[at].text, at + 1
        while at < len(tokens) and at - start < _LONGEST_THING:
            token = tokens[at]
            low = token.low
            if (
                low in lexicon.closed
                and low not in lexicon.light
                and not (low == "no" and token.text == "no" and at > start)
            ):
                break
            if low == _DASH and at > start and at + 1 < len(tokens) and tokens[at + 1].start == token.end:
                at += 1
                continue
            if low == "'s" or (not low[0].isalpha() and low != "'"):
                break
            if at > start and low.endswith("ed") and low not in lexicon.adjectives and self._object_follows(tokens, at):
                break
            if at > start and low in lexicon.adjectives and self._ends(tokens, at):
                break  # "left 22 miners dead" counts miners
            if at > start and low in _BY and not self._ends(tokens, at):
                at += 1  # "one rocket propelled grenade launcher"
                continue
            verb = lexicon.verbs.get(low)
            if verb is not None and at > start and tokens[at - 1].low.endswith("ly") and not self._ends(tokens, at):
                at += 1  # "12 newly renovated flats"
                continue
            if verb is not None and at > start and not self._noun_like(tokens, at, verb):
                break
            at += 1
        while at > start and (tokens[at - 1].low in lexicon.light or tokens[at - 1].low in (_DASH, "'")):
            at -= 1
        if at == start:
            return "", start
        if (
            at - start == 1
            and tokens[start].low in lexicon.verbs
            and lexicon.verbs[tokens[start].low][1] in (2, 3, 4)
            and tokens[start].low not in lexicon.adjectives
        ):
            return "", start
        return " ".join(t.text for t in tokens[start:at]).replace(" - ", "-"), at

    def _ends(self, tokens: Sequence[Token], at: int) -> bool:
        """Tell whether no further noun follows a word."""
        after = tokens[at + 1].low if at + 1 < len(tokens) else "."
        return after in self._lexicon.closed or not after[0].isalpha()

    def _object_follows(self, tokens: Sequence[Token], at: int) -> bool:
        """Tell whether a word in -ed is followed by what only follows a verb ("three men rented the home")."""
        return self._ends(tokens, at)

    def _noun_like(self, tokens: Sequence[Token], at: int, verb: tuple[str, int]) -> bool:
        """Tell whether a word that is also a verb form is a noun here: before another noun, or a plural before an auxiliary."""
        after = tokens[at + 1].low if at + 1 < len(tokens) else "."
        if tokens[at].text[0].isupper():
            return True
        if verb[1] in (2, 3):
            return False
        if verb[1] == 1:
            return (
                after in self._lexicon.auxiliaries
                or after in self._lexicon.prepositions
                or after in (",", ".", "and", ";", ")")
            )
        return after.isalpha() and after not in self._lexicon.closed and after not in self._lexicon.verbs

    def head(self, thing: str) -> str:
        """Return the last noun of what is counted, singular and in lower case; empty without one."""
        words = thing.casefold().replace("-", " ").split()
        return self._lexicon.noun(words[-1]) if words else ""
