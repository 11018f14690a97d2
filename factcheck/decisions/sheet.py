"""The spreadsheet in which editors decide: its rows -> decisions, and decisions -> rows of the same columns."""

from __future__ import annotations

import csv
import io
import os
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from factcheck.decisions.file import DECISIONS, checked
from factcheck.ingest.decode import UnreadableError, decode
from factcheck.model import Problem
from factcheck.record import replaced
from factcheck.render.cells import rearmed
from factcheck.suggest import meant

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from factcheck.findings import Decision
    from factcheck.paths import Pathname

_NEEDED: Final = ("finding", "verdict", "family", "subject", "attribute", "claims_a", "claims_b", "decision")
_DELIMITERS: Final = ",;\t"
_MOST: Final = 200_000_000  # bytes of an unpacked workbook

Row = tuple[int, dict[str, str]]


class SheetError(Exception):
    """Raised when a spreadsheet cannot be read at all; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def read_sheet(file: Pathname) -> list[Row]:
    """Return the rows of a CSV file or a workbook with their numbers, cells as text; raises SheetError or OSError."""
    name = os.path.basename(file)
    with open(file, "rb") as stream:
        data = stream.read()
    tables = _workbook(data, name) if data.startswith(b"PK\x03\x04") else _csv(data, name)
    for numbered in tables:
        rows = list(numbered)
        head = [cell.strip() for cell in rows[0][1]] if rows else []
        if set(_NEEDED) <= set(head):
            short = dict.fromkeys(head, "")  # a row may end before its last cells
            return [(n, short | dict(zip(head, cells, strict=False))) for n, cells in rows[1:] if any(cells)]
    raise SheetError(Problem(name, 1, f"no table with the columns {', '.join(_NEEDED)}"))


def _csv(data: bytes, name: str) -> Iterator[list[tuple[int, list[str]]]]:
    """Yield the table of a CSV file, whichever delimiter and encoding a spreadsheet program has saved it with."""
    try:
        text = decode(data).text.removeprefix("\ufeff")
    except UnreadableError as error:
        raise SheetError(Problem(name, 0, str(error))) from error
    head = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=head.count)
    rows: list[tuple[int, list[str]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        rows += [(reader.line_num, [rearmed(cell) for cell in row]) for row in reader]
    except csv.Error as error:
        raise SheetError(Problem(name, reader.line_num, f"broken CSV: {error}")) from error
    yield rows


def _workbook(data: bytes, name: str) -> Iterator[list[tuple[int, list[str]]]]:
    """Yield the tables of a workbook; the first row of a sheet is its header."""
    import zipfile  # noqa: PLC0415 - only where a workbook is read

    import openpyxl  # noqa: PLC0415

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            size = sum(item.file_size for item in packed.infolist())
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True) if size <= _MOST else None
        sheets = [list(_rows(sheet)) for sheet in book.worksheets] if book else []
    except Exception as error:  # a broken workbook raises whatever its reader meets first
        raise SheetError(Problem(name, 0, f"not a workbook: {error}")) from error
    if book is None:
        raise SheetError(Problem(name, 0, f"too large a workbook: {size} bytes unpacked"))
    yield from sheets


def _rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    sheet.reset_dimensions()  # what a file says of its size may be wrong
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        yield number, [_cell(value) for value in row]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def decided(
    rows: Sequence[Row], name: str, by: str = "", expires: date | None = None
) -> tuple[tuple[Decision, ...], tuple[Problem, ...]]:
    """Return the decisions of a sheet's rows, and a problem for each row that cannot be used.

    `by` and `expires` stand in where a row does not say who decided and until when. Rows without a decision are passed over.
    """
    found: dict[tuple[object, ...], tuple[int, Decision]] = {}
    problems = []
    for number, raw in rows:
        cells = {key: value.strip() for key, value in raw.items()}
        try:
            decision = _row(cells, by, expires)
        except ValueError as error:
            problems.append(Problem(name, number, str(error)))
            continue
        if decision is None:
            continue
        key = tuple(frozenset(side.claims) for side in decision.sides)
        first, other = found.setdefault(key, (number, decision))
        if other != decision:
            problems.append(Problem(name, number, f"decides otherwise than row {first} about the same pair"))
    return tuple(d for _, d in found.values()), tuple(problems)


def _row(cells: Mapping[str, str], by: str, expires: date | None) -> Decision | None:
    """Return the decision of a row, None for a row without one; raises ValueError with what is wrong."""
    word = " ".join(cells["decision"].casefold().replace("_", " ").replace("-", " ").split())
    if not word:
        if cells.get("decision_reason"):
            raise ValueError("a reason without a decision")
        return None
    if word not in DECISIONS:
        raise ValueError(f"unknown decision {cells['decision']!r}{meant(word, DECISIONS)}")
    if not cells.get("decision_reason"):
        raise ValueError(f"{word}: lacks its reason, in decision_reason")
    who = cells.get("decided_by") or by
    if not who:
        raise ValueError(f"{word}: lacks who decided, in decided_by or with --by")
    until = _day(cells["expires"]) if cells.get("expires") else expires
    entry = {key: cells.get(key, "") for key in ("finding", "verdict", "family", "subject", "attribute", "scope")}
    sides = [
        {key: cells.get(f"{key}_{letter}", "") for key in ("value", "outlet", "article", "sentence")}
        | {"claims": cells[f"claims_{letter}"].split()}
        for letter in "ab"
    ]
    return checked(
        {**entry, "decision": word, "reason": cells["decision_reason"], "by": who, "expires": until, "side": sides}
    )


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words[:10] if words[10:].strip(" T0:.") == "" else words)
    except ValueError as error:
        raise ValueError(f"expires: not a day like 2026-01-31: {words!r}") from error


def rows_of(decisions: Sequence[Decision]) -> list[dict[str, Any]]:
    """Return decisions as rows of the sheet; `decided` gives the same decisions back."""
    return [_cells(replaced(d, line=0)) for d in decisions]


def _cells(d: Decision) -> dict[str, Any]:
    cells: dict[str, Any] = {
        "finding": d.finding, "verdict": d.verdict, "family": d.family, "subject": d.subject,
        "attribute": d.attribute, "scope": d.scope, "decision": d.decision, "decision_reason": d.reason,
        "decided_by": d.by, "expires": d.expires,
    }  # fmt: skip
    for letter, side in zip("ab", d.sides, strict=True):
        cells |= {
            f"value_{letter}": side.value, f"outlet_{letter}": side.outlet, f"article_{letter}": side.article,
            f"sentence_{letter}": side.sentence, f"claims_{letter}": " ".join(side.claims),
        }  # fmt: skip
    return cells
