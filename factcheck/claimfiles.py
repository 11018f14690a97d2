"""The files of a catalogue: which they are, what they hold, and the signs by which it is seen that none has changed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from factcheck.digest import blake2b
from factcheck.model import Problem
from factcheck.record import record
from factcheck.toml import TomlError, content_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcheck.paths import Pathname

EXAMPLES: Final = "examples.toml"


@record(frozen=True, slots=True)
class ClaimFile:
    """A file of a family, or of the word lists (`owner` is "words"), with its path as it is shown and as it is opened."""

    owner: str
    name: str
    shown: str
    path: str


def claim_files(folders: Sequence[Pathname], *, examples: bool) -> tuple[list[ClaimFile], list[Problem]]:
    """Return every file in order, and what folders are wrong; the first one's examples only if asked for.

    The first folder is the shipped one, the only one with word lists.
    """
    files: list[ClaimFile] = []
    problems: list[Problem] = []
    owners: dict[str, str] = {}  # where the user's own families stand
    seen: set[str] = set()
    for number, folder in enumerate(folders):
        shown = "claims" if number == 0 else str(folder)
        try:
            held = _names(folder, folders=True)
        except (FileNotFoundError, NotADirectoryError, ValueError):  # the last for a name that holds NUL
            problems.append(Problem(shown, 0, "no such folder of claim families"))
            continue
        except OSError as error:
            problems.append(Problem(shown, 0, f"cannot be read: {(error.strerror or str(error)).lower()}"))
            continue
        if (where := os.path.realpath(folder)) in seen:
            continue
        seen.add(where)
        for owner in held:
            if number and owner == "words":
                words = "word lists of one's own are not read: a family has them in [words]"
                problems.append(Problem(f"{shown}/words", 0, words))
                continue
            if number and owners.setdefault(owner, shown) != shown:
                twice = f"stands in {owners[owner]} as well: only a shipped family is replaced by another"
                problems.append(Problem(f"{shown}/{owner}/family.toml", 0, twice))
                continue
            files += [
                ClaimFile(owner, name, f"{shown}/{owner}/{name}", f"{folder}/{owner}/{name}")
                for name in _names(os.path.join(folder, owner))
                if name.endswith(".toml") and (name != EXAMPLES or number or examples)
            ]
    return files, problems


def _names(folder: Pathname, *, folders: bool = False) -> list[str]:
    """Return the sorted names of what a folder holds, or of the folders among it."""
    with os.scandir(folder) as entries:
        return sorted(entry.name for entry in entries if not folders or entry.is_dir())


def contents(files: Sequence[ClaimFile]) -> tuple[list[tuple[ClaimFile, bytes]], list[Problem]]:
    """Return what files hold, and what could not be read."""
    read: list[tuple[ClaimFile, bytes]] = []
    problems: list[Problem] = []
    for file in files:
        try:
            read.append((file, content_of(file.path)))
        except TomlError as error:
            problems.append(Problem(file.shown, error.line, str(error)))
        except OSError as error:
            problems.append(Problem(file.shown, 0, f"cannot be read: {(error.strerror or str(error)).lower()}"))
    return read, problems


def signs(files: Sequence[ClaimFile], form: bytes) -> tuple[str, int]:
    """Return a digest that is another one when any of the files was written to, and when the last of them was, in nanoseconds.

    It asks what only the system sets: a file's number, its size and the time of its last change. `form` is that of what is made of
    the files. Raises OSError.
    """
    made = blake2b(form, digest_size=32)
    last = 0
    for file in files:
        known = os.stat(file.path)
        last = max(last, known.st_ctime_ns, known.st_mtime_ns)
        told = (file.shown, file.path, known.st_dev, known.st_ino, known.st_size, known.st_mtime_ns, known.st_ctime_ns)
        made.update(repr(told).encode("utf-8", "surrogatepass"))
    return made.hexdigest(), last
