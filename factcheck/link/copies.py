"""Which documents print one text, such as a wire report that several outlets take over."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Final

from factcheck.link.entities import root_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LEAST: Final = 3  # so many sentences in common, or all of a shorter text ...
_SHARE: Final = 0.5  # ... and this share of the shorter one
_MOST: Final = 60  # a sentence in more documents than this is a formula


def copies(ids: Sequence[str], sentences: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """Return for each document the first of those that print its text; itself where it shares too few sentences.

    `sentences` are the digests of each document's longer sentences.
    """
    # Texts that are wholly the same are one, however many there are.
    same: dict[frozenset[str], str] = {}
    whole = {name: same.setdefault(sentences[name], name) if sentences[name] else name for name in sorted(ids)}
    index: dict[str, list[str]] = defaultdict(list)
    for name in sorted(set(whole.values())):
        for digest in sentences[name]:
            index[digest].append(name)
    shared = Counter(pair for found in index.values() if 1 < len(found) <= _MOST for pair in combinations(found, 2))
    first = dict(whole)

    for (a, b), count in sorted(shared.items()):
        shorter = min(len(sentences[a]), len(sentences[b]))
        if count >= shorter * _SHARE and (count >= _LEAST or count == shorter):
            left, right = sorted((root_of(first, a), root_of(first, b)))
            first[right] = left
    return {name: root_of(first, name) for name in ids}
