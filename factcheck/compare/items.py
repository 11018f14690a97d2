"""What is compared: the claims of one document that state one value of a slot under the same circumstances."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from factcheck.model import AllOf, Claim, Name, Value
from factcheck.record import record
from factcheck.values import show

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factcheck.catalogue import Family


@record(frozen=True, slots=True)
class Item:
    """One value of a slot in one document; `claims` state it, `shown` is how it is written.

    `key` is the same for two that write one value: for "X and Y" and "Y and X" as well.
    `head` is the claim that speaks for it: the first with a stated time or a handover, else the first.
    """

    document: str
    story: str
    value: Value
    shown: str
    key: str
    claims: tuple[Claim, ...]
    scope: str
    world: str
    status: str
    attribution: str
    head: Claim


def gather(claims: Sequence[Claim], family: Family) -> list[Item]:
    """Return the items of one slot, in a fixed order; the holders of one office in one document make one item."""
    groups: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda c: (c.document, c.start, c.end, c.id)):
        shown = "" if family.holders and claim.status == "current" else show(claim.value).casefold()
        when = show(claim.time) if claim.time else ""
        source = "" if not shown else claim.attribution
        groups[claim.document, shown, claim.scope, claim.world, claim.status, source, when].append(claim)
    items = []
    for key in sorted(groups):
        group = groups[key]
        value, shown = _value(group)
        first = group[0]
        items.append(
            Item(
                first.document,
                first.story,
                value,
                shown,
                _key(value, shown),
                tuple(group),
                first.scope,
                first.world,
                first.status,
                first.attribution,
                next((c for c in group if c.time is not None or c.get("handover")), first),
            )
        )
    return items


def _value(group: Sequence[Claim]) -> tuple[Value, str]:
    """Return the value of a group and how it is printed: several names make one closed list."""
    names: dict[str, Name] = {}
    for claim in group:
        if not isinstance(claim.value, Name):
            return claim.value, show(claim.value)
        full = claim.value.full or claim.value.text
        names.setdefault(full.casefold(), Name(full, claim.value.kind, full))
    distinct = _longest(list(names.values()))
    if len(distinct) == 1:
        # Who is called a co-holder has a fellow whom the text does not name: the list is open.
        shared = any(claim.get("co") for claim in group)
        return AllOf((distinct[0],)) if shared else distinct[0], distinct[0].text
    return AllOf(tuple(distinct), closed=True), " and ".join(n.text for n in distinct)


def _key(value: Value, shown: str) -> str:
    if not isinstance(value, AllOf):
        return shown.casefold()
    return " and ".join(sorted(show(member).casefold() for member in value.members))


def _longest(names: Sequence[Name]) -> list[Name]:
    """Return the names without those whose words all stand in another ("Roe" beside "Jane Roe")."""
    sets = [frozenset(n.text.casefold().split()) for n in names]
    holding: dict[str, list[int]] = defaultdict(list)
    for i, words in enumerate(sets):
        for word in words:
            holding[word].append(i)
    return [name for name, own in zip(names, sets, strict=True) if not _in_another(own, sets, holding)]


def _in_another(own: frozenset[str], sets: Sequence[frozenset[str]], holding: Mapping[str, Sequence[int]]) -> bool:
    """Tell whether a longer name has all words of this one: then it has the rarest of them."""
    if not own:
        return any(sets)
    return any(own < sets[i] for i in min((holding[word] for word in own), key=len))
