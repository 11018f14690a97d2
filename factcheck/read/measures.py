"""Reads what a number measures: its unit, speeds, and the smaller unit behind it ("5 feet 2 inches")."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from factcheck.read.lexicon import Phrases
from factcheck.record import replaced

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factcheck.model import Token
    from factcheck.read.cardinals import Numeral
    from factcheck.read.lexicon import Lexicon
    from factcheck.read.numerals import Numerals
    from factcheck.read.things import Things

_DASH: Final = "-"
_ONE: Final = Decimal(1)
_BESIDE: Final = 6  # so near stands the same temperature in the other scale ...
_AROUND: Final = 12  # ... and the word that tells of temperatures


class MeasureReader:
    """Reads units of measure; built once from the word list `units`."""

    def __init__(
        self, words: Mapping[str, Mapping[str, Any]], lexicon: Lexicon, numerals: Numerals, things: Things
    ) -> None:
        units = words["units"]
        self._lexicon = lexicon
        self._numerals = numerals
        self._things = things
        self._units = Phrases((form, unit) for unit, forms in units["measure"].items() for form in forms)
        self._lengths = frozenset(units["rates"]["of"])
        times = {form: unit for unit, forms in units["duration"].items() for form in forms if form not in ("h", "min")}
        self._times: Mapping[str, str] = times | units["rates"]["short"]
        warm = units["temperatures"]
        self._letters: Mapping[str, str] = warm["letters"]
        self._warm = frozenset(warm["near"])
        self._smaller = {unit: (part, Decimal(str(many))) for unit, (part, many) in units["smaller"].items()}

    def named(self, tokens: Sequence[Token], at: int) -> bool:
        """Tell whether a unit of measure stands at a token."""
        return self._units.at(tokens, at) is not None or self._degrees(tokens, at) is not None

    def unit(self, tokens: Sequence[Token], numeral: Numeral, at: int) -> tuple[int, str] | None:
        """Return where the unit at a token behind a number ends, and the unit; None without one."""
        degrees = self._degrees(tokens, at) if numeral.form == "digits" else None
        if degrees is not None:
            return degrees
        hit = self._units.at(tokens, at) or self._bracketed(tokens, at)
        return hit if hit is not None and self.lettered(tokens, numeral, at) else None

    def whole(
        self, tokens: Sequence[Token], numeral: Numeral, last: int, unit: str, bounds: tuple[Decimal, Decimal]
    ) -> tuple[int, str, Numeral, tuple[Decimal, Decimal]]:
        """Return where a measure ends, its unit, number and bounds, with what follows: "per second", "and 2 inches"."""
        if last + 1 < len(tokens) and tokens[last].low in ("per", "/") and unit in self._lengths:
            time = self._times.get(tokens[last + 1].low, "")
            if time:
                return last + 2, f"{unit} per {time}", numeral, bounds
        part, many = self._smaller.get(unit, ("", _ONE))
        dash = last < len(tokens) and tokens[last].low == _DASH and tokens[last].start == tokens[last - 1].end
        at = last + (dash or (last < len(tokens) and tokens[last].low == "and"))
        if not part or at >= len(tokens) or not (tokens[at].low.isdecimal() or tokens[at].low in self._numerals.seeds):
            return last, unit, numeral, bounds
        more = self._numerals.at(tokens, at)
        if more is None or not 0 < more.number < many:
            return last, unit, numeral, bounds
        hit = self._units.at(tokens, more.last) if more.last < len(tokens) else None
        if hit is None and part == "inch" and _stands_alone(tokens, more.last, "in"):
            hit = more.last + 1, part
        named = hit is not None and hit[1] == part
        if not named and not (dash and hit is None):  # "5-foot-11"
            return last, unit, numeral, bounds
        low, high = (n + more.number / many for n in bounds)
        end = hit[0] if named and hit else more.last
        return end, unit, replaced(numeral, step=Decimal("0.01")), (low, high)

    def lettered(self, tokens: Sequence[Token], numeral: Numeral, at: int) -> bool:
        """Tell whether a unit of one letter is one: written small right behind digits, and no part of a longer code."""
        token = tokens[at]
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        if len(token.text) > 1 or not token.text.isalpha():
            return True
        if numeral.form != "digits" or token.text != token.low:
            return False
        if after is not None and after.start == token.end and after.low[0].isalnum():
            return False
        if token.low == "h":
            return token.start == tokens[at - 1].end
        noun = self._things.thing(tokens, at + 1)[0].rpartition(" ")[2]
        return self._lexicon.noun(noun) == noun  # "1m people" are a million

    def _degrees(self, tokens: Sequence[Token], at: int) -> tuple[int, str] | None:
        """Return where the letter of a temperature ends, and its unit: "90F (32C)", "a high of 32C"; None for a name."""
        if not 0 < at < len(tokens) or tokens[at].text not in self._letters or not self._touches(tokens, at):
            return None
        beside = range(max(1, at - _BESIDE), min(at + _BESIDE, len(tokens)))
        paired = any(k != at and tokens[k].text in self._letters and self._touches(tokens, k) for k in beside)
        around = tokens[max(0, at - _AROUND) : at + _AROUND]
        return (at + 1, self._letters[tokens[at].text]) if paired or any(t.low in self._warm for t in around) else None

    def _touches(self, tokens: Sequence[Token], at: int) -> bool:
        """Tell whether digits stand right before a token and nothing right behind it."""
        free = at + 1 >= len(tokens) or tokens[at + 1].start > tokens[at].end or not tokens[at + 1].low[0].isalnum()
        return free and tokens[at - 1].end == tokens[at].start and tokens[at - 1].low[0].isdecimal()

    def _bracketed(self, tokens: Sequence[Token], at: int) -> tuple[int, str] | None:
        """Return where a unit in brackets ends, and the unit: "20 [kg]"."""
        close = {"[": "]", "<": ">"}.get(tokens[at].low)
        hit = self._units.at(tokens, at + 1) if close and at + 2 < len(tokens) else None
        closed = hit is not None and hit[0] < len(tokens) and tokens[hit[0]].low == close
        return (hit[0] + 1, str(hit[1])) if hit and closed else None


def _stands_alone(tokens: Sequence[Token], at: int, word: str) -> bool:
    """Tell whether a word stands at a token with no other word behind it."""
    after = tokens[at + 1].low if at + 1 < len(tokens) else "."
    return at < len(tokens) and tokens[at].low == word and not after[0].isalnum()
