"""Says what a mistyped word probably meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def meant(word: str, known: Iterable[str]) -> str:
    """Return "; did you mean ..." where a known word is like the given one, else the known words."""
    from difflib import get_close_matches  # noqa: PLC0415 - only where something is mistyped

    words = sorted(known)
    near = get_close_matches(word, words, 1, 0.6)
    return f"; did you mean {near[0]!r}?" if near else f"; known are {', '.join(words)}"
