"""What a text says twice: two values with one subject, as claims that contradict when they cannot be one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from factcheck.model import Claim, Quantity, Sentence, Subject, Value
from factcheck.record import record
from factcheck.values.quantity import Widths
from factcheck.values.tolerance import tolerance

if TYPE_CHECKING:
    from factcheck.catalogue import Family
    from factcheck.model import Document, Mention

Words = Mapping[str, frozenset[str]]
LONGEST: Final = 80  # a claim's own words
_WIDTHS: Final = Widths()
_START: Final = attrgetter("start")
_MOST: Final = Decimal("0.02")  # in one sentence figures that end in zeros are rounded by less than those of two texts
_YEARS: Final = range(1000, 2101)
_DIGITS: Final = 20  # of a number that has more none is rounded


@record(frozen=True, slots=True)
class Said:
    """A value and where the text says it; `sentence` is its evidence."""

    sentence: Sentence
    start: int
    end: int
    value: Value


@record(frozen=True, slots=True)
class Figure:
    """A number in a sentence: its tokens, and the bounds that its words allow."""

    first: int
    last: int
    low: Decimal
    high: Decimal
    unit: str


def pair_claims(document: Document, family: Family, first: Said, second: Said, attribute: str = "") -> list[Claim]:
    """Return the two claims of one pair; none where either's words are too long to be shown.

    What is claimed is named by the family's construction, or by `attribute`.
    """
    if not all(0 < said.end - said.start <= LONGEST for said in (first, second)):
        return []
    start, end = min(first.start, second.start), max(first.end, second.end)
    words = document.text[start:end] if end - start <= LONGEST else document.text[first.start : first.end]
    about = " ".join(words.split())
    about += ")" * (about.count("(") - about.count(")"))  # "9 miles (13 km" ends before its bracket
    entity = f"inner {start}:{about.replace(':', ' ')}"
    return [
        Claim(
            id="",
            document=document.id,
            family=family.id,
            pattern=family.construction or "equation",
            subject=Subject(about, "description", said.start, said.end, entity),
            attribute=attribute or family.construction.partition(" ")[2] or family.id,
            scope="",
            value=said.value,
            start=said.start,
            end=said.end,
            evidence_start=said.sentence.start,
            evidence_end=said.sentence.end,
        )
        for said in (first, second)
    ]


def exact(m: Mention) -> bool:
    """Tell whether a mention is one number without a hedge."""
    value = m.value
    return isinstance(value, Quantity) and value.low is not None and value.low == value.high and not value.hedge


def after(sentence: Sentence, offset: int) -> int:
    """Return the index of the first token that begins at an offset or behind it."""
    return bisect_left(sentence.tokens, offset, key=_START)


def figure(sentence: Sentence, i: int) -> Figure | None:
    """Return the count or sum of money that begins at a token, else a number in bare digits that is no year."""
    tokens = sentence.tokens
    if i >= len(tokens):
        return None
    for m in sentence.mentions:
        if m.first == i and m.type == "quantity":
            if m.kind not in ("count", "money", "number") or not isinstance(m.value, Quantity):
                return None
            ends = written(m.value)
            return Figure(i, after(sentence, m.end), *ends, m.value.unit) if ends is not None else None
    return digits(sentence, i)


def written(q: Quantity) -> tuple[Decimal, Decimal] | None:
    """Return the bounds of one number as it is written; None for a range or a bound."""
    if q.low is None or q.low != q.high or q.hedge not in ("", "about"):
        return None
    width = min(tolerance(q, _WIDTHS), q.step / 2 if q.scaled else abs(q.low) * _MOST)
    if not width and q.step < 1:
        width = q.step / 2
    return q.low - width, q.low + width


def digits(sentence: Sentence, i: int) -> Figure | None:
    """Return the number in bare digits at a token; None for a year."""
    tokens = sentence.tokens
    text = tokens[i].text.replace(",", "")
    if not (text.isascii() and text.replace(".", "", 1).isdecimal()) or len(text) > 15:
        return None
    number = Decimal(text)
    if "," not in tokens[i].text and number in _YEARS:
        return None
    step = Decimal(1).scaleb(-len(text.partition(".")[2]))
    width = min(tolerance(Quantity(number, number, step=step), _WIDTHS), number * _MOST)
    width = width or (step / 2 if step < 1 else Decimal(0))
    return Figure(i, i + 1, number - width, number + width, "")


def rounded(low: Decimal, high: Decimal, unit: str, step: Decimal) -> Quantity:
    """Return the interval of a computed value as one would write it with the precision of another."""
    return Quantity(rounded_to(low, step, ROUND_HALF_DOWN), rounded_to(high, step, ROUND_HALF_UP), unit)


def rounded_to(n: Decimal, step: Decimal, way: str) -> Decimal:
    """Return a number as a multiple of a step; itself where it has more digits than anybody counts."""
    parts = n / step
    return parts.quantize(Decimal(1), rounding=way) * step if parts.adjusted() < _DIGITS else n
