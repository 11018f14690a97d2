"""Reads whole numbers and ordinals in words from tokens."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from factcheck.read.lexicon import decimals
from factcheck.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factcheck.model import Token

ZERO: Final = Decimal(0)
ONE: Final = Decimal(1)
STEP: Final = Decimal("0.01")  # the weight of a fraction's last digit, for want of one
_MOST: Final = Decimal(10) ** 18


@record(frozen=True, slots=True)
class Numeral:
    """A number, the tokens it takes, the weight of its last written digit, and how it was written.

    `form` is digits, word, many ("dozens": at least so many) or fraction; `scaled` tells that a scale word was written.
    """

    first: int
    last: int
    number: Decimal
    step: Decimal
    scaled: bool
    form: str


class Cardinals:
    """Reads whole numbers and ordinals by the word list `numbers`."""

    def __init__(self, words: Mapping[str, Mapping[str, Any]]) -> None:
        numbers = words["numbers"]
        self.small = decimals(numbers["units"])
        self.tens = decimals(numbers["tens"])
        self.scales = decimals(numbers["scales"])
        self.ordinals = decimals(numbers["ordinals"])
        self._plurals = {f"{word}s": n for word, n in self.ordinals.items() if n > 2}
        self.parts = {word: n for word, n in self.ordinals.items() if n > 2} | self._plurals

    def cardinal(self, tokens: Sequence[Token], i: int, end: int = 0) -> Numeral | None:
        """Read a whole number in words, or in digits with scale words, that ends before token `end`."""
        stop = end or len(tokens)
        total, group, at, step, scaled, seen = ZERO, ZERO, i, ONE, False, False
        factor = ZERO
        while at < stop:
            low = tokens[at].low
            if low in self.tens and group % 100 == 0 and (group or not seen or factor):
                group += self.tens[low]
                joined = at + 2 < stop and tokens[at + 1].low == "-"
                unit = tokens[at + 2].low if joined else tokens[at + 1].low if at + 1 < stop else ""
                if self.small.get(unit, 0) in range(1, 10):
                    group, at = group + self.small[unit], at + 1 + joined
            elif low in self.small and (not seen or (group and group % 100 == 0) or (not group and factor > 100)):
                group += self.small[low]
            elif (
                low[0].isdecimal() and low.replace(".", "", 1).isdecimal() and self._joins(tokens, at, stop, seen=seen)
            ):
                group += Decimal(low)
            elif low in self.scales:
                factor = self.scales[low]
                if seen and not group:  # "three lakh crore", "a hundred thousand million"
                    total, step, scaled = total * factor, step * factor, True
                elif factor <= 100:
                    group = (group or ONE) * factor
                else:
                    total, group, step, scaled = total + (group or ONE) * factor, ZERO, factor, True
            elif low == "and" and seen and group % 100 == 0 and self._after_and(tokens, at, stop):
                at += 1
                continue
            else:
                break
            seen, at = True, at + 1
            if group > _MOST or total > _MOST:  # "hundred hundred hundred ...": no number
                return None
        if not seen:
            return None
        if group:
            step = ONE
        return Numeral(i, at, total + group, step, scaled and not group, "word")

    def _joins(self, tokens: Sequence[Token], at: int, stop: int, *, seen: bool) -> bool:
        """Tell whether digits are part of a number in words: first before a scale, later only beside one."""
        if not seen:
            return True
        scale = at + 1 < stop and tokens[at + 1].low in self.scales
        return (tokens[at - 1].low in self.scales and scale) or tokens[at - 1].low == "and"

    def _after_and(self, tokens: Sequence[Token], at: int, stop: int) -> bool:
        """Tell whether "and" goes on with a number: "two hundred and five", not "two million and three were ..."."""
        before = tokens[at - 1].low
        if at + 1 >= stop:
            return False
        low = tokens[at + 1].low
        if low in self.small or low in self.tens:
            far = self.scales.get(before, ZERO) > 1000
            return before in ("hundred", "thousand") or (far and at + 2 < stop and tokens[at + 2].low == "hundred")
        # "3 hundred and 21": digits were mixed with words before
        return low.isdecimal() and before == "hundred" and at > 1 and tokens[at - 2].low[0].isdecimal()

    def ordinal(self, tokens: Sequence[Token], i: int) -> tuple[int, Decimal, bool] | None:
        """Return where an ordinal number in words ends, its number, and whether it is a plural ("twenty-fifths")."""
        if i >= len(tokens):
            return None
        low = tokens[i].low
        if low in self.parts or low in self.ordinals:
            return i + 1, self.parts.get(low) or self.ordinals[low], low in self._plurals
        if low not in self.small and low not in self.tens and low not in ("hundred", "thousand"):
            return None
        front = self.cardinal(tokens, i)
        if front is None or low in ("hundred", "thousand"):
            return None
        at = front.last
        if at < len(tokens) and (tokens[at].low == "-" or (tokens[at].low == "and" and front.number % 100 == 0)):
            at += 1
        word = tokens[at].low if at < len(tokens) else ""
        plural = word in self._plurals or (word.endswith("s") and word[:-1] in self.ordinals)
        number = self.parts.get(word) or self.ordinals.get(word) or self.ordinals.get(word[:-1] if plural else "")
        if number is None:
            return None
        if tokens[at - 1].low != "-" and at + 1 < len(tokens) and tokens[at + 1].low == "-":
            return None  # "twenty first-graders"
        tens = front.number % 100
        if number >= 100 and tokens[at - 1].low != "-":
            number = front.number * number
        elif (number < 10 and (tens == 0 or (tens % 10 == 0 and tens >= 20))) or (number < 100 and tens == 0):
            number += front.number
        else:
            return None
        return at + 1, number, plural

    def order(self, tokens: Sequence[Token], i: int) -> tuple[int, Decimal] | None:
        """Return where an ordinal number in words that begins at token `i` ends, and its number; None for a plural."""
        at = i + (tokens[i].low in ("a", "an"))
        if at > i:  # "a hundred trillionth"
            whole = self.cardinal(tokens, at) if at < len(tokens) and tokens[at].low in self.scales else None
            word = tokens[whole.last].low if whole and whole.last < len(tokens) else ""
            factor = self.ordinals.get(word, ZERO)
            return (whole.last + 1, whole.number * factor) if whole and factor >= 100 else None
        found = self.ordinal(tokens, i)
        if found is None and tokens[i].low in ("hundred", "thousand"):
            return self._hundred_and(tokens, i)
        return None if found is None or found[2] else (found[0], found[1])

    def _hundred_and(self, tokens: Sequence[Token], i: int) -> tuple[int, Decimal] | None:
        """Read "the hundred and fifth"."""
        whole = self.cardinal(tokens, i)
        at = whole.last + 1 if whole and whole.last + 1 < len(tokens) and tokens[whole.last].low == "and" else 0
        found = self.ordinal(tokens, at) if at else None
        if whole is None or found is None or found[2] or found[1] >= 100:
            return None
        return found[0], whole.number + found[1]

    def whole(self, tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
        """Return where a whole number in words that begins at token `i` ends, and the number; None without one."""
        found = self.cardinal(tokens, i)
        return None if found is None else (found.last, int(found.number))
