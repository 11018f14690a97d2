"""Reads stretches of so many days, weeks or years that hang on a day: "the past two years and a month", "a week from Friday on"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from factcheck.model import DIGIT, Days
from factcheck.read import calendar
from factcheck.read.cues import STARTS, WAYS
from factcheck.read.written import Written, settled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from factcheck.model import Token
    from factcheck.read.numerals import Numerals
    from factcheck.read.written import Make

_FEW: Final = 3
_MOST: Final = 1000
_LARGEST_FIRST: Final = ("decade", "year", "month", "week", "day")
_TO: Final = ("to", "through", "until", "till", "-")


class RollingReader:
    """Reads the stretches of one sentence; built once from the word lists."""

    def __init__(self, words: Mapping[str, Mapping[str, Any]], numerals: Numerals) -> None:
        self._numerals = numerals
        self._seasons: Mapping[str, Sequence[int]] = words["time"]["seasons"]
        self._before_last = frozenset((*words["grammar"]["determiners"], "in", "within", "over", "for", "during"))
        self._units = {
            form: unit for unit, forms in words["units"]["duration"].items() if unit in _LARGEST_FIRST for form in forms
        }

    def seen(self, tokens: Sequence[Token], i: int) -> Written | None:
        """Return "the past two years", "the next 3 days": so many units up to the day of the text, or from it on.

        Token `i` is "past", "last", "next" or the like.
        """
        way = WAYS.get(tokens[i].low, tokens[i].low)
        at = i + 1
        before = tokens[i - 1].low if i else "the"
        if (
            at >= len(tokens)
            or way not in ("last", "next")
            or (tokens[i].low == "last" and before not in self._before_last)
        ):
            return None  # "it will last five years"
        low = tokens[at].low
        if low == "decade" or (tokens[i].low == "past" and low in self._units):  # "the past month"
            steps, last = [(self._units[low], 1)], at + 1
        elif low == "few":
            unit = self._units.get(tokens[at + 1].low, "") if at + 1 < len(tokens) else ""
            steps, last = [(unit, _FEW)] if unit else [], at + 2
        else:
            steps, last = self._steps(tokens, at)
        after = tokens[last].low if last < len(tokens) else ""
        if not steps or after in ("of", "-", "before"):
            return None
        sign = 1 if way == "next" else -1
        first = i - (i > 0 and tokens[i - 1].low == "the")
        today = 0 if first and tokens[first - 1].low == "within" else 1

        def make(reference: date, _: str) -> Days | None:
            far = _moved(reference, steps, sign)
            if far is None:
                return None
            if sign > 0:
                return Days(calendar.moved(reference, "day", today), far, "range", hedged=True)
            return Days(far, reference, "range", hedged=True)

        return Written(first, last, Days(None, None, "range"), "", make)

    def starting(self, tokens: Sequence[Token], i: int, day: Written) -> Written | None:
        """Return "a week starting tomorrow" and "for three days from Friday", where `day` begins at token `i`."""
        at = i - 1 - (i > 0 and tokens[i - 1].low == "on")
        to = day.last < len(tokens) and tokens[day.last].low in _TO
        if at < 1 or to or day.days.granularity != "day" or tokens[at].low not in STARTS:
            return None
        end = at - (tokens[at - 1].low == ",")
        for first in range(max(0, end - 4), end - 1):
            if tokens[first].low in ("a", "an", "one") and first + 2 == end:
                unit = self._units.get(tokens[first + 1].low, "")
                steps, last = [(unit, 1)] if unit else [], end
            elif tokens[first].classes & DIGIT or tokens[first].low in self._numerals.seeds:
                steps, last = self._steps(tokens, first)
            else:
                continue
            if not steps or last != end:
                continue
            before = tokens[first - 1].low if first else ""
            if tokens[at].low == "from" and before != "for":
                return None  # "three days from Friday" is a day
            return Written(first, day.last, Days(None, None, "range"), "", self._from(day, steps))
        return None

    def _from(self, day: Written, steps: Sequence[tuple[str, int]]) -> Make:
        seasons = self._seasons

        def make(reference: date, tense: str) -> Days | None:
            start = settled(day, reference, tense, seasons).start
            end = _moved(start, steps, 1) if start else None
            return Days(start, calendar.moved(end, "day", -1), "range") if end else None

        return make

    def _steps(self, tokens: Sequence[Token], at: int) -> tuple[list[tuple[str, int]], int]:
        """Return the numbers of units that begin at a token ("2 years and 3 months"), larger units first, and where they end."""
        steps: list[tuple[str, int]] = []
        last = at
        while at < len(tokens) and (tokens[at].classes & DIGIT or tokens[at].low in self._numerals.seeds):
            numeral = self._numerals.at(tokens, at)
            if numeral is None or numeral.last >= len(tokens) or numeral.number != int(numeral.number):
                break
            unit = self._units.get(tokens[numeral.last].low, "")
            smaller = not steps or _LARGEST_FIRST.index(steps[-1][0]) < _LARGEST_FIRST.index(unit or "decade")
            if not unit or not smaller or not 0 < numeral.number < _MOST:
                break
            steps.append((unit, int(numeral.number)))
            last = numeral.last + 1
            at = last + (last < len(tokens) and tokens[last].low in ("and", ","))
        return steps, last


def _moved(when: date, steps: Sequence[tuple[str, int]], sign: int) -> date | None:
    """Return the day so many units away; None outside the calendar."""
    try:
        for unit, count in steps:
            when = calendar.moved(when, unit, sign * count)
    except (ValueError, OverflowError):
        return None
    return when
