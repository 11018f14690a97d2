"""The archive: what all articles claim, kept so that a draft is held against them without reading them again.

One article is kept whole or not at all, each of its versions with a digest of all that is kept of it. What a draft needs is
found by index: the slots of its claims, the terms that tell its story, the names that others equate with its own.
"""

from __future__ import annotations

import struct
from collections import Counter
from contextlib import contextmanager
from itertools import starmap
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar

from factcheck.archive.connection import HEAD, VERSION, ArchiveError, LostError, parts, places
from factcheck.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from types import TracebackType

    from factcheck.archive.entry import Entry
    from factcheck.archive.store import Connection
    from factcheck.archive.writing import Step

_T = TypeVar("_T")
_BODIES: Final = 20  # articles whose readings a server sends at once
_TRIES: Final = 5  # of one step when the server is lost on the way

# What a look-up returns at most; an article or a slot of more is told as cut.
_TERM_MOST: Final = 60  # a term of more articles than this finds those of the days around only, or none
_DAYS_AROUND: Final = 10
_SHARED: Final = 2  # articles that tell one story share so many terms at least (link/stories.py)
_SLOT_MOST: Final = 200  # claims of one slot that are looked at, from the days nearest to the draft's
_SIDE_MOST: Final = 2  # articles for one value of a slot


_OF_HEAD: Final = attrgetter(*HEAD.split(", "))

Stated = tuple[str, float | None, float | None]  # a value as it is listed, and its bounds


def _meet(a: Stated, b: Stated) -> bool:
    """Tell whether two values meet as they are stated: surely, for what a hedge or a rounding allows is not counted."""
    if a[1:] == (None, None) == b[1:]:
        return a[0].casefold() == b[0].casefold()
    (_, low, high), (_, least, most) = a, b
    return (low is None or most is None or low <= most) and (least is None or high is None or least <= high)


@record(frozen=True, slots=True)
class Stored:
    """An article in the archive; `claims` is the JSON of what it claims, of `held` claims, and `slots` where they stand."""

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
    held: int
    slots: bytes
    claims: str

    @property
    def head(self) -> tuple[Any, ...]:
        """What its digest covers besides terms, body and claims."""
        return (*_OF_HEAD(self), self.aliases)


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
                from factcheck.archive.schema import CARRY, statements  # noqa: PLC0415 - only where tables are made

                for statement in statements(self._db.words, found):
                    if statement.startswith(CARRY):
                        from factcheck.archive.migration import carry  # noqa: PLC0415 - only where an archive is old

                        carry(statement, self._db, self.where)
                    else:
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

        return self._written(lambda step: step.put(wanted), settled)

    def remove(self, identities: Sequence[str]) -> int:
        """Remove articles with all their versions, and return how many versions are gone."""
        return self._written(lambda step: sum(step.remove(identity) for identity in identities), max)

    def _written(self, work: Callable[[Step], _T], settled: Callable[[_T, _T], _T]) -> _T:
        """Do all of the work or none of it; when the store is lost on the way, look what became of it and do the rest.

        `settled` makes one outcome of that of a lost try and that of the next.
        """
        from factcheck.archive.writing import Step  # noqa: PLC0415 - only where something is written

        before: list[_T] = []
        for left in reversed(range(_TRIES)):
            try:
                self._db.begin(write=True)
                step = Step(self._db)
                done = work(step)
                step.flush()
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
            for article, weight, _ in self._holding(term, day):
                found[article] += mine * weight
                shared[article] += 1
        return {article: found[article] / 1e8 for article, number in shared.items() if number >= _SHARED}

    def _holding(self, term: int, day: int) -> list[tuple[int, int, int]]:
        """Return the postings of a term: all of them, or if they are too many those around the day, or if they are, none."""
        rows = self._db.execute(f"{_NEAR} LIMIT ?", (term, _TERM_MOST + 1))
        if not rows:
            return []
        from factcheck.archive.postings import ANY_DAY, number_in, postings_of  # noqa: PLC0415 - a draft may share no term

        if len(rows) <= _TERM_MOST and sum(starmap(number_in, rows)) <= _TERM_MOST:
            return [posting for row in rows for posting in postings_of(*row)]
        if not day:
            return []
        first, last = day - _DAYS_AROUND, day + _DAYS_AROUND
        rows = self._db.execute(f"{_NEAR} AND day BETWEEN ? AND ? LIMIT ?", (term, first, last, _TERM_MOST + 1))
        around = [posting for row in rows for posting in postings_of(*row)]
        if len(around) <= _TERM_MOST:
            rows = self._db.execute(f"{_NEAR} AND day = ?", (term, ANY_DAY))
            around += [p for row in rows for p in postings_of(*row) if first <= p[2] <= last]
        return around if len(around) <= _TERM_MOST else []

    def in_slots(self, stated: Mapping[int, Sequence[Stated]], day: int) -> set[int]:
        """Return articles that state a value of one of these slots: for each value a few, those nearest to the day.

        `stated` tells for each slot the values that a draft gives. A slot in which all that is looked at meets them has
        nothing to tell, and none of its articles is returned; without values every slot has.
        """
        found: set[int] = set()
        half = _SLOT_MOST // 2
        for slot, mine in stated.items():
            rows = self._db.execute(f"{_BEFORE} LIMIT ?", (slot, day, half))
            rows += self._db.execute(f"{_AFTER} LIMIT ?", (slot, day, half))
            sides: dict[Stated, list[int]] = {}
            for number, _, value, low, high in sorted(rows, key=lambda row: (abs(row[1] - day), row[0])):
                sides.setdefault((value, low, high), []).append(number)
            if not mine or any(not _meet(side, other) for side in sides for other in mine):
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
        for row in self._db.stream(f"{_ARTICLES} {which} ORDER BY number", most=_BODIES):
            values: list[Any] = [bytes(v) if isinstance(v, memoryview) else v for v in row]
            yield Stored(*values)

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
        from factcheck.archive.entry import NOWHERE, claims_of, slots_of  # noqa: PLC0415 - only where all is looked through

        for article, slots, text in self._db.stream(
            "SELECT article, slots, claims FROM claims ORDER BY article", most=_BODIES
        ):
            claims = enumerate(zip(slots_of(bytes(slots)), claims_of(text), strict=True))
            yield from ((article, n, *claim, slot if slot != NOWHERE else None) for n, (slot, claim) in claims)

    def rows(self, table: str) -> Iterator[tuple[Any, ...]]:
        """Return the rows of one of the tables by which things are found: slot, posting (one by one) or alias."""
        rows = self._db.stream(_ROWS[table])
        if table != "posting":
            return rows
        from factcheck.archive.posting_rows import every_posting  # noqa: PLC0415 - only where all is looked through

        return every_posting(rows)

    def damaged(self) -> list[str]:
        """Return what the store itself finds damaged, and what is wrong with the archive's own form."""
        found = self._db.check()
        kept = self._db.execute("SELECT key, value FROM meta ORDER BY key")
        return found if kept == [("form", str(VERSION))] else [*found, "what tells its form is changed"]

    def seal(self) -> None:
        """Write down what its file looks like, where it is a file, so that `verify` finds a change of any byte."""
        self._db.seal()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """See one state for as long as this is held, however many statements it takes; who writes to a file waits for it.

        What is read here has the types that were written; other types in a column are a damage, and raise ArchiveError.
        """
        self._db.begin(write=False)
        try:
            yield
        except (TypeError, ValueError, struct.error) as error:
            raise ArchiveError(f"{self.where}: damaged; see factcheck archive verify ({error})") from error
        finally:
            self._db.rollback()

    def _in(self, start: str, values: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
        for some in parts(values):
            yield from self._db.execute(f"{start} IN ({places(len(some))})", some)


_NEAR: Final = "SELECT day, postings FROM posting WHERE term = ?"
_IN_SLOT: Final = "SELECT article, day, value, low, high FROM slot WHERE slot = ?"
_BEFORE: Final = f"{_IN_SLOT} AND day <= ? ORDER BY day DESC, article DESC"
_AFTER: Final = f"{_IN_SLOT} AND day > ? ORDER BY day, article"
# Bounds that all meet leave the greatest low under the least high; what has no bounds must be one value.
_CLASHES: Final = (
    "SELECT slot FROM slot GROUP BY slot HAVING max(low) > min(high)"
    " OR min(CASE WHEN low IS NULL AND high IS NULL THEN value END)"
    " <> max(CASE WHEN low IS NULL AND high IS NULL THEN value END)"
)
# An article that has lost its claims is damaged, not unseen.
_ARTICLES: Final = (
    f"SELECT {HEAD}, current, terms, aliases, body, digest, held, slots, claims"  # noqa: S608
    " FROM article LEFT JOIN claims ON article = number"
)
_HELD: Final = "SELECT CAST(coalesce(sum(held), 0) AS BIGINT) FROM claims"
_ROWS: Final = {
    "slot": "SELECT slot, day, article, n, value, low, high FROM slot",
    "posting": "SELECT term, day, article, postings FROM posting",
    "alias": "SELECT name, other, article FROM alias",
}
_COUNTS: Final = {
    "articles": "SELECT count(*) FROM article WHERE current = 1",
    "earlier versions": "SELECT count(*) FROM article WHERE current = 0",
    "claims": f"{_HELD} JOIN article ON number = article WHERE current = 1",
    "claims of every version": _HELD,
    "claims that any article may contradict": "SELECT count(*) FROM slot",
    "slots": "SELECT count(DISTINCT slot) FROM slot",
    "outlets": "SELECT count(DISTINCT outlet) FROM article WHERE current = 1 AND outlet <> ''",
}
_OBJECTS: Final = frozenset(
    ("meta", "article", "article_version", "article_content", "claims", "slot", "posting", "alias", "view claim")
)

__all__ = ["Archive", "ArchiveError", "Stored"]
