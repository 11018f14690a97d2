"""The page for a browser: one file, readable without script and without network. Its template lies in `reports/page/`."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from factcheck.catalogue import shipped
from factcheck.render.matrix import matrices
from factcheck.render.timeline import WIDTH, timeline
from factcheck.render.view import VERDICTS, View, clean, line_of, missed, ordered, summary, title, when

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcheck.findings import Finding, Report, Side
    from factcheck.model import Claim, Document
    from factcheck.render.registry import Request

_MOST: Final = 3  # sentences of a side that are shown at once
_PAGE: Final = {"contradiction": 50, "review": 50, "explained": 50, "agreement": 200, "document": 200}
# What one page holds at most, so that a browser still opens it (some 25 MB); what is left out is counted on the page.
_HOLDS: Final = {
    "contradiction": 2000,
    "review": 1000,
    "explained": 1000,
    "agreement": 6000,
    "document": 5000,
    "matrix": 500,
}
_LINK: Final = re.compile(r"https?://[^\s<>\"'\\]+", re.IGNORECASE)


def render(report: Report, request: Request) -> bytes:
    """Return the page with the findings of all verdicts; what nobody needs to look at is folded."""
    import jinja2  # noqa: PLC0415 - only where a page is asked for

    folder = Path(shipped("reports"), "page")
    style, script = ((folder / name).read_text("utf-8").strip() for name in ("style.css", "script.js"))
    environment = jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=jinja2.FunctionLoader(lambda name: (folder / name).read_text("utf-8")),
    )
    context = _context(report, request) | {
        "style": style, "script": script, "style_hash": _hash(style), "script_hash": _hash(script),
    }  # fmt: skip
    return clean(environment.get_template("page.html.jinja").render(context)).encode()


def _hash(text: str) -> str:
    """Return what the page's policy allows to run: exactly this text."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _context(report: Report, request: Request) -> dict[str, Any]:
    view = View(report, request)
    findings = {v: [f for f in ordered(report.findings) if f.verdict == v] for v in VERDICTS}
    agreed = sorted(findings["agreement"], key=lambda f: (-f.independent, -len(_outlets(f)), title(f), f.id))
    every = matrices(view)
    tables = every[: _HOLDS["matrix"]]
    return {
        "title": request.title,
        "summary": summary(report),
        "counts": {v: len(found) for v, found in findings.items()},
        "sections": {
            v: _pages([_finding(f, view) for f in findings[v][: _HOLDS[v]]], _PAGE[v])
            for v in VERDICTS
            if v != "agreement"
        },
        "agreed": _pages([_agreed(f, view) for f in agreed[: _HOLDS["agreement"]]], _PAGE["agreement"]),
        "matrices": tables,
        "calm": sum(not m.conflicts for m in tables) if len(tables) > 1 else 0,
        "documents": _pages([_document(d, view) for d in report.documents[: _HOLDS["document"]]], _PAGE["document"]),
        "problems": [_problem(p.path, p.line, p.message) for p in missed(report)],
        "notes": [_problem(p.path, p.line, p.message) for p in report.problems if p.note],
        "warnings": [_problem(p.path, p.line, p.message) for p in report.warnings],
        "silenced": [
            _finding(s.finding, view)
            | {"decisions": [(d.decision, line_of(d.reason), line_of(d.by), str(d.expires or "")) for d in s.decisions]}
            for s in report.silenced
        ],
        "left_out": {
            **{v: max(len(found) - _HOLDS[v], 0) for v, found in findings.items()},
            "matrix": len(every) - len(tables),
            "document": max(len(report.documents) - _HOLDS["document"], 0),
        },
        "families": sorted({f.family for f in report.findings}),
        "outlets": sorted({line_of(o) for f in report.findings for o in _outlets(f)}, key=str.casefold),
        "about": request.families,
        "width": WIDTH,
    }


def _pages(items: Sequence[Any], size: int) -> list[dict[str, Any]]:
    """Return items in pages, each with the numbers of its first and last one."""
    return [
        {"first": k + 1, "last": min(k + size, len(items)), "items": items[k : k + size]}
        for k in range(0, len(items), size)
    ]


def _outlets(f: Finding) -> list[str]:
    return sorted({outlet for side in f.sides for outlet in side.outlets})


def _finding(f: Finding, view: View) -> dict[str, Any]:
    return {
        "id": f.id, "verdict": f.verdict, "severity": f.severity, "family": f.family, "reason": f.reason,
        "title": title(f), "message": line_of(f.message), "outlets": [line_of(o) for o in _outlets(f)],
        "sides": [_side(s, view) for s in view.sides(f)],
        "dimensions": [(n, d.state, [line_of(w) for w in d.words if w]) for n, d in f.dimensions],
        "timeline": timeline(f, view),
    }  # fmt: skip


def _side(side: Side, view: View) -> dict[str, Any]:
    told: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for claim in view.told(side):  # what several articles print word for word is shown once
        told.setdefault(view.excerpt(claim).parts, []).append(_source(claim, view))
    quotes = [{"parts": parts, "sources": sources} for parts, sources in told.items()]
    return {
        "value": line_of(side.value),
        "independent": side.independent,
        "quotes": quotes[:_MOST],
        "more": quotes[_MOST:],
    }


def _source(claim: Claim, view: View) -> dict[str, Any]:
    document = view.document(claim)
    return {
        "outlet": line_of(document.outlet), "when": when(document),
        "where": f"{line_of(document.path)}:{view.place(claim).line}", "title": line_of(document.title),
        "url": link(document.url), "draft": document.id in view.request.drafts,
    }  # fmt: skip


def link(url: str) -> str:
    """Return an address that may become a link (http and https only), else an empty string."""
    return url if _LINK.fullmatch(url) else ""


def _agreed(f: Finding, view: View) -> dict[str, Any]:
    """Return a fact that several articles give; where they word it differently, all wordings."""
    first = view.told(f.sides[0])[0]
    outlets = [line_of(o) for o in _outlets(f)]
    return {
        "id": f.id, "family": f.family, "title": title(f), "outlets": outlets, "independent": f.independent,
        "values": [line_of(s.value) for s in f.sides], "parts": view.excerpt(first).parts,
        "source": _source(first, view),
    }  # fmt: skip


def _document(d: Document, view: View) -> dict[str, Any]:
    skipped = [b for b in d.blocks if b.kind == "boilerplate"]
    left_out = sum(b.end - b.start for b in skipped)
    return {
        "path": line_of(d.path), "outlet": line_of(d.outlet), "title": line_of(d.title), "when": when(d),
        "url": link(d.url), "characters": len(d.text), "left_out": left_out,
        "claims": view.counts.get(d.id, 0),
        "skipped": [_short(d.text[b.start : b.end]) for b in skipped],
    }  # fmt: skip


def _short(text: str, longest: int = 160) -> str:
    line = line_of(text)
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def _problem(path: str, line: int, message: str) -> str:
    return line_of(f"{path}:{line}: {message}" if line else f"{path}: {message}")
