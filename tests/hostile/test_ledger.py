"""The ledger of what the fuzzer was given is whole."""

from __future__ import annotations

import json
from pathlib import Path

HERE = Path(__file__).parent
KEYS = {"target", "inputs", "seed", "longest", "seconds", "edges", "peak_mb", "commit", "finds"}


def test_every_entry_tells_what_was_run() -> None:
    entries = json.loads((HERE / "ledger.json").read_text("utf-8"))
    assert entries
    for entry in entries:
        assert entry.keys() == KEYS
        assert entry["inputs"] > 0
        assert entry["peak_mb"] < 1024
