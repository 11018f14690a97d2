"""Slips between two words, and words between two wordings, are counted as a library does that a start has no time to load."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA, Indel

from factcheck.link.wordings import _codes
from factcheck.values.near import edits

WORDS = st.text("abcd", max_size=8)


@given(WORDS, WORDS, st.integers(0, 6))
def test_slips(a: str, b: str, most: int) -> None:
    assert edits(a, b, most) == OSA.distance(a, b, score_cutoff=most)


@given(WORDS, st.lists(st.tuples(st.integers(0, 7), st.sampled_from("abcd")), max_size=3), st.integers(0, 6))
def test_slips_of_one_word(a: str, changes: list[tuple[int, str]], most: int) -> None:
    b = a
    for at, letter in changes:
        b = b[:at] + letter + b[at + (letter != "a") :]
    assert edits(a, b, most) == edits(b, a, most) == OSA.distance(a, b, score_cutoff=most)


@given(st.lists(st.sampled_from("abc"), max_size=8), st.integers(0, 8), st.lists(st.sampled_from("abc"), max_size=4))
def test_words_put_in(words: list[str], at: int, more: list[str]) -> None:
    left, right = tuple(words), tuple(words[:at] + more + words[at:])
    for a, b in ((left, right), (right, left)):
        codes = [(c.tag, c.src_start, c.src_end, c.dest_start, c.dest_end) for c in Indel.opcodes(a, b)]
        assert [tuple(code) for code in _codes(a, b)] == codes
