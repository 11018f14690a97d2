"""Every command that reads ends soon when it is interrupted, also in the middle of one very long article."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

COMMANDS = {
    "check": ("check", "long.txt", "--against", "more", "--output", "out.json", "--format", "json"),
    "claims": ("claims", "long.txt", "--output", "tables"),
    "read": ("read", "long.txt", "--format", "json"),
    "archive": ("archive", "add", "more", "--archive", "a.db", "--workers", "1"),
}
WAIT = 10  # seconds; a quiet machine takes half of one


def article(lines: int) -> str:
    """Return some megabytes of names, offices, figures and days that all differ."""
    return "\n".join(
        f"Saltmere{n} Mayor Judith Abelard{n} said that {n + 2} people were hurt on {n % 28 + 1} May {1900 + n % 99}."
        for n in range(lines)
    )


@pytest.mark.skipif(sys.platform != "linux", reason="signals are those of Linux")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("name", COMMANDS)
def test_I2_in_the_middle_of_one_article(tmp_path: Path, name: str, number: signal.Signals) -> None:
    """In the middle of one very long article `check`, `claims`, `read` and `archive add` end the same way, within ten seconds."""
    (tmp_path / "more").mkdir()
    (tmp_path / "long.txt").write_text(article(10_000))
    (tmp_path / "more" / "a.txt").write_text(article(10_000))
    (tmp_path / "out.json").write_text("old")
    process = subprocess.Popen(
        [sys.executable, "-m", "factcheck", *COMMANDS[name]],
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
    )
    time.sleep(1.5)  # in the middle of it
    assert process.poll() is None
    process.send_signal(number)
    _, err = process.communicate(timeout=WAIT)
    assert process.returncode == 128 + number
    assert err.endswith(b"error: interrupted\n")
    assert b"Traceback" not in err
    assert (tmp_path / "out.json").read_text() == "old"
    assert not list(tmp_path.rglob("*.part"))
    assert not (tmp_path / "tables").exists() or not list((tmp_path / "tables").iterdir())
