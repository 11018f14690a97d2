"""Writes files whole or not at all: a reader never sees half of one, and what was there stays until the new one is safe."""

from __future__ import annotations

import contextlib
import os
import stat
from typing import TYPE_CHECKING

from factcheck.paths import joined, parent, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from factcheck.paths import Pathname


class NotWrittenError(OSError):
    """Tells why a file may not be written, in words for the user."""


def write_whole(file: Pathname, data: bytes | Iterable[bytes], *, durable: bool = True) -> None:
    """Write a file, from bytes or from pieces of them; raises OSError and leaves what was there.

    A link is not followed: what it leads to may be anybody's. Devices and pipes are written to as they are. `durable` waits
    until the file is on the disk.
    """
    path = plain(file)
    try:
        mode = os.stat(path).st_mode
    except FileNotFoundError:
        mode = 0
    if mode and not stat.S_ISREG(mode):
        with open(path, "wb", buffering=0) as stream:
            _write(stream.fileno(), data)
        return
    if os.path.islink(path):
        raise NotWrittenError(0, "is a link; name the file itself", path)
    # A new name that nobody can have laid a link under; it begins with a dot and is no article.
    part = joined(parent(path), f".factcheck-{os.urandom(6).hex()}.part")
    opened = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        try:
            _write(opened, data)
            if mode:
                with contextlib.suppress(OSError):  # another's file that we may replace, but not give away
                    os.chmod(part, stat.S_IMODE(mode))
            if durable:
                os.fsync(opened)
        finally:
            os.close(opened)
        os.replace(part, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(part)
        raise
    if durable and os.name == "posix":
        with contextlib.suppress(OSError):  # some file systems cannot
            folder = os.open(parent(path), os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)


def _write(opened: int, data: bytes | Iterable[bytes]) -> None:
    for piece in (data,) if isinstance(data, bytes) else data:
        view = memoryview(piece)
        while view:
            view = view[os.write(opened, view) :]
