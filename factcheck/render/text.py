"""Findings for a terminal: each side with its sentence and the value underlined; and what `factcheck explain` prints."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from factcheck.render.view import View, clean, hushed, line_of, summary, title, when, why

if TYPE_CHECKING:
    from collections.abc import Callable

    from factcheck.findings import Finding, Report, Side
    from factcheck.render.registry import Request
    from factcheck.render.view import Excerpt

_MOST: Final = 3  # sentences shown for one side
_COLOURS: Final = {"contradiction": "31", "review": "33", "explained": "36", "agreement": "32"}
_BOLD: Final = "1"
_DIM: Final = "2"


def render(report: Report, request: Request) -> bytes:
    """Return the findings of the verdicts asked for, and a summary line."""
    view = View(report, request)
    parts = [_finding(f, view) for f in view.shown]
    return (hushed("\n".join([*parts, summary(report)])) + "\n").encode()


def _finding(f: Finding, view: View) -> str:
    paint = _painter(view.request)
    lines = [
        f"{paint(f'{f.verdict.upper()} [{f.severity}]', _COLOURS[f.verdict])} {paint(title(f), _BOLD)}  ({f.family}, {f.id})",
        f"  {line_of(f.message)}",
    ]
    for side in view.sides(f):
        lines += _side(side, view, _COLOURS[f.verdict])
    return "\n".join([*lines, f"  = {why(f)}"]) + "\n"


def _side(side: Side, view: View, colour: str) -> list[str]:
    paint = _painter(view.request)
    lines = [f"  {paint(line_of(side.value), colour)}"]
    told = view.told(side)
    for claim in told[:_MOST]:
        document, place = view.document(claim), view.place(claim)
        where = f"{clean(view.file(document))}:{place.line}:{place.column}"
        lines.append(f"    {paint(where, _BOLD)}  {view.outlet(document)}, {when(document)}")
        width = len(str(place.line))
        for number, (text, carets) in enumerate(_wrapped(view.excerpt(claim), view.request.width - width - 7)):
            gutter = str(place.line) if number == 0 else " " * width
            lines.append(f"    {paint(f'{gutter} |', _DIM)} {text}")
            if carets:
                lines.append(f"    {paint(' ' * width + ' |', _DIM)} {paint(carets, colour)}")
    if len(told) > _MOST:
        lines.append(f"    and {len(told) - _MOST} more")
    return lines


def _wrapped(excerpt: Excerpt, width: int) -> list[tuple[str, str]]:
    """Return the lines of a sentence, broken between words, each with the carets that stand under the value."""
    lines: list[tuple[str, str]] = []
    text, start = excerpt.text, 0
    while start < len(text):
        end = _fitting(text, start, max(width, 20))
        piece = text[start:end].rstrip()
        first, last = max(excerpt.start, start), min(excerpt.end, start + len(piece))
        carets = " " * _columns(text[start:first]) + "^" * _columns(text[first:last]) if first < last else ""
        lines.append((piece, carets))
        start = end
    return lines


def _fitting(text: str, start: int, width: int) -> int:
    """Return where the line that begins at `start` ends: after the last blank that fits, or where the width is full."""
    used, blank = 0, 0
    for k in range(start, len(text)):
        used += _columns(text[k])
        if used > width:
            return blank or max(k, start + 1)
        if text[k] == " ":
            blank = k + 1
    return len(text)


def _columns(text: str) -> int:
    """Return how many columns of a terminal a text takes: wide characters two, combining ones none."""
    return sum(
        0 if unicodedata.combining(c) or c in "\u200d\ufe0f" else 1 + (unicodedata.east_asian_width(c) in "WF")
        for c in text
    )


def _painter(request: Request) -> Callable[[str, str], str]:
    """Return what paints text with a terminal's colour; nothing where the request wants none."""
    return (lambda text, code: f"\x1b[{code}m{text}\x1b[0m") if request.colour else (lambda text, _: text)


def explained(report: Report, f: Finding, request: Request) -> str:
    """Return all that decided a finding: each dimension with its words, each claim with the pattern that found it."""
    view = View(report, request)
    lines = [line_of(f"{f.id} {f.verdict} ({f.reason or 'no reason'}): {title(f)}"), f"  {line_of(f.message)}"]
    for name, dimension in f.dimensions:
        words = "; ".join(w for w in dimension.words if w)
        lines.append(clean(f"  {name:<12}{dimension.state:<9}{line_of(words)}"))
    for side in f.sides:
        lines.append(f"  side {line_of(side.value)}")
        for claim in [view.claims[c] for c in side.claims]:
            where = f"{view.document(claim).path}:{view.place(claim).line}"
            lines.append(clean(f"    {claim.id} {where} {claim.world}, {claim.status}: {claim.pattern}"))
            lines.append(f"      {view.excerpt(claim).text}")
    return "\n".join(lines) + "\n"
