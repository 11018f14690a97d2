"""Asks whether a locked dependency has a known vulnerability; an audit that audited nothing, or not all, fails and says so.

Called as `audit.py LOCKFILE...`; runs pip-audit, which needs the network. Exit codes: 0 all audited and none is vulnerable,
1 one is, 2 not audited.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any


def main(files: list[str]) -> int:
    """Audit every lock file; return the exit code."""
    return max((audited(Path(file)) for file in files), default=2)


def audited(file: Path) -> int:
    """Audit one lock file and print what came of it."""
    wanted = len(re.findall(r"^[\w.-]+(?:\[[^\]]*\])?==", file.read_text("utf-8"), re.MULTILINE))
    command = [
        sys.executable,
        "-m",
        "pip_audit",
        "-r",
        str(file),
        "--no-deps",
        "--disable-pip",
        "--format",
        "json",
        "--progress-spinner",
        "off",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    try:
        found = json.loads(done.stdout)
    except ValueError:
        found = {}
    code, words = judged(found, wanted)
    print(f"{file}: {words}")
    if code == 2 and not found:
        print(done.stderr.strip()[-500:])
    return code


def judged(found: dict[str, Any], wanted: int) -> tuple[int, str]:
    """Return the exit code and a line for what pip-audit found among so many dependencies."""
    known = found.get("dependencies", [])
    skipped = [d for d in known if "skip_reason" in d]
    seen = [d for d in known if "vulns" in d]
    bad = [f"{d['name']} {d['version']} ({', '.join(v['id'] for v in d['vulns'])})" for d in seen if d["vulns"]]
    if bad:
        return 1, f"vulnerable: {'; '.join(bad)}"
    if not seen or skipped:
        return 2, f"not audited: {len(seen)} of {wanted} dependencies, {len(skipped)} skipped"
    return 0, f"{len(seen)} dependencies audited, none is known to be vulnerable"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
