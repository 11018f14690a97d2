"""ninjs, the JSON of news agencies: 1.x (`headline`, `body_*`), 2.x and 3.x (`headlines`, `bodies`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from factcheck.ingest.article import Article, Complaint, Part
from factcheck.ingest.formats.records import _encoded, titled
from factcheck.ingest.fragment import is_markup, text_parts
from factcheck.ingest.jsontext import legible
from factcheck.ingest.metadata import Metadata
from factcheck.ingest.moments import iso
from factcheck.ingest.scan import DeepError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.ingest.article import Asked, Cursor, Found

_SIGNS: Final = (
    "versioncreated",
    "versionCreated",
    "bodies",
    "headlines",
    "representationtype",
    "representationType",
    "$standard",
)
_DATES: Final = ("versioncreated", "versionCreated", "contentcreated", "contentCreated", "firstcreated", "firstCreated")
_MEDIA: Final = frozenset(("picture", "graphic", "audio", "video", "animated", "component"))
_STOPPED: Final = frozenset(("canceled", "cancelled", "withheld"))
_PARTS: Final = frozenset(("teaser", "summary", "short", "lead", "caption", "abstract", "nitf"))


def is_item(value: Any) -> bool:
    """Tell whether a JSON value is a ninjs item."""
    if not isinstance(value, Mapping) or not isinstance(value.get("uri"), str):
        return False
    standard = value.get("standard")
    named = isinstance(standard, Mapping) and standard.get("name") == "ninjs"
    return named or any(sign in value for sign in _SIGNS) or any(key.startswith("body_") for key in value)


def articles(item: Mapping[str, Any], cursor: Cursor, asked: Asked, *, single: bool) -> Iterator[Found]:
    """Yield the article of an item; its `uri` is its key where a file holds several."""
    uri = legible(item["uri"])
    line = cursor.line(*_encoded(uri))
    which = "" if single else f"{uri[:60]}: "
    status = str(_either(item, "pubstatus", "pubStatus") or "").rpartition(":")[2].lower()
    if status in _STOPPED:
        yield Complaint(f"{which}{status} by its publisher, not read", line, note=True)
        return
    title = _headline(item)
    bodies = _bodies(item)
    text = _best(bodies)
    kind = str(item.get("type") or "").rpartition(":")[2].lower()
    if not text:
        text = "" if kind in _MEDIA else _description(item)
        if not text:
            what = f"an item of type {kind}" if kind and kind != "text" else "an item without text"
            yield Complaint(f"{which}{what}, not read", line, note=True)
            return
        yield Complaint(f"{which}holds a description only, not the article", line, note=True)
    where = cursor.line(*_encoded(text))
    try:
        parts, complaints, lost = text_parts(text, asked)
    except DeepError as error:
        yield Complaint(f"{which}{error}", where)
        return
    yield from complaints
    linked = item.get("associations")
    if linked:
        yield Complaint(
            f"{which}not read: {len(linked)} associated {'item' if len(linked) == 1 else 'items'}", line, note=True
        )
    known = Metadata(
        title=" ".join(title.split()),
        published=iso(_either(item, *_DATES)),
        outlet=legible(str(_either(item, "copyrightholder", "copyrightHolder") or _source(item))),
        url=uri if uri.startswith(("http://", "https://")) else "",
    )
    placed = [Part(part.text, where, part.kind) for part in parts]
    yield Article(titled(known.title, placed, line), known, "" if single else uri, line, lost)


def _either(item: Mapping[str, Any], *names: str) -> Any:
    return next((item[name] for name in names if item.get(name)), "")


def _headline(item: Mapping[str, Any]) -> str:
    heads = item.get("headlines")
    if isinstance(heads, list):
        found = [one for one in heads if isinstance(one, Mapping) and isinstance(one.get("value"), str)]
        main = next((one for one in found if one.get("role") == "main"), found[0] if found else {})
        words = main.get("value", "")
    else:
        words = _either(item, "headline", "headline_main") or next(
            (value for key, value in item.items() if key.startswith("headline_")), ""
        )
    words = words if isinstance(words, str) and words else item.get("title")
    return legible(words) if isinstance(words, str) else ""


def _bodies(item: Mapping[str, Any]) -> list[tuple[bool, str]]:
    """Return the bodies of an item that hold its text, each with whether it is HTML."""
    found: list[tuple[bool, str]] = []
    listed = item.get("bodies")
    for body in listed if isinstance(listed, list) else []:
        if not isinstance(body, Mapping) or str(body.get("role", "")).lower() in _PARTS:
            continue
        kind = str(_either(body, "contenttype", "contentType")).lower()
        if isinstance(body.get("value"), str) and "nitf" not in kind:
            found.append(("html" in kind or is_markup(body["value"]), body["value"]))
    for key, value in item.items():
        if key.startswith("body_") and isinstance(value, str) and key[5:] not in _PARTS:
            found.append(("html" in key or is_markup(value), value))
    return [body for body in found if body[1].strip()]


def _best(bodies: list[tuple[bool, str]]) -> str:
    """Return the fullest body; of those that are nearly as long the first HTML, since it has paragraphs."""
    longest = max((len(words) for _, words in bodies), default=0)
    full = [body for body in bodies if len(body[1]) * 10 >= longest * 7]
    return next((words for marked, words in full if marked), full[0][1] if full else "")


def _description(item: Mapping[str, Any]) -> str:
    listed = item.get("descriptions")
    for one in listed if isinstance(listed, list) else []:
        if isinstance(one, Mapping) and isinstance(one.get("value"), str):
            return str(one["value"])
    return next((v for k, v in item.items() if k.startswith("description_") and isinstance(v, str)), "")


def _source(item: Mapping[str, Any]) -> str:
    sources = item.get("infosources") or item.get("infoSources") or []
    first = sources[0] if isinstance(sources, list) and sources else {}
    return str(first.get("name", "")) if isinstance(first, Mapping) else ""
