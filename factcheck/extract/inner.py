"""Claims that a sentence states twice: a measure in two units, a day by weekday and date, a sum and its parts.

No archive is needed to hold these against each other: the sentence itself says that both are one value.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from factcheck.extract.pairs import Said, Words, pair_claims, rounded_to
from factcheck.model import DIGIT, Days, OneOf, Quantity
from factcheck.values.quantity import bare

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from factcheck.catalogue import Family
    from factcheck.model import Claim, Document, Mention, Sentence, Token

    _Find = Callable[[Document, Sentence, Sequence[str], Words], Iterator[tuple[Said, Said]]]

_BETWEEN: Final = (("(",), (",", "or"), ("or",), ("/",), ("(", "about"), ("(", "or"), ("(", "some"), ("(", "around"))
_NEAR: Final = 10  # a date without its year is surely of the article's own time when it lies within so many days
_WEEK: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DEGREE: Final = {"f": "f", "fahrenheit": "f", "c": "c", "celsius": "c", "centigrade": "c"}


def inner_claims(
    document: Document, family: Family, sentence: Sentence, lows: Sequence[str], words: Words
) -> list[Claim]:
    """Return the claims of a sentence that says one value in two ways, in pairs with one subject.

    The family's construction says which ("inner conversion", "inner weekday" ...); `lows` are the sentence's words, of which
    one must be among the signs of that construction (makers.py), and `words` the family's word lists.
    """
    find = _finder(family.construction.removeprefix("inner "))
    return [
        claim
        for first, second in find(document, sentence, lows, words)
        for claim in pair_claims(document, family, first, second)
    ]


def _conversions(_: Document, sentence: Sentence, _lows: Sequence[str], words: Words) -> Iterator[tuple[Said, Said]]:
    """Yield the measures with the same measure in another unit behind them: "9 miles (13 km)"."""
    yield from _temperatures(sentence)
    metric = words["metric"]
    held = _whole_measures(sentence, words)
    for a, b in pairwise(held):
        between = tuple(t.low for t in sentence.tokens[a.last : b.first])
        if not (isinstance(a.value, Quantity) and isinstance(b.value, Quantity)) or between not in _BETWEEN:
            continue
        if (a.value.unit in metric) == (b.value.unit in metric):
            continue  # "6 feet (4 inches wide)" are two measures
        yield Said(sentence, a.start, a.end, bare(a.value)), Said(sentence, b.start, b.end, bare(b.value))


def _whole_measures(sentence: Sentence, words: Words) -> list[Mention]:
    """Return the measures of a sentence without those that may be the second half of one ("12 stone 4 pounds")."""
    tokens = sentence.tokens
    return [
        m
        for m in sentence.mentions
        if m.kind == "measure"
        and not (m.first > 1 and tokens[m.first - 2].low.isdecimal() and tokens[m.first - 1].low in words["units"])
    ]


def _temperatures(sentence: Sentence) -> Iterator[tuple[Said, Said]]:
    """Yield the temperatures on both scales: "90 degrees Fahrenheit (32 Celsius)", also as a difference ("up 9F (5C)")."""
    held = list(_degrees(sentence.tokens))
    for (first, last, a, scale), (start, end, b, other) in pairwise(held):
        if (
            sentence.tokens[last].low != "("
            or start != last + 1
            or scale == other
            or sentence.tokens[end - 1 : end] == ()
        ):
            continue
        to_c = scale == "f"
        straight = (b * 9 / 5 + 32) if to_c else (b - 32) * 5 / 9
        apart = b * 9 / 5 if to_c else b * 5 / 9
        slack = Decimal(2 if to_c else 1)
        ways = tuple(Quantity(_whole(n - slack), _whole(n + slack), "degree") for n in (straight, apart))
        one, two = sentence.tokens[first], sentence.tokens[last - 1]
        yield (
            Said(sentence, one.start, two.end, Quantity(a, a, "degree")),
            Said(sentence, sentence.tokens[start].start, sentence.tokens[end - 1].end, OneOf(ways)),
        )


def _whole(n: Decimal) -> Decimal:
    return rounded_to(n, Decimal(1), ROUND_HALF_EVEN)


def _degrees(tokens: Sequence[Token]) -> Iterator[tuple[int, int, Decimal, str]]:
    """Yield the first token, the end, the number and the scale of each temperature."""
    for i, token in enumerate(tokens):
        if not token.classes & DIGIT or not (token.low.isascii() and token.low.replace(".", "", 1).isdecimal()):
            continue
        at = i + 1
        while at < len(tokens) and tokens[at].low in ("degree", "degrees", "°"):
            at += 1
        scale = _DEGREE.get(tokens[at].low, "") if at < len(tokens) else ""
        if scale and (
            len(tokens[at].low) > 1 or (tokens[at].text.isupper() and (at > i + 1 or tokens[at].start == token.end))
        ):
            minus = bool(i) and tokens[i - 1].low in ("-", "minus")
            yield i - minus, at + 1, Decimal(token.low) * (-1 if minus else 1), scale


def _weekdays(document: Document, sentence: Sentence, lows: Sequence[str], words: Words) -> Iterator[tuple[Said, Said]]:
    """Yield the days given by weekday and date ("Tuesday, May 12, 2015"), where the year is sure, also as ends of a period."""
    if words["named"].isdisjoint(lows):
        return
    yield from _beside(document, sentence, words)
    tokens = sentence.tokens
    dates = [m for m in sentence.mentions if m.type == "date" and isinstance(m.value, Days)]
    for m in dates:
        if not isinstance(m.value, Days) or m.value.start is None or m.value.end is None:
            continue
        own = [t for t in tokens[m.first : m.last] if t.low.isalnum()]
        named = [k for k, t in enumerate(own) if t.low in words["named"]]
        if m.value.granularity == "range":
            if len(named) != 2 or named[0] or not (m.get("by") or m.get("begins") == m.value.start.isoformat()):
                continue
            ends: tuple[tuple[int, int, date], ...] = (
                (0, named[1] - 1, m.value.start),
                (named[1], len(own), m.value.end),
            )
        elif m.value.start == m.value.end and m.value.weekday is not None and named == [0] and len(own) > 2:
            ends = ((0, len(own), m.value.start),)
        else:
            continue
        for first, last, day in ends:
            if last - first > 2 and _sure(document, own, day):
                yield _named(sentence, own[first], (own[first + 1].start, own[last - 1].end), day)


def _beside(document: Document, sentence: Sentence, words: Words) -> Iterator[tuple[Said, Said]]:
    """Yield the days whose weekday stands beside the date: "Tuesday (May 12)", "May 12, a Tuesday"."""
    tokens = sentence.tokens
    dates = [m for m in sentence.mentions if m.type == "date" and isinstance(m.value, Days)]
    for a, b in pairwise(dates):
        between = tuple(t.low for t in tokens[a.last : b.first])
        weekday, dated = (a, b) if between == ("(",) else (b, a)
        if between not in (("(",), (",", "a")) or weekday.last - weekday.first != 1 or dated.last - dated.first < 2:
            continue
        name, own = tokens[weekday.first], [t for t in tokens[dated.first : dated.last] if t.low.isalnum()]
        day = dated.value
        if name.low not in words["named"] or own[0].low in words["named"] or not isinstance(day, Days):
            continue
        whole = day.start is not None and day.start == day.end and day.granularity == "day"
        if whole and day.start is not None and _sure(document, own, day.start):
            yield _named(sentence, name, (dated.start, dated.end), day.start)


def _named(sentence: Sentence, name: Token, span: tuple[int, int], day: date) -> tuple[Said, Said]:
    """Return a weekday by its name and the date that is said to be one."""
    weekday = _WEEK.index(name.low[:3])
    dated = Days(day, day, year=day.year, month=day.month, day=day.day)
    return Said(sentence, name.start, name.end, Days(None, None, "day", weekday=weekday)), Said(sentence, *span, dated)


def _sure(document: Document, words: Sequence[Token], day: date) -> bool:
    if any(len(t.text) == 4 and t.text.isdecimal() for t in words):
        return True
    start, end = document.published.start, document.published.end
    return start is not None and start == end and abs((start - day).days) <= _NEAR


# Of these words a sentence must hold one where a construction is to find anything.


@cache
def _finder(kind: str) -> _Find:
    """Return what yields the pairs of a construction, imported where a sentence first calls for it."""
    if kind == "conversion":
        return _conversions
    if kind == "weekday":
        return _weekdays
    if kind == "sum":
        from factcheck.extract.parts import sums  # noqa: PLC0415 - few texts need it

        return sums
    if kind == "list":
        from factcheck.extract.lists import names  # noqa: PLC0415

        return names
    from factcheck.extract import arithmetic  # noqa: PLC0415

    finders = {
        "change": arithmetic.changes,
        "share": arithmetic.shares,
        "span": arithmetic.spans,
        "rate": arithmetic.money,
    }
    return finders[kind]
