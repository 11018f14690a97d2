"""Findings as text for a terminal, as Markdown, and as CSV for editors."""

from __future__ import annotations

import csv
import io
import unicodedata
from typing import TYPE_CHECKING, Final

from factcheck.lines import line_starts, locate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcheck.model import Claim, Document, Finding, Report

_MOST: Final = 3  # sentences shown for one side
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_MARKS: Final = str.maketrans({c: f"\\{c}" for c in "\\`*_[]<>#|"})


class _View:
    """What the renderers look up: claims and documents by id, and where an offset stands."""

    def __init__(self, report: Report) -> None:
        self.claims = {c.id: c for c in report.claims}
        self.documents = {d.id: d for d in report.documents}
        self._starts: dict[str, Sequence[int]] = {}

    def line(self, claim: Claim) -> int:
        if claim.document not in self._starts:
            self._starts[claim.document] = line_starts(self.documents[claim.document].text)
        return locate(self._starts[claim.document], claim.start)[0]

    def sentence(self, claim: Claim) -> str:
        return clean(" ".join(self.documents[claim.document].text[claim.evidence_start : claim.evidence_end].split()))

    def name(self, document: Document) -> str:
        return clean(document.outlet or document.path)


def clean(text: str) -> str:
    """Return text without control and direction characters, which could change what a terminal or an editor shows."""
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf"))


def to_text(report: Report, verdicts: Sequence[str]) -> str:
    """Return the findings of the given verdicts for a terminal, and a summary line."""
    view = _View(report)
    shown = [f for f in report.findings if f.verdict in verdicts]
    parts = [_finding_text(f, view) for f in ordered(shown)]
    return "\n".join([*parts, summary(report)]) + "\n"


def ordered(findings: Sequence[Finding]) -> list[Finding]:
    """Return findings with the gravest first, then by subject and attribute."""
    rank = {"contradiction": 0, "review": 1, "explained": 2, "agreement": 3}
    severity = {"error": 0, "warning": 1, "note": 2}
    return sorted(findings, key=lambda f: (rank[f.verdict], severity[f.severity], f.subject, f.attribute, f.id))


def _finding_text(f: Finding, view: _View) -> str:
    head = f"{f.verdict.upper()} [{f.severity}] {title(f)}  ({f.family}, {f.id})"
    lines = [clean(head), f"  {clean(f.message)}"]
    for side in f.sides:
        lines.append(f"  {clean(side.value)}")
        for claim in [view.claims[c] for c in side.claims][:_MOST]:
            document = view.documents[claim.document]
            lines.append(
                f"    {view.name(document)}, {clean(document.path)}:{view.line(claim)}: {view.sentence(claim)}"
            )
    lines.append("  " + "; ".join(f"{name} {d.state}" for name, d in f.dimensions))
    return "\n".join(lines) + "\n"


def title(f: Finding) -> str:
    """Return what a finding is about: "Japan: prime minister (lower)"."""
    return f"{f.subject}: {f.attribute}" + (f" ({f.scope})" if f.scope else "")


def summary(report: Report) -> str:
    """Return one line that says what was compared and found; never a bare success."""
    counts = {
        v: sum(f.verdict == v for f in report.findings) for v in ("contradiction", "review", "explained", "agreement")
    }
    line = (
        f"{_many(counts['contradiction'], 'contradiction')}, {counts['review']} to review, {counts['explained']} explained, "
        f"{_many(counts['agreement'], 'agreement')} in {_many(len(report.documents), 'document')}, "
        f"{_many(len(report.claims), 'claim')}, {_many(report.slots, 'slot')} compared"
    )
    missing = sum(not p.note for p in report.problems)
    return f"{line}; {_many(missing, 'file')} could not be read" if missing else line


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def to_markdown(report: Report, verdicts: Sequence[str], heading: str) -> str:
    """Return the findings of the given verdicts as Markdown."""
    view = _View(report)
    lines = [f"# {heading}", "", summary(report), ""]
    for f in ordered([f for f in report.findings if f.verdict in verdicts]):
        lines += [f"## {f.verdict.capitalize()}: {_md(title(f))}", "", f"{_md(f.message)}. `{f.id}`", ""]
        for side in f.sides:
            lines.append(f"- **{_md(side.value)}**")
            for claim in [view.claims[c] for c in side.claims][:_MOST]:
                document = view.documents[claim.document]
                where = f"{_md(view.name(document))}, {_md(document.path)}:{view.line(claim)}"
                lines.append(f"  - {where}: {_md(view.sentence(claim))}")
        lines += ["", "; ".join(f"{name}: {d.state}" for name, d in f.dimensions), ""]
    return "\n".join(lines)


def _md(text: str) -> str:
    return clean(text).translate(_MARKS)


def to_csv(report: Report, verdicts: Sequence[str], columns: Sequence[str]) -> str:
    """Return one row for each claim of each finding, for spreadsheets: lines end in CR LF, formulas are disarmed."""
    view = _View(report)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for f in ordered([f for f in report.findings if f.verdict in verdicts]):
        for side in f.sides:
            for claim in [view.claims[c] for c in side.claims]:
                document = view.documents[claim.document]
                row = {
                    "finding": f.id, "verdict": f.verdict, "severity": f.severity, "reason": f.reason, "family": f.family,
                    "subject": f.subject, "attribute": f.attribute, "scope": f.scope, "value": side.value,
                    "outlet": document.outlet, "article": document.path, "line": str(view.line(claim)),
                    "published": document.published.start.isoformat() if document.published.start else "",
                    "sentence": view.sentence(claim), "message": f.message,
                }  # fmt: skip
                writer.writerow([disarmed(row[c]) for c in columns])
    return out.getvalue()


def disarmed(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    text = clean(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text


def explained(report: Report, f: Finding) -> str:
    """Return all that decided a finding: each dimension with its words, each claim with the pattern that found it."""
    view = _View(report)
    lines = [clean(f"{f.id} {f.verdict} ({f.reason or 'no reason'}): {title(f)}"), f"  {clean(f.message)}"]
    for name, dimension in f.dimensions:
        words = "; ".join(w for w in dimension.words if w)
        lines.append(clean(f"  {name:<12}{dimension.state:<9}{words}"))
    for side in f.sides:
        lines.append(clean(f"  side {side.value}"))
        for claim in [view.claims[c] for c in side.claims]:
            document = view.documents[claim.document]
            lines.append(
                clean(
                    f"    {claim.id} {document.path}:{view.line(claim)} {claim.world}, {claim.status}: {claim.pattern}"
                )
            )
            lines.append(f"      {view.sentence(claim)}")
    return "\n".join(lines) + "\n"
