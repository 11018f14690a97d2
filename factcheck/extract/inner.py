"""Claims that a sentence states twice: a measure in two units, a day by weekday and date, a total and its parts.

No archive is needed to hold these against each other: the sentence itself says that both are one value.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from factcheck.model import Claim, Days, Quantity, Subject
from factcheck.values.quantity import bare

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from factcheck.catalogue import Family
    from factcheck.model import Document, Mention, Sentence, Token, Value

_BETWEEN: Final = (("(",), (",", "or"), ("or",), ("/",), ("(", "about"), ("(", "or"), ("(", "some"), ("(", "around"))
_OPEN: Final = frozenset(("(", ":", "-"))
_CLOSE: Final = frozenset((")", ".", ";", "-"))
_NEAR: Final = 10  # a date without its year is surely of the article's own time when it lies within so many days


def inner_claims(
    document: Document, family: Family, sentence: Sentence, words: Mapping[str, frozenset[str]]
) -> list[Claim]:
    """Return the claims of a sentence that says one value in two ways, in pairs with one subject.

    The family's construction says which: "inner conversion", "inner weekday" or "inner sum".
    """
    kind = family.construction.removeprefix("inner ")
    found: list[Claim] = []
    for pair in _PAIRS[kind](document, sentence, words):
        start, end = pair[0][0], pair[1][1]
        about = " ".join(document.text[start:end].split())
        entity = f"inner {start}:{about.replace(':', ' ')}"
        found += [_claim(document, family, sentence, about, entity, item) for item in pair]
    return found


def _conversions(_: Document, sentence: Sentence, words: Mapping[str, frozenset[str]]) -> list[_Pair]:
    """Return the measures with the same measure in another unit behind them: "9 miles (13 km)"."""
    metric = words.get("metric", frozenset())
    found: list[_Pair] = []
    held = [m for m in sentence.mentions if m.kind == "measure" and isinstance(m.value, Quantity)]
    for a, b in pairwise(held):
        between = tuple(t.low for t in sentence.tokens[a.last : b.first])
        if not (isinstance(a.value, Quantity) and isinstance(b.value, Quantity)) or between not in _BETWEEN:
            continue
        if (a.value.unit in metric) == (b.value.unit in metric):
            continue  # "6 feet (4 inches wide)" are two measures
        found.append(((a.start, a.end, bare(a.value)), (b.start, b.end, bare(b.value))))
    return found


def _weekdays(document: Document, sentence: Sentence, words: Mapping[str, frozenset[str]]) -> list[_Pair]:
    """Return the days given by weekday and date ("Tuesday, May 12, 2015"), where the year is sure."""
    found: list[_Pair] = []
    for m in sentence.mentions:
        day = m.value
        if m.type != "date" or not isinstance(day, Days) or day.weekday is None or day.start is None:
            continue
        own = [t for t in sentence.tokens[m.first : m.last] if t.low.isalnum()]
        if day.start != day.end or len(own) < 3 or not _sure(document, own, day.start):
            continue
        name, rest = own[0], own[1:]
        if name.text[:3].casefold() not in words.get("weekdays", frozenset()):
            continue
        spoken: Value = Days(None, None, "day", weekday=day.weekday)
        dated: Value = replace(day, weekday=None)
        found.append(((name.start, name.end, spoken), (rest[0].start, rest[-1].end, dated)))
    return found


def _sure(document: Document, words: Sequence[Token], day: date) -> bool:
    if any(len(t.text) == 4 and t.text.isdigit() for t in words):
        return True
    start, end = document.published.start, document.published.end
    return start is not None and start == end and abs((start - day).days) <= _NEAR


def _sums(_: Document, sentence: Sentence, words: Mapping[str, frozenset[str]]) -> list[_Pair]:
    """Return totals with the whole list of their parts in dashes or brackets: "12 people (seven men and five women)"."""
    people = words.get("people", frozenset())
    held = [m for m in sentence.mentions if m.kind == "count" and _exact(m)]
    found: list[_Pair] = []
    for number, total in enumerate(held):
        opened = sentence.tokens[total.last].low if total.last < len(sentence.tokens) else ""
        if opened not in _OPEN or total.head not in people:
            continue
        parts: list[Mention] = []
        at = total.last + 1
        for m in held[number + 1 :]:
            if m.first != at or m.head not in people:
                break
            parts.append(m)
            at = m.last
            while at < len(sentence.tokens) and sentence.tokens[at].low in (",", "and"):
                at += 1
        ended = parts and parts[-1].last < len(sentence.tokens) and sentence.tokens[parts[-1].last].low in _CLOSE
        if len(parts) < 2 or not ended or not isinstance(total.value, Quantity):
            continue
        added = sum((low for p in parts if isinstance(p.value, Quantity) and (low := p.value.low)), start=Decimal(0))
        whole = Quantity(total.value.low, total.value.low)
        found.append(((total.start, total.end, whole), (parts[0].start, parts[-1].end, Quantity(added, added))))
    return found


def _exact(m: Mention) -> bool:
    value = m.value
    return isinstance(value, Quantity) and value.low is not None and value.low == value.high and not value.hedge


def _claim(
    document: Document, family: Family, sentence: Sentence, about: str, entity: str, item: tuple[int, int, Value]
) -> Claim:
    start, end, value = item
    return Claim(
        id="",
        document=document.id,
        family=family.id,
        pattern=family.construction,
        subject=Subject(about, "description", start, end, entity),
        attribute=family.construction.removeprefix("inner "),
        scope="",
        value=value,
        start=start,
        end=end,
        evidence_start=sentence.start,
        evidence_end=sentence.end,
    )


_Pair = tuple[tuple[int, int, "Value"], tuple[int, int, "Value"]]
_PAIRS: Final = {"conversion": _conversions, "weekday": _weekdays, "sum": _sums}
