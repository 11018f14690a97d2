"""Tables as Parquet files: the cells are packed as Arrow holds them, so that neither the rows nor what they came from is kept."""

from __future__ import annotations

import zlib
from array import array
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import pyarrow as pa

    from factcheck.render.registry import Column

_ROWS: Final = 10_000  # that are packed at once
_LEVEL: Final = 1  # of compression: the fastest

Packed = list[tuple[int, list[list[bytes]]]]  # for so many rows the buffers of each column, compressed


class _Words:
    """The cells of a column of text: whether each is one, where it ends, and all of the text."""

    def __init__(self) -> None:
        self._there = bytearray()
        self._ends = array("i", (0,))
        self._text = bytearray()

    def add(self, cell: str | None) -> None:
        self._there.append(cell is not None)
        if cell:
            self._text += cell.encode("utf-8", "replace")
        self._ends.append(len(self._text))

    def packed(self) -> list[bytes]:
        return [zlib.compress(part, _LEVEL) for part in (self._there, self._ends, self._text)]


class _Numbers:
    """The cells of a column of whole numbers."""

    def __init__(self) -> None:
        self._there = bytearray()
        self._numbers = array("q")

    def add(self, cell: int | None) -> None:
        self._there.append(cell is not None)
        self._numbers.append(cell or 0)

    def packed(self) -> list[bytes]:
        return [zlib.compress(part, _LEVEL) for part in (self._there, self._numbers)]


def packed(of: Sequence[Column], rows: Iterable[Mapping[str, Any]]) -> Packed:
    """Return the cells of a table."""
    made: Packed = []
    columns = _columns(of)
    number = 0
    for row in rows:
        for name, column in columns.items():
            column.add(row.get(name))
        number += 1
        if number == _ROWS:
            made.append((number, [column.packed() for column in columns.values()]))
            columns, number = _columns(of), 0
    if number or not made:
        made.append((number, [column.packed() for column in columns.values()]))
    return made


def _columns(of: Sequence[Column]) -> dict[str, _Words | _Numbers]:
    return {c.name: _Numbers() if c.type == "integer" else _Words() for c in of}


def parquet(of: Sequence[Column], cells: Packed) -> Iterator[bytes]:
    """Yield a table as a Parquet file, once; words are text, and every column is there even when all its cells are empty."""
    import pyarrow as pa  # noqa: PLC0415 - an extra
    import pyarrow.parquet as pq  # noqa: PLC0415

    schema = pa.schema([(c.name, pa.int64() if c.type == "integer" else pa.string()) for c in of])
    with _sparing():
        columns = [_column(field, [(n, columns[place]) for n, columns in cells]) for place, field in enumerate(schema)]
        sink = pa.BufferOutputStream()
        pq.write_table(pa.Table.from_arrays(columns, schema=schema), sink, compression="zstd")
        del columns
    yield sink.getvalue().to_pybytes()


def _column(field: pa.Field, parts: Iterable[tuple[int, Sequence[bytes]]]) -> pa.ChunkedArray:
    """Return a column of all its parts, in one piece where Arrow allows: the file does not tell how many were packed at once."""
    import pyarrow as pa  # noqa: PLC0415 - an extra

    made = pa.chunked_array([_array(field.type, number, part) for number, part in parts], field.type)
    return pa.Table.from_arrays([made], names=[field.name]).combine_chunks().column(0)


def _array(kind: pa.DataType, number: int, column: Sequence[bytes]) -> pa.Array:
    import numpy as np  # noqa: PLC0415 - heavy
    import pyarrow as pa  # noqa: PLC0415 - an extra

    there, *buffers = (zlib.decompress(part) for part in column)
    bits = None  # a bit for each cell, where one is empty
    if not all(there):
        bits = pa.py_buffer(np.packbits(np.frombuffer(there, "u1"), bitorder="little").tobytes())
    return pa.Array.from_buffers(kind, number, [bits, *map(pa.py_buffer, buffers)])


@contextmanager
def _sparing() -> Iterator[None]:
    """Have the library take its memory from the system, and give it back: its own allocator keeps much more than a table needs."""
    import pyarrow as pa  # noqa: PLC0415 - an extra

    before = pa.default_memory_pool()
    pa.set_memory_pool(pa.system_memory_pool())
    try:
        yield
    finally:
        pa.set_memory_pool(before)
