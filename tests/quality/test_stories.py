"""All articles of the shared folder at once: which of them tell one event. Floors that only rise."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text("utf-8"))["stories"]


@pytest.fixture(scope="module")
def figures() -> dict[str, float]:
    if not (SHARED / "corpora").is_dir():
        pytest.skip("needs ../shared/corpora, which is not here")
    score = [
        sys.executable,
        str(SHARED / "eval" / "score.py"),
        "stories",
        "--articles",
        str(SHARED / "corpora"),
        "--json",
    ]
    command = f"{sys.executable} -m factcheck report {{articles}} --format json"
    run = subprocess.run([*score, "--command", command], capture_output=True, text=True, check=False, cwd=ROOT)
    assert run.stdout.startswith("{"), run.stdout + run.stderr
    return json.loads(run.stdout)


@pytest.mark.parametrize("figure", sorted(FLOORS))
def test_pairs_of_articles(figures: dict[str, float], figure: str) -> None:
    assert figures[figure] >= FLOORS[figure]
