"""Documents -> stories: groups of documents that tell one event, by the rare names that they share and by their words."""

from __future__ import annotations

import hashlib
import math
from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factcheck.model import Document, Published

_COMMON: Final = 0.02  # a name in more than this share of documents proposes no pair ...
_FLOOR: Final = 12  # ... but one in at most this many documents may
_FREQUENT: Final = 0.1  # a word in more than this share of documents tells nothing
_SMALL: Final = 20  # ... unless there are too few documents to know
_AMONG: Final = 300
_DAYS: Final = 4  # documents of one story are mostly at most this many days apart ...
_LATER: Final = 0.8  # ... and others must be so much more alike
_ALIKE: Final = 0.15  # cosine of the weighted words from which two documents tell one story
_MEAN: Final = 0.8  # the part of it that all pairs of two groups must reach on average
_SHARED: Final = 2


def stories(
    documents: Sequence[Document],
    names: Mapping[str, frozenset[str]],
    words: Mapping[str, frozenset[str]],
    sentences: Mapping[str, frozenset[str]],
) -> dict[str, str]:
    """Return the story id of every document; a document that tells a story alone has its own.

    Pairs come from an inverted index of rare names and of whole sentences (by their digests): two shared ones, of which a
    name of several words and a sentence count twice. They are weighed by all their names and words. Groups grow by
    average link, so that one round-up article merges nothing.
    Ids are the digest of the first document id of the group.
    """
    total = len(documents)
    held = {d.id: names[d.id] | words[d.id] for d in documents}
    counts = Counter(word for mine in held.values() for word in mine)
    frequent = max(_SMALL, int(total * _FREQUENT))
    # In a small corpus that tells one story all its words are frequent: there rarity is judged as if among others.
    among = max(total, _AMONG)
    weight = {word: math.log(1 + among / n) ** 2 for word, n in counts.items() if n <= frequent}
    norm = {name: math.sqrt(sum(weight.get(w, 0.0) for w in mine)) or 1.0 for name, mine in held.items()}
    published = {d.id: d.published for d in documents}
    alike = {}
    for (a, b), number in _proposed(documents, names, sentences, counts, max(_FLOOR, int(total * _COMMON))).items():
        if number < _SHARED:
            continue
        dot = sum(weight.get(w, 0.0) for w in held[a] & held[b])
        near = 1.0 if _near(published[a], published[b]) else _LATER
        alike[a, b] = near * dot / (norm[a] * norm[b])
    groups = _average_link([d.id for d in documents], alike)
    return {member: hashlib.sha256(min(group).encode()).hexdigest()[:8] for group in groups for member in group}


def _proposed(
    documents: Sequence[Document],
    names: Mapping[str, frozenset[str]],
    sentences: Mapping[str, frozenset[str]],
    counts: Mapping[str, int],
    most: int,
) -> Counter[tuple[str, str]]:
    """Return for each pair of documents how many rare names and sentences it shares; the longer count twice."""
    index: dict[str, list[str]] = defaultdict(list)
    for document in documents:
        for name in sorted(names[document.id]):
            if 1 < counts[name] <= most:
                index[name].append(document.id)
        for digest in sentences[document.id]:
            index[f" {digest}"].append(document.id)
    shared: Counter[tuple[str, str]] = Counter()
    for name, found in index.items():
        if len(found) > most:
            continue
        for pair in combinations(sorted(found), 2):
            shared[pair] += 2 if " " in name else 1
    return shared


def _near(a: Published, b: Published) -> bool:
    """Tell whether two documents can be at most a few days apart; an unknown date can be any."""
    apart = (
        a.start is not None and b.end is not None and (a.start - b.end).days > _DAYS,
        b.start is not None and a.end is not None and (b.start - a.end).days > _DAYS,
    )
    return not any(apart)


def _average_link(ids: Sequence[str], alike: Mapping[tuple[str, str], float]) -> list[list[str]]:
    """Return groups, joined from the most alike pair down while the mean over all pairs of two groups stays alike."""
    group = {name: name for name in ids}
    members = {name: [name] for name in ids}
    for (a, b), score in sorted(alike.items(), key=lambda item: (-item[1], item[0])):
        left, right = group[a], group[b]
        if score < _ALIKE:
            break
        if left == right:
            continue
        pairs = [alike.get((min(x, y), max(x, y)), 0.0) for x in members[left] for y in members[right]]
        if sum(pairs) / len(pairs) < _ALIKE * _MEAN:
            continue
        for member in members[right]:
            group[member] = left
        members[left] += members.pop(right)
    return [members[name] for name in sorted(members)]
