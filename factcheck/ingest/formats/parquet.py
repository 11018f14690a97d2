"""Articles as rows of Parquet files, by the map of fields (extra `parquet`).

Only the columns of the map are unpacked, a row group at a time and of that a few rows, so that memory hangs on the size of the pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from factcheck.ingest.article import Complaint
from factcheck.ingest.decode import UnreadableError
from factcheck.ingest.formats.records import Fixed, article, names
from factcheck.ingest.parquetpages import PagesError, unpacked_size

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.ingest.article import Asked, Found, Raw

_ROWS: Final = 64  # rows that are in memory at once
_FREE: Final = 8 << 20  # so much may come of any column; beyond it the ratio counts
_FOOTER: Final = 1_000_000  # bytes of one word of the file's own table, and how many entries a list of it may have
_DEPTH: Final = 20
_READ: Final = frozenset(("BYTE_ARRAY", "INT32", "INT64", "INT96"))  # words, numbers, dates
_TICKS: Final = {"s": 1, "ms": 1_000, "us": 1_000_000, "ns": 1_000_000_000}
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def read(raw: Raw, asked: Asked) -> Iterator[Found]:
    """Yield the articles of a file, the number of the row as their line; raises `UnreadableError` when it holds none."""
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra, and slow to import
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError:
        raise UnreadableError('Parquet needs the extra: pip install "factcheck-news[parquet]"') from None
    broken = (pa.ArrowException, PagesError, OSError, ValueError, TypeError, OverflowError, IndexError, KeyError)
    try:
        buffer = pa.py_buffer(raw.data)
        limits = {
            "thrift_string_size_limit": _FOOTER,
            "thrift_container_size_limit": _FOOTER,
            "schema_depth_limit": _DEPTH,
        }
        known = parquet.read_metadata(pa.BufferReader(buffer), **_taken(parquet.read_metadata, limits))
        columns = _columns(known, asked)
        file = parquet.ParquetFile(
            pa.BufferReader(buffer),
            metadata=known,
            read_dictionary=[path for path, words in columns.items() if words],
            pre_buffer=False,
            **_taken(parquet.ParquetFile.__init__, {**limits, "arrow_extensions_enabled": False}),
        )
        groups = range(known.num_row_groups)
    except broken as error:
        raise UnreadableError(f"broken Parquet: {_words(error)}") from error
    if not _has_text(columns, asked):
        raise UnreadableError(f"no articles in this table: no column {names(asked, 'text')}", foreign=True)
    number = 0
    for group in groups:
        rows: Iterator[dict[str, Any]] = iter(())
        try:
            if told := _too_large(raw.data, known.row_group(group), columns, asked):
                held = max(known.row_group(group).num_rows, 0)
                yield Complaint(f"row group {group + 1}: {told}; its {held:,} rows are not read", number + 1)
                number += held
            else:
                rows = _rows(file, group, columns, asked.limits.file_bytes)
        except broken as error:
            yield Complaint(f"broken Parquet: {_words(error)}; what follows is not read", number + 1)
            return
        while True:
            try:
                item = next(rows, None)
            except broken as error:
                yield Complaint(f"broken Parquet: {_words(error)}; what follows is not read", number + 1)
                return
            if item is None:
                break
            number += 1
            if number > asked.limits.articles:
                yield Complaint(
                    f"more than {asked.limits.articles:,} rows (limits.articles); the rest is not read", number
                )
                return
            yield from article(item, str(number), Fixed(number), asked)


def _taken(function: Any, options: dict[str, Any]) -> dict[str, Any]:
    """Return those options that this release of pyarrow knows: the lowest that we allow has not all of them."""
    from inspect import signature  # noqa: PLC0415 - slow to import

    return {name: value for name, value in options.items() if name in signature(function).parameters}


def _words(error: Exception) -> str:
    """Return the first sentence of an error of pyarrow, on one line."""
    words = " ".join(str(error).split())
    return (words.partition(". ")[0] or type(error).__name__)[:100].rstrip(".").lower()


def _columns(known: Any, asked: Asked) -> dict[str, bool]:
    """Return the columns to read by path, in the order of the file, and whether they hold words."""
    wanted = {path for field, paths in asked.inputs.fields.items() if field != "items" for path in paths}
    heads = {path.partition(".")[0] for path in wanted} | wanted
    found: dict[str, bool] = {}
    for k in range(known.num_columns):
        column = known.schema.column(k)
        if (column.path.partition(".")[0] in heads or column.path in heads) and column.physical_type in _READ:
            found[column.path] = column.physical_type == "BYTE_ARRAY"
    return found


def _has_text(columns: Mapping[str, bool], asked: Asked) -> bool:
    heads = {path.partition(".")[0] for path in columns} | set(columns)
    return any(path in heads or path.partition(".")[0] in heads for path in asked.inputs.fields["text"])


def _too_large(data: bytes, group: Any, columns: Mapping[str, bool], asked: Asked) -> str:
    """Return why a row group is not read; empty when its columns may be unpacked."""
    limits = asked.limits
    total = 0
    for k in range(group.num_columns):
        column = group.column(k)
        if column.path_in_schema not in columns:
            continue
        first = column.data_page_offset
        if column.has_dictionary_page and column.dictionary_page_offset:
            first = min(first, column.dictionary_page_offset)
        length = column.total_compressed_size
        size = unpacked_size(data, first, length, repeated="." in column.path_in_schema)
        if size > max(_FREE, limits.ratio * length):
            return f"unpacks to more than {limits.ratio} times its size (limits.ratio)"
        total += size
    return (
        f"unpacks to more than {limits.expanded_bytes:,} bytes (limits.expanded-bytes)"
        if total > limits.expanded_bytes
        else ""
    )


def _rows(file: Any, group: int, columns: Mapping[str, bool], most: int) -> Iterator[dict[str, Any]]:
    """Yield the rows of a row group as values that JSON could hold; a value of more than `most` characters is none."""
    for batch in file.iter_batches(batch_size=_ROWS, row_groups=[group], columns=list(columns), use_threads=False):
        for row in range(batch.num_rows):
            item: dict[str, Any] = {}
            for name, column in zip(batch.schema.names, batch.columns, strict=True):
                item.setdefault(name, _plain(column[row], most))
            yield item


def _plain(cell: Any, most: int) -> Any:
    """Return a cell as text, number, list or object; None for what no field can be."""
    from pyarrow import types  # noqa: PLC0415 - imported by `read`

    kind = cell.type
    if not cell.is_valid:
        return None
    if types.is_dictionary(kind):
        return _plain(cell.value, most) if cell.value is not None else None
    if types.is_string(kind) or types.is_large_string(kind) or types.is_binary(kind) or types.is_large_binary(kind):
        data = cell.as_buffer()
        return str(data, "utf-8", "replace") if data.size <= most else None
    if types.is_integer(kind):
        return cell.as_py()
    if types.is_date(kind) or types.is_timestamp(kind):
        return _moment(cell, kind)
    if types.is_struct(kind):
        return {name: _plain(cell[k], most) for k, name in enumerate(kind.names)}
    if types.is_list(kind) or types.is_large_list(kind):
        found = []
        for one in cell.values:
            found.append(_plain(one, most))
            most -= len(found[-1]) if isinstance(found[-1], str) else 1
        return found
    return None


def _moment(cell: Any, kind: Any) -> str | None:
    """Return a day or a moment in ISO form, None beyond the years that there are."""
    unit = getattr(kind, "unit", "")
    try:
        if not unit:
            return (_EPOCH + timedelta(days=cell.cast("date32").value)).date().isoformat()
        moment = _EPOCH + timedelta(seconds=cell.value // _TICKS[unit])
    except OverflowError:
        return None
    return moment.isoformat() if kind.tz else moment.replace(tzinfo=None).isoformat()
