"""Linked claims -> findings: gathers the claims of one slot, judges each pair of values by the ladder, and folds the pairs.

Claims are sorted and grouped by key; documents are never compared all with all.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Final

from factcheck.compare.findings import findings_of
from factcheck.compare.items import Item, gather
from factcheck.compare.ladder import Context, Ruling, judge, meeting
from factcheck.compare.left import Key, Left, beyond, unfinished
from factcheck.compare.pairs import every_pair, pairs_of
from factcheck.compare.tolls import toll
from factcheck.findings import Finding
from factcheck.inputs import Limits
from factcheck.model import Quantity
from factcheck.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from decimal import Decimal

    from factcheck.catalogue import Family
    from factcheck.model import Claim, Document
    from factcheck.values import Algebra

_MANY: Final = 400  # of one article's values of a slot: the slot is no slot there


@record(frozen=True, slots=True)
class Compared:
    """The findings, sorted by id, the number of slots that held something to compare, and what was left in slots of too many."""

    findings: tuple[Finding, ...]
    slots: int
    left: tuple[Left, ...] = ()


def compare(
    claims: Sequence[Claim],
    documents: Sequence[Document],
    families: Sequence[Family],
    algebra: Algebra,
    shared_names: Callable[[str, str, str], int],
    label: Callable[[str], str],
    grade: Callable[[Sequence[str], Sequence[str]], str],
    drafts: frozenset[str] = frozenset(),
    most: int = Limits().pairs,
) -> Compared:
    """Return what is found; of one slot about `most` pairs of values are judged, those with one of `drafts` before others.

    Where there are drafts, what no draft states is not looked for: of the findings only those with a claim of a draft are told.

    `shared_names(document, document, subject)` counts the rare names of both besides the subject's;
    `label(entity)` is how an entity is printed; `grade(claims, claims)` tells how surely two groups of claims, by their ids,
    state one figure.
    """
    known = {document.id: document for document in documents}
    tolls = tolls_of(claims, families)
    asked = Asked(known, families, algebra, tolls, shared_names, label, grade, drafts, most)
    return compare_slots(slotted(claims, families), asked)


@record(frozen=True, slots=True)
class Asked:
    """What `compare_slots` may ask, as `compare` is told it; `documents` by id, `tolls` as `tolls_of` returns them."""

    documents: Mapping[str, Document]
    families: Sequence[Family]
    algebra: Algebra
    tolls: Mapping[str, frozenset[Decimal]]
    shared_names: Callable[[str, str, str], int]
    label: Callable[[str], str]
    grade: Callable[[Sequence[str], Sequence[str]], str]
    drafts: frozenset[str] = frozenset()
    most: int = Limits().pairs


def slotted(claims: Iterable[Claim], families: Sequence[Family]) -> dict[Key, list[Claim]]:
    """Return the claims of each slot; those that are never compared are left out."""
    by_id = {family.id: family for family in families}
    slots: dict[Key, list[Claim]] = defaultdict(list)
    for claim in claims:
        key = slot_of(claim, by_id[claim.family])
        if key is not None:
            slots[key].append(claim)
    return slots


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


def tolls_of(claims: Iterable[Claim], families: Sequence[Family]) -> dict[str, frozenset[Decimal]]:
    """Return for each document the tolls that it gives: how many were killed, hurt, missing."""
    by_id = {family.id: family for family in families}
    found: dict[str, set[Decimal]] = defaultdict(set)
    for claim in claims:
        if toll(claim, by_id[claim.family]) and isinstance(claim.value, Quantity) and claim.value.low is not None:
            found[claim.document].add(claim.value.low)
    return {document: frozenset(values) for document, values in found.items()}


def slot_of(claim: Claim, family: Family) -> Key | None:
    """Return what must be equal for a linked claim to be compared: family, attribute, subject, story; None for one never compared."""
    if family.compare == "never" or claim.get("holders") == "many" or claim.get("weak"):
        return None
    figure = claim.get("figure")
    if not figure and not claim.get("copy") and family.construction.startswith("predicate "):
        return None  # a verb and a noun alone do not say which figure it is
    if not figure and claim.subject.kind == "person" and " " not in claim.subject.text:
        return None  # a bare surname, and the text tells of nobody or of two who bear it
    if claim.subject.entity:
        who = claim.subject.entity
    elif family.compare == "story":
        who = f"description:{claim.story}:{claim.subject.text.casefold()}"
    else:
        return None
    where = claim.story if family.compare == "story" else ""
    return (family.id, claim.get("figure") or claim.attribute, who, where)


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


__all__ = [
    "Asked", "Compared", "Key", "Left", "beyond", "compare", "compare_slots", "slot_of", "slotted", "tolls_of", "unfinished",
]  # fmt: skip
