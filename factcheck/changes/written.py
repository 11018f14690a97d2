"""What changed, for a terminal, as Markdown, as a spreadsheet and for programs."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from factcheck.changes import KINDS
from factcheck.render.cells import csv_bytes
from factcheck.render.markdown import md
from factcheck.render.registry import Column
from factcheck.render.view import hushed, line_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from factcheck.changes import Change, Told

COLUMNS: Final = (
    Column("change", "new, changed or gone", width=9),
    Column("finding", "The finding's id: the present one, of a gone finding the old one", width=14),
    Column("verdict", "contradiction, review, explained or agreement", width=14),
    Column("severity", "error, warning or note", width=9),
    Column("family", "The family of claims", width=14),
    Column("about", "Whom or what it is about", width=30),
    Column("message", "The finding in one sentence", width=40),
    Column("why", "What changed", width=40),
    Column("state", "before or now", width=8),
    Column("value", "The value of the side", width=24),
    Column("outlet", "Who says so", width=18),
    Column("published", "When the article was published", width=20),
    Column("url", "Its address", width=30),
    Column("place", "The article's file and line", width=20),
)


def written(found: Sequence[Change], form: str) -> bytes:
    """Return changes in a format: "text", "markdown", "csv" or "json"; raises KeyError."""
    return FORMS[form](found)


def counts(found: Sequence[Change]) -> str:
    """Return in a line how many findings are new, changed and gone."""
    number = Counter(change.kind for change in found)
    return ", ".join(f"{number[kind]} {kind}" for kind in KINDS)


def _text(found: Sequence[Change]) -> bytes:
    lines = []
    for c in found:
        lines.append(line_of(f"{c.kind.upper()} {c.verdict} [{c.severity}] {c.title} ({c.family}, {c.finding})"))
        lines += [f"  {line_of(words)}" for words in (c.message, *c.why)]
        lines += [line for side in (c.after or c.before) for line in _side_text(side)]
        lines.append("")
    return hushed("\n".join([*lines, counts(found)]) + "\n").encode()


def _side_text(side: Told) -> list[str]:
    lines = [f"  {line_of(side.value)}"]
    for outlet, when, url, place in side.articles:
        lines.append(f"    {line_of(outlet)}, {when}, {line_of(place)}" + (f" {line_of(url)}" if url else ""))
    return lines


def _markdown(found: Sequence[Change]) -> bytes:
    lines = ["# What changed", "", counts(found), ""]
    for kind in KINDS:
        mine = [c for c in found if c.kind == kind]
        lines += [f"## {kind.capitalize()}", ""] if mine else []
        for c in mine:
            lines += [f"### {c.verdict.capitalize()}: {md(c.title)}", "", f"{md(c.message)}. `{c.finding}`", ""]
            lines += [f"- {md(words)}" for words in c.why]
            for side in c.after or c.before:
                lines.append(f"- **{md(side.value)}**")
                for outlet, when, url, place in side.articles:
                    lines.append(f"    - {md(outlet)}, {when}, {md(place)}" + (f" {md(url)}" if url else ""))
            lines.append("")
    return hushed("\n".join(lines)).encode()


def _rows(c: Change) -> list[dict[str, Any]]:
    common = {
        "change": c.kind, "finding": c.finding, "verdict": c.verdict, "severity": c.severity, "family": c.family,
        "about": line_of(c.title), "message": line_of(c.message), "why": line_of("; ".join(c.why)),
    }  # fmt: skip
    names = ("outlet", "published", "url", "place")
    return [
        common | {"state": state, "value": line_of(side.value)} | dict(zip(names, map(line_of, article), strict=True))
        for state, sides in (("before", c.before), ("now", c.after))
        for side in sides
        for article in side.articles
    ]


def _csv(found: Sequence[Change]) -> bytes:
    return csv_bytes(COLUMNS, [row for change in found for row in _rows(change)])


def _json(found: Sequence[Change]) -> bytes:
    def side(told: Told) -> dict[str, Any]:
        names = ("outlet", "published", "url", "place")
        return {"value": told.value, "articles": [dict(zip(names, a, strict=True)) for a in told.articles]}

    shown = [asdict(c) | {"before": [side(s) for s in c.before], "after": [side(s) for s in c.after]} for c in found]
    return (json.dumps({"schema": "1", "changes": shown}, ensure_ascii=False, indent=1) + "\n").encode()


FORMS: Final[dict[str, Callable[[Sequence[Change]], bytes]]] = {
    "text": _text, "markdown": _markdown, "csv": _csv, "json": _json,
}  # fmt: skip
