"""A long table of words, kept as it is looked up: to make it whole takes longer than to check a draft that asks for some words of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

V = TypeVar("V")

_FEW: Final = 2000  # words that are asked for before all are made; for a few articles that takes longer than it saves
_CODE: Final = ("utf-8", "surrogatepass")


class Table(Mapping[str, V], Generic[V]):
    """What stands for words; each is looked for when somebody first asks for it, and where many are asked for, all are made.

    `kept` holds the rows that `rows_of` makes, `spans` tells where that of each first letter begins and ends, and `read` returns
    the value that a text says.
    """

    __slots__ = ("_kept", "_known", "_read", "_spans", "_whole")

    def __init__(self, kept: bytes, spans: Mapping[str, tuple[int, int]], read: Callable[[str], V]) -> None:
        self._kept = kept
        self._spans = spans
        self._read = read
        self._known: dict[str, V | None] = {}  # also that a word stands nowhere, until all are made
        self._whole = False

    def __getitem__(self, word: str) -> V:
        found = self.get(word)
        if found is None:
            raise KeyError(word)
        return found

    @overload
    def get(self, key: str, /) -> V | None: ...
    @overload
    def get(self, key: str, /, default: V) -> V: ...
    @overload
    def get(self, key: str, /, default: Any) -> Any: ...
    def get(self, key: str, /, default: Any = None) -> Any:
        """Return what stands for a word."""
        found: Any = self._known.get(key, self)
        if found is self:
            found = self._looked_up(key)
        return default if found is None else found

    def __contains__(self, word: Any) -> bool:
        found = self._known.get(word, self)
        return (self._looked_up(word) if found is self else found) is not None

    def __iter__(self) -> Iterator[str]:
        return (word for word, _ in self._entries())

    def __len__(self) -> int:
        return sum(self._kept.count(b"\n", start, end) - 1 for start, end in self._spans.values())

    def __reduce__(self) -> tuple[type, tuple[Any, ...]]:
        first, last = min(self._spans.values(), default=(0, 0))[0], max(self._spans.values(), default=(0, 0))[1]
        moved = {letter: (start - first, end - first) for letter, (start, end) in self._spans.items()}
        return Table, (self._kept[first:last], moved, self._read)

    def _entries(self) -> Iterator[tuple[str, str]]:
        for start, end in self._spans.values():
            for entry in self._kept[start + 1 : end - 1].decode(*_CODE).split("\n"):
                word, _, value = entry.partition("\t")
                yield word, value

    def _looked_up(self, word: str) -> V | None:
        if self._whole:
            return None
        if len(self._known) >= _FEW:
            self._known = {word: self._read(value) for word, value in self._entries()}
            self._whole = True
            return self._known.get(word)
        found: V | None = None
        start, end = self._spans.get(word[:1], (0, 0))
        if end and "\n" not in word:
            wanted = f"\n{word}\t".encode(*_CODE)
            at = self._kept.find(wanted, start, end)
            if at >= 0:
                at += len(wanted)
                found = self._read(self._kept[at : self._kept.index(b"\n", at)].decode(*_CODE))
        self._known[word] = found
        return found


def spans_of(lengths: Iterable[tuple[str, int]], start: int) -> tuple[dict[str, tuple[int, int]], int]:
    """Return where the rows of each letter begin and end, of which each has a length and the first begins at `start`, and the last end."""
    spans = {}
    for first, length in lengths:
        spans[first] = (start, start := start + length)
    return spans, start


def rows_of(entries: Iterable[tuple[str, str]]) -> list[tuple[str, bytes]]:
    """Return the rows of a table by the first letter of their words: each word in a line with its value behind a tabulator.

    Raises ValueError where a word or a value holds one of these, or a word is empty.
    """
    rows: dict[str, list[str]] = {}
    for word, value in entries:
        if not word or any(sign in word + value for sign in "\t\n"):
            raise ValueError(f"a table cannot hold {word!r} with {value!r}")
        rows.setdefault(word[0], []).append(f"{word}\t{value}\n")
    return [(first, "".join(("\n", *held)).encode(*_CODE)) for first, held in rows.items()]
