"""Documents -> stories: groups of documents that tell one event; and which of them print one text, as a wire report."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Final

from factcheck.digest import sha256
from factcheck.link.entities import root_of
from factcheck.link.likeness import LEAST, Likeness, rarities

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from factcheck.link.telling import Telling
    from factcheck.model import Published

_TELLING: Final = 40  # so many of its weightiest terms propose others to a document
_MOST: Final = 60  # a term of more documents than this proposes no pair
_SHARED: Final = 2  # a pair must be proposed by so many terms or sentences
_ALIKE: Final = -0.6  # from these log odds on, two groups tell one story on average ...
_STORIES: Final = 3  # ... but where both have so many documents that each is a story already ...
_SURER: Final = 2.0  # ... they must be surer by so much
_COPIED: Final = 3  # so many sentences in common, or all of a shorter text ...
_COPIED_SHARE: Final = 0.5  # ... and this share of the shorter one
_FORMULA: Final = 60  # a sentence in more documents than this is a formula


def stories(
    published: Mapping[str, Published],
    told: Mapping[str, Telling],
    sentences: Mapping[str, frozenset[str]],
    shares: Mapping[str, float],
) -> dict[str, str]:
    """Return the story id of every document; a document that tells a story alone has its own.

    `published` tells of every document when it speaks, `shares` for common words in which share of all news articles they
    stand, `sentences` the digests of each document's sentences. Pairs come from an inverted index of each document's weightiest
    terms and of whole sentences, so that the work grows with the number of documents, not of their pairs. Groups grow by
    average link: one round-up article merges nothing. Ids are the digest of the first document id of the group.
    """
    ids = sorted(published)
    counts = Counter(term for name in ids for term in told[name].terms)
    pairs = Likeness(told, published, rarities(counts, len(ids), shares))
    odds = {(a, b): pairs.odds(a, b) for a, b in _proposed(ids, pairs.vectors, sentences)}
    groups = _average_link(ids, odds)
    return {member: sha256(min(group).encode()).hexdigest()[:8] for group in groups for member in group}


def _proposed(
    ids: Sequence[str], vectors: Mapping[str, Mapping[str, float]], sentences: Mapping[str, Iterable[str]]
) -> list[tuple[str, str]]:
    """Return the pairs of documents that share weighty terms or whole sentences, sorted."""
    index: dict[str, list[str]] = defaultdict(list)
    for name in ids:
        mine = vectors[name]
        for term in sorted(mine, key=lambda t: (-mine[t], t))[:_TELLING]:
            index[term].append(name)
        for digest in sentences[name]:
            index[f" {digest}"].append(name)
    shared = Counter(pair for found in index.values() if len(found) <= _MOST for pair in combinations(found, 2))
    return sorted(pair for pair, number in shared.items() if number >= _SHARED)


def _average_link(ids: Sequence[str], odds: Mapping[tuple[str, str], float]) -> list[list[str]]:
    """Return groups of sorted ids, joined from the surest pair of groups down while the mean over all their pairs is sure enough.

    Only groups with a pair that was looked at are neighbours; all their other pairs count LEAST.
    """
    if not odds:
        return [[name] for name in ids]
    import heapq  # noqa: PLC0415 - only where articles are alike

    members = {name: [name] for name in ids}
    above: dict[str, dict[str, float]] = defaultdict(dict)  # by how much the pairs of two groups exceed LEAST, in sum
    for (a, b), found in odds.items():
        above[a][b] = above[b][a] = found - LEAST

    def mean(a: str, b: str) -> float:
        return LEAST + above[a][b] / (len(members[a]) * len(members[b]))

    def joins(a: str, b: str, found: float) -> bool:
        both = min(len(members[a]), len(members[b])) >= _STORIES
        return found >= (_ALIKE + _SURER if both else _ALIKE)

    # By the mean of one pair, not by its odds: the two differ in the last bit, and what differs counts as grown.
    heap = [(-found, a, b) for a, b in odds if joins(a, b, found := mean(a, b))]
    heapq.heapify(heap)
    while heap:
        found, a, b = heapq.heappop(heap)
        if a not in members or b not in members or mean(a, b) != -found or not joins(a, b, -found):
            continue  # one of them has grown since
        for other, excess in above.pop(b).items():
            del above[other][b]
            if other != a:
                above[a][other] = above[other][a] = above[a].get(other, 0.0) + excess
        members[a] += members.pop(b)
        for other in above[a]:
            now = mean(a, other)
            if joins(a, other, now):
                heapq.heappush(heap, (-now, min(a, other), max(a, other)))
    return [members[name] for name in sorted(members)]


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
    shared = Counter(pair for found in index.values() if 1 < len(found) <= _FORMULA for pair in combinations(found, 2))
    first = dict(whole)

    for (a, b), count in sorted(shared.items()):
        shorter = min(len(sentences[a]), len(sentences[b]))
        if count >= shorter * _COPIED_SHARE and (count >= _COPIED or count == shorter):
            left, right = sorted((root_of(first, a), root_of(first, b)))
            first[right] = left
    return {name: root_of(first, name) for name in ids}
