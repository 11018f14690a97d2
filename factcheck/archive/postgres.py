"""The archive on a PostgreSQL server that a newsroom shares (extra `postgres`): tables of the schema `factcheck`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, LiteralString, TypeVar
from urllib.parse import urlsplit

from factcheck.archive.connection import ArchiveError, Row
from factcheck.archive.schema import APPLICATION, Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import psycopg

# Text compares by code points, whatever the server's language, so that both stores sort alike.
_WORDS: Final = Words("BIGINT", "DOUBLE PRECISION", 'TEXT COLLATE "C"', "BYTEA")
_T = TypeVar("_T")
_WAIT: Final = 10  # seconds for a server to answer at all


class PostgresConnection:
    """A connection to the server; see `Connection`."""

    words = _WORDS

    def __init__(self, address: str, *, write: bool) -> None:
        try:
            import psycopg  # noqa: PLC0415 - an extra
        except ImportError:
            raise ArchiveError(
                'an archive on a server needs the extra: pip install "factcheck-news[postgres]"'
            ) from None
        self._errors = psycopg.Error
        self._where = shown(address)
        self._streams = 0
        try:
            self._db: psycopg.Connection[tuple[Any, ...]] = psycopg.connect(
                address, autocommit=True, connect_timeout=_WAIT, application_name="factcheck"
            )
        except psycopg.Error as error:
            raise self._error(error) from None  # its text may hold the address
        if write:
            self.execute("CREATE SCHEMA IF NOT EXISTS factcheck")
        # Only ours, by name: a table that somebody planted under the same name elsewhere is never seen.
        self.execute("SET search_path = factcheck, pg_temp")
        self.execute("SET synchronous_commit = on")

    def execute(self, statement: str, values: Sequence[Any] = ()) -> list[Row]:
        """Run one statement and return its rows."""

        def work() -> list[Row]:
            cursor = self._db.execute(_marked(statement), tuple(values))
            return cursor.fetchall() if cursor.description else []

        return self._guarded(work)

    def stream(self, statement: str, values: Sequence[Any] = ()) -> Iterator[Row]:
        """Return the rows of one statement, held at the server until they are asked for."""
        self._streams += 1
        name = f"factcheck_{self._streams}"
        with self._guarded(lambda: self._db.cursor(name=name, withhold=True)) as cursor:
            self._guarded(lambda: cursor.execute(_marked(statement), tuple(values)))
            while found := self._guarded(lambda: cursor.fetchmany(1000)):
                yield from found

    def many(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement for each row of values."""

        def work() -> None:
            with self._db.cursor() as cursor:
                cursor.executemany(_marked(statement), rows)

        self._guarded(work)

    def begin(self, *, write: bool) -> None:
        """Begin a transaction; writers wait for one another at one lock, and never fail for want of order."""
        if write:
            self.execute("BEGIN")
            self.execute("SELECT pg_advisory_xact_lock(?)", (APPLICATION,))
        else:
            self.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")

    def commit(self) -> None:
        """Make durable what was written."""
        self.execute("COMMIT")

    def rollback(self) -> None:
        """Undo what was written since `begin`."""
        try:
            self._db.execute("ROLLBACK")
        except self._errors:
            return  # the server is gone: it undoes the same

    def tables(self) -> dict[str, str]:
        """Return the tables and indexes of the schema by name; those that come with a primary key left out."""
        rows = self.execute(
            "SELECT c.relname, c.relkind::text FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n"
            " ON n.oid = c.relnamespace WHERE n.nspname = 'factcheck' AND c.relname NOT LIKE '%!_pkey' ESCAPE '!'"
            " AND c.relkind <> 't'"
        )
        return dict(rows)

    def check(self) -> list[str]:
        """Return nothing: the server looks after its own files."""
        return []

    def seal(self) -> None:
        """Do nothing: there is no file of ours."""

    def close(self) -> None:
        """Close the connection."""
        self._db.close()

    def _guarded(self, work: Callable[[], _T]) -> _T:
        try:
            return work()
        except self._errors as error:
            raise self._error(error) from error

    def _error(self, error: Exception) -> ArchiveError:
        state = str(getattr(error, "sqlstate", None) or "")
        for start, words in _REASONS.items():
            if state.startswith(start):
                return ArchiveError(f"{self._where}: {words}")
        words = " ".join(str(error).split()) or type(error).__name__
        return ArchiveError(f"{self._where}: {words}" if state else f"{self._where}: the server cannot be reached")


_REASONS: Final = {
    "28": "the server refuses the name or password",
    "3D": "no such database",
    "3F": "empty, no archive yet",
    "42P01": "empty, no archive yet",
    "42501": "permission denied",
    "53100": "the server has no space left; nothing of the last step was kept",
    "53": "the server is short of memory or connections; nothing of the last step was kept",
    "57": "the server stopped the work; nothing of the last step was kept",
    "25006": "cannot be written: the server takes no changes",
}


def shown(address: str) -> str:
    """Return an address as it may be shown: without name and password."""
    parts = urlsplit(address)
    try:
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        port = ""
    return f"postgresql://{parts.hostname or ''}{port}{parts.path}"


def _marked(statement: str) -> LiteralString:
    """Return a statement with the parameter marks of psycopg; every statement is ours and holds no text of articles."""
    return statement.replace("%", "%%").replace("?", "%s")
