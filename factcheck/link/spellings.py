"""Which persons' names of one story are one name in two spellings."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from factcheck.values.name import fold, misspelt

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def spellings(persons: Mapping[str, Sequence[str]], stories: Mapping[str, str]) -> dict[tuple[str, str], str]:
    """Return for (story, folded name) the folded name under which a misspelt one is linked; names that stand alone are left out.

    Two full names of one story are linked when they share a component and the other one is within two edits, and no
    document has both: there they are two persons. The spelling of more documents, then the first by letters, leads.
    """
    told: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for document, names in persons.items():
        for name in names:
            if " " in name:
                told[stories.get(document, document)][fold(name)].add(document)
    linked: dict[tuple[str, str], str] = {}
    for story, held in told.items():
        for left, right in _alike(sorted(held)):
            if held[left] & held[right]:
                continue
            lead, other = sorted((left, right), key=lambda n: (-len(held[n]), n))
            linked.setdefault((story, other), linked.get((story, lead), lead))
    return linked


def _alike(names: Sequence[str]) -> list[tuple[str, str]]:
    """Return the pairs of names that are one in two spellings; only names that share a word are held against each other."""
    by_word: dict[str, list[str]] = defaultdict(list)
    for name in names:
        for word in set(name.split()):
            by_word[word].append(name)
    pairs = {pair for group in by_word.values() for pair in combinations(group, 2)}
    return sorted(pair for pair in pairs if misspelt(*pair))
