"""A long table of words, kept as it is looked up: to make it whole takes longer than to check a draft that asks for some words of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

V = TypeVar("V")

_MOST: Final = 100_000  # words that are remembered; a text of endless words fills no memory
_CODE: Final = ("utf-8", "surrogatepass")


class Table(Mapping[str, V], Generic[V]):
    """What stands for words; each is looked for when somebody first asks for it.

    `kept` holds the rows that `rows_of` makes, `spans` tells where that of each first letter begins and ends, and `read` returns
    the value that a text says.
    """

    __slots__ = ("_kept", "_known", "_read", "_spans")

    def __init__(self, kept: bytes, spans: Mapping[str, tuple[int, int]], read: Callable[[str], V]) -> None:
        self._kept = kept
        self._spans = spans
        self._read = read
        self._known: dict[str, V | None] = {}  # also what stands nowhere

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
        try:
            found = self._known[key]
        except KeyError:
            found = self._looked_up(key)
        return default if found is None else found

    def __contains__(self, word: object) -> bool:
        return self.get(word) is not None  # type: ignore[call-overload] # what is no word stands nowhere

    def __iter__(self) -> Iterator[str]:
        for start, end in self._spans.values():
            for entry in self._kept[start + 1 : end - 2].decode(*_CODE).split("|"):
                yield entry.partition("=")[0]

    def __len__(self) -> int:
        return sum(self._kept.count(b"|", start, end) - 1 for start, end in self._spans.values())

    def __reduce__(self) -> tuple[type, tuple[Any, ...]]:
        first, last = min(self._spans.values(), default=(0, 0))[0], max(self._spans.values(), default=(0, 0))[1]
        moved = {letter: (start - first, end - first) for letter, (start, end) in self._spans.items()}
        return Table, (self._kept[first:last], moved, self._read)

    def _looked_up(self, word: str) -> V | None:
        found: V | None = None
        start, end = self._spans.get(word[:1], (0, 0))
        if end and "|" not in word:
            wanted = f"|{word}=".encode(*_CODE)
            at = self._kept.find(wanted, start, end)
            if at >= 0:
                at += len(wanted)
                found = self._read(self._kept[at : self._kept.index(b"|", at)].decode(*_CODE))
        if len(self._known) > _MOST:
            self._known.clear()
        self._known[word] = found
        return found


def rows_of(entries: Iterable[tuple[str, str]]) -> list[tuple[str, bytes]]:
    """Return the rows of a table by the first letter of their words, as "|won=win2|work=work0|" and the end of a line.

    Raises ValueError where a word or a value holds a sign that parts them, or a word is empty.
    """
    rows: dict[str, list[str]] = {}
    for word, value in entries:
        if not word or any(sign in word + value for sign in "|=\n"):
            raise ValueError(f"a table cannot hold {word!r} with {value!r}")
        rows.setdefault(word[0], []).append(f"{word}={value}")
    return [(first, f"|{'|'.join(held)}|\n".encode(*_CODE)) for first, held in rows.items()]
