"""The archive: what all articles claim, kept so that a draft is held against them without reading them again.

One article is kept whole or not at all, each of its versions with a digest of all that is kept of it. What a draft needs is
found by index: the slots of its claims, the terms that tell its story, the names that others equate with its own.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Self, TypeVar

from factcheck.archive.connection import ArchiveError, Connection, LostError
from factcheck.archive.entry import digest, terms_of
from factcheck.archive.schema import VERSION, statements

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from types import TracebackType

    from factcheck.archive.entry import Entry

_HEAD: Final = "number, version, identity, id, content, reader, outlet, title, published, day"
_TRIES: Final = 5  # of one step when the server is lost on the way
_T = TypeVar("_T")
_MANY: Final = 500  # parameters of one statement; SQLite of old allows 999

# What a look-up returns at most; an article or a slot of more is told as cut.
_TERM_MOST: Final = 60  # a term of more articles than this finds those of the days around only, or none
_DAYS_AROUND: Final = 10
_SHARED: Final = 2  # articles that tell one story share so many terms at least (link/stories.py)
_SLOT_MOST: Final = 200  # claims of one slot that are looked at, from the days nearest to the draft's
_SIDE_MOST: Final = 3  # articles for one value of a slot


class Stored(NamedTuple):
    """An article in the archive: its rows but for the claims."""

    number: int
    version: int
    identity: str
    id: str
    content: str
    reader: str
    outlet: str
    title: str
    published: str
    day: int
    current: int
    terms: bytes
    aliases: str
    body: bytes
    digest: str

    @property
    def head(self) -> tuple[Any, ...]:
        """What its digest covers besides terms, body and claims."""
        return (*self[:10], self.aliases)


class Archive:
    """An open archive; a context manager that closes it. Every method raises ArchiveError."""

    def __init__(self, connection: Connection, where: str, *, write: bool) -> None:
        self._db = connection
        self.where = where
        self._version(write=write)

    def __enter__(self) -> Self:
        """Return the archive itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it; what is not committed is undone."""
        self._db.rollback()
        self._db.close()

    def _version(self, *, write: bool) -> None:
        """Make the tables, or bring them up to date; refuse an archive of a newer version and one with foreign objects."""
        found = self._found()
        if found > VERSION:
            raise ArchiveError(
                f"{self.where}: an archive of form {found}, made by a newer factcheck; this one reads up to form {VERSION}"
            )
        if found < VERSION:
            if not write:
                old = f"of the older form {found}; any writing command (archive add) brings it up to date"
                raise ArchiveError(f"{self.where}: {old if found else 'empty, no archive yet'}")
            self._db.begin(write=True)
            found = self._found()  # another program may have been faster
            if found < VERSION:
                for statement in statements(self._db.words, found):
                    self._db.execute(statement)
                self._db.execute("DELETE FROM meta WHERE key = ?", ("form",))
                self._db.execute("INSERT INTO meta VALUES (?, ?)", ("form", str(VERSION)))
            self._db.commit()
        foreign = sorted(set(self._db.tables()) - _OBJECTS)
        if foreign:
            raise ArchiveError(f"{self.where}: holds what no archive of factcheck holds: {', '.join(foreign)[:200]}")

    def _found(self) -> int:
        if "meta" not in self._db.tables():
            return 0
        rows = self._db.execute("SELECT value FROM meta WHERE key = ?", ("form",))
        try:
            return int(rows[0][0])
        except (IndexError, ValueError):
            raise ArchiveError(f"{self.where}: damaged: its form is not told") from None

    # -------------------------------------------------------------- writing

    def put(self, entries: Iterable[Entry]) -> list[str]:
        """Keep articles, all of them or none, and return for each what became of it: added, changed, read again or known.

        An article of an identity that is there with other content is its next version. The same content read by another
        reader takes the place of the reading that is there. An article whose content is there already is known, also where it
        is that of an earlier version: two files of one address must not take turns.
        """
        wanted = tuple(entries)

        def settled(before: list[str], now: list[str]) -> list[str]:
            # What is known now, after a try whose end nobody told, was kept by that try.
            return [b if n == "known" else n for b, n in zip(before, now, strict=True)]

        return self._written(lambda: [self._put(entry) for entry in wanted], settled)

    def _written(self, work: Callable[[], _T], settled: Callable[[_T, _T], _T]) -> _T:
        """Do all of the work or none of it; when the store is lost on the way, look what became of it and do the rest.

        `settled` makes one outcome of that of a lost try and that of the next.
        """
        before: list[_T] = []
        for left in reversed(range(_TRIES)):
            try:
                self._db.begin(write=True)
                done = work()
                before.append(settled(before.pop(), done) if before else done)
                self._db.commit()
            except LostError:
                if not left:
                    raise
                self._db.again()
            except BaseException:
                self._db.rollback()
                raise
            else:
                break
        return before[0]

    def _put(self, entry: Entry) -> str:
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
        ((last,),) = self._db.execute("SELECT coalesce(max(number), 0) FROM article")
        self._insert(last + 1, version + 1, entry)
        return "changed" if version else "added"

    def _insert(self, number: int, version: int, entry: Entry) -> None:
        head = (number, version, *entry[:8])
        kept = digest((*head, entry.aliases), entry.terms, entry.body, entry.claims)
        columns = (*head, 1, entry.terms, entry.aliases, entry.body, kept)
        self._db.execute(
            f"INSERT INTO article ({_HEAD}, current, terms, aliases, body, digest) VALUES ({_places(15)})",  # noqa: S608
            columns,
        )
        claims = [(number, *claim) for claim in entry.claims]
        self._db.many(f"INSERT INTO claim VALUES ({_places(10)})", claims)  # noqa: S608
        slots = [(c.slot, entry.day, number, c.n, c.value, c.low, c.high) for c in entry.claims if c.slot is not None]
        self._db.many(f"INSERT INTO slot VALUES ({_places(7)})", slots)  # noqa: S608
        terms = [(term, entry.day, number, weight) for term, weight in terms_of(entry.terms)]
        self._db.many("INSERT INTO term VALUES (?, ?, ?, ?)", terms)
        self._db.many("INSERT INTO alias VALUES (?, ?, ?)", _both_ways(entry.aliases, number))

    def _unlist(self, number: int) -> None:
        """Take an article out of what things are found by."""
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
        self._db.many("DELETE FROM alias WHERE name = ? AND other = ? AND article = ?", _both_ways(aliases, number))

    def _forget(self, number: int) -> None:
        self._unlist(number)
        self._db.execute("DELETE FROM claim WHERE article = ?", (number,))
        self._db.execute("DELETE FROM article WHERE number = ?", (number,))

    def remove(self, identities: Sequence[str]) -> int:
        """Remove articles with all their versions, and return how many versions are gone."""

        def work() -> int:
            numbers = [n for i in identities for (n,) in self._db.execute(_OF_IDENTITY, (i,))]
            for number in numbers:
                self._forget(number)
            return len(numbers)

        return self._written(work, max)

    # -------------------------------------------------------------- reading

    def known(self, contents: Sequence[str], reader: str) -> frozenset[str]:
        """Return those of these contents that `put` would do nothing with, when read by that reader."""
        rows = self._in("SELECT content, reader, current FROM article WHERE content", contents)
        return frozenset(content for content, by, current in rows if by == reader or not current)

    def near(self, terms: Mapping[int, int], day: int) -> dict[int, float]:
        """Return how alike each article is that shares terms with a draft: the part of the cosine that they make, 0 to 1.

        `terms` are the draft's marks with their weights, `day` is its ordinal (0: undated).
        """
        found: Counter[int] = Counter()
        shared: Counter[int] = Counter()
        for term, mine in terms.items():
            rows = self._db.execute(f"{_NEAR} LIMIT ?", (term, _TERM_MOST + 1))
            if len(rows) > _TERM_MOST and day:
                around = (term, day - _DAYS_AROUND, day + _DAYS_AROUND, _TERM_MOST + 1)
                rows = self._db.execute(f"{_NEAR} AND day BETWEEN ? AND ? LIMIT ?", around)
            if len(rows) <= _TERM_MOST:
                for article, weight in rows:
                    found[article] += mine * weight
                    shared[article] += 1
        return {article: found[article] / 1e8 for article, number in shared.items() if number >= _SHARED}

    def in_slots(self, slots: Iterable[int], day: int) -> set[int]:
        """Return the articles that state a value of one of these slots: a few for each value, those nearest to the day."""
        found: set[int] = set()
        for slot in slots:
            half = _SLOT_MOST // 2
            before = self._db.execute(
                f"{_IN_SLOT} AND day <= ? ORDER BY day DESC, article DESC LIMIT ?", (slot, day, half)
            )
            after = self._db.execute(f"{_IN_SLOT} AND day > ? ORDER BY day, article LIMIT ?", (slot, day, half))
            sides: dict[tuple[Any, ...], list[int]] = {}
            for number, _, *side in sorted((*before, *after), key=lambda row: (abs(row[1] - day), row[0])):
                sides.setdefault(tuple(side), []).append(number)
            found.update(number for numbers in sides.values() for number in numbers[:_SIDE_MOST])
        return found

    def clashes(self) -> list[int]:
        """Return the slots whose claims cannot all be right by their bare values: what is to be judged, and nothing else is."""
        return [slot for (slot,) in self._db.execute(_CLASHES)]

    def aliases(self, names: Iterable[str]) -> dict[str, frozenset[str]]:
        """Return for each of these folded names the others that archived articles equate it with."""
        found: dict[str, set[str]] = {}
        for name, other in self._in("SELECT DISTINCT name, other FROM alias WHERE name", sorted(names)):
            found.setdefault(name, set()).add(other)
        return {name: frozenset(others) for name, others in found.items()}

    def bodies(self, numbers: Iterable[int]) -> list[tuple[int, str, bytes]]:
        """Return (number, identity, packed reading) of articles, by number."""
        rows = self._in("SELECT number, identity, body FROM article WHERE number", sorted(numbers))
        return sorted((number, identity, bytes(body)) for number, identity, body in rows)

    def articles(self, *, every: bool = False) -> Iterator[Stored]:
        """Return the current articles in the order of adding; `every`: their earlier versions as well."""
        which = "" if every else "WHERE current = 1"
        statement = f"SELECT {_HEAD}, current, terms, aliases, body, digest FROM article {which} ORDER BY number"  # noqa: S608
        for row in self._db.stream(statement):
            yield Stored._make(bytes(v) if isinstance(v, memoryview) else v for v in row)

    def identities(self) -> list[tuple[str, str, str, str, int]]:
        """Return (identity, id, outlet, published, number) of the current articles, by number."""
        return self._db.execute(
            "SELECT identity, id, outlet, published, number FROM article WHERE current = 1 ORDER BY number"
        )

    def counts(self) -> dict[str, int]:
        """Return how much the archive holds."""
        return {name: self._db.execute(statement)[0][0] for name, statement in _COUNTS.items()}

    def readers(self) -> dict[str, int]:
        """Return how many current articles were read by each reader."""
        return dict(
            self._db.execute("SELECT reader, count(*) FROM article WHERE current = 1 GROUP BY reader ORDER BY reader")
        )

    def claim_rows(self) -> Iterator[tuple[Any, ...]]:
        """Return the claims of every version of every article, each behind the number of its article, in their order."""
        return self._db.stream(f"SELECT {_CLAIM} FROM claim ORDER BY article, n")  # noqa: S608

    def rows(self, table: str) -> Iterator[tuple[Any, ...]]:
        """Return the rows of one of the tables by which things are found: slot, term or alias."""
        return self._db.stream(_ROWS[table])

    def damaged(self) -> list[str]:
        """Return what the store itself finds damaged, and what is wrong with the archive's own form."""
        found = self._db.check()
        kept = self._db.execute("SELECT key, value FROM meta ORDER BY key")
        return found if kept == [("form", str(VERSION))] else [*found, "what tells its form is changed"]

    def seal(self) -> None:
        """Write down what its file looks like, where it is a file, so that `verify` finds a change of any byte."""
        self._db.seal()

    def reading(self) -> None:
        """Begin a look that sees one state however many statements it takes; ends when the archive is closed."""
        self._db.begin(write=False)

    def _in(self, start: str, values: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
        for first in range(0, len(values), _MANY):
            some = values[first : first + _MANY]
            yield from self._db.execute(f"{start} IN ({_places(len(some))})", some)


def _places(number: int) -> str:
    return ", ".join("?" * number)


def _both_ways(aliases: str, number: int) -> list[tuple[str, str, int]]:
    pairs = {(a, b) for a, b in json.loads(aliases)}
    return sorted((name, other, number) for name, other in pairs | {(b, a) for a, b in pairs})


_NEAR: Final = "SELECT article, weight FROM term WHERE term = ?"
_OF_IDENTITY: Final = "SELECT number FROM article WHERE identity = ?"
_IN_SLOT: Final = "SELECT article, day, value, low, high FROM slot WHERE slot = ?"
# Bounds that all meet leave the greatest low under the least high; what has no bounds must be one value.
_CLASHES: Final = (
    "SELECT slot FROM slot GROUP BY slot HAVING max(low) > min(high)"
    " OR min(CASE WHEN low IS NULL AND high IS NULL THEN value END)"
    " <> max(CASE WHEN low IS NULL AND high IS NULL THEN value END)"
)
_CLAIM: Final = "article, n, family, subject, attribute, scope, value, low, high, slot"
_ROWS: Final = {
    "slot": "SELECT slot, day, article, n, value, low, high FROM slot",
    "term": "SELECT term, day, article, weight FROM term",
    "alias": "SELECT name, other, article FROM alias",
}
_COUNTS: Final = {
    "articles": "SELECT count(*) FROM article WHERE current = 1",
    "earlier versions": "SELECT count(*) FROM article WHERE current = 0",
    "claims": "SELECT count(*) FROM claim c JOIN article a ON a.number = c.article WHERE a.current = 1",
    "claims of every version": "SELECT count(*) FROM claim",
    "claims that any article may contradict": "SELECT count(*) FROM slot",
    "slots": "SELECT count(DISTINCT slot) FROM slot",
    "outlets": "SELECT count(DISTINCT outlet) FROM article WHERE current = 1 AND outlet <> ''",
}
_OBJECTS: Final = frozenset(("meta", "article", "article_version", "article_content", "claim", "slot", "term", "alias"))

__all__ = ["Archive", "ArchiveError", "Stored"]
