"""`alike` finds every pair of words within one or two slips, whatever the number of words."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.values import near
from factcheck.values.near import edits

WORDS = st.lists(st.text("abé", min_size=1, max_size=16), unique=True, min_size=2, max_size=30)


@pytest.mark.parametrize("slips", [1, 2])
@given(words=WORDS)
def test_every_near_pair_is_found_once(slips: int, words: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(near, "_FEW", 1)
        found = list(near.alike(words, slips))
    assert len(found) == len(set(found))
    assert set(found) <= set(combinations(words, 2))
    assert {(a, b) for a, b in combinations(words, 2) if edits(a, b, slips) <= slips} <= set(found)


def test_few_words_are_all_held_against_each_other() -> None:
    assert list(near.alike(["a", "bcd", "e"], 1)) == [("a", "bcd"), ("a", "e"), ("bcd", "e")]


def test_many_words_that_are_far_apart_make_few_pairs() -> None:
    words = [f"{n:04d}" * 3 for n in range(0, 9000, 117)]
    assert len(words) > near._FEW
    assert len(list(near.alike(words, 1))) < len(words)
