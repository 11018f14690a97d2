"""Findings as Markdown, for a wiki or a pull request."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from factcheck.render.view import View, hushed, line_of, missed, summary, title, when

if TYPE_CHECKING:
    from factcheck.findings import Finding, Report
    from factcheck.render.registry import Request

_MOST: Final = 3  # sentences shown for one side
_MARKS: Final = str.maketrans({c: f"\\{c}" for c in "\\`*_[]<>#|~"})
# These would call a person, link an issue or make a link on the sites that read Markdown: a word joiner stops them.
_CALLS: Final = re.compile(r"(?<!\w)@(?=\w)|#(?=\d)|://")


def render(report: Report, request: Request) -> bytes:
    """Return the findings of the verdicts asked for under a heading, and what could not be read."""
    view = View(report, request)
    lines = [f"# {md(request.title)}", "", md(summary(report)), ""]
    for f in view.shown:
        lines += _finding(f, view)
    if missed(report):
        lines += ["## Not read", ""]
        lines += [f"- {md(p.path)}{f':{p.line}' if p.line else ''}: {md(p.message)}" for p in missed(report)]
        lines.append("")
    return hushed("\n".join(lines)).encode()


def _finding(f: Finding, view: View) -> list[str]:
    lines = [f"## {f.verdict.capitalize()}: {md(title(f))}", "", f"{md(f.message)}. `{f.family}` `{f.id}`", ""]
    for side in view.sides(f):
        lines.append(f"- **{md(side.value)}**")
        for claim in view.told(side)[:_MOST]:
            document = view.document(claim)
            where = f"{md(view.outlet(document))}, {when(document)}, {md(document.path)}:{view.place(claim).line}"
            before, value, after = (md(part, strip=False) for part in view.excerpt(claim).parts)
            lines.append(f"  - {where}: {before}**{value}**{after}")
    return [*lines, "", "; ".join(f"{name}: {d.state}" for name, d in f.dimensions), ""]


def md(text: str, *, strip: bool = True) -> str:
    """Return text that Markdown shows as it is: no mark-up, no link, nobody called."""
    shown = line_of(text) if strip else text
    return _CALLS.sub(lambda m: f"{m[0][0]}\u2060{m[0][1:]}", shown.translate(_MARKS))
