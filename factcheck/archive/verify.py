"""Whether an archive still holds what was put into it: every digest, every count, and what things are found by."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from factcheck.archive.codec import Codec, DamagedError
from factcheck.archive.entry import digest, terms_of
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
    wanted = {"slot": 0, "term": 0, "alias": 0}
    newest: dict[str, tuple[int, int]] = {}
    current: dict[str, list[int]] = {}
    seen = 0
    for article, claims in _whole(archive):
        seen += len(claims)
        if digest(article.head, article.terms, article.body, claims) != article.digest:
            yield f"{article.identity}: version {article.version} is not what was added"
            continue
        if unpack:
            try:
                codec.unpacked(article.body)
            except DamagedError as error:
                yield f"{article.identity}: {error}"
        newest[article.identity] = max(newest.get(article.identity, (0, 0)), (article.version, article.number))
        if article.current:
            current.setdefault(article.identity, []).append(article.number)
            for table, rows in _found_by(article, claims).items():
                wanted[table] = (wanted[table] + _sum(rows)) & _MASK
    if orphans := archive.counts()["claims of every version"] - seen:
        yield f"{orphans} claims belong to no article"
    for identity, (_, number) in newest.items():
        if current.get(identity) != [number]:
            yield f"{identity}: not its newest version is the current one"
    for table, total in wanted.items():
        if _sum(archive.rows(table)) != total:
            yield f"what articles are found by ({table}) does not follow from them"


def _whole(archive: Archive) -> Iterator[tuple[Stored, list[Row]]]:
    """Return every version of every article with its claims."""
    claims = archive.claim_rows()
    waiting = next(claims, None)
    for article in archive.articles(every=True):
        mine = []
        while waiting is not None and waiting[0] <= article.number:
            if waiting[0] == article.number:
                mine.append(waiting[1:])
            waiting = next(claims, None)
        yield article, mine


def _found_by(article: Stored, claims: Iterable[Row]) -> dict[str, list[Row]]:
    day, number = article.day, article.number
    return {
        "slot": [(slot, day, number, n, *stated) for n, _, _, _, _, *stated, slot in claims if slot is not None],
        "term": [(term, day, number, weight) for term, weight in terms_of(article.terms)],
        "alias": [*both_ways(article.aliases, number)],
    }


def _sum(rows: Iterable[Row]) -> int:
    """Return a sum over rows that does not depend on their order."""
    return sum(int.from_bytes(_row_digest(row), "little") for row in rows) & _MASK


def _row_digest(row: Row) -> bytes:
    return blake2b(json.dumps(list(row), default=repr).encode("utf-8", "surrogatepass"), digest_size=8).digest()
