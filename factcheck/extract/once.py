"""Claims about what an event has but one of: those of a document that gives two values are about two things."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from factcheck.model import Claim, Value
    from factcheck.values import Algebra


def told_once(claims: Sequence[Claim], once: AbstractSet[str], algebra: Algebra) -> list[Claim]:
    """Return the claims without those about what an event has but one of where the document gives two values of it.

    Then they are of two things, and nothing tells which is meant.
    """
    values: dict[tuple[str, ...], list[Value]] = {}
    for c in claims:
        if c.family in once and c.get("sole"):
            values.setdefault((c.family, c.subject.text, c.attribute, c.scope), []).append(c.value)
    if all(len(held) == 1 for held in values.values()):
        return list(claims)
    from factcheck.values.sets import intersects  # noqa: PLC0415 - few texts tell such a thing twice

    two = {key for key, held in values.items() if any(not intersects(held[0], v, algebra) for v in held[1:])}
    return [c for c in claims if not (c.get("sole") and (c.family, c.subject.text, c.attribute, c.scope) in two)]
