"""Cells of tables that no spreadsheet takes for a formula, and back."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Final

from factcheck.render.view import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from factcheck.render.registry import Column

# What starts a formula, also in its full-width form; and what a spreadsheet skips before it looks.
_FORMULA: Final = tuple("=+-@\t\r\n＝＋－＠")
_BLANK: Final = " \u00a0\u3000"
MARK: Final = "'"
_BOM: Final = b"\xef\xbb\xbf"
_AT_ONCE: Final = 500  # rows
_LONE: Final = re.compile("[\ud800-\udfff]")


def disarmed(cell: str) -> str:
    """Return a clean cell that no spreadsheet takes for a formula: where one would, an apostrophe stands before it."""
    text = clean(cell)
    # A cell that begins with apostrophes before such a sign gets one more, so that `rearmed` gives back what was meant.
    inner = text.lstrip(_BLANK + MARK)
    return f"{MARK}{text}" if inner[:1] in _FORMULA else text


def rearmed(cell: str) -> str:
    """Return a cell as it was before `disarmed`."""
    return cell[1:] if cell.startswith(MARK) and disarmed(cell[1:]) == cell else cell


def csv_bytes(columns: Sequence[Column], rows: Iterable[Mapping[str, object]], *, editors: bool = True) -> bytes:
    """Return a table as CSV, UTF-8 with a header.

    For editors it is made for spreadsheets: with a byte order mark, CR LF, and text that is no formula; cells of columns
    that are no text (figures, days) are ours and stay as they are. Otherwise it is plain: no mark, LF, cells unchanged.
    """
    return b"".join(csv_pieces(columns, rows, editors=editors))


def csv_pieces(
    columns: Sequence[Column], rows: Iterable[Mapping[str, object]], *, editors: bool = True
) -> Iterator[bytes]:
    """Yield the same piece by piece."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n" if editors else "\n")
    writer.writerow([column.name for column in columns])
    if editors:
        yield _BOM
    for number, row in enumerate(rows, 1):
        cells = [(column.type, row.get(column.name)) for column in columns]
        writer.writerow(
            ["" if c is None else disarmed(str(c)) if editors and kind == "string" else str(c) for kind, c in cells]
        )
        if number % _AT_ONCE == 0:
            yield _taken(out)
    yield _taken(out)


def _taken(out: io.StringIO) -> bytes:
    """Return what was written, and begin anew."""
    text = _LONE.sub("\ufffd", out.getvalue())
    out.seek(0)
    out.truncate()
    return text.encode()
