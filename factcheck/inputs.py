"""How input is read: how much at most, and where the fields of an article stand in JSON and tables."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from factcheck.record import field, record

FIELDS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "items": ("articles", "items", "stories", "posts", "results", "data", "docs", "documents"),
        "id": ("id", "guid", "uri", "slug"),
        "title": ("title", "headline"),
        "text": ("text", "body", "content", "article_body", "articleBody", "body_text", "content_text", "content_html"),
        "published": ("published_at", "published", "date_published", "datePublished", "publishedAt", "pubDate", "pub_date", "date"),
        "outlet": ("source", "outlet", "publisher", "site"),
        "url": ("url", "link", "canonical_url"),
    }
)  # fmt: skip


@record(frozen=True, slots=True)
class Limits:
    """The limits of a run, each a setting of `[limits]`; what lies beyond one is told as not read.

    `file_bytes`: a file, also one inside a packed file. `page_bytes`: a web page. `expanded_bytes`: all that a packed file
    holds, once unpacked. `ratio`: by how much packed data may grow, from 8 MiB on. `entries`: files in a packed file.
    `articles`: articles in one file. `depth`: elements or brackets inside one another. `values`: values of a JSON file, elements of an XML
    file. `elements`: of a web page or a piece of HTML.
    `characters`, `lines`, `claims`: of one article. `pairs`: of values that are held against each other, for each thing claimed.
    `archived`: archived articles among which the story of a draft is looked for, those that share most of its terms.
    """

    file_bytes: int = 20_000_000
    page_bytes: int = 4_000_000
    expanded_bytes: int = 200_000_000
    ratio: int = 100
    entries: int = 10_000
    articles: int = 20_000
    depth: int = 200
    values: int = 1_000_000
    elements: int = 100_000
    characters: int = 1_000_000
    lines: int = 100_000
    claims: int = 50_000
    pairs: int = 80_000
    archived: int = 1000


@record(frozen=True, slots=True)
class Inputs:
    """What a run is told about its input; `fields` are dotted paths by field, the first that holds something is taken."""

    limits: Limits = field(default_factory=Limits)
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: FIELDS)


DEFAULT: Final = Inputs()
