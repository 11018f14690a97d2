"""SARIF 2.1.0: a result for each sentence to look at, with the other sides as related locations."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from factcheck import __version__
from factcheck.digest import stable_id
from factcheck.render.view import CONFLICTS, View, line_of, missed, title, why

if TYPE_CHECKING:
    from factcheck.findings import Finding, Report, Silenced
    from factcheck.model import Claim, Problem
    from factcheck.render.registry import Request

_MOST: Final = 25_000  # results that GitHub takes in one run
# A result that is no failure must have no level, and then nobody shows it: what is to be reviewed is a failure with a note.
_KINDS: Final = {"contradiction": "fail", "review": "fail", "explained": "informational", "agreement": "pass"}
_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(report: Report, request: Request) -> bytes:
    """Return one run with the results of the verdicts asked for, the gravest first; too many are counted, not lost unsaid."""
    view = View(report, request)
    rules = sorted({f.family for f in (*view.shown, *(s.finding for s in report.silenced))})
    found = [(f, claim, others) for f in view.shown for claim, others in view.marks(f)]
    notes = [_note(p) for p in report.problems] + [_note(p, "warning") for p in report.warnings]
    if len(found) > _MOST:
        notes.append(
            {"level": "warning", "message": {"text": f"{len(found) - _MOST} results more than SARIF readers take"}}
        )
    known = [
        _result(s.finding, claim, others, rules, view) | _suppressed(s)
        for s in report.silenced
        for claim, others in view.marks(s.finding)
    ]
    run = {
        "tool": {"driver": _driver(rules, request)},
        "automationDetails": {"id": "factcheck/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"SRCROOT": {"description": {"text": "The folder in which factcheck was called"}}},
        "invocations": [{"executionSuccessful": not missed(report), "toolExecutionNotifications": notes}],
        "results": [*(_result(*one, rules, view) for one in found[:_MOST]), *known[: max(_MOST - len(found), 0)]],
    }
    shown = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return (json.dumps(shown, ensure_ascii=False, indent=1) + "\n").encode()


def _driver(rules: list[str], request: Request) -> dict[str, Any]:
    return {
        "name": "factcheck",
        "semanticVersion": __version__,
        "rules": [
            {
                "id": family,
                "name": "".join(part.capitalize() for part in family.split("_")),
                "shortDescription": {"text": request.families.get(family, family)},
                "fullDescription": {
                    "text": f"Two articles give different values: {request.families.get(family, family)}."
                },
                "help": {"text": f"`factcheck families show {family}` prints how this family is read and compared."},
                "properties": {"tags": ["facts", family]},
            }
            for family in rules
        ],
    }


def _result(f: Finding, claim: Claim, others: tuple[Claim, ...], rules: list[str], view: View) -> dict[str, Any]:
    # "[words](1)" is a link to the first related location; the words of articles make none.
    names = [f"[{_name(o, view)}]({n}): {_unlinked(view.excerpt(o).text)}" for n, o in enumerate(others, 1)]
    return {
        "ruleId": f.family,
        "ruleIndex": rules.index(f.family),
        "level": f.severity if f.verdict in CONFLICTS else "none",
        "kind": _KINDS[f.verdict],
        "message": {"text": "\n".join([_unlinked(f"{title(f)}: {line_of(f.message)}"), *names])},
        "locations": [_location(claim, view)],
        "relatedLocations": [
            _location(other, view, n, _unlinked(f"{view.outlet(view.document(other))}: {view.excerpt(other).text}"))
            for n, other in enumerate(others, 1)
        ],
        "partialFingerprints": {
            "factcheck/v1": f.id,
            # GitHub follows an alert by this one only; it must differ between the sentences of one finding.
            "primaryLocationLineHash": stable_id(f.id, claim.id) + ":1",
        },
        "properties": {"findingId": f.id, "verdict": f.verdict, "reason": f.reason, "dimensions": why(f)},
    }


def _name(claim: Claim, view: View) -> str:
    """Return an outlet as the words of a link."""
    return view.outlet(view.document(claim)).replace("[", "(").replace("]", ")")


def _unlinked(text: str) -> str:
    """Return text in which no reader of SARIF finds a link: a word joiner, which nobody sees, breaks it."""
    return text.replace("](", "]\u2060(")


def _suppressed(s: Silenced) -> dict[str, Any]:
    """Return what says that editors have decided on a result, or that it stands in the baseline."""
    if not s.decisions:
        return {"baselineState": "unchanged"}
    reasons = [line_of(f"{d.decision}: {d.reason} ({d.by})") for d in s.decisions]
    return {
        "suppressions": [
            {"kind": "external", "status": "accepted", "justification": _unlinked(text)} for text in reasons
        ]
    }


def _location(claim: Claim, view: View, number: int = 0, text: str = "") -> dict[str, Any]:
    place = view.place(claim)
    location: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": _artifact(view.file(view.document(claim))),
            "region": {
                "startLine": place.line,
                "startColumn": place.column,
                "endLine": place.end_line,
                "endColumn": place.end_column,
                "charOffset": claim.start,
                "charLength": claim.end - claim.start,
            },
        }
    }
    return ({"id": number} if number else {}) | location | ({"message": {"text": text}} if text else {})


def _artifact(path: str) -> dict[str, str]:
    return {"uri": quote(path.encode("utf-8", "surrogatepass")), "uriBaseId": "SRCROOT"}


def _note(p: Problem, level: str = "error") -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": _artifact(p.path)}
    if p.line:
        place["region"] = {"startLine": p.line}
    text = f"{line_of(p.path)}: {line_of(p.message)}"
    return {"level": "note" if p.note else level, "message": {"text": text}, "locations": [{"physicalLocation": place}]}
