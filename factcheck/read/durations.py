"""Reads durations: "26 years", "2 hours and 15 minutes", and those without a number ("an hour and a half", "all day")."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from factcheck.model import Mention, Quantity
from factcheck.read.ages import figure
from factcheck.read.lexicon import Phrases, decimals
from factcheck.values.quantity import whole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factcheck.model import Token
    from factcheck.read.numerals import Numerals

_DASH: Final = "-"
_HALF: Final = Decimal("0.5")


class DurationReader:
    """Reads durations whose number is not written first, and the rest of those told in two units."""

    def __init__(self, words: Mapping[str, Mapping[str, Any]], units: Mapping[str, str], numerals: Numerals) -> None:
        spans = words["time"]["spans"]
        self._units = units
        self._numerals = numerals
        self._counts = Phrases(
            (phrase, (Decimal(number), hedge))
            for hedge, table in spans["words"].items()
            for phrase, number in table.items()
        )
        self._articles = frozenset(("a", "an"))
        self._before_article = frozenset(spans["before_article"])
        self._seconds = decimals(spans["seconds"])
        self._months = decimals(spans["months"])
        self._never = frozenset(spans["never"])

    def at(self, tokens: Sequence[Token], i: int) -> Mention | None:
        """Return the duration without a number that begins at token `i`; None without one."""
        hit = self._counts.at(tokens, i)
        if hit is None:
            return None
        at, (number, hedge) = hit
        at += at < len(tokens) and tokens[at].low == _DASH
        if at >= len(tokens) or tokens[at].low not in self._units or tokens[at].low in self._never:
            return None
        low = tokens[i].low
        if at == i + 1 and low in self._articles and not (i and tokens[i - 1].low in self._before_article):
            return None  # "twice a week", "$5 an hour"
        last = at + 1
        after = tokens[last].low if last < len(tokens) else "."
        if after in ("ago", "earlier", "later", "old", "-"):
            return None
        lows = tuple(t.low for t in tokens[last : last + 3])
        if lows == ("and", "a", "half"):
            number, last = number + _HALF, last + 3
        value = Quantity(
            number, number, self._units[tokens[at].low], step=Decimal(1) if whole(number) else _HALF, hedge=hedge
        )
        return figure("duration", value.unit, tokens, (i, last, last), value, "", "", ())

    def rest(self, tokens: Sequence[Token], at: int, number: Decimal, unit: str) -> tuple[int, Decimal, str]:
        """Return where "2 hours and 15 minutes" ends behind its first unit, with its number in the smaller unit.

        A month beside days counts thirty of them and a year 365. The number and unit are unchanged where nothing goes on.
        """
        while at < len(tokens):
            k = at + (tokens[at].low in ("and", ","))
            k += k < len(tokens) and k > at and tokens[k].low == "and"
            if k >= len(tokens) or not (tokens[k].low[0].isdecimal() or tokens[k].low in self._numerals.seeds):
                break
            more = self._numerals.at(tokens, k)
            word = tokens[more.last].low if more is not None and more.last < len(tokens) else ""
            second = self._units.get(word, "")
            if more is None or more.form == "many" or not second or second == unit:
                break
            after = tokens[more.last + 1].low if more.last + 1 < len(tokens) else "."
            if after in ("old", "-"):
                break
            total = self._sum((number, unit), (more.number, second))
            if total is None:
                break
            number, unit = total
            at = more.last + 1
        return at, number, unit

    def _sum(self, a: tuple[Decimal, str], b: tuple[Decimal, str]) -> tuple[Decimal, str] | None:
        for table in (self._months, self._seconds):
            if a[1] in table and b[1] in table:
                unit = min(a[1], b[1], key=table.__getitem__)
                return (a[0] * table[a[1]] + b[0] * table[b[1]]) / table[unit], unit
        return None
