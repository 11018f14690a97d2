"""The seal of an archive file: the digest of all its bytes, written beside it after each change.

Digests of articles tell of every change of what is kept. The seal tells as well of bytes that hold nothing (yet), and costs
one look through the file. SQLite counts the changes of its file: a seal of another count is out of date, not broken.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from io import BufferedReader

_TRIES: Final = 3
_CHANGES: Final = slice(24, 28)  # the file's change counter ...
_VALID_FOR: Final = slice(92, 96)  # ... and for which count its header is valid: they are equal in a file that is whole


def seal_path(path: Path) -> Path:
    """Return where the seal of an archive stands."""
    return path.with_name(f"{path.name}.seal")


def write_seal(path: Path) -> None:
    """Seal an archive that no other program changes meanwhile; else leave it to that program. Raises OSError.

    No transaction may be open: closing a file gives up the locks that this process holds on it.
    """
    for _ in range(_TRIES):
        made = _look(path)
        if made["changes"] == _look(path, whole=False)["changes"] and not _journal(path).exists():
            part = seal_path(path).with_name(f"{path.name}.seal.part")
            part.write_text(json.dumps(made) + "\n", "ascii")
            part.replace(seal_path(path))
            return


def seal_broken(path: Path, file: BufferedReader) -> list[str]:
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


def sealed(path: Path) -> bool:
    """Tell whether there is a seal of the file as it is now."""
    try:
        held = json.loads(seal_path(path).read_text("ascii"))
        return bool(held["changes"] == _look(path, whole=False)["changes"])
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _look(path: Path, *, whole: bool = True) -> dict[str, int | str]:
    with path.open("rb") as file:
        return _seen(file, whole=whole)


def _seen(file: BufferedReader, *, whole: bool = True) -> dict[str, int | str]:
    file.seek(0)
    start = file.read(100)
    counts = {
        "changes": int.from_bytes(start[_CHANGES], "big"),
        "valid_for": int.from_bytes(start[_VALID_FOR], "big"),
    }
    if not whole:
        return dict(counts)
    file.seek(0)
    return {**counts, "blake2b": hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=32)).hexdigest()}


def _journal(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")
