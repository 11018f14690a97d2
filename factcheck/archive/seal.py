"""The seal of an archive file: the digest of all its bytes, written beside it after each change.

Digests of articles tell of every change of what is kept. The seal tells as well of bytes that hold nothing (yet), and costs
one look through the file. SQLite counts the changes of its file: a seal of another count is out of date, not broken. Pages
that are free are left out: when what a program wrote is undone, SQLite does not put back what stood in them.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from factcheck.archive.connection import SEAL
from factcheck.digest import blake2b

if TYPE_CHECKING:
    from collections.abc import Collection
    from io import FileIO

_CHANGES: Final = slice(24, 28)  # the file's change counter ...
_VALID_FOR: Final = slice(92, 96)  # ... and for which count its header is valid: they are equal in a file that is whole
_BLOCK: Final = 1 << 18
_SMALLEST: Final = 512  # bytes of a page


def seal_path(path: str) -> str:
    """Return where the seal of an archive stands."""
    return f"{path}{SEAL}"


def write_seal(path: str, file: FileIO) -> None:
    """Seal an archive; `file` is the open archive, which no program changes meanwhile (see `seal_broken`). Raises OSError."""
    part = f"{seal_path(path)}.{os.getpid()}"  # another program may be sealing, too
    try:
        with open(part, "w", encoding="ascii") as written:
            written.write(json.dumps(_seen(file)) + "\n")
        os.replace(part, seal_path(path))
    finally:
        with suppress(FileNotFoundError):
            os.unlink(part)


def seal_broken(path: str, file: FileIO) -> list[str]:
    """Return one line when a file is not as it was sealed; none when it was changed by a program since, or never sealed.

    `file` is the open archive. It may be closed only after the transaction in which this is asked: closing a file gives up
    the locks that this process holds on it.
    """
    try:
        with open(seal_path(path), encoding="ascii") as written:
            sealed = json.load(written)
        found = _seen(file)
    except FileNotFoundError:
        return []
    except (OSError, ValueError):
        return ["its seal cannot be read"]
    if not isinstance(sealed, dict) or found["changes"] != found["valid_for"]:
        return ["its header is damaged" if isinstance(sealed, dict) else "its seal cannot be read"]
    if sealed.get("changes") != found["changes"] or sealed.keys() != found.keys():
        return []  # changed by a program since, or sealed by an earlier release
    return [] if sealed == found else ["bytes of its file are changed"]


def _seen(file: FileIO) -> dict[str, int | str]:
    file.seek(0)
    start = file.read(100)
    return {
        "changes": int.from_bytes(start[_CHANGES], "big"),
        "valid_for": int.from_bytes(start[_VALID_FOR], "big"),
        "pages": _digest(file, *_free(file, start)),
    }


def _digest(file: FileIO, size: int, free: Collection[int]) -> str:
    """Return the digest of all bytes of a file but those of free pages, which count as zeros."""
    made = blake2b(digest_size=32)
    where = 0
    left = sorted(free, reverse=True)
    file.seek(0)
    while block := file.read(_BLOCK):
        end = where + len(block)
        if left and (left[-1] - 1) * size < end:
            held = bytearray(block)
            while left and (left[-1] - 1) * size < end:  # pages lie within blocks: both sizes are powers of two
                at = (left.pop() - 1) * size - where
                held[at : at + size] = bytes(len(held[at : at + size]))
            block = bytes(held)
        made.update(block)
        where = end
    return made.hexdigest()


def _free(file: FileIO, start: bytes) -> tuple[int, Collection[int]]:
    """Return the size of a page, and the numbers of those that hold nothing: all that SQLite's list of free pages names."""
    size = int.from_bytes(start[16:18], "big")
    size = 65_536 if size == 1 else size
    if size < _SMALLEST or size & (size - 1):
        return _SMALLEST, ()
    last = file.seek(0, os.SEEK_END) // size
    found: set[int] = set()
    trunk, seen = int.from_bytes(start[32:36], "big"), 0
    while 0 < trunk <= last and seen <= last:  # a damaged list may run in a ring
        file.seek((trunk - 1) * size)
        page = file.read(size)
        number = min(int.from_bytes(page[4:8], "big"), size // 4 - 2)
        named = (int.from_bytes(page[at : at + 4], "big") for at in range(8, 8 + 4 * number, 4))
        found.update(n for n in named if 1 < n <= last)
        trunk, seen = int.from_bytes(page[:4], "big"), seen + 1
    return size, found
