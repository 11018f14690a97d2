"""What the archive asks of a store; SQLite and PostgreSQL each have a module of their own. It is for the type checker alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from factcheck.archive.connection import Row
    from factcheck.archive.schema import Words


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
