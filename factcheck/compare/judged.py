"""Slots of claims -> findings: judges each pair of values of one slot by the ladder, and folds the pairs.

It is imported where two claims have one slot, which those of a draft and an archive need not have.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Final

from factcheck.compare import Compared
from factcheck.compare.findings import findings_of
from factcheck.compare.items import Item, gather
from factcheck.compare.ladder import Context, Ruling, judge, meeting
from factcheck.compare.pairs import every_pair, pairs_of
from factcheck.compare.slots import Key, Left

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factcheck.compare import Asked
    from factcheck.findings import Finding
    from factcheck.model import Claim

_MANY: Final = 400  # of one article's values of a slot: the slot is no slot there


def compare_slots(slots: Mapping[Key, Sequence[Claim]], asked: Asked) -> Compared:
    """Return what is found in slots: each is compared by itself."""
    by_id = {family.id: family for family in asked.families}
    label = asked.label
    found: list[Finding] = []
    left: list[Left] = []
    compared = 0
    for key in sorted(slots):
        if len(slots[key]) < 2:
            continue
        compared += 1
        if asked.drafts and not _shows(slots[key], asked.drafts):
            continue
        family = by_id[key[0]]
        meets = meeting(family, asked.algebra)
        context = Context(family, asked.documents, asked.algebra, meets, asked.shared_names, asked.grade, asked.tolls)
        items = gather(slots[key], family)
        pairs, beyond = pairs_of(items, family, asked.documents, asked.drafts, asked.most)
        if beyond:
            name = f"{label(key[2])}: {key[1] or family.id}"
            left.append(Left(key, name, tuple(dict.fromkeys(items[i].document for i in beyond))))
        rulings = _judge_all(items, pairs, context)
        found += findings_of(key, items, rulings, context, label)
    return Compared(tuple(sorted(found, key=lambda f: f.id)), compared, tuple(left))


def _shows(claims: Sequence[Claim], drafts: frozenset[str]) -> bool:
    """Tell whether anything that a slot holds is told of by a check of drafts.

    A finding is made of claims of one slot, and a check keeps those with a claim of a draft: what a slot without any would
    give is left out of the report. Only of a slot so large that not all its pairs are judged is it told that there are more.
    """
    return not every_pair(len(claims)) or any(claim.document in drafts for claim in claims)


def _judge_all(
    items: Sequence[Item], pairs: Sequence[tuple[int, int]], context: Context
) -> dict[tuple[int, int], Ruling]:
    rulings: dict[tuple[int, int], Ruling] = {}
    if items[0].head.get("figure"):
        return _judge_figures(items, pairs, context)
    clashing = _not_functional(items, context)
    # Where review is the gravest verdict, a slot that is not functional shows nothing: its key is just too weak.
    weak = context.family.ceiling == "review"
    for i, j in pairs:
        left, right = items[i], items[j]
        derived = left.head.get("derived") or right.head.get("derived")
        if derived and left.document == right.document:
            continue  # what follows from a text is held against others
        unclear = bool(clashing) and (left.document in clashing or right.document in clashing)
        # Of "the event" a text has one value, or it has several events.
        sole = weak or left.head.get("sole") or right.head.get("sole")
        # A bare surname may be that of a relative: beside another value it tells nothing.
        bare = "surname" in (left.head.get("subject"), right.head.get("subject"))
        if (sole or bare) and (unclear or left.document == right.document) and not _one_child(left, right, context):
            continue
        rulings[i, j] = judge(left, right, context, functional=not unclear)
    return rulings


def _one_child(left: Item, right: Item, context: Context) -> bool:
    """Tell whether one text gives two ages of the only boy or girl of whom it speaks."""
    one, other = left.head, right.head
    if left.document != right.document or context.family.changes != "ages" or not one.scope:
        return False
    apart = one.evidence_start != other.evidence_start and one.scope == other.scope
    return apart and not re.search(rf"\b{one.scope}s\b", context.documents[left.document].text, re.IGNORECASE)


def _judge_figures(
    items: Sequence[Item], pairs: Sequence[tuple[int, int]], context: Context
) -> dict[tuple[int, int], Ruling]:
    """Return the rulings on the pairs of figures that link holds to be one; whether they are functional is settled there."""
    rulings: dict[tuple[int, int], Ruling] = {}
    ids = [[c.id for c in item.claims] for item in items]
    for i, j in pairs:
        if grade := context.grade(ids[i], ids[j]):
            rulings[i, j] = judge(items[i], items[j], context, functional=True, grade=grade)
    return rulings


def _not_functional(items: Sequence[Item], context: Context) -> set[str]:
    """Return the documents that give one slot two disjoint values by themselves: there the key is too weak.

    A text that writes one name in two ways is not: it shows the slip beside the right form.
    """
    if context.family.construction.startswith("naming "):
        return set()
    by_document: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        by_document[item.document].append(item)
    weak = set()
    for name, group in by_document.items():
        if len(group) > _MANY or any(_clash(a, b, context) for a, b in combinations(group, 2)):
            weak.add(name)
    return weak


def _clash(left: Item, right: Item, context: Context) -> bool:
    ruling = judge(left, right, context, functional=True)
    two = bool(left.head.get("sole")) and ruling.reason == "identity"  # a text of two children is about neither alone
    return (
        ruling.verdict == "contradiction" or two or (context.family.ceiling == "review" and ruling.verdict == "review")
    )
