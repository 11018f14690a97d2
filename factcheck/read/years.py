"""Reads years, decades and days of the month that are written in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from factcheck.model import COMMON, LETTERS
from factcheck.read.lexicon import decimals

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factcheck.model import Token
    from factcheck.read.numerals import Numerals

_SUFFIXES: Final = ("st", "nd", "rd", "th")
_LAST_DAY: Final = 31
_IN: Final = ("in", "since", "until", "year")
_WORDS: Final = 2  # of a year at least
_FIRST: Final = 100


class YearReader:
    """Reads "nineteen seventy-eight", "two thousand and eighteen", "the 21st", "twenty-first"."""

    def __init__(self, words: Mapping[str, Mapping[str, Any]], numerals: Numerals) -> None:
        numbers = words["numbers"]
        self._numerals = numerals
        self._small = {word: int(n) for word, n in decimals(numbers["units"]).items()}
        self._tens = {word: int(n) for word, n in decimals(numbers["tens"]).items()}
        self.seeds = frozenset(w for w, n in self._small.items() if n > 12) | {"twenty", "hundred", "thousand"}
        self._firsts = {w for w, n in self._small.items() if n in (1, 2) or n > 10} | {"twenty"}

    def year(self, tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
        """Return where a year in words that begins at token `i` ends, and the year; None without one."""
        if i >= len(tokens) or tokens[i].low not in self._firsts:
            return None
        century = self._small.get(tokens[i].low, 20)
        if century >= 10 and i + 1 < len(tokens):
            at = i + 1 + (tokens[i + 1].low == "-")
            low = tokens[at].low if at < len(tokens) else ""
            if low in ("zero", "oh", "o", "nought") and at + 1 < len(tokens):
                unit = self._small.get(tokens[at + 1].low, 0)
                return (at + 2, century * 100 + unit) if 0 < unit < 10 else None
            if low in self._tens or self._small.get(low, 0) >= 10:
                rest = self._numerals.cardinals.whole(tokens, at)
                if rest is not None and rest[1] < 100:
                    return rest[0], century * 100 + rest[1]
        whole = self._numerals.cardinals.whole(tokens, i)
        return whole if whole is not None and 1000 <= whole[1] <= 2100 else None

    def alone(self, tokens: Sequence[Token], i: int) -> tuple[int, int, int] | None:
        """Return where a year in words that no month stands before begins and ends, and the year, where token `i` is of `seeds`.

        "In seventeen eighty-nine", "the year two hundred and sixty-seven"; a number of what follows it is none.
        """
        first = i - (tokens[i].low in ("hundred", "thousand"))
        before = tokens[first - 1].low if first > 0 else ""
        if before not in _IN:
            return None
        found = self.year(tokens, first)
        if found is None and before == "year":
            found = self._numerals.cardinals.whole(tokens, first)
        if found is None or found[0] - first < _WORDS or found[1] < _FIRST or found[1] % 1000 == 0:
            return None
        after = tokens[found[0]] if found[0] < len(tokens) else None
        counts = after is not None and (
            after.low in ("-", "of") or (after.classes & LETTERS and not after.classes & COMMON)
        )
        return None if counts else (first, found[0], found[1])

    def day(self, tokens: Sequence[Token], i: int) -> tuple[int, int, bool] | None:
        """Return where a day of the month ends, its number, and whether it is an ordinal: "12", "12th", "twenty-first"."""
        if i >= len(tokens):
            return None
        low = tokens[i].low
        if low.isdecimal():
            if len(low) > 2 or not 1 <= int(low) <= _LAST_DAY:
                return None
            suffix = i + 1 < len(tokens) and tokens[i + 1].low in _SUFFIXES and tokens[i + 1].start == tokens[i].end
            return i + 1 + suffix, int(low), suffix
        if low not in self._numerals.ordinals and low not in self._tens and low not in self._small:
            return None
        order = self._numerals.cardinals.order(tokens, i)
        if order is not None:
            return (order[0], int(order[1]), True) if order[1] <= _LAST_DAY else None
        whole = self._numerals.cardinals.whole(tokens, i)
        return (whole[0], whole[1], False) if whole is not None and 0 < whole[1] <= _LAST_DAY else None

    def day_before(self, tokens: Sequence[Token], end: int) -> tuple[int, int] | None:
        """Return where an ordinal day of the month that ends before token `end` begins, and its number."""
        for first in range(max(0, end - 3), end):
            found = self.day(tokens, first)
            if found is not None and found[0] == end and found[2]:
                return first, found[1]
        return None

    def count_before(self, tokens: Sequence[Token], end: int) -> tuple[int, int] | None:
        """Return where a whole number that ends before token `end` begins, and the number ("a" is one)."""
        for first in range(max(0, end - 4), end):
            if tokens[first].low not in self._numerals.seeds and not tokens[first].low.isdecimal():
                continue
            numeral = self._numerals.at(tokens, first)
            if numeral is not None and numeral.last == end and numeral.number == int(numeral.number) > 0:
                return first, int(numeral.number)
        return (end - 1, 1) if end and tokens[end - 1].low in ("a", "an") else None
