"""Another project's cases, read as `factcheck read` does: floors that only rise, and the list of what is read otherwise."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
_EVERY = json.loads((HERE / "floors.json").read_text("utf-8"))
FLOORS = _EVERY["peer_specs"]
FLOORS_OF_ALL = _EVERY["peer_specs_all"]


def _load():
    spec = importlib.util.spec_from_file_location("peer_specs", HERE / "peer_specs.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["peer_specs"] = module
    spec.loader.exec_module(module)
    return module


peer_specs = _load()
needs_shared = pytest.mark.skipif(not peer_specs.SPECS.is_dir(), reason="needs ../shared/peer-specs, which is not here")


@pytest.fixture(scope="module")
def verdicts() -> dict[str, list[bool]]:
    return {model: peer_specs.verdicts(model) for model in FLOORS}


@needs_shared
@pytest.mark.parametrize("model", sorted(FLOORS))
def test_floor(model: str, verdicts: dict[str, list[bool]]) -> None:
    right, total, deliberate = peer_specs.tally(model, verdicts[model])
    assert right / (total - deliberate) >= FLOORS[model], (right, total, deliberate)
    assert right / total >= FLOORS_OF_ALL[model], (right, total)


@needs_shared
def test_each_case_read_otherwise_is_named_by_its_text_and_is_read_otherwise(verdicts: dict[str, list[bool]]) -> None:
    stale = [
        (model, number)
        for (model, number), entry in peer_specs.otherwise().items()
        if peer_specs.digest(peer_specs.cases(model)[number]) != entry["digest"] or verdicts[model][number]
    ]
    assert stale == []


def test_few_cases_are_read_otherwise() -> None:
    assert len(peer_specs.otherwise()) <= 60
