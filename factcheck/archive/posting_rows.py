"""The terms of articles -> the rows by which a story is found: for each term, the articles that hold it.

A row holds several postings of its term. Mostly they are those of one day, so that a term of very many articles is looked up for
some days alone. A step that brings a good part of the archive puts the few articles that it has for a term into one row,
whatever their days: so a large import writes a fifth of the rows, and as only such a step makes them, no term has many.
"""

from __future__ import annotations

import struct
from itertools import starmap
from typing import TYPE_CHECKING, Final

from factcheck.archive.entry import terms_of
from factcheck.archive.postings import ANY_DAY, OF_ANY, OF_DAY, postings_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from factcheck.archive.connection import Row

MOST: Final = 60  # postings of one row
_GOOD_PART: Final = 8  # a step of an eighth of all articles: an archive that grows in such steps has seen few of them
BULK: Final = 500  # articles from which on it pays to load numpy

Waiting = tuple[int, int, bytes]  # of one article its number, its day and its packed terms


def good_part(articles: int, last: int) -> bool:
    """Tell whether so many new articles are a good part of an archive whose last article has the number `last`."""
    return articles * _GOOD_PART >= last


def posting_rows(waiting: Sequence[Waiting], *, any_day: bool) -> list[Row]:
    """Return the rows (term, day, first article, packed postings) of some articles, by key.

    `any_day` allows rows whose postings are of several days.
    """
    grouped = _grouped_by_numpy(waiting) if len(waiting) >= BULK else _grouped(waiting)
    most = MOST * OF_ANY.size if any_day else 0
    rows: list[Row] = []
    for term, first, packed in grouped:
        if len(packed) <= most:
            rows.append((term, ANY_DAY, first, packed))
        else:
            rows += _by_day(term, packed)
    return rows


def _by_day(term: int, packed: bytes) -> Iterator[Row]:
    days: dict[int, list[bytes]] = {}
    for article, weight, day in OF_ANY.iter_unpack(packed):
        days.setdefault(day, []).append(OF_DAY.pack(article, weight))
    for day, mine in sorted(days.items()):
        parts = [mine[start : start + MOST] for start in range(0, len(mine), MOST)]
        yield from sorted((term, day, int.from_bytes(part[0][:4], "little"), b"".join(part)) for part in parts)


def _grouped(waiting: Iterable[Waiting]) -> Iterator[tuple[int, int, bytes]]:
    """Return for each term, in order, its first article, and its postings in the order given as rows of any day hold them."""
    found: dict[int, list[tuple[int, int, int]]] = {}
    for number, day, terms in waiting:
        for term, weight in terms_of(terms):
            found.setdefault(term, []).append((number, weight, day))
    return ((term, mine[0][0], b"".join(starmap(OF_ANY.pack, mine))) for term, mine in sorted(found.items()))


def _grouped_by_numpy(waiting: Sequence[Waiting]) -> Iterable[tuple[int, int, bytes]]:
    """Return the same in a quarter of the time."""
    import numpy as np  # noqa: PLC0415 - only where much is added at once

    given = np.frombuffer(b"".join(terms for *_, terms in waiting), np.dtype([("term", "<i8"), ("weight", "<u2")]))
    held = [len(terms) // given.itemsize for *_, terms in waiting]
    terms = given["term"].copy()
    order = np.argsort(terms, kind="stable")
    made = np.empty(len(given), np.dtype([("article", "<u4"), ("weight", "<u2"), ("day", "<u4")]))
    made["article"] = np.repeat(np.array([number for number, *_ in waiting], "<u4"), held)[order]
    made["weight"] = given["weight"][order]
    made["day"] = np.repeat(np.array([day for _, day, _ in waiting], "<u4"), held)[order]
    terms = terms[order]
    first = np.flatnonzero(np.concatenate([[True], terms[1:] != terms[:-1]]))
    data, starts = made.tobytes(), (first * made.itemsize).tolist()
    parts = map(data.__getitem__, map(slice, starts, [*starts[1:], len(data)]))
    return zip(terms[first].tolist(), made["article"][first].tolist(), parts, strict=True)


def row_without(row: Row, article: int) -> Row | None:
    """Return a row without the posting of an article; None when nothing is left of it."""
    term, day, _, packed = row
    kept = [p for p in postings_of(day, packed) if p[0] != article]
    if not kept:
        return None
    form = OF_ANY if day == ANY_DAY else OF_DAY
    left = b"".join(form.pack(*p) if day == ANY_DAY else form.pack(*p[:2]) for p in kept)
    return (term, day, kept[0][0], left)


def every_posting(rows: Iterable[Row]) -> Iterator[Row]:
    """Return the postings of rows one by one as (term, day, article, weight), and a row that is no such row as it is."""
    for term, day, first, packed in rows:
        try:
            found = postings_of(day, packed)
        except (struct.error, TypeError):
            found = []
        if not found or found[0][0] != first:
            yield (term, day, first, repr(packed))
        for article, weight, when in found:
            yield (term, when, article, weight)
