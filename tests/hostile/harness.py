"""Runs the real command on hostile input and says how it ended.

Each run may use ten seconds of processor time (not of the clock: a busy machine fails no test) and is killed after that;
a run that waits for something is killed after two minutes. Every hostile article that a test makes ends with `PLANTED`:
either its claim is found, or the article is named among what could not be read, and then the exit code is 2.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PLANTED = "Saltmere Mayor Judith Abelard closed the pier."
HOLDER = "Judith Abelard"  # the value of the claim that PLANTED makes
SECONDS = 10
WAIT = 120
KILLED = {128 + 24: "used more processor time than it may", 128 + 9: "was killed", 128 + 11: "crashed"}


@dataclass(frozen=True)
class Outcome:
    """How a command ended: exit code (128 + N for a signal N), what it wrote, and the most memory it held, in bytes."""

    code: int
    out: bytes
    err: str
    memory: int

    @property
    def report(self) -> dict[str, Any]:
        """What `--format json` wrote."""
        found: dict[str, Any] = json.loads(self.out)
        return found

    @property
    def problems(self) -> list[str]:
        """The lines on standard error that tell of something not read."""
        return [line for line in self.err.splitlines() if line.startswith("error: ")]


def factcheck(
    *args: object,
    cwd: Path,
    stdin: bytes = b"",
    env: dict[str, str] | None = None,
    seconds: int = SECONDS,
    codes: tuple[int, ...] = (0, 1, 2),
) -> Outcome:
    """Return how `factcheck ARGS` ended in a folder; it must have ended by itself, without a traceback, in one of `codes`."""
    around = {k: v for k, v in os.environ.items() if not k.startswith(("FACTCHECK_", "GITHUB_"))}
    peak = cwd.parent / f".{cwd.name}.peak"
    command = [sys.executable, "-m", "factcheck", *(os.fspath(a) if isinstance(a, Path) else str(a) for a in args)]
    done = subprocess.run(
        [sys.executable, "-I", str(HERE / "launch.py"), str(peak), str(seconds), *command],
        cwd=cwd,
        env={**around, **(env or {})},
        input=stdin,
        capture_output=True,
        timeout=WAIT,
        check=False,
    )
    err = done.stderr.decode("utf-8", "replace")
    shown = f"{err[:2000]}\n...\n{err[-2000:]}" if len(err) > 4000 else err
    assert "Traceback" not in err, shown
    assert b"Traceback" not in done.stdout
    assert done.returncode in codes, f"exit code {done.returncode}: {KILLED.get(done.returncode, '')}\n{shown}"
    return Outcome(done.returncode, done.stdout, err, int(peak.read_text("ascii")))


_WATCH = """
import sys


def hook(event, args):
    name = str(args[0]) if args else ""
    reached = event.startswith("socket.") and event != "socket.__new__" or event in ("subprocess.Popen", "os.system", "os.exec")
    if reached or event == "open" and name.endswith("secret.txt"):
        with open("reached", "a") as file:
            file.write(f"{event} {name}\\n")


sys.addaudithook(hook)
with open("reached", "a") as file:
    file.write("watching\\n")
"""


def watched(folder: Path) -> dict[str, str]:
    """Return the surroundings in which a run notes what it opens that it should not: sockets, programs, `secret.txt`."""
    (folder / "sitecustomize.py").write_text(_WATCH, "utf-8")
    return {"PYTHONPATH": str(folder)}


def opened(folder: Path) -> list[str]:
    """Return what a watched run has opened; it must have been watched."""
    first, *rest = (folder / "reached").read_text("utf-8").splitlines()
    assert first == "watching"
    return [line for line in rest if line != "watching"]


def report(*paths: object, cwd: Path, **options: Any) -> Outcome:
    """Return how `factcheck report PATHS --format json` ended."""
    return factcheck("report", *paths, "--format", "json", cwd=cwd, **options)


def holders(outcome: Outcome, document: str = "") -> list[str]:
    """Return the holders of an office that were read, of all documents or of those whose id begins with `document`."""
    return [
        claim["value"]["name"]
        for claim in outcome.report["claims"]
        if claim["family"] == "office_holder" and claim["document"].startswith(document)
    ]


def incomplete(outcome: Outcome, path: str = "") -> list[str]:
    """Return what is said to be missing, of all files or of those whose path begins with `path`."""
    return [p["message"] for p in outcome.report["incomplete"] if p["path"].startswith(path)]


def accounted(outcome: Outcome, path: str, *, holder: str = HOLDER) -> str:
    """Assert that the claim planted at the end of a file is found, or that the file is told as incomplete with exit code 2.

    Returns "found" or "told".
    """
    told = incomplete(outcome, path)
    if told:
        assert outcome.code == 2
        assert any(path in line for line in outcome.problems), outcome.err
        return "told"
    assert holder in holders(outcome, path), f"{path}: the planted claim is neither found nor told as missing"
    return "found"
