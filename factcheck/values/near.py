"""Pairs of words that may be a slip or two apart, found without holding every word against every other."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FEW: Final = 40  # words of which every two are cheaper than an index
_HEAD: Final = 12  # letters of a word that the index knows where two slips are allowed
_BITS: Final = 22


def alike(words: Sequence[str], slips: int) -> Iterator[tuple[str, str]]:
    """Yield pairs of different words, each pair once and in the order of `words`: all that are within one or two slips, and others.

    A slip changes, adds or drops a letter or swaps two neighbours: words that are so near leave the same rest when each of
    them drops as many letters.
    """
    if len(words) <= _FEW:
        yield from combinations(words, 2)
        return
    # Most rests are left by one word only: those are not kept, for they are many.
    seen, again = bytearray(1 << _BITS), bytearray(1 << _BITS)
    mask = (1 << _BITS) - 1
    for word in words:
        for rest in _rests(word, slips):
            place = hash(rest) & mask
            if seen[place]:
                again[place] = 1
            seen[place] = 1
    del seen
    leaving: dict[str, list[int]] = {}
    for number, word in enumerate(words):
        near: set[int] = set()
        for rest in _rests(word, slips):
            if again[hash(rest) & mask]:
                held = leaving.setdefault(rest, [])
                near.update(held)
                held.append(number)
        for other in sorted(near):
            if abs(len(words[other]) - len(word)) <= slips:
                yield words[other], word


def _rests(word: str, slips: int) -> set[str]:
    """Return what a word leaves when up to so many letters are dropped."""
    if slips > 1:
        word = word[:_HEAD]
    rests = {word}
    for _ in range(slips):
        rests |= {rest[:k] + rest[k + 1 :] for rest in rests for k in range(len(rest))}
    return rests
