"""The folded words of each sentence of a document: listed once, but of a very long one when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeVar, overload

if TYPE_CHECKING:
    from factcheck.model import Sentence

_MANY: Final = 2000  # of a document of more sentences nothing is kept for all of them
_KEPT: Final = 50

_Made = TypeVar("_Made")


def words_of(sentences: Sequence[Sentence]) -> tuple[Sequence[Sequence[str]], Sequence[frozenset[str]]]:
    """Return the folded words of each sentence in order, and the same as sets."""
    if len(sentences) > _MANY:
        return _Late(sentences, _lows), _Late(sentences, lambda sentence: frozenset(_lows(sentence)))
    lows = [[t.low for t in sentence.tokens] for sentence in sentences]
    return lows, [*map(frozenset, lows)]


def _lows(sentence: Sentence) -> list[str]:
    return [t.low for t in sentence.tokens]


class _Late(Sequence[_Made]):
    """What is made of each sentence, made when it is asked for; the last few are kept."""

    def __init__(self, sentences: Sequence[Sentence], make: Callable[[Sentence], _Made]) -> None:
        self._sentences = sentences
        self._make = make
        self._kept: dict[int, _Made] = {}

    @overload
    def __getitem__(self, at: int) -> _Made: ...
    @overload
    def __getitem__(self, at: slice) -> list[_Made]: ...
    def __getitem__(self, at: int | slice) -> Any:
        if isinstance(at, slice):
            return [self._make(s) for s in self._sentences[at]]
        if at not in self._kept:
            if len(self._kept) == _KEPT:
                self._kept.clear()
            self._kept[at] = self._make(self._sentences[at])
        return self._kept[at]

    def __len__(self) -> int:
        return len(self._sentences)
