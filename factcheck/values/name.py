"""Names as they are written: folded, and cut into what tells one from another."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence


_GONE: Final = str.maketrans("", "", "’'‘`.")
_OTHER: Final = r"\W+"
GENERATIONS: Final = frozenset(("jr", "sr", "ii", "iii", "iv"))
_SUFFIXES: Final = GENERATIONS | {"mr", "mrs", "ms", "dr"}


@lru_cache(maxsize=50_000)  # the names of a corpus come again and again
def fold(text: str) -> str:
    """Return a name without case, accents, apostrophes and hyphens, words parted by one blank."""
    if text.isascii():
        if text.isalpha():
            return text.lower()
        if text.replace(" ", "").isalnum():  # as most names of several words are
            return " ".join(text.lower().split())
        return " ".join(re.sub(_OTHER, " ", text.casefold().translate(_GONE)).split())
    import unicodedata  # noqa: PLC0415 - most names are ASCII

    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.sub(_OTHER, " ", bare.casefold().translate(_GONE)).split())


@lru_cache(maxsize=50_000)
def parts(text: str) -> tuple[str, ...]:
    """Return the folded words of a person's name without titles, suffixes and single initials."""
    words = [w for w in fold(text).split() if w not in _SUFFIXES]
    kept = tuple(w for w in words if len(w) > 1)
    return kept or tuple(words)


def pairs_of(groups: Sequence[Sequence[str]]) -> frozenset[frozenset[str]]:
    """Return every two names of each group, folded."""
    return frozenset(frozenset(pair) for group in groups for pair in combinations(map(fold, group), 2))
