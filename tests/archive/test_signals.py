"""`archive add` that is interrupted stops soon, keeps what it told as kept, and leaves nobody behind."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from faults import articles

from factcheck.archive.opening import opened
from factcheck.archive.verify import damages

ARTICLES = 200


@pytest.mark.parametrize(("sent", "workers"), [(signal.SIGINT, 1), (signal.SIGTERM, 2)], ids=["SIGINT", "SIGTERM"])
def test_an_interrupt_keeps_what_was_told(where: str, tmp_path: Path, sent: signal.Signals, workers: int) -> None:
    articles.write(tmp_path / "news", range(ARTICLES))
    command = [
        sys.executable,
        "-m",
        "factcheck",
        "archive",
        "add",
        "news",
        "--archive",
        where,
        "--workers",
        str(workers),
    ]
    with (tmp_path / "err").open("wb") as err:
        child = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=err, start_new_session=True)
        assert child.stdout is not None
        told = [child.stdout.readline()]
        child.send_signal(sent)
        told += child.stdout.read().splitlines(keepends=True)
        code = child.wait(60)
    words = (tmp_path / "err").read_text()
    assert "Traceback" not in words
    assert code in {0, 2, 130, 143, -signal.SIGINT, -signal.SIGTERM}
    names = {line.decode().split(" ", 1)[1].rstrip("\n") for line in told if line.endswith(b"\n")}
    with opened(where, write=True) as archive:
        present = {name for _, name, *_ in archive.identities()}
        assert names <= present
        assert list(damages(archive)) == []
    until = time.monotonic() + 30
    while _left(child.pid) and time.monotonic() < until:
        time.sleep(0.05)
    assert _left(child.pid) == []
    done = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True)
    assert len(done.stdout.splitlines()) == ARTICLES - len(present)


def _left(session: int) -> list[int]:
    """Return the processes of a session that still run."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found
