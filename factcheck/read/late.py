"""Clauses that are found when somebody first asks for them: of every third sentence that may claim something nobody does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, overload

from factcheck.model import Clause

if TYPE_CHECKING:
    from factcheck.model import Mention
    from factcheck.read.tokens import Tokens

    _Find = Callable[[Tokens, Sequence[Mention]], tuple[Clause, ...]]


class LateClauses(Sequence[Clause]):
    """The clauses of one sentence, equal to the tuple of them. They are found by `find(tokens, mentions)`."""

    __slots__ = ("_find", "_found", "_given")

    def __init__(self, find: _Find, tokens: Tokens, mentions: tuple[Mention, ...]) -> None:
        self._find = find
        self._given: tuple[Tokens, tuple[Mention, ...]] | None = tokens, mentions
        self._found: tuple[Clause, ...] = ()

    def _all(self) -> tuple[Clause, ...]:
        given = self._given
        if given is not None:
            self._found = self._find(*given)
            self._given = None  # it is not needed any more
        return self._found

    @overload
    def __getitem__(self, at: int) -> Clause: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Clause, ...]: ...
    def __getitem__(self, at: int | slice) -> Clause | tuple[Clause, ...]:
        return self._all()[at]

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[Clause]:
        return iter(self._all())

    def __eq__(self, other: object) -> bool:
        return self._all() == (other._all() if isinstance(other, LateClauses) else other)

    def __hash__(self) -> int:
        return hash(self._all())

    def __repr__(self) -> str:
        return repr(self._all())

    def __reduce__(self) -> tuple[type, tuple[tuple[Clause, ...]]]:
        return tuple, (self._all(),)
