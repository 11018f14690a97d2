"""The archive on a PostgreSQL server that a newsroom shares (extra `postgres`): tables of the schema `factcheck`."""

from __future__ import annotations

import re
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, LiteralString, TypeVar
from urllib.parse import unquote, urlsplit

from factcheck.archive.connection import APPLICATION, ArchiveError, LostError, Row
from factcheck.archive.schema import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence

    import psycopg

# Text compares by code points, whatever the server's language, so that both stores sort alike.
_WORDS: Final = Words(
    "BIGINT",
    "DOUBLE PRECISION",
    'TEXT COLLATE "C"',
    "BYTEA",
    "jsonb_array_elements(c.claims::jsonb) WITH ORDINALITY element (value, place)",
    "place - 1",
    "CAST(value ->> {number} AS {kind})",
)
_T = TypeVar("_T")
_ANSWER: Final = 10  # seconds for a server to answer at all
_PAUSE: Final = 0.2  # seconds between two tries to reach a server that was lost
_LOOK: Final = 0.1  # seconds after which it is asked whether an answer is waited for too long


class PostgresConnection:
    """A connection to the server; see `Connection`."""

    words = _WORDS

    def __init__(self, address: str, *, write: bool, wait: float) -> None:
        try:
            import psycopg  # noqa: PLC0415 - an extra
        except ImportError:
            raise ArchiveError(
                'an archive on a server needs the extra: pip install "factcheck-news[postgres]"'
            ) from None
        self._errors = psycopg.Error
        self._address = address
        self._where = shown(address)
        self._wait = wait
        self._streams = 0
        self._db = self._connected()
        if write:
            self._make_schema()

    def _connected(self) -> psycopg.Connection[tuple[Any, ...]]:
        import logging  # noqa: PLC0415 - psycopg loads it anyway

        import psycopg  # noqa: PLC0415 - an extra
        from psycopg import waiting  # noqa: PLC0415

        # What it meets while a broken connection ends is told already, by the error: one line is enough.
        if not (log := logging.getLogger("psycopg")).handlers:
            log.addHandler(logging.NullHandler())
        patience = self._wait + _ANSWER  # the server itself gives up waiting for a lock before

        class Limited(psycopg.Connection[tuple[Any, ...]]):
            """A connection whose statements are not waited for without limit: a server may be stopped and keep its sockets."""

            def wait(self, gen: Any, *_: object, **__: object) -> Any:
                # Not what the library does: interrupted, it would first ask the server to stop, and wait for that.
                return waiting.wait(_limited(gen, patience), self.pgconn.socket, interval=_LOOK)

        try:
            db = Limited.connect(
                self._address,
                autocommit=True,
                connect_timeout=_ANSWER,
                client_encoding="utf8",
                application_name="factcheck",
            )
            # Only ours, by name: a table that somebody planted under the same name elsewhere is never seen.
            db.execute("SET search_path = factcheck, pg_temp")
            db.execute("SET synchronous_commit = on")
            db.execute(f"SET lock_timeout = '{max(1, round(self._wait * 1000))}ms'")
        except TimeoutError:
            raise ArchiveError(self._silent()) from None
        except (psycopg.Error, ValueError) as error:
            raise ArchiveError(f"{self._where}: {_refusal(error, self._address)}") from None  # it may hold the address
        if db.info.parameter_status("server_encoding") != "UTF8":
            db.close()
            raise ArchiveError(f"{self._where}: the database is not in the encoding UTF8")
        return db

    def _make_schema(self) -> None:
        there = "SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = 'factcheck'"
        if self.execute(there):  # who may write to it need not be allowed to make it
            return
        self.begin(write=True)
        if not self.execute(there):  # another program may have been faster
            self.execute("CREATE SCHEMA factcheck")
        self.commit()

    def execute(self, statement: str, values: Sequence[Any] = ()) -> list[Row]:
        """Run one statement and return its rows."""

        def work() -> list[Row]:
            cursor = self._db.execute(_marked(statement), tuple(values))
            return cursor.fetchall() if cursor.description else []

        return self._guarded(work)

    def stream(self, statement: str, values: Sequence[Any] = (), most: int = 1000) -> Iterator[Row]:
        """Return the rows of one statement, held at the server until they are asked for."""
        self._streams += 1
        name = f"factcheck_{self._streams}"
        cursor = self._guarded(lambda: self._db.cursor(name=name, withhold=True))
        try:
            self._guarded(lambda: cursor.execute(_marked(statement), tuple(values)))
            while found := self._guarded(lambda: cursor.fetchmany(most)):
                yield from found
        finally:
            with suppress(self._errors):  # the server is gone: so is what it held
                cursor.close()

    def many(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement for each row of values."""

        def work() -> None:
            with self._db.cursor() as cursor:
                cursor.executemany(_marked(statement), rows)

        self._guarded(work)

    def begin(self, *, write: bool) -> None:
        """Begin a transaction; writers wait for one another at one lock, and never fail for want of order."""
        if write:
            # Not what the server has as its default: a snapshot taken before the wait would not see what others wrote.
            self.execute("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
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
        except (self._errors, TimeoutError):
            return  # the server is gone: it undoes the same

    def again(self) -> None:
        """Connect anew after the server was lost; waits a while for it to come back."""
        self.close()
        until = time.monotonic() + self._wait
        while True:
            try:
                self._db = self._connected()
            except ArchiveError:
                if time.monotonic() > until:
                    raise
                time.sleep(_PAUSE)
            else:
                return

    def tables(self) -> dict[str, str]:
        """Return the tables and indexes of the schema by name; those that come with a primary key left out.

        Whatever else may act when they are read or written (views, triggers, rules, policies) stands under a name of its own.
        """
        return dict(self.execute(_TABLES))

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
        except (TimeoutError, self._errors) as error:
            cause = _cause(error)
            if not isinstance(cause, Exception):
                raise cause from None
            if isinstance(cause, TimeoutError):
                self._db.pgconn.finish()  # whatever else would be asked of it would wait as long
                raise ArchiveError(self._silent()) from None
            raise self._error(error) from error

    def _silent(self) -> str:
        waited = f"the server has not answered for {self._wait + _ANSWER:g} seconds (FACTCHECK_ARCHIVE_WAIT)"
        return f"{self._where}: {waited}; what was told as kept is kept"

    def _error(self, error: Exception) -> ArchiveError:
        state = str(getattr(error, "sqlstate", None) or "")
        if self._db.broken or state.startswith(_LOST):
            return LostError(f"{self._where}: the server was lost; what was told as kept is kept, repeat the command")
        for start, words in _REASONS.items():
            if state.startswith(start):
                return ArchiveError(f"{self._where}: {words}")
        return ArchiveError(f"{self._where}: {_plain(str(error) or type(error).__name__, self._address)}")


_TABLES: Final = """
SELECT CASE c.relkind WHEN 'r' THEN '' WHEN 'i' THEN '' WHEN 'v' THEN 'view ' ELSE 'other ' END || c.relname, c.relkind::text
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = 'factcheck' AND c.relname NOT LIKE '%!_pkey' ESCAPE '!' AND c.relkind NOT IN ('t', 'I')
UNION ALL
SELECT kind || ' ' || x.name, kind
  FROM (SELECT 'trigger' AS kind, tgname::text AS name, tgrelid AS id FROM pg_catalog.pg_trigger WHERE NOT tgisinternal
        UNION ALL SELECT 'rule', rulename, ev_class FROM pg_catalog.pg_rewrite WHERE rulename <> '_RETURN'
        UNION ALL SELECT 'policy', polname, polrelid FROM pg_catalog.pg_policy) x
  JOIN pg_catalog.pg_class c ON c.oid = x.id JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = 'factcheck'"""

# The server went away (08, 57P01 to 57P03), or had to give up one of two that were in each other's way (40).
_LOST: Final = ("08", "57P01", "57P02", "57P03", "40")
_REASONS: Final = {
    "3F": "empty, no archive yet",
    "42P01": "empty, no archive yet",
    "42501": "permission denied",
    "53100": "the server has no space left; nothing of the last step was kept",
    "53": "the server is short of memory or connections; nothing of the last step was kept",
    "57": "the server stopped the work; nothing of the last step was kept",
    "55P03": "busy: another program is writing to the archive and did not finish in time",
    "25006": "cannot be written: the server takes no changes",
}


def _limited(work: Generator[Any, Any, _T], seconds: float) -> Generator[Any, Any, _T]:
    """Return what a step of the library does, and raise TimeoutError when the server is silent for so long."""
    until = time.monotonic() + seconds
    try:
        state = next(work)
        while True:
            ready = yield state
            if not ready and time.monotonic() > until:
                raise TimeoutError
            state = work.send(ready)
    except StopIteration as done:
        found: _T = done.value
        return found


def _cause(error: Exception) -> BaseException:
    """Return the interrupt or the silence in which an error arose: the library may stumble over what was broken off."""
    found: BaseException | None = error
    while found is not None:
        if isinstance(found, TimeoutError) or not isinstance(found, Exception):
            return found
        found = found.__context__
    return error


def shown(address: str) -> str:
    """Return an address as it may be shown: without name, password and options."""
    try:
        parts = urlsplit(address)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return "postgresql://..."
    # A password with a slash that is not written as %2F would reach into the path.
    return "postgresql://..." if "@" in parts.path else f"postgresql://{parts.hostname or ''}{port}{parts.path}"


def _refusal(error: Exception, address: str) -> str:
    """Return why there is no connection; what the library tells of an address that it cannot read may hold the password."""
    text = str(error)
    if found := re.search(r"FATAL:\s+([^\n]+)", text):
        return f"the server refuses: {_plain(found[1], address)}"
    known = next((words for words in _UNREACHED if words.lower() in text.lower()), "")
    if isinstance(error, ValueError) or not ("connection" in text or known):
        return "the address cannot be understood"
    return f"the server cannot be reached{known and f' ({known})'}"


_UNREACHED: Final = (
    "connection refused",
    "timeout expired",
    "could not translate host name",
    "No such file or directory",
)


def _plain(text: str, address: str) -> str:
    """Return what a server told as one line without the password."""
    line = " ".join(text.split())[:300]
    try:
        secret = unquote(urlsplit(address).password or "")
    except ValueError:
        secret = ""
    return line.replace(secret, "...") if secret else line


def _marked(statement: str) -> LiteralString:
    """Return a statement with the parameter marks of psycopg; every statement is ours and holds no text of articles."""
    return statement.replace("%", "%%").replace("?", "%s")
