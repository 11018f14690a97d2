"""Figures that a family with patterns of its own compares are not compared again by noun and verb alone."""

from __future__ import annotations

import pytest

from factcheck import Article, report


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        ("has 41 seats in the House of Commons", "has 31 seats in the House of Lords", "explained"),
        ("has 41 seats in the House of Commons", "has 31 seats in the House of Commons", "contradiction"),
    ],
)
def test_one_finding_by_the_family_that_knows_more(a: str, b: str, verdict: str) -> None:
    texts = [Article(f"The Harbour Party {words}.", name, name, "2024-05-14") for name, words in (("A", a), ("B", b))]
    assert [(f.family, f.verdict) for f in report(texts).findings] == [("seats", verdict)]
