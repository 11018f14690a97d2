"""What an archive of an older form holds -> the rows of the next form, where SQL alone cannot carry them over."""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING, Any, Final

from factcheck.archive.connection import HEAD, ArchiveError
from factcheck.archive.entry import digest, listed, packed_slots, whole
from factcheck.archive.posting_rows import posting_rows
from factcheck.digest import blake2b

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcheck.archive.posting_rows import Waiting
    from factcheck.archive.store import Connection

_STEP: Final = 200  # articles that are held at once
_TERMS: Final = 100_000  # articles whose terms are


def carry(what: str, connection: Connection, where: str) -> None:
    """Carry over what a step of schema.py names; raises ArchiveError."""
    try:
        _CARRIED[what](connection)
    except (struct.error, TypeError, ValueError) as error:
        raise ArchiveError(f"{where}: damaged, and so not brought up to date ({error})") from error


def _claims_and_terms(connection: Connection) -> None:
    """Carry over a row for each claim to one for each article, and a row for each term and article to postings (form 2).

    An article whose digest is wrong keeps it: it stays damaged in the eyes of `verify`.
    """
    waiting: list[Waiting] = []
    last = -1
    while articles := connection.execute(_ARTICLES, (last, _STEP)):
        first, last = articles[0][0], articles[-1][0]
        claims: dict[int, list[list[Any]]] = {}
        for number, *claim in connection.execute(_CLAIMS, (first, last)):
            claims.setdefault(number, []).append(claim)
        digests = []
        for *head, current, aliases, terms, body, kept in articles:
            mine = claims.pop(head[0], [])
            text = listed([[*words, whole(low), whole(high)] for _, *words, low, high, _ in mine])
            slots = packed_slots(slot for *_, slot in mine)
            told = (*head, aliases)
            if _digest_of_form_1(told, bytes(terms), bytes(body), mine) == kept:
                digests.append((digest(told, text, slots, bytes(terms), bytes(body)), head[0]))
            connection.execute("INSERT INTO claims VALUES (?, ?, ?, ?)", (head[0], len(mine), slots, text))
            if current:
                waiting.append((head[0], head[9], bytes(terms)))
        connection.many("UPDATE article SET digest = ? WHERE number = ?", digests)
        if len(waiting) >= _TERMS:
            _post(connection, waiting)
    _post(connection, waiting)


def _post(connection: Connection, waiting: list[Waiting]) -> None:
    connection.many("INSERT INTO posting VALUES (?, ?, ?, ?)", posting_rows(waiting, any_day=True))
    waiting.clear()


def _digest_of_form_1(head: Sequence[Any], terms: bytes, body: bytes, claims: Sequence[Sequence[Any]]) -> str:
    parts = json.dumps([head, claims], separators=(",", ":"), default=repr)
    made = blake2b(parts.encode("utf-8", "surrogatepass"), digest_size=20)
    made.update(terms)
    made.update(body)
    return made.hexdigest()


_ARTICLES: Final = (
    f"SELECT {HEAD}, current, aliases, terms, body, digest FROM article WHERE number > ? ORDER BY number LIMIT ?"  # noqa: S608
)
_CLAIMS: Final = (
    "SELECT article, n, family, subject, attribute, scope, value, low, high, slot FROM claim"
    " WHERE article BETWEEN ? AND ? ORDER BY article, n"
)
_CARRIED: Final = {"carry claims and terms": _claims_and_terms}
