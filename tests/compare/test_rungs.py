"""Each rung of the ladder with twenty pairs of sentences and more: `rungs/<verdict>-<reason>.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from factcheck.catalogue import load
from factcheck.findings import Finding, Report
from factcheck.selftest import Examiner

RUNGS = sorted((Path(__file__).parent / "rungs").glob("*.toml"))
PAIRS = [(path.stem, pair) for path in RUNGS for pair in tomllib.loads(path.read_text("utf-8"))["pair"]]
EXAMINER = Examiner(load())


@pytest.mark.parametrize(("rung", "pair"), PAIRS, ids=[rung for rung, _ in PAIRS])
def test_pair(rung: str, pair: dict) -> None:
    verdict, _, reason = rung.partition("-")
    texts = [(pair[side], pair.get(f"{side}_published", "")) for side in ("a", "b")]
    report = EXAMINER.report(*texts)
    found = [f for f in report.findings if f.family == pair["family"]]
    assert (verdict, reason.replace("-", " ")) in {(f.verdict, f.reason.replace("-", " ")) for f in found}
    if verdict != "contradiction":
        assert not [f for f in found if f.verdict == "contradiction" and _across(f, report)]


def _across(finding: Finding, report: Report) -> bool:
    """Tell whether a finding holds two texts against each other: one that contradicts itself may do so beside it."""
    documents = {c.id: c.document for c in report.claims}
    return len({documents[i] for side in finding.sides for i in side.claims}) > 1


@pytest.mark.parametrize("path", RUNGS, ids=lambda p: p.stem)
def test_every_rung_has_twenty_pairs(path: Path) -> None:
    pairs = tomllib.loads(path.read_text("utf-8"))["pair"]
    assert len(pairs) >= 20
    assert len({(p["a"], p["b"]) for p in pairs}) == len(pairs)
