"""The report of two Dask workers is byte for byte that of one process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("distributed", reason="the extra dask is not installed")

ROOT = Path(__file__).parents[2]
CORPORA = ROOT.parent / "shared" / "corpora"


def report(*arguments: str, seed: str = "0") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "factcheck", "report", *arguments, "--isolated"],
        cwd=ROOT,
        capture_output=True,
        check=False,
        timeout=300,
        env={**os.environ, "PYTHONHASHSEED": seed},
    )


@pytest.mark.parametrize("form", ["text", "json", "csv"])
def test_the_examples(form: str) -> None:
    plain = report("examples/coast", "examples/pier", "--format", form)
    shared = report("examples/pier", "examples/coast", "--format", form, "--engine", "dask", "--workers", "2", seed="7")
    assert (shared.returncode, shared.stderr) == (1, b"")
    assert shared.stdout == plain.stdout


def test_a_corpus() -> None:
    if not CORPORA.is_dir():
        pytest.skip("../shared/corpora is not there")
    files = sorted(CORPORA.rglob("*.txt"))[::20]
    paths = [str(f) for f in files]
    plain = report(*paths, "--format", "json", "--workers", "1")
    shared = report(*reversed(paths), "--format", "json", "--engine", "dask", "--workers", "2", seed="42")
    assert shared.stdout == plain.stdout
    assert shared.returncode == plain.returncode


def test_a_scheduler_that_is_not_there() -> None:
    done = report("examples/pier", "--engine", "dask", "--scheduler", "tcp://127.0.0.1:9")
    assert done.returncode == 2
    assert done.stderr.startswith(b"error: the scheduler tcp://127.0.0.1:9 cannot be used")
    assert done.stderr.count(b"\n") == 1


def test_a_scheduler_needs_its_engine() -> None:
    done = report("examples/pier", "--scheduler", "tcp://127.0.0.1:9")
    assert done.returncode == 2
    assert b"--scheduler is for --engine dask" in done.stderr
