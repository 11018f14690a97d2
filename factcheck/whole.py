"""Writes files whole or not at all: a reader never sees half of one, and what was there stays until the new one is safe."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class NotWrittenError(OSError):
    """Tells why a file may not be written, in words for the user."""


def write_whole(file: Path, data: bytes | Iterable[bytes], *, durable: bool = True) -> None:
    """Write a file, from bytes or from pieces of them; raises OSError and leaves what was there.

    A link is not followed: what it leads to may be anybody's. Devices and pipes are written to as they are. `durable` waits
    until the file is on the disk.
    """
    try:
        mode = file.stat().st_mode
    except FileNotFoundError:
        mode = 0
    if mode and not stat.S_ISREG(mode):
        with file.open("wb", buffering=0) as stream:
            _write(stream.fileno(), data)
        return
    if file.is_symlink():
        raise NotWrittenError(0, "is a link; name the file itself", str(file))
    # A new name that nobody can have laid a link under; it begins with a dot and is no article.
    part = file.parent / f".factcheck-{os.urandom(6).hex()}.part"
    opened = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        try:
            _write(opened, data)
            if mode:
                with contextlib.suppress(OSError):  # another's file that we may replace, but not give away
                    os.chmod(part, stat.S_IMODE(mode))  # noqa: PTH101
            if durable:
                os.fsync(opened)
        finally:
            os.close(opened)
        os.replace(part, file)  # noqa: PTH105
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink()
        raise
    if durable and os.name == "posix":
        with contextlib.suppress(OSError):  # some file systems cannot
            folder = os.open(file.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)


def _write(opened: int, data: bytes | Iterable[bytes]) -> None:
    for piece in (data,) if isinstance(data, bytes) else data:
        view = memoryview(piece)
        while view:
            view = view[os.write(opened, view) :]
