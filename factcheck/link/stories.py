"""Documents -> stories: groups of documents that tell one event, by their rare words and by the names they begin with."""

from __future__ import annotations

import hashlib
import math
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factcheck.model import Document, Published, Sentence

_LONG_WORD: Final = 4
_LEAD: Final = 4  # so many sentences tell what a text is about
_TELLING: Final = 25  # so many of its weightiest words propose others to a document
_MOST: Final = 60  # a word of more documents than this proposes no pair
_FREQUENT: Final = 0.1  # a word in more than this share of documents tells nothing
_AMONG: Final = 1000  # rarity is judged as if among so many other articles, for a small corpus may tell one story
_RARITY: Final = 1.5  # the power of a word's rarity in its weight
_LEADING: Final = 1.5  # words of the lead weigh so much more
_NO_NAMES: Final = 0.5  # how far the lead of one counts as told by the other where it names nothing
_DAYS: Final = ((300, 0.5), (31, 0.8), (4, 0.9))  # how much less alike documents of days so far apart are
_ALIKE: Final = 0.11  # from here on two documents tell one story, and two groups on average
_SOME: Final = 0.05  # a pair less alike than this counts as not alike at all
_NAMES: Final = frozenset(("person", "organisation", "place", "name"))


@dataclass(frozen=True, slots=True)
class Telling:
    """What a document tells, in words: how often each longer word stands, and the words of the names in its lead."""

    words: Mapping[str, int]
    lead: frozenset[str]
    names: frozenset[str]


def telling(sentences: Sequence[Sentence], common: frozenset[str]) -> Telling:
    """Return the words of a document that are longer than three letters and not `common`."""
    words: Counter[str] = Counter()
    lead: set[str] = set()
    names: set[str] = set()
    for number, s in enumerate(sentences):
        lows = [low for t in s.tokens if len(low := t.low) >= _LONG_WORD and low.isalpha() and low not in common]
        words.update(map(sys.intern, lows))
        if number < _LEAD:
            lead.update(lows)
        names.update(t.low for m in s.mentions if m.type in _NAMES for t in s.tokens[m.first : m.last])
    return Telling(dict(words), frozenset(lead), frozenset(names & lead))


def stories(
    documents: Sequence[Document],
    told: Mapping[str, Telling],
    sentences: Mapping[str, frozenset[str]],
    shares: Mapping[str, float],
) -> dict[str, str]:
    """Return the story id of every document; a document that tells a story alone has its own.

    `shares` tells for common words in which share of all news articles they stand.

    Pairs come from an inverted index of each document's weightiest words and of whole sentences (by their digests). They
    are as alike as the cosine of their weighted words, less where their days lie apart, and less where one text does not
    know the names that the other begins with: two events of one kind share their words, not their names. Groups grow by
    average link, so that one round-up article merges nothing. Ids are the digest of the first document id of the group.
    """
    ids = [d.id for d in documents]
    among = len(ids) + _AMONG
    counts = Counter(word for name in ids for word in told[name].words)
    expected = {word: n + _AMONG * shares.get(word, 0.0) for word, n in counts.items()}
    rarity = {word: math.log(1 + among / n) for word, n in expected.items() if n <= among * _FREQUENT}
    vectors = {name: _vector(told[name], rarity) for name in ids}
    published = {d.id: d.published for d in documents}
    alike: dict[tuple[str, str], float] = {}
    leads = {name: {w: r for w in sorted(told[name].names) if (r := rarity.get(w))} for name in ids}
    for a, b in _proposed(ids, vectors, sentences):
        cosine = _dot(vectors[a], vectors[b])
        if cosine >= _SOME:
            known = (_known(leads[a], told[b].words) + _known(leads[b], told[a].words)) / 2
            alike[a, b] = cosine * known * _near(published[a], published[b])
    groups = _average_link(ids, alike)
    return {member: hashlib.sha256(min(group).encode()).hexdigest()[:8] for group in groups for member in group}


def _vector(held: Telling, rarity: Mapping[str, float]) -> dict[str, float]:
    """Return a document's words with their weights, of length one."""
    weights = {
        word: (1 + math.log(n)) * rare**_RARITY * (_LEADING if word in held.lead else 1.0)
        for word, n in held.words.items()
        if (rare := rarity.get(word))
    }
    norm = math.sqrt(sum(w * w for w in weights.values())) or 1.0
    return {word: w / norm for word, w in weights.items()}


def _dot(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    few, many = (a, b) if len(a) <= len(b) else (b, a)
    return sum([weight * many[word] for word, weight in few.items() if word in many])


def _known(lead: Mapping[str, float], words: Mapping[str, int]) -> float:
    """Return which part of the rare names that a text begins with stands in the other, by their rarity."""
    total = sum(lead.values())
    return sum([rare for word, rare in lead.items() if word in words]) / total if total else _NO_NAMES


def _proposed(
    ids: Sequence[str], vectors: Mapping[str, Mapping[str, float]], sentences: Mapping[str, frozenset[str]]
) -> list[tuple[str, str]]:
    """Return the pairs of documents that share a weighty word or a whole sentence, sorted."""
    index: dict[str, list[str]] = defaultdict(list)
    for name in sorted(ids):
        mine = vectors[name]
        for word in sorted(mine, key=lambda w: (-mine[w], w))[:_TELLING]:
            index[word].append(name)
        for digest in sentences[name]:
            index[f" {digest}"].append(name)
    return sorted({pair for found in index.values() if len(found) <= _MOST for pair in combinations(found, 2)})


def _near(a: Published, b: Published) -> float:
    """Return how much less alike two documents are for the days between them; an unknown date can be any."""
    apart = 0
    if a.start is not None and b.end is not None:
        apart = max(apart, (a.start - b.end).days)
    if b.start is not None and a.end is not None:
        apart = max(apart, (b.start - a.end).days)
    return next((part for days, part in _DAYS if apart > days), 1.0)


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
        if sum(pairs) / len(pairs) < _ALIKE:
            continue
        for member in members[right]:
            group[member] = left
        members[left] += members.pop(right)
    return [members[name] for name in sorted(members)]
