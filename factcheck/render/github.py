"""Annotations of GitHub Actions: one workflow command a line, which marks the sentence in its file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from factcheck.render.view import View, clean, hushed, line_of, missed, summary, title

if TYPE_CHECKING:
    from factcheck.findings import Finding, Report
    from factcheck.model import Claim
    from factcheck.render.registry import Request

_LEVELS: Final = {"error": "error", "warning": "warning", "note": "notice"}
_DATA: Final = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY: Final = _DATA | {":": "%3A", ",": "%2C"}


def render(report: Report, request: Request) -> bytes:
    """Return the annotations, the gravest first (GitHub shows ten of a level), then the summary line."""
    view = View(report, request)
    lines = [_annotation(f, *mark, view) for f in view.shown for mark in view.marks(f)]
    for p in missed(report):
        where = {"file": p.path} | ({"line": str(p.line)} if p.line else {})
        lines.append(_command("error", {**where, "title": "factcheck could not read this"}, line_of(p.message)))
    for p in report.warnings:
        where = {"file": line_of(p.path)} | ({"line": str(p.line)} if p.line else {})
        lines.append(_command("warning", {**where, "title": "factcheck decision"}, line_of(p.message)))
    # The summary holds no word of an article; it is the only line that is not a command.
    return "".join(f"{line}\n" for line in [*lines, summary(report)]).encode()


def _annotation(f: Finding, claim: Claim, others: tuple[Claim, ...], view: View) -> str:
    place = view.place(claim)
    where = {"file": view.file(view.document(claim)), "line": str(place.line)}
    if place.line == place.end_line:  # GitHub takes columns only within one line
        where |= {"col": str(place.column), "endColumn": str(place.end_column)}
    else:
        where |= {"endLine": str(place.end_line)}
    return _command(_LEVELS[f.severity], {**where, "title": f"{f.verdict}: {title(f)}"}, message(f, others, view))


def message(f: Finding, others: tuple[Claim, ...], view: View) -> str:
    """Return what a mark in a file says: the finding, and for each other side where it stands and its sentence."""
    lines = [line_of(f.message)]
    for other in others:
        document = view.document(other)
        where = f"{line_of(view.file(document))}:{view.place(other).line}"
        lines.append(f"{view.outlet(document)} ({where}): {view.excerpt(other).text}")
    return "\n".join([*lines, f"({f.family}, {f.id})"])


def _command(level: str, where: dict[str, str], text: str) -> str:
    """Return one workflow command: nothing in it can end it or begin another one."""
    properties = ",".join(f"{name}={_escaped(hushed(clean(value)), _PROPERTY)}" for name, value in where.items())
    return f"::{level} {properties}::{_escaped(hushed(text), _DATA)}"


def _escaped(text: str, signs: dict[str, str]) -> str:
    return "".join(signs.get(c, c) for c in text)
