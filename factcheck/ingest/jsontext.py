"""JSON text -> values, with what is wrong told: keys that stand twice, numbers that are none, nesting beyond the limit."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from factcheck.ingest.scan import DeepError, check_json

if TYPE_CHECKING:
    from factcheck.inputs import Limits

_DIGITS = 40  # an integer longer than this stays words: no date, no number of an article has so many


# Halves of characters and NULs as JSON spells them; an even number of backslashes before one would be backslashes.
_ILLEGIBLE: Final = (
    r"(?<!\\)(?:\\\\)*(?:\\u0000|\\u[dD][89abAB]..(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB]..)\\u[dD][c-fC-F])"
)


class BrokenJsonError(Exception):
    """Tells why a text is not JSON that can be read, and in which line."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


def load(text: str, limits: Limits) -> tuple[Any, list[str]]:
    """Return the value of a JSON text, and what is wrong in it but can be read; raises `BrokenJsonError`."""
    wrong: list[str] = []

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(items)
        if len(made) != len(items):
            names = [name for name, _ in items]
            twice = next(name for at, name in enumerate(names) if name in names[:at])
            wrong.append(f"key {twice[:40]!r} stands twice in one object; the last value is read")
        return made

    def constant(word: str) -> str:
        wrong.append(f"{word} is no JSON number")
        return ""

    try:
        check_json(text, limits)
        value = json.loads(
            text.removeprefix("\ufeff"),
            object_pairs_hook=pairs,
            parse_constant=constant,
            parse_int=lambda digits: int(digits) if len(digits) <= _DIGITS else digits,
            parse_float=str,
        )
    except DeepError as error:
        raise BrokenJsonError(str(error)) from error
    except json.JSONDecodeError as error:
        raise BrokenJsonError(f"broken JSON: {error.msg.lower()}", error.lineno) from error
    except RecursionError as error:  # pragma: no cover - the depth is checked before
        raise BrokenJsonError("nested too deep") from error
    if "\\u" in text and re.search(_ILLEGIBLE, text):
        wrong.append("NUL characters or halves of characters, read as U+FFFD")
    return value, list(dict.fromkeys(wrong))


def legible(words: str) -> str:
    """Return words with U+FFFD for halves of characters and for NULs, which JSON can hold and no text can."""
    if "\0" in words:
        words = words.replace("\0", "\ufffd")
    try:
        words.encode("utf-8")
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in words)
    return words
