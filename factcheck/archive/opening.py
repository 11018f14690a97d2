"""Where an archive is, by file or address -> the open archive."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from factcheck.archive import Archive
from factcheck.archive.connection import ArchiveError
from factcheck.paths import plain

if TYPE_CHECKING:
    from factcheck.archive.store import Connection

# Seconds that a command waits for others to finish, and for a server that was lost: a check that hangs helps nobody, an
# article that is not added is missed.
_WAIT: Final = {False: 60.0, True: 600.0}
_SERVERS: Final = ("postgresql://", "postgres://")


def opened(where: str, *, write: bool = False) -> Archive:
    """Return the archive in a file or, by a postgresql:// address, on a server; `write` makes what is missing.

    Raises ArchiveError, whose message holds no password.
    """
    connection: Connection
    if where.startswith(_SERVERS):
        from factcheck.archive.postgres import PostgresConnection, shown  # noqa: PLC0415 - only where there is a server

        connection, name = PostgresConnection(where, write=write, wait=_wait(write=write)), shown(where)
    else:
        from factcheck.archive.sqlite import SqliteConnection  # noqa: PLC0415 - only where there is a file

        connection, name = SqliteConnection(plain(where), write=write, wait=_wait(write=write)), where
    try:
        return Archive(connection, name, write=write)
    except BaseException:
        connection.rollback()
        connection.close()
        raise


def _wait(*, write: bool) -> float:
    """Return how many seconds to wait for others, by FACTCHECK_ARCHIVE_WAIT if that is set."""
    given = os.environ.get("FACTCHECK_ARCHIVE_WAIT", "")
    try:
        wait = float(given or _WAIT[write])
    except ValueError:
        wait = -1.0
    if not 0 <= wait <= 86_400:
        raise ArchiveError(f"FACTCHECK_ARCHIVE_WAIT: not a number of seconds up to a day: {given[:40]!r}")
    return wait
