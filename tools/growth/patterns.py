"""The patterns of `patterns.toml`, and texts made of one of them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Final

_TABLES: Final[dict[str, dict[str, list[str]]]] = tomllib.loads(
    Path(__file__).with_name("patterns.toml").read_text("utf-8")
)
_ENDING: Final = {"words": ".txt", "joined": ".txt", "page": ".html"}

# Name -> the text that is repeated, and the ending of the file that holds it.
PATTERNS: Final[dict[str, tuple[str, str]]] = {
    f"{'' if table == 'page' else f'{table} '}{kind} {text!r}": (
        f"{text} " if table == "words" else text,
        _ENDING[table],
    )
    for table, kinds in _TABLES.items()
    for kind, texts in kinds.items()
    for text in texts
}


def filled(pattern: str, size: int) -> str:
    """Return a text of about so many characters that is made of a pattern, between two plain sentences."""
    unit, ending = PATTERNS[pattern]
    body = unit * (size // len(unit))
    first, last = (
        "Saltmere Mayor Judith Abelard closed the pier. ",
        "\nSaltmere Mayor Judith Abelard closed the pier.\n",
    )
    if ending == ".html":
        return f"<!doctype html><html><body><article><p>{first}</p>{body}<p>{last}</p></article></body></html>"
    return first + body + last
