"""What a web page says of its article: JSON-LD first, then OpenGraph and other meta elements, then what htmldate finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from factcheck.ingest.article import Complaint
from factcheck.ingest.jsontext import BrokenJsonError, legible, load
from factcheck.ingest.markup import plain
from factcheck.ingest.metadata import Metadata
from factcheck.ingest.moments import iso
from factcheck.ingest.offline import imported
from factcheck.record import record, replaced

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.html import HtmlElement

    from factcheck.inputs import Limits

_LARGEST: Final = 2_000_000
_KINDS: Final = ("Article", "BlogPosting", "LiveBlogPosting", "Report", "Posting")
_DATES: Final = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "parsely-pub-date", "sailthru.date",
    "dc.date.issued", "dcterms.created", "dc.date", "pubdate", "publishdate", "publish-date", "publication_date", "date",
)  # fmt: skip
_OUTLETS: Final = ("og:site_name", "application-name", "dc.publisher")
_TITLES: Final = ("og:title", "twitter:title", "dc.title", "headline")


@record(frozen=True, slots=True)
class PageData:
    """Metadata, the article's text where the page's data hold it, and whether the page says that it shows only a part."""

    metadata: Metadata
    body: str = ""
    partial: bool = False


def page_data(tree: HtmlElement, limits: Limits) -> tuple[PageData, list[Complaint]]:
    """Return what a page says of its article, and what in that cannot be read or does not agree."""
    complaints: list[Complaint] = []
    items = list(_items(tree, limits, complaints))
    meta = _meta(tree)
    headings = {plain(h) for h in tree.iter("h1")}
    item = _chosen(items, {*headings, meta.get("og:title", "")})
    first = _metadata(item)
    dates = list(
        dict.fromkeys(iso(i["datePublished"])[:10] for i in items if i.get("datePublished") and _same(i, item))
    )
    second = Metadata(
        title=next((meta[name] for name in _TITLES if meta.get(name)), ""),
        published=next((when for name in _DATES if (when := iso(meta.get(name, "")))[:4].isdecimal()), ""),
        outlet=next((meta[name] for name in _OUTLETS if meta.get(name)), ""),
        url=_link(tree) or meta.get("og:url", ""),
    )
    known = first.over(second)
    if not known.published:
        known = replaced(known, published=_found_date(tree))
    if len(dates) > 1:
        complaints.append(
            Complaint(
                f"the page gives several dates of publication ({', '.join(dates[:4])}); taken: {known.published}",
                note=True,
            )
        )
    elif first.published and second.published and first.published[:10] != second.published[:10]:
        complaints.append(
            Complaint(
                f"the page gives two dates of publication, {first.published[:10]} and {second.published[:10]}; taken: the first",
                note=True,
            )
        )
    body = legible(str(item.get("articleBody", ""))) if isinstance(item.get("articleBody"), str) else ""
    partial = str(item.get("isAccessibleForFree", "")).lower() in ("false", "no", "0")
    return PageData(known, body, partial), complaints


def _items(tree: HtmlElement, limits: Limits, complaints: list[Complaint]) -> Iterator[Mapping[str, Any]]:
    """Yield the articles that a page's JSON-LD describes."""
    for script in tree.iter("script"):
        if "ld+json" not in script.get("type", "").lower():
            continue
        text = (script.text or "").strip().removeprefix("<!--").removesuffix("-->").strip()
        if len(text) > _LARGEST:
            complaints.append(
                Complaint(f"JSON-LD not read: more than {_LARGEST:,} characters", script.sourceline or 0, note=True)
            )
            continue
        try:
            value, wrong = load(text, limits) if text else (None, [])
        except BrokenJsonError as error:
            complaints.append(Complaint(f"JSON-LD not read: {error}", script.sourceline or 0, note=True))
            continue
        complaints.extend(Complaint(f"JSON-LD: {words}", script.sourceline or 0, note=True) for words in wrong)
        yield from _articles(value)


def _articles(value: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the descriptions of articles in a value, the outer ones first."""
    todo = [value]
    while todo:
        one = todo.pop(0)
        if isinstance(one, list):
            todo[:0] = one
        elif isinstance(one, dict):
            kinds = one.get("@type", "")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(kind, str) and kind.endswith(_KINDS) for kind in kinds):
                yield one
            elif isinstance(one.get("@graph"), list):
                todo[:0] = one["@graph"]
            elif isinstance(one.get("mainEntity"), dict):
                todo.insert(0, one["mainEntity"])


def _chosen(items: list[Mapping[str, Any]], titles: set[str]) -> Mapping[str, Any]:
    """Return the description of the page's own article: the one with its title, else the first."""
    named = (i for i in items if _words(i.get("headline")) and _words(i.get("headline")) in titles)
    return next(named, items[0] if items else {})


def _same(item: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Tell whether two descriptions are of one article."""
    mine, its = _words(item.get("headline")), _words(other.get("headline"))
    return mine == its or not mine


def _metadata(item: Mapping[str, Any]) -> Metadata:
    where = item.get("mainEntityOfPage")
    return Metadata(
        title=_words(item.get("headline") or item.get("name")),
        published=_date(item.get("datePublished")) or _date(item.get("dateCreated")),
        outlet=_named(item.get("publisher")),
        url=_words(item.get("url") or (where.get("@id") if isinstance(where, dict) else where)),
    )


def _date(value: Any) -> str:
    when = iso(_words(value))
    return when if when[:4].isdecimal() else ""


def _named(value: Any) -> str:
    value = value[0] if isinstance(value, list) and value else value
    return _words(value.get("name")) if isinstance(value, dict) else _words(value)


def _words(value: Any) -> str:
    if isinstance(value, list) and value:
        value = value[0]
    return legible(" ".join(value.split())[:1000]) if isinstance(value, str) else ""


def _meta(tree: HtmlElement) -> dict[str, str]:
    """Return the page's meta elements by name in lower case, the first of each."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        if name and element.get("content", "").strip():
            found.setdefault(name, _words(element.get("content")))
    return found


def _link(tree: HtmlElement) -> str:
    return next(
        (_words(e.get("href")) for e in tree.iter("link") if e.get("rel", "").lower() == "canonical" and e.get("href")),
        "",
    )


def _found_date(tree: HtmlElement) -> str:
    """Return the day that htmldate finds in the page's markup, without guessing from its text."""
    find_date = imported("htmldate", "find_date")  # slow to import, and most pages say their date
    # Without a latest day htmldate would ask the calendar, and a page would be read otherwise tomorrow.
    found: str | None = find_date(
        tree, extensive_search=False, original_date=True, min_date="1990-01-01", max_date="2100-01-01"
    )
    return found or ""
