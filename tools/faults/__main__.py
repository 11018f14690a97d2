"""Runs the faults and prints, for each part, one line of JSON; exits with 1 when any part finds a failure.

`python -m faults PART [--store sqlite|postgresql] [--count N] [--seed N] [--writers N] [--ledger FILE]`; PART `all` runs everything.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from faults import damage, disk, kills, load, writers
from faults.harness import warm

PARTS: Final[dict[str, tuple[Callable[..., dict[str, Any]], dict[str, int]]]] = {
    "kills": (kills.kills, {"sqlite": 500, "postgresql": 100}),
    "writers": (writers.writers, {"sqlite": 500, "postgresql": 500}),
    "load": (load.load, {"sqlite": 60, "postgresql": 60}),
    "full": (disk.full, {"sqlite": 12, "postgresql": 12}),
    "calls": (disk.calls, {"sqlite": 1}),
    "byte-changes": (damage.byte_changes, {"sqlite": 100}),
    "bit-flips": (damage.bit_flips, {"sqlite": 1000}),
    "claim-flips": (damage.claim_flips, {"sqlite": 1000}),
    "cuts": (damage.cuts, {"sqlite": 200}),
    "server-kills": (kills.server_kills, {"postgresql": 20}),
}


def main() -> int:
    """Run the parts that were asked for; return the exit code."""
    parser = argparse.ArgumentParser("faults", description=__doc__)
    parser.add_argument("part", choices=("all", *PARTS))
    parser.add_argument("--store", choices=("sqlite", "postgresql"))
    parser.add_argument("--count", type=int, help="how often; as often as the ledger asks for when not given")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--writers", type=int, default=writers.WRITERS, help="how many programs of part `writers` add at once"
    )
    parser.add_argument("--ledger", type=Path, help="add the outcome to this file")
    asked = parser.parse_args()
    with TemporaryDirectory(prefix="fccache") as cache:
        warm(Path(cache))
        return int(_run(asked))


def _run(asked: argparse.Namespace) -> bool:
    """Run the parts and tell of each; return whether any found a failure."""
    failed = False
    for name, (part, counts) in PARTS.items():
        for store, count in counts.items():
            if asked.part not in ("all", name) or asked.store not in (None, store):
                continue
            started = time.monotonic()
            done = {"what": name, "store": store, "count": asked.count or count, "seed": asked.seed}
            several = {"number": asked.writers} if name == "writers" else {}
            result = part(store, done["count"], asked.seed, **several)
            result["failures"] = [
                text[:100] + "..." + text[-300:] if len(text) > 400 else text for text in result["failures"][:20]
            ]
            done |= {"date": datetime.now(UTC).date().isoformat(), "result": result}
            print(json.dumps(done), flush=True)
            print(f"{name} {store}: {time.monotonic() - started:.0f} s", file=sys.stderr)
            failed |= bool(result["failures"])
            if asked.ledger:
                _noted(asked.ledger, done)
    return failed


def _noted(ledger: Path, done: dict[str, Any]) -> None:
    held = json.loads(ledger.read_text("utf-8")) if ledger.exists() else []
    done["result"]["failures"] = len(done["result"]["failures"])  # they stand on standard output
    ledger.write_text("[\n" + ",\n".join(json.dumps(row) for row in [*held, done]) + "\n]\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
