"""Rows of digits that one article of a story gives with two digits exchanged: claims that both cannot be right.

It is imported where two articles tell one story.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Final

from factcheck.link.figures import of_two
from factcheck.link.rows import plain as plain_of
from factcheck.link.slips import exchanged
from factcheck.model import Claim, Subject, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from factcheck.link.figures import Figure
    from factcheck.link.rows import Row

_MANY: Final = 400  # of so many rows of two documents some have the same digits by chance
_NAME: Final = "naming digits"


def exchanged_rows(held: Mapping[str, Sequence[Row]]) -> Iterator[tuple[tuple[str, Row], tuple[str, Row]]]:
    """Yield the rows of two documents of one story that are one with two digits exchanged, in the order of the documents.

    Neither document has the other's digits. `held` are the documents of one story with their rows.
    """
    groups: dict[tuple[str, str, str], dict[str, dict[str, list[Row]]]] = defaultdict(lambda: defaultdict(dict))
    stated: dict[str, set[str]] = {}
    for document, rows in sorted(held.items()):
        stated[document] = {plain_of(row.digits) for row in rows}
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
            plain = (plain_of(one), plain_of(other))
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
