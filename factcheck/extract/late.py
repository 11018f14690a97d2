"""What is made of each sentence of a very long document: made when it is asked for, and not kept for long."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeVar, overload

if TYPE_CHECKING:
    from factcheck.model import Sentence

_KEPT: Final = 50

_Made = TypeVar("_Made")


class Late(Sequence[_Made]):
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
