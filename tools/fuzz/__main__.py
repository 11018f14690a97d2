"""Fuzzes targets one after another and writes what was run into the ledger: `make fuzz TARGET=words RUNS=100000`.

Each target runs in a process of its own under atheris (libFuzzer). It starts from `seeds/<target>/` and from what earlier
runs on this machine have kept (`.fuzz/<target>/`). An input that breaks a promise is kept as `.fuzz/<target>-crash-...`,
its traceback printed, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import secrets
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from targets import TARGETS

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
LEDGER = ROOT / "tests" / "hostile" / "ledger.json"
KEPT = ROOT / ".fuzz"


def main() -> int:
    """Run the targets asked for; return 1 when any of them failed."""
    parser = argparse.ArgumentParser(prog="fuzz", description=__doc__)
    parser.add_argument("targets", nargs="+", help=f"all, or: {', '.join(TARGETS)}")
    parser.add_argument("--runs", type=int, default=20_000, help="inputs for each target")
    parser.add_argument("--seed", type=int, default=0, help="of the fuzzer; 0: a new one, which the ledger tells")
    parser.add_argument("--max-len", type=int, default=512, help="bytes of an input")
    parser.add_argument("--no-ledger", action="store_true", help="write nothing down")
    given = parser.parse_args()
    names = list(TARGETS) if given.targets == ["all"] else given.targets
    unknown = [name for name in names if name not in TARGETS]
    if unknown:
        parser.error(f"no target {unknown[0]}; there are {', '.join(TARGETS)}")
    failed = False
    for name in names:
        entry, broken = fuzz(name, given.runs, given.seed or secrets.randbelow(2**31), given.max_len)
        print(json.dumps(entry), flush=True)
        failed |= broken
        if not given.no_ledger:
            note(entry)
    return int(failed)


def fuzz(name: str, runs: int, seed: int, longest: int) -> tuple[dict[str, Any], bool]:
    """Return what is to be written down of one target's run, and whether it ended with an input that breaks a promise."""
    kept = KEPT / name
    kept.mkdir(parents=True, exist_ok=True)
    seeds = HERE / "seeds" / name
    command = [
        sys.executable, str(HERE / "one.py"), name, f"-runs={runs}", f"-seed={seed}", f"-max_len={longest}", "-timeout=10",
        "-rss_limit_mb=1024", f"-artifact_prefix={KEPT / name}-", "-print_final_stats=1", str(kept),
        *([f"-dict={words}"] if (words := HERE / "seeds" / f"{name}.dict").exists() else []), *([str(seeds)] if seeds.is_dir() else []),
    ]  # fmt: skip
    begun = time.monotonic()
    done = subprocess.run(command, stderr=subprocess.PIPE, text=True, errors="replace", check=False)  # noqa: S603
    executed = re.findall(r"stat::number_of_executed_units: (\d+)", done.stderr)
    peak = re.findall(r"stat::peak_rss_mb: +(\d+)", done.stderr)
    edges = re.findall(r"cov: (\d+)", done.stderr)
    crash = re.findall(r"Test unit written to (\S+)", done.stderr)
    if done.returncode or not executed:
        print(done.stderr[-6000:], file=sys.stderr)
    entry = {
        "target": name,
        "inputs": int(executed[-1]) if executed else 0,
        "seed": seed,
        "longest": longest,
        "seconds": round(time.monotonic() - begun),
        "edges": int(edges[-1]) if edges else 0,
        "peak_mb": int(peak[-1]) if peak else 0,
        "commit": commit(),
        "finds": [Path(file).name for file in crash],
    }
    return entry, bool(done.returncode)


def commit() -> str:
    """Return the commit under test, with a plus where files differ from it."""
    git = ["git", "-C", str(ROOT)]
    head = subprocess.run([*git, "rev-parse", "--short=12", "HEAD"], capture_output=True, text=True, check=False)  # noqa: S603
    changed = subprocess.run([*git, "status", "--porcelain", "factcheck", "claims"], capture_output=True, check=False)  # noqa: S603
    return head.stdout.strip() + ("+" if changed.stdout else "")


def note(entry: dict[str, Any]) -> None:
    """Add an entry to the ledger."""
    ledger = json.loads(LEDGER.read_text("utf-8")) if LEDGER.exists() else []
    lines = ",\n".join(json.dumps(e) for e in [*ledger, entry])
    LEDGER.parent.mkdir(parents=True, exist_ok=True)
    part = LEDGER.with_suffix(f".{os.getpid()}.part")
    part.write_text(f"[\n{lines}\n]\n", "utf-8")
    part.replace(LEDGER)


if __name__ == "__main__":
    sys.exit(main())
