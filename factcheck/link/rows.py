"""Rows of digits as they stand in a text, whatever they count: passengers, a rank, the number of a flight or a union's local.

Two texts of one story have two rows of three digits or more that differ in two neighbours hardly ever by chance: in 2,262
articles no such pair was of two things, years and times of day aside. Whoever copies a figure makes such slips.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from factcheck.model import DIGIT, Mention, Quantity
from factcheck.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.model import Sentence

_LINES: Final = frozenset(("body", "title", "caption"))
_SURE: Final = 3  # so many digits that count are no chance
_MOST: Final = 12  # longer rows are no figures
_YEARS: Final = range(1500, 2200)
_UNTOLD: Final = frozenset(("date", "time", "score", "age", "duration"))
_UNITS: Final = frozenset(("money", "measure", "percent"))
_ROW: Final = r"\d[\d,]*(?:\.\d+)?(?:st|nd|rd|th)?|[A-Z]{1,4}\d+"
_JOINTS: Final = frozenset("-/–:.")


@record(frozen=True, slots=True)
class Row:
    """One row of digits: its place and its sentence's, the digits with their point, and the unit (empty for a bare number)."""

    start: int
    end: int
    evidence_start: int
    evidence_end: int
    digits: str
    unit: str = ""


def rows_of(sentence: Sentence) -> Iterator[Row]:
    """Yield the rows of three digits and more of a sentence; years, dates, times of day, scores and rows of rows are none."""
    if sentence.kind not in _LINES:
        return
    tokens = sentence.tokens
    digits = [k for k, t in enumerate(tokens) if t.classes & DIGIT or t.text[-1].isdigit()]
    if not digits:
        return  # as in most sentences
    held: dict[int, Mention] = {}
    for mention in sentence.mentions:
        if mention.value is not None and mention.type in ("quantity", "duration", "ordinal", "date", "time", "score"):
            for t in tokens[mention.first : mention.last]:
                held.setdefault(t.start, mention)
    for k in digits:
        token = tokens[k]
        m = held.get(token.start)
        if len(token.text) < _SURE or not token.text[-1].isalnum() or not re.fullmatch(_ROW, token.text):
            continue
        if m is not None and (m.type in _UNTOLD or m.kind in _UNTOLD):
            continue
        if _joined(sentence, k):
            continue
        bare = token.text.replace(",", "").rstrip("stndrh")
        counted = m is not None and (m.kind == "count" or m.kind in _UNITS)
        if len(bare) == len(token.text) and bare.isdigit() and int(bare) in _YEARS and not counted:
            continue
        figure = plain(bare)
        if not figure.startswith("0") and len(figure.rstrip("0")) >= _SURE and len(figure) <= _MOST:
            at = m if m is not None and m.kind in _UNITS else token  # a sum is read with its sign
            yield Row(at.start, at.end, sentence.start, sentence.end, bare, _unit(m))


def plain(digits: str) -> str:
    """Return the digits of a row alone."""
    return "".join(filter(str.isdecimal, digits))


def _joined(sentence: Sentence, k: int) -> bool:
    """Tell whether a row is one of several: of a telephone number, a score, a date in figures."""
    tokens = sentence.tokens
    for step in (-1, 1):
        at = k + step
        if 0 <= at < len(tokens) and tokens[at].text in _JOINTS:
            at += step
        if 0 <= at < len(tokens) and tokens[at].text[0].isdigit():
            return True
    return False


def _unit(m: Mention | None) -> str:
    """Return what a row is a figure of: a sum, a share, a measure with its unit, or a bare number."""
    if m is None or not isinstance(m.value, Quantity) or m.kind not in _UNITS:
        return ""
    return f"{m.kind} {m.value.unit}{' scaled' if m.value.scaled else ''}"
