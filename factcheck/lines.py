"""Translates offsets into lines and columns."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_NEWLINE = re.compile(r"\r\n|\r|\n")


def line_starts(text: str) -> tuple[int, ...]:
    """Return the offset at which each line starts; LF, CRLF and CR end a line."""
    return (0, *(match.end() for match in _NEWLINE.finditer(text)))


def locate(text_or_starts: str | Sequence[int], offset: int) -> tuple[int, int]:
    """Return the line and the column of an offset, both counted from 1, the column in code points."""
    starts = line_starts(text_or_starts) if isinstance(text_or_starts, str) else text_or_starts
    line = bisect_right(starts, max(offset, 0))
    return line, max(offset, 0) - starts[line - 1] + 1
