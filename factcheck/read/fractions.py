"""Reads fractions in words from tokens: "two thirds", "three quarters of a million", "one in three"."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from factcheck.read.cardinals import ONE, STEP, Cardinals, Numeral
from factcheck.record import replaced

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factcheck.model import Token


class Fractions:
    """Reads fractions; `halves` are the words that are one by themselves."""

    def __init__(self, halves: Mapping[str, Decimal], cardinals: Cardinals) -> None:
        self._halves = halves
        self._cardinals = cardinals

    def at(self, tokens: Sequence[Token], i: int) -> Numeral | None:
        """Read "half", "a quarter", "one third of", "two thirds", "three-fifths", "one hundred thirty fifths"."""
        low = tokens[i].low
        if low in self._halves:
            return self._bare_part(tokens, i)
        if low in ("a", "an"):
            one = self._one_part(tokens, i, i + 1)
            if one is not None or i + 1 >= len(tokens) or tokens[i + 1].low not in self._cardinals.scales:
                return one
            part = self.at(tokens, i + 1)
            return replaced(part, first=i) if part else None
        whole = self._cardinals.cardinal(tokens, i)
        if whole is None:
            return None
        for k in range(i + 1, whole.last + 1):
            at = k + 1 if k < len(tokens) and tokens[k].low == "-" else k
            if at >= len(tokens) or (k < whole.last and "-" in (tokens[k - 1].low, tokens[k].low)):
                continue
            over = self._cardinals.cardinal(tokens, i, k)
            if over is None or over.last != k:
                continue
            if tokens[at].low in self._halves and k == whole.last:
                number = over.number * self._halves[tokens[at].low]
                return Numeral(i, at + 1, number, STEP, False, "fraction")
            if over.number == 1 and k == i + 1:
                one = self._one_part(tokens, i, at)
                if one is not None:
                    return one
            under = self._cardinals.ordinal(tokens, at)
            if under is not None and under[2]:
                return Numeral(i, under[0], over.number / under[1], STEP, False, "fraction")
        return None

    def inside(self, tokens: Sequence[Token], whole: Numeral) -> Numeral | None:
        """Return the fraction whose numerator, or whose whole part and numerator, were read as one number."""
        for k in range(whole.last - 1, whole.first, -1):
            if tokens[k].low == "and":
                front, part = self._cardinals.cardinal(tokens, whole.first, k), self.at(tokens, k + 1)
                if front is not None and front.last == k and part is not None and part.number < 1:
                    return replaced(part, first=whole.first, number=front.number + part.number)
        part = self.at(tokens, whole.first)
        return None if part is None else self.of_scale(tokens, part)

    def compound(self, tokens: Sequence[Token], whole: Numeral) -> Numeral:
        """Return the fraction of "twenty twenty fifths"; the number itself where none follows."""
        low = tokens[whole.last].low
        if low in self._cardinals.tens or low in self._cardinals.small:
            part = self._cardinals.ordinal(tokens, whole.last)
            if part is not None and (part[2] or whole.number == 1):
                return replaced(whole, last=part[0], number=whole.number / part[1], step=STEP, form="fraction")
        return whole

    def _bare_part(self, tokens: Sequence[Token], i: int) -> Numeral | None:
        """Read "half" and "quarter" before a scale: "half million", "half a dozen", "quarter of a million"."""
        if tokens[i].low not in ("half", "quarter"):
            return None
        part = Numeral(i, i + 1, self._halves[tokens[i].low], STEP, False, "fraction")
        return part if self.of_scale(tokens, part) is not part else None

    def _one_part(self, tokens: Sequence[Token], i: int, at: int) -> Numeral | None:
        """Read "a half", "one third", "a twenty-first" where nothing follows that it could order or describe."""
        if at >= len(tokens):
            return None
        low = tokens[at].low
        if low in self._halves:
            part = Numeral(i, at + 1, self._halves[low], STEP, False, "fraction")
        else:
            found = self._cardinals.ordinal(tokens, at)
            if found is None or found[1] < 3 or found[2]:
                return None
            part = Numeral(i, found[0], 1 / found[1], STEP, False, "fraction")
        after = tokens[part.last].low if part.last < len(tokens) else "."
        before = tokens[i - 1].low if i else ""
        free = (
            tokens[at - 1].low == "-"
            or after == "of"
            or not (after[0].isalnum() or after[0] == "-")
            or self.of_scale(tokens, part) is not part
        )
        return part if free or (before == "and" and low in self._halves and after != "-") else None

    def of_scale(self, tokens: Sequence[Token], part: Numeral) -> Numeral:
        """Return a fraction with the scale that it is of: "half a million", "three quarters of a billion"."""
        at = part.last
        at += at < len(tokens) and tokens[at].low == "of"
        at += at < len(tokens) and tokens[at].low in ("a", "an")
        if at >= len(tokens) or tokens[at].low not in self._cardinals.scales or (at > part.last and part.number >= 1):
            return part
        factor = self._cardinals.scales[tokens[at].low]
        whole = Numeral(part.first, at + 1, part.number * factor, part.number * factor, True, "word")
        return replaced(whole, scaled=False, step=ONE) if factor <= 100 else whole

    def one_in(self, tokens: Sequence[Token], whole: Numeral) -> Numeral:
        """Read "one in three" as a fraction; "one in 2014" is none."""
        at = whole.last + 1
        low = tokens[at].low if at < len(tokens) else ""
        if whole.number != 1 or not (
            low in self._cardinals.small or low in self._cardinals.tens or (low.isdecimal() and len(low) < 4)
        ):
            return whole
        under = self._cardinals.cardinal(tokens, at)
        if under is None or under.number < 2:
            return whole
        step = STEP
        return replaced(whole, last=under.last, number=1 / under.number, step=step, scaled=False, form="fraction")

    def out_of(self, tokens: Sequence[Token], whole: Numeral) -> Numeral:
        """Read "two out of five" as a fraction, where the second number is the greater."""
        at = whole.last + 2
        if at >= len(tokens) or tokens[at - 1].low != "of":
            return whole
        low = tokens[at].low
        under = (
            self._cardinals.cardinal(tokens, at)
            if low in self._cardinals.small or low in self._cardinals.tens or low.isdecimal()
            else None
        )
        if under is None or under.number <= whole.number:
            return whole
        return replaced(whole, last=under.last, number=whole.number / under.number, step=STEP, form="fraction")
