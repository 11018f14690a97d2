"""Remembers which files were checked and found right, so that a run need not load the checker again.

A mark lies in the user's cache folder under the digest of what was checked and of the code that checked it; it holds nothing
else. Without a cache folder all works the same, only slower.
"""

from __future__ import annotations

import hashlib
from importlib.resources import files
from pathlib import Path
from typing import Final

_PACKAGE: Final = files("factcheck")


def seen(what: str, checker: str) -> str:
    """Return the mark of a text under the checking module ("config/schema.py"); `right` tells whether it was found right."""
    code = (_PACKAGE / checker).read_bytes()
    return hashlib.sha256(code + b"\x1f" + what.encode("utf-8", "surrogatepass")).hexdigest()


def right(mark: str) -> bool:
    """Tell whether what has this mark was checked before and found right."""
    try:
        return _file(mark).read_text("utf-8") == mark
    except (OSError, ValueError):
        return False


def remember(mark: str) -> None:
    """Remember that what has this mark was checked and found right."""
    file = _file(mark)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(".part")
        part.write_text(mark, "utf-8")
        part.replace(file)
    except OSError:
        return  # a cache that cannot be written costs time, nothing else


def _file(mark: str) -> Path:
    from platformdirs import user_cache_path  # noqa: PLC0415 - only where something is looked up

    return user_cache_path("factcheck") / f"right-{mark[:32]}.txt"
