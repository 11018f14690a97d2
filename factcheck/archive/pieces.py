"""Compressed JSON that is written and read piece by piece: of a very long article neither the text nor the tree is held whole."""

from __future__ import annotations

import codecs
import json
import zlib
from typing import TYPE_CHECKING, Any, Final, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST_BYTES: Final = 200_000_000  # what one article's reading may unpack to
MEMBERS: Final = 1000  # of a long list so many are written at once
_WHOLE: Final = 2_000_000  # bytes that are read in one piece
_IN: Final = 1 << 16  # bytes that are unpacked at once ...
_OUT: Final = 1 << 18  # ... to so many at most
_ENDS: Final = (",", "]", "}")
_LEVEL: Final = 6

encoded = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode
_scanned = json.JSONDecoder().raw_decode


class DamagedError(ValueError):
    """Raised when the bytes of a reading are not such as `Codec.packed` makes."""


def zipped(pieces: Iterable[str]) -> bytes:
    """Return text as bytes, the same whatever pieces it comes in."""
    stream = zlib.compressobj(_LEVEL)
    made = [stream.compress(piece.encode("utf-8", "surrogatepass")) for piece in pieces]
    return b"".join([*made, stream.flush()])


def short(data: memoryview) -> str | None:
    """Return the text that `zipped` made bytes of, None where it is long; raises DamagedError, zlib.error."""
    stream = zlib.decompressobj()
    raw = stream.decompress(data, _WHOLE)
    if not stream.eof:
        return None
    if stream.unused_data:
        raise DamagedError("the article's reading is too long")
    return raw.decode("utf-8", "surrogatepass")


def unzipped(data: memoryview) -> Iterator[str]:
    """Yield the same text piece by piece, none of them empty."""
    stream = zlib.decompressobj()
    decoder = codecs.getincrementaldecoder("utf-8")("surrogatepass")
    total = 0
    for start in range(0, len(data), _IN):
        if stream.eof:
            raise DamagedError("the article's reading is too long")
        left: bytes | memoryview = data[start : start + _IN]
        while left:
            raw = stream.decompress(left, _OUT)
            left = stream.unconsumed_tail
            total += len(raw)
            if total > MOST_BYTES:
                raise DamagedError("the article's reading is too large")
            if piece := decoder.decode(raw):
                yield piece
    if piece := decoder.decode(stream.flush(), final=True):
        yield piece
    if not stream.eof or stream.unused_data:
        raise DamagedError("the article's reading is cut off")


class Pieces:
    """JSON that comes in pieces, read value by value. Every method raises DamagedError where it is not as expected."""

    def __init__(self, pieces: Iterable[str]) -> None:
        self._pieces = iter(pieces)
        self._held = ""
        self._at = 0

    def value(self) -> Any:
        """Return the next value, whole; raises ValueError and RecursionError where there is none."""
        while True:
            try:
                found, end = _scanned(self._held, self._at)
            except ValueError:
                if not self._more():
                    raise
                continue
            if self._held[end : end + 1] in _ENDS or not self._more():  # else a number may go on: "1", "1.", "1.5e"
                self._at = end
                return found

    def sign(self, *wanted: str) -> str:
        """Take one of these signs."""
        if self._at == len(self._held):
            self._more()
        found = self._held[self._at : self._at + 1]
        if found not in wanted:
            raise DamagedError(f"{' or '.join(wanted)} expected")
        self._at += 1
        return found

    def after(self, *wanted: str) -> Self:
        """Take these signs, and return what follows."""
        for sign in wanted:
            self.sign(sign)
        return self

    def members(self) -> Iterator[Any]:
        """Yield the values of a list."""
        self.sign("[")
        if self._next() == "]":
            self.sign("]")
            return
        yield self.value()
        while self.sign(",", "]") == ",":
            yield self.value()

    def end(self) -> None:
        """See that nothing follows."""
        if self._at < len(self._held) or self._more():
            raise DamagedError("nothing more expected")

    def _next(self) -> str:
        if self._at == len(self._held):
            self._more()
        return self._held[self._at : self._at + 1]

    def _more(self) -> bool:
        """Take further pieces, as much as is held and not read yet, so that a long value is not gone through too often."""
        wanted = max(1, len(self._held) - self._at)
        more = []
        while wanted > 0 and (piece := next(self._pieces, "")):
            more.append(piece)
            wanted -= len(piece)
        if more:
            self._held, self._at = "".join((self._held[self._at :], *more)), 0
        return bool(more)
