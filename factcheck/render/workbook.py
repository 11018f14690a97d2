"""The spreadsheet for editors as a workbook: findings with columns to rule in, what agrees, claims, articles, explanations."""

from __future__ import annotations

import io
from datetime import date, datetime
from itertools import islice
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from factcheck.render.registry import Column
from factcheck.render.rows import rows
from factcheck.render.tables import claim_rows, columns, document_rows
from factcheck.render.view import View, clean, line_of, missed, ordered, summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    from factcheck.findings import Report, Silenced
    from factcheck.render.registry import Request

FINDINGS: Final = "Findings"
_LONGEST: Final = 32_767  # characters in a cell
_MOST: Final = 1_048_575  # rows under a header
_MANY: Final = 20_000  # a workbook of more claims is made on the disk: a cell takes 400 bytes of memory
_RULING: Final = ("decision", "decision_reason", "decided_by", "expires")
_ABOUT: Final = (Column("column", "", width=18), Column("what it holds", "", width=100))
# The same workbook for the same report: it bears no day of its making.
_CREATED: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - the file format knows no zone


def render(report: Report, request: Request) -> bytes:
    """Return the workbook; no cell is a formula or a link, whatever the articles hold."""
    if len(report.claims) <= _MANY:
        return _written(report, request, None)
    with TemporaryDirectory(prefix="factcheck-") as folder:
        return _written(report, request, folder)


def _written(report: Report, request: Request, folder: str | None) -> bytes:
    """Return the workbook, made in memory or, with a folder, in that."""
    out = io.BytesIO()
    book = _book(out, request.title, folder)
    writer = _Writer(book)
    view = View(report, request)
    findings = writer.table(FINDINGS, request.columns, rows(view, view.shown))
    _ask_for_rulings(findings, request)
    if report.silenced:
        decided = [row | _ruling(s) for s in report.silenced for row in rows(view, [s.finding])]
        writer.table("Decided", request.columns, decided)
    plain = [c for c in request.columns if c.name not in _RULING]
    writer.table("Other findings", plain, rows(view, [f for f in ordered(report.findings) if f not in view.shown]))
    every = (row | {"family": family} for family, found in claim_rows(report).items() for row in found)
    book.constant_memory = bool(folder)  # of a long table only one row is held; its cells bear their words themselves
    of = [Column("family", "The family of claims"), *columns("claim")]
    writer.rows("Claims", of, every, len(report.claims))
    book.constant_memory = False
    writer.table("Articles", columns("document"), document_rows(report))
    writer.table(
        "About", _ABOUT, [dict(zip(("column", "what it holds"), line, strict=True)) for line in _about(report, request)]
    )
    book.close()
    return out.getvalue()


def table_bytes(name: str, of: Sequence[Column], content: Sequence[dict[str, Any]]) -> bytes:
    """Return a workbook with one table."""
    out = io.BytesIO()
    book = _book(out, name, None)
    _Writer(book).table(name, of, content)
    book.close()
    return out.getvalue()


def _book(out: io.BytesIO, title: str, folder: str | None) -> Workbook:
    """Return an empty workbook that takes every text for a text; its parts are made in a folder, if there is one."""
    import xlsxwriter  # noqa: PLC0415 - only where a workbook is asked for

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options | ({"tmpdir": folder} if folder else {"in_memory": True}))
    book.set_properties({"title": title, "created": _CREATED})
    return book


def _about(report: Report, request: Request) -> list[tuple[str, str]]:
    lines = [("", request.title), ("", summary(report))]
    lines += [("not read", line_of(f"{p.path}: {p.message}")) for p in missed(report)]
    lines += [(c.name, c.about) for c in request.columns]
    return lines + [(f"family {name}", about) for name, about in request.families.items()]


def _ruling(s: Silenced) -> dict[str, Any]:
    """Return the editor's columns of a finding that is decided; of one in the baseline, what says so."""
    if not s.decisions:
        return {"decision_reason": "stands in the baseline"}
    return {
        "decision": "; ".join(dict.fromkeys(d.decision for d in s.decisions)),
        "decision_reason": line_of("; ".join(dict.fromkeys(d.reason for d in s.decisions))),
        "decided_by": line_of("; ".join(dict.fromkeys(d.by for d in s.decisions))),
        "expires": min((d.expires for d in s.decisions if d.expires), default=None),
    }


def _ask_for_rulings(sheet: Worksheet, request: Request) -> None:
    """Offer the decisions that an editor may take as a list in their column."""
    names = [c.name for c in request.columns]
    if "decision" in names and request.decisions:
        column = names.index("decision")
        sheet.data_validation(
            1, column, _MOST, column, {"validate": "list", "source": list(request.decisions), "ignore_blank": True}
        )


class _Writer:
    """Writes tables into a workbook."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self._text = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        self._figure = book.add_format({"valign": "top"})
        self._day = book.add_format({"valign": "top", "num_format": "yyyy-mm-dd"})

    def table(self, name: str, of: Sequence[Column], content: Sequence[dict[str, Any]]) -> Worksheet:
        """Return the sheet that holds a table; what is more than a sheet takes goes on in further ones."""
        return self.rows(name, of, content, len(content))

    def rows(self, name: str, of: Sequence[Column], content: Iterable[dict[str, Any]], count: int) -> Worksheet:
        """Return the same of so many rows that are made one by one."""
        every = iter(content)
        first = self._sheet(name, of, islice(every, _MOST), min(count, _MOST))
        for number, start in enumerate(range(_MOST, count, _MOST), 2):
            self._sheet(f"{name} {number}", of, islice(every, _MOST), min(count - start, _MOST))
        return first

    def _sheet(self, name: str, of: Sequence[Column], content: Iterable[dict[str, Any]], count: int) -> Worksheet:
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for k, column in enumerate(of):
            sheet.set_column(k, k, column.width, self._day if column.type == "date" else self._text)
            sheet.write_string(0, k, column.name, self._head)
        for n, row in enumerate(content, 1):
            for k, column in enumerate(of):
                self._cell(sheet, n, k, column.type, row.get(column.name))
        sheet.autofilter(0, 0, count, len(of) - 1)
        return sheet

    def _cell(self, sheet: Worksheet, n: int, k: int, kind: str, value: Any) -> None:
        if value is None or value == "":
            return
        if kind == "date":
            day = value if isinstance(value, date) else date.fromisoformat(value)
            if day.year >= 1900:  # a workbook knows no earlier day
                sheet.write_datetime(n, k, datetime(day.year, day.month, day.day), self._day)  # noqa: DTZ001
                return
            value = day.isoformat()
        elif kind in ("integer", "number") and _exact(str(value)):
            sheet.write_number(n, k, float(value), self._figure)
            return
        text = clean(str(value))
        # A cell takes no more: what is cut is said.
        sheet.write_string(n, k, text if len(text) <= _LONGEST else f"{text[: _LONGEST - 10]} [cut off]", self._text)


def _exact(figure: str) -> bool:
    """Tell whether a workbook, which knows fifteen digits, keeps a figure as it is."""
    return len(figure.lstrip("-").replace(".", "")) <= 15
