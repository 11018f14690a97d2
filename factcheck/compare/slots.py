"""Under which slot a claim is held against others, which claims are tolls, and what is told of a slot that is too full."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from factcheck.model import Problem, Quantity
from factcheck.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from factcheck.catalogue import Family
    from factcheck.model import Claim

Key = tuple[str, str, str, str]  # of a slot: family, attribute, subject, story


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


@record(frozen=True, slots=True)
class Left:
    """The documents of which a value of one slot is not compared, and how that slot is printed."""

    key: Key
    slot: str
    documents: tuple[str, ...]


def unfinished(left: Iterable[Left], paths: Mapping[str, str], most: int) -> list[Problem]:
    """Return a problem for each slot of which not all is compared; `paths` are those of the documents by id."""
    found = []
    for one in left:
        number = len(one.documents)
        articles = "this article" if number == 1 else f"{number:,} articles, the first of which is this"
        words = f"not compared on {one.slot}: {articles}; more than {most:,} pairs of values (limits.pairs)"
        found.append(Problem(paths[one.documents[0]], 0, words))
    return found


def beyond(documents: Iterable[str], paths: Mapping[str, str], most: int) -> list[Problem]:
    """Return a problem for each document whose figures are too many to be compared."""
    words = f"its figures are not all compared; more than {most:,} pairs of values (limits.pairs)"
    return [Problem(paths[document], 0, words) for document in sorted(documents)]
