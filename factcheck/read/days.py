"""Reads single dates: a day of a month, a weekday, a month or year, and dates in digits."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from factcheck.model import CAPITAL, COMMON, DIGIT, LETTERS, Days
from factcheck.read import calendar
from factcheck.read.cues import PARTS
from factcheck.read.digits import JOINTS, marked
from factcheck.read.written import Written
from factcheck.read.years import YearReader
from factcheck.record import replaced

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factcheck.model import Token
    from factcheck.read.numerals import Numerals

_YEAR: Final = r"(?:1[0-9]|20)\d\d"  # behind a month it is one, however long ago
_PART_NUMBER: Final = {"early": 1, "mid": 2, "late": 3}
_PARTS_OF: Final = {"beginning": "early", "start": "early", "middle": "mid", "end": "late"}
_ENDS: Final = frozenset(". ! ? ; ) ”".split())
_SUFFIXES: Final = ("st", "nd", "rd", "th")
_MARKS: Final = ("-", "/", ".")
_NO_YEAR_AFTER: Final = frozenset("$ £ € ¥ route no number room flight than least about some nearly over".split())
_NO_DATE_BEFORE: Final = frozenset("a.m. p.m. a.m p.m am pm %".split())
_YEAR_ENDS: Final = frozenset(". , ; : ) ” ? !".split())
_YEAR_GOES_ON: Final = frozenset("and by when but as the after that under with".split())
_NO_YEAR_BEFORE: Final = frozenset("% percent km miles feet people votes".split())


def decade(first: int, last: int, year: int, part: str = "") -> Written:
    """Return the decade that begins with a year, or its early, middle or late years; "the 1800s" are a century."""
    years = 99 if year % 100 == 0 and year < 2000 else 9
    low, high = {"early": (0, 4), "mid": (3, 7), "late": (5, 9)}.get(part, (0, 9)) if years == 9 else (0, years)
    kind = "decade" if years == 9 else "century"
    days = Days(date(year + low, 1, 1), date(year + high, 12, 31), "part" if part and years == 9 else kind, year)
    return Written(first, last, days)


class DayReader:
    """Reads the single dates of one sentence; built once from the word lists."""

    def __init__(self, words: Mapping[str, Mapping[str, Any]], numerals: Numerals) -> None:
        time = words["time"]
        self.months: Mapping[str, int] = time["months"]
        self.weekdays: Mapping[str, int] = time["weekdays"]
        self._doubtful = frozenset(time["doubtful"])
        self._clear = frozenset(time["clear"])
        self._year_after = frozenset(time["year_after"])
        self._month_after = frozenset(time["month_after"])
        self._day_after = frozenset(time["day_after"])
        self._zones = frozenset(zone.upper() for zone in words["zones"]["hours"])
        self.years = YearReader(words, numerals)

    # ---- digits

    def numeric(self, tokens: Sequence[Token], i: int) -> Written | None:
        """Return the date that begins with digits at token `i`: "27 September 2025", "2025-09-27", "27/9/2025", "2025"."""
        text = tokens[i].text
        touching = i and tokens[i - 1].end == tokens[i].start and tokens[i - 1].low in JOINTS
        full = marked(tokens, i, self.months)
        if full or not text.isdecimal():
            return full
        if len(text) <= 2:
            found = self._day_month(tokens, i)
            return found or (None if touching else self._short(tokens, i) or self._long_ago(tokens, i))
        if touching or len(text) > 4 or not 1800 <= int(text) <= 2100:
            return None if touching else self._long_ago(tokens, i)
        return self._year_month(tokens, i) or self._bare_year(tokens, i)

    def _day_month(self, tokens: Sequence[Token], i: int) -> Written | None:
        """Read "27 September 2025", "the 5th of May", "28-nov", "16. nov. 2016"."""
        at, number, ordinal = self.years.day(tokens, i) or (0, 0, False)
        if not at or at >= len(tokens):
            return None
        of = tokens[at].low == "of"
        mark = tokens[at].low in _MARKS and tokens[at].start == tokens[at - 1].end
        month_at = at + (of or mark)
        month = self.month_at(tokens, month_at, sure=ordinal and of)
        if not month:
            return None
        after = month_at + 1
        if after < len(tokens) and tokens[after].low == "." and len(tokens[month_at].low) <= 4:
            after += 1
        year, last = self.year(tokens, after)
        made = calendar.day(year, month, number)
        own_day = after < len(tokens) and tokens[after].low.isdecimal() and year is None
        return Written(i, last if year else after, made) if made and not own_day else None

    def month_at(self, tokens: Sequence[Token], at: int, *, sure: bool = False) -> int:
        """Return the month at a token, 0 without one; one written small must be no other word, unless it is `sure`."""
        if at >= len(tokens):
            return 0
        token = tokens[at]
        month = self.months.get(token.low, 0)
        return month if month and (token.classes & CAPITAL or sure or token.low not in self._doubtful) else 0

    def _short(self, tokens: Sequence[Token], i: int) -> Written | None:
        """Read "4/22" and "4-22" behind "on", "since" and the like, and "11/2016"."""
        if i + 2 >= len(tokens) or tokens[i + 1].low not in ("/", "-") or not tokens[i + 2].text.isdecimal():
            return None
        first, second = int(tokens[i].text), int(tokens[i + 2].text)
        after = tokens[i + 3] if i + 3 < len(tokens) else None
        if after is not None and after.low in ("/", "-", ":") and after.start == tokens[i + 2].end:
            return None
        before = tokens[i - 1].low if i else ""
        if len(tokens[i + 2].text) == 4 and 1 <= first <= 12 and 1800 <= second <= 2100 and before not in JOINTS:
            return Written(i, i + 3, calendar.whole_month(second, first))
        touching = tokens[i].end == tokens[i + 1].start and tokens[i + 1].end == tokens[i + 2].start
        ended = (
            after is None or not after.low[0].isalnum() or (bool(after.classes & COMMON) and tokens[i + 1].low == "/")
        )
        if (
            not touching
            or len(tokens[i + 2].text) > 2
            or not ended
            or (after is not None and after.low in _NO_DATE_BEFORE)
        ):
            return None
        last = i + 3
        year, end = self.year(tokens, last) if after is not None and after.low == "," else (None, last)
        if before not in self._day_after and not (tokens[i + 1].low == "/" and (year or before in self.weekdays)):
            return None
        month, number = (first, second) if first <= 12 else (second, first)
        made = calendar.day(year, month, number) if 1 <= month <= 12 and number >= 1 else None
        return Written(i, end if year else last, made) if made else None

    def _year_month(self, tokens: Sequence[Token], i: int) -> Written | None:
        """Read "2016 November" and "2016/11"; "2014-15" is a season of two years."""
        year = int(tokens[i].text)
        at = i + 1 + (i + 1 < len(tokens) and tokens[i + 1].low == ",")
        month = self.month_at(tokens, at)
        day_follows = at + 1 < len(tokens) and tokens[at + 1].classes & DIGIT
        if month and not day_follows and (at == i + 1 or not tokens[at].classes & CAPITAL):
            return Written(i, at + 1, calendar.whole_month(year, month))
        if i + 2 >= len(tokens) or tokens[i + 1].low not in ("-", "/") or not tokens[i + 2].text.isdecimal():
            return None
        second = tokens[i + 2].text
        after = tokens[i + 3] if i + 3 < len(tokens) else None
        free = after is None or not (
            after.classes & LETTERS or (after.start == tokens[i + 2].end and after.low in ("-", "/"))
        )
        touching = tokens[i].end == tokens[i + 1].start and tokens[i + 1].end == tokens[i + 2].start
        number = int(second)
        if len(second) > 2 or not 1 <= number <= 12 or number == year % 100 + 1 or not (touching or free):
            return None
        return Written(i, i + 3, calendar.whole_month(year, number)) if free or tokens[i + 1].low == "/" else None

    def _bare_year(self, tokens: Sequence[Token], i: int) -> Written | None:
        before = tokens[i - 1].low if i else ""
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        if before in _NO_YEAR_AFTER:
            return None
        year = int(tokens[i].text)
        first, part = self.part_before(tokens, i)
        if after is not None and (
            after.low in _NO_YEAR_BEFORE
            or after.text in self._zones
            or (after.low == "local" and tokens[i + 2 : i + 3] and tokens[i + 2].low == "time")
        ):
            return None  # "1920 GMT" is a time of day
        if after is not None and after.low in ("s", "'s") and after.start == tokens[i].end and year % 10 == 0:
            return decade(first, i + 2, year, part) if after.low == "s" else None
        sure = (
            before in self._year_after
            or before == ","
            or (after is not None and after.text[0].islower() and before not in ("", "-"))
        )
        if before not in self._year_after and before != "," and after is not None and after.text[0].isupper() and i:
            return None  # a model or an edition: "a tan 2003 Ford"
        if not sure and not (1950 <= year <= 2060) and not part:
            return None
        return Written(first, i + 1, calendar.whole_year(year, part))

    def _long_ago(self, tokens: Sequence[Token], i: int) -> Written | None:
        """Return the year of "in 1692" and "in the year 79", which counts nothing."""
        before = tokens[i - 1].low if i else ""
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        free = after is None or after.low in _YEAR_ENDS or after.low in _YEAR_GOES_ON
        if after is not None and after.low == "and" and i + 2 < len(tokens) and tokens[i + 2].classes & DIGIT:
            free = False  # "in 1200 and 1300 homes"
        named = before == "year" and i > 1 and tokens[i - 2].low == "the"
        if not free or not (named or (before in ("in", "since") and re.fullmatch(_YEAR, tokens[i].text))):
            return None
        return Written(i, i + 1, calendar.whole_year(int(tokens[i].text))) if int(tokens[i].text) else None

    def spoken(self, tokens: Sequence[Token], i: int) -> Written | None:
        """Return the year in words that no month stands before, where token `i` is of `years.seeds`."""
        found = self.years.alone(tokens, i)
        return Written(found[0], found[1], calendar.whole_year(found[2])) if found else None

    def part_before(self, tokens: Sequence[Token], i: int) -> tuple[int, str]:
        """Return where "early", "mid-" or "the end of" before a period begins, and which part it is; (i, "") without one."""
        before = tokens[i - 1].low if i else ""
        if before in PARTS:
            return i - 1, PARTS[before]
        if before == "-" and i > 1 and tokens[i - 2].low in PARTS:
            return i - 2, PARTS[tokens[i - 2].low]
        if before == "of" and i > 1 and tokens[i - 2].low in _PARTS_OF:
            return i - 2, _PARTS_OF[tokens[i - 2].low]
        return i, ""

    # ---- months

    def month(self, tokens: Sequence[Token], i: int) -> Written | None:
        """Return the date of a month at token `i`: "May 2014", "May 3rd", "jan-1", "the tenth of September", "late May"."""
        token = tokens[i]
        month = self.months[token.low]
        capital = token.classes & CAPITAL
        found = self.years.day_before(tokens, i - 1) if i > 1 and tokens[i - 1].low == "of" else None
        if found is not None and self.month_at(tokens, i, sure=True):
            year, last = self.year(tokens, i + 1)
            made = calendar.day(year, month, found[1])
            return Written(found[0], last if year else i + 1, made) if made else None
        if not capital and token.low in self._doubtful and not self._ordinal_follows(tokens, i + 1):
            return None
        at = i + 1
        short = len(token.low) <= 4 and token.low not in ("may", "june", "july")
        dot = at < len(tokens) and tokens[at].low == "."
        dated = dot and at + 1 < len(tokens) and tokens[at + 1].classes & DIGIT
        if dot and (short or dated):
            at += 1
        first, part = self.part_before(tokens, i)
        day = self._day_of(tokens, at)
        if day is not None:
            year, after = self.year(tokens, day[0])
            made = calendar.day(year, month, day[1])
            return Written(i, after if year else day[0], made) if made else None
        year, after = self.year(tokens, at)
        if year:
            return Written(first, after, calendar.whole_month(year, month, part))
        if len(token.low) == 3 and token.low != "may" and at == i + 1 and not self._short_month(tokens, i):
            return None
        if (token.low in self._doubtful or (not capital and short)) and not self._month_like(tokens, i):
            return None
        by = {"last": -1, "this": 0, "next": 1}.get(tokens[at].low) if at + 1 < len(tokens) else None
        if by is not None and tokens[at + 1].low == "year":
            shift = by

            def make(reference: date, _: str) -> Days | None:
                return calendar.whole_month(reference.year + shift, month, part)

            return Written(first, at + 2, Days(None, None, "month", None, month), "", make)
        if part:
            return Written(first, i + 1, Days(None, None, "part", None, month, None, _PART_NUMBER[part]))
        return Written(first, i + 1, Days(None, None, "month", None, month))

    def _day_of(self, tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
        """Return where the day behind a month ends, and its number: "May 3", "May 3rd", "May the third", "May twenty-one"."""
        if at >= len(tokens):
            return None
        mark = tokens[at].low
        if mark in ("-", "/") and at + 1 < len(tokens) and tokens[at].start == tokens[at - 1].end:
            touching = tokens[at + 1].start == tokens[at].end and tokens[at + 1].text.isdecimal()
            found = self.years.day(tokens, at + 1) if touching else None
            return (found[0], found[1]) if found else None
        if mark in ("the", ","):
            found = self.years.day(tokens, at + 1)
            return (found[0], found[1]) if found and found[2] else None
        found = self.years.day(tokens, at)
        if found is None:
            return None
        if tokens[at].classes & DIGIT or found[2]:
            return found[0], found[1]
        after = tokens[found[0]] if found[0] < len(tokens) else None
        counts = after is not None and after.classes & LETTERS and not after.classes & COMMON
        year = self.year(tokens, found[0])[0]
        return (found[0], found[1]) if found[0] - at > 1 and (year or not counts) else None

    def _ordinal_follows(self, tokens: Sequence[Token], at: int) -> bool:
        at += at < len(tokens) and tokens[at].low == "the"
        found = self.years.day(tokens, at)
        return found is not None and found[2]

    def _short_month(self, tokens: Sequence[Token], i: int) -> bool:
        """Tell whether three letters without a full stop are a month: "the first week of Oct", not "in Mar Vista"."""
        named = i + 1 < len(tokens) and tokens[i + 1].classes & CAPITAL
        return not named and tokens[i].low not in self._doubtful and self._month_like(tokens, i)

    def _month_like(self, tokens: Sequence[Token], i: int) -> bool:
        if not i:
            return False
        joined = i > 1 and tokens[i - 1].low in ("to", "and", "through", "or") and tokens[i - 2].low in self.months
        return joined or tokens[i - 1].low in self._month_after

    def year(self, tokens: Sequence[Token], at: int) -> tuple[int | None, int]:
        """Return the year written at a token, behind "," or "of" too, and where it ends; (None, at) without one."""
        step = at
        if step < len(tokens) and tokens[step].low in (",", "of", "in"):
            step += 1
        if step >= len(tokens):
            return None, at
        if re.fullmatch(_YEAR, tokens[step].text):
            touching = (
                step + 1 < len(tokens)
                and tokens[step + 1].low in ("-", "%")
                and tokens[step + 1].start == tokens[step].end
            )
            return (None, at) if touching else (int(tokens[step].text), step + 1)
        spoken = self.years.year(tokens, step)
        return (spoken[1], spoken[0]) if spoken else (None, at)

    # ---- weekdays

    def weekday(self, tokens: Sequence[Token], i: int) -> Written | None:
        """Return the date of a weekday at token `i`, with the date behind it: "Saturday, December 05, 2009"."""
        token = tokens[i]
        number = self.weekdays[token.low]
        dot = self._dot(tokens, i)
        last = i + 1 + dot
        at = last + (last < len(tokens) and tokens[last].low in (",", "("))
        if at < len(tokens):
            hit = self._beside(tokens, at, plain=at == last, weekday=number)
            if hit is not None:
                closed = tokens[at - 1].low == "(" and hit.last < len(tokens) and tokens[hit.last].low == ")"
                return replaced(hit, first=i, last=hit.last + closed, days=replaced(hit.days, weekday=number))
        full = token.low.endswith("day")
        if token.low in self._doubtful and not dot:
            return None
        if not full and token.low not in self._clear and not (dot and token.classes & CAPITAL) and token.low != "wed":
            return None
        if not token.classes & CAPITAL and not full and token.low not in self._clear:
            return None
        return Written(i, last, Days(None, None, "day", weekday=number))

    def _beside(self, tokens: Sequence[Token], at: int, *, plain: bool, weekday: int) -> Written | None:
        """Return the date that stands beside a weekday: of a month, in digits, or "the 21st"."""
        low = tokens[at].low
        hit = None
        if low in self.months:
            hit = self.month(tokens, at)
        elif tokens[at].classes & DIGIT:
            hit = self.numeric(tokens, at)
        elif low == "the" and plain and (found := self.years.day(tokens, at + 1)):
            after = tokens[found[0]] if found[0] < len(tokens) else None
            if after is None or not after.classes & LETTERS or after.classes & COMMON:
                number = found[1]

                def make(reference: date, _: str) -> Days | None:
                    return calendar.numbered(number, reference, "", weekday)

                return Written(at, found[0], Days(None, None, "day", day=number), make=make)
        return hit if hit and hit.first == at and hit.days.day is not None else None

    def _dot(self, tokens: Sequence[Token], i: int) -> bool:
        return (
            len(tokens[i].low) <= 5
            and not tokens[i].low.endswith("day")
            and i + 1 < len(tokens)
            and tokens[i + 1].low == "."
        )

    def alone(self, tokens: Sequence[Token], i: int, *, sure: bool = False) -> Written | None:
        """Return the day of "on the 21st", where token `i` is "the" and nothing follows that it could order.

        `sure` tells that the words before it ask for a day ("the week of the 18th").
        """
        if not sure and not (i and tokens[i - 1].low in self._day_after):
            return None
        found = self.years.day(tokens, i + 1)
        after = tokens[found[0]] if found and found[0] < len(tokens) else None
        if found is None or (after is not None and after.classes & LETTERS and not after.classes & COMMON):
            return None
        if not found[2] and after is not None and after.low not in _ENDS:
            return None
        if after is not None and after.low in ("of", "-", "place", "one"):
            return None
        number = found[1]

        def make(reference: date, tense: str) -> Days | None:
            return calendar.numbered(number, reference, tense)

        return Written(i, found[0], Days(None, None, "day", day=number), make=make)
