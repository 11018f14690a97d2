"""One transaction of writing: articles with their claims, and the rows by which they are found, kept in step.

Rows of all articles of a step go in together, sorted by their keys: a large archive is then changed in few places.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from factcheck.archive.entry import digest, terms_of

if TYPE_CHECKING:
    from factcheck.archive.connection import Connection
    from factcheck.archive.entry import Entry

_WAITING: Final = 400_000  # rows of one table that wait at most, some 60 MB
HEAD: Final = "number, version, identity, id, content, reader, outlet, title, published, day"


class Step:
    """What is written between `begin` and `commit`; `flush` must be called before the latter."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection
        self._rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in _INSERT}
        ((self._last,),) = connection.execute("SELECT coalesce(max(number), 0) FROM article")

    def put(self, entry: Entry) -> str:
        """Keep an article and return what became of it; see `Archive.put`."""
        same = self._db.execute(
            "SELECT number, version, identity, reader, current FROM article WHERE content = ?", (entry.content,)
        )
        if any(reader == entry.reader or not current for *_, reader, current in same):
            return "known"
        if same:
            number, version, identity, *_ = min(same)
            self._forget(number)
            self._insert(number, version, entry._replace(identity=identity))
            return "read again"
        ((version, number),) = self._db.execute(
            "SELECT coalesce(max(version), 0), coalesce(max(number), 0) FROM article WHERE identity = ?",
            (entry.identity,),
        )
        if version:
            self._unlist(number)
            self._db.execute("UPDATE article SET current = 0 WHERE number = ?", (number,))
        self._last += 1
        self._insert(self._last, version + 1, entry)
        return "changed" if version else "added"

    def remove(self, identity: str) -> int:
        """Remove an article with all its versions, and return how many there were."""
        numbers = self._db.execute("SELECT number FROM article WHERE identity = ?", (identity,))
        for (number,) in numbers:
            self._forget(number)
        return len(numbers)

    def flush(self) -> None:
        """Write the rows that wait."""
        for table, rows in self._rows.items():
            if rows:
                rows.sort()  # no two have one key, so that what may be NULL is never compared
                self._db.many(_INSERT[table], rows)
                rows.clear()

    def _insert(self, number: int, version: int, entry: Entry) -> None:
        head = (number, version, *entry[:8])
        kept = digest((*head, entry.aliases), entry.terms, entry.body, entry.claims)
        self._db.execute(_ARTICLE, (*head, 1, entry.terms, entry.aliases, entry.body, kept))
        day = entry.day
        self._rows["claim"] += [(number, *claim) for claim in entry.claims]
        self._rows["slot"] += [
            (c.slot, day, number, c.n, c.value, c.low, c.high) for c in entry.claims if c.slot is not None
        ]
        self._rows["term"] += [(term, day, number, weight) for term, weight in terms_of(entry.terms)]
        self._rows["alias"] += both_ways(entry.aliases, number)
        if len(self._rows["term"]) > _WAITING:
            self.flush()

    def _unlist(self, number: int) -> None:
        """Take an article out of what things are found by."""
        self.flush()
        ((day, terms, aliases),) = self._db.execute(
            "SELECT day, terms, aliases FROM article WHERE number = ?", (number,)
        )
        slots = self._db.execute("SELECT slot, n FROM claim WHERE article = ? AND slot IS NOT NULL", (number,))
        self._db.many(
            "DELETE FROM slot WHERE slot = ? AND day = ? AND article = ? AND n = ?",
            [(s, day, number, n) for s, n in slots],
        )
        self._db.many(
            "DELETE FROM term WHERE term = ? AND day = ? AND article = ?",
            [(t, day, number) for t, _ in terms_of(terms)],
        )
        self._db.many("DELETE FROM alias WHERE name = ? AND other = ? AND article = ?", both_ways(aliases, number))

    def _forget(self, number: int) -> None:
        self._unlist(number)
        self._db.execute("DELETE FROM claim WHERE article = ?", (number,))
        self._db.execute("DELETE FROM article WHERE number = ?", (number,))


def places(number: int) -> str:
    """Return the marks of so many parameters."""
    return ", ".join("?" * number)


def both_ways(aliases: str, number: int) -> list[tuple[str, str, int]]:
    """Return the rows by which the names that an article equates are found, from either name."""
    pairs = {(a, b) for a, b in json.loads(aliases)}
    return sorted((name, other, number) for name, other in pairs | {(b, a) for a, b in pairs})


_ARTICLE: Final = f"INSERT INTO article ({HEAD}, current, terms, aliases, body, digest) VALUES ({places(15)})"  # noqa: S608
_INSERT: Final = {
    "claim": f"INSERT INTO claim VALUES ({places(10)})",  # noqa: S608
    "slot": f"INSERT INTO slot VALUES ({places(7)})",  # noqa: S608
    "term": "INSERT INTO term VALUES (?, ?, ?, ?)",
    "alias": "INSERT INTO alias VALUES (?, ?, ?)",
}
