"""Web pages: trafilatura says which text is the article, our own walk over the page gives its words and their lines.

Every run of text that a reader sees is accounted for: it is the article's; or it is boilerplate, because the markup, its
links or its words say so; or it is told as not read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from factcheck.ingest.article import Article, Complaint, Part
from factcheck.ingest.blocks import BlockReader
from factcheck.ingest.decode import decode
from factcheck.ingest.htmltree import html_tree
from factcheck.ingest.markup import Marks, Run, Seen, seen
from factcheck.ingest.metadata import Metadata
from factcheck.ingest.offline import imported
from factcheck.ingest.pagedata import PageData, page_data
from factcheck.ingest.scan import DeepError, check_html

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

    from factcheck.ingest.article import Asked, Found, Raw

_CHARSET: Final = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w.:-]+)",
    re.IGNORECASE,
)
_SIGNS: Final = re.compile(r"[\W_]+")
_STOP: Final = re.compile(r"[.!?…][\"”'’)\]\s]*\Z")
_CHUNK: Final = 24
_SHORT: Final = 12
_SHARE: Final = 0.4  # an element with more of the article than this holds it, whatever its class says


def read(raw: Raw, asked: Asked) -> Iterator[Found]:
    """Yield the article of a page, and what is lost or unsure about it."""
    limit = asked.limits.page_bytes
    if len(raw.data) > limit:
        yield Complaint(f"too large for a web page: more than {limit:,} bytes")
        return
    head = raw.data[:4096]
    declared = [(m[1] or m[2]).decode("ascii", "replace") for m in _CHARSET.finditer(head)]
    decoded = decode(raw.data, declared)
    if decoded.warning:
        yield Complaint(decoded.warning, decoded.line)
    yield from _disagreement(declared, decoded.encoding)
    try:
        unclosed = check_html(decoded.text, asked.limits)
        tree = html_tree(decoded.text)
    except DeepError as error:
        yield Complaint(str(error))
        return
    if unclosed >= 0:
        line = 1 + decoded.text.count("\n", 0, unclosed)
        yield Complaint("a comment or script that is never closed; what follows it is not read", line)
    if tree is None:
        yield Complaint("no article found on this page: it holds no text")
        return
    data, complaints = page_data(tree, asked.limits)
    yield from complaints
    yield from _Page(tree, data, asked).found()


def _disagreement(declared: Sequence[str], encoding: str) -> Iterator[Complaint]:
    names = {name.lower().replace("_", "-") for name in declared}
    plain = {"latin-1", "iso-8859-1", "ascii", "us-ascii", "windows-1252"} if encoding in ("cp1252", "utf-8") else set()
    if names and encoding not in {name.replace("windows-", "cp") for name in names} and not names <= plain | {"utf8"}:
        yield Complaint(f"the page declares {', '.join(sorted(names))} but is {encoding}", 1, note=True)


class _Page:
    """One page, its runs told apart."""

    def __init__(self, tree: HtmlElement, data: PageData, asked: Asked) -> None:
        self._data = data
        self._name = _key(str(tree.findtext(".//title") or "")[:1000])
        body = tree.find("body")
        self._seen: Seen = seen(tree if body is None else body, Marks(asked.words))
        self._runs = self._seen.runs
        self._noise = BlockReader(asked.words)
        judged = _judged(self._runs, _extracted(tree))
        self._kept = self._settled(judged)

    def found(self) -> Iterator[Found]:
        """Yield the article and what is to be said."""
        data = self._data
        kept = [run for run, kept in zip(self._runs, self._kept, strict=True) if kept]
        rest = [run for run, kept in zip(self._runs, self._kept, strict=True) if not kept]
        title = self._title()
        written = sum(len(run.text) for run in kept)
        if data.body and len(data.body) > 1.5 * written + 200:
            paragraphs = [words for words in re.split(r"\s*\n\s*", _tagless(data.body)) if words]
            yield Complaint(
                "the text is read from the page's JSON-LD, which holds more of it than the page shows", note=True
            )
            parts = [Part(words, 1) for words in paragraphs]
            unread: list[Run] = []
        elif not any(run is not title for run in kept):
            yield Complaint(
                f"no article found on this page ({sum(len(run.text) for run in rest):,} characters of other text)"
            )
            return
        else:
            parts = [
                Part(run.text, run.line, "caption" if run.kind == "caption" else "") for run in kept if run is not title
            ]
            unread = [run for run in rest if run is not title and self._is_prose(run)]
        if data.partial:
            yield Complaint("the page says that it shows only a part of the article (isAccessibleForFree)")
        if unread:
            count = sum(len(run.text) for run in unread)
            yield Complaint(
                f"{count:,} characters beside the article look like its text and are not read: “{_short(unread[0].text)}”",
                unread[0].line,
            )
        head = [Part(title.text, title.line, "title")] if title else []
        if not head and data.metadata.title:
            head = [Part(data.metadata.title, 1, "title")]
        around = [Part(run.text, run.line, "boilerplate") for run in rest if run is not title and run not in unread]
        yield from self._losses()
        unseen = self._seen.hidden + self._seen.struck + sum(len(run.text) for run in unread)
        yield Article((*head, *parts, *around), _titled(data.metadata, title), unread=unseen)

    def _losses(self) -> Iterator[Complaint]:
        kinds = (
            (self._seen.pictures, "picture", "pictures"),
            (self._seen.players, "video, sound or frame", "videos, sounds or frames"),
        )
        lost = [f"{count} {one if count == 1 else many}" for count, one, many in kinds if count]
        if lost:
            yield Complaint(f"not read: {', '.join(lost)}", note=True)
        if self._seen.hidden:
            yield Complaint(f"not read: {self._seen.hidden:,} characters of hidden text", note=True)
        if self._seen.struck:
            yield Complaint(f"not read: {self._seen.struck:,} characters of struck text", note=True)

    def _title(self) -> Run | None:
        """Return the headline as the page shows it: the first heading of the first rank, before or in the article."""
        wanted = _key(self._data.metadata.title)
        tops = [run for run in self._runs if run.tag == "h1"]
        named = (run for run in self._runs if run.heading and wanted and _key(run.text) == wanted)
        inside = (run for run, kept in zip(self._runs, self._kept, strict=True) if kept and run.tag == "h1")
        # Without a heading it is what the page's name begins with ("Ferry hits pier | Saltmere Gazette").
        first = (
            run
            for run in self._runs
            if not run.zones and len(key := _key(run.text)) > _SHORT and self._name.startswith(key)
        )
        return next(named, None) or next(inside, None) or (tops[0] if len(tops) == 1 else next(first, None))

    def _settled(self, judged: list[bool]) -> list[bool]:
        """Return which runs are the article: what was judged so, less boilerplate, and what stands amid it."""
        runs = self._runs
        total = sum(len(run.text) for run, own in zip(runs, judged, strict=True) if own) or 1
        share: dict[int, int] = {}
        for run, own in zip(runs, judged, strict=True):
            for zone in run.zones if own else ():
                share[zone] = share.get(zone, 0) + len(run.text)
        holding = {zone for zone, count in share.items() if count > _SHARE * total}
        free = [all(zone in holding for zone in run.zones) for run in runs]
        kept = [own and out for own, out in zip(judged, free, strict=True)]
        # Links that follow one another are a list of other articles, also where it passes for text.
        linked = [_is_linked(run) for run in runs]
        listed = [any(linked[max(at - 1, 0) : at]) or any(linked[at + 1 : at + 2]) for at in range(len(runs))]
        kept = [own and not (linked[at] and listed[at]) for at, own in enumerate(kept)]
        sure = [at for at, keep in enumerate(kept) if keep]
        if not sure:
            return kept
        around = self._around([runs[at] for at in sure])
        for at in range(sure[0], len(runs)):
            run = runs[at]
            if kept[at] or not free[at] or _is_linked(run) or around not in run.places:
                continue
            # After its last paragraph only what reads like one belongs to an article.
            kept[at] = at < sure[-1] or (around > 1 and self._is_prose(run))
        return kept

    def _around(self, runs: Sequence[Run]) -> int:
        """Return the innermost element that holds most of the article."""
        counts: dict[int, int] = {}
        for run in runs:
            for place in run.places:
                counts[place] = counts.get(place, 0) + len(run.text)
        total = sum(len(run.text) for run in runs)
        return max((place for place, count in counts.items() if count >= 0.8 * total), default=0)

    def _is_prose(self, run: Run) -> bool:
        """Tell whether a run outside the article reads like a sentence of one."""
        if run.zones or _is_linked(run) or run.kind == "caption" or len(run.text.split()) < 5:
            return False
        return _STOP.search(run.text) is not None and not self._noise.is_noise(run.text)


def _is_linked(run: Run) -> bool:
    return run.linked * 2 > len(run.text)


def _titled(known: Metadata, title: Run | None) -> Metadata:
    return known if known.title or title is None else Metadata(title=title.text).over(known)


def _extracted(tree: Any) -> str:
    """Return the article's text as trafilatura has it, empty when it finds none."""
    bare_extraction = imported("trafilatura", "bare_extraction")  # slow to import, and needed for pages only
    try:
        found = bare_extraction(
            tree, with_metadata=False, include_comments=False, include_tables=True, include_images=False, include_formatting=False,
            include_links=False, deduplicate=False,
        )  # fmt: skip
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError, MemoryError):
        return ""  # it is not made for hostile pages; what it cannot judge is told as not read
    return str(getattr(found, "text", "") or "")


def _key(words: str) -> str:
    return _SIGNS.sub("", words).casefold()


def _judged(runs: Sequence[Run], extracted: str) -> list[bool]:
    """Return for each run whether its words stand in the extracted text."""
    whole = _key(extracted)
    lines = {_key(line) for line in extracted.split("\n")}
    return [_stands(_key(run.text), whole, lines) for run in runs]


def _stands(key: str, whole: str, lines: set[str]) -> bool:
    if len(key) < _SHORT:
        return key in lines
    if key in whole:
        return True
    chunks = [key[at : at + _CHUNK] for at in range(0, len(key) - _CHUNK + 1, _CHUNK)][:200]
    return len(chunks) > 1 and sum(chunk in whole for chunk in chunks) * 2 > len(chunks)


def _tagless(words: str) -> str:
    return (
        re.sub(r"<br\s*/?>|</p>", "\n", words)
        if "<" not in words
        else re.sub(r"<[^<>]{0,500}>", "", re.sub(r"<br\s*/?>|</p>", "\n", words))
    )


def _short(words: str) -> str:
    return words if len(words) <= 60 else words[:59] + "…"
