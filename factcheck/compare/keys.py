"""Under which slot a claim is held against others, and which claims are tolls."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from factcheck.model import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from factcheck.catalogue import Family
    from factcheck.compare.left import Key
    from factcheck.model import Claim


def slotted(claims: Iterable[Claim], families: Sequence[Family]) -> dict[Key, list[Claim]]:
    """Return the claims of each slot; those that are never compared are left out."""
    by_id = {family.id: family for family in families}
    slots: dict[Key, list[Claim]] = defaultdict(list)
    for claim in claims:
        key = slot_of(claim, by_id[claim.family])
        if key is not None:
            slots[key].append(claim)
    return slots


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


def toll(claim: Claim, family: Family) -> bool:
    """Tell whether a claim says how many came to harm, or what else is counted of a story's event while it runs."""
    return bool(claim.get("toll")) or (bool(claim.get("sole")) and family.changes == "running")


def tolls_of(claims: Iterable[Claim], families: Sequence[Family]) -> dict[str, frozenset[Decimal]]:
    """Return for each document the tolls that it gives: how many were killed, hurt, missing."""
    by_id = {family.id: family for family in families}
    found: dict[str, set[Decimal]] = defaultdict(set)
    for claim in claims:
        if toll(claim, by_id[claim.family]) and isinstance(claim.value, Quantity) and claim.value.low is not None:
            found[claim.document].add(claim.value.low)
    return {document: frozenset(values) for document, values in found.items()}
