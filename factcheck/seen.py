"""Remembers which files were checked and found right, so that a run need not load the checker again.

A mark lies in the cache under the digest of what was checked and of the code that checked it; it holds nothing else.
"""

from __future__ import annotations

import os
from typing import Final

from factcheck.cache import keep, kept
from factcheck.digest import sha256

_PACKAGE: Final = os.path.dirname(__file__)


def seen(what: str, checker: str) -> str:
    """Return the mark of a text under the checking module ("config/schema.py"); `right` tells whether it was found right."""
    with open(os.path.join(_PACKAGE, checker), "rb") as file:
        code = file.read()
    return sha256(code + b"\x1f" + what.encode("utf-8", "surrogatepass")).hexdigest()


def right(mark: str) -> bool:
    """Tell whether what has this mark was checked before and found right."""
    return kept("right", mark) is True


def remember(mark: str) -> None:
    """Remember that what has this mark was checked and found right."""
    keep("right", mark, True)
