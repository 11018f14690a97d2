"""Reads one written number from tokens: digits, words, fractions and scale words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from factcheck.read.lexicon import decimals

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factcheck.model import Token

_MOST_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number, the tokens it takes, the weight of its last written digit, and how it was written.

    `form` is digits, word or many ("dozens": at least so many); `scaled` tells that a scale word was written.
    """

    first: int
    last: int
    number: Decimal
    step: Decimal
    scaled: bool
    form: str


class Numerals:
    """Reads numbers by the word list `numbers`."""

    def __init__(self, words: Mapping[str, Mapping[str, Any]]) -> None:
        numbers = words["numbers"]
        self._small = decimals(numbers["units"])
        self._tens = decimals(numbers["tens"])
        self._scales = decimals(numbers["scales"])
        self._short = decimals(numbers["short"])
        self._many = decimals(numbers["many"])
        self._signs = decimals(numbers["signs"])
        self._fractions = decimals(numbers["fractions"])
        self.scales = frozenset(self._scales)
        self.seeds = frozenset(
            (*self._small, *self._tens, *self._many, *self._signs, "a", "an", "half", "hundred", "thousand")
        )

    def at(self, tokens: Sequence[Token], i: int, *, money: bool = False) -> Numeral | None:
        """Return the number that begins at token `i`, or None; `money` allows "3bn" and "2m"."""
        low = tokens[i].low
        if low[0].isdigit():
            return self._digits(tokens, i, money=money)
        if low in self._signs:
            return Numeral(i, i + 1, self._signs[low], Decimal("0.01"), False, "word")
        if low in ("a", "an", "half"):
            return self._article(tokens, i)
        if low in self._many:
            return Numeral(i, i + 1, self._many[low], Decimal(1), False, "many")
        return self._words(tokens, i)

    def _digits(self, tokens: Sequence[Token], i: int, *, money: bool) -> Numeral | None:
        text = tokens[i].text
        if len(text) > _MOST_DIGITS or not text.isascii():
            return None
        number = Decimal(text.replace(",", ""))
        places = len(text.partition(".")[2])
        step = Decimal(1).scaleb(-places)
        last = i + 1
        # "7 1/2", "2-1/2", "1/2"; "7½"
        if last < len(tokens) and tokens[last].low in self._signs and tokens[last].start <= tokens[i].end + 1:
            number, step, last = number + self._signs[tokens[last].low], Decimal("0.01"), last + 1
        else:
            at = last + 1 if last < len(tokens) and tokens[last].low == "-" else last
            fraction = _slash(tokens, at)
            if fraction and tokens[at].start <= tokens[last - 1].end + 1 + (at - last):
                number, step, last = number + fraction, Decimal("0.01"), at + 3
            elif (whole := _slash(tokens, i)) is not None:
                number, step, last = whole, Decimal("0.01"), i + 3
        return self._scaled(tokens, Numeral(i, last, number, step, False, "digits"), money=money)

    def _scaled(self, tokens: Sequence[Token], plain: Numeral, *, money: bool) -> Numeral:
        last = plain.last
        if last < len(tokens):
            at = last + 1 if tokens[last].low == "-" and last + 1 < len(tokens) else last
            low = tokens[at].low
            if low in self._scales and low != "dozen" and (low != "hundred" or plain.number < 100):
                factor = self._scales[low]
                return Numeral(plain.first, at + 1, plain.number * factor, plain.step * factor, True, plain.form)
            if (
                low in self._short
                and (money or low in ("bn", "mn", "mln"))
                and tokens[last].start == tokens[last - 1].end
            ):
                factor = self._short[low]
                return Numeral(plain.first, last + 1, plain.number * factor, plain.step * factor, True, plain.form)
        return plain

    def _article(self, tokens: Sequence[Token], i: int) -> Numeral | None:
        """Read "a dozen", "a hundred", "a million", "half a million", "half a dozen"."""
        low = tokens[i].low
        at = i + 1
        factor = Decimal(1)
        if low == "half":
            if at + 1 >= len(tokens) or tokens[at].low not in ("a", "an"):
                return None
            factor, at = Decimal("0.5"), at + 1
        if at < len(tokens) and tokens[at].low in self._scales:
            number = self._scales[tokens[at].low] * factor
            scaled = tokens[at].low not in ("dozen", "hundred")
            more = at + 1 < len(tokens) and tokens[at + 1].low in self._scales and tokens[at].low == "hundred"
            if more:
                return Numeral(i, at + 2, number * self._scales[tokens[at + 1].low], number, True, "word")
            return Numeral(i, at + 1, number, number if scaled or low != "half" else Decimal(1), scaled, "word")
        return None

    def _words(self, tokens: Sequence[Token], i: int) -> Numeral | None:
        """Read "forty-one", "one hundred and five", "two million", "three and a half million"."""
        total, group, at, step, scaled, seen = Decimal(0), Decimal(0), i, Decimal(1), False, False
        while at < len(tokens):
            low = tokens[at].low
            if low in self._tens and group % 100 == 0:
                group += self._tens[low]
                if (
                    at + 2 < len(tokens)
                    and tokens[at + 1].low == "-"
                    and self._small.get(tokens[at + 2].low, 0) in range(1, 10)
                ):
                    group, at = group + self._small[tokens[at + 2].low], at + 2
                elif at + 1 < len(tokens) and self._small.get(tokens[at + 1].low, 0) in range(1, 10):
                    group, at = group + self._small[tokens[at + 1].low], at + 1
            elif low in self._small and (not seen or (group and group % 100 == 0)):
                group += self._small[low]
            elif low in self._scales and (seen or low in ("hundred", "thousand")):
                factor = self._scales[low]
                if factor <= 100:
                    group = max(group, Decimal(1)) * factor
                else:
                    total, group, step, scaled = total + max(group, Decimal(1)) * factor, Decimal(0), factor, True
            elif low == "and" and seen and group % 100 == 0 and self._after_and(tokens, at):
                at += 1
                continue
            else:
                break
            seen, at = True, at + 1
        if not seen:
            return None
        if group:
            step = Decimal(1)
        return self._half(tokens, Numeral(i, at, total + group, step, scaled and not group, "word"))

    def _after_and(self, tokens: Sequence[Token], at: int) -> bool:
        hundred = tokens[at - 1].low in ("hundred", "thousand")
        return (
            hundred and at + 1 < len(tokens) and (tokens[at + 1].low in self._small or tokens[at + 1].low in self._tens)
        )

    def _half(self, tokens: Sequence[Token], numeral: Numeral) -> Numeral:
        lows = tuple(t.low for t in tokens[numeral.last : numeral.last + 3])
        if lows == ("and", "a", "half"):
            plain = Numeral(
                numeral.first, numeral.last + 3, numeral.number + Decimal("0.5"), Decimal("0.5"), False, "word"
            )
            return self._scaled(tokens, plain, money=False)
        return numeral


def _slash(tokens: Sequence[Token], i: int) -> Decimal | None:
    """Return the fraction of three touching tokens "1", "/", "2" with a small denominator, or None."""
    if (
        i + 2 >= len(tokens)
        or tokens[i + 1].low != "/"
        or not tokens[i].low.isdigit()
        or not tokens[i + 2].low.isdigit()
    ):
        return None
    if tokens[i].end != tokens[i + 1].start or tokens[i + 1].end != tokens[i + 2].start:
        return None
    over, under = int(tokens[i].low), int(tokens[i + 2].low)
    return Decimal(over) / Decimal(under) if 0 < over < under <= 16 else None
