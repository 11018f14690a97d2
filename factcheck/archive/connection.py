"""What all that asks a store of the archive shares: names, the parts of a statement, and the errors that people read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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


def parts(values: Sequence[_T]) -> Iterator[Sequence[_T]]:
    """Return values in parts of so many as one statement may have for parameters."""
    return (values[start : start + _MANY] for start in range(0, len(values), _MANY))


def places(number: int) -> str:
    """Return the marks of so many parameters."""
    return ", ".join("?" * number)
