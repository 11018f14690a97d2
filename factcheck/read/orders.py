"""Reads ordinals: "the 60th birthday", "twenty-first", and places counted from the end or from here ("the penultimate")."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from factcheck.model import CAPITAL, Mention, Quantity
from factcheck.read.ages import figure
from factcheck.read.lexicon import Phrases

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factcheck.model import Token
    from factcheck.read.lexicon import Lexicon
    from factcheck.read.numerals import Numerals
    from factcheck.read.things import Things

_DASH: Final = "-"
_SUFFIXES: Final = frozenset(("st", "nd", "rd", "th"))
_COMMON: Final = 3  # "first", "second" and "third" without a noun are mostly adverbs and people


class OrderReader:
    """Reads the ordinals of one sentence; built once from the word lists."""

    def __init__(
        self, words: Mapping[str, Mapping[str, Any]], lexicon: Lexicon, numerals: Numerals, things: Things
    ) -> None:
        self._lexicon = lexicon
        self._numerals = numerals
        self._things = things
        places = words["numbers"]["places"]
        self._places = Phrases(
            (phrase, (to, Decimal(offset)))
            for to, offsets in places.items()
            for offset, phrases in offsets.items()
            for phrase in phrases
        )
        self._adverbs = frozenset(words["numbers"]["words"]["adverbs"])
        self.starts = self._places.firsts

    def at(self, tokens: Sequence[Token], i: int) -> Mention | None:
        """Return the ordinal that begins at token `i`; None without one."""
        low = tokens[i].low
        last, number = i + 1, Decimal(0)
        if low.isdecimal():
            if last < len(tokens) and tokens[last].start == tokens[i].end and tokens[last].low in _SUFFIXES:
                number, last = Decimal(low), last + 1
        else:
            found = self._numerals.cardinals.order(tokens, i)
            if found is not None:
                last, number = found
        if not number or (i and tokens[i - 1].end == tokens[i].start):
            return None
        if tokens[i].classes & CAPITAL and i and last < len(tokens) and tokens[last].classes & CAPITAL:
            return None  # "on Fifteenth Street", "the Second Amendment"
        if low == "second" and i and tokens[i - 1].low in ("a", "per", "each"):
            return None
        value = Quantity(number, number, "ordinal")
        behind = last + 1 if last < len(tokens) and tokens[last].low == _DASH else last
        thing, end = self._things.thing(tokens, behind)
        if thing:
            rank = tokens[last + 1].low if end > last + 1 and tokens[last].low == _DASH else ""
            fields = (("rank", rank),) if rank else ()
            return figure("ordinal", "ordinal", tokens, (i, last, end), value, thing, self._things.head(thing), fields)
        if low in self._numerals.ordinals and number <= _COMMON and not self._bare(tokens, i, last):
            return None
        return figure("ordinal", "bare", tokens, (i, last, last), value, "", "", ())

    def _bare(self, tokens: Sequence[Token], i: int, last: int) -> bool:
        """Tell whether a common ordinal is one without its noun: "the first one", "finished second."."""
        after = tokens[last].low if last < len(tokens) else "."
        return after == "one" and i > 0 and tokens[i - 1].low in self._lexicon.determiners

    def _is_verb(self, word: str) -> bool:
        lexicon = self._lexicon
        return word in lexicon.closed or (word in lexicon.verbs and lexicon.verbs[word][1] in (1, 2, 3))

    def place(self, tokens: Sequence[Token], i: int) -> Mention | None:
        """Return the place counted from the end or from here that begins at token `i` ("second to last"); None without one."""
        hit = self._places.at(tokens, i)
        if hit is None:
            return None
        last, (to, offset) = hit
        after = tokens[last] if last < len(tokens) else None
        common = last == i + 1 and to in ("current", "end") and tokens[i].low in self._adverbs
        if common and (after is None or not after.low[0].isalnum() or self._is_verb(after.low)):
            return None  # "she last spoke", "what happens next"
        return figure(
            "ordinal", "relative", tokens, (i, last, last), Quantity(offset, offset, "place"), "", "", (("to", to),)
        )
