"""Compressed JSON that is written and read piece by piece: of a very long article neither the text nor the tree is held whole."""

from __future__ import annotations

import codecs
import json
import zlib
from typing import TYPE_CHECKING, Any, Final, Self

from factcheck.archive.codec import MANY, DamagedError, at_once, encoded, inside, kind_of
from factcheck.archive.shapes import SHAPES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from factcheck.archive.codec import Codec

MOST_BYTES: Final = 200_000_000  # what one article's reading may unpack to
MEMBERS: Final = 1000  # of a long list so many are written at once
_IN: Final = 1 << 16  # bytes that are unpacked at once ...
_OUT: Final = 1 << 18  # ... to so many at most
_ENDS: Final = (",", "]", "}")
_LEVEL: Final = 6

_scanned = json.JSONDecoder().raw_decode


def zipped(pieces: Iterable[str]) -> bytes:
    """Return text as bytes, the same whatever pieces it comes in."""
    stream = zlib.compressobj(_LEVEL)
    made = [stream.compress(piece.encode("utf-8", "surrogatepass")) for piece in pieces]
    return b"".join([*made, stream.flush()])


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


def parted(codec: Codec, shape: str, value: Any) -> Iterator[str]:
    """Yield the JSON of a value in parts, of which none holds very many members of a list."""
    outer, bracket, _ = shape.partition("(")
    if shape in SHAPES:
        for number, (name, kind) in enumerate(SHAPES[shape][1].items()):
            yield "," if number else "["
            yield from parted(codec, kind, getattr(value, name))
        yield "]"
    elif bracket and outer in MANY and len(value) > MEMBERS:
        for number, members in enumerate(_slices(outer, value, codec.coder(shape)[0])):
            yield "," if number else "["
            yield encoded(members)[1:-1]
        yield "]"
    else:
        yield from at_once(codec, shape, value)


def _slices(outer: str, value: Any, write: Callable[[Any], list[Any]]) -> Iterator[list[Any]]:
    """Yield the members of a set, list or mapping as JSON holds them, so many at once."""
    members = write(value) if outer == "set" else list(value.items()) if outer == "map" else value
    for start in range(0, len(members), MEMBERS):
        some = members[start : start + MEMBERS]
        yield some if outer == "set" else write(dict(some) if outer == "map" else some)


def read(codec: Codec, shape: str, text: Pieces) -> Any:
    """Return the value of a shape that comes next, of which no more is held as text or tree than a member of a list."""
    outer, bracket, inner = shape.partition("(")
    if shape in SHAPES:
        fields = SHAPES[shape][1].values()
        values = [read(codec, kind, text.after("," if number else "[")) for number, kind in enumerate(fields)]
        text.sign("]")
        return kind_of(shape)(*values)
    if not bracket or outer not in MANY:
        return codec.coder(shape)[1](text.value())
    if outer == "map":
        key, value = (codec.coder(part)[1] for part in inside(inner[:-1]))
        return codec.many[outer]((key(k), value(v)) for k, v in text.members())
    member = codec.coder(inner[:-1])[1]
    return codec.many[outer](map(member, text.members()))
