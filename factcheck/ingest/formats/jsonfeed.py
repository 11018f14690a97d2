"""JSON Feed 1.0 and 1.1: a site's items, `content_html` over `content_text`, `summary` only where there is neither."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from factcheck.ingest.article import Complaint
from factcheck.ingest.formats.records import article

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.ingest.article import Asked, Cursor, Found


def is_feed(value: Any) -> bool:
    """Tell whether a JSON value is a JSON Feed."""
    return isinstance(value, Mapping) and "jsonfeed.org/version" in str(value.get("version", ""))


def articles(feed: Mapping[str, Any], cursor: Cursor, asked: Asked) -> Iterator[Found]:
    """Yield the articles of a feed; the feed's title is their outlet."""
    items = feed.get("items")
    summaries = 0
    for number, item in enumerate(items if isinstance(items, list) else [], 1):
        if not isinstance(item, Mapping):
            yield Complaint(f"item {number} is no object, not read")
            continue
        text = item.get("content_html") or item.get("content_text") or item.get("summary") or ""
        summaries += not (item.get("content_html") or item.get("content_text")) and bool(text)
        made = {
            "id": str(item.get("id") or ""),
            "title": item.get("title") or "",
            "text": text,
            "published": item.get("date_published") or item.get("date_modified") or "",
            "source": feed.get("title") or "",
            "url": item.get("url") or "",
        }
        yield from article(made, str(number), cursor, asked.plain())
    if summaries:
        yield Complaint(f"{summaries} of the feed's items hold a summary only, not the article", note=True)
