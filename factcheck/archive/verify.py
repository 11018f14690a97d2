"""Whether an archive still holds what was put into it: every digest, every count, and what things are found by."""

from __future__ import annotations

import json
from itertools import count
from typing import TYPE_CHECKING, Final

from factcheck.archive.codec import Codec, DamagedError
from factcheck.archive.entry import claims_of, digest, terms_of
from factcheck.archive.slots import slot_rows
from factcheck.archive.writing import both_ways
from factcheck.digest import blake2b

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from factcheck.archive import Archive, Stored
    from factcheck.archive.connection import Row

_MASK: Final = (1 << 64) - 1


def damages(archive: Archive, *, unpack: bool = True) -> Iterator[str]:
    """Return one line for everything that is not as it was put in; raises ArchiveError where it cannot be read at all.

    `unpack` also reads every article, as a draft's check would.
    """
    yield from archive.damaged()
    codec = Codec()
    wanted = {"slot": 0, "posting": 0, "alias": 0}
    newest: dict[str, tuple[int, int]] = {}
    current: dict[str, list[int]] = {}
    seen = 0
    for article in archive.articles(every=True):
        seen += article.held if type(article.held) is int else 0
        same = digest(article.head, article.claims, article.slots, article.terms, article.body) == article.digest
        held, sums = _found_by(article) if same else (-1, {})
        if held != article.held:
            yield f"{article.identity}: version {article.version} is not what was added"
            continue
        if unpack:
            try:
                codec.check(article.body)
            except DamagedError as error:
                yield f"{article.identity}: {error}"
        newest[article.identity] = max(newest.get(article.identity, (0, 0)), (article.version, article.number))
        if article.current:
            current.setdefault(article.identity, []).append(article.number)
            for table, total in sums.items():
                wanted[table] = (wanted[table] + total) & _MASK
    if orphans := archive.counts()["claims of every version"] - seen:
        yield f"{orphans} claims belong to no article"
    for identity, (_, number) in newest.items():
        if current.get(identity) != [number]:
            yield f"{identity}: not its newest version is the current one"
    for table, total in wanted.items():
        if _sum(archive.rows(table)) != total:
            yield f"what articles are found by ({table}) does not follow from them"


def _found_by(article: Stored) -> tuple[int, dict[str, int]]:
    """Return how many claims an article holds, and for each table the sum over the rows by which it is found."""
    day, number, held = article.day, article.number, count()
    claims = (claim for claim, _ in zip(claims_of(article.claims), held))  # noqa: B905 - the count has no end
    sums = {
        "slot": _sum(slot_rows(number, day, article.slots, claims)),
        "posting": _sum((term, day, number, weight) for term, weight in terms_of(article.terms)),
        "alias": _sum(both_ways(article.aliases, number)),
    }
    return next(held), sums


def _sum(rows: Iterable[Row]) -> int:
    """Return a sum over rows that does not depend on their order."""
    return sum(int.from_bytes(_row_digest(row), "little") for row in rows) & _MASK


def _row_digest(row: Row) -> bytes:
    # A store gives a whole number of a column of real numbers back as such a number.
    same = [int(value) if type(value) is float and value.is_integer() else value for value in row]
    return blake2b(json.dumps(same, default=repr).encode("utf-8", "surrogatepass"), digest_size=8).digest()
