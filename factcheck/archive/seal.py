"""The seal of an archive file: the digest of all its bytes, written beside it after each change.

Digests of articles tell of every change of what is kept. The seal tells as well of bytes that hold nothing (yet), and costs
one look through the file. SQLite counts the changes of its file: a seal of another count is out of date, not broken.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from factcheck.digest import blake2b

if TYPE_CHECKING:
    from io import FileIO

_CHANGES: Final = slice(24, 28)  # the file's change counter ...
_VALID_FOR: Final = slice(92, 96)  # ... and for which count its header is valid: they are equal in a file that is whole
_BLOCK: Final = 1 << 18


def seal_path(path: Path) -> Path:
    """Return where the seal of an archive stands."""
    return path.with_name(f"{path.name}.seal")


def write_seal(path: Path, file: FileIO) -> None:
    """Seal an archive; `file` is the open archive, which no program changes meanwhile (see `seal_broken`). Raises OSError."""
    part = path.with_name(f"{path.name}.seal.{os.getpid()}")  # another program may be sealing, too
    try:
        part.write_text(json.dumps(_seen(file)) + "\n", "ascii")
        part.replace(seal_path(path))
    finally:
        part.unlink(missing_ok=True)


def seal_broken(path: Path, file: FileIO) -> list[str]:
    """Return one line when a file is not as it was sealed; none when it was changed by a program since, or never sealed.

    `file` is the open archive. It may be closed only after the transaction in which this is asked: closing a file gives up
    the locks that this process holds on it.
    """
    try:
        sealed = json.loads(seal_path(path).read_text("ascii"))
        found = _seen(file)
    except FileNotFoundError:
        return []
    except (OSError, ValueError):
        return ["its seal cannot be read"]
    if not isinstance(sealed, dict) or found["changes"] != found["valid_for"]:
        return ["its header is damaged" if isinstance(sealed, dict) else "its seal cannot be read"]
    if sealed.get("changes") != found["changes"]:
        return []
    return [] if sealed == found else ["bytes of its file are changed"]


def _seen(file: FileIO) -> dict[str, int | str]:
    file.seek(0)
    start = file.read(100)
    file.seek(0)
    return {
        "changes": int.from_bytes(start[_CHANGES], "big"),
        "valid_for": int.from_bytes(start[_VALID_FOR], "big"),
        "blake2b": _digest(file),
    }


def _digest(file: FileIO) -> str:
    """Return the digest of all bytes from where a file stands."""
    made = blake2b(digest_size=32)
    while block := file.read(_BLOCK):
        made.update(block)
    return made.hexdigest()
