"""Runs a command and says what it took."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

_CODE: Final = """
import json, resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
err = done.stderr.decode("utf-8", "replace")[:100]
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss * 1.024 / 1000, err, done.returncode]))
"""


class Run(NamedTuple):
    """User and system seconds with all that a command started, the most megabytes of one process, what it told, its exit code."""

    seconds: float
    memory: float
    told: str
    code: int


def ran(folder: Path, *options: str) -> Run:
    """Run `factcheck OPTIONS` in a folder; raises RuntimeError where it ended otherwise than by itself."""
    factcheck = [sys.executable, "-m", "factcheck", *options]
    command = [sys.executable, "-I", "-c", _CODE, *factcheck]
    done = subprocess.run(command, capture_output=True, check=True, cwd=folder)  # noqa: S603 - our own command
    run = Run(*json.loads(done.stdout))
    if run.code not in (0, 1, 2):
        raise RuntimeError(f"{' '.join(factcheck)} ended with {run.code}: {run.told}")
    return run._replace(told=run.told.strip())
