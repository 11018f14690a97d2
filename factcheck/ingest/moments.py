"""The dates of other formats -> ISO dates, as `articles.csv` has them; words that are no date stay as they are."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any, Final

_SECONDS: Final = re.compile(r"1?\d{9}(?:\.\d+)?\Z")
_MILLISECONDS: Final = re.compile(r"1\d{12}\Z")
_MAIL: Final = re.compile(r"(?:[A-Za-z]{3},?\s+)?\d{1,2}\s+[A-Za-z]{3,9}\s+\d{2,4}\b")
_ISO: Final = re.compile(
    r"(\d{4}-?\d{2}-?\d{2}[T ]\d{2}:?\d{2}(?::?\d{2})?)(?:[.,]\d+)?\s?(Z|z|[+-]\d{2}(?::?\d{2})?)?\Z"
)


def iso(value: Any) -> str:
    """Return a moment or day in ISO form; what is none of the known forms is returned as it is."""
    words = " ".join(str(value).split()) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if _MILLISECONDS.match(words):
        return _epoch(int(words) // 1000)
    if _SECONDS.match(words):
        return _epoch(int(words.partition(".")[0]))
    if match := _ISO.match(words):
        zone = match[2] or ""
        return match[1] + (f"{zone}00" if len(zone) == 3 else zone).replace("z", "Z")
    if _MAIL.match(words):
        from email.utils import parsedate_to_datetime  # noqa: PLC0415 - few formats have such dates

        try:
            return parsedate_to_datetime(words).isoformat()
        except (ValueError, TypeError, OverflowError):
            return words
    return words


def _epoch(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat()
