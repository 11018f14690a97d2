"""Finds dates in a sentence and, where the document's own date is known, the days that they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from factcheck.model import DIGIT, Days, Mention
from factcheck.read import calendar
from factcheck.read.classes import THE
from factcheck.read.cues import STARTS, TENS
from factcheck.read.days import DayReader
from factcheck.read.numerals import Numerals
from factcheck.read.ranges import RangeReader
from factcheck.read.tokens import written
from factcheck.read.weeks import WeekReader
from factcheck.read.written import Written, settled
from factcheck.record import replaced

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from datetime import date

    from factcheck.model import Published, Token
    from factcheck.read.lexicon import Phrases
    from factcheck.read.moves import MoveReader
    from factcheck.read.periods import PeriodReader

_PAST: Final = frozenset(
    ("was", "were", "had", "did", "died", "found", "held", "shot", "hit", "left", "said", "told", "began")
)
_BETWEEN: Final = frozenset(
    ("late", "early", "mid", "the", "end", "of", "about", "around", "this", "on", "at", "least")
)
_BY_DAY: Final = (("by", "day"),)  # a period between two days: it begins and ends on them
_FIRST_YEAR: Final = 1600  # a text of another time has a wrong date; from these on no distance leaves the calendar
_LAST_YEAR: Final = 8000
_FAR: Final = 400  # a text that may be of any day of more than a year tells no relative date


class DateReader:
    """Reads the dates of one sentence; built once from the word lists."""

    def __init__(self, words: Mapping[str, Mapping[str, Any]], holidays: Phrases, spans: AbstractSet[str]) -> None:
        time = words["time"]
        self._words = words
        self._holidays = holidays
        self._spans = spans
        self._numerals = Numerals(words)
        self._day = DayReader(words, self._numerals)
        self._range = RangeReader(words, self._day)
        self._seasons: Mapping[str, Sequence[int]] = time["seasons"]
        self._week = WeekReader(self._day, self._seasons)
        self._periods: PeriodReader | None = None
        self._moves: MoveReader | None = None
        self._named = frozenset((*time["relative_days"], "now"))
        self._future = frozenset(time["future"])
        self._limits = frozenset(time["limits"])

    def spot(self, tokens: Sequence[Token], starts: Sequence[int], country: str = "") -> list[Written]:
        """Return the dates of a sentence as written, in order.

        `starts` are the tokens where one may begin; `country` (ISO code) tells when a fiscal year does.
        """
        found: list[Written] = []
        end = 0
        for i in starts:
            if i < end:
                continue
            hit = self._at(tokens, i, country)
            if hit is None:
                continue
            if hit.first < end:  # looked back into the date before
                hit = replaced(hit, first=i)
            elif hit.first > 1 and (tokens[hit.first - 1].low in STARTS or tokens[hit.first - 2].low in STARTS):
                hit = self._period.rolling.starting(tokens, hit.first, hit) or hit
            found.append(hit)
            end = hit.last
        return self._range.join(tokens, found) if found else found

    def mentions(self, tokens: Sequence[Token], dates: Sequence[Written], published: Published) -> list[Mention]:
        """Return the dates of a sentence as mentions.

        A relative or yearless date is resolved against `published` where both its ends give one answer; else it keeps its
        parts.
        """
        found = []
        for w in dates:
            resolved = self._resolve(w, published, tokens)
            text = written(tokens, w.first, w.last)
            fields = (("direction", w.direction),) if w.direction else w.fields
            if fields == _BY_DAY:
                bounded = resolved.start is not None and resolved.end is not None
                inner = (("begins", str(resolved.start)), ("ends", str(resolved.end)))
                fields = inner if bounded else ()
            start, end = tokens[w.first].start, tokens[w.last - 1].end
            kind = resolved.granularity
            found.append(Mention("date", kind, start, end, w.first, w.last, text, resolved, fields=fields))
        return found

    @property
    def _period(self) -> PeriodReader:
        if self._periods is None:
            from factcheck.read.periods import PeriodReader  # noqa: PLC0415 - most dates are days

            self._periods = PeriodReader(self._words, self._day, self._week, self._numerals)
        return self._periods

    @property
    def _move(self) -> MoveReader:
        if self._moves is None:
            from factcheck.read.moves import MoveReader  # noqa: PLC0415 - most dates are days

            self._moves = MoveReader(self._words, self._day.years)
        return self._moves

    # ---- one date at one token

    def _at(self, tokens: Sequence[Token], i: int, country: str) -> Written | None:
        token = tokens[i]
        low = token.low
        if token.classes & DIGIT:
            return self._numeric(tokens, i)
        if token.classes & THE:
            return self._the(tokens, i)
        if low in self._holidays.firsts:
            return self._holiday(tokens, i)
        if low in self._day.months:
            return self._day.month(tokens, i)
        if low in self._day.weekdays:
            return self._weekday(tokens, i)
        if low in self._named:
            return self._move.named(tokens, i)
        if low in self._seasons:
            return self._period.season(tokens, i)
        if low == "ago":
            return self._move.ago(tokens, i)
        if low in self._spans:
            return self._move.ahead(tokens, i) if self._looks_ahead(tokens, i) else None
        return self._of_period(tokens, i, country)

    def _of_period(self, tokens: Sequence[Token], i: int, country: str) -> Written | None:
        """Return the period that a word like "last", "week" or "quarter" begins or names."""
        low = tokens[i].low
        if low in self._day.years.seeds:
            return self._day.spoken(tokens, i)
        if low in ("fiscal", "fy"):
            return self._period.fiscal(tokens, i, country)
        if low == "week":
            return self._week.week(tokens, i, self._simple)
        if low in ("weekend", "month"):
            return self._period.weekend(tokens, i)
        if low == "rest":
            return self._period.rest(tokens, i)
        if low == "century":
            return self._period.century(tokens, i)
        if low in ("quarter", "half") or low[0] in ("q", "h"):
            return self._period.part_of_year(tokens, i)
        found = self._period.relative(tokens, i)
        if found is not None and low == "last" and found.days.weekday is not None and found.make is None:
            weekday = replaced(found, first=i + 1, direction="")
            of_period = self._week.of_period(tokens, weekday, self._simple)  # "the last Friday of March"
            return found if of_period is weekday else of_period
        return found

    def _the(self, tokens: Sequence[Token], i: int) -> Written | None:
        after = tokens[i + 1]
        decade = self._period.decade(tokens, i)
        if decade is not None or (after.classes & DIGIT and self._numeric(tokens, i + 1) is not None):
            return decade
        if not after.classes & DIGIT and after.low not in TENS:
            return None
        return self._day.alone(tokens, i)

    def _numeric(self, tokens: Sequence[Token], i: int) -> Written | None:
        found = self._day.numeric(tokens, i)
        if found is not None:
            return found
        day = self._day.years.day(tokens, i)
        if day is None or not day[2] or day[0] + 1 >= len(tokens):
            return None
        at, number = day[0] + (tokens[day[0]].low == "of"), day[1]  # "the 20th of next month"
        if at + 1 >= len(tokens):
            return None
        way = tokens[at].low
        if way not in ("last", "this", "next") or tokens[at + 1].low != "month":
            return None
        month, seasons = Written(at, at + 2, Days(None, None, "month"), way), self._seasons

        def make(reference: date, tense: str) -> Days | None:
            held = settled(month, reference, tense, seasons).start
            return calendar.day(held.year, held.month, number) if held else None

        return Written(i, at + 2, Days(None, None, "day", day=number), "", make)

    def _holiday(self, tokens: Sequence[Token], i: int) -> Written | None:
        hit = self._holidays.at(tokens, i)
        if hit is None:
            return None
        from factcheck.read.holidays import holiday  # noqa: PLC0415 - most dates are days

        last, (kind, told) = hit
        return holiday(tokens, i, last, kind, told, self._day)

    def _weekday(self, tokens: Sequence[Token], i: int) -> Written | None:
        w = self._day.weekday(tokens, i)
        if w is None or w.make is not None or w.days.day is not None:
            return w
        of_week = self._week.of_week(tokens, w)
        return of_week if of_week is not w else self._week.of_period(tokens, w, self._simple)

    def _simple(self, tokens: Sequence[Token], i: int) -> Written | None:
        """Return the month, year or day that begins at a token, for a date that is told by it."""
        token = tokens[i]
        if token.classes & DIGIT:
            return self._day.numeric(tokens, i)
        if token.low in self._day.months:
            if self._day.month_at(tokens, i):
                found = self._day.month(tokens, i)
                return found or Written(i, i + 1, Days(None, None, "month", None, self._day.months[token.low]))
            return None
        if token.low in ("last", "this", "next"):
            return self._period.relative(tokens, i)
        return self._move.named(tokens, i) if token.low in self._named else None

    # ---- from words to days

    def _resolve(self, w: Written, published: Published, tokens: Sequence[Token]) -> Days:
        if w.days.start is not None and w.make is None:
            return w.days
        tense = self._tense(tokens, w.first, w.last)
        ends = [end for end in (published.start, published.end) if end is not None]
        sane = all(_FIRST_YEAR <= end.year <= _LAST_YEAR for end in ends)
        if len(ends) == 2 and sane and (ends[1] - ends[0]).days <= _FAR:
            made = {settled(w, end, tense, self._seasons) for end in ends}
            if len(made) == 1:
                return made.pop()
        days = w.days
        plain = days.granularity in ("day", "month", "part") and not w.direction.lstrip("-").isdecimal()
        return days if plain else Days(None, None, days.granularity, days.year, days.month, days.day, days.weekday)

    def _tense(self, tokens: Sequence[Token], first: int, last: int) -> str:
        """Return future where the words around a date look ahead ("will", "by", "begins"), else nothing."""
        if last < len(tokens) and tokens[last].low == "'s":
            return ""
        return "future" if self._looks_ahead(tokens, first) else ""

    def _looks_ahead(self, tokens: Sequence[Token], at: int) -> bool:
        """Tell whether the words before a date look ahead; the nearest sign counts, and a verb of the past is one.

        "By" and "until" look ahead only right before the date: "killed by a gunman on Friday" does not.
        """
        close, infinitive = True, False
        for back, token in enumerate(reversed(tokens[max(0, at - 9) : at]), 1):
            low = token.low
            infinitive = infinitive or (low == "to" and back in (2, 3))  # "she is to speak on Saturday"
            if low in self._limits:
                if close:
                    return True
                continue
            close = close and low in _BETWEEN
            if low in self._future:
                return True
            if low in _PAST or (low.endswith("ed") and len(low) > 4):
                return False
        return infinitive


__all__ = ["DateReader", "Written"]
