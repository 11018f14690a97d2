"""Finds times of day in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from factcheck.model import CAPITAL, COMMON, DIGIT, LETTERS, Clock, Mention
from factcheck.read.cues import BEHIND_HOUR, BEHIND_MINUTES, FULL, HALVES, HOURS, PAST
from factcheck.read.lexicon import Phrases
from factcheck.read.tokens import written

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from factcheck.model import Token

_ABOUT: Final = frozenset(
    ("about", "around", "approximately", "roughly", "shortly", "just", "nearly", "almost", "some")
)
_SIDES: Final = {"before": -1, "after": 1, "past": 1}
_SPANS: Final = {("an", "hour"): 60, ("half", "an", "hour"): 30, ("a", "half", "hour"): 30, ("two", "hours"): 120}
_SOON: Final = 15  # minutes: "shortly after three"
_MOMENTS: Final = frozenset(("minutes", "moments", "little"))
_HOUR: Final = 60  # "after three" is said of the next hour
# The hours, 12 as 0, of the parts of a day, and the minutes at which these begin to be counted.
_PARTS: Final = {
    "morning": (0, 11, 0),
    "afternoon": (0, 7, 720),
    "evening": (4, 11, 720),
    "night": (6, 11, 720),
    "tonight": (5, 11, 720),
}
_NIGHTS: Final = ("night", "tonight")
_TO_PART: Final = frozenset(("this", "last", "that", "in", "at", "the", "on", "local", "time", "yesterday"))
_AT: Final = frozenset(("at", "around", "about", "by", "until", "till", "before", "after", "since", "from", "past"))
_DAWN: Final = 5
_TWELVE: Final = 12
_LONGEST_PLACE: Final = 3  # words of "Ho Chi Minh time"
_AHEAD: Final = 4  # so many words behind a time say which half of the day it is


class ClockReader:
    """Reads the times of day of one sentence; built once from the word lists."""

    def __init__(self, words: Mapping[str, Mapping[str, Any]]) -> None:
        self._zones = frozenset(words["zones"]["hours"])
        self._no_place = frozenset(words["zones"]["beside"]["no_place"])
        self._spoken_zones = Phrases(words["zones"]["spoken"].items())
        self._words: Mapping[str, int] = words["time"]["clock_words"]

    def find(self, tokens: Sequence[Token], starts: Sequence[int]) -> list[Mention]:
        """Return the times of day in order: "16:28 JST", "4:30 p.m.", "about 5 a.m.", "noon"; one begins at one of `starts`."""
        found: list[Mention] = []
        end = 0
        for i in starts:
            hit = self._at(tokens, i) if i >= end else None
            if hit is None:
                continue
            last, minute = hit
            zone, last = self._zone(tokens, last)
            value = _bounded(tokens, i, minute, zone)
            end = last
            first = i
            before = found[-1] if found and found[-1].last == i - 1 and tokens[i - 1].low == "and" else None
            if before is not None and isinstance(before.value, Clock) and tokens[before.first - 1].low == "between":
                first, value = before.first, _between(before.value, value)
                found.pop()
            start, text = tokens[first].start, written(tokens, first, last)
            found.append(Mention("time", "clock", start, tokens[last - 1].end, first, last, text, value))
        return found

    def _zone(self, tokens: Sequence[Token], last: int) -> tuple[str, int]:
        """Return the zone behind a time and where the time ends with it: "JST", "(GMT", "Eastern time", "Beijing time"."""
        at = last + (last < len(tokens) and tokens[last].low == "(")
        if at >= len(tokens) or not tokens[at].classes & CAPITAL:
            return "", last
        if tokens[at].low in self._zones and tokens[at].text.isupper():
            return tokens[at].text, at + 1 if at == last else last
        spoken = self._spoken_zones.at(tokens, at)
        if spoken is not None:
            end, zone = spoken
            named = end < len(tokens) and tokens[end].low == "time"
            free = end >= len(tokens) or not tokens[end].classes & CAPITAL
            if named or (end == at + 1 == last + 1 and free):
                return str(zone), end + named if at == last else last
        end = at
        while end < min(at + _LONGEST_PLACE, len(tokens)) and tokens[end].classes & CAPITAL:
            end += 1
        called = tokens[at].low not in self._no_place
        if called and at == last < end < len(tokens) and tokens[end].text == "time":
            return f"{written(tokens, at, end)} time", end + 1
        return "", last

    def _at(self, tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
        low = tokens[i].low
        if low in self._words:
            named = low != "midday" or (i and tokens[i - 1].low in _AT)  # "the midday heat"
            return (i + 1, self._words[low]) if named else None
        spoken = _spoken(tokens, i, self._words) if low in PAST else None
        spoken = spoken or (_dotted(tokens, i, self._zones) if "." in low or len(low) == FULL else None)
        if spoken is not None or (not low.isdecimal() and low not in HOURS):
            return spoken
        if i + 1 >= len(tokens) or tokens[i + 1].low not in BEHIND_HOUR:
            return None  # as most numbers
        hour = int(low) if low.isdecimal() and len(low) < 3 else HOURS.get(low, 99)
        if tokens[i + 1].low in _TO_PART or tokens[i + 1].low == "tonight":
            exact = _plain(tokens, i, hour)
            return None if exact is None else (i + 1, exact)
        at, minute, full = i + 1, 0, False
        if (
            at + 1 < len(tokens)
            and tokens[at].low in (":", ".")
            and _touch(tokens, i, at + 1)
            and len(tokens[at + 1].low) == 2
            and tokens[at + 1].low.isdecimal()
        ):
            minute, full, at = int(tokens[at + 1].low), tokens[at].low == ":", at + 2
        half = HALVES.get(tokens[at].low) if at < len(tokens) else None
        if half and full and 12 < hour < 24 and minute < 60:
            return at + 1, hour * 60 + minute  # "17:06 pm"
        if half is not None:
            if i > 1 and tokens[i - 1].low == ":" and _touch(tokens, i - 2, i) and tokens[i - 2].low.isdecimal():
                return None  # "06 pm" of another time
            return (at + 1, hour % 12 * 60 + minute + half) if 1 <= hour <= 12 and minute < 60 else None
        at += at < len(tokens) and tokens[at].low == "o'clock"
        part = _hour(tokens, at, hour) if at > i + 1 and 1 <= hour <= 12 and minute < 60 else None
        if part is not None:
            return at, part + minute
        if full and hour < 24 and minute < 60 and (i == 0 or tokens[i - 1].end != tokens[i].start):
            # "8:05" without a half of the day could be either below 13; from 13 on, or with a zone, it is exact.
            zone = at < len(tokens) and (tokens[at].low in self._zones or tokens[at].low == "local")
            zone = zone or low[0] == "0"  # "04:17" is written by the clock of 24 hours
            return (at, hour * 60 + minute) if hour > 12 or hour == 0 or zone else None
        return None


def _hour(tokens: Sequence[Token], at: int, hour: int) -> int | None:
    """Return the minutes of an hour of twelve by the part of the day behind it ("9 ... this morning"); None without one."""
    for k in range(at, min(at + _AHEAD, len(tokens))):
        low = tokens[k].low
        if low in _PARTS:
            first, end, base = _PARTS[low]
            fits = 1 <= hour <= _TWELVE and first <= hour % _TWELVE <= end
            late = low in _NIGHTS and hour % _TWELVE < _DAWN  # "at 2 at night" is in the morning
            return (hour % _TWELVE * 60 + (0 if late else base)) if fits or late else None
        if low not in _TO_PART and not low.endswith("day"):
            return None
    return None


def _plain(tokens: Sequence[Token], i: int, hour: int) -> int | None:
    """Return the minutes of an hour without its minutes: "at 3 in the afternoon", "around 10 at night"; None where it counts something."""
    lows = [t.low for t in tokens[i + 1 : i + 4]]
    end = 4 if lows[:2] == ["in", "the"] else 3 if lows[:1] == ["at"] else 2 if lows[:1] == ["tonight"] else 0
    digits = bool(tokens[i].classes & DIGIT)
    if not end and digits and lows[:1] in (["this"], ["last"]):
        end = 3
    if not end and digits and lows[:1] == ["on"] and lows[1:2] and lows[1].endswith("day"):
        end = 4
    if not end or not i or tokens[i - 1].low not in _AT:
        return None
    after = tokens[i + end] if i + end < len(tokens) else None
    if after is not None and after.classes & LETTERS and not after.classes & (COMMON | CAPITAL):
        return None  # "the 3 in the morning group"
    return _hour(tokens, i + 1, hour)


def _spoken(tokens: Sequence[Token], i: int, words: Mapping[str, int]) -> tuple[int, int] | None:
    """Read "twenty to four on Thursday morning", "half past midnight"; None where the half of the day is not said."""
    if i + 2 >= len(tokens) or tokens[i + 1].low not in BEHIND_MINUTES:
        return None
    low = tokens[i + 2].low
    hour = HOURS.get(low, 0) or (int(low) if low.isdecimal() and len(low) < 3 else 0)
    whole = words[low] if low in words else _hour(tokens, i + 3, hour)
    if whole is None:
        return None
    sign = -1 if tokens[i + 1].low == "to" else 1
    return i + 3, (whole + sign * PAST[tokens[i].low]) % 1440


def _dotted(tokens: Sequence[Token], i: int, zones: AbstractSet[str]) -> tuple[int, int] | None:
    """Read "7.30pm", "7.30 this morning", "0930 hours" and "0940 GMT"; None for anything else."""
    low = tokens[i].low
    after = tokens[i + 1].low if i + 1 < len(tokens) else ""
    zoned = after in zones and tokens[i + 1].text.isupper()  # "0940 GMT"
    zoned = zoned or (after == "local" and i + 2 < len(tokens) and tokens[i + 2].low == "time")
    if (
        len(low) == FULL
        and low.isdecimal()
        and (zoned or after in ("hours", "hrs"))
        and int(low[:2]) < 24
        and int(low[2:]) < 60
    ):
        return i + (1 if zoned else 2), int(low[:2]) * 60 + int(low[2:])
    hour, dot, minute = low.partition(".")
    if not dot or not (hour.isdecimal() and minute.isdecimal()) or len(minute) != 2 or int(minute) > 59:
        return None
    if zoned and len(hour) == 2 and int(hour) < 24:  # "19.30 GMT"
        return i + 1, int(hour) * 60 + int(minute)
    if not 1 <= int(hour) <= 12 or len(hour) > 2:
        return None
    half = HALVES.get(after)
    last, whole = (i + 1, _hour(tokens, i + 1, int(hour))) if half is None else (i + 2, int(hour) % 12 * 60 + half)
    return None if whole is None else (last, whole + int(minute))


def _bounded(tokens: Sequence[Token], i: int, minute: int, zone: str) -> Clock:
    """Return the times that the words before a time allow: "about 3", "after 3", "just before 3", "an hour before midnight"."""
    lows = [t.low for t in tokens[max(0, i - 4) : i]]
    near = bool(set(lows[-2:]) & _ABOUT)
    side = _SIDES.get(lows[-1] if lows else "", 0)
    if not side:
        first = _since(tokens, i, minute)
        return Clock(minute if first is None else first, minute, zone, near)
    span = next((n for words, n in _SPANS.items() if tuple(lows[-1 - len(words) : -1]) == words), 0) or _minutes(lows)
    if span:
        at = (minute + side * span) % 1440
        return Clock(at, at, zone, hedged=True)
    reach = _SOON if near or _MOMENTS & set(lows[-2:]) else _HOUR
    if side < 0 and minute == 0:
        minute = 1439  # before midnight is the day before
    return Clock(max(0, minute - reach), minute, zone) if side < 0 else Clock(minute, min(1439, minute + reach), zone)


def _between(a: Clock, b: Clock) -> Clock:
    """Return the times from one to another: "between 11 p.m. and 1 a.m."."""
    return Clock(a.start, b.end + (1440 if b.end < a.start else 0), b.zone or a.zone)


def _minutes(lows: Sequence[str]) -> int:
    """Return the minutes of "ten minutes before", 0 where no number says how many."""
    if len(lows) < 3 or lows[-2] != "minutes":
        return 0
    told = lows[-3]
    return PAST.get(told, 0) or (int(told) if told.isdecimal() and len(told) <= 2 else 0)


def _since(tokens: Sequence[Token], i: int, minute: int) -> int | None:
    """Return when a span begins that ends at a time: "between 9 and 9:30 a.m.", "from 9:15 to 9:30 a.m."; None without one."""
    if i < 3 or tokens[i - 1].low not in ("and", "to"):
        return None
    at = next((k for k in range(i - 2, max(-1, i - 6), -1) if tokens[k].low in ("between", "from")), None)
    digits = [t.low for t in tokens[at + 1 : i - 1] if t.low != ":"] if at is not None else []
    if not 1 <= len(digits) <= 2 or not all(d.isdecimal() and len(d) < 3 for d in digits) or int(digits[0]) > 12:
        return None
    half = 720 if minute >= 720 else 0
    first = int(digits[0]) % 12 * 60 + (int(digits[1]) if len(digits) > 1 else 0) + half
    return first if first < minute else None


def _touch(tokens: Sequence[Token], first: int, last: int) -> bool:
    return all(tokens[k].end == tokens[k + 1].start for k in range(first, last))
