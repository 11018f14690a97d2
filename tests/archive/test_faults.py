"""What `make faults` does hundreds of times, done a few times; its driver runs by itself, so that it can fork safely."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from faults.server import programs

ROOT = Path(__file__).parents[2]


def faults(part: str, store: str, count: int, seed: int = 7) -> dict[str, Any]:
    if store == "postgresql" and programs() is None:
        pytest.skip("no PostgreSQL server is installed: make programs")
    done = subprocess.run(
        [sys.executable, "-m", "faults", part, "--store", store, "--count", str(count), "--seed", str(seed)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": "tools"},
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.stdout, done.stderr
    (line,) = done.stdout.splitlines()
    result: dict[str, Any] = json.loads(line)["result"]
    assert result.pop("failures") == []
    assert done.returncode == 0
    return result


@pytest.mark.parametrize(("store", "count"), [("sqlite", 8), ("postgresql", 4)])
def test_a_kill_at_any_moment_loses_nothing_that_was_told(store: str, count: int) -> None:
    assert faults("kills", store, count)["with some but not all acknowledged"] > 0


def test_a_server_that_dies_loses_nothing_that_was_told() -> None:
    faults("server-kills", "postgresql", 2)


@pytest.mark.parametrize("store", ["sqlite", "postgresql"])
def test_writers_and_readers_at_once(store: str) -> None:
    result = faults("writers", store, 15)
    assert result["articles"] == 8 * 15 + 11
    assert result["looks"] >= 8


@pytest.mark.parametrize(("part", "count"), [("byte-changes", 40), ("bit-flips", 60), ("claim-flips", 4), ("cuts", 20)])
def test_changed_bytes_are_found(part: str, count: int) -> None:
    assert faults(part, "sqlite", count)["found"] > 0


def test_full_disks_and_folders_that_take_nothing() -> None:
    assert faults("full", "sqlite", 1)["read-only"] == 4


def test_a_server_whose_disk_is_full() -> None:
    result = faults("full", "postgresql", 1)
    if "disks" not in result:
        pytest.skip("no disk can be mounted here")
    assert result["full disks"] == 1


@pytest.mark.skipif(shutil.which("strace") is None, reason="no strace: make programs")
def test_calls_that_fail() -> None:
    assert faults("calls", "sqlite", 20)["error=EIO"] > 1


@pytest.mark.parametrize("store", ["sqlite", "postgresql"])
def test_all_at_once_and_each_disturbed(store: str) -> None:
    result = faults("load", store, 3)
    assert 0 < result["told"] <= 8 * 3
    assert (result["adding"], result["looking"]) == (8 * 5, 8 * 4)
