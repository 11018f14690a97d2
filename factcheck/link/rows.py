"""Rows of digits as they stand in a text, whatever they count: passengers, a rank, the number of a flight or a union's local.

Two texts of one story have two rows of three digits or more that differ in two neighbours hardly ever by chance: in 2,262
articles no such pair was of two things, years and times of day aside. Whoever copies a figure makes such slips.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Final

from factcheck.link.figures import of_two
from factcheck.link.slips import exchanged
from factcheck.model import DIGIT, Claim, Mention, Quantity, Subject, Text
from factcheck.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from factcheck.link.figures import Figure
    from factcheck.model import Sentence

_LINES: Final = frozenset(("body", "title", "caption"))
_SURE: Final = 3  # so many digits that count are no chance
_MOST: Final = 12  # longer rows are no figures
_MANY: Final = 400  # of so many rows of two documents some have the same digits by chance
_YEARS: Final = range(1500, 2200)
_UNTOLD: Final = frozenset(("date", "time", "score", "age", "duration"))
_UNITS: Final = frozenset(("money", "measure", "percent"))
_ROW: Final = r"\d[\d,]*(?:\.\d+)?(?:st|nd|rd|th)?|[A-Z]{1,4}\d+"
_JOINTS: Final = frozenset("-/–:.")
_NAME: Final = "naming digits"


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
        plain = _plain(bare)
        if not plain.startswith("0") and len(plain.rstrip("0")) >= _SURE and len(plain) <= _MOST:
            at = m if m is not None and m.kind in _UNITS else token  # a sum is read with its sign
            yield Row(at.start, at.end, sentence.start, sentence.end, bare, _unit(m))


def _plain(digits: str) -> str:
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


def exchanged_rows(held: Mapping[str, Sequence[Row]]) -> Iterator[tuple[tuple[str, Row], tuple[str, Row]]]:
    """Yield the rows of two documents of one story that are one with two digits exchanged, in the order of the documents.

    Neither document has the other's digits. `held` are the documents of one story with their rows.
    """
    groups: dict[tuple[str, str, str], dict[str, dict[str, list[Row]]]] = defaultdict(lambda: defaultdict(dict))
    stated: dict[str, set[str]] = {}
    for document, rows in sorted(held.items()):
        stated[document] = {_plain(row.digits) for row in rows}
        if len(rows) > _MANY:
            continue
        for row in rows:
            shape = re.sub(r"\d", "0", row.digits)
            key = (row.unit, shape, "".join(sorted(row.digits)))
            groups[key][row.digits].setdefault(document, []).append(row)
    for _, found in sorted(groups.items()):
        for one, other in combinations(sorted(found), 2):
            if not exchanged(one, other):
                continue
            plain = (_plain(one), _plain(other))
            for x, left in sorted(found[one].items()):
                for y, right in sorted(found[other].items()):
                    if plain[1] not in stated[x] and plain[0] not in stated[y]:
                        yield from (((x, a), (y, b)) for a in left for b in right)


def row_claims(
    stories: Mapping[str, str],
    rows: Mapping[str, Sequence[Row]],
    figures: Mapping[str, Sequence[Figure]],
    claims: Sequence[Claim],
    general: frozenset[str],
    texts: Mapping[str, str],
    family: str,
) -> list[Claim]:
    """Return the claims that a row of digits stands so in one text and otherwise in another, for a family of that construction.

    Pairs of which `general` families state both sides are left to them, and those of which another one states one attribute.
    """
    if not family:
        return []
    stated: dict[tuple[str, int], set[tuple[str, str]]] = defaultdict(set)
    for c in claims:
        stated[c.document, c.start].add((c.family, "" if c.family in general else c.attribute))
    known = {(d, f.start): f for d, held in figures.items() for f in held}
    members: dict[str, dict[str, Sequence[Row]]] = defaultdict(dict)
    for document, held in rows.items():
        members[stories.get(document, document)][document] = held
    made: dict[tuple[str, int], Claim] = {}
    for story, inside in sorted(members.items()):
        if len(inside) < 2:
            continue
        for (x, a), (y, b) in exchanged_rows(inside):
            one, other = known.get((x, a.start)), known.get((y, b.start))
            if stated[x, a.start] & stated[y, b.start] or (one and other and of_two(one, other)):
                continue
            entity = f"digits:{' / '.join(sorted((a.digits, b.digits)))}"
            for document, row in ((x, a), (y, b)):
                made.setdefault((document, row.start), _claim(story, document, family, entity, row, texts[document]))
    return list(made.values())


def _claim(story: str, document: str, family: str, entity: str, row: Row, text: str) -> Claim:
    words = text[row.start : row.end]
    return Claim(
        id="",
        document=document,
        family=family,
        pattern=_NAME,
        subject=Subject(words, "description", row.start, row.end, entity),
        attribute="figure",
        scope="",
        value=Text(row.digits),
        start=row.start,
        end=row.end,
        evidence_start=row.evidence_start,
        evidence_end=row.evidence_end,
        story=story,
        fields=(("exchanged", "yes"),),
    )
