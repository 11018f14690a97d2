"""Claims that a text does not state but implies: the sum of all parts, and the value from which another is a multiple.

They can bear out what another text states; where they differ from it, a reader decides.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from factcheck.model import Claim, Quantity
from factcheck.record import replaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from factcheck.catalogue import Family

_LONGEST: Final = 80  # a claim's own words


def summed(claims: Sequence[Claim], families: Iterable[Family]) -> list[Claim]:
    """Return for each sentence that states every part of a whole ("41 in one chamber and 31 in the other") the whole.

    A family's `sums` names the whole's scope and those of its parts.
    """
    wholes = {family.id: family.sums for family in families if family.sums}
    groups: dict[tuple[str, str, str, int], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.family in wholes and claim.status == "current":
            groups[claim.family, claim.attribute, claim.subject.text, claim.evidence_start].append(claim)
    found = []
    for (family, *_), parts in groups.items():
        for scope, names in wholes[family]:
            if sorted(p.scope for p in parts) == sorted(names) and (whole := _whole(parts, scope)):
                found.append(whole)
    return found


def _whole(parts: Sequence[Claim], scope: str) -> Claim | None:
    first = min(parts, key=lambda p: p.start)
    end = max(p.end for p in parts)
    numbers = [p.value.low for p in parts if isinstance(p.value, Quantity) and p.value.low == p.value.high]
    if len(numbers) < len(parts) or end - first.start > _LONGEST or len({p.world for p in parts}) > 1:
        return None
    total = sum((n for n in numbers if n is not None), start=Decimal(0))
    fields = tuple(sorted({*first.fields, ("derived", "sum")}))
    return replaced(first, scope=scope, value=Quantity(total, total), end=end, fields=fields)


def divided(claim: Claim, start: int, divisor: int) -> Claim | None:
    """Return the claim of the value before it was multiplied ("doubling to 2%" implies about 1%).

    `start` is where the words begin that say so; None where the value is no single figure or the words are too long.
    """
    value = claim.value
    if not isinstance(value, Quantity) or value.low is None or value.low != value.high or claim.end - start > _LONGEST:
        return None
    number = value.low / divisor
    fields = tuple(sorted({*claim.fields, ("derived", f"1/{divisor}")}))
    return replaced(
        claim,
        value=Quantity(number, number, value.unit, step=value.step / divisor, scaled=value.scaled, hedge="about"),
        start=start,
        fields=fields,
    )
