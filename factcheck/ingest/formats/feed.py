"""RSS 2.0, RSS 1.0 and Atom files: `content:encoded` over `description`, `content` over `summary`. Nothing is fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from factcheck.ingest.article import Article, Complaint, Part
from factcheck.ingest.formats.records import titled
from factcheck.ingest.fragment import html_parts, is_markup, losses, plain_parts
from factcheck.ingest.markup import Marks, seen
from factcheck.ingest.metadata import Metadata
from factcheck.ingest.moments import iso
from factcheck.ingest.scan import DeepError, check_html
from factcheck.ingest.xmltree import child, local, tree, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from factcheck.ingest.article import Asked, Found, Raw

_FULL: Final = ("encoded", "content")
_SHORT: Final = ("description", "summary")
_CUT: Final = ("…", "...", "[…]", "[...]", "read more", "continue reading")


def read(raw: Raw, asked: Asked) -> Iterator[Found]:
    """Yield the articles of a feed; an item's guid, id or link is its key."""
    root, complaints = tree(raw, asked.limits)
    yield from complaints
    if root is None:
        return
    atom = local(root) == "feed"
    channel = root if atom else child(root, "channel")
    outlet = words(child(channel, "title"))
    items = [one for one in root.iter() if local(one) == ("entry" if atom else "item")]
    summaries = cut = 0
    for number, item in enumerate(items, 1):
        source = words(child(item, "source", "title")) if atom else words(child(item, "source"))
        text = next((one for name in _FULL for one in item if local(one) == name and _holds(one)), None)
        if text is None:
            text = next((one for name in _SHORT for one in item if local(one) == name and _holds(one)), None)
            summaries += text is not None
            cut += text is not None and words(text).lower().endswith(_CUT)
        yield from _article(item, text, source or outlet, number, asked)
    if not items:
        yield Complaint("no items in this feed", note=False)
    if summaries:
        yield Complaint(
            f"{summaries} of {len(items)} items hold a summary only, not the article ({cut} of them cut off)", note=True
        )


def _holds(element: Element) -> bool:
    return bool("".join(str(piece) for piece in element.itertext()).strip())


def _article(item: Element, text: Element | None, outlet: str, number: int, asked: Asked) -> Iterator[Found]:
    line = item.sourceline or 1
    try:
        title = _plain(child(item, "title"), asked)
    except DeepError as error:
        yield Complaint(f"item {number}: {error}", line)
        return
    link = _link(item)
    key = words(child(item, "guid")) or words(child(item, "id")) or item.get("about", "") or link or str(number)
    if text is None:
        if title:  # a headline is published, too
            yield Complaint(f"item {key[:60]}: a title only, no text", line, note=True)
            text_parts: list[Part] = []
        else:
            yield Complaint(f"item {key[:60]}: neither title nor text", line)
            return
        lost = 0
    else:
        try:
            text_parts, complaints, lost = _parts(text, asked)
        except DeepError as error:
            yield Complaint(f"item {key[:60]}: {error}", line)
            return
        yield from complaints
    names = ("pubdate", "published", "issued", "date", "updated", "modified")
    when = next((words(one) for name in names for one in item if local(one) == name and words(one)), "")
    known = Metadata(title=title, published=iso(when), outlet=outlet, url=link)
    yield Article(titled(title, text_parts, line), known, key, line, lost)


def _parts(text: Element, asked: Asked) -> tuple[list[Part], list[Complaint], int]:
    line = text.sourceline or 1
    if text.get("type", "") == "xhtml" or any(local(one) for one in text):
        found = seen(text, Marks(asked.words))
        parts = [
            Part(r.text, r.line, "boilerplate" if r.zones else "caption" if r.kind == "caption" else "")
            for r in found.runs
        ]
        return parts, losses([found]), found.hidden + found.struck
    whole = "".join(str(piece) for piece in text.itertext())
    ahead = whole[: len(whole) - len(whole.lstrip())].count("\n")
    if text.get("type", "") == "html" or is_markup(whole):
        return html_parts(whole, line, asked)
    return plain_parts(whole.strip(), line + ahead), [], 0


def _plain(element: Element | None, asked: Asked) -> str:
    """Return a title without markup."""
    title = words(element)
    if "&" not in title and "<" not in title:
        return title
    from factcheck.ingest.htmltree import html_tree  # noqa: PLC0415
    from factcheck.ingest.markup import plain  # noqa: PLC0415

    check_html(title, asked.limits)
    tree = html_tree(f"<div>{title}</div>")
    return "" if tree is None else plain(tree)


def _link(item: Element) -> str:
    for one in item:
        if local(one) == "link" and one.get("rel", "alternate") == "alternate":
            return one.get("href", "") or words(one)
    return ""
