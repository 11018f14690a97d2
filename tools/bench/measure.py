"""Runs commands in turns and measures each: CPU seconds with those of its children, wall seconds, peak memory."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Cost(NamedTuple):
    """What one run took; `peak` is the resident memory of its largest process in megabytes."""

    cpu: float
    wall: float
    peak: float
    output: str


class FailedError(Exception):
    """Raised when a command could not run; the message holds its last words."""


def run(command: Sequence[str]) -> Cost:
    """Return what a command took; raises FailedError when it ends by a signal or with a code above 2."""
    begin = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 - our own commands
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None  # noqa: S101 - asked for above
        assert process.stderr is not None  # noqa: S101
        output, told = process.stdout.read(), process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - begin
    if process.returncode not in (0, 1, 2) or "Traceback" in told:
        raise FailedError((told.strip().splitlines() or [f"exit code {process.returncode}"])[-1])
    scale = 1 if sys.platform == "darwin" else 1024  # macOS counts bytes, Linux kilobytes
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss * scale / 2**20, output)


def in_turns(commands: Mapping[str, Sequence[str]], rounds: int) -> dict[str, list[Cost]]:
    """Return the costs of each command, run one after the other, round by round, so that all see the same machine."""
    found: dict[str, list[Cost]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            found[name].append(run(command))
    return found


def ratios(left: Sequence[float], right: Sequence[float]) -> str:
    """Return the ratio of two rows measured in turns: the median of the rounds, the least and the greatest."""
    each = sorted(a / b for a, b in zip(left, right, strict=True))
    return f"{median(each):.2f} ({each[0]:.2f}-{each[-1]:.2f})"
