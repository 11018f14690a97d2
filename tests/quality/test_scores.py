"""Floors of the marked stories, of which articles tell one event, and of planted contradictions; they only rise."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
FLOORS = json.loads((HERE / "floors.json").read_text("utf-8"))
SHARED = HERE.parents[2] / "shared"


def _load():
    spec = importlib.util.spec_from_file_location("quality_scores", HERE / "scores.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


pytestmark = pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="needs ../shared/gold, which is not here")
scores = _load()


@pytest.fixture(scope="module")
def marked() -> dict:
    return scores.together([scores.gold(name) for name in scores.SETS])


def test_marked_stories(marked: dict) -> None:
    assert marked["precision"] >= FLOORS["gold_precision"]
    assert marked["found"] >= FLOORS["gold_found"]
    assert int(marked["without_name_place"].split("/")[0]) >= FLOORS["gold_found_without_name_place"]
    assert marked["review_per_article"] <= 2


def test_our_own_stories() -> None:
    figures = scores.together([scores.newsroom(name) for name in ("a", "b", "c")])
    assert figures["precision"] >= FLOORS["newsroom_precision"]
    assert figures["found"] >= FLOORS["newsroom_found"]
    assert int(figures["without_name_place"].split("/")[0]) >= FLOORS["newsroom_found_without_name_place"]


@pytest.mark.parametrize("apart", [False, True])
def test_planted(apart: bool, tmp_path: Path) -> None:
    figures = scores.planted(tmp_path, 1, 12, apart=apart)
    assert figures["recall"] >= FLOORS["planted_apart" if apart else "planted"]
    assert figures["of_copies"] <= 0


def test_all_articles_at_once_fall_into_their_stories() -> None:
    figures = scores.score("stories", "--articles", SHARED / "corpora")
    for figure, floor in FLOORS["stories"].items():
        assert figures[figure] >= floor, figure
