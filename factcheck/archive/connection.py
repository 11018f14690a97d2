"""What the archive asks of a store, and the errors that people read; SQLite and PostgreSQL each have a module of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from factcheck.archive.schema import Words

Row = tuple[Any, ...]
APPLICATION: Final = 0x66616374  # "fact": what tells an archive from any other SQLite file
VERSION: Final = 2  # of the tables: the number of the steps that make them (schema.py)
HEAD: Final = "number, version, identity, id, content, reader, outlet, title, published, day"  # columns of `article`
SEAL: Final = ".seal"  # behind the name of an archive file: the file with its digest (seal.py)
_MANY: Final = 500  # parameters of one statement, but for a few; SQLite of old allows 999
_T = TypeVar("_T")


class ArchiveError(Exception):
    """Raised when an archive cannot be opened, read or written; the message is one line for the user."""


class LostError(ArchiveError):
    """Raised when the store was lost on the way or could not order what was written; whether it was kept is not known."""


class Connection(Protocol):
    """One connection to a store. Statements mark their parameters with `?`; every method raises ArchiveError."""

    @property
    def words(self) -> Words:
        """How the store calls its types."""

    def execute(self, statement: str, values: Sequence[Any] = ()) -> list[Row]:
        """Run one statement and return its rows."""

    def stream(self, statement: str, values: Sequence[Any] = (), most: int = 1000) -> Iterator[Row]:
        """Return the rows of one statement, of which no more than `most` are held at once."""

    def many(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement for each row of values."""

    def begin(self, *, write: bool) -> None:
        """Begin a transaction: one that writes waits until no other does, one that reads sees nothing half done."""

    def commit(self) -> None:
        """Make durable what was written."""

    def rollback(self) -> None:
        """Undo what was written since `begin`; never raises."""

    def again(self) -> None:
        """Open the store anew after it was lost, and wait for it a while."""

    def tables(self) -> dict[str, str]:
        """Return the tables, indexes and whatever else the archive's schema holds, by name."""

    def check(self) -> list[str]:
        """Return what the store itself finds damaged."""

    def seal(self) -> None:
        """Write down what its file looks like, where it is a file."""

    def close(self) -> None:
        """Close it; what is not committed is undone."""


def parts(values: Sequence[_T]) -> Iterator[Sequence[_T]]:
    """Return values in parts of so many as one statement may have for parameters."""
    return (values[start : start + _MANY] for start in range(0, len(values), _MANY))


def places(number: int) -> str:
    """Return the marks of so many parameters."""
    return ", ".join("?" * number)
