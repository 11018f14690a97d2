"""`make growth` knows every format and more than 200 patterns, and what some of them cost does not grow with a square.

Time is not asserted here: what is counted is how many functions are called, which is the same on every machine.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from growth.formats import INPUTS, missing, paragraphs, word
from growth.hostile import Growth, read
from growth.patterns import PATTERNS, filled

from factcheck.config import Config
from factcheck.inputs import Limits
from factcheck.pipeline import Options

SIZE = 5000  # a sentence of more than 4000 characters is cut: from there on nothing may grow with a square
FEW = Options(
    Config(limits=Limits(pairs=100))
)  # ... and so it is with pairs, of which these are enough to be at that limit
# Those whose time once grew with the square of the text, and some of other kinds.
SOME = (
    "words numbers '1%'", "words numbers '$1 million'", "words sentences 'Drumlin was founded in 1820.'",
    "words numbers '1,'", "words names 'of the'", "joined quotes '“'", "words days 'Monday'",
)  # fmt: skip


def calls(work: Callable[[], object]) -> int:
    """Return how many functions are called, of Python and of C."""
    counted = 0

    def count(_: object, event: str, __: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return counted


def test_every_format_is_measured() -> None:
    assert not missing()
    texts = paragraphs(20_000)
    assert 20_000 <= sum(map(len, texts)) < 21_000
    assert all(made(texts) for _, _, made in INPUTS.values())
    assert len({word(n, 0) for n in range(8000)}) == 8000


def test_there_are_hundreds_of_patterns() -> None:
    assert len(PATTERNS) >= 200
    assert len(set(PATTERNS.values())) >= len(PATTERNS) - 2
    assert all(len(text.removesuffix(" ")) <= 60 for text, _ in PATTERNS.values())
    assert len(filled("words numbers 'one'", 1000)) > 1000


def test_growth_of_what_does_not_end_is_infinite() -> None:
    assert Growth("a", (1.0, 2.0)).ratio == float("inf")
    assert Growth("a", (1.0, 2.0, 6.0)).ratio == 3
    assert Growth("a", (0.001, 0.002, 0.09)).ratio == 1


@pytest.mark.parametrize("name", SOME)
def test_work_grows_with_the_text(tmp_path: Path, name: str) -> None:
    read(tmp_path, name, 100)  # what is loaded once
    least, once, twice = (calls(lambda size=size: read(tmp_path, name, size, FEW)) for size in (100, SIZE, SIZE * 2))
    assert twice - least < 2.5 * (once - least)
