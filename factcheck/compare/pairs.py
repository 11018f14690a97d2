"""Which items of a slot are judged in pairs: all of them, and in a slot of very many those that can show something."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations, pairwise, product
from typing import TYPE_CHECKING, Final

from factcheck.values import show

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factcheck.catalogue import Family
    from factcheck.compare.items import Item
    from factcheck.model import Document

_ALL: Final = 400  # so many items are judged each with each


def pairs_of(
    items: Sequence[Item],
    family: Family,
    documents: Mapping[str, Document],
    drafts: frozenset[str],
    most: int,
) -> tuple[list[tuple[int, int]], list[int]]:
    """Return the pairs of items to be judged, at most about `most`, in order, and the items that stand in none of them.

    Of two items of one value under the same circumstances nothing can be said but that they agree, and that is said by
    neighbours. Where the others are still too many, a check keeps all pairs with a draft; then those items are left that
    repeat a value most often, evenly over its articles, and last of all items of drafts.
    """
    everything = range(len(items))
    if every_pair(len(items)):
        return list(combinations(everything, 2)), []
    alike = _alike(items, family, documents)
    kept: Sequence[int] = everything
    if _number(kept, alike) > most and drafts:
        own = [i for i in everything if items[i].document in drafts]
        if len(own) * len(items) <= most:
            return sorted({(min(i, j), max(i, j)) for i in own for j in everything if i != j}), []
    if _number(kept, alike) > most:
        kept = _fewer(items, alike, drafts, most)
    inside = set(kept)
    return _joined(kept, alike), [i for i in everything if i not in inside]


def every_pair(number: int) -> bool:
    """Tell whether of so many items every two are judged."""
    return number <= _ALL


def _alike(items: Sequence[Item], family: Family, documents: Mapping[str, Document]) -> list[tuple[object, ...]]:
    """Return for each item what it has in common with those of one value under the same circumstances."""
    figure = bool(items[0].head.get("figure"))
    made: list[tuple[object, ...]] = []
    for number, item in enumerate(items):
        if figure:  # which of them are one figure is told by pairs
            made.append((number,))
            continue
        head = item.head
        when = show(head.time) if head.time else ""
        # The same age on another day is another year of birth.
        day = documents[item.document].published if family.changes == "ages" else None
        same = (item.value, item.shown, item.scope, item.world, item.status, item.attribution, when, day)
        made.append((*same, head.fields))
    return made


def _number(kept: Sequence[int], alike: Sequence[tuple[object, ...]]) -> int:
    """Return how many pairs there are to be judged."""
    sizes: dict[tuple[object, ...], int] = defaultdict(int)
    for i in kept:
        sizes[alike[i]] += 1
    return (len(kept) ** 2 - sum(n * n for n in sizes.values())) // 2 + len(kept) - len(sizes)


def _joined(kept: Sequence[int], alike: Sequence[tuple[object, ...]]) -> list[tuple[int, int]]:
    """Return all pairs of items that differ, and the neighbours among those that do not."""
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for i in kept:
        groups[alike[i]].append(i)
    found = [pair for group in groups.values() for pair in pairwise(group)]
    for one, other in combinations(groups.values(), 2):
        found += [(min(pair), max(pair)) for pair in product(one, other)]
    return sorted(found)


def _fewer(items: Sequence[Item], alike: Sequence[tuple[object, ...]], drafts: frozenset[str], most: int) -> list[int]:
    """Return items of which no more pairs need to be judged than `most`: of each value the first ones by rank."""
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for i in range(len(items)):
        groups[alike[i]].append(i)
    rank = {i: (items[i].document not in drafts, place) for group in groups.values() for place, i in _spread(group)}
    order = sorted(rank, key=lambda i: (rank[i], i))
    low, high = min(2, len(order)), len(order)
    while low < high:
        middle = (low + high + 1) // 2
        if _number(order[:middle], alike) > most:
            high = middle - 1
        else:
            low = middle
    return sorted(order[:low])


def _spread(group: Sequence[int]) -> list[tuple[int, int]]:
    """Return each item with its place in an order of which every beginning lies evenly over the whole: ends and middle first."""
    order: dict[int, None] = dict.fromkeys((0, len(group) - 1))
    step = len(group)
    while step > 1:
        step = (step + 1) // 2
        order |= dict.fromkeys(range(0, len(group), step))
    return [(place, group[at]) for place, at in enumerate(order)]
