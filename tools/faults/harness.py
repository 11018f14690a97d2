"""Runs the real command in a forked child, and says what an archive holds in a form that is the same for both stores."""

from __future__ import annotations

import hashlib
import heapq  # noqa: F401 - a check imports it late, where the user that a child becomes may not read the standard library
import json
import os
import shutil
import sys
import tempfile
import time
import traceback
import unicodedata  # noqa: F401 - as heapq
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, Self

from factcheck.archive.opening import opened
from factcheck.archive.verify import damages
from faults.server import Server

if TYPE_CHECKING:
    from collections.abc import Callable


class Place:
    """A temporary folder and, for PostgreSQL, a server, in which one archive after another is made."""

    def __init__(self, store: str, *, sync: bool = False) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="fcfaults"))
        self.folder.chmod(0o755)
        self.server = Server(sync=sync) if store == "postgresql" else None
        self._made = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.server is not None:
            self.server.stop()
            shutil.rmtree(self.server.folder, ignore_errors=True)
        shutil.rmtree(self.folder, ignore_errors=True)

    def new(self) -> str:
        """Return where a new archive is to be made; the one before is gone."""
        if self.server is not None:
            self.server.run("DROP SCHEMA IF EXISTS factcheck CASCADE")
            return self.server.address()
        for old in self.folder.glob("a*.db*"):
            old.unlink()
        self._made += 1
        return str(self.folder / f"a{self._made}.db")


@dataclass(frozen=True)
class Child:
    """A command that runs, and the files that take what it writes."""

    process: int
    out: Path
    err: Path
    since: float

    def told(self) -> bool:
        """Tell whether it has told anything on standard output yet."""
        return self.out.stat().st_size > 0

    def ended(self) -> int | None:
        """Return its exit code if it has ended (minus N for a signal N), else None."""
        process, status = os.waitpid(self.process, os.WNOHANG)
        return os.waitstatus_to_exitcode(status) if process else None

    def end(self, signal: int = 0) -> int:
        """Send it a signal, wait for its end and return its exit code."""
        if signal:
            os.kill(self.process, signal)
        return os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])

    def acknowledged(self) -> list[str]:
        """Return the articles that it told as kept, in whole lines."""
        lines = self.out.read_bytes().decode().split("\n")[:-1]
        return [line.partition(" ")[2] for line in lines]


def begin(
    folder: Path,
    *arguments: object,
    user: int | None = None,
    before: Callable[[], object] | None = None,
    out: str = "",
    log: Path | None = None,
) -> Child:
    """Start `factcheck ARGUMENTS` in a folder, as another user if root and told so; `before` runs in the child first.

    What it writes goes to files in the folder, or in `log`; its standard output to `out` if that is given.
    """
    name = f"{time.monotonic_ns()}"
    child = Child(0, Path(out or (log or folder) / f".out{name}"), (log or folder) / f".err{name}", time.monotonic())
    for file in (child.out, child.err):
        file.touch()
    number = os.fork()
    if not number:
        _run(folder, [str(a) for a in arguments], child, user, before)
    return Child(number, child.out, child.err, child.since)


def _run(
    folder: Path, arguments: list[str], child: Child, user: int | None, before: Callable[[], object] | None
) -> NoReturn:
    try:
        os.chdir(folder)
        for target, file in ((1, child.out), (2, child.err)):
            os.dup2(os.open(file, os.O_WRONLY), target)
        # Whoever started this may have put other streams in their place.
        sys.stdin, sys.stdout, sys.stderr = open(os.devnull), os.fdopen(1, "w"), os.fdopen(2, "w")  # noqa: SIM115
        if before is not None:
            before()
        if user is not None and os.geteuid() == 0:
            os.setgroups([])
            os.setgid(user)
            os.setuid(user)
        sys.argv = ["factcheck", *arguments]
        from factcheck.__main__ import main  # noqa: PLC0415 - the child's own start

        main()
        os._exit(0)
    except SystemExit as done:
        os._exit(done.code if isinstance(done.code, int) else 1)
    except BaseException:  # noqa: BLE001 - nothing may come back into the driver
        os.write(2, traceback.format_exc().encode())
        os._exit(99)


def run(folder: Path, *arguments: object, **options: Any) -> tuple[int, str]:
    """Return exit code and standard error of a command that runs undisturbed."""
    child = begin(folder, *arguments, **options)
    code = child.end()
    return code, child.err.read_text("utf-8", "replace")


def dump(where: str, *, order: bool = True) -> str:
    """Return the digest of all that an archive holds; without `order` whatever order its articles were added in."""
    made = hashlib.blake2b(digest_size=16)
    for line in dump_lines(where, order=order):
        made.update(line.encode() + b"\n")
    return made.hexdigest()


def dump_lines(where: str, *, order: bool = True) -> list[str]:
    """Return all that an archive holds as lines; see `dump`."""
    with opened(where) as archive, archive.reading():
        named: dict[int, Any] = {}
        rows: list[list[Any]] = []
        for stored in archive.articles(every=True):
            named[stored.number] = stored.number if order else f"{stored.identity} {stored.version}"
            held = {f.name: getattr(stored, f.name) for f in fields(stored)} | {"number": named[stored.number]}
            held |= {name: held[name].hex() for name in ("body", "terms", "slots")} | ({} if order else {"digest": ""})
            rows.append(["article", *held.values()])
        rows += [["claim", named.get(row[0]), *row[1:]] for row in archive.claim_rows()]
        for table in ("slot", "posting", "alias"):  # the third column of each is the article
            rows += [[table, *row[:2], named.get(row[2]), *row[3:]] for row in archive.rows(table)]
    return sorted(json.dumps(row) for row in rows)


def wrong(where: str) -> list[str]:
    """Return what `verify` finds damaged."""
    with opened(where) as archive, archive.reading():
        return list(damages(archive))


def warm(cache: Path) -> None:
    """Load all that a command loads, once: children need not, and those that run as another user may not.

    What factcheck keeps between its runs is kept in the folder `cache`.
    """
    import tomllib  # noqa: F401, PLC0415

    import factcheck.archive.adding  # noqa: PLC0415
    import factcheck.archive.lookup  # noqa: PLC0415
    import factcheck.cli.archive  # noqa: PLC0415
    import factcheck.cli.check  # noqa: F401, PLC0415
    from factcheck.pipeline import Options, families  # noqa: PLC0415

    cache.chmod(0o755)
    os.environ["XDG_CACHE_HOME"] = str(cache)
    families(Options())
