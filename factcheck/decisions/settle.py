"""Report -> the report without what editors have ruled on and what a baseline holds; says which decisions do nothing."""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING, Final

from factcheck.compare.findings import finding_id
from factcheck.findings import Side, Silenced
from factcheck.model import Problem
from factcheck.record import record, replaced

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from factcheck.findings import Decision, Finding, Report

_GRAVITY: Final = {"contradiction": 2, "review": 1}


@record(frozen=True, slots=True)
class Baseline:
    """The pairs of claims that an earlier report held against each other, with the gravity of their verdict."""

    path: str
    pairs: Mapping[frozenset[str], int]


@record(frozen=True, slots=True)
class _Cover:
    """What covers pairs of claims: the decisions that hold, and the baseline."""

    decided: Mapping[frozenset[str], Sequence[Decision]]
    known: Mapping[frozenset[str], int]

    def of(self, a: str, b: str, verdict: str) -> tuple[bool, Sequence[Decision]]:
        """Return whether a pair is covered under a verdict, and by which decisions (none: by the baseline)."""
        pair = frozenset((a, b))
        ruled = [d for d in self.decided.get(pair, ()) if gravity(d.verdict) >= gravity(verdict)]
        return bool(ruled) or self.known.get(pair, -1) >= gravity(verdict), ruled


def gravity(verdict: str) -> int:
    """Return how grave a verdict is: 2 for a contradiction, 1 for a review, else 0."""
    return _GRAVITY.get(verdict, 0)


def settled(
    report: Report,
    decisions: Sequence[Decision],
    path: str,
    today: date | None,
    baseline: Baseline | None = None,
    drafts: frozenset[str] = frozenset(),
) -> Report:
    """Return the report without the pairs that valid decisions or the baseline cover; those stand in `silenced`.

    A decision covers a pair of claims under the verdict that it was made about, or a less grave one. Decisions of the
    file `path` that have expired by `today`, or whose articles were read and no longer conflict, are warned of; `drafts`
    are the documents under check (empty: all alike). Raises ValueError when a decision can expire and `today` is None.
    """
    if today is None and any(d.expires for d in decisions):
        raise ValueError("decisions can expire: the day on which they are looked at must be given")
    decided: dict[frozenset[str], list[Decision]] = {}
    for decision in decisions:
        if not expired(decision, today):
            for pair in product(*(side.claims for side in decision.sides)):
                decided.setdefault(frozenset(pair), []).append(decision)
    cover = _Cover(decided, baseline.pairs if baseline else {})
    used: set[Decision] = set()
    kept: list[Finding] = []
    silenced: list[Silenced] = []
    known = False
    for finding in report.findings:
        sides, ruled, old = _open(finding, cover)
        used.update(ruled)
        known = known or old
        if not ruled and not old:
            kept.append(finding)
        elif sides:
            kept += _parts(finding, sides, cover, report)
        else:
            silenced.append(Silenced(finding, ruled))
    warnings = _warnings(report, decisions, used, path, today, drafts)
    if baseline and baseline.pairs and not known and not drafts:
        warnings.append(Problem(baseline.path, 0, "nothing of this baseline occurs any more"))
    return replaced(
        report,
        findings=tuple(sorted(kept, key=lambda f: f.id)),
        silenced=tuple(silenced),
        warnings=(*report.warnings, *warnings),
    )


def expired(decision: Decision, today: date | None) -> bool:
    """Tell whether a decision no longer holds on a day."""
    return today is not None and decision.expires is not None and decision.expires <= today


def _open(finding: Finding, cover: _Cover) -> tuple[tuple[Side, ...], tuple[Decision, ...], bool]:
    """Return the sides with the claims of open pairs, the decisions on the others, and whether the baseline holds any."""
    if len(finding.sides) < 2 or not (cover.decided or cover.known):
        return finding.sides, (), False
    still: set[str] = set()
    ruled: dict[Decision, None] = {}
    old = False
    for left, right in combinations(finding.sides, 2):
        for a, b in product(left.claims, right.claims):
            covered, by = cover.of(a, b, finding.verdict)
            ruled.update(dict.fromkeys(by))
            old = old or (covered and not by)
            if not covered:
                still.update((a, b))
    sides = (replaced(s, claims=tuple(c for c in s.claims if c in still)) for s in finding.sides)
    return tuple(s for s in sides if s.claims), tuple(ruled), old


def _parts(finding: Finding, sides: Sequence[Side], cover: _Cover, report: Report) -> list[Finding]:
    """Return what is left of a finding: one where every two sides are still open, else one for each two that are."""
    both = [
        (left, right)
        for left, right in combinations(sides, 2)
        if not all(cover.of(a, b, finding.verdict)[0] for a, b in product(left.claims, right.claims))
    ]
    whole = len(both) == len(sides) * (len(sides) - 1) // 2
    return [_part(finding, group, report) for group in ([tuple(sides)] if whole else both)]


def _part(finding: Finding, sides: Sequence[Side], report: Report) -> Finding:
    homes = {c.id: c.document for c in report.claims}
    outlets = {d.id: d.outlet or d.id for d in report.documents}
    told = tuple(replaced(s, outlets=tuple(sorted({outlets[homes[c]] for c in s.claims}))) for s in sides)
    name = finding_id(finding.family, finding.verdict, finding.reason, told)
    message = finding.message
    if len(told) < len(finding.sides) and finding.verdict == "contradiction":
        message = f"{', '.join(s.value for s in told[:-1])} and {told[-1].value} cannot both be right"
    return replaced(finding, id=name, sides=told, message=message)


def _warnings(
    report: Report,
    decisions: Sequence[Decision],
    used: set[Decision],
    path: str,
    today: date | None,
    drafts: frozenset[str],
) -> list[Problem]:
    """Return one warning for each decision that has expired or no longer covers anything in the articles read."""
    read = {d.path for d in report.documents}
    mine = {d.path for d in report.documents if d.id in drafts}
    found = []
    elsewhere = 0
    for d in decisions:
        articles = {side.article for side in d.sides}
        if drafts and not articles & mine:
            continue
        if expired(d, today):
            found.append(Problem(path, d.line, f"expired on {d.expires}, silences nothing any more: {d.about}"))
        elif not articles <= read:
            elsewhere += 1
        elif d not in used:
            found.append(Problem(path, d.line, f"unused, what it was about is no longer found: {d.about}"))
    if elsewhere and not drafts:
        noun = "decision is" if elsewhere == 1 else "decisions are"
        found.append(Problem(path, 0, f"{elsewhere} {noun} about articles that were not read"))
    return found
