"""Articles and texts -> documents: their blocks, their metadata, and what of them is not read."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from factcheck.digest import sha256
from factcheck.ingest.metadata import Metadata, published, read_matter
from factcheck.ingest.signs import odd_outlet, odd_signs
from factcheck.model import Block, Document, Problem
from factcheck.record import replaced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcheck.ingest.article import Article, Part
    from factcheck.ingest.blocks import BlockReader
    from factcheck.ingest.decode import Decoded
    from factcheck.inputs import Limits

_GAP: Final = "\n\n"
_LINE_END: Final = r"\r\n|\r|\n"


def from_text(
    decoded: Decoded, name: str, metadata: Metadata, reader: BlockReader, digest: str, limits: Limits
) -> tuple[Document, list[Problem]]:
    """Return the document of a text file, and what is wrong with its metadata, its bytes or its length."""
    text, unread = _cut(decoded.text, limits)
    matter = read_matter(text, name)
    known = metadata.over(matter.metadata)
    when, troubles = published(known)
    problems = [*matter.problems, *troubles, *_too_long(name, len(text), unread), *odd_signs(text, name)]
    problems += odd_outlet(known.outlet, text, name, 0)
    if decoded.warning:
        problems.append(Problem(name, decoded.line, decoded.warning))
    blocks = reader.blocks(text, matter.end)
    title = known.title or _heading(text, blocks)
    document = Document(
        id=name,
        path=name,
        text=text,
        blocks=blocks,
        outlet=known.outlet,
        title=" ".join(title.split()),
        url=known.url,
        published=when,
        sha256=digest,
        encoding=decoded.encoding,
        unread=unread,
    )
    return document, problems


def from_article(
    article: Article, name: str, path: str, metadata: Metadata, reader: BlockReader, digest: str, limits: Limits
) -> tuple[Document, list[Problem]]:
    """Return the document of an article of another format. `name` is its id; offsets are into the text made of its parts."""
    own = replaced(article.metadata, path=path, line=article.line)
    known = own.over(replaced(metadata, title="", published="", url="")) if article.key else metadata.over(own)
    when, troubles = published(known)
    parts = [part for part in article.parts if part.kind != "boilerplate" and part.text.strip()]
    around = [part for part in article.parts if part.kind == "boilerplate" and part.text.strip()]
    text, lines, spans = _joined(parts)
    whole = len(text)
    text, unread = _cut(text, limits)
    blocks = _known(reader.blocks(text), spans, len(text))
    if around:
        behind, more, _ = _joined(around)
        start = len(text) + len(_GAP)
        blocks = (*blocks[:-1], replaced(blocks[-1], end=start)) if blocks else ()
        text = f"{text}{_GAP}{behind}"
        blocks = (*blocks, Block(start, len(text), "boilerplate"))
        lines = [*(pair for pair in lines if pair[0] < start), *((at + start, line) for at, line in more)]
    problems = [*troubles, *_too_long(path, whole - unread, unread, article.key)]
    problems += [replaced(note, line=_at(lines, text, note.line)) for note in odd_signs(text, path)]
    problems += odd_outlet(known.outlet, text, path, article.line)
    title = " ".join((known.title or _heading(text, blocks)).split())
    document = Document(
        id=name,
        path=path,
        text=text,
        blocks=blocks,
        outlet=known.outlet,
        title=title,
        url=known.url,
        published=when,
        sha256=digest or _digest(text, known),
        key=article.key,
        lines=tuple(lines),
        unread=article.unread + unread,
    )
    return document, problems


def _joined(parts: Sequence[Part]) -> tuple[str, list[tuple[int, int]], list[tuple[int, int, str]]]:
    """Return the text of parts, the line of the file for the offset of each, and the spans of those whose kind is known."""
    pieces: list[str] = []
    lines: list[tuple[int, int]] = []
    spans: list[tuple[int, int, str]] = []
    at = 0
    for part in parts:
        words = " ".join(part.text.split("\n")).strip()
        if not lines or lines[-1][1] != part.line:
            lines.append((at, max(part.line, 1)))
        if part.kind:
            spans.append((at, at + len(words), part.kind))
        pieces.append(words)
        at += len(words) + len(_GAP)
    return _GAP.join(pieces), lines, spans


def _known(blocks: Sequence[Block], spans: Sequence[tuple[int, int, str]], length: int) -> tuple[Block, ...]:
    """Return blocks with those of spans that the markup names under its name; blocks begin where parts begin."""
    found: list[Block] = []
    named = {start: (end, kind) for start, end, kind in spans if start < length}
    until, kind = 0, ""
    for block in blocks:
        if block.start in named:
            until, kind = named[block.start]
            found.append(replaced(block, kind=kind))
        elif block.start < until:  # a piece of the same part, such as a notice at its end
            found[-1] = replaced(found[-1], end=block.end)
        else:
            found.append(block)
    return tuple(found)


def _cut(text: str, limits: Limits) -> tuple[str, int]:
    """Return the beginning of a text, up to a line's or a word's end, and how many characters that leaves out."""
    characters = limits.characters
    if text.count("\n") + text.count("\r") > limits.lines:
        ends = islice(re.finditer(_LINE_END, text), limits.lines - 1, None)
        last = next(ends, None)
        if last is not None and last.end() <= characters:
            return text[: last.end()], len(text) - last.end()
    if len(text) <= characters:
        return text, 0
    least = characters - characters // 10
    end = text.rfind("\n", least, characters) + 1
    if not end:
        blank = next((at for at in range(characters - 1, least, -1) if text[at].isspace()), -1)
        end = blank + 1 or characters
    return text[:end], len(text) - end


def _too_long(name: str, read: int, unread: int, key: str = "") -> list[Problem]:
    if not unread:
        return []
    which = f"article {key}: " if key else ""
    return [
        Problem(
            name,
            0,
            f"{which}read up to character {read:,} only (limits.characters, limits.lines); {unread:,} are not read",
        )
    ]


def _at(lines: Sequence[tuple[int, int]], text: str, line: int) -> int:
    """Return the line of the file for a line of the extracted text."""
    offset = 0
    for _ in range(line - 1):
        offset = text.index("\n", offset) + 1
    return next((raw for at, raw in reversed(lines) if at <= offset), 1)


def _heading(text: str, blocks: Sequence[Block]) -> str:
    heading = next((text[block.start : block.end] for block in blocks if block.kind == "title"), "")
    return heading.strip("\ufeff \t\r\n").removeprefix("# ")


def _digest(text: str, known: Metadata) -> str:
    parts = (text, known.title, known.published, known.outlet, known.url)
    return sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
