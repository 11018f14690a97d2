"""Reads periods: weeks, months and years seen from the text, parts of them, quarters, seasons, decades and centuries."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from factcheck.model import CAPITAL, Days
from factcheck.read import calendar
from factcheck.read.cues import PARTS, WAYS
from factcheck.read.days import decade
from factcheck.read.rolling import RollingReader
from factcheck.read.weeks import BY
from factcheck.read.written import Written, no_days, settled
from factcheck.record import replaced

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from factcheck.model import Token
    from factcheck.read.days import DayReader
    from factcheck.read.numerals import Numerals
    from factcheck.read.weeks import WeekReader


_UNITS: Final = ("week", "weekend", "month", "year")
_NEAR: Final = 8
_NUMBERED: Final = {"q": ("1", "2", "3", "4"), "h": ("1", "2")}


class PeriodReader:
    """Reads the periods of one sentence; built once from the word lists."""

    def __init__(
        self, words: Mapping[str, Mapping[str, Any]], days: DayReader, weeks: WeekReader, numerals: Numerals
    ) -> None:
        time = words["time"]
        self._days = days
        self._seasons: Mapping[str, Sequence[int]] = time["seasons"]
        self._fiscal_start: Mapping[str, int] = time["fiscal_start"]
        self.rolling = RollingReader(words, numerals)
        self._weeks = weeks
        self._warm = frozenset(time["warm"])
        self._decades: Mapping[str, int] = time["decades"]

    # ---- fixed by their own words

    def fiscal(self, tokens: Sequence[Token], i: int, country: str) -> Written | None:
        """Return "fiscal year 2022", from token `i` on; `country` tells when it begins."""
        at = i + 1 + (i + 1 < len(tokens) and tokens[i + 1].low == "year")
        if at >= len(tokens) or not re.fullmatch(r"(?:19|20)\d\d", tokens[at].text):
            return None
        return Written(i, at + 1, calendar.fiscal_year(int(tokens[at].text), self._fiscal_start.get(country, 1)))

    def decade(self, tokens: Sequence[Token], i: int) -> Written | None:
        """Return "the 1990s", "the late '90s", "the nineteen seventies", "the noughties", where token `i` is "the"."""
        at = i + 1
        part = PARTS.get(tokens[at].low, "") if at < len(tokens) else ""
        at += bool(part)
        at += at < len(tokens) and tokens[at].low == "-"
        quote = at < len(tokens) and tokens[at].low == "'"
        at += quote
        if at >= len(tokens):
            return None
        low = tokens[at].low
        if low in ("eighteen", "nineteen", "twenty") and at + 1 < len(tokens):
            over = {"eighteen": 1800, "nineteen": 1900, "twenty": 2000}[low]
            at += 1 + (tokens[at + 1].low == "-")
            tens = self._decades.get(tokens[at].low) if at < len(tokens) else None
            return decade(i, at + 1, over + tens % 100, part) if tens is not None else None
        if low in self._decades and low != "tens":
            tens = self._decades[low]
            return decade(i, at + 1, tens if tens >= 1000 else 1900 + tens, part)
        ending = tokens[at + 1] if at + 1 < len(tokens) else None
        if ending is None or ending.low not in ("s", "'s") or ending.start != tokens[at].end:
            return None
        if re.fullmatch(r"(?:18|19|20)\d0", low):
            return decade(i, at + 2, int(low), part)
        degrees = not (quote or part) and any(t.low in self._warm for t in tokens[max(0, i - _NEAR) : i])
        if re.fullmatch(r"[03-9]0", low) and not degrees:  # "highs in the 70s" are degrees
            return decade(i, at + 2, int(low) + (2000 if low == "00" else 1900), part)
        return None

    def season(self, tokens: Sequence[Token], i: int) -> Written | None:
        """Return "the spring of 2015" and "late summer", where token `i` is the season."""
        year, last = self._days.year(tokens, i + 1)
        first, end = self._seasons[tokens[i].low]
        if year is not None:
            return Written(i, last, calendar.season(year, first, end))
        start, part = self._days.part_before(tokens, i)
        # "By mid-summer": of which year is not told.
        return Written(start, i + 1, Days(None, None, "season"), "", no_days) if part else None

    def century(self, tokens: Sequence[Token], i: int) -> Written | None:
        """Return "the 21st century", where token `i` is "century"."""
        if tokens[i].classes & CAPITAL and i + 1 < len(tokens) and tokens[i + 1].classes & CAPITAL:
            return None  # a company's name
        for first in range(max(0, i - 2), i):
            found = self._days.years.day(tokens, first)
            if found is not None and found[0] == i and found[2] and found[1] > 1:
                year = (found[1] - 1) * 100
                return Written(first, i + 1, Days(date(year, 1, 1), date(year + 99, 12, 31), "century", year))
        return None

    def part_of_year(self, tokens: Sequence[Token], i: int) -> Written | None:
        """Return "the third quarter of 2015", "the first half of last year", "Q3 2016", where token `i` names the part."""
        low = tokens[i].low
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        end = i + 1
        numbered = low in _NUMBERED
        if numbered:
            if not tokens[i].classes & CAPITAL or after is None or after.start != tokens[i].end:
                return None
            if after.low not in _NUMBERED[low]:
                return None
            first, kind, number, end = i, "quarter" if low == "q" else "half", int(after.low), i + 2
        else:
            found = self._days.years.day_before(tokens, i)
            last = i > 0 and tokens[i - 1].low == "last" and low == "quarter"
            if last or found is None or found[1] > (4 if low == "quarter" else 2):
                return None
            first, number, kind = found[0], found[1], low
        make = calendar.quarter if kind == "quarter" else calendar.half
        year, last_token = self._days.year(tokens, end)
        if year is not None:
            return Written(first, last_token, make(year, number))
        if numbered and first and re.fullmatch(r"(?:19|20)\d\d", tokens[first - 1].text):
            return Written(first - 1, end, make(int(tokens[first - 1].text), number))
        at = end + (end < len(tokens) and tokens[end].low == "of")
        if at + 1 < len(tokens) and tokens[at].low in BY and tokens[at + 1].low == "year":
            by = BY[tokens[at].low]
            return Written(
                first, at + 2, Days(None, None, kind), "", lambda reference, _: make(reference.year + by, number)
            )
        if not numbered or kind == "half":
            return None

        def near(reference: date, tense: str) -> Days | None:
            own = make(reference.year, number)
            if tense == "future":
                return own if own.end and own.end >= reference else make(reference.year + 1, number)
            return own if own.start and own.start <= reference else make(reference.year - 1, number)

        return Written(first, end, Days(None, None, kind), "", near)

    # ---- seen from the text

    def relative(self, tokens: Sequence[Token], i: int) -> Written | None:
        """Return "last week", "late next month", "this summer", "next Friday", "the past two years", from token `i` on."""
        way = WAYS.get(tokens[i].low, tokens[i].low)
        at = i + 1
        if at >= len(tokens) or way not in BY:
            return None
        word = tokens[at].low
        first, part = self._part(tokens, i)
        if word in _UNITS and (tokens[i].low != "past" or word == "weekend"):
            return self._unit(tokens, i, first, part, way)
        if tokens[i].low in WAYS and word not in self._days.months and word not in self._days.weekdays:
            return self.rolling.seen(tokens, i)
        if word in self._days.months and self._days.month_at(tokens, at):
            hit = self._days.month(tokens, at)
            if hit is None and not tokens[at].classes & CAPITAL:
                hit = Written(at, at + 1, Days(None, None, "month", None, self._days.months[word]))
            return replaced(hit, first=i, direction=way) if hit else None
        if word in self._days.weekdays:
            hit = self._days.weekday(tokens, at)
            return replaced(hit, first=i, direction="" if hit.make else way) if hit else None
        if word in self._seasons:
            return Written(first, at + 1, Days(None, None, "season", month=self._seasons[word][0], day=None), way)
        return self.rolling.seen(tokens, i)

    def _part(self, tokens: Sequence[Token], i: int) -> tuple[int, str]:
        before = tokens[i - 1].low if i else ""
        if before in ("earlier", "later"):
            return i - 1, before
        return self._days.part_before(tokens, i)

    def _unit(self, tokens: Sequence[Token], i: int, first: int, part: str, way: str) -> Written | None:
        unit, last = tokens[i + 1].low, i + 2
        if unit == "year" and last < len(tokens) and tokens[last].low == "-":
            return None
        if last < len(tokens) and tokens[last].low == "of" and way in ("last", "next"):  # "the last week of May"
            within = self._weeks.within(tokens, i + 1) if unit == "week" else None
            return replaced(within, first=i) if within else None
        whole = Written(i, last, Days(None, None, unit), way)
        if unit == "week" and last < len(tokens):
            named = self._weeks.named_day(tokens, last, way) or self._weeks.named_days(tokens, last, way)
            if named is not None:
                return replaced(named, first=i)
        if not part or (unit == "weekend" and part != "later"):
            return whole
        seasons = self._seasons

        def make(reference: date, tense: str) -> Days | None:
            return calendar.part_of(settled(whole, reference, tense, seasons), part, reference)

        return Written(first, last, Days(None, None, unit), "", make)

    def rest(self, tokens: Sequence[Token], i: int) -> Written | None:
        """Return "the rest of the week", where token `i` is "rest"."""
        at = i + 1 + (i + 1 < len(tokens) and tokens[i + 1].low == "of")
        if (
            at + 1 >= len(tokens)
            or tokens[at].low not in ("the", "this", "my", "our")
            or tokens[at + 1].low not in _UNITS
        ):
            return None
        whole, seasons = Written(at, at + 2, Days(None, None, tokens[at + 1].low), "this"), self._seasons

        def make(reference: date, tense: str) -> Days | None:
            return calendar.part_of(settled(whole, reference, tense, seasons), "rest", reference)

        return Written(i, at + 2, Days(None, None, "part"), "", make)

    def weekend(self, tokens: Sequence[Token], i: int) -> Written | None:
        """Return "the weekend" and "the weekend after next": the one that is just past, or the coming one in the future."""
        after = tuple(t.low for t in tokens[i + 1 : i + 4])
        skip = 2 if after[:2] == ("after", "next") else 3 if after == ("after", "the", "next") else 0
        before = tokens[i - 1].low if i else ""
        if before not in ("the", "my", "our"):
            return None
        unit = tokens[i].low
        if skip:
            return Written(i - 1, i + 1 + skip, Days(None, None, unit), "", _after_next(unit))
        over = i > 1 and tokens[i - 2].low in ("over", "at", "during")
        if unit != "weekend" or (after and after[0] in ("of", "before", "after", "-")):
            return None

        def make(reference: date, tense: str) -> Days | None:
            if tense != "future" and not over:
                return None  # the one behind or the one ahead
            way = "this" if tense == "future" or reference.weekday() >= 5 else "last"
            return settled(Written(i, i + 1, Days(None, None, "weekend"), way), reference, tense, {})

        return Written(i - 1, i + 1, Days(None, None, "weekend"), "", make)


def _after_next(unit: str) -> Callable[[date, str], Days | None]:
    def make(reference: date, tense: str) -> Days | None:
        far = calendar.moved(reference, "week" if unit == "weekend" else unit, 1)
        return settled(Written(0, 1, Days(None, None, unit), "next"), far, tense, {})

    return make
