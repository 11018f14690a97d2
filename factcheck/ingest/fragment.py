"""A piece of HTML as newsroom formats hold it in a field -> the paragraphs of an article, and what is lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from factcheck.ingest.article import Complaint, Part
from factcheck.ingest.jsontext import legible
from factcheck.ingest.scan import check_html

if TYPE_CHECKING:
    from collections.abc import Iterable

    from factcheck.ingest.article import Asked
    from factcheck.ingest.markup import Seen

_TAG: Final = re.compile(
    r"</?(?:p|div|br|h[1-6]|ul|ol|li|a|strong|em|b|i|span|table|blockquote|figure|section|article)\b[^<>]*>",
    re.IGNORECASE,
)


def is_markup(words: str) -> bool:
    """Tell whether a text holds elements of HTML."""
    return _TAG.search(words, 0, 100_000) is not None


def plain_parts(words: str, line: int) -> list[Part]:
    """Return the paragraphs of a plain text, each line one."""
    text = legible(words)
    found = []
    for number, piece in enumerate(re.split(r"\r\n|\r|\n", text)):
        if piece.strip():
            found.append(Part(piece.strip(), line + number if line and "\n" in text else line))
    return found


def html_parts(words: str, line: int, asked: Asked) -> tuple[list[Part], list[Complaint], int]:
    """Return the paragraphs of a piece of HTML, what of it is lost, and how many characters that are; raises `DeepError`."""
    from factcheck.ingest.htmltree import html_tree  # noqa: PLC0415 - slow to import
    from factcheck.ingest.markup import Marks, Seen, seen  # noqa: PLC0415

    unclosed = check_html(words, asked.limits)
    tree = html_tree(f"<div>{words}</div>")
    found = Seen() if tree is None else seen(tree, Marks(asked.words), line - 1 if line else 0)
    parts = [
        Part(
            run.text,
            run.line if line else 0,
            "boilerplate" if run.zones else "caption" if run.kind == "caption" else "",
        )
        for run in found.runs
    ]
    complaints = losses([found])
    if unclosed >= 0:
        complaints.append(Complaint("a comment or script that is never closed; what follows it is not read", line))
    return parts, complaints, found.hidden + found.struck


def text_parts(words: str, asked: Asked) -> tuple[list[Part], list[Complaint], int]:
    """Return what `html_parts` does of a text that may be HTML or plain, without lines; raises `DeepError`."""
    return html_parts(words, 0, asked) if is_markup(words) else (plain_parts(words, 0), [], 0)


def losses(found: Iterable[Seen]) -> list[Complaint]:
    """Return the notes on what markup holds beside text."""
    pictures = players = hidden = struck = 0
    for one in found:
        pictures, players = pictures + one.pictures, players + one.players
        hidden, struck = hidden + one.hidden, struck + one.struck
    kinds = ((pictures, "picture", "pictures"), (players, "video, sound or frame", "videos, sounds or frames"))
    lost = [f"{count} {one if count == 1 else many}" for count, one, many in kinds if count]
    lost += [
        f"{count:,} characters of {kind} text" for count, kind in ((hidden, "hidden"), (struck, "struck")) if count
    ]
    return [Complaint(f"not read: {', '.join(lost)}", note=True)] if lost else []
