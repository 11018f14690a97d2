"""A time of day given by two clocks: "3 p.m. EST (2000 GMT)", and "3 p.m. (0600 GMT)" in a text that tells of Tokyo."""

from __future__ import annotations

from datetime import date, timedelta
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from factcheck.extract.pairs import Said, pair_claims
from factcheck.model import CAPITAL, Clock, Days, OneOf
from factcheck.record import replaced
from factcheck.values.clock import around, clocks_meet
from factcheck.values.zone import EVER, Zones

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from factcheck.catalogue import Family
    from factcheck.extract.subject import Ground
    from factcheck.model import Claim, Document, Mention, Sentence

_DAY: Final = 1440
_QUARTER: Final = 15  # minutes: no two zones of the world differ by less
_FOUR: Final = 4
_FAR: Final = 8  # words at most between a time and its bracket
_AROUND: Final = timedelta(days=5)  # what is told without its day happened so near the day of the article
_YEAR: Final = timedelta(days=366)
_YEARS: Final = range(1980, 2101)
_LONGEST: Final = 4  # words of a place's name
_SHOWN: Final = 2
_GREENWICH: Final = "GMT"
_START: Final = attrgetter("start")


class ClockPairs:
    """Finds the times given twice; built once from the word lists and the zones that they tell."""

    def __init__(self, words: Mapping[str, Mapping[str, Any]], zones: Zones) -> None:
        beside = words.get("zones", {}).get("beside", {})
        self.zones = zones
        self._beside = frozenset(beside.get("words", ()))
        self._before = frozenset(beside.get("before", ()))
        self._hedges = frozenset(beside.get("hedges", ()))
        self._ground: Ground | None = None
        self._every: set[tuple[str, str]] = set()
        self._found: dict[tuple[str, date, date], list[int]] = {}
        self._signs = frozenset(beside.get("opening", ()))

    def claims(self, ground: Ground, family: Family, sentence: Sentence) -> list[Claim]:
        """Return the claims of the times that a sentence gives by two clocks, in pairs: the second one told by the first clock."""
        found: list[Claim] = []
        for a, value, b, span in self._pairs(sentence):
            told = self._told(ground, sentence, value, b)
            if told is not None:
                first, second = Said(sentence, a.start, a.end, value), Said(sentence, *span, told)
                found += pair_claims(ground.document, family, first, second)
        return found

    def _pairs(self, sentence: Sentence) -> Iterator[tuple[Mention, Clock, Clock, tuple[int, int]]]:
        """Yield each time of day with the one in brackets behind it, of which one at least has its zone."""
        tokens = sentence.tokens
        for a in sentence.mentions:
            if a.type != "time" or not isinstance(a.value, Clock):
                continue
            at = self._opening(sentence, a.last)
            if at < 0 or (tokens[at].low != "(" and at > a.last):
                continue
            first = at + 1
            while first < len(tokens) and tokens[first].low in self._hedges:
                first += 1
            second = self._clock(sentence, first) if first < len(tokens) else None
            if second is None or second[0].zone == a.value.zone:
                continue
            other, last = self._known(second[0]), second[1]
            hedged = first > at + 1
            value = self._known(a.value)
            if not (value.zone or other.zone):
                continue
            yield (
                a,
                value,
                replaced(other, hedged=other.hedged or hedged),
                (tokens[first].start, tokens[last - 1].end),
            )

    def _known(self, clock: Clock) -> Clock:
        """Return a time without a zone that is not known: "1:30 a.m. Swiss time" is told by the clock of some place."""
        place = clock.zone.endswith(" time") and self.zones.apart(clock.zone, _GREENWICH) is None
        return replaced(clock, zone="") if place else clock

    def _opening(self, sentence: Sentence, at: int) -> int:
        """Return where the bracket, stroke or "or" stands behind a time, after nothing but a day or "local time"; -1 without one."""
        tokens = sentence.tokens
        dates = {m.first: m.last for m in sentence.mentions if m.type == "date"}
        end = min(at + _FAR, len(tokens))
        while at < end:
            low = tokens[at].low
            if low in self._signs:
                return at
            if at in dates:
                at = dates[at]
            elif low in self._beside:
                at += 1
            else:
                return -1
        return -1

    def _clock(self, sentence: Sentence, i: int) -> tuple[Clock, int] | None:
        """Return the time of day at a token and where it ends, also as in "2000 GMT"; None where another one goes on from it."""
        tokens = sentence.tokens
        found = next(
            ((m.value, m.last) for m in sentence.mentions if m.first == i and isinstance(m.value, Clock)), None
        )
        low = tokens[i].low
        if found is None and i + 1 < len(tokens) and len(low) == _FOUR and low.isdecimal():
            hour, minute = int(low[:2]), int(low[2:])
            if hour < 24 and minute < 60 and self.zones.minutes(tokens[i + 1].low):
                found = Clock(hour * 60 + minute, hour * 60 + minute, tokens[i + 1].text), i + 2
        if found is None:
            return None
        after = tokens[found[1]].low if found[1] < len(tokens) else "."
        return None if after in ("-", "to", "and") else found

    def _told(self, ground: Ground, sentence: Sentence, a: Clock, b: Clock) -> OneOf | None:
        """Return what the second time is by the clock of the first; None where that is not known."""
        if a.zone and b.zone:
            shifts = self.zones.apart(a.zone, b.zone)
            return _moved(a, b, sorted(shifts)) if shifts else None
        zoned = b.zone or a.zone
        if self.zones.apart(zoned, _GREENWICH) is None:
            return None
        # By how many minutes the clock of the one that has no zone is ahead of the other's.
        sign = 1 if b.zone else -1
        first, last = _when(ground.document, sentence)
        here = {(name, country) for name, country, sure in self._places(sentence) if sure}
        ways = [sign * n for n in self._anywhere(ground, zoned, first, last)]
        right = [n for n in ways if _meets(a, b, [n], self.zones)]
        if right:
            return _moved(a, b, right, 1)
        ways = [sign * n for n in self._ahead(here, zoned, first, last)]
        grid = range(-_DAY // 2, _DAY // 2, _QUARTER)
        if not _meets(a, b, grid, self.zones):  # by no clock of the world
            return _moved(a, b, ways or list(grid))
        return _moved(a, b, ways) if ways else None

    def _anywhere(self, ground: Ground, zone: str, first: date, last: date) -> list[int]:
        """Return the same as `_ahead` for all places that an article names; looked up once for each article and day."""
        if self._ground is not ground:
            self._ground, self._found = ground, {}
            self._every = {(name, country) for line in ground.sentences for name, country, _ in self._places(line)}
        key = (zone, first, last)
        if key not in self._found:
            self._found[key] = self._ahead(self._every, *key)
        return self._found[key]

    def _ahead(self, places: Iterable[tuple[str, str]], zone: str, first: date, last: date) -> list[int]:
        """Return by how many minutes the clocks of places may be ahead of those of a zone between two days."""
        found = {n for name, country in places for n in self.zones.of_place(name, country, first, last)}
        return sorted({n - shift for n in found for shift in self.zones.apart(zone, _GREENWICH) or ()})

    def _places(self, sentence: Sentence) -> Iterator[tuple[str, str, bool]]:
        """Yield the places that a sentence names, with their countries, and whether something is told to be there."""
        tokens = sentence.tokens
        for m in sentence.mentions:
            if m.type == "place":
                yield m.text, m.get("country"), m.kind != "demonym"
        end = 0
        for i, token in enumerate(tokens):
            if i < end or not token.classes & CAPITAL:
                continue
            for last in range(min(i + _LONGEST, len(tokens)), i, -1):
                name = " ".join(t.text for t in tokens[i:last])
                if self.zones.knows(name):
                    end = last
                    yield name, "", bool(i) and tokens[i - 1].low in self._before
                    break


def _when(document: Document, sentence: Sentence) -> tuple[date, date]:
    """Return the days between which a sentence's times lie: those it names, else those around the article's."""
    days = [m.value for m in sentence.mentions if isinstance(m.value, Days)]
    if not days or all(d.start is not None and d.end is not None for d in days):
        ends = [end for d in days for end in (d.start, d.end) if end is not None]
        own = document.published
        around = _AROUND if not ends else timedelta()
        if not ends and own.start is not None and own.end is not None:
            ends = [own.start, own.end]
        if ends and all(end.year in _YEARS for end in ends) and max(ends) - min(ends) <= _YEAR:
            return min(ends) - around, max(ends) + around
    return EVER


def _meets(a: Clock, b: Clock, shifts: Sequence[int] | range, zones: Zones) -> bool:
    plain = replaced(a, zone="")
    return any(clocks_meet(plain, _shifted(b, shift), zones) for shift in shifts)


def _shifted(clock: Clock, shift: int) -> Clock:
    start = (clock.start + shift) % _DAY
    return Clock(start, start + clock.end - clock.start, "", clock.hedged)


def _moved(a: Clock, b: Clock, shifts: Sequence[int], shown: int = _SHOWN) -> OneOf:
    """Return a time told so many minutes later; of many ways those that come nearest to the other time."""
    clocks = [replaced(clock, zone=a.zone) for clock in {_shifted(b, shift) for shift in shifts}]
    clocks.sort(key=_START)
    clocks.sort(key=lambda clock: around(clock.start - a.start))
    return OneOf(tuple(sorted(clocks[:shown], key=_START)))
