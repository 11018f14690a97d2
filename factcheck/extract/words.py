"""The folded words of each sentence of a document: listed once, but of a very long one when they are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcheck.model import Sentence

_MANY: Final = 2000  # of a document of more sentences nothing is kept for all of them


def words_of(sentences: Sequence[Sentence]) -> tuple[Sequence[Sequence[str]], Sequence[frozenset[str]]]:
    """Return the folded words of each sentence in order, and the same as sets."""
    if len(sentences) > _MANY:
        from factcheck.extract.late import Late  # noqa: PLC0415 - few documents are so long

        return Late(sentences, _lows), Late(sentences, lambda sentence: frozenset(_lows(sentence)))
    lows = [[t.low for t in sentence.tokens] for sentence in sentences]
    return lows, [*map(frozenset, lows)]


def _lows(sentence: Sentence) -> list[str]:
    return [t.low for t in sentence.tokens]
