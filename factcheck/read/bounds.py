"""Reads the words that bound a number ("at least", "or more") and the two ends of a range ("between 20 and 30")."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from factcheck.model import Mention, Quantity
from factcheck.read.lexicon import Phrases
from factcheck.read.tokens import written
from factcheck.record import replaced

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factcheck.model import Token
    from factcheck.read.cardinals import Numeral
    from factcheck.read.numerals import Numerals

_DASH: Final = "-"
# The classes of hedges that bound a number on one side.
_UP: Final = frozenset(("more", "least"))
_DOWN: Final = frozenset(("less", "most", "upto"))
_BOUND: Final = _UP | _DOWN
_ARTICLES: Final = frozenset(("a", "an", "the", "their", "its", "his", "her"))
_WITH_UNIT: Final = frozenset(("percent", "money", "measure", "duration"))
_THOUSAND: Final = Decimal(1000)
_SCALES: Final = tuple(_THOUSAND**n for n in range(5))
_PHRASAL: Final = frozenset(
    "hand hands handed handing turn turns turned turning sign signed take takes took taken hand".split()
)
_TIMES: Final = frozenset(("over", "under", "beyond"))  # "over 2015" is a time


class BoundReader:
    """Reads hedges and ranges; built once from the word list `hedges`."""

    def __init__(self, words: Mapping[str, Mapping[str, Any]], numerals: Numerals) -> None:
        hedges = words["hedges"]
        self._numerals = numerals
        self._before = Phrases((p, kind) for kind, phrases in hedges.items() if kind != "after" for p in phrases)
        self._after = Phrases((p, kind) for kind, phrases in hedges["after"].items() for p in phrases)

    def hedged(self, tokens: Sequence[Token], first: int) -> bool:
        """Tell whether a hedge stands right before token `first`."""
        return self._before.before(tokens, first) is not None

    def bounded(self, tokens: Sequence[Token], i: int) -> bool:
        """Tell whether the words before a number bound it: such a number is no year."""
        hedge = self._before.before(tokens, i)
        return hedge is not None and hedge[1] in _BOUND and tokens[hedge[0]].low not in _TIMES

    def hedge(self, tokens: Sequence[Token], span: tuple[int, int], *, age: bool, single: bool) -> str:
        """Return the class of the hedge around a figure, empty without one; `single` tells that it is no range."""
        first, last = span
        at = first - (first > 0 and tokens[first - 1].low in _ARTICLES and not age)
        before = self._before.before(tokens, at) or (self._before.before(tokens, first) if at != first else None)
        behind = self._after.at(tokens, last) if last < len(tokens) else None
        if behind and behind[0] + 1 < len(tokens) and tokens[behind[0]].low == "than":
            behind = None  # "500 or less than 400"
        if not single and before:
            return ""
        if before and tokens[before[0]].low == "over" and before[0] and tokens[before[0] - 1].low in _PHRASAL:
            before = None  # "handed over £14,000"
        bound = behind is not None and (before is None or before[1] == "about")  # "about 500 or more"
        return str(((behind if bound else before) or (0, ""))[1])

    def value(self, numeral: Numeral, bounds: tuple[Decimal, Decimal], unit: str, hedge: str) -> Quantity:
        """Return the quantity of a figure with the hedge of its words."""
        low = None if hedge in _DOWN else bounds[0]
        high = None if hedge in _UP else bounds[1]
        return Quantity(low, high, unit, step=numeral.step, scaled=numeral.scaled, hedge=hedge)

    def range(self, tokens: Sequence[Token], numeral: Numeral) -> tuple[Numeral, Numeral | None]:
        """Return a number and the upper end of its range, if "to", a dash or "between ... and" follows."""
        last = numeral.last
        if last + 1 >= len(tokens):
            return numeral, None
        low = tokens[last].low
        between = numeral.first and tokens[numeral.first - 1].low == "between" and low == "and"
        hung = low == _DASH and tokens[last + 1].low in ("to", "or") and last + 2 < len(tokens)  # "three- to four-page"
        last += hung
        if low not in ("to", "through", "~", _DASH) and not between:
            return self._both_sides(tokens, numeral) if low in ("and", "but") else (numeral, None)
        upper = (
            self._numerals.at(tokens, last + 1)
            if tokens[last + 1].low in self._numerals.seeds or tokens[last + 1].low[0].isdecimal()
            else None
        )
        if upper is None or upper.number <= numeral.number or upper.form == "many":
            return numeral, None
        if low == _DASH and numeral.form == "word" and numeral.first and tokens[numeral.first - 1].low == _DASH:
            return numeral, None  # digits spoken one by one: "three-nought-four"
        return numeral, upper

    def _both_sides(self, tokens: Sequence[Token], numeral: Numeral) -> tuple[Numeral, Numeral | None]:
        """Return the ends of "more than 10 and less than 40"; the number alone where the words bound it on one side."""
        before = self._before.before(tokens, numeral.first)
        again = self._before.at(tokens, numeral.last + 1)
        if before is None or again is None or again[0] >= len(tokens):
            return numeral, None
        other = self._numerals.at(tokens, again[0])
        if other is None or other.form == "many":
            return numeral, None
        if before[1] in _UP and again[1] in _DOWN and numeral.number < other.number:
            return numeral, other
        if before[1] in _DOWN and again[1] in _UP and other.number < numeral.number:
            return replaced(other, first=numeral.first), replaced(numeral, last=other.last)
        return numeral, None

    def between(self, tokens: Sequence[Token], a: Mention, b: Mention) -> Mention | None:
        """Return "between 10% and 20%", where both ends have their unit, as one range."""
        low, high = a.value, b.value
        if a.asked not in _WITH_UNIT or a.asked != b.asked or b.first != a.last + 1 or tokens[a.last].low != "and":
            return None
        if not a.first or tokens[a.first - 1].low != "between" or not isinstance(low, Quantity):
            return None
        if not isinstance(high, Quantity) or low.unit != high.unit or low.low is None or high.high is None:
            return None
        if low.low != low.high or high.low != high.high or low.low >= high.high:
            return None
        bottom = low.low
        if high.scaled and not low.scaled and bottom < _THOUSAND:  # "between $140 and $150 million"
            bottom *= max(scale for scale in _SCALES if scale <= high.high)
        if bottom >= high.high:
            return None
        value = replaced(high, low=bottom, hedge="")
        last = b.first
        while last < len(tokens) and tokens[last].start < b.end:
            last += 1
        return replaced(b, start=a.start, first=a.first, text=written(tokens, a.first, last), value=value)
