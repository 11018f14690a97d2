"""Disks that fill up, folders that take nothing, and calls that fail: one clear line, exit code 2, the archive as it was told."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from faults import articles
from faults.harness import Place, begin, dump, run, wrong
from faults.kills import lost
from faults.server import NOBODY

if TYPE_CHECKING:
    from collections.abc import Callable

    from faults.harness import Child

_ADD: Final = ("archive", "add", "--workers", "1", "--archive")
_CALLS: Final = "pwrite64,fsync,fdatasync,ftruncate,unlink"


def full(store: str, count: int, seed: int) -> dict[str, Any]:
    """Fill a small disk, reach a limit of a file's size, and write where nothing may be written; `count` sizes of each.

    With a server it is its disk that is filled.
    """
    if store == "postgresql":
        from faults import serverdisk  # noqa: PLC0415 - it asks for what is here

        return serverdisk.full(count, seed)
    counted: Counter[str] = Counter()
    failures: list[str] = []
    with Place("sqlite") as place:
        news = articles.write(place.folder / "news", range(200), seed)
        where = place.new()
        run(place.folder, *_ADD, where, news)
        plain, size = dump(where), Path(where).stat().st_size
        for number in range(count):
            where = place.new()
            child = begin(place.folder, *_ADD, where, news, before=_limited(size * (number + 1) // (count + 2)))
            counted["limits of a file"] += 1
            failures += told(child, child.end(), where, f"limit {number}")
            failures += _finished(place, where, news, plain)
        small = place.folder / "small"
        small.mkdir()
        for number in range(count):
            if not mounted(small, size * (number + 1) // (count + 1)):
                break
            try:
                where = str(small / "a.db")
                child = begin(place.folder, *_ADD, where, news)
                counted["full disks"] += 1
                failures += told(child, child.end(), where, f"disk {number}")
                if Path(where).exists():
                    shutil.copy(where, elsewhere := place.new())
                    if Path(f"{where}-journal").exists():
                        shutil.copy(f"{where}-journal", f"{elsewhere}-journal")
                    failures += _finished(place, elsewhere, news, plain)
            finally:
                subprocess.run(["umount", str(small)], check=True)  # noqa: S603, S607
        failures += _refused(place, news, seed, counted)
    return {**counted, "failures": failures}


def _limited(size: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def mounted(folder: Path, size: int) -> bool:
    """Mount a disk of that many bytes; tell whether this may be done here."""
    command = ["mount", "-t", "tmpfs", "-o", f"size={max(size, 65536)}", "tmpfs", str(folder)]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0  # noqa: S603


def told(child: Child, code: int, where: str, what: str) -> list[str]:
    """Return what is wrong with how a command ended that could not write, and with the archive that it left."""
    err = child.err.read_text("utf-8", "replace")
    errors = [line for line in err.splitlines() if line.startswith("error: ")]
    found = [] if code == 2 and len(errors) == 1 and "Traceback" not in err else [f"ended with {code}: {err[-400:]}"]
    # Who looks may not write: on a disk too small for an empty archive a writer could not make one.
    return [f"{what}: {line}" for line in [*found, *lost(where, child.acknowledged(), 1)]]


def _finished(place: Place, where: str, news: Path, plain: str) -> list[str]:
    code, err = run(place.folder, *_ADD, where, news)
    return [f"the repeat ended with {code}: {err}"] if code or dump(where) != plain else []


def _refused(place: Place, news: Path, seed: int, counted: Counter[str]) -> list[str]:
    """Return what goes wrong where nothing may be written; as another user, for root may write anywhere."""
    failures = []
    more = articles.write(place.folder / "more", range(500, 510), seed)
    draft = more / "a000500.txt"
    where = place.new()
    run(place.folder, *_ADD, where, news)
    before = Path(where).read_bytes()
    folder = Path(where).parent / "fixed"
    folder.mkdir()
    shutil.copy(where, folder / "a.db")
    for mode in (0o555, 0o755):  # the folder takes no files; the file takes no bytes
        (folder / "a.db").chmod(0o444)
        folder.chmod(mode)
        for out in ("", "/dev/full"):
            child = begin(place.folder, *_ADD, folder / "a.db", more, user=NOBODY, out=out)
            counted["read-only"] += 1
            code, told = child.end(), child.err.read_text()
            if code != 2 or "read-only" not in told or told.count("\n") != 1:
                failures.append(f"read-only: {code}: {told}")
        for look in (
            ("check", draft, "--archive", folder / "a.db", "--quiet"),
            ("archive", "verify", "--archive", folder / "a.db"),
            ("archive", "status", "--archive", folder / "a.db"),
        ):
            code, told = run(place.folder, *look, user=NOBODY)
            if code not in {0, 1} or told:
                failures.append(f"{look[:2]} of a read-only archive: {code}: {told}")
    if sorted(p.name for p in folder.iterdir()) != ["a.db"] or (folder / "a.db").read_bytes() != before:
        failures.append("a read-only archive is changed")
    folder.chmod(0o755)
    child = begin(place.folder, *_ADD, where, more, out="/dev/full")
    code, told = child.end(), child.err.read_text()
    counted["standard output full"] += 1
    if code != 2 or told.count("\n") != 1 or wrong(where):
        failures.append(f"standard output full: {code}: {told}")
    code, told = run(place.folder, *_ADD, "/dev/full", more)
    if code != 2 or told.count("\n") != 1:
        failures.append(f"archive on a device: {code}: {told}")
    return failures


def calls(store: str, count: int, seed: int) -> dict[str, Any]:
    """Let the N-th call that writes fail, once and from then on, for N = 1, 2 ... until nothing was made to fail.

    `count` is how many N are left out between two: 1 for none. The kill of the command at the N-th call is a third way.
    """
    _ = store
    counted: Counter[str] = Counter()
    failures: list[str] = []
    with Place("sqlite") as place:
        news = articles.write(place.folder / "news", range(5), seed)
        where = place.new()
        run(place.folder, *_ADD, where, news)
        plain = dump(where)
        for way in ("error=ENOSPC", "error=EIO", "error=ENOSPC+", "error=EIO+", "signal=KILL"):
            number = 1
            while True:
                where = place.new()
                child, code, struck = _injected(
                    place, where, news, way.rstrip("+"), f"{number}{way[-1:] * way.endswith('+')}"
                )
                if not struck:
                    break
                counted[way] += 1
                counted["ended with 0"] += code == 0
                if code not in {0, 2, -9, 137}:
                    failures.append(f"{way} {number}: ended with {code}: {child.err.read_text()[-400:]}")
                if code == 2 and child.err.read_text().count("error: ") != 1:
                    failures.append(f"{way} {number}: {child.err.read_text()[-400:]}")
                failures += [f"{way} {number}: {line}" for line in lost(where, child.acknowledged(), number)]
                failures += [f"{way} {number}: {line}" for line in _finished(place, where, news, plain)]
                number += count
    return {**counted, "failures": failures}


def _injected(place: Place, where: str, news: Path, way: str, when: str) -> tuple[Child, int, bool]:
    """Run the command with a call that fails; return it, its exit code, and whether any call was made to fail."""
    from faults.harness import Child  # noqa: PLC0415 - built by hand: strace starts the command

    child = Child(0, place.folder / ".out", place.folder / ".err", 0.0)
    trace = place.folder / ".trace"
    command = [
        "strace",
        "-f",
        "-q",
        "-o",
        str(trace),
        "-e",
        f"trace={_CALLS}",
        "-e",
        f"inject={_CALLS}:{way}:when={when}",
    ]
    command += [sys.executable, "-m", "factcheck", *map(str, (*_ADD, where, news))]
    around = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    with child.out.open("wb") as out, child.err.open("wb") as err:
        done = subprocess.run(command, check=False, stdout=out, stderr=err, cwd=place.folder, env=around)  # noqa: S603
    held = trace.read_text("utf-8", "replace")
    return child, done.returncode, "INJECTED" in held or "killed by SIGKILL" in held
