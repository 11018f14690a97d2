"""The Reviewdog Diagnostic Format: columns count UTF-8 bytes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from factcheck.lines import line_starts
from factcheck.render.github import message
from factcheck.render.view import View, line_of, missed

if TYPE_CHECKING:
    from factcheck.findings import Finding, Report
    from factcheck.model import Claim, Document
    from factcheck.render.registry import Request

_LEVELS: Final = {"error": "ERROR", "warning": "WARNING", "note": "INFO"}


def render(report: Report, request: Request) -> bytes:
    """Return one diagnostic for each sentence to look at, and one for all that could not be read."""
    view = View(report, request)
    found = [_diagnostic(f, *mark, view) for f in view.shown for mark in view.marks(f)]
    found += [
        {
            "message": f"not read: {line_of(p.message)}",
            "location": {"path": p.path, "range": {"start": {"line": p.line or 1}}},
            "severity": "ERROR",
            "code": {"value": "unreadable"},
        }
        for p in missed(report)
    ]
    shown = {"source": {"name": "factcheck"}, "severity": "WARNING", "diagnostics": found}
    return (json.dumps(shown, ensure_ascii=False, indent=1) + "\n").encode()


def _diagnostic(f: Finding, claim: Claim, others: tuple[Claim, ...], view: View) -> dict[str, Any]:
    document, place = view.document(claim), view.place(claim)
    return {
        "message": message(f, others, view),
        "location": {
            "path": view.file(document),
            "range": {
                "start": {"line": place.line, "column": _bytes(document, place.line, place.column)},
                "end": {"line": place.end_line, "column": _bytes(document, place.end_line, place.end_column)},
            },
        },
        "severity": _LEVELS[f.severity],
        "code": {"value": f.family},
    }


def _bytes(document: Document, line: int, column: int) -> int:
    """Return a column, counted from 1 in code points, in UTF-8 bytes."""
    if document.lines:  # its lines are the file's, not the text's
        return column
    start = line_starts(document.text)[line - 1]
    return len(document.text[start : start + column - 1].encode("utf-8", "surrogatepass")) + 1
