"""The five seed articles of the shared folder: floors that only rise."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def figures() -> dict:
    if not (SHARED / "seeds").is_dir():
        pytest.skip("needs ../shared/seeds, which is not here")
    command = f"{sys.executable} -m factcheck report {{articles}} --format json"
    run = subprocess.run(
        [
            sys.executable,
            str(SHARED / "eval" / "score.py"),
            "seeds",
            "--gold",
            str(SHARED / "gold" / "seeds"),
            "--articles",
            str(SHARED / "seeds"),
            "--command",
            command,
            "--json",
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert run.stdout.startswith("{"), run.stdout + run.stderr
    return json.loads(run.stdout)


def test_claim_recall(figures: dict) -> None:
    assert figures["claim_recall"] >= FLOORS["claim_recall"]


def test_topics(figures: dict) -> None:
    assert len(figures["topics_found"]) >= FLOORS["topics_found"]


def test_no_false_contradiction_and_no_boilerplate(figures: dict) -> None:
    assert figures["false_contradictions"] == 0
    assert figures["boilerplate_claims"] == 0


def test_no_explained_or_agreeing_pair_is_called_a_contradiction(figures: dict) -> None:
    for label in ("explained", "agreement"):
        assert not [v for v in figures["verdicts"].get(label, {}) if "contradiction" in v]
