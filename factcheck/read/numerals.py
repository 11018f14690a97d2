"""Reads one written number from tokens: digits, words, signs, decimals in words and scale words."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from factcheck.read.lexicon import decimals
from factcheck.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factcheck.model import Token

_MOST_DIGITS: Final = 18
_ZERO: Final = Decimal(0)
_ONE: Final = Decimal(1)
_POWERS: Final = frozenset(("^", "x", "×", "e"))
_POWER: Final = re.compile(r"(\d+(?:\.\d+)?)(?:(?:x(10))?\^([+-]?\d{1,2})|e([+-]?\d{1,2}))")
_ROUND_FRACTION: Final = Decimal("0.01")


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


class Numerals:
    """Reads numbers by the word list `numbers`."""

    def __init__(self, words: Mapping[str, Mapping[str, Any]]) -> None:
        numbers = words["numbers"]
        self._small = decimals(numbers["units"])
        self._tens = decimals(numbers["tens"])
        self._scales = decimals(numbers["scales"])
        self._short = decimals(numbers["short"])
        self._abbreviations = frozenset(numbers["words"]["abbreviations"])
        self._many = decimals(numbers["many"])
        self._signs = decimals(numbers["signs"])
        self._minus = frozenset(numbers["words"]["minus"])
        self._ordinals = decimals(numbers["ordinals"])
        self._halves = decimals(numbers["fractions"])
        plurals = {f"{word}s": n for word, n in self._ordinals.items() if n > 2}
        self._parts = {word: n for word, n in self._ordinals.items() if n > 2} | plurals
        self._plurals = frozenset(plurals)
        self._fractional = frozenset((*self._halves, *self._parts))
        self.scales = frozenset(self._scales)
        self.seeds = frozenset(
            (
                *self._small,
                *self._tens,
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
        self.ordinals = frozenset(self._ordinals)

    def at(self, tokens: Sequence[Token], i: int, *, money: bool = False) -> Numeral | None:
        """Return the number that begins at token `i`, or None; `money` allows "3bn" and "2m"."""
        low = tokens[i].low
        if low[0].isdigit() or (low[0] == "." and low[1:].isdigit()):
            return self._digits(tokens, i, money=money)
        if low in self._signs:
            return Numeral(i, i + 1, self._signs[low], _ROUND_FRACTION, False, "fraction")
        if low in self._minus:
            return self._negative(tokens, i, money=money)
        if low in self._halves or low in ("a", "an"):
            return self._article(tokens, i)
        if low in self._many:
            return Numeral(i, i + 1, self._many[low], _ONE, False, "many")
        return self._words(tokens, i)

    def scale(self, word: str) -> Decimal | None:
        """Return what a scale word multiplies by ("million"); None for any other word."""
        return self._scales.get(word)

    def whole(self, tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
        """Return where a whole number in words that begins at token `i` ends, and the number; None without one."""
        found = self._cardinal(tokens, i)
        return None if found is None else (found.last, int(found.number))

    def power(self, tokens: Sequence[Token], i: int) -> Numeral | None:
        """Read "1.3x10^6", "10^24" and "12.3e+14", written without blanks; None for anything else."""
        if i + 2 >= len(tokens) or tokens[i + 1].low not in _POWERS or tokens[i + 1].start != tokens[i].end:
            return None
        last = i
        while last + 1 < len(tokens) and last - i < 8 and tokens[last + 1].start == tokens[last].end:
            last += 1
        text = "".join(t.low for t in tokens[i : last + 1]).rstrip(".").replace("×", "x")
        found = _POWER.fullmatch(text) if len(text) <= 2 * _MOST_DIGITS else None
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
            after.start != tokens[i].end or not after.low[0].isdigit() or (i and tokens[i - 1].end == tokens[i].start)
        ):
            return None
        plain = self.power(tokens, i + 1) or self.at(tokens, i + 1, money=money)
        return replace(plain, first=i, number=-plain.number) if plain and plain.form != "many" else None

    def _digits(self, tokens: Sequence[Token], i: int, *, money: bool) -> Numeral | None:
        text = tokens[i].text
        if len(text) > _MOST_DIGITS or not text.isascii():
            return None
        number = Decimal(text.replace(",", ""))
        places = len(text.partition(".")[2])
        step = _ONE.scaleb(-places)
        last = i + 1
        if last >= len(tokens):
            return Numeral(i, last, number, step, False, "digits")
        after = tokens[last]
        gap = after.start - tokens[i].end
        if gap == 1 and len(text) <= 3 and after.text.isdigit() and len(after.text) == 3:
            return self._grouped(tokens, i) or Numeral(i, last, number, step, False, "digits")
        # "7 1/2", "2-1/2", "1/2"; "7½"
        if after.low in self._signs and gap <= 1:
            number, step, last = number + self._signs[after.low], _ROUND_FRACTION, last + 1
        elif after.low in ("/", "-") or after.low[0].isdigit():
            at = last + 1 if after.low == "-" else last
            fraction = _slash(tokens, at)
            if fraction and tokens[at].start <= tokens[last - 1].end + 2 + (at - last):
                number, step, last = number + fraction, _ROUND_FRACTION, at + 3
            elif (whole := _slash(tokens, i)) is not None:
                return Numeral(i, i + 3, whole, _ROUND_FRACTION, False, "fraction")
        return self._scaled(tokens, Numeral(i, last, number, step, False, "digits"), money=money)

    def _grouped(self, tokens: Sequence[Token], i: int) -> Numeral | None:
        """Read "40 000" and "1 234 567"; None for two numbers side by side ("18 747 jets")."""
        text, last = tokens[i].text, i + 1
        while (
            last < len(tokens)
            and tokens[last].text.isdigit()
            and len(tokens[last].text) == 3
            and tokens[last].start == tokens[last - 1].end + 1
        ):
            text, last = text + tokens[last].text, last + 1
        sure = last - i > 2 or tokens[last - 1].text == "000"
        return Numeral(i, last, Decimal(text), _ONE, False, "digits") if sure else None

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
            return self._out_of(tokens, plain)
        if low == "in" and plain.number == 1:
            return self._one_in(tokens, plain)
        if low in self._scales and (low != "hundred" or plain.number < 100):
            whole = self._cardinal(tokens, plain.first) if at == last == plain.first + 1 else None
            if whole is None or whole.last <= at + 1:
                factor = self._scales[low]
                whole = Numeral(plain.first, at + 1, plain.number * factor, plain.step * factor, True, plain.form)
            return self._and_part(tokens, replace(whole, form=plain.form))
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
        fraction = self._fraction(tokens, i)
        if fraction is not None:
            return self._of_scale(tokens, fraction)
        at = i + 1
        if low in self._halves or at >= len(tokens) or tokens[at].low not in self._scales:
            return None
        whole = self._cardinal(tokens, at)
        if whole is None:
            return None
        return self._parts_of(tokens, replace(whole, first=i))

    def _words(self, tokens: Sequence[Token], i: int) -> Numeral | None:
        """Read "forty-one", "one hundred and five", "two million", "three and a half million", "two thirds"."""
        whole = self._cardinal(tokens, i)
        return None if whole is None else self._parts_of(tokens, whole)

    def _cardinal(self, tokens: Sequence[Token], i: int, end: int = 0) -> Numeral | None:
        """Read a whole number in words, or in digits with scale words, that ends before token `end`."""
        stop = end or len(tokens)
        total, group, at, step, scaled, seen = _ZERO, _ZERO, i, _ONE, False, False
        factor = _ZERO
        while at < stop:
            low = tokens[at].low
            if low in self._tens and group % 100 == 0 and (group or not seen or factor):
                group += self._tens[low]
                joined = at + 2 < stop and tokens[at + 1].low == "-"
                unit = tokens[at + 2].low if joined else tokens[at + 1].low if at + 1 < stop else ""
                if self._small.get(unit, 0) in range(1, 10):
                    group, at = group + self._small[unit], at + 1 + joined
            elif low in self._small and (not seen or (group and group % 100 == 0) or (not group and factor > 100)):
                group += self._small[low]
            elif low[0].isdigit() and low.replace(".", "", 1).isdigit() and self._joins(tokens, at, stop, seen=seen):
                group += Decimal(low)
            elif low in self._scales:
                factor = self._scales[low]
                if seen and not group:  # "three lakh crore", "a hundred thousand million"
                    total, step, scaled = total * factor, step * factor, True
                elif factor <= 100:
                    group = (group or _ONE) * factor
                else:
                    total, group, step, scaled = total + (group or _ONE) * factor, _ZERO, factor, True
            elif low == "and" and seen and group % 100 == 0 and self._after_and(tokens, at, stop):
                at += 1
                continue
            else:
                break
            seen, at = True, at + 1
        if not seen:
            return None
        if group:
            step = _ONE
        return Numeral(i, at, total + group, step, scaled and not group, "word")

    def _joins(self, tokens: Sequence[Token], at: int, stop: int, *, seen: bool) -> bool:
        """Tell whether digits are part of a number in words: first before a scale, later only beside one."""
        if not seen:
            return True
        scale = at + 1 < stop and tokens[at + 1].low in self._scales
        return (tokens[at - 1].low in self._scales and scale) or tokens[at - 1].low == "and"

    def _after_and(self, tokens: Sequence[Token], at: int, stop: int) -> bool:
        """Tell whether "and" goes on with a number: "two hundred and five", not "two million and three were ..."."""
        before = tokens[at - 1].low
        if at + 1 >= stop:
            return False
        low = tokens[at + 1].low
        if low in self._small or low in self._tens:
            far = self._scales.get(before, _ZERO) > 1000
            return before in ("hundred", "thousand") or (far and at + 2 < stop and tokens[at + 2].low == "hundred")
        # "3 hundred and 21": digits were mixed with words before
        return low.isdigit() and before == "hundred" and at > 1 and tokens[at - 2].low[0].isdigit()

    # ---- fractions

    def _parts_of(self, tokens: Sequence[Token], whole: Numeral) -> Numeral:
        """Return a number in words with what may follow it: a decimal in words, a fraction, a fraction of its scale."""
        last = whole.last
        if last >= len(tokens):
            return whole
        low = tokens[last].low
        if low == "point":
            return self._point(tokens, whole)
        if low in self._fractional or (low == "-" and last + 1 < len(tokens) and tokens[last + 1].low in self._parts):
            return self._fraction_in(tokens, whole) or whole
        if low == "and":
            return self._and_part(tokens, whole)
        if low == "out":
            return self._out_of(tokens, whole)
        if low == "in":
            return self._one_in(tokens, whole)
        return self._compound(tokens, whole)

    def _compound(self, tokens: Sequence[Token], whole: Numeral) -> Numeral:
        """Return the fraction of "twenty twenty fifths"; the number itself where none follows."""
        low = tokens[whole.last].low
        if low in self._tens or low in self._small:
            part = self._ordinal(tokens, whole.last)
            if part is not None and (part[2] or whole.number == 1):
                return replace(
                    whole, last=part[0], number=whole.number / part[1], step=_ROUND_FRACTION, form="fraction"
                )
        return whole

    def _point(self, tokens: Sequence[Token], whole: Numeral) -> Numeral:
        """Read the digits behind "point": "five point five", "nine point nought four"."""
        at, digits = whole.last + 1, ""
        while at < len(tokens):
            low = tokens[at].low
            if low in self._small and self._small[low] < 10:
                digits, at = digits + str(self._small[low]), at + 1
                continue
            number = self._cardinal(tokens, at) if not digits and low in self._tens else None
            if number is not None:
                digits, at = f"{number.number}", number.last
            break
        if not digits:
            return whole
        plain = replace(
            whole, last=at, number=whole.number + Decimal(f"0.{digits}"), step=_ONE.scaleb(-len(digits)), scaled=False
        )
        return self._scaled(tokens, plain, money=False)

    def _and_part(self, tokens: Sequence[Token], whole: Numeral) -> Numeral:
        """Read "three and a half", "two and two thirds", "3 million and a half", "one billion and a half million"."""
        at = whole.last
        if at + 1 >= len(tokens) or tokens[at].low != "and":
            return whole
        part = self._fraction(tokens, at + 1)
        if part is None or part.number >= 1:
            return whole
        scaled = self._of_scale(tokens, part)
        if whole.scaled and whole.number >= 1000 and scaled.last > part.last:
            return replace(whole, last=scaled.last, number=whole.number + scaled.number, step=scaled.step)
        if whole.scaled and whole.number >= 1000:
            return replace(whole, last=part.last, number=whole.number + part.number * whole.step, step=whole.step / 10)
        plain = replace(whole, last=part.last, number=whole.number + part.number, step=part.step, form=whole.form)
        return self._scaled(tokens, plain, money=False)

    def _fraction_in(self, tokens: Sequence[Token], whole: Numeral) -> Numeral | None:
        """Return the fraction whose numerator, or whose whole part and numerator, were read as one number."""
        for k in range(whole.last - 1, whole.first, -1):
            if tokens[k].low == "and":
                front, part = self._cardinal(tokens, whole.first, k), self._fraction(tokens, k + 1)
                if front is not None and front.last == k and part is not None and part.number < 1:
                    return replace(part, first=whole.first, number=front.number + part.number)
        part = self._fraction(tokens, whole.first)
        return None if part is None else self._of_scale(tokens, part)

    def _fraction(self, tokens: Sequence[Token], i: int) -> Numeral | None:
        """Read "half", "a quarter", "one third of", "two thirds", "three-fifths", "one hundred thirty fifths"."""
        low = tokens[i].low
        if low in self._halves:
            return self._bare_part(tokens, i)
        if low in ("a", "an"):
            one = self._one_part(tokens, i, i + 1)
            if one is not None or i + 1 >= len(tokens) or tokens[i + 1].low not in self._scales:
                return one
            part = self._fraction(tokens, i + 1)
            return replace(part, first=i) if part else None
        whole = self._cardinal(tokens, i)
        if whole is None:
            return None
        for k in range(i + 1, whole.last + 1):
            at = k + 1 if k < len(tokens) and tokens[k].low == "-" else k
            if at >= len(tokens) or (k < whole.last and "-" in (tokens[k - 1].low, tokens[k].low)):
                continue
            over = self._cardinal(tokens, i, k)
            if over is None or over.last != k:
                continue
            if tokens[at].low in self._halves and k == whole.last:
                number = over.number * self._halves[tokens[at].low]
                return Numeral(i, at + 1, number, _ROUND_FRACTION, False, "fraction")
            if over.number == 1 and k == i + 1:
                one = self._one_part(tokens, i, at)
                if one is not None:
                    return one
            under = self._ordinal(tokens, at)
            if under is not None and under[2]:
                return Numeral(i, under[0], over.number / under[1], _ROUND_FRACTION, False, "fraction")
        return None

    def _bare_part(self, tokens: Sequence[Token], i: int) -> Numeral | None:
        """Read "half" and "quarter" before a scale: "half million", "half a dozen", "quarter of a million"."""
        if tokens[i].low not in ("half", "quarter"):
            return None
        part = Numeral(i, i + 1, self._halves[tokens[i].low], _ROUND_FRACTION, False, "fraction")
        return part if self._of_scale(tokens, part) is not part else None

    def _one_part(self, tokens: Sequence[Token], i: int, at: int) -> Numeral | None:
        """Read "a half", "one third", "a twenty-first" where nothing follows that it could order or describe."""
        if at >= len(tokens):
            return None
        low = tokens[at].low
        if low in self._halves:
            part = Numeral(i, at + 1, self._halves[low], _ROUND_FRACTION, False, "fraction")
        else:
            found = self._ordinal(tokens, at)
            if found is None or found[1] < 3 or found[2]:
                return None
            part = Numeral(i, found[0], 1 / found[1], _ROUND_FRACTION, False, "fraction")
        after = tokens[part.last].low if part.last < len(tokens) else "."
        before = tokens[i - 1].low if i else ""
        free = (
            tokens[at - 1].low == "-"
            or after == "of"
            or not (after[0].isalnum() or after[0] == "-")
            or self._of_scale(tokens, part) is not part
        )
        return part if free or (before == "and" and low in self._halves and after != "-") else None

    def _of_scale(self, tokens: Sequence[Token], part: Numeral) -> Numeral:
        """Return a fraction with the scale that it is of: "half a million", "three quarters of a billion"."""
        at = part.last
        at += at < len(tokens) and tokens[at].low == "of"
        at += at < len(tokens) and tokens[at].low in ("a", "an")
        if at >= len(tokens) or tokens[at].low not in self._scales or (at > part.last and part.number >= 1):
            return part
        factor = self._scales[tokens[at].low]
        whole = Numeral(part.first, at + 1, part.number * factor, part.number * factor, True, "word")
        return replace(whole, scaled=False, step=_ONE) if factor <= 100 else whole

    def _ordinal(self, tokens: Sequence[Token], i: int) -> tuple[int, Decimal, bool] | None:
        """Return where an ordinal number in words ends, its number, and whether it is a plural ("twenty-fifths")."""
        if i >= len(tokens):
            return None
        low = tokens[i].low
        if low in self._parts or low in self._ordinals:
            return i + 1, self._parts.get(low) or self._ordinals[low], low in self._plurals
        if low not in self._small and low not in self._tens and low not in ("hundred", "thousand"):
            return None
        front = self._cardinal(tokens, i)
        if front is None or low in ("hundred", "thousand"):
            return None
        at = front.last
        if at < len(tokens) and (tokens[at].low == "-" or (tokens[at].low == "and" and front.number % 100 == 0)):
            at += 1
        word = tokens[at].low if at < len(tokens) else ""
        plural = word in self._plurals or (word.endswith("s") and word[:-1] in self._ordinals)
        number = self._parts.get(word) or self._ordinals.get(word) or self._ordinals.get(word[:-1] if plural else "")
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
            whole = self._cardinal(tokens, at) if at < len(tokens) and tokens[at].low in self._scales else None
            word = tokens[whole.last].low if whole and whole.last < len(tokens) else ""
            factor = self._ordinals.get(word, _ZERO)
            return (whole.last + 1, whole.number * factor) if whole and factor >= 100 else None
        found = self._ordinal(tokens, i)
        if found is None and tokens[i].low in ("hundred", "thousand"):
            return self._hundred_and(tokens, i)
        return None if found is None or found[2] else (found[0], found[1])

    def _hundred_and(self, tokens: Sequence[Token], i: int) -> tuple[int, Decimal] | None:
        """Read "the hundred and fifth"."""
        whole = self._cardinal(tokens, i)
        at = whole.last + 1 if whole and whole.last + 1 < len(tokens) and tokens[whole.last].low == "and" else 0
        found = self._ordinal(tokens, at) if at else None
        if whole is None or found is None or found[2] or found[1] >= 100:
            return None
        return found[0], whole.number + found[1]

    def _one_in(self, tokens: Sequence[Token], whole: Numeral) -> Numeral:
        """Read "one in three" as a fraction; "one in 2014" is none."""
        at = whole.last + 1
        low = tokens[at].low if at < len(tokens) else ""
        if whole.number != 1 or not (low in self._small or low in self._tens or (low.isdigit() and len(low) < 4)):
            return whole
        under = self._cardinal(tokens, at)
        if under is None or under.number < 2:
            return whole
        step = _ROUND_FRACTION
        return replace(whole, last=under.last, number=1 / under.number, step=step, scaled=False, form="fraction")

    def _out_of(self, tokens: Sequence[Token], whole: Numeral) -> Numeral:
        """Read "two out of five" as a fraction, where the second number is the greater."""
        at = whole.last + 2
        if at >= len(tokens) or tokens[at - 1].low != "of":
            return whole
        low = tokens[at].low
        under = self._cardinal(tokens, at) if low in self._small or low in self._tens or low.isdigit() else None
        if under is None or under.number <= whole.number:
            return whole
        return replace(
            whole, last=under.last, number=whole.number / under.number, step=_ROUND_FRACTION, form="fraction"
        )


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
