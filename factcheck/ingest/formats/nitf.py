"""NITF 3.x: `hedline`, `byline`, `dateline` and `body.content`; the date is `date.issue`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from factcheck.ingest.article import Article, Complaint, Part
from factcheck.ingest.fragment import losses
from factcheck.ingest.markup import Marks, seen
from factcheck.ingest.metadata import Metadata
from factcheck.ingest.moments import iso
from factcheck.ingest.xmltree import below, child, local, tree, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from factcheck.ingest.article import Asked, Found, Raw

_DATES: Final = ("date.issue", "date.release")


def read(raw: Raw, asked: Asked) -> Iterator[Found]:
    """Yield the article of an NITF file."""
    root, complaints = tree(raw, asked.limits)
    yield from complaints
    if root is not None:
        yield from article(root, Metadata(), "", asked)


def article(root: Element, known: Metadata, key: str, asked: Asked) -> Iterator[Found]:
    """Yield the article of an `nitf` element; what `known` says of it outranks its own head."""
    marks = Marks(asked.words)
    head, content = child(root, "body", "body.head"), child(root, "body", "body.content")
    title = words(child(head, "hedline", "hl1")) or words(child(root, "head", "title"))
    parts: list[Part] = []
    if title:
        first = child(head, "hedline", "hl1")
        parts.append(Part(title, (root if first is None else first).sourceline or 1, "title"))
    for element in head if head is not None else []:
        if local(element) in ("byline", "dateline", "abstract") and words(element):
            kind = "" if local(element) == "abstract" else "dateline"
            parts.append(Part(words(element), element.sourceline or 1, kind))
    heads = child(head, "hedline")
    seconds = [one for one in heads if local(one) == "hl2"] if heads is not None else []
    parts.extend(Part(words(one), one.sourceline or 1) for one in seconds if words(one))
    found = seen(content, marks) if content is not None else None
    if found is None or not found.runs:
        yield Complaint(f"{f'{key}: ' if key else ''}no text in body.content", root.sourceline or 0)
        return
    parts += [
        Part(r.text, r.line, "caption" if r.kind == "caption" else "boilerplate" if r.zones else "") for r in found.runs
    ]
    yield from losses([found])
    dates = [element.get("norm", "") for name in _DATES for element in below(root, name)]
    rights = below(root, "doc.copyright")
    own = Metadata(
        title=title,
        published=next((iso(when) for when in dates if when), ""),
        outlet=words(child(head, "distributor")) or (rights[0].get("holder", "") if rights else ""),
    )
    yield Article(tuple(parts), known.over(own), key, root.sourceline or 1, found.hidden + found.struck)
