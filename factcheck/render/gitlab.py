"""The GitLab Code Quality report: a JSON list with one entry for each sentence to look at."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from factcheck.digest import stable_id
from factcheck.render.github import message
from factcheck.render.view import View, line_of, missed

if TYPE_CHECKING:
    from factcheck.findings import Finding, Report
    from factcheck.model import Claim
    from factcheck.render.registry import Request

_LEVELS: Final = {"error": "critical", "warning": "minor", "note": "info"}


def render(report: Report, request: Request) -> bytes:
    """Return the entries, the gravest first; what could not be read is a blocker."""
    view = View(report, request)
    entries = [_entry(f, *mark, view) for f in view.shown for mark in view.marks(f)]
    entries += [
        {
            "description": f"not read: {line_of(p.message)}",
            "check_name": "unreadable",
            "fingerprint": stable_id("unreadable", p.path, p.message),
            "severity": "blocker",
            "location": {"path": p.path, "lines": {"begin": p.line or 1}},
        }
        for p in missed(report)
    ]
    return (json.dumps(_distinct(entries), ensure_ascii=False, indent=1) + "\n").encode()


def _entry(f: Finding, claim: Claim, others: tuple[Claim, ...], view: View) -> dict[str, Any]:
    path = view.file(view.document(claim))
    return {
        "description": message(f, others, view).replace("\n", " | "),
        "check_name": f.family,
        "fingerprint": stable_id(f.id, claim.id),
        "severity": _LEVELS[f.severity],
        "location": {"path": path, "lines": {"begin": view.place(claim).line}},
    }


def _distinct(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the entries with fingerprints that differ: GitLab drops one of two equal ones without a word."""
    seen: dict[str, int] = {}
    for entry in entries:
        name = entry["fingerprint"]
        seen[name] = seen.get(name, 0) + 1
        if seen[name] > 1:
            entry["fingerprint"] = stable_id(name, str(seen[name]))
    return entries
