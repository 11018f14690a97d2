"""Finds dates in a sentence and, where the document's own date is known, the days that they mean."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from factcheck.model import DIGIT, Days, Mention
from factcheck.read import calendar
from factcheck.read.classes import DATE, THE
from factcheck.read.resolve import resolve
from factcheck.read.tokens import written

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factcheck.model import Published, Token

_PARTS: Final = {"early": "early", "mid": "mid", "late": "late", "middle": "mid"}
_BEGINS: Final = DATE | THE | DIGIT
_PART_NUMBER: Final = {"early": 1, "mid": 2, "late": 3}


class Written(NamedTuple):
    """A date as it is written, before it is known from which day it is seen: its tokens, its parts, and where it points."""

    first: int
    last: int
    days: Days
    direction: str


class DateReader:
    """Reads the dates of one sentence; built once from the word lists."""

    def __init__(self, words: Mapping[str, Mapping[str, Any]]) -> None:
        time = words["time"]
        self._months: Mapping[str, int] = time["months"]
        self._weekdays: Mapping[str, int] = time["weekdays"]
        self._seasons: Mapping[str, Sequence[int]] = time["seasons"]
        self._days: Mapping[str, int] = time["relative_days"]
        self._doubtful = frozenset(time["doubtful"])
        self._year_after = frozenset(time["year_after"])
        self._future = frozenset(time["future"])
        self._fiscal_start: Mapping[str, int] = time["fiscal_start"]
        self._small: Mapping[str, int] = {k: int(v) for k, v in words["numbers"]["units"].items()} | {"a": 1, "an": 1}
        self.seeds = frozenset(
            (
                *self._months,
                *self._weekdays,
                *self._seasons,
                *self._days,
                "last",
                "this",
                "next",
                "fiscal",
                "fy",
                "ago",
            )
        )

    def spot(self, tokens: Sequence[Token], country: str = "") -> list[Written]:
        """Return the dates of a sentence as written, in order; `country` (ISO code) tells when a fiscal year begins."""
        found: list[Written] = []
        end = 0
        for i in [k for k, token in enumerate(tokens) if token.classes & _BEGINS]:
            if i < end:
                continue
            if tokens[i].classes & THE and not (
                i + 2 < len(tokens) and (tokens[i + 1].classes & DIGIT or tokens[i + 1].low in _PARTS)
            ):
                continue
            hit = self._at(tokens, i, country)
            if hit is None:
                continue
            first, last, days, direction = hit
            found.append(Written(i if first < end else first, last, days, direction))
            end = last
        return found

    def mentions(self, tokens: Sequence[Token], dates: Sequence[Written], published: Published) -> list[Mention]:
        """Return the dates of a sentence as mentions.

        A relative or yearless date is resolved against `published` where both its ends give one answer; else it keeps its
        parts.
        """
        found = []
        for first, last, days, direction in dates:
            resolved = self._resolve(days, direction, published, tokens, first, last)
            text = written(tokens, first, last)
            fields = (("direction", direction),) if direction else ()
            start, end = tokens[first].start, tokens[last - 1].end
            found.append(Mention("date", resolved.granularity, start, end, first, last, text, resolved, fields=fields))
        return found

    # ---- one date at one token: (first, last, days, direction)

    def _at(self, tokens: Sequence[Token], i: int, country: str) -> tuple[int, int, Days, str] | None:
        low = tokens[i].low
        if low[0].isdigit():
            return self._numeric(tokens, i)
        if low in ("fiscal", "fy"):
            return self._fiscal(tokens, i, country)
        if low == "the":
            return self._decade(tokens, i)
        if low in self._days and not (low == "today" and i + 1 < len(tokens) and tokens[i + 1].low == "'s"):
            return i, i + 1, Days(None, None, "day"), str(self._days[low])
        if low in ("last", "this", "next"):
            return self._relative(tokens, i)
        if low in self._months:
            return self._month(tokens, i)
        if low in self._weekdays:
            return self._weekday(tokens, i)
        if low in self._seasons:
            return self._season(tokens, i)
        if low == "ago":
            return self._ago(tokens, i)
        return None

    def _numeric(self, tokens: Sequence[Token], i: int) -> tuple[int, int, Days, str] | None:
        text = tokens[i].text
        touching = i and tokens[i - 1].end == tokens[i].start and tokens[i - 1].low in ("-", "/", "$", ".", ":", "#")
        iso = self._iso(tokens, i)
        if iso:
            return iso
        # "27 September 2025", "the 5th of May"
        at = i + 1
        if at < len(tokens) and tokens[at].low in ("st", "nd", "rd", "th") and tokens[at].start == tokens[i].end:
            at += 1
        of = at < len(tokens) and tokens[at].low == "of"
        month_at = at + of
        if (
            text.isdigit()
            and len(text) <= 2
            and month_at < len(tokens)
            and tokens[month_at].low in self._months
            and tokens[month_at].text[0].isupper()
        ):
            after = month_at + 1
            if after < len(tokens) and tokens[after].low == "." and len(tokens[month_at].low) <= 4:
                after += 1
            year, last = self._year(tokens, after)
            made = calendar.day(year, self._months[tokens[month_at].low], int(text))
            own_day = after < len(tokens) and tokens[after].low.isdigit() and year is None
            return (i, last if year else after, made, "") if made and not own_day else None
        if touching or len(text) != 4 or not text.isdigit() or not 1800 <= int(text) <= 2100:
            return None
        return self._bare_year(tokens, i)

    def _bare_year(self, tokens: Sequence[Token], i: int) -> tuple[int, int, Days, str] | None:
        before = tokens[i - 1].low if i else ""
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        if before in (
            "$",
            "£",
            "€",
            "¥",
            "route",
            "no",
            "number",
            "room",
            "flight",
            "than",
            "least",
            "about",
            "some",
            "nearly",
            "over",
        ):
            return None
        year = int(tokens[i].text)
        first = i
        part = ""
        if before in _PARTS:
            first, part = i - 1, _PARTS[before]
        elif before == "-" and i > 1 and tokens[i - 2].low in _PARTS:
            first, part = i - 2, _PARTS[tokens[i - 2].low]
        if after is not None and after.low in ("%", "percent", "km", "miles", "feet", "people", "votes"):
            return None
        sure = (
            before in self._year_after
            or before == ","
            or (after is not None and after.text[0].islower() and before not in ("", "-"))
        )
        if before not in self._year_after and before != "," and after is not None and after.text[0].isupper() and i:
            return None  # a model or an edition: "a tan 2003 Ford"
        if not sure and not (1950 <= year <= 2060) and not part:
            return None
        return first, i + 1, calendar.whole_year(year, part), ""

    def _iso(self, tokens: Sequence[Token], i: int) -> tuple[int, int, Days, str] | None:
        if i + 4 >= len(tokens) or tokens[i + 1].low not in ("-", "/") or tokens[i + 3].low != tokens[i + 1].low:
            return None
        if tokens[i].end != tokens[i + 1].start or tokens[i + 3].end != tokens[i + 4].start:
            return None
        parts = [tokens[i + k].text for k in (0, 2, 4)]
        if not all(p.isdigit() for p in parts):
            return None
        a, b, c = (int(p) for p in parts)
        if len(parts[0]) == 4 and 1 <= b <= 12:
            made = calendar.day(a, b, c)
        elif len(parts[2]) == 4 and tokens[i + 1].low == "/" and 1 <= a <= 12 < b:
            made = calendar.day(c, a, b)  # only one reading: the second number is no month
        elif len(parts[2]) == 4 and tokens[i + 1].low == "/" and 1 <= b <= 12 < a:
            made = calendar.day(c, b, a)
        else:
            return None
        return (i, i + 5, made, "") if made else None

    def _fiscal(self, tokens: Sequence[Token], i: int, country: str) -> tuple[int, int, Days, str] | None:
        at = i + 1 + (i + 1 < len(tokens) and tokens[i + 1].low == "year")
        if at >= len(tokens) or not re.fullmatch(r"(?:19|20)\d\d", tokens[at].text):
            return None
        return i, at + 1, calendar.fiscal_year(int(tokens[at].text), self._fiscal_start.get(country, 1)), ""

    def _decade(self, tokens: Sequence[Token], i: int) -> tuple[int, int, Days, str] | None:
        part = i + 1 < len(tokens) and tokens[i + 1].low in _PARTS
        at = i + 1 + part
        if (
            at + 1 >= len(tokens)
            or not re.fullmatch(r"(?:18|19|20)\d0", tokens[at].text)
            or tokens[at + 1].low not in ("s", "'s")
        ):
            return None
        if tokens[at + 1].start != tokens[at].end:
            return None
        year = int(tokens[at].text)
        return i, at + 2, Days(date(year, 1, 1), date(year + 9, 12, 31), "decade", year), ""

    def _relative(self, tokens: Sequence[Token], i: int) -> tuple[int, int, Days, str] | None:
        low = tokens[i].low
        at = i + 1
        if at >= len(tokens):
            return None
        word = tokens[at].low
        first = i - 1 if i and tokens[i - 1].low in ("earlier", "later", "just", "early", "late") else i
        if word in ("week", "weekend", "month", "year"):
            if word == "year" and at + 1 < len(tokens) and tokens[at + 1].low == "-":
                return None
            return i, at + 1, Days(None, None, word), low
        if word in self._months and tokens[at].text[0].isupper():
            hit = self._month(tokens, at)
            return (i, hit[1], hit[2], low) if hit else None
        if word in self._weekdays and tokens[at].text[0].isupper():
            hit = self._weekday(tokens, at)
            return (i, hit[1], hit[2], low) if hit else None
        if word in self._seasons:
            return first, at + 1, Days(None, None, "season", month=self._seasons[word][0], day=None), low
        return None

    def _month(self, tokens: Sequence[Token], i: int) -> tuple[int, int, Days, str] | None:
        token = tokens[i]
        if not token.text[0].isupper():
            return None
        month = self._months[token.low]
        at = i + 1
        if at < len(tokens) and tokens[at].low == "." and len(token.low) <= 4 and token.low != "may":
            at += 1
        number = tokens[at].text if at < len(tokens) else ""
        first = i
        part = ""
        if i and tokens[i - 1].low in _PARTS:
            first, part = i - 1, _PARTS[tokens[i - 1].low]
        elif i > 1 and tokens[i - 1].low == "-" and tokens[i - 2].low in _PARTS:
            first, part = i - 2, _PARTS[tokens[i - 2].low]
        if number.isdigit() and len(number) <= 2 and 1 <= int(number) <= 31:
            last = at + 1
            if (
                last < len(tokens)
                and tokens[last].low in ("st", "nd", "rd", "th")
                and tokens[last].start == tokens[at].end
            ):
                last += 1
            year, after = self._year(tokens, last)
            made = calendar.day(year, month, int(number))
            return (i, after if year else last, made, "") if made else None
        year, after = self._year(tokens, at)
        if year:
            return first, after, calendar.whole_month(year, month, part), ""
        if len(token.low) == 3 and token.low != "may" and at == i + 1:
            return None
        if token.low in self._doubtful and not self._month_like(tokens, i):
            return None
        if part:
            return first, i + 1, Days(None, None, "part", None, month, None, _PART_NUMBER[part]), ""
        return first, i + 1, Days(None, None, "month", None, month), ""

    def _month_like(self, tokens: Sequence[Token], i: int) -> bool:
        before = tokens[i - 1].low if i else ""
        return before in (
            "in",
            "since",
            "by",
            "until",
            "of",
            "last",
            "next",
            "this",
            "early",
            "late",
            "mid",
            "-",
            "from",
            "during",
            "through",
        )

    def _year(self, tokens: Sequence[Token], at: int) -> tuple[int | None, int]:
        """Return the year written at a token, behind "," or "of" too, and where it ends; (None, at) without one."""
        step = at
        if step < len(tokens) and tokens[step].low in (",", "of", "in"):
            step += 1
        if step < len(tokens) and re.fullmatch(r"(?:1[89]|20)\d\d", tokens[step].text):
            touching = (
                step + 1 < len(tokens)
                and tokens[step + 1].low in ("-", "%")
                and tokens[step + 1].start == tokens[step].end
            )
            if not touching:
                return int(tokens[step].text), step + 1
        return None, at

    def _weekday(self, tokens: Sequence[Token], i: int) -> tuple[int, int, Days, str] | None:
        token = tokens[i]
        if not token.text[0].isupper() or (token.low in self._doubtful and not self._dot(tokens, i)):
            return None
        if len(token.low) <= 5 and token.low != "wed" and not token.low.endswith("day") and not self._dot(tokens, i):
            return None
        number = self._weekdays[token.low]
        last = i + 1 + self._dot(tokens, i)
        # "Saturday, December 05, 2009" is one date.
        at = last + (last < len(tokens) and tokens[last].low == ",")
        if at < len(tokens) and (tokens[at].low in self._months or (at > last and tokens[at].text.isdigit())):
            hit = self._month(tokens, at) if tokens[at].low in self._months else self._numeric(tokens, at)
            if hit and hit[0] == at and hit[2].day is not None:
                return i, hit[1], replace(hit[2], weekday=number), ""
        return i, last, Days(None, None, "day", weekday=number), ""

    def _dot(self, tokens: Sequence[Token], i: int) -> bool:
        return (
            len(tokens[i].low) <= 5
            and not tokens[i].low.endswith("day")
            and i + 1 < len(tokens)
            and tokens[i + 1].low == "."
        )

    def _season(self, tokens: Sequence[Token], i: int) -> tuple[int, int, Days, str] | None:
        year, last = self._year(tokens, i + 1)
        first, end = self._seasons[tokens[i].low]
        if year is None:
            return None
        return i, last, calendar.season(year, first, end), ""

    def _ago(self, tokens: Sequence[Token], i: int) -> tuple[int, int, Days, str] | None:
        if i < 2 or tokens[i - 1].low not in ("day", "days", "week", "weeks", "month", "months", "year", "years"):
            return None
        low = tokens[i - 2].low
        count = int(low) if low.isdigit() and len(low) < 4 else self._small.get(low)
        if count is None:
            return None
        return i - 2, i + 1, Days(None, None, tokens[i - 1].low.rstrip("s")), f"-{count}"

    # ---- from words to days

    def _resolve(
        self, days: Days, direction: str, published: Published, tokens: Sequence[Token], first: int, last: int
    ) -> Days:
        if days.start is not None:
            return days
        way = direction or self._tense(tokens, first, last)
        ends = [end for end in (published.start, published.end) if end is not None]
        if len(ends) == 2 and (ends[1] - ends[0]).days <= 400:
            made = {resolve(days, way, end, self._seasons) for end in ends}
            if len(made) == 1:
                return made.pop()
        plain = days.granularity in ("day", "month", "part") and not direction.lstrip("-").isdigit()
        return days if plain else Days(None, None, days.granularity, days.year, days.month, days.day, days.weekday)

    def _tense(self, tokens: Sequence[Token], first: int, last: int) -> str:
        """Return future where the words around a date look ahead ("will", "by", "begins"), else nothing."""
        if last < len(tokens) and tokens[last].low == "'s":
            return ""
        near = {t.low for t in tokens[max(0, first - 9) : first]}
        return "future" if near & self._future else ""


__all__ = ["DateReader"]
