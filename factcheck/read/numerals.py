"""Reads one written number from tokens: digits, words, signs, decimals in words and scale words."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from factcheck.model import DIGIT
from factcheck.read.cardinals import ONE, STEP, Cardinals, Numeral
from factcheck.read.lexicon import decimals
from factcheck.record import replaced

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factcheck.model import Token
    from factcheck.read.fractions import Fractions

_MOST_DIGITS: Final = 18
_GROUP: Final = 3  # digits between two commas
_OPEN: Final = ("(", "[")
_POWERS: Final = frozenset(("^", "x", "×", "e"))
_POWER: Final = r"(\d+(?:\.\d+)?)(?:(?:x(10))?\^([+-]?\d{1,2})|e([+-]?\d{1,2}))"


class Numerals:
    """Reads numbers by the word list `numbers`."""

    def __init__(self, words: Mapping[str, Mapping[str, Any]]) -> None:
        numbers = words["numbers"]
        self.cardinals = Cardinals(words)
        self._halves = decimals(numbers["fractions"])
        self._parts = frozenset((*self._halves, *self.cardinals.parts))
        self._made: Fractions | None = None
        self._short = decimals(numbers["short"])
        self._abbreviations = frozenset(numbers["words"]["abbreviations"])
        self._many = decimals(numbers["many"])
        self._signs = decimals(numbers["signs"])
        self._minus = frozenset(numbers["words"]["minus"])
        self.scales = frozenset(self.cardinals.scales)
        self.ordinals = frozenset(self.cardinals.ordinals)
        units = words["units"]
        named = chain(units["measure"].values(), units["currencies"]["words"].values(), [units["percent"]["words"]])
        self._measured = self.scales | {form.split()[0] for form in chain.from_iterable(named)}
        self.seeds = frozenset(
            (
                *self.cardinals.small,
                *self.cardinals.tens,
                *self._many,
                *self._signs,
                *self._minus,
                *self._halves,
                "a",
                "an",
                "hundred",
                "thousand",
            )
        )

    @property
    def _fractions(self) -> Fractions:
        if self._made is None:
            from factcheck.read.fractions import Fractions  # noqa: PLC0415 - few texts hold a number in words

            self._made = Fractions(self._halves, self.cardinals)
        return self._made

    def at(self, tokens: Sequence[Token], i: int, *, money: bool = False) -> Numeral | None:
        """Return the number that begins at token `i`, or None; `money` allows "3bn" and "2m"."""
        low = tokens[i].low
        if low[0].isdecimal() or (low[0] == "." and low[1:].isdecimal()):
            return self._digits(tokens, i, money=money)
        if low in self._signs:
            return Numeral(i, i + 1, self._signs[low], STEP, False, "fraction")
        if low in self._minus:
            return self._negative(tokens, i, money=money)
        if low in self._halves or low in ("a", "an"):
            return self._article(tokens, i)
        if low in self._many:
            return Numeral(i, i + 1, self._many[low], ONE, False, "many")
        return self._words(tokens, i)

    def scale(self, word: str) -> Decimal | None:
        """Return what a scale word multiplies by ("million"); None for any other word."""
        return self.cardinals.scales.get(word)

    def power(self, tokens: Sequence[Token], i: int) -> Numeral | None:
        """Read "1.3x10^6", "10^24" and "12.3e+14", written without blanks; None for anything else."""
        if i + 2 >= len(tokens) or tokens[i + 1].low not in _POWERS or tokens[i + 1].start != tokens[i].end:
            return None
        last = i
        while last + 1 < len(tokens) and last - i < 8 and tokens[last + 1].start == tokens[last].end:
            last += 1
        text = "".join(t.low for t in tokens[i : last + 1]).rstrip(".").replace("×", "x")
        found = re.fullmatch(_POWER, text) if len(text) <= 2 * _MOST_DIGITS else None
        if found is None:
            return None
        number, base, high, tens = found.groups()
        exponent = int(high or tens)
        number = Decimal(number) * Decimal(base or 10) ** exponent if base or tens else Decimal(number) ** exponent
        last -= tokens[last].low == "."
        return Numeral(i, last + 1, number, Decimal("0.01"), False, "digits")

    # ---- the kinds of writing

    def _negative(self, tokens: Sequence[Token], i: int, *, money: bool) -> Numeral | None:
        """Read "minus five" and "-5"; a dash touches its number and nothing before it."""
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        if after is None or after.low in self._minus or after.low in ("a", "an"):
            return None
        if not tokens[i].low.isalpha() and (
            after.start != tokens[i].end
            or not after.low[0].isdecimal()
            or (i and tokens[i - 1].end == tokens[i].start and tokens[i - 1].low not in _OPEN)
        ):
            return None
        plain = self.power(tokens, i + 1) or self.at(tokens, i + 1, money=money)
        return replaced(plain, first=i, number=-plain.number) if plain and plain.form != "many" else None

    def _digits(self, tokens: Sequence[Token], i: int, *, money: bool) -> Numeral | None:
        text = tokens[i].text
        if len(text) > _MOST_DIGITS or not text.isascii() or not text.replace(",", "").replace(".", "", 1).isdecimal():
            return None  # too long, or a number and a word that an unseen sign joins
        if text == "000" and i > 1 and tokens[i - 1].low == "," and tokens[i - 2].end == tokens[i - 1].start:
            return None  # the end of a number that is torn apart ("2, 000 ft")
        number = Decimal(text.replace(",", ""))
        places = len(text.partition(".")[2])
        step = ONE.scaleb(-places)
        last = i + 1
        if last >= len(tokens):
            return Numeral(i, last, number, step, False, "digits")
        after = tokens[last]
        gap = after.start - tokens[i].end
        if not gap and after.low.isdigit() and not after.low.isdecimal():
            return None  # "1²": a note's mark or a power
        if not gap and after.low == "," and self._decimal_comma(tokens, i):
            places, last = len(tokens[i + 2].text), i + 3
            number = Decimal(f"{text}.{tokens[i + 2].text}")
            return self._scaled(tokens, Numeral(i, last, number, ONE.scaleb(-places), False, "digits"), money=money)
        if gap == 1 and len(text) <= 3 and after.text.isdecimal() and len(after.text) == 3:
            return self._grouped(tokens, i) or Numeral(i, last, number, step, False, "digits")
        # "7 1/2", "2-1/2", "1/2"; "7½"
        if after.low in self._signs and gap <= 1:
            number, step, last = number + self._signs[after.low], STEP, last + 1
        elif after.low in ("/", "-") or after.low[0].isdecimal():
            at = last + 1 if after.low == "-" else last
            fraction = _slash(tokens, at)
            if fraction and tokens[at].start <= tokens[last - 1].end + 2 + (at - last):
                number, step, last = number + fraction, STEP, at + 3
            elif (whole := _slash(tokens, i)) is not None:
                return Numeral(i, i + 3, whole, STEP, False, "fraction")
        return self._scaled(tokens, Numeral(i, last, number, step, False, "digits"), money=money)

    def _decimal_comma(self, tokens: Sequence[Token], i: int) -> bool:
        """Tell whether "6,3" is one number, as much of Europe writes it: one or two digits touch the comma, and nothing is listed."""
        if i + 2 >= len(tokens) or tokens[i + 2].start != tokens[i + 1].end or not tokens[i + 2].text.isdecimal():
            return False
        if len(tokens[i + 2].text) >= _GROUP or len(tokens[i].text) > _GROUP or not tokens[i].text.isdecimal():
            return False
        after = tokens[i + 3] if i + 3 < len(tokens) else None
        if after is None or after.low in self._measured or (i and tokens[i - 1].low == "magnitude"):
            return True
        if i and tokens[i - 1].low in (",", "and", "or", "/", ":", "-"):
            return False
        ended = not after.low[0].isalnum() and after.low not in ("-", "/", ":")
        return ended and not (i + 4 < len(tokens) and tokens[i + 4].classes & DIGIT)

    def _grouped(self, tokens: Sequence[Token], i: int) -> Numeral | None:
        """Read "40 000" and "1 234 567"; None for two numbers side by side ("18 747 jets")."""
        text, last = tokens[i].text, i + 1
        while (
            last < len(tokens)
            and tokens[last].text.isdecimal()
            and len(tokens[last].text) == 3
            and tokens[last].start == tokens[last - 1].end + 1
        ):
            text, last = text + tokens[last].text, last + 1
        sure = last - i > 2 or tokens[last - 1].text == "000"
        return Numeral(i, last, Decimal(text), ONE, False, "digits") if sure else None

    def _scaled(self, tokens: Sequence[Token], plain: Numeral, *, money: bool) -> Numeral:
        """Return a number in digits with the scale behind it: "3 million", "3bn", "4 thousand 3 hundred and 21"."""
        last = plain.last
        if last >= len(tokens):
            return plain
        at = last + 1 if tokens[last].low == "-" and last + 1 < len(tokens) else last
        low = tokens[at].low
        if low == "and":
            return self._and_part(tokens, plain)
        if low == "out":
            return self._fractions.out_of(tokens, plain)
        if low == "in" and plain.number == 1:
            return self._fractions.one_in(tokens, plain)
        if low in self.cardinals.scales and (low != "hundred" or plain.number < 100):
            whole = self.cardinals.cardinal(tokens, plain.first) if at == last == plain.first + 1 else None
            if whole is None or whole.last <= at + 1:
                factor = self.cardinals.scales[low]
                whole = Numeral(plain.first, at + 1, plain.number * factor, plain.step * factor, True, plain.form)
            return self._and_part(tokens, replaced(whole, form=plain.form))
        if low not in self._short or at != last:
            return plain
        if low in self._abbreviations or self._counts(tokens, plain, last, money=money):
            factor = self._short[low]
            return Numeral(plain.first, last + 1, plain.number * factor, plain.step * factor, True, plain.form)
        return plain

    def _counts(self, tokens: Sequence[Token], plain: Numeral, at: int, *, money: bool) -> bool:
        """Tell whether a letter behind the digits is a scale: "$3m", "10k", "1.2b", "1.8M", and with a blank only "2.3 k"."""
        text = tokens[at].text
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        if after is not None and after.start == tokens[at].end and after.low[0].isalnum():
            return False
        touching = tokens[at].start == tokens[at - 1].end
        if money or not touching:
            return touching or (
                plain.step < 1 and text in ("k", "K", "M") and (after is None or not after.low.isalpha())
            )
        return text in ("k", "K") or (text in ("M", "B", "b") and plain.step < 1)

    def _article(self, tokens: Sequence[Token], i: int) -> Numeral | None:
        """Read "a dozen", "a hundred thousand", "half a million", "a half", "a third of", "quarter million"."""
        low = tokens[i].low
        fraction = self._fractions.at(tokens, i)
        if fraction is not None:
            return self._fractions.of_scale(tokens, fraction)
        at = i + 1
        if low in self._halves or at >= len(tokens) or tokens[at].low not in self.cardinals.scales:
            return None
        whole = self.cardinals.cardinal(tokens, at)
        if whole is None:
            return None
        return self._parts_of(tokens, replaced(whole, first=i))

    def _words(self, tokens: Sequence[Token], i: int) -> Numeral | None:
        """Read "forty-one", "one hundred and five", "two million", "three and a half million", "two thirds"."""
        whole = self.cardinals.cardinal(tokens, i)
        return None if whole is None else self._parts_of(tokens, whole)

    def _parts_of(self, tokens: Sequence[Token], whole: Numeral) -> Numeral:
        """Return a number in words with what may follow it: a decimal in words, a fraction, a fraction of its scale."""
        last = whole.last
        if last >= len(tokens):
            return whole
        low = tokens[last].low
        if low == "point":
            return self._point(tokens, whole)
        if low in self._parts or (
            low == "-" and last + 1 < len(tokens) and tokens[last + 1].low in self.cardinals.parts
        ):
            return self._fractions.inside(tokens, whole) or whole
        if low == "and":
            return self._and_part(tokens, whole)
        if low == "out":
            return self._fractions.out_of(tokens, whole)
        if low == "in":
            return self._fractions.one_in(tokens, whole)
        return self._fractions.compound(tokens, whole)

    def _point(self, tokens: Sequence[Token], whole: Numeral) -> Numeral:
        """Read the digits behind "point": "five point five", "nine point nought four"."""
        at, digits = whole.last + 1, ""
        while at < len(tokens):
            low = tokens[at].low
            if low in self.cardinals.small and self.cardinals.small[low] < 10:
                digits, at = digits + str(self.cardinals.small[low]), at + 1
                continue
            number = self.cardinals.cardinal(tokens, at) if not digits and low in self.cardinals.tens else None
            if number is not None:
                digits, at = f"{number.number}", number.last
            break
        if not digits:
            return whole
        plain = replaced(
            whole, last=at, number=whole.number + Decimal(f"0.{digits}"), step=ONE.scaleb(-len(digits)), scaled=False
        )
        return self._scaled(tokens, plain, money=False)

    def _and_part(self, tokens: Sequence[Token], whole: Numeral) -> Numeral:
        """Read "three and a half", "two and two thirds", "3 million and a half", "one billion and a half million"."""
        at = whole.last
        if at + 1 >= len(tokens) or tokens[at].low != "and":
            return whole
        part = self._fractions.at(tokens, at + 1)
        if part is None or part.number >= 1:
            return whole
        scaled = self._fractions.of_scale(tokens, part)
        if whole.scaled and whole.number >= 1000 and scaled.last > part.last:
            return replaced(whole, last=scaled.last, number=whole.number + scaled.number, step=scaled.step)
        if whole.scaled and whole.number >= 1000:
            return replaced(whole, last=part.last, number=whole.number + part.number * whole.step, step=whole.step / 10)
        plain = replaced(whole, last=part.last, number=whole.number + part.number, step=part.step, form=whole.form)
        return self._scaled(tokens, plain, money=False)


def _slash(tokens: Sequence[Token], i: int) -> Decimal | None:
    """Return the fraction of three touching tokens "1", "/", "2" with a small denominator, or None."""
    if (
        i + 2 >= len(tokens)
        or tokens[i + 1].low != "/"
        or not tokens[i].low.isdecimal()
        or not tokens[i + 2].low.isdecimal()
    ):
        return None
    if tokens[i].end != tokens[i + 1].start or tokens[i + 1].end != tokens[i + 2].start:
        return None
    over, under = int(tokens[i].low), int(tokens[i + 2].low)
    return Decimal(over) / Decimal(under) if 0 < over < under <= 16 else None
