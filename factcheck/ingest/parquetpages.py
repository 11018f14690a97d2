"""How large the columns of a Parquet file are once unpacked, by the headers of their pages: before anything unpacks them.

The file's own table says so too, and may lie; the reader goes by the pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_STOP, _TRUE, _FALSE, _BYTE, _I16, _I32, _I64, _DOUBLE, _BINARY, _LIST, _SET, _MAP, _STRUCT = range(13)
_NUMBERS: Final = (_I16, _I32, _I64)
_DEEP: Final = 8  # no header of a page has so many structs inside one another
_UNPACKED, _PACKED, _VALUES = 2, 3, 1  # the numbers of fields of a page's header, and of the header of its kind
_KINDS: Final = (5, 7, 8)  # data page, dictionary page, data page of version 2
_INDEX: Final = 8  # bytes of memory for a value in a list, whatever it takes in the file


class PagesError(Exception):
    """Tells why the pages of a column cannot be followed."""


def unpacked_size(data: bytes, start: int, length: int, *, repeated: bool) -> int:
    """Return how many bytes the pages of a column are once unpacked, at least what the file takes; raises `PagesError`.

    `start` and `length` are where the column stands. Of a `repeated` one a single row may hold all values, which take memory
    even where the file counts them only.
    """
    if start < 0 or length < 0 or start + length > len(data):
        raise PagesError("a column is not all there")
    total, at, end = 0, start, start + length
    while at < end:
        header = _Header(data, at, end)
        if header.packed < 0 or header.unpacked < 0 or header.values < 0 or header.end + header.packed > end:
            raise PagesError("a page is not all there")
        total += max(header.unpacked, header.packed) + (_INDEX * header.values if repeated else 0)
        at = header.end + header.packed
    return total


class _Header:
    """The header of one page, in Thrift's compact protocol."""

    def __init__(self, data: bytes, at: int, end: int) -> None:
        self._data, self._at, self._last = data, at, end
        self.unpacked = self.packed = self.values = 0
        for number, kind in self._fields():
            if number == _UNPACKED and kind == _I32:
                self.unpacked = self._zigzag()
            elif number == _PACKED and kind == _I32:
                self.packed = self._zigzag()
            elif number in _KINDS and kind == _STRUCT:
                for inner, of in self._fields():
                    if inner == _VALUES and of == _I32:
                        self.values = self._zigzag()
                    else:
                        self._skip(of, _DEEP)
            else:
                self._skip(kind, _DEEP)
        self.end = self._at

    def _fields(self) -> Iterator[tuple[int, int]]:
        """Yield the number and the kind of each field of a struct; the caller reads its value."""
        number = 0
        while (byte := self._byte()) & 15 != _STOP:
            number = number + (byte >> 4) if byte >> 4 else self._zigzag()
            yield number, byte & 15

    def _byte(self) -> int:
        if self._at >= self._last:
            raise PagesError("the header of a page is not all there")
        self._at += 1
        return self._data[self._at - 1]

    def _varint(self) -> int:
        found = shift = 0
        while True:
            byte = self._byte()
            found |= (byte & 127) << shift
            if byte < 128:
                return found
            shift += 7
            if shift > 63:
                raise PagesError("the header of a page is broken")

    def _zigzag(self) -> int:
        found = self._varint()
        return (found >> 1) ^ -(found & 1)

    def _skip(self, kind: int, deep: int) -> None:
        if not deep:
            raise PagesError("the header of a page is nested too deep")
        if kind in (_TRUE, _FALSE):
            return
        if kind in _NUMBERS:
            self._varint()
        elif kind in (_BYTE, _DOUBLE, _BINARY):
            length = {_BYTE: 1, _DOUBLE: 8}.get(kind) or self._varint()  # which moves on itself
            self._at += length
        elif kind in (_LIST, _SET):
            byte = self._byte()
            for _ in range(byte >> 4 if byte >> 4 < 15 else self._varint()):
                # In a list a truth takes a byte of its own.
                self._skip(_BYTE if byte & 15 in (_TRUE, _FALSE) else byte & 15, deep - 1)
        elif kind == _STRUCT:
            for _, of in self._fields():
                self._skip(of, deep - 1)
        else:
            raise PagesError("the header of a page is broken")
