"""Figures that a sentence gives together with what they are computed from: changes, shares, spans of time."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from factcheck.extract.pairs import Figure, Said, Words, after, digits, figure, rounded
from factcheck.model import Days, Quantity
from factcheck.record import record
from factcheck.values.quantity import bare

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from factcheck.model import Document, Mention, Sentence

_HEDGES: Final = frozenset("about around some nearly almost roughly just over under approximately a an only".split())
_THING: Final = 4  # so many words may name what is counted
_FAR: Final = 8
_READ: Final = ((figure,), (figure, digits))  # "9 out of 12" is read as one number, "more than 3" as a bound
_DAYS: Final = {
    "day": Decimal(1),
    "week": Decimal(7),
    "month": Decimal("30.436875"),
    "year": Decimal("365.2425"),
    "decade": Decimal("3652.425"),
}
_YEAR_DIGITS: Final = 4
_AGO: Final = Decimal("0.1")


@record(frozen=True, slots=True)
class _Step:
    """The words "from A to B": their tokens and the two figures."""

    first: int
    last: int
    before: Figure
    behind: Figure


def changes(_: Document, sentence: Sentence, lows: Sequence[str], words: Words) -> Iterator[tuple[Said, Said]]:
    """Yield each percentage by which something changes with the figures between which it does ("20%, from 100 to 120")."""
    if not words["unless"].isdisjoint(lows):
        return
    steps = [*_steps(sentence, lows)]
    for p in sentence.mentions:
        if p.kind != "percent" or not isinstance(p.value, Quantity) or p.get("points"):
            continue
        end = after(sentence, p.end)
        if end < len(lows) and lows[end] in words["not_after"]:
            continue
        step = next((s for s in steps if _belongs(s, p, end, lows, words)), None) or _base(
            sentence, p, end, lows, words
        )
        if step is None or step.before.low <= 0 or step.before.unit != step.behind.unit:
            continue
        old, new = step.before, step.behind
        if new.low >= old.high:
            low, high = new.low / old.high - 1, new.high / old.low - 1
        else:
            low, high = 1 - new.high / old.low, 1 - new.low / old.high
        computed = rounded(100 * max(low, Decimal(0)), 100 * high, "percent", p.value.step)
        start, stop = sentence.tokens[step.first].start, sentence.tokens[step.last - 1].end
        yield Said(sentence, p.start, p.end, p.value), Said(sentence, start, stop, computed)


def _steps(sentence: Sentence, lows: Sequence[str]) -> Iterator[_Step]:
    for i, low in enumerate(lows):
        if low != "from":
            continue
        at = _skip(lows, i + 1)
        span = next((m for m in sentence.mentions if m.first == at and m.kind in ("count", "money", "number")), None)
        both = _range(span)
        if span is not None and both is not None:  # "50 to 75" is read as one range
            low_end, high_end, unit = both
            end = after(sentence, span.end)
            yield _Step(i, end, Figure(at, end, low_end, low_end, unit), Figure(at, end, high_end, high_end, unit))
            continue
        old = figure(sentence, at)
        if old is None:
            continue
        to = next((k for k in range(old.last, min(old.last + _THING + 1, len(lows))) if lows[k] == "to"), 0)
        if not to or not all(w.isalpha() for w in lows[old.last : to]):
            continue
        new = figure(sentence, _skip(lows, to + 1))
        if new is not None:
            yield _Step(i, new.last, old, new)


def _range(m: Mention | None) -> tuple[Decimal, Decimal, str] | None:
    q = m.value if m is not None else None
    if not isinstance(q, Quantity) or q.low is None or q.high is None or q.low >= q.high or q.hedge:
        return None
    return q.low, q.high, q.unit


def _skip(lows: Sequence[str], i: int) -> int:
    while i < len(lows) and lows[i] in _HEDGES:
        i += 1
    return i


def _belongs(step: _Step, p: Mention, end: int, lows: Sequence[str], words: Words) -> bool:
    """Tell whether a percentage is that of a step: right before it, or behind it in apposition."""
    if end <= step.first:
        between = lows[end + (lows[end] == ",") : step.first]
        told = lows[max(0, p.first - 4) : step.first]
        return len(between) <= _THING and all(w.isalpha() for w in between) and not words["change"].isdisjoint(told)
    if p.first < step.last:
        return False
    between = lows[step.last : p.first]
    mark = next((k for k, w in enumerate(between) if not w.isalpha()), len(between))
    if mark > _THING or len(between) > _FAR:
        return False
    opened = between[mark : mark + 1] == ["("]
    rest = [w for w in between[mark + 1 :] if w != ","]
    return (
        bool(between[mark:]) and all(w in words["link"] for w in rest) and (opened or _changed(rest, end, lows, words))
    )


def _changed(rest: Sequence[str], end: int, lows: Sequence[str], words: Words) -> bool:
    return not words["change"].isdisjoint((*rest, *lows[end : end + 2]))


def _base(sentence: Sentence, p: Mention, end: int, lows: Sequence[str], words: Words) -> _Step | None:
    """Return the step of "$120 million, up 20% from $100 million": the figure before, and that behind "from"."""
    if lows[end : end + 1] != ["from"]:
        return None
    old = figure(sentence, _skip(lows, end + 1))
    if old is None or (old.last + 1 < len(lows) and lows[old.last] == "to"):
        return None
    at = p.first
    while at and lows[at - 1] in words["link"]:
        at -= 1
    if words["change"].isdisjoint(lows[at : p.first]):
        return None
    if at and lows[at - 1] in (",", "("):
        at -= 1
    held = [m for m in sentence.mentions if m.last <= at and m.type == "quantity"]
    new = figure(sentence, held[-1].first) if held else None
    if new is None or at - held[-1].last > 1 or not all(w.isalpha() for w in lows[held[-1].last : at]):
        return None
    return _Step(end, old.last, old, new)


def shares(_: Document, sentence: Sentence, lows: Sequence[str], words: Words) -> Iterator[tuple[Said, Said]]:
    """Yield each share that is given in numbers and as a percentage ("3 of 10, or 30 percent")."""
    for i, low in enumerate(lows):
        if low != "of" or i == 0 or i + 1 >= len(lows):
            continue
        back = i - 1 if lows[i - 1] == "out" else i
        ends = ((read, k) for k in (back - 1, back - 3) if k >= 0 for read in _READ[back != i])
        part = next((f for read, k in ends if (f := read(sentence, k)) is not None and f.last == back), None)
        at = i + 1 + (lows[i + 1] in ("the", "its", "their", "his", "her"))
        whole = figure(sentence, at)
        if part is None or whole is None or not 0 < part.high <= whole.low or part.unit or whole.unit:
            continue
        for p in sentence.mentions:
            if p.kind != "percent" or not isinstance(p.value, Quantity) or p.first < whole.last:
                continue
            between = lows[whole.last : p.first]
            mark = next((k for k, w in enumerate(between) if not w.isalpha() and w != "-"), len(between))
            if mark > _THING or mark == len(between) or between[mark] not in (",", "("):
                break
            if not all(w in words["link"] for w in between[mark + 1 :]) or (
                between[mark] == "," and "or" not in between
            ):
                break
            computed = rounded(100 * part.low / whole.high, 100 * part.high / whole.low, "percent", p.value.step)
            start, stop = sentence.tokens[part.first].start, sentence.tokens[whole.last - 1].end
            yield Said(sentence, p.start, p.end, p.value), Said(sentence, start, stop, computed)
            break


def spans(document: Document, sentence: Sentence, lows: Sequence[str], words: Words) -> Iterator[tuple[Said, Said]]:
    """Yield each length of time with the dates between which it lies ("15 years, from 1990 to 2005")."""
    for first, last, begin, end in _periods(sentence, lows):
        for d in sentence.mentions:
            if d.type != "duration" or not isinstance(d.value, Quantity) or d.value.unit not in _DAYS:
                continue
            if not _beside(d, first, last, lows, words):
                continue
            unit = _DAYS[d.value.unit]
            least, most = max((end[0] - begin[1]).days, 0), (end[1] - begin[0]).days + 1
            computed = rounded(least / unit, most / unit, d.value.unit, Decimal(1))
            start, stop = sentence.tokens[first].start, sentence.tokens[last - 1].end
            yield Said(sentence, d.start, d.end, d.value), Said(sentence, start, stop, computed)
    yield from _agos(document, sentence, lows)


def _beside(d: Mention, first: int, last: int, lows: Sequence[str], words: Words) -> bool:
    """Tell whether a duration is that of a period: right before it, or behind it in apposition."""
    if d.get("more"):
        return False
    if d.last <= first:
        between = [w for w in lows[d.last : first] if w not in (",", "(", "-")]
        return len(between) <= 1 and all(w in words["term"] for w in between)
    if d.first < last:
        return False
    between = list(lows[last : d.first])
    ended = d.last >= len(lows) or lows[d.last] not in words["not_after"]
    return (
        between[:1] in ([","], ["("])
        and all(w in words["link"] for w in between[1:])
        and len(between) <= _FAR
        and ended
    )


def _periods(
    sentence: Sentence, lows: Sequence[str]
) -> Iterator[tuple[int, int, tuple[date, date], tuple[date, date]]]:
    """Yield "from 1990 to 2005", "between ... and ..." and "(1990-2005)" with the first and last days of both ends."""
    dates = [(m, d) for m in sentence.mentions if m.type == "date" and (d := _bounds(m.value))]
    for k, (m, begin) in enumerate(dates):
        opener = lows[m.first - 1] if m.first else ""
        if m.get("begins") and opener in ("from", "between", "("):
            inner = (date.fromisoformat(m.get("begins")), date.fromisoformat(m.get("ends")))
            yield m.first - (opener != "("), m.last, (begin[0], inner[0]), (inner[1], begin[1])
            continue
        joins = {"from": ("to", "until", "till", "through"), "between": ("and",), "(": ("-", "to")}.get(opener)
        if joins is None or m.last >= len(lows) or lows[m.last] not in joins:
            continue
        end: tuple[date, date] | None = None
        last = m.last + 2
        if k + 1 < len(dates) and dates[k + 1][0].first == m.last + 1:
            last, end = dates[k + 1][0].last, dates[k + 1][1]
        elif last <= len(lows) and lows[last - 1].isdecimal() and len(lows[last - 1]) == _YEAR_DIGITS:
            year = int(lows[last - 1])
            end = (date(year, 1, 1), date(year, 12, 31)) if 0 < year < 9999 else None
        if end is not None and begin[0] <= end[1]:
            yield m.first - (opener != "("), last, begin, end


def _bounds(value: object) -> tuple[date, date] | None:
    if not isinstance(value, Days) or value.start is None or value.end is None or value.hedged:
        return None
    return value.start, value.end


def _agos(document: Document, sentence: Sentence, lows: Sequence[str]) -> Iterator[tuple[Said, Said]]:
    """Yield each year that is also told by how long ago it was ("30 years ago, in 1986")."""
    own = document.published
    if own.start is None or own.end is None or (own.end - own.start).days > 1:
        return
    dates = [m for m in sentence.mentions if m.type == "date"]
    for a, b in pairwise(dates):
        ago, year = (a, b) if lows[a.last - 1] == "ago" else (b, a)
        between = tuple(lows[a.last : b.first])
        if lows[ago.last - 1] != "ago" or between not in ((",",), ("in",), (",", "in"), ("(",), ("(", "in")):
            continue
        told, named = ago.value, year.value
        if not (isinstance(told, Days) and isinstance(named, Days)) or told.granularity != "year" or named.year is None:
            continue
        if told.start is None or named.start is None or named.end is None or not lows[year.last - 1].isdecimal():
            continue
        passed = own.start.year - told.start.year
        width = max(1, round(passed * _AGO)) if passed % 10 == 0 or told.hedged else 1
        low, high = told.start.year - width, told.start.year + width
        spoken = Days(date(low, 1, 1), date(high, 12, 31), "range", hedged=told.hedged)
        yield Said(sentence, ago.start, ago.end, spoken), Said(sentence, year.start, year.end, named)


def money(_: Document, sentence: Sentence, lows: Sequence[str], words: Words) -> Iterator[tuple[Said, Said]]:
    """Yield each sum of money with the same in another currency in brackets, where no rate since 2000 makes them one.

    Rates change; what this finds are slips of scale ("thousand" for "million") and wrong currencies.
    """
    held = [m for m in sentence.mentions if m.kind == "money"]
    if len(held) < 2:
        return
    rates = {parts[0]: (Decimal(parts[1]), Decimal(parts[2])) for entry in words["rates"] if (parts := entry.split())}
    for a, b in pairwise(held):
        between = lows[a.last : b.first]
        closed = b.last < len(sentence.tokens) and sentence.tokens[b.last].low == ")"
        if between[:1] != ["("] or not all(w in words["link"] for w in between[1:]) or not closed:
            continue
        one, other = a.value, b.value
        if not (isinstance(one, Quantity) and isinstance(other, Quantity)):
            continue
        mine, theirs = rates.get(one.unit), rates.get(other.unit)
        number = bare(other)
        if mine is None or theirs is None or one.unit == other.unit or number.low is None or number.high is None:
            continue
        computed = Quantity(_two(number.low * mine[0] / theirs[1]), _two(number.high * mine[1] / theirs[0]), one.unit)
        yield Said(sentence, a.start, a.end, bare(one)), Said(sentence, b.start, b.end, computed)


def _two(n: Decimal) -> Decimal:
    """Return a number with its first two digits only."""
    return n if not n else round(n, 1 - n.adjusted())
