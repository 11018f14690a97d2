"""Rulings on pairs -> findings: one per slot and verdict, with one side per value as written."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from factcheck.compare.ladder import dimensions, judge
from factcheck.digest import stable_id
from factcheck.findings import Finding, Side
from factcheck.model import AllOf, Claim
from factcheck.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from factcheck.compare.items import Item
    from factcheck.compare.ladder import Context, Ruling

_FOLD = ("contradiction", "review")


@record(frozen=True, slots=True)
class _Judged:
    """The pair that speaks for a finding, and the ruling on it."""

    left: Item
    right: Item
    ruling: Ruling


def findings_of(
    key: tuple[str, str, str, str],
    items: Sequence[Item],
    rulings: Mapping[tuple[int, int], Ruling],
    context: Context,
    label: Callable[[str], str],
) -> list[Finding]:
    """Return the findings of one slot.

    Pairs of one verdict and reason make one finding. In a contradiction, values that meet share a side, and only values
    that contradict every other side stand in it; a value that contradicts but one of them gets a finding of its own.
    """
    pairs: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for pair, ruling in sorted(rulings.items()):
        reason = "" if ruling.verdict in _FOLD else ruling.reason
        pairs[ruling.verdict, reason].append(pair)
    found = []
    for (verdict, _), group in sorted(pairs.items()):
        blocks = _cliques(items, group) if verdict in _FOLD else _chains(group)
        own = set(group)
        for block in blocks:
            i, j = next(pair for pair in combinations(block, 2) if pair in own)
            judged = _Judged(items[i], items[j], rulings[i, j])
            finding = _finding(key, [items[i] for i in block], judged, context, label)
            if finding is not None:
                found.append(finding)
    found += [f for item in items if (f := _holders(key, item, context, label))]
    return found


def _chains(pairs: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Return the items that pairs join, directly or by others, in blocks."""
    blocks: dict[int, set[int]] = {}
    for i, j in pairs:
        one, other = blocks.setdefault(i, {i}), blocks.setdefault(j, {j})
        if one is not other:
            small, large = sorted((one, other), key=len)
            large |= small
            blocks |= dict.fromkeys(small, large)
    return sorted(sorted(block) for block in {id(b): b for b in blocks.values()}.values())


def _cliques(items: Sequence[Item], pairs: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Return blocks of items in which every two of different value are a pair, most outlets first."""
    linked: dict[int, set[int]] = defaultdict(set)
    for i, j in pairs:
        linked[i].add(j)
        linked[j].add(i)
    shown = {i: items[i].key for i in linked}
    left = set(pairs)  # each with the lower number first
    degree = {i: len(others) for i, others in linked.items()}
    blocks: list[list[int]] = []
    while left:
        first = max(sorted(degree), key=lambda i: degree[i])
        block = {first}
        alike = Counter((shown[first],))
        for i in sorted(linked, key=lambda i: (-degree[i], i)):
            if i in block:
                continue
            others = len(block) - alike[shown[i]]  # those of another value must all be linked to it
            held = block & linked[i]
            if len(held) >= others and sum(shown[j] != shown[i] for j in held) == others:
                block.add(i)
                alike[shown[i]] += 1
        inside = combinations(sorted(block), 2) if len(block) ** 2 < len(left) else left
        covered = {pair for pair in inside if pair in left and pair[0] in block and pair[1] in block}
        if not covered:
            pair = min(left)
            block, covered = set(pair), {pair}
        left -= covered
        for i, j in covered:
            degree[i] -= 1
            degree[j] -= 1
        blocks.append(sorted(block))
    return blocks


def _finding(
    key: tuple[str, str, str, str],
    items: Sequence[Item],
    judged: _Judged,
    context: Context,
    label: Callable[[str], str],
) -> Finding | None:
    ruling = judged.ruling
    sides: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        sides[f"{item.key}\x1f{item.scope if ruling.reason == 'scope' else ''}"].append(item)
    built = tuple(_side(group, context) for _, group in sorted(sides.items(), key=lambda s: _order(s[1])))
    documents = {item.document for item in items}
    if len(built) < 2 and (ruling.verdict != "agreement" or len(documents) < 2):
        return None
    return _build(key, judged, built, context, label)


def _order(group: Sequence[Item]) -> tuple[int, str, str]:
    return (-len({i.document for i in group}), group[0].shown, group[0].scope)


def _side(group: Sequence[Item], context: Context) -> Side:
    claims = sorted((c for item in group for c in item.claims), key=lambda c: (c.document, c.start, c.id))
    outlets = sorted({context.documents[c.document].outlet or c.document for c in claims})
    return Side(group[0].shown, tuple(dict.fromkeys(c.id for c in claims)), tuple(outlets))


def _build(
    key: tuple[str, str, str, str],
    judged: _Judged,
    sides: tuple[Side, ...],
    context: Context,
    label: Callable[[str], str],
) -> Finding:
    family, attribute, entity, _ = key
    ruling = judged.ruling
    told = dimensions(judged.left, judged.right, ruling, context)
    scope = next((d.words[0] for name, d in told if name == "scope" and d.state == "same" and d.words), "")
    return Finding(
        id=finding_id(family, ruling.verdict, ruling.reason, sides),
        verdict=ruling.verdict,
        reason=ruling.reason,
        severity=_severity(ruling, context),
        family=family,
        subject=label(entity),
        attribute=attribute,
        scope=scope,
        dimensions=told,
        message=ruling.message,
        sides=sides,
    )


def finding_id(family: str, verdict: str, reason: str, sides: Sequence[Side]) -> str:
    """Return the id of a finding: of its verdict and its claims, not of story and entity, which hang on what else is read."""
    return stable_id(family, verdict, reason, *sorted(",".join(s.claims) for s in sides))


def _severity(ruling: Ruling, context: Context) -> str:
    if ruling.verdict != "contradiction":
        return "warning" if ruling.reason == "substance" else "note"
    return "warning" if ruling.reason == "spelling" else context.family.severity


def _holders(
    key: tuple[str, str, str, str], item: Item, context: Context, label: Callable[[str], str]
) -> Finding | None:
    """Return the agreement that one document itself shows: several holders of one office at one time."""
    if not isinstance(item.value, AllOf):
        return None
    by_name: dict[str, list[Claim]] = defaultdict(list)
    for claim in item.claims:
        by_name[getattr(claim.value, "full", "") or getattr(claim.value, "text", "")].append(claim)
    outlet = context.documents[item.document].outlet or item.document
    sides = tuple(Side(name, tuple(c.id for c in claims), (outlet,)) for name, claims in sorted(by_name.items()))
    judged = _Judged(item, item, judge(item, item, context, functional=True))
    return _build(key, judged, sides, context, label) if len(sides) > 1 else None
