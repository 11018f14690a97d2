"""The reports shown in `docs/` are what the tool prints."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from factcheck.cli import main

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("story", ["coast", "pier"])
def test_report_of_the_example(story: str) -> None:
    result = CliRunner().invoke(main, ["report", str(ROOT / "examples" / story), "--format", "markdown"])
    assert result.stdout == (ROOT / "docs" / f"{story}.md").read_text("utf-8")
