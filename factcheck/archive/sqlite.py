"""The archive as one SQLite file, with the standard library alone.

The rollback journal, not a write-ahead log: an archive that nobody writes is one file that can be copied, checked in or put
on read-only media. `synchronous=EXTRA` makes a commit outlive a power cut.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final, TypeVar

from factcheck.archive.connection import APPLICATION, ArchiveError, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from io import FileIO

    from factcheck.archive.schema import Words

_READ_CACHE: Final = 8_000  # kilobytes of the file that are held at most ...
_WRITE_CACHE: Final = 64_000  # ... and for who writes all over its indexes
_PAGE: Final = 8192  # bytes; a new archive's: a tenth less time to fill than with SQLite's own 4096
_MAGIC: Final = b"SQLite format 3\x00"
_FAILED: Final = (sqlite3.Error, UnicodeDecodeError)  # what SQLite tells of a damaged schema need not be text
_T = TypeVar("_T")


class SqliteConnection:
    """A connection to the file; see `Connection`."""

    def __init__(self, path: str, *, write: bool, wait: float) -> None:
        self._path = path
        self._wait = wait
        self._file: FileIO | None = None  # held until the end: to close it would give up SQLite's locks
        mode = "rwc" if _inspect(path, write=write) else "rw" if write else "ro"
        left = False  # a journal, by a program that was stopped
        try:
            try:
                self._db = self._open(mode, wait)
            except sqlite3.OperationalError:
                if mode != "ro":
                    raise
                left = os.path.exists(f"{path}-journal")
                # Who wrote last was interrupted: what is half done must be undone before anybody reads. Where the journal
                # is gone by now, another program has done so.
                self._db = self._open("rw" if left else "ro", wait)
        except _FAILED as error:
            if left and getattr(error, "sqlite_errorname", "").startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN")):
                raise ArchiveError(
                    f"{path}: a program that wrote to it was stopped half-way; open it once where it can be written"
                ) from error
            raise self._error(error) from error

    def _open(self, mode: str, wait: float) -> sqlite3.Connection:
        address = f"file:{_quoted(os.path.join(os.getcwd(), self._path))}?mode={mode}"
        db = sqlite3.connect(address, uri=True, isolation_level=None, timeout=wait)
        try:
            # A file from elsewhere may hold triggers and views: nothing of its schema is trusted to call functions.
            cache = _READ_CACHE if mode == "ro" else _WRITE_CACHE
            for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "temp_store=MEMORY", f"cache_size=-{cache}"):
                db.execute(f"PRAGMA {pragma}")
            if mode != "ro":
                db.execute(f"PRAGMA page_size={_PAGE}")  # changes nothing of a file that holds something
                db.execute("PRAGMA journal_mode=DELETE")
                db.execute("PRAGMA synchronous=EXTRA")
            (found,) = db.execute("PRAGMA application_id").fetchone()
            (objects,) = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except BaseException:
            db.close()
            raise
        if objects and found != APPLICATION:
            db.close()
            raise ArchiveError(f"{self._path}: an SQLite file, but not an archive of factcheck")
        return db

    @property
    def words(self) -> Words:
        """How SQLite calls its types."""
        return _words()

    def execute(self, statement: str, values: Sequence[Any] = ()) -> list[Row]:
        """Run one statement and return its rows."""
        return self._guarded(lambda: self._db.execute(statement, values).fetchall())

    def stream(self, statement: str, values: Sequence[Any] = (), most: int = 1000) -> Iterator[Row]:  # noqa: ARG002 - the server's
        """Return the rows of one statement as they are found."""
        try:
            yield from self._db.execute(statement, values)
        except _FAILED as error:
            raise self._error(error) from error

    def many(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement for each row of values."""
        self._guarded(lambda: self._db.executemany(statement, rows))

    def begin(self, *, write: bool) -> None:
        """Begin a transaction; one that reads takes its lock at once, so that it sees one state."""
        if write:
            self._guarded(lambda: self._db.execute("BEGIN IMMEDIATE"))
            return
        try:
            self._look()
        except _FAILED as error:
            if not getattr(error, "sqlite_errorname", "").startswith("SQLITE_READONLY"):
                raise self._error(error) from error
            # A program that wrote was killed since this one opened the file: what it left half done is undone first.
            self.rollback()
            self._guarded(lambda: self._open("rw", self._wait).close())
            self._guarded(self._look)

    def _look(self) -> None:
        self._db.execute("BEGIN")
        self._db.execute("SELECT count(*) FROM sqlite_master").fetchall()

    def commit(self) -> None:
        """Make durable what was written."""
        self._guarded(lambda: self._db.execute("COMMIT"))

    def rollback(self) -> None:
        """Undo what was written since `begin`."""
        try:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
        except sqlite3.Error:
            return  # the connection is beyond that: closing it undoes the same

    def again(self) -> None:
        """Do nothing: a file is never lost."""

    def tables(self) -> dict[str, str]:
        """Return the statements that made the tables and indexes, by name; those of SQLite itself left out.

        Whatever else there is (views, triggers) stands under a name of its own.
        """
        return dict(self.execute(_TABLES))

    def check(self) -> list[str]:
        """Return what SQLite finds damaged in its file, a schema that is not ours, and bytes changed since it was sealed."""
        found = [text for (text,) in self.execute("PRAGMA integrity_check(20)") if text != "ok"]
        if self.tables() != _made():
            found.append("its tables are not those of an archive")
        from factcheck.archive.seal import seal_broken  # noqa: PLC0415 - only where an archive is looked through

        try:
            return [*found, *seal_broken(self._path, self._opened())]
        except OSError as error:
            raise ArchiveError(f"{self._path}: {error.strerror or error}") from error

    def seal(self) -> None:
        """Write the digest of the whole file beside it."""
        from factcheck.archive.seal import write_seal  # noqa: PLC0415 - only where something was written

        self.begin(write=False)
        try:
            write_seal(self._path, self._opened())
        except OSError as error:
            raise ArchiveError(f"{self._path}: its seal cannot be written: {error.strerror or error}") from error
        finally:
            self.rollback()

    def _opened(self) -> FileIO:
        self._file = self._file or open(self._path, "rb", buffering=0)  # noqa: SIM115 - held until the end
        return self._file

    def close(self) -> None:
        """Close the file."""
        self._db.close()
        if self._file is not None:
            self._file.close()

    def _guarded(self, work: Callable[[], _T]) -> _T:
        try:
            return work()
        except _FAILED as error:
            raise self._error(error) from error

    def _error(self, error: sqlite3.Error | UnicodeDecodeError) -> ArchiveError:
        name = getattr(error, "sqlite_errorname", "")
        for start, words in _REASONS.items():
            if name.startswith(start):
                return ArchiveError(f"{self._path}: {words}")
        return ArchiveError(f"{self._path}: damaged or not an archive ({error})")


def _words() -> Words:
    from factcheck.archive.schema import Words  # noqa: PLC0415 - only where tables are made

    return Words(
        "INTEGER",
        "REAL",
        "TEXT",
        "BLOB",
        "json_each(c.claims)",
        "key",
        "json_extract(value, '$[{number}]')",
        " WITHOUT ROWID",
        f"PRAGMA application_id={APPLICATION}",
    )


def _made() -> dict[str, str]:
    """Return what `tables` does for an archive that is just made."""
    from factcheck.archive.schema import statements  # noqa: PLC0415 - only where an archive is looked through

    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        for statement in statements(_words(), 0):
            db.execute(statement)
        return dict(db.execute(_TABLES).fetchall())


_TABLES: Final = """
SELECT CASE WHEN type IN ('table', 'index') THEN name ELSE type || ' ' || name END, coalesce(sql, type)
  FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"""

_REASONS: Final = {
    "SQLITE_BUSY": "busy: another program is writing to the archive and did not finish in time",
    "SQLITE_LOCKED": "busy: another program is writing to the archive and did not finish in time",
    "SQLITE_FULL": "no space left on the disk; nothing of the last step was kept",
    "SQLITE_READONLY": "cannot be written: the file or its folder is read-only",
    "SQLITE_PERM": "permission denied",
    "SQLITE_CANTOPEN": "cannot be opened: no such folder, or permission denied",
    "SQLITE_IOERR": "the disk failed, or has no space left; nothing of the last step was kept",
    "SQLITE_NOMEM": "out of memory",
    "SQLITE_NOTADB": "not an archive of factcheck",
}


def _quoted(path: str) -> str:
    """Return a path as it stands in an address of SQLite; signs that no locale knows stay, and come to it as their bytes."""
    return "".join(c if c.isalnum() or c in "/._-~" or c > "\x7f" else f"%{ord(c):02X}" for c in path)


def _inspect(path: str, *, write: bool) -> bool:
    """Tell whether a file is still to be made an archive; raises ArchiveError for what cannot be one."""
    try:
        try:
            mode = os.stat(path).st_mode
        except (FileNotFoundError, NotADirectoryError):
            if not write:
                raise ArchiveError(f"{path}: no such archive") from None
            return True
        if not stat.S_ISREG(mode):
            raise ArchiveError(f"{path}: not a file")
        with open(path, "rb") as file:
            start = file.read(len(_MAGIC))
    except OSError as error:
        raise ArchiveError(f"{path}: {error.strerror or error}") from error
    if not start:
        # So is left what was interrupted while it was made; another file of no bytes loses nothing either.
        if not write:
            raise ArchiveError(f"{path}: empty, no archive yet")
        return True
    if start != _MAGIC:
        raise ArchiveError(f"{path}: not an archive of factcheck")
    return False
