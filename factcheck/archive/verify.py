"""Whether an archive still holds what was put into it: every digest, every count, and what things are found by."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from factcheck.archive.codec import Codec, DamagedError
from factcheck.archive.entry import digest, terms_of
from factcheck.archive.slots import slot_rows
from factcheck.archive.writing import both_ways
from factcheck.digest import blake2b

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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
        claims = json.loads(article.claims) if same else []
        if not same or len(claims) != article.held:
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


def _found_by(article: Stored, claims: Sequence[Sequence[Any]]) -> dict[str, list[Row]]:
    day, number = article.day, article.number
    return {
        "slot": slot_rows(number, day, article.slots, claims),
        "posting": [(term, day, number, weight) for term, weight in terms_of(article.terms)],
        "alias": [*both_ways(article.aliases, number)],
    }


def _sum(rows: Iterable[Row]) -> int:
    """Return a sum over rows that does not depend on their order."""
    return sum(int.from_bytes(_row_digest(row), "little") for row in rows) & _MASK


def _row_digest(row: Row) -> bytes:
    # A store gives a whole number of a column of real numbers back as such a number.
    same = [int(value) if type(value) is float and value.is_integer() else value for value in row]
    return blake2b(json.dumps(same, default=repr).encode("utf-8", "surrogatepass"), digest_size=8).digest()
