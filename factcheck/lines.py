"""Translates offsets into lines and columns."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcheck.model import Document

_NEWLINE = r"\r\n|\r|\n"


def line_starts(text: str) -> tuple[int, ...]:
    """Return the offset at which each line starts; LF, CRLF and CR end a line."""
    return (0, *(match.end() for match in re.finditer(_NEWLINE, text)))


def locate(text_or_starts: str | Sequence[int], offset: int) -> tuple[int, int]:
    """Return the line and the column of an offset, both counted from 1, the column in code points."""
    starts = line_starts(text_or_starts) if isinstance(text_or_starts, str) else text_or_starts
    line = bisect_right(starts, max(offset, 0))
    return line, max(offset, 0) - starts[line - 1] + 1


class Places:
    """The lines and columns of one document's offsets in its file.

    Where the text is not the file's own (a web page, a feed), the line is that of the paragraph and the column 1.
    """

    def __init__(self, document: Document) -> None:
        self.exact = not document.lines
        self._raw = [line for _, line in document.lines]
        self._starts = [at for at, _ in document.lines] if document.lines else line_starts(document.text)

    def of(self, offset: int) -> tuple[int, int]:
        """Return the line and the column of an offset, both counted from 1."""
        if self.exact:
            return locate(self._starts, offset)
        return self._raw[max(bisect_right(self._starts, max(offset, 0)) - 1, 0)], 1
