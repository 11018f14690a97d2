"""Works out when a document speaks: from its metadata, its dateline, or the dates that its text calls past and future."""

from __future__ import annotations

import itertools
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from factcheck.model import Days, Published

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcheck.model import Mention, Token

    Dated = tuple[Sequence[Token], Sequence[Mention], str]

_AHEAD: Final = frozenset(
    (
        "ahead",
        "will",
        "upcoming",
        "begins",
        "starts",
        "opens",
        "scheduled",
        "planned",
        "plans",
        "next",
        "slated",
        "coming",
    )
)
_FIRST: Final = 12  # a dateline stands among the first sentences
_SHORTEST: Final = 4  # a place, a month, a day and a year ...
_OPENING: Final = 16  # ... stand among the first words of an agency's text
_YEAR: Final = timedelta(days=366)


def published(known: Published, sentences: Sequence[Dated]) -> Published:
    """Return when a document speaks; `known` wins when metadata gave it.

    Else the full date of a dateline, or with which an agency's text begins, is stated. Else the text bounds it: a full date in
    a caption or told as past is a lower bound, a full date that the text looks ahead to an upper one (basis inferred). Dates
    without a year narrow this to the gap of the calendar that lies between what is told as past and what is told as future.
    Nothing: unbounded.
    """
    if known.basis == "metadata":
        return known
    for tokens, dates, kind in sentences[:_FIRST]:
        full = [
            d.value
            for d in dates
            if isinstance(d.value, Days) and d.value.start is not None and d.value.granularity == "day"
        ]
        if kind == "dateline" and full:
            moment = known.moment or _moment(tokens, full[0])
            return Published(full[0].start, full[0].end, "stated", moment)
        day = _wire(tokens, dates) if kind == "body" else None
        if day is not None:
            return Published(day.start, day.end, "stated", known.moment)
    return _inferred(known, sentences)


def _wire(tokens: Sequence[Token], dates: Sequence[Mention]) -> Days | None:
    """Return the day that an agency's text begins with ("VELLMAR, May 14, 2024 (Harbour Wire) - ..."); None without one."""
    if len(tokens) < _SHORTEST or not (tokens[0].text.isupper() and len(tokens[0].text) > 1):
        return None
    for m in dates:
        days = m.value
        if m.first > _OPENING or not isinstance(days, Days):
            return None
        if days.start is None or days.start != days.end or days.granularity != "day":
            continue
        before = all(t.text[0].isupper() or not t.text[0].isalpha() for t in tokens[: m.first])
        after = tokens[m.last].low if m.last < len(tokens) else "-"
        return days if before and after in ("(", "-", "--", ")", ":") else None
    return None


def _moment(tokens: Sequence[Token], days: Days) -> datetime | None:
    """Return the exact time that a dateline states ("16:28 JST, ..."), None without one."""
    for k in range(len(tokens) - 2):
        hour, colon, minute = tokens[k : k + 3]
        if colon.low == ":" and hour.low.isdecimal() and minute.low.isdecimal() and len(minute.low) == 2 and days.start:
            if int(hour.low) < 24 and int(minute.low) < 60:
                return datetime.combine(days.start, time(int(hour.low), int(minute.low)))
            return None
    return None


def _inferred(known: Published, sentences: Sequence[Dated]) -> Published:
    low: date | None = known.start
    high: date | None = known.end
    past: list[Days] = []
    future: list[Days] = []
    for tokens, dates, kind in sentences:
        for mention in dates:
            days = mention.value
            if not isinstance(days, Days) or mention.get("direction").lstrip("-").isdecimal():
                continue
            ahead = _looks_ahead(tokens, mention)
            if days.start is not None and days.end is not None:
                if ahead:
                    high = min(high, days.start - timedelta(days=1)) if high else days.start - timedelta(days=1)
                elif kind == "caption" or _told_as_past(tokens, mention):
                    low = max(low, days.start) if low else days.start
            elif days.month is not None and kind != "caption":
                if ahead:
                    future.append(days)
                elif _told_as_past(tokens, mention):
                    past.append(days)
    if low is not None and high is not None and low > high:
        return known
    if low is not None and past and future:
        gap = _gap(low, past, future)
        if gap is not None and (high is None or gap[1] <= high):
            return Published(gap[0], gap[1], "inferred")
    if low is None and high is None:
        return known
    return Published(low, high, "inferred")


def _looks_ahead(tokens: Sequence[Token], mention: Mention) -> bool:
    near = {t.low for t in tokens[max(0, mention.first - 9) : mention.first]}
    return bool(near & _AHEAD)


def _told_as_past(tokens: Sequence[Token], mention: Mention) -> bool:
    """Tell whether a date is told as past: nothing before it looks ahead, and a past form stands near."""
    near = [t.low for t in tokens[max(0, mention.first - 12) : mention.first]]
    if set(near) & _AHEAD or set(near) & {"would", "until", "fiscal", "by"} or mention.kind == "fiscal year":
        return False
    after = [t.low for t in tokens[mention.last : mention.last + 8]]
    return any(w.endswith("ed") or w in _PAST for w in (*near, *after))


_PAST: Final = frozenset(
    (
        "was",
        "were",
        "had",
        "did",
        "began",
        "held",
        "won",
        "lost",
        "met",
        "took",
        "said",
        "became",
        "came",
        "went",
        "gave",
        "made",
        "got",
        "saw",
        "told",
        "stood",
        "laid",
        "ago",
    )
)


def _gap(low: date, past: Sequence[Days], future: Sequence[Days]) -> tuple[date, date] | None:
    """Return the first span after `low` that begins with a past point of the calendar and ends before a future one.

    None when the points do not leave exactly one such gap in the year.
    """
    points: list[tuple[date, bool]] = []
    for year in (low.year, low.year + 1, low.year + 2):
        for days, ahead in (*((d, False) for d in past), *((d, True) for d in future)):
            point = _point(days, year)
            if point is not None and low < point <= low + 2 * _YEAR:
                points.append((point, ahead))
    points.sort()
    gaps = [
        (a, b - timedelta(days=1))
        for (a, is_future), (b, ends) in itertools.pairwise(points)
        if not is_future and ends and a < b
    ]
    inside = [gap for gap in gaps if gap[0] <= low + _YEAR]
    return inside[0] if len(inside) == 1 else None


def _point(days: Days, year: int) -> date | None:
    try:
        return date(year, days.month or 1, days.day or 1)
    except ValueError:
        return None
