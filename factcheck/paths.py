"""Paths as text, in the form that `pathlib` gives them: to import that takes as long as to read a short draft."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Pathname = str | os.PathLike[str]


def plain(path: Pathname) -> str:
    """Return a path as text without what says nothing: "./a//b/" is "a/b", "" is "."; ".." stays, for links may stand before it."""
    drive, rest = os.path.splitdrive(os.fspath(path))
    if os.altsep:
        drive, rest = drive.replace(os.altsep, os.sep), rest.replace(os.altsep, os.sep)
    twice = os.name == "posix" and rest.startswith("//") and not rest.startswith("///")  # a place of its own there
    root = "//" if twice else os.sep if rest.startswith(os.sep) else ""
    return f"{drive}{root}{os.sep.join(part for part in rest.split(os.sep) if part not in ('', '.'))}" or "."


def joined(folder: str, name: str) -> str:
    """Return a plain path with a name below it; the folder itself for none."""
    return os.path.join("" if folder == "." else folder, name) if name else folder


def parent(path: str) -> str:
    """Return the folder of a plain path; "." is its own, and that of a name."""
    return os.path.dirname(path) or "."


def suffix(path: str) -> str:
    """Return the ending of a plain path in lower case, with its point: of ".profile", "a" and "a." there is none."""
    name = os.path.basename(path)
    at = name.rfind(".")
    return name[at:].lower() if 0 < at < len(name) - 1 else ""


def posix(path: str) -> str:
    """Return a path with slashes, whatever the system parts folders by."""
    return path if os.sep == "/" else path.replace(os.sep, "/")


def below(path: str, folder: str) -> str:
    """Return a plain path from a folder above it, with slashes; "." for the folder itself and "" where it does not lie there."""
    if path == folder:
        return "."
    start = folder if folder.endswith(os.sep) else folder + os.sep
    if folder == ".":
        return "" if os.path.isabs(path) else posix(path)
    return posix(path[len(start) :]) if path.startswith(start) else ""
