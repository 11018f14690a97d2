"""Runs a command with a limit of processor time; writes the most memory that it held, in bytes, to a file.

A small process of its own: on Linux a child's peak counts what its parent held when it was started.
Called as `launch.py FILE SECONDS COMMAND...`.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path


def limited(seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 2))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> int:
    file, seconds, *command = sys.argv[1:]
    limited(int(seconds))
    child = subprocess.Popen(command)
    _, status, usage = os.wait4(child.pid, 0)
    Path(file).write_text(str(usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)), "ascii")
    code = os.waitstatus_to_exitcode(status)
    return code if code >= 0 else 128 - code


if __name__ == "__main__":
    sys.exit(main())
