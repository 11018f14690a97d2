"""One transaction of writing: articles with their claims, and the rows by which they are found, kept in step.

Rows of all articles of a step go in together, sorted by their keys: a large archive is then changed in few places.
"""

from __future__ import annotations

import json
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from factcheck.archive.connection import HEAD, parts, places
from factcheck.archive.entry import claims_of, digest, listed, terms_of
from factcheck.archive.posting_rows import Waiting, good_part, posting_rows, row_without
from factcheck.archive.postings import ANY_DAY, postings_of
from factcheck.archive.slots import slot_rows, sorted_slot_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from factcheck.archive.connection import Row
    from factcheck.archive.entry import Entry
    from factcheck.archive.slots import Slotted
    from factcheck.archive.store import Connection

_WAITING: Final = (100_000, 1_200_000)  # articles and claims that wait at most, some 300 MB


class _Version(NamedTuple):
    """What tells whether an article is known, of one that is kept."""

    number: int
    version: int
    identity: str
    content: str
    reader: str
    current: int


class _Known:
    """The articles that are kept already, of those that are to be: asked for at once, and kept in step."""

    def __init__(self, connection: Connection, entries: Sequence[Entry]) -> None:
        self._versions: dict[int, _Version] = {}
        self._contents: dict[str, tuple[int, ...]] = {}  # their numbers
        self._identities: dict[str, tuple[int, ...]] = {}
        for column, wanted in (
            ("content", {entry.content for entry in entries}),
            ("identity", {entry.identity for entry in entries}),
        ):
            for some in parts(sorted(wanted)):
                statement = f"{_KNOWN} WHERE {column} IN ({places(len(some))})"
                for row in connection.execute(statement, some):
                    if row[0] not in self._versions:
                        self.add(_Version._make(row))

    def add(self, version: _Version) -> None:
        """Take in an article that was not known."""
        number, _, identity, content, *_ = version
        self._versions[number] = version
        self._contents[content] = (*self._contents.get(content, ()), number)
        self._identities[identity] = (*self._identities.get(identity, ()), number)

    def change(self, version: _Version) -> None:
        """Take in what became of one that was."""
        self._versions[version.number] = version

    def of_content(self, content: str) -> list[_Version]:
        return [self._versions[number] for number in self._contents.get(content, ())]

    def of_identity(self, identity: str) -> list[_Version]:
        return [self._versions[number] for number in self._identities.get(identity, ())]


class Step:
    """What is written between `begin` and `commit`; `flush` must be called before the latter."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection
        self._rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in ("article", "claims", "alias")}
        self._slots: list[Slotted] = []
        self._terms: list[Waiting] = []
        self._pending: set[int] = set()  # the articles that wait ...
        self._claims = 0  # ... and how many claims
        ((self._last,),) = connection.execute("SELECT coalesce(max(number), 0) FROM article")

    def put(self, entries: Sequence[Entry]) -> list[str]:
        """Keep articles and return what became of each; see `Archive.put`."""
        known = _Known(self._db, entries)
        return [self._put(entry, known) for entry in entries]

    def _put(self, entry: Entry, known: _Known) -> str:
        same = known.of_content(entry.content)
        if any(old.reader == entry.reader or not old.current for old in same):
            return "known"
        if same:
            old = min(same)
            known.change(old._replace(reader=entry.reader))
            self._forget(old.number)
            self._insert(old.number, old.version, entry._replace(identity=old.identity))
            return "read again"
        older = known.of_identity(entry.identity)
        if older:
            newest = max(older, key=_by_version)
            known.change(newest._replace(current=0))
            self._unlist(newest.number)
            self._db.execute("UPDATE article SET current = 0 WHERE number = ?", (newest.number,))
        self._last += 1
        version = max((old.version for old in older), default=0) + 1
        known.add(_Version(self._last, version, entry.identity, entry.content, entry.reader, 1))
        self._insert(self._last, version, entry)
        return "changed" if older else "added"

    def remove(self, identity: str) -> int:
        """Remove an article with all its versions, and return how many there were."""
        numbers = self._db.execute("SELECT number FROM article WHERE identity = ?", (identity,))
        for (number,) in numbers:
            self._forget(number)
        return len(numbers)

    def flush(self) -> None:
        """Write the rows that wait."""
        for table, rows in self._rows.items():
            rows.sort(key=_first)  # near to one another in the table; the rest of the key makes no difference
            self._many(table, rows)
            rows.clear()
        self._many("slot", sorted_slot_rows(self._slots))
        self._many("posting", posting_rows(self._terms, any_day=good_part(len(self._terms), self._last)))
        self._slots.clear()
        self._terms.clear()
        self._pending.clear()
        self._claims = 0

    def _many(self, table: str, rows: Iterable[Row]) -> None:
        self._db.many(_INSERT[table], rows)

    def _insert(self, number: int, version: int, entry: Entry) -> None:
        head = (number, version, *entry[:8])
        claims = listed(entry.claims)
        kept = digest((*head, entry.aliases), claims, entry.slots, entry.terms, entry.body)
        day, rows = entry.day, self._rows
        rows["article"].append((*head, 1, entry.terms, entry.aliases, entry.body, kept))
        rows["claims"].append((number, len(entry.claims), entry.slots, claims))
        if entry.aliases != _NO_ALIASES:
            rows["alias"] += both_ways(entry.aliases, number)
        self._slots.append((number, day, entry.slots, entry.claims))
        self._terms.append((number, day, entry.terms))
        self._pending.add(number)
        self._claims += len(entry.claims)
        if len(self._pending) >= _WAITING[0] or self._claims >= _WAITING[1]:
            self.flush()

    def _unlist(self, number: int) -> None:
        """Take an article out of what things are found by."""
        if number in self._pending:
            self.flush()
        ((day, terms, aliases),) = self._db.execute(
            "SELECT day, terms, aliases FROM article WHERE number = ?", (number,)
        )
        for slots, claims in self._db.execute("SELECT slots, claims FROM claims WHERE article = ?", (number,)):
            rows = slot_rows(number, day, bytes(slots), claims_of(claims))
            statement = "DELETE FROM slot WHERE slot = ? AND day = ? AND article = ? AND n = ?"
            self._db.many(statement, (row[:4] for row in rows))
        self._unpost(number, day, [term for term, _ in terms_of(terms)])
        self._db.many("DELETE FROM alias WHERE name = ? AND other = ? AND article = ?", both_ways(aliases, number))

    def _unpost(self, number: int, day: int, terms: Sequence[int]) -> None:
        rows = [
            row
            for some in parts(terms)
            for row in self._db.execute(f"{_POSTED} AND term IN ({places(len(some))})", (ANY_DAY, day, *some))
        ]
        mine = [row for row in rows if any(p[0] == number for p in postings_of(row[1], row[3]))]
        self._db.many("DELETE FROM posting WHERE term = ? AND day = ? AND article = ?", [row[:3] for row in mine])
        self._many("posting", [left for row in mine if (left := row_without(row, number))])

    def _forget(self, number: int) -> None:
        self._unlist(number)
        self._db.execute("DELETE FROM claims WHERE article = ?", (number,))
        self._db.execute("DELETE FROM article WHERE number = ?", (number,))


def both_ways(aliases: str, number: int) -> list[tuple[str, str, int]]:
    """Return the rows by which the names that an article equates are found, from either name."""
    pairs = {(a, b) for a, b in json.loads(aliases)}
    return sorted((name, other, number) for name, other in pairs | {(b, a) for a, b in pairs})


_KNOWN: Final = "SELECT number, version, identity, content, reader, current FROM article"
_POSTED: Final = "SELECT term, day, article, postings FROM posting WHERE day IN (?, ?)"
_first = itemgetter(0)
_by_version = attrgetter("version", "number")
_NO_ALIASES: Final = "[]"
_INSERT: Final = {
    "article": f"INSERT INTO article ({HEAD}, current, terms, aliases, body, digest) VALUES ({places(15)})",  # noqa: S608
    "claims": "INSERT INTO claims VALUES (?, ?, ?, ?)",
    "slot": f"INSERT INTO slot VALUES ({places(7)})",  # noqa: S608
    "posting": "INSERT INTO posting VALUES (?, ?, ?, ?)",
    "alias": "INSERT INTO alias VALUES (?, ?, ?)",
}
