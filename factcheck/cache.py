"""What was read and checked once, kept in the user's cache folder, so that a start need not do it again.

A file there holds JSON, never code, under the digest of what it was made from and with a checksum: one that is cut off or
changed is as good as none. Without a cache folder all works the same, only slower.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any
from zlib import crc32

from factcheck.digest import sha256


def folder() -> Path:
    """Return the folder of our cache, which need not exist."""
    if sys.platform == "linux":  # as platformdirs has it, without the time to import it
        base = os.environ.get("XDG_CACHE_HOME", "").strip()
        return Path(base or os.path.expanduser("~/.cache"), "factcheck")  # noqa: PTH111 - must not fail without a home
    from platformdirs import user_cache_path  # noqa: PLC0415 - only elsewhere

    return user_cache_path("factcheck")


def kept(kind: str, key: str) -> Any:
    """Return what was kept of a kind under a digest, None where there is nothing whole."""
    try:
        head, _, body = _file(kind, key).read_bytes().partition(b"\n")
        return json.loads(body) if head == _head(key, body) else None
    except (OSError, ValueError, RecursionError):
        return None


def keep(kind: str, key: str, data: Any) -> None:
    """Keep data of a kind under a digest."""
    file = _file(kind, key)
    try:
        body = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(f".{os.getpid()}.part")
        part.write_bytes(_head(key, body) + b"\n" + body)
        part.replace(file)
    except (OSError, TypeError, ValueError):
        return  # a cache that cannot be written costs time, nothing else


def toml(file: Path) -> dict[str, Any]:
    """Return what a TOML file of ours says."""
    text = file.read_bytes()
    key = sha256(text).hexdigest()
    found = kept("toml", key)
    if isinstance(found, dict):
        return found
    from tomllib import loads  # noqa: PLC0415 - only the first time

    made = loads(text.decode())
    keep("toml", key, made)
    return made


def _head(key: str, body: bytes) -> bytes:
    return f"{key} {crc32(body):08x}".encode()


def _file(kind: str, key: str) -> Path:
    return folder() / f"{kind}-{key[:32]}.json"
