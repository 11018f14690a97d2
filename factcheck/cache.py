"""What was read and checked once, kept in the user's cache folder, so that a start need not do it again.

A file there holds rows of JSON, never code, under the digest of what it was made from and with a checksum: one that is cut
off or changed is as good as none. A start reads the rows that it needs, which is a few of some thousand. Without a cache folder
all works the same, only slower.
"""

from __future__ import annotations

import json
import os
import re
import stat
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

from factcheck.digest import sha256

if TYPE_CHECKING:
    from factcheck.paths import Pathname

_BINARY: Final = getattr(os, "O_BINARY", 0)
_POSIX: Final = os.name == "posix"
_OURS: Final = r"\.?(?:catalogue|files|patterns|right|toml)-[0-9a-f]{8,32}(?:\.\d+)?\.(?:json|txt|part)"
# What comes of taking apart what somebody else put there, or of nothing: it is as good as none.
UNUSABLE: Final = (AttributeError, LookupError, TypeError, ValueError, RecursionError)
_FEW: Final = 8  # files of a kind that are kept
_MOST: Final = {"filesjson": 64, "rightjson": 64, "tomljson": 64}  # small ones


def folder() -> str:
    """Return the folder of our cache, which need not exist."""
    if sys.platform == "linux":  # as platformdirs has it, without the time to import it
        base = os.environ.get("XDG_CACHE_HOME", "").strip()
        return os.path.join(base or os.path.expanduser("~/.cache"), "factcheck")
    from platformdirs import user_cache_dir  # noqa: PLC0415 - only elsewhere

    return user_cache_dir("factcheck")


def kept(kind: str, key: str, since: int = 0) -> Any:
    """Return what was kept of a kind under a digest, None where there is nothing whole of our own.

    Nor is there anything where it was kept at or before `since`, in nanoseconds, as the file system tells.
    """
    rows = kept_rows(kind, key, since)
    try:
        return read_row(rows, 0, len(rows)) if rows else None
    except (ValueError, RecursionError):
        return None


def kept_rows(kind: str, key: str, since: int = 0) -> bytes:
    """Return the rows that were kept of a kind under a digest, nothing where `kept` has nothing."""
    try:
        head, rows = _own(_file(kind, key), since, len(_head(key, b"")))
        return rows if head == _head(key, rows) else b""
    except OSError:
        return b""


def read_row(rows: bytes, start: int, end: int) -> Any:
    """Return what the row from `start` to `end` says; raises ValueError or RecursionError where it is no JSON in ASCII."""
    return json.loads(str(memoryview(rows)[start:end], "ascii"))


def _own(file: str, since: int, head: int) -> tuple[bytes, bytes]:
    """Return the first `head` bytes of a file and the others, which are not copied: a catalogue is large.

    Raises OSError for an older file and for one that another could have put there, and waits for no pipe.
    """
    opened = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | _BINARY)
    with open(opened, "rb", buffering=0) as stream:
        known = os.fstat(opened)
        others = known.st_mode & (stat.S_IWGRP | stat.S_IWOTH) or known.st_uid != os.geteuid() if _POSIX else False
        if not stat.S_ISREG(known.st_mode) or others:
            raise PermissionError("not our own file")
        if known.st_mtime_ns <= since:
            raise FileNotFoundError("older")
        return stream.read(head) or b"", stream.readall()


def row(data: Any) -> str:
    """Return data as a row of JSON, in ASCII, which is read fastest; raises TypeError or ValueError where it has no such form."""
    return json.dumps(data, separators=(",", ":"))


def keep(kind: str, key: str, data: Any) -> None:
    """Keep data of a kind under a digest; of each kind only the newest are kept."""
    with suppress(TypeError, ValueError):
        keep_rows(kind, key, row(data).encode("ascii"))


def keep_rows(kind: str, key: str, rows: bytes) -> None:
    """Keep rows of a kind under a digest; of each kind only the newest are kept."""
    file = _file(kind, key)
    try:
        home = folder()
        os.makedirs(home, 0o700, exist_ok=True)
        part = os.path.join(home, f".{kind}-{os.urandom(6).hex()}.part")
        opened = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
        with open(opened, "wb") as stream:
            stream.write(_head(key, rows) + rows)
        os.replace(part, file)
        _prune(home)
    except (OSError, ValueError):
        return  # a cache that cannot be written costs time, nothing else


def _prune(home: str) -> None:
    """Remove all but the newest files of each kind, and what older versions and killed runs have left."""
    ages: dict[str, list[tuple[int, str]]] = {}
    with os.scandir(home) as entries:
        for entry in entries:
            if re.fullmatch(_OURS, entry.name):
                kind = entry.name.lstrip(".").partition("-")[0] + entry.name.rpartition(".")[2]
                ages.setdefault(kind, []).append((entry.stat(follow_symlinks=False).st_mtime_ns, entry.name))
    for kind, found in ages.items():
        # What is being written by another run has the name of a part: the newest of those stay.
        for _, name in sorted(found, reverse=True)[_MOST.get(kind, _FEW) :]:
            with suppress(FileNotFoundError):
                os.unlink(os.path.join(home, name))


def toml(file: Pathname) -> dict[str, Any]:
    """Return what a TOML file of ours says."""
    with open(file, "rb", buffering=0) as stream:
        text = stream.readall()
    key = sha256(text).hexdigest()
    found = kept("toml", key)
    if isinstance(found, dict):
        return found
    from tomllib import loads  # noqa: PLC0415 - only the first time

    made = loads(text.decode())
    keep("toml", key, made)
    return made


def _head(key: str, rows: bytes) -> bytes:
    return f"{key} {crc32(rows):08x}\n".encode()


def _file(kind: str, key: str) -> str:
    return os.path.join(folder(), f"{kind}-{key[:32]}.json")
