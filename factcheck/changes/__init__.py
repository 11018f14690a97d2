"""What changed since an earlier report: findings that are new, gone, or not what they were."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from factcheck.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

KINDS: Final = ("new", "changed", "gone")

# A finding and an article in the form of the JSON report, in which both reports are compared.
Part = dict[str, Any]


@record(frozen=True, slots=True)
class Told:
    """One side as it is told: its value, and for each article that states it where and when it was published."""

    value: str
    articles: tuple[tuple[str, str, str, str], ...]  # outlet or path, publication, url, sentence's place "path:line"


@record(frozen=True, slots=True)
class Change:
    """One finding that is new, gone or changed: `why` says what changed, `before` and `after` are its sides."""

    kind: str
    finding: str
    verdict: str
    severity: str
    family: str
    title: str
    message: str
    why: tuple[str, ...]
    before: tuple[Told, ...]
    after: tuple[Told, ...]


def changes(
    old: Part, new: Part, verdicts: Sequence[str], decided: Mapping[str, str] | None = None
) -> tuple[Change, ...]:
    """Return what changed from one JSON report to another, new ones first, each kind in the order of its findings.

    A finding is the same when its id is, or else the one with which it shares most claims under one family and attribute.
    Only those are told of which one of the two verdicts is among `verdicts`. `decided` says, by id, which findings are
    no longer shown because an editor has ruled on them.
    """
    before, after = _Side(old), _Side(new)
    pairs = _matched(before.findings, after.findings)
    found: list[Change] = []
    for f in after.findings.values():
        g = pairs.get(f["id"])
        if g is None:
            if f["verdict"] in verdicts:
                found.append(_change("new", f, (), (), after.told(f)))
        elif {f["verdict"], g["verdict"]} & set(verdicts) and (why := _why(g, f, before, after)):
            found.append(_change("changed", f, why, before.told(g), after.told(f)))
    matched = {g["id"] for g in pairs.values()}
    rest = [g for g in before.findings.values() if g["id"] not in matched and g["verdict"] in verdicts]
    ruled = decided or {}
    found += [_change("gone", g, _decided(ruled.get(g["id"])), before.told(g), ()) for g in rest]
    rank = {"contradiction": 0, "review": 1, "explained": 2, "agreement": 3}
    return tuple(sorted(found, key=lambda c: (KINDS.index(c.kind), rank[c.verdict], c.title, c.finding)))


class _Side:
    """One of the two reports, by ids."""

    def __init__(self, report: Part) -> None:
        self.findings: Mapping[str, Part] = {f["id"]: f for f in report["findings"]}
        self.claims: Mapping[str, Part] = {c["id"]: c for c in report["claims"]}
        self.documents: Mapping[str, Part] = {d["id"]: d for d in report["documents"]}

    def told(self, f: Part) -> tuple[Told, ...]:
        """Return the sides of a finding with their articles."""
        return tuple(Told(s["value"], tuple(dict.fromkeys(self._article(c) for c in s["claims"]))) for s in f["sides"])

    def _article(self, claim: str) -> tuple[str, str, str, str]:
        c = self.claims[claim]
        d = self.documents[c["document"]]
        return d["outlet"] or d["path"], _when(d), d.get("url", ""), f"{d['path']}:{c['line']}"


def _when(d: Part) -> str:
    """Return when an article was published: the moment where it is stated, else its days."""
    if d.get("moment"):
        return str(d["moment"])
    start, end = d["published"]["start"], d["published"]["end"]
    if start == end:
        return start or "undated"
    return f"{start or '...'} to {end or '...'}"


def _matched(old: Mapping[str, Part], new: Mapping[str, Part]) -> dict[str, Part]:
    """Return for each new finding's id the old finding that it was."""
    pairs = {name: old[name] for name in new if name in old}
    free = [g for name, g in old.items() if name not in pairs]
    by_claim: dict[tuple[str, str, str], list[Part]] = defaultdict(list)
    for g in free:
        for c in _claims(g):
            by_claim[g["family"], g["attribute"], c].append(g)
    taken: set[str] = set()
    shares = []
    for name, f in new.items():
        if name in pairs:
            continue
        near = {g["id"]: g for c in _claims(f) for g in by_claim[f["family"], f["attribute"], c]}
        shares += [(-len(_claims(f) & _claims(g)), g["verdict"] != f["verdict"], name, g["id"]) for g in near.values()]
    for _, _, name, other in sorted(shares):
        if name not in pairs and other not in taken:
            pairs[name] = old[other]
            taken.add(other)
    return pairs


def _claims(f: Part) -> frozenset[str]:
    return frozenset(c for side in f["sides"] for c in side["claims"])


def _why(g: Part, f: Part, before: _Side, after: _Side) -> tuple[str, ...]:
    """Return what changed between two states of a finding, empty when nothing did."""
    why = [
        f"{key} was {g[key] or 'none'}, is {f[key] or 'none'}"
        for key in ("verdict", "reason", "severity")
        if g[key] != f[key]
    ]
    old, new = ({t.value: t for t in side.told(x)} for side, x in ((before, g), (after, f)))
    why += [f"no longer: {value}" for value in old if value not in new]
    why += [f"now also: {value}" for value in new if value not in old]
    for value in sorted(old.keys() & new.keys()):
        was, now = ({a[0] for a in t[value].articles} for t in (old, new))
        why += [f"{value}: {outlet} says so no longer" for outlet in sorted(was - now)]
        why += [f"{value}: {outlet} says so too" for outlet in sorted(now - was)]
    if not why and _claims(g) != _claims(f):
        why.append("the same values in other words")
    return tuple(why)


def _decided(words: str | None) -> tuple[str, ...]:
    return (f"decided: {words}",) if words else ()


def _change(kind: str, f: Part, why: tuple[str, ...], before: tuple[Told, ...], after: tuple[Told, ...]) -> Change:
    title = f"{f['subject']}: {f['attribute']}" + (f" ({f['scope']})" if f["scope"] else "")
    return Change(
        kind, f["id"], f["verdict"], f["severity"], f["family"], title, f["message"], why, before, after
    )  # fmt: skip
