"""Reads TOML that people write: limits, and one error with its line whatever is wrong."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcheck.paths import Pathname

LARGEST: Final = 1_000_000  # bytes of a file
_DEEPEST: Final = 20  # tables and lists inside one another


class TomlError(ValueError):
    """Tells what is wrong with a text, and in which line (0: in all of it)."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


def parsed(text: str) -> dict[str, Any]:
    """Return the content of a TOML text; raises TomlError."""
    import tomllib  # noqa: PLC0415 - only where something is not known already

    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TomlError(f"not TOML: {error}", getattr(error, "lineno", 0) or _line(str(error))) from error
    except (RecursionError, ValueError) as error:  # too deep; a figure of too many digits
        raise TomlError(f"not TOML: {error}") from error
    level: list[Any] = [data]
    for _ in range(_DEEPEST):
        level = [child for item in level for child in _children(item)]
    if level:
        raise TomlError(f"nested deeper than {_DEEPEST} levels")
    return data


def _children(item: Any) -> list[Any]:
    found = list(item.values()) if isinstance(item, dict) else item if isinstance(item, list) else []
    return [child for child in found if isinstance(child, dict | list)]


def text_of(file: Pathname) -> str:
    """Return the text of a file without a byte order mark; raises OSError, or TomlError for what cannot be such a text."""
    return content_of(file).decode("utf-8-sig")


def content_of(file: Pathname) -> bytes:
    """Return the content of a file that is a text in UTF-8; raises as `text_of` does."""
    opened = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        known = os.fstat(opened)
        if not stat.S_ISREG(known.st_mode):  # a pipe would be waited for
            raise TomlError("cannot be read: not a regular file")
        data, asked = (
            b"",
            known.st_size + 1,
        )  # room for a hundred files of the largest size would take as long as reading them
        while part := os.read(opened, min(asked, LARGEST + 1)):
            data += part
            if len(data) > LARGEST:
                raise TomlError(f"cannot be read: larger than {LARGEST:,} bytes")
            if len(part) < asked:
                break  # a regular file gives less than it is asked for only at its end
    finally:
        os.close(opened)
    try:
        data.decode()
    except UnicodeDecodeError as error:
        raise TomlError("cannot be read: not UTF-8", data.count(b"\n", 0, error.start) + 1) from error
    return data


def _line(message: str) -> int:
    """Return the line that tomllib names in its message ("... (at line 3, column 5)"), 0 when it names none."""
    _, _, rest = message.partition("at line ")
    digits = rest.split(",")[0]
    return int(digits) if digits.isdecimal() else 0


def line_of(text: str, location: Sequence[object]) -> int:
    """Return the line of the last named key of a location, counting repeated tables; 1 when it cannot be found."""
    lines = text.splitlines()
    at = 0
    for number, part in enumerate(location):
        if isinstance(part, int):
            table = f"[[{location[number - 1]}]]"
            seen = -1
            for index, line in enumerate(lines):
                seen += line.strip() == table
                if seen == part:
                    at = index
                    break
        else:
            table = f"[{'.'.join(map(str, location[: number + 1]))}]"
            at = next(
                (
                    i
                    for i in range(at, len(lines))
                    if lines[i].lstrip(" [").startswith(str(part)) or lines[i].strip() == table
                ),
                at,
            )
    return at + 1
