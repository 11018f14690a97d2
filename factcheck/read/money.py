"""Reads sums of money: a sign, letters or a name of the currency before or behind the number."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from factcheck.read.cardinals import Numeral
from factcheck.read.cues import currency_codes
from factcheck.read.lexicon import Phrases
from factcheck.record import record, replaced

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factcheck.model import Token
    from factcheck.read.numerals import Numerals

_DASH: Final = "-"
_HUNDRED: Final = Decimal(100)
_LARGE: Final = Decimal(100000)


@record(frozen=True, slots=True)
class Sum:
    """A sum: its tokens, the number that carries its digits, its currency and its bounds."""

    first: int
    last: int
    numeral: Numeral
    unit: str
    bounds: tuple[Decimal, Decimal]


class MoneyReader:
    """Reads sums of money; built once from the word list `units`."""

    def __init__(self, words: Mapping[str, Mapping[str, Any]], numerals: Numerals) -> None:
        currencies = words["units"]["currencies"]
        self._numerals = numerals
        self._spaced = frozenset(currencies["codes"]["spaced"])
        self._signs: Mapping[str, str] = currencies["sign"]
        small = str(currencies["codes"]["small"]).split()
        own = currency_codes(currencies)
        self._codes: Mapping[str, str] = own | currencies["before"]
        self._own = own
        self._small = frozenset(small)
        self._words = Phrases((form, unit) for unit, forms in currencies["words"].items() for form in forms)
        self._scaled = {form: unit for unit, forms in currencies["scaled"].items() for form in forms}
        self._parts = frozenset(currencies["parts"]["words"])
        self._names: Mapping[str, str] = {unit: forms[0].split()[-1] for unit, forms in currencies["words"].items()}

    def name(self, unit: str) -> str:
        """Return the noun for a currency ("dollar"), empty without one."""
        return self._names.get(unit, "")

    def is_name(self, tokens: Sequence[Token], i: int) -> bool:
        """Tell whether the name, code or sign of a currency stands at a token."""
        return self._words.at(tokens, i) is not None or bool(self._code(tokens[i])) or tokens[i].low in self._signs

    def begins(self, tokens: Sequence[Token], i: int) -> bool:
        """Tell whether a sum may begin at a token: a sign, or the letters of a currency before a sign or digits."""
        low = tokens[i].low
        if low in self._signs:
            return True
        if low not in self._codes or i + 1 >= len(tokens):
            return False
        after = tokens[i + 1]
        if after.low in self._signs:
            return after.start == tokens[i].end or (low in self._spaced and after.start == tokens[i].end + 1)
        text = tokens[i].text
        return after.low[0].isdecimal() and ((text.isupper() and len(text) == 3) or low in ("rs", "rs.", "rm"))

    def before(self, tokens: Sequence[Token], i: int) -> Sum | None:
        """Return the sum whose sign or letters stand at token `i`, with its upper end ("$3bn to $4bn")."""
        at, unit = i, ""
        if tokens[at].low in self._codes:
            unit = self._codes[tokens[at].low]
            at += 1
        if at < len(tokens) and tokens[at].low in self._signs:
            unit = unit or self._signs[tokens[at].low]
            at += 1
        if at >= len(tokens) or not (tokens[at].low[0].isdecimal() or tokens[at].low[0] == "."):
            return None
        numeral = self._numerals.at(tokens, at, money=True)
        if numeral is None:
            return None
        low = high = numeral.number
        last = numeral.last
        if last + 1 < len(tokens) and tokens[last].low in ("to", _DASH):
            again = last + 1 + (tokens[last + 1].low in self._signs)
            upper = (
                self._numerals.at(tokens, again, money=True)
                if again < len(tokens) and tokens[again].low[0].isdecimal()
                else None
            )
            if upper and upper.number and (tokens[last].low == _DASH or again > last + 1 or upper.scaled):
                scale = (
                    upper.number / Decimal(tokens[again].text.replace(",", ""))
                    if upper.scaled and not numeral.scaled
                    else 1
                )
                if low * scale < upper.number:
                    low, high, last, numeral = low * scale, upper.number, upper.last, upper
        return Sum(i, last, numeral, unit, (low, high))

    def behind(self, tokens: Sequence[Token], numeral: Numeral, top: Numeral | None, at: int) -> Sum | None:
        """Return the sum whose currency stands at token `at`, behind its number: "5 dollars", "115USD", "10 €"."""
        low = tokens[at].low
        bounds = (numeral.number, (top or numeral).number)
        if low in self._signs:
            goes_on = at + 1 < len(tokens) and tokens[at + 1].low[0].isdecimal()
            return None if goes_on else Sum(numeral.first, at + 1, numeral, self._signs[low], bounds)
        if low in self._scaled and (top or numeral).scaled and (top or numeral).number >= _LARGE:
            weight = at + 1 < len(tokens) and tokens[at + 1].low == "of"
            return None if weight else Sum(numeral.first, at + 1, numeral, self._scaled[low], bounds)
        hit = self._words.at(tokens, at)
        end, unit = (hit[0], str(hit[1])) if hit else (at + 1, self._code(tokens[at]))
        if not unit or not self._sure(tokens, numeral, at):
            return None
        if top is None and not numeral.scaled:
            return self._and_parts(tokens, numeral, end, unit)
        return Sum(numeral.first, end, numeral, unit, bounds)

    def _code(self, token: Token) -> str:
        """Return the currency of a three-letter code; one that is a word too must be in capitals."""
        return self._own.get(token.low, "") if token.text.isupper() or token.low in self._small else ""

    def _sure(self, tokens: Sequence[Token], numeral: Numeral, at: int) -> bool:
        """Tell whether a word is no other word here: "three won" and "two p" are no sums."""
        low = tokens[at].low
        if low in ("won", "rand", "p"):
            touching = low != "p" or tokens[at].start == tokens[at - 1].end
            return numeral.form == "digits" and touching
        return True

    def _and_parts(self, tokens: Sequence[Token], numeral: Numeral, end: int, unit: str) -> Sum:
        """Return a sum with its hundredths or its scale: "13 dollars and 45 cents", "15 dollars 50", "75 USD million"."""
        whole = Sum(numeral.first, end, numeral, unit, (numeral.number, numeral.number))
        at = end + (end < len(tokens) and tokens[end].low == "and")
        if at >= len(tokens) or numeral.number != int(numeral.number):
            return whole
        scale = self._numerals.scale(tokens[at].low)
        if scale and at == end:
            number = numeral.number * scale
            scaled = replaced(numeral, number=number, step=numeral.step * scale, scaled=True)
            return Sum(numeral.first, at + 1, scaled, unit, (number, number))
        if not (tokens[at].low[0].isdecimal() or tokens[at].low in self._numerals.seeds):
            return whole
        part = self._numerals.at(tokens, at)
        if part is None or not 0 < part.number < _HUNDRED or part.number != int(part.number):
            return whole
        after = tokens[part.last].low if part.last < len(tokens) else "."
        called = after in self._parts
        if not called and (at > end or (after[0].isalnum() and after != "more")):
            return whole
        number = numeral.number + part.number / _HUNDRED
        exact = replaced(numeral, number=number, step=Decimal("0.01"))
        return Sum(numeral.first, part.last + called, exact, unit, (number, number))
