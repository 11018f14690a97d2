"""The disk of a PostgreSQL server fills up while an article is added: one line, exit code 2, nothing told is lost."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from faults import articles
from faults.disk import mounted, told
from faults.harness import Place, begin, run, wrong
from faults.server import Server

if TYPE_CHECKING:
    from pathlib import Path

_ADD: Final = ("archive", "add", "--workers", "1", "--archive")
_DISK: Final = 110_000_000  # a new server takes 40 MB, and writes its log ahead in pieces of 16 MB
_ROOM: Final = 3_000_000  # with so much left all articles have room
_PIECE: Final = 1 << 16


def full(count: int, seed: int) -> dict[str, Any]:
    """Fill the disk of a server but for some room, `count` times with more of it, and add; then again with room."""
    counted: Counter[str] = Counter()
    failures: list[str] = []
    with Place("sqlite") as place:
        disk = place.folder / "disk"
        disk.mkdir()
        if not mounted(disk, _DISK):
            return {"no disk can be mounted here": 1, "failures": []}
        try:
            disk.chmod(0o755)
            with Server(sync=True, inside=disk) as server:
                first = articles.write(place.folder / "first", range(600, 605), seed)
                news = articles.write(place.folder / "news", range(300), seed)
                for number in range(count):
                    _one(place, server, first, news, _ROOM * number // count, counted, failures)
        finally:
            subprocess.run(["umount", str(disk)], check=True)  # noqa: S603, S607
    return {**counted, "failures": failures}


def _one(
    place: Place, server: Server, first: Path, news: Path, room: int, counted: Counter[str], failures: list[str]
) -> None:
    for statement in ("DROP SCHEMA IF EXISTS factcheck CASCADE", "VACUUM FULL", "CHECKPOINT"):
        server.run(statement)
    where = server.address()
    run(place.folder, *_ADD, where, first)
    filling = server.folder / "filling"
    _fill(filling, shutil.disk_usage(server.folder).free - room)
    child = begin(place.folder, *_ADD, where, news)
    code = child.end()
    filling.unlink()
    counted["disks"] += 1
    counted["full disks"] += code != 0
    if code:
        failures += told(child, code, where, f"room {room}")
    again, err = run(place.folder, *_ADD, where, news)
    if again or wrong(where):
        failures.append(f"room {room}: the repeat ended with {again}: {err[-300:]} {wrong(where)[:2]}")


def _fill(file: Path, size: int) -> None:
    with file.open("wb", buffering=0) as filling:
        try:
            while size > 0:
                size -= filling.write(bytes(min(size, _PIECE)))
        except OSError:  # all of it is taken
            return
