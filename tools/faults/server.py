"""A private PostgreSQL server in a temporary folder, from the programs that Debian's package `postgresql` installs.

The server refuses to run as root: as root it is started as `nobody`. It listens on a socket in its folder and on one port
of the loopback address; names from the socket are trusted, the port asks for `PASSWORD`.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from collections.abc import Iterator

NOBODY: Final = 65534
AS_NOBODY: Final = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
USER: Final = "desk"
WAIT: Final = 60  # seconds for a server to start or to stop
PASSWORD: Final = "not.for-eyes"  # noqa: S105 - of a server that lives for one test


def programs() -> Path | None:
    """Return the folder of the server's programs, None where no server is installed."""
    here = shutil.which("initdb")
    if here:
        return Path(here).resolve().parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    return found[-1].parent if found else None


class Server:
    """A running server; a context manager that stops it and removes its folder, which is made in a folder `inside`."""

    def __init__(self, *, sync: bool = False, inside: Path | None = None) -> None:
        found = programs()
        if found is None:
            raise FileNotFoundError("no PostgreSQL server is installed")
        self._programs = found
        self.folder = Path(tempfile.mkdtemp(prefix="fcpg", dir=inside))
        self._data = self.folder / "data"
        self._user: tuple[str, ...] = ()
        if os.geteuid() == 0:
            os.chown(self.folder, NOBODY, NOBODY)
            self._user = AS_NOBODY
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        secret = self.folder / "secret"
        secret.write_text(PASSWORD)
        secret.chmod(0o644)
        ways = ("--auth-local=trust", "--auth-host=scram-sha-256", f"--pwfile={secret}", "--encoding=UTF8", "--no-sync")
        self._around = {**os.environ, "HOME": str(self.folder), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        made = [*self._user, str(found / "initdb"), "-D", str(self._data), "-U", USER, "--locale=C.UTF-8", *ways]
        with (self.folder / "initdb").open("wb") as told:
            subprocess.run(made, check=True, stdout=told, stderr=told, cwd=self.folder, env=self._around)  # noqa: S603
        options = f"listen_addresses='127.0.0.1'\nport={self.port}\nunix_socket_directories='{self.folder}'\n"
        options += "shared_buffers=16MB\nmax_connections=60\n" + ("" if sync else "fsync=off\n")
        with (self._data / "postgresql.conf").open("a") as file:
            file.write(options)
        self.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def address(self, database: str = "postgres", user: str = USER) -> str:
        """Return the address of a database, over the socket."""
        return f"postgresql://{user}@/{database}?host={self.folder}&port={self.port}"

    def loopback(self, database: str = "postgres", password: str = PASSWORD, user: str = USER) -> str:
        """Return the address of a database over the loopback port, with a password."""
        return f"postgresql://{user}:{password}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        command = [*self._user, str(self._programs / "postgres"), "-D", str(self._data)]
        with (self.folder / "log").open("ab") as told:
            # A child of ours, not of `pg_ctl`: whoever kills a child can also tell when it is gone.
            self._process = subprocess.Popen(command, stdout=told, stderr=told, cwd=self.folder, env=self._around)  # noqa: S603
        until = time.monotonic() + WAIT
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > until:
                raise RuntimeError((self.folder / "log").read_text("utf-8", "replace")[-2000:])
            time.sleep(0.05)

    def stop(self) -> None:
        """Stop it at once; connections are cut."""
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait(WAIT)

    def kill(self) -> None:
        """Kill the server's first process as `kill -9` does, and wait until its children have noticed."""
        number = self._process.pid
        children = [int(p) for p in Path(f"/proc/{number}/task/{number}/children").read_text().split()]
        self._process.kill()
        self._process.wait(WAIT)
        until = time.monotonic() + WAIT
        while any(_runs(child) for child in children) and time.monotonic() < until:
            time.sleep(0.02)

    @contextmanager
    def silent(self) -> Iterator[None]:
        """Stop all its processes for a while, as a machine does that is stuck: sockets stay open, and nobody answers."""
        number = self._process.pid
        all_of_it = [number, *map(int, Path(f"/proc/{number}/task/{number}/children").read_text().split())]
        _each(all_of_it, signal.SIGSTOP)
        try:
            yield
        finally:
            _each(all_of_it, signal.SIGCONT)

    def _answers(self) -> bool:
        done = subprocess.run(  # noqa: S603
            [str(self._programs / "pg_isready"), "-q", "-h", str(self.folder), "-p", str(self.port)], check=False
        )
        return done.returncode == 0

    def run(self, statement: str, database: str = "postgres") -> None:
        """Run a statement as the server's owner."""
        import psycopg  # noqa: PLC0415 - an extra

        with psycopg.connect(self.address(database), autocommit=True) as db:
            db.execute(statement)  # type: ignore[call-overload]


def _each(processes: list[int], number: signal.Signals) -> None:
    for process in processes:
        with suppress(ProcessLookupError):  # one that served a connection may be over
            os.kill(process, number)


def _runs(process: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except OSError:
        return False
