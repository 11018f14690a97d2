"""Tells numbers that count nothing: parts of names, addresses, scores, codes, years and the pronoun "one"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from factcheck.model import Token
    from factcheck.read.cardinals import Numeral
    from factcheck.read.lexicon import Lexicon

_DASH: Final = "-"
_JOINTS: Final = frozenset("-/:.#=%&_×")  # between digits or words without blanks: an address, a score, a code
_UNDER: Final = frozenset("2 3 4 5 6 8 10 16".split())  # what stands under a fraction of two numbers
_SUFFIXES: Final = frozenset(("st", "nd", "rd", "th"))


class Traps:
    """Tells numbers that are no quantities; built once from the word lists. `unit_at` tells whether a unit stands at a token."""

    def __init__(
        self,
        words: Mapping[str, Mapping[str, Any]],
        lexicon: Lexicon,
        unit_at: Callable[[Sequence[Token], int], bool],
        bounded: Callable[[Sequence[Token], int], bool],
    ) -> None:
        numbers = words["numbers"]["words"]
        self._lexicon = lexicon
        self._unit_follows = unit_at
        self._bounded = bounded
        self._percent = frozenset(words["units"]["percent"]["words"])
        self._letters = frozenset(words["units"]["temperatures"]["letters"])
        self._counting = frozenset(words["numbers"]["units"])
        self._short = frozenset(words["numbers"]["short"])
        self._name_before = frozenset(numbers["before"])
        self._street = frozenset(numbers["street"])
        self._one_not = frozenset(numbers["one_not"])

    def is_name_part(self, tokens: Sequence[Token], i: int) -> bool:
        """Tell whether a digit belongs to a name, an address, a score or a code."""
        before = tokens[i - 1] if i else None
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        text = tokens[i].text
        touching = before is not None and before.end == tokens[i].start
        if before is not None and touching:
            if before.low in _JOINTS and i > 1 and tokens[i - 2].end == before.start:
                return not (
                    before.low == _DASH
                    and tokens[i - 2].low[0].isdecimal()
                    and after is not None
                    and after.low != _DASH
                )
            if before.low.isalpha() or before.low == "#":
                return True
        if before is not None and before.low == "/" and i > 1 and tokens[i - 2].low.isdecimal():
            return True  # the end of a fraction that is torn apart ("4-1 / 2 months")
        if before is not None and before.low == "of" and tokens[i - 2].low.isdecimal():
            return True  # "Image 3 of 8"
        if after is not None and after.start == tokens[i].end:
            if after.low in _SUFFIXES:
                return True  # an ordinal that orders nothing: "at 48th and Main"
            if after.low[0].isalpha() and not self._glued(tokens, i):
                return True
            if after.low in ("/", ":") and i + 2 < len(tokens) and tokens[i + 2].low[0].isdecimal():
                part = after.low == "/" and tokens[i].low.isdecimal() and tokens[i + 2].low in _UNDER
                return not (part and int(tokens[i].low) < int(tokens[i + 2].low)) and not (
                    after.low == "/" and self._unit_follows(tokens, i + 3)  # "a 1/4 mile"
                )
            if (
                after.low == _DASH
                and i + 2 < len(tokens)
                and tokens[i + 2].low[0].isdecimal()
                and self._is_score(tokens, i)
            ):
                return True
        if before is not None and before.low.rstrip(".") in self._name_before and before.low not in ("week", "day"):
            return True
        if before is not None and before.low == "." and i > 1 and tokens[i - 2].low in self._name_before:
            return True
        if len(text) == 4 and text.isdecimal() and text[0] in "12" and 1000 <= int(text) <= 2099:
            ranged = after is not None and i + 2 < len(tokens) and after.low in ("to", "through", "and", _DASH)
            far = ranged and tokens[i + 2].low.isdecimal() and int(tokens[i + 2].low) > 2100
            return not (far or self._unit_follows(tokens, i + 1) or self._bounded(tokens, i))
        return self._is_address(tokens, i)

    def _glued(self, tokens: Sequence[Token], i: int) -> bool:
        """Tell whether what touches a number is its unit or scale ("7mm", "10k", "1.2B"), not part of a name ("5G", "3B")."""
        after = tokens[i + 1].text
        if after in self._letters:
            return self._unit_follows(tokens, i + 1)
        if len(after) == 1 and after not in ("k", "K", "m", "g", "h", "p", "l") and "." not in tokens[i].text:
            return False
        return after.lower() in self._short or self._unit_follows(tokens, i + 1)

    def _is_score(self, tokens: Sequence[Token], i: int) -> bool:
        """Tell whether "3-2" is a score or a vote: no noun follows that it could count, or it repeats."""
        end = i + 3
        if end < len(tokens) and tokens[end].low == "/":
            return False  # "2-1/2 miles"
        if end + 1 < len(tokens) and tokens[end].low == _DASH and tokens[end + 1].low[0].isdecimal():
            return True  # a telephone number
        return end >= len(tokens) or not (
            self._unit_follows(tokens, end) or tokens[end].low in self._percent or tokens[end].low == _DASH
        )

    def _is_address(self, tokens: Sequence[Token], i: int) -> bool:
        for token in tokens[i + 1 : i + 6]:
            if token.low in self._street and token.text[0].isupper():
                return True
            if not token.text[0].isupper() and token.low not in (".", "block", "of"):
                return False
        return False

    def is_word_part(self, tokens: Sequence[Token], numeral: Numeral) -> bool:
        """Tell whether a number word is a pronoun or part of a name ("World War Two", "One of them", "the ones")."""
        i, last = numeral.first, numeral.last
        after = tokens[last] if last < len(tokens) else None
        before = tokens[i - 1] if i else None
        if before is not None and before.low == _DASH and before.start == (tokens[i - 2].end if i > 1 else -1):
            return tokens[i - 2].low not in self._counting
        if (
            before is not None
            and before.text[0].isupper()
            and tokens[i].text[0].isupper()
            and before.low.isalpha()
            and i > 1
        ):
            return True
        if before is not None and before.low in self._name_before and tokens[i].text[0].isupper():
            return True
        if numeral.form == "digits":
            return False
        if i and tokens[i].text[0].isupper() and before is not None and before.low not in ("“", '"', ":", "-"):
            return True
        if tokens[i].low == "one" and last == i + 1:
            if after is None or after.low in self._one_not or not after.low.isalpha():
                return not (after is not None and after.low == _DASH)
            if after.low in self._lexicon.closed or after.low in self._lexicon.verbs:
                return after.low not in self._lexicon.adjectives
            return before is not None and before.low in ("the", "this", "that", "no", "any", "each", "every", "another")
        return (
            tokens[i].low == "zero"
            and after is not None
            and after.low.isalpha()
            and after.low not in self._lexicon.closed
        )
