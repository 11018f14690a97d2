"""Every example that stands beside a family is run; every family has some, and more silent ones than it says."""

from __future__ import annotations

import pytest

from factcheck.catalogue import load
from factcheck.selftest import run_examples

CATALOGUE = load(examples=True)
EXAMPLES = run_examples(CATALOGUE)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.name)
def test_example(example: object) -> None:
    assert example.failure == ""


@pytest.mark.parametrize("family", [f for f in CATALOGUE.families if f.examples], ids=lambda f: f.id)
def test_silent_outnumbers_says(family: object) -> None:
    assert len(family.examples["silent"]) >= len(family.examples["says"])
