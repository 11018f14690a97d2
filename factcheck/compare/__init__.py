"""Linked claims -> findings: gathers the claims of one slot, judges each pair of values by the ladder, and folds the pairs.

Claims are sorted and grouped by key; documents are never compared all with all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.compare.slots import Key, Left, beyond, slot_of, slotted, tolls_of, unfinished
from factcheck.inputs import Limits
from factcheck.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from decimal import Decimal

    from factcheck.catalogue import Family
    from factcheck.findings import Finding
    from factcheck.model import Claim, Document
    from factcheck.values import Algebra


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
    slots = slotted(claims, families)
    if all(len(held) < 2 for held in slots.values()):
        return Compared((), 0)
    from factcheck.compare.judged import compare_slots  # noqa: PLC0415 - only where there is something to compare

    return compare_slots(slots, asked)


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


__all__ = ["Asked", "Compared", "Key", "Left", "beyond", "compare", "slot_of", "slotted", "tolls_of", "unfinished"]
