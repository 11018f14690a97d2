"""Documents -> stories: groups of documents that tell one event, by the rare names and name pairs that they share."""

from __future__ import annotations

import hashlib
import math
from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factcheck.model import Document, Published

_COMMON: Final = 0.02  # a name in more than this share of documents joins nothing ...
_FLOOR: Final = 12  # ... but one in at most this many documents may
_DAYS: Final = 4  # documents of one story are at most this many days apart
_ALIKE: Final = 0.24  # cosine of the weighted names from which two documents tell one story
_SHARED: Final = 2


def stories(
    documents: Sequence[Document], names: Mapping[str, Sequence[str]], published: Mapping[str, Published]
) -> dict[str, str]:
    """Return the story id of every document; a document that tells a story alone has its own.

    Pairs come from an inverted index of rare names: two shared ones, similar weights, and dates within a few days where
    both are known. Groups grow by average link, so that one round-up article merges nothing. Ids are the digest of the
    first document id of the group.
    """
    index: dict[str, list[str]] = defaultdict(list)
    for document in documents:
        for name in names[document.id]:
            index[name].append(document.id)
    total = len(documents)
    most = max(_FLOOR, int(total * _COMMON))
    weight = {name: math.log(1 + total / len(held)) for name, held in index.items()}
    norm = {d.id: math.sqrt(sum(weight[n] ** 2 for n in names[d.id])) or 1.0 for d in documents}
    shared: Counter[tuple[str, str]] = Counter()
    dots: dict[tuple[str, str], float] = defaultdict(float)
    for name, held in index.items():
        if not 1 < len(held) <= most:
            continue
        for pair in combinations(sorted(held), 2):
            shared[pair] += 1
            dots[pair] += weight[name] ** 2
    alike = {
        pair: dots[pair] / (norm[pair[0]] * norm[pair[1]])
        for pair, number in shared.items()
        if number >= _SHARED and _near(published[pair[0]], published[pair[1]])
    }
    groups = _average_link([d.id for d in documents], {p: s for p, s in alike.items() if s >= _ALIKE / 2})
    return {member: hashlib.sha256(min(group).encode()).hexdigest()[:8] for group in groups for member in group}


def _near(a: Published, b: Published) -> bool:
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return not (
            (a.start is not None and b.end is not None and (a.start - b.end).days > _DAYS)
            or (b.start is not None and a.end is not None and (b.start - a.end).days > _DAYS)
        )
    return (a.start - b.end).days <= _DAYS and (b.start - a.end).days <= _DAYS


def _average_link(ids: Sequence[str], alike: Mapping[tuple[str, str], float]) -> list[list[str]]:
    """Return groups, joined from the most alike pair down while the mean over all pairs of two groups stays alike."""
    group = {name: name for name in ids}
    members = {name: [name] for name in ids}
    for (a, b), _ in sorted(alike.items(), key=lambda item: (-item[1], item[0])):
        left, right = group[a], group[b]
        if left == right:
            continue
        pairs = [alike.get((min(x, y), max(x, y)), 0.0) for x in members[left] for y in members[right]]
        if sum(pairs) / len(pairs) < _ALIKE:
            continue
        for member in members[right]:
            group[member] = left
        members[left] += members.pop(right)
    return [members[name] for name in sorted(members)]
