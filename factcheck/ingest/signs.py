"""Finds signs in a text that a reader does not see as a machine does: turned directions, invisible signs, look-alike letters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from factcheck.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

# Compiled by the first text that is not all ASCII, the others by the first that holds one of these.
_ANY: Final = (
    "[\u00ad\u0370-\u03ff\u0400-\u052f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]"
)
_TURNS: Final = "[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
_UNSEEN: Final = r"(?<=\w)[\u00ad\u200b-\u200d\u2060\ufeff\U000e0000-\U000e007f]+(?=\w)"
_MIXED: Final = r"[A-Za-z\u00c0-\u024f]+[\u0370-\u03ff\u0400-\u052f]\w*|[\u0370-\u03ff\u0400-\u052f]+[A-Za-z]\w*"


def odd_signs(text: str, name: str) -> Iterator[Problem]:
    """Yield a note for each kind of such signs, with the line of the first."""
    if text.isascii() or not re.search(_ANY, text):
        return
    if match := re.search(_TURNS, text):
        count = len(re.findall(_TURNS, text))
        yield _note(
            text,
            name,
            match.start(),
            f"{count} {_signs(count)} that turn the direction of text, the first {_code(match[0])}",
        )
    if match := re.search(_UNSEEN, text):
        count = len(re.findall(_UNSEEN, text))
        yield _note(
            text,
            name,
            match.start(),
            f"{count} invisible {_signs(count)} inside words or numbers, the first {_code(match[0][0])}",
        )
    if match := re.search(_MIXED, text):
        import unicodedata  # noqa: PLC0415 - few texts hold such a word

        strange = (c for c in match[0] if not c.isascii() and not unicodedata.name(c, "").startswith("LATIN"))
        other = next(strange, match[0][0])  # some code points of a script are no letters, or nothing yet
        shown = match[0][:40]
        yield _note(text, name, match.start(), f"letters of two scripts in one word: {shown!r} holds {_code(other)}")


def odd_outlet(outlet: str, text: str, name: str, line: int) -> Iterator[Problem]:
    """Yield the same notes for the name of an outlet that does not stand in the text itself."""
    if not outlet.isascii() and outlet not in text:
        yield from (Problem(name, line, f"the outlet's name: {p.message}", note=True) for p in odd_signs(outlet, name))


def _signs(count: int) -> str:
    return "sign" if count == 1 else "signs"


def _code(char: str) -> str:
    return f"U+{ord(char):04X}"


def _note(text: str, name: str, at: int, message: str) -> Problem:
    before = text[:at]
    line = 1 + before.count("\n") + before.count("\r") - before.count("\r\n")
    return Problem(name, line, message, note=True)
