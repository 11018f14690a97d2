"""The spreadsheet for editors as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.render.cells import csv_bytes
from factcheck.render.rows import rows
from factcheck.render.view import View

if TYPE_CHECKING:
    from factcheck.findings import Report
    from factcheck.render.registry import Request


def render(report: Report, request: Request) -> bytes:
    """Return one row for each pair of sides of the verdicts asked for: UTF-8 with its mark, CR LF, no live formula."""
    view = View(report, request)
    return csv_bytes(request.columns, rows(view, view.shown))
