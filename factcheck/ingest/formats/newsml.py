"""NewsML-G2: news items by themselves and in news messages, with XHTML, NITF or plain text inside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from factcheck.ingest.article import Article, Complaint, Part
from factcheck.ingest.formats import nitf
from factcheck.ingest.formats.records import titled
from factcheck.ingest.fragment import losses, plain_parts
from factcheck.ingest.markup import Marks, seen
from factcheck.ingest.metadata import Metadata
from factcheck.ingest.moments import iso
from factcheck.ingest.xmltree import child, local, tree, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from factcheck.ingest.article import Asked, Found, Raw

_STOPPED: Final = frozenset(("canceled", "cancelled", "withheld"))
_OTHERS: Final = frozenset(("packageitem", "conceptitem", "knowledgeitem", "planningitem", "catalogitem"))


def read(raw: Raw, asked: Asked) -> Iterator[Found]:
    """Yield the articles of a NewsML-G2 file; a news item's `guid` is its key in a news message."""
    root, complaints = tree(raw, asked.limits)
    yield from complaints
    if root is None:
        return
    items = (
        [root]
        if local(root) == "newsitem"
        else [one for part in root.iter() if local(part) == "itemset" for one in part]
    )
    others = sum(local(one) in _OTHERS for one in (items or [root]))
    for number, item in enumerate(items, 1):
        if local(item) == "newsitem":
            key = "" if item is root else item.get("guid", "") or str(number)
            yield from _item(item, key, asked)
    if others:
        yield Complaint(
            f"not read: {others} {'item' if others == 1 else 'items'} that are no news (packages, concepts)", note=True
        )


def _item(item: Element, key: str, asked: Asked) -> Iterator[Found]:
    meta, content = child(item, "itemmeta"), child(item, "contentset")
    line = item.sourceline or 1
    which = f"{key[:60]}: " if key else ""
    state = child(meta, "pubstatus")
    status = state.get("qcode", "").rpartition(":")[2].lower() if state is not None else ""
    if status in _STOPPED:
        yield Complaint(f"{which}{status} by its publisher, not read", line, note=True)
        return
    about = child(item, "contentmeta")
    headline = words(child(about, "headline"))
    title = headline or words(child(meta, "title"))
    known = Metadata(
        title=title,
        published=_date(meta, about),
        outlet=_outlet(item, meta),
        url=_url(item),
    )  # fmt: skip
    sets = list(content) if content is not None else []
    remote = sum(local(one) == "remotecontent" for one in sets)
    if remote:
        yield Complaint(
            f"{which}not read: {remote} remote {'file' if remote == 1 else 'files'} (pictures, recordings)",
            line,
            note=True,
        )
    inline = [one for one in sets if local(one) in ("inlinexml", "inlinedata")]
    if not inline:
        kind = child(meta, "itemclass")
        what = kind.get("qcode", "").rpartition(":")[2] if kind is not None else ""
        yield Complaint(
            f"{which}no text in it{f' ({what})' if what else ''}, not read",
            line,
            note=bool(remote) or what not in ("", "text"),
        )
        return
    yield from _content(_fullest(inline), known, key, headline, asked, line)


def _fullest(inline: list[Element]) -> Element:
    """Return the rendition that holds the most text; of nearly equal ones the first with markup."""
    longest = max(len(words(one)) for one in inline)
    full = [one for one in inline if len(words(one)) * 10 >= longest * 7]
    return next((one for one in full if local(one) == "inlinexml"), full[0])


def _content(inner: Element, known: Metadata, key: str, headline: str, asked: Asked, line: int) -> Iterator[Found]:
    root = next((one for one in inner if local(one)), None)
    if local(inner) == "inlinexml" and root is not None and local(root) == "nitf":
        yield from nitf.article(root, known, key, asked)
        return
    lost = 0
    if local(inner) == "inlinexml" and root is not None:
        body = child(root, "body") if local(root) == "html" else root
        found = seen(body if body is not None else root, Marks(asked.words))
        yield from losses([found])
        lost = found.hidden + found.struck
        parts = [
            Part(r.text, r.line, "caption" if r.kind == "caption" else "boilerplate" if r.zones else "")
            for r in found.runs
        ]
    else:
        parts = plain_parts("".join(str(piece) for piece in inner.itertext()), inner.sourceline or line)
    if not parts:
        yield Complaint(f"{f'{key[:60]}: ' if key else ''}its content holds no text", line)
        return
    yield Article(titled(headline or known.title, parts, line), known, key, line, lost)


def _date(meta: Element | None, about: Element | None) -> str:
    places = ((meta, "versioncreated"), (about, "contentmodified"), (about, "contentcreated"))
    return next((iso(when) for parent, name in places if (when := words(child(parent, name)))), "")


def _outlet(item: Element, meta: Element | None) -> str:
    """Return the name of the provider, else the holder of the rights."""
    provider = child(meta, "provider")
    holder = child(item, "rightsinfo", "copyrightholder")
    for one in (provider, holder):
        if one is not None:
            name = words(child(one, "name")) or one.get("literal", "") or one.get("qcode", "").rpartition(":")[2]
            if name:
                return name
    return ""


def _url(item: Element) -> str:
    meta = child(item, "itemmeta")
    for link in meta if meta is not None else []:
        if local(link) == "link" and link.get("href", "").startswith(("http://", "https://")):
            return str(link.get("href", ""))
    return ""
