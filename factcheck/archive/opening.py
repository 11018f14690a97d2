"""Where an archive is, by file or address -> the open archive."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from factcheck.archive import Archive

if TYPE_CHECKING:
    from factcheck.archive.connection import Connection

_SERVERS: Final = ("postgresql://", "postgres://")


def opened(where: str, *, write: bool = False) -> Archive:
    """Return the archive in a file or, by a postgresql:// address, on a server; `write` makes what is missing.

    Raises ArchiveError, whose message holds no password.
    """
    connection: Connection
    if where.startswith(_SERVERS):
        from factcheck.archive.postgres import PostgresConnection, shown  # noqa: PLC0415 - only where there is a server

        connection, name = PostgresConnection(where, write=write), shown(where)
    else:
        from factcheck.archive.sqlite import SqliteConnection  # noqa: PLC0415 - only where there is a file

        connection, name = SqliteConnection(Path(where), write=write), where
    try:
        return Archive(connection, name, write=write)
    except BaseException:
        connection.rollback()
        connection.close()
        raise
