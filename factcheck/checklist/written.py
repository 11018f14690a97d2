"""The checklist as a page, as Markdown, as a spreadsheet, for a terminal and for programs."""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from factcheck.catalogue import shipped
from factcheck.checklist import STATES
from factcheck.render.cells import csv_bytes
from factcheck.render.markdown import md
from factcheck.render.registry import Column
from factcheck.render.view import clean, hushed, line_of, many

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from factcheck.checklist import Item, Note
    from factcheck.findings import Report

COLUMNS: Final = (
    Column("draft", "The draft's file", width=18),
    Column("line", "The line in it", "integer", 6),
    Column("column", "The column in that line", "integer", 7),
    Column("kind", "name, title, figure or date", width=8),
    Column("words", "The words to check", width=28),
    Column("state", "contradicted, to review, corroborated or alone", width=14),
    Column("outlets", "How many independent outlets give the same", "integer", 8),
    Column("others", "What other articles say to it, and which finding shows it", width=60),
    Column("sentence", "The sentence", width=60),
    Column("again", "Further lines where a name stands", width=10),
    Column("checked", "For the desk: how it was checked, and by whom", width=24),
)
_SIGNS: Final = {"contradicted": "✗", "to review": "?", "corroborated": "✓", "alone": "·"}


def written(items: Sequence[Item], report: Report, form: str) -> bytes:
    """Return a checklist in a format: "text", "markdown", "csv", "xlsx", "html" or "json"; raises KeyError."""
    return FORMS[form](items, report)


def counts(items: Sequence[Item]) -> str:
    """Return in a line how many items are in which state."""
    found = Counter(item.state for item in items)
    return f"{many(len(items), 'item')}: " + ", ".join(f"{found[state]} {state}" for state in STATES)


def state(item: Item) -> str:
    """Return an item's state in words: "corroborated by 2 independent outlets"."""
    if item.state == "corroborated":
        return f"corroborated by {many(item.outlets, 'independent outlet')}"
    return f"{item.state}, {many(item.outlets, 'outlet')} agree" if item.outlets else item.state


def note(n: Note) -> str:
    """Return a note in a line: what others say, who, and in which finding."""
    return line_of(f"{n.verdict}: {n.about}: {n.value} ({', '.join(n.outlets)}) {n.finding}")


def _row(item: Item, report: Report) -> dict[str, Any]:
    return {
        "draft": line_of(report.document(item.document).path), "line": item.line, "column": item.column,
        "kind": item.kind, "words": line_of(item.text), "state": item.state, "outlets": item.outlets,
        "others": "; ".join(note(n) for n in item.notes), "sentence": line_of(item.sentence),
        "again": ", ".join(map(str, item.again)), "checked": "",
    }  # fmt: skip


def _text(items: Sequence[Item], report: Report) -> bytes:
    lines = []
    for name, group in groupby(items, key=lambda item: item.document):
        lines.append(line_of(report.document(name).path))
        for item in group:
            place = f"{item.line}:{item.column}"
            lines.append(
                line_of(f"{_SIGNS[item.state]} {place:<8}").ljust(11)
                + line_of(f"{item.kind:<7} {item.text}: {state(item)}")
            )
            lines += [f"{'':<19}{note(n)}" for n in item.notes if n.verdict != "agreement"]
    return hushed("\n".join([*lines, counts(items)]) + "\n").encode()


def _markdown(items: Sequence[Item], report: Report) -> bytes:
    lines = ["# Checklist", "", md(counts(items)), ""]
    for name, group in groupby(items, key=lambda item: item.document):
        lines += [f"## {md(report.document(name).path)}", ""]
        for item in group:
            lines.append(f"- [ ] line {item.line}, {item.kind} **{md(item.text)}**: {md(state(item))}")
            lines += [f"    - {md(note(n))}" for n in item.notes if n.verdict != "agreement"]
        lines.append("")
    return hushed("\n".join(lines)).encode()


def _csv(items: Sequence[Item], report: Report) -> bytes:
    return csv_bytes(COLUMNS, [_row(item, report) for item in items])


def _xlsx(items: Sequence[Item], report: Report) -> bytes:
    from factcheck.render.workbook import table_bytes  # noqa: PLC0415 - only where a workbook is asked for

    return table_bytes("Checklist", COLUMNS, [_row(item, report) for item in items])


def _json(items: Sequence[Item], report: Report) -> bytes:  # noqa: ARG001 - all forms are called alike
    return (
        json.dumps({"schema": "1", "items": [asdict(i) for i in items]}, ensure_ascii=False, indent=1) + "\n"
    ).encode()


def _html(items: Sequence[Item], report: Report) -> bytes:
    import jinja2  # noqa: PLC0415 - only where a page is asked for

    folder = Path(shipped("reports"))
    style = "\n".join(((folder / f / "style.css").read_text("utf-8").strip()) for f in ("page", "checklist"))
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    drafts = [
        {
            "path": line_of(report.document(name).path),
            "title": line_of(report.document(name).title),
            "rows": [_shown(i) for i in group],
        }
        for name, group in groupby(items, key=lambda item: item.document)
    ]
    template = environment.from_string((folder / "checklist" / "page.html.jinja").read_text("utf-8"))
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    page = template.render(drafts=drafts, counts=counts(items), style=style, style_hash=f"sha256-{digest}")
    return clean(page).encode()


def _shown(item: Item) -> dict[str, Any]:
    """Return what the page shows of an item: its sentence in three parts, and the notes in words."""
    before, _, after = item.sentence.partition(item.text)
    return {
        "line": item.line, "kind": item.kind, "text": line_of(item.text), "before": line_of(before), "after": line_of(after),
        "class": item.state.replace(" ", "-"), "sign": _SIGNS[item.state], "state": state(item), "again": item.again,
        "notes": [note(n) for n in item.notes],
    }  # fmt: skip


FORMS: Final[dict[str, Callable[[Sequence[Item], Report], bytes]]] = {
    "text": _text, "markdown": _markdown, "csv": _csv, "xlsx": _xlsx, "html": _html, "json": _json,
}  # fmt: skip
