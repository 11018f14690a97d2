"""Joins two dates into the days from the one to the other: "from May 3 to June 5", "between 2014 and 2018", "4 to 22 May".

Such a mention has the fields `begins`, the last day on which the period can begin, and `ends`, the first on which it can
end: from 2014 to 2018 is at least from the end of 2014 to the beginning of 2018.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from factcheck.model import LETTERS, Days
from factcheck.read import calendar
from factcheck.read.written import Written, settled
from factcheck.record import replaced

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from factcheck.model import Token
    from factcheck.read.days import DayReader

_TO: Final = frozenset(("to", "through", "thru", "until", "till", "-"))
_POINTS: Final = frozenset(("day", "month", "year", "part"))
_NOW: Final = frozenset(("now",))


class RangeReader:
    """Joins the dates of one sentence; built once from the word lists."""

    def __init__(self, words: Mapping[str, Mapping[str, Any]], days: DayReader) -> None:
        self._seasons: Mapping[str, Sequence[int]] = words["time"]["seasons"]
        self._days = days

    def join(self, tokens: Sequence[Token], dates: Sequence[Written]) -> list[Written]:
        """Return the dates of a sentence with those joined that are the two ends of one period."""
        out: list[Written] = []
        k = 0
        while k < len(dates):
            a = dates[k]
            b = dates[k + 1] if k + 1 < len(dates) else None
            both = self._both(tokens, a, b) if b is not None else None
            if both is not None:
                out.append(both)
                k += 2
                continue
            joined = self._numbered(tokens, a, out[-1].last if out else 0)
            out.append(joined if joined is not a else self._to_now(tokens, a))
            k += 1
        return out

    def _both(self, tokens: Sequence[Token], a: Written, b: Written) -> Written | None:
        if b.first != a.last + 1 or a.days.granularity not in _POINTS or b.days.granularity not in _POINTS:
            return None
        link = tokens[a.last].low
        before = tokens[a.first - 1].low if a.first else ""
        between = before == "between" and link == "and"
        started = before in ("from", "between") or link == "-" or _like(a, b)
        if not between and not (link in _TO and started):
            return None
        return self._made(a, b)

    def _to_now(self, tokens: Sequence[Token], a: Written) -> Written:
        """Return "between May 3 and now"; other dates are as they were."""
        now = a.last + 1 < len(tokens) and tokens[a.last + 1].low in _NOW and a.days.granularity in _POINTS
        before = tokens[a.first - 1].low if a.first else ""
        if not now or {"between": "and", "from": "to"}.get(before) != tokens[a.last].low:
            return a
        return self._made(a, Written(a.last + 1, a.last + 2, Days(None, None, "day"), "0")) or a

    def _made(self, a: Written, b: Written) -> Written | None:
        seasons = self._seasons

        def make(reference: date, tense: str) -> Days | None:
            end = settled(b, reference, tense, seasons)
            start = settled(_with_year(a, end), reference, tense, seasons)
            if start.start is None or end.end is None:
                return None
            if start.start > end.end and a.days.weekday is not None and a.days.month is None:
                back = calendar.weekday(a.days.weekday, end.end, "last")  # "from Monday to Friday"
                return Days(back.start, end.end, "range")
            if start.start > end.end and b.days.year is None and b.days.month is not None:
                end = settled(
                    replace_year(b, start.start.year + (b.days.month < start.start.month)), reference, tense, seasons
                )
            if end.end is None or start.start > end.end:
                return None
            return Days(start.start, end.end, "range")

        start, end = a.days.start, b.days.end
        if start is None or end is None or a.days.end is None or b.days.start is None:
            days = a.days.granularity == b.days.granularity == "day"
            return Written(a.first, b.last, Days(None, None, "range"), "", make, (("by", "day"),) if days else ())
        inner = (("begins", a.days.end.isoformat()), ("ends", b.days.start.isoformat()))
        return Written(a.first, b.last, Days(start, end, "range"), fields=inner) if start <= end else None

    def _numbered(self, tokens: Sequence[Token], w: Written, free: int) -> Written:
        """Return "4 to 22 May" and "May 19 to 20", where only one end is a date by itself; others are as they were."""
        if w.days.granularity != "day" or (w.days.day is None and w.make is None and w.days.month is None):
            return w
        link = tokens[w.first - 1].low if w.first else ""
        if w.first - 2 >= free and (link in _TO or link == "and") and w.days.day is not None:
            number = tokens[w.first - 2].text
            before = tokens[w.first - 3].low if w.first > 2 else ""
            if (
                number.isdecimal()
                and len(number) <= 2
                and (link != "and" or before == "between")
                and (link != "-" or tokens[w.first - 2].end == tokens[w.first - 1].start)
                and int(number) < w.days.day
                and before not in ("$", "£", "€", ".", ",")
            ):
                return self._made(_numbered(w, w.first - 2, w.first - 1, int(number)), w) or w
        if w.last + 1 < len(tokens) and tokens[w.last].low in _TO and w.days.day is not None:
            number = tokens[w.last + 1].text
            found = self._days.years.day(tokens, w.last + 1) if number.isdecimal() else None
            behind = found[0] if found else w.last + 2
            after = tokens[behind] if behind < len(tokens) else None
            plain = after is None or not (after.classes & LETTERS or after.low in ("-", "%", ":", "/", "."))
            plain = plain or (after is not None and after.low == "." and behind + 1 >= len(tokens))
            if number.isdecimal() and len(number) <= 2 and w.days.day < int(number) <= 31 and plain:
                year, end = self._days.year(tokens, behind)
                upper = _numbered(w, w.last + 1, end if year else behind, int(number))
                if year and w.days.month is not None:
                    made = calendar.day(year, w.days.month, int(number))
                    upper = replaced(upper, days=made or upper.days)
                return self._made(w, upper) or w
        return w


def _like(a: Written, b: Written) -> bool:
    """Tell whether two dates are written alike: "June 3 to June 8", "2014 through 2018"."""
    return a.days.granularity == b.days.granularity and (a.days.month is None) == (b.days.month is None)


def _numbered(w: Written, first: int, last: int, number: int) -> Written:
    """Return the day of that number in the month of a date."""
    year = w.days.year if w.days.start is not None else None
    made = calendar.day(year, w.days.month or 1, number)
    return Written(first, last, made or Days(None, None, "day", None, w.days.month, number))


def _with_year(w: Written, end: Days) -> Written:
    """Return a date without a year in the year of a period's end, or the one before where it would come later."""
    if w.days.start is not None or w.days.year is not None or w.days.month is None or end.end is None:
        return w
    made = replace_year(w, end.end.year)
    return made if made.days.start and made.days.start <= end.end else replace_year(w, end.end.year - 1)


def replace_year(w: Written, year: int) -> Written:
    """Return a date without a year in that year."""
    month = w.days.month or 1
    made = calendar.day(year, month, w.days.day) if w.days.day is not None else calendar.whole_month(year, month)
    return replaced(w, days=made or replaced(w.days, year=year), make=None, direction="")
