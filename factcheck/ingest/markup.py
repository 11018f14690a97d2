"""HTML elements -> runs of text as a reader sees them: paragraphs, captions, rows; hidden text and drawings left out, counted."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from factcheck.ingest.article import TEXT
from factcheck.record import field, record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.html import HtmlElement

_BLOCKS: Final = frozenset(
    """address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hgroup hl1 hl2 hr html legend li main menu nav ol optgroup option p pre section select
    summary table tbody tfoot thead tr ul amp-ad amp-sidebar
    abstract block bq byline credit dateline hedline media media-caption media-producer note""".split()
)
_CELLS: Final = frozenset(("td", "th"))
_SKIPPED: Final = frozenset(
    """script style head title template noscript svg math canvas iframe object embed applet audio video source track
    map param textarea datalist frame frameset noframes noembed amp-script amp-state amp-analytics amp-pixel""".split()
)
_MEDIA: Final = frozenset("img picture svg canvas amp-img amp-anim media-reference".split())
_PLAYED: Final = frozenset("audio video iframe object embed amp-video amp-audio amp-iframe amp-youtube".split())
_STRUCK: Final = frozenset(("del", "s", "strike"))
_OWN: Final = frozenset(("html", "body", "main", "article"))  # they hold the article, whatever their class says
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LAYOUT: Final = (
    "h1",
    "h2",
    "h3",
    "ul",
    "ol",
    "table",
    "article",
    "section",
    "form",
)  # a cell with these is no cell of data
_CAPTIONS: Final = frozenset(("figcaption", "caption", "media-caption", "media-producer"))
_SPACE: Final = re.compile(r"[ \t\r\n\f\v]+")
_WORD: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_UPPER: Final = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_UNIT: Final = re.compile(r"(?:\d|\b(?:mm|cm|km|m|ft|in|mi|yd|sq))\Z")
_UNSEEN: Final = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0+)?\s*(?:;|\Z|!)|font-size\s*:\s*0[a-z%]*\s*(?:;|\Z|!)"
    r"|(?:left|top|text-indent)\s*:\s*-\d{3,}(?:px|em)",
    re.IGNORECASE,
)
_COLOUR: Final = re.compile(r"(?:\A|;)\s*(color|background(?:-color)?)\s*:\s*([^;!]+)", re.IGNORECASE)


@record(frozen=False, slots=True)
class Run:
    """A stretch of text that stands by itself; `linked` counts its characters inside links.

    `places` are the numbers of the elements around it, the outermost first; `zones` those that surround an article.
    """

    text: str
    line: int
    kind: str
    tag: str
    zones: tuple[int, ...]
    places: tuple[int, ...]
    linked: int

    @property
    def heading(self) -> bool:
        """Whether it is a heading."""
        return self.tag in _HEADINGS


@record(frozen=False, slots=True)
class Seen:
    """What a reader sees of some markup, and how much is not text (`pictures`, `players`) or not to be seen (`hidden`)."""

    runs: list[Run] = field(default_factory=list)
    hidden: int = 0
    struck: int = 0
    pictures: int = 0
    players: int = 0
    tables: int = 0


class Marks:
    """Tells what surrounds an article from the names in its markup; built from `claims/words/boilerplate.toml`."""

    def __init__(self, words: Mapping[str, Mapping[str, Any]]) -> None:
        cues = words.get("boilerplate", {}).get("markup", {})
        self.elements = frozenset(cues.get("elements", ()))
        self.roles = frozenset(cues.get("roles", ()))
        self._words = frozenset(cues.get("words", ()))
        self._pairs = frozenset(tuple(pair) for pair in cues.get("pairs", ()))
        self._hidden = frozenset(cues.get("hidden", ()))

    def surrounds(self, element: HtmlElement, tag: str) -> bool:
        """Tell whether an element is no part of an article, by its name, role, class or id."""
        if tag in _OWN:
            return False
        if tag in self.elements or element.get("role", "") in self.roles:
            return True
        for name in (*element.get("class", "")[:500].split(), element.get("id", "")[:100]):
            parts = [part.lower() for part in _WORD.findall(name)]
            if any(part in self._words for part in parts) or any(pair in self._pairs for pair in pairwise(parts)):
                return True
        return False

    def hides(self, element: HtmlElement) -> bool:
        """Tell whether an element is not to be seen, by its own attributes."""
        if element.get("hidden") is not None:
            return True
        if any(name in self._hidden for name in element.get("class", "")[:500].split()):
            return True
        style = element.get("style", "")[:2000]
        if not style:
            return False
        colours = {
            ("color" if name.lower() == "color" else "ground"): _colour(value) for name, value in _COLOUR.findall(style)
        }
        same = colours.get("color") is not None and colours.get("color") == colours.get("ground", "#fff")
        return same or _UNSEEN.search(style) is not None


def _colour(value: str) -> str:
    plain = value.strip().lower().replace(" ", "")
    named = {"white": "#fff", "#ffffff": "#fff", "rgb(255,255,255)": "#fff", "black": "#000", "#000000": "#000"}
    return named.get(plain, plain)


def seen(root: HtmlElement, marks: Marks, base: int = 0) -> Seen:
    """Return what a reader sees below an element; `base` is added to every line."""
    return _Walk(marks, base).over(root)


def plain(root: HtmlElement) -> str:
    """Return the text of an element in one line."""
    return _SPACE.sub(" ", "".join(str(piece) for piece in root.itertext())).strip()


class _Walk:
    """One walk over a tree."""

    def __init__(self, marks: Marks, base: int) -> None:
        self._marks = marks
        self._base = base
        self._found = Seen()
        self._text: list[str] = []
        self._line = 0
        self._linked = 0
        self._links = 0
        self._places: list[int] = []
        self._zones: list[int] = []
        self._tags: list[str] = []  # of the blocks around
        self._row: list[str] | None = None
        self._layout: list[bool] = []  # of the tables around: whether they only place what they hold
        self._count = 0

    def over(self, root: HtmlElement) -> Seen:
        walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        left: set[HtmlElement] = set()
        for event, element in walk:
            tag = element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
            if event == "start":
                if not tag or self._is_left(element, tag, root):
                    left.add(element)
                    walk.skip_subtree()
                else:
                    self._open(element, tag)
            elif event == "end" and element not in left:
                self._close(element, tag)
            if event != "start":
                left.discard(element)
                if element is not root and element.tail:
                    self._add(element.tail, element)
        self._flush()
        return self._found

    def _is_left(self, element: HtmlElement, tag: str, root: HtmlElement) -> bool:
        """Tell whether an element's content is not text that a reader sees, and count it."""
        if tag in _MEDIA:
            self._found.pictures += tag != "source"
        elif tag in _PLAYED:
            self._found.players += 1
        if tag in _SKIPPED or tag in _MEDIA or tag in _PLAYED:
            if tag in ("noscript", "template"):
                self._found.hidden += len(plain(element))
            return True
        if element is root:
            return False
        if tag in _STRUCK:
            self._found.struck += len(plain(element))
            return True
        if self._marks.hides(element):
            self._found.hidden += len(plain(element))
            return True
        if tag == "sup":
            self._raise(plain(element))
            return True
        return False

    def _raise(self, words: str) -> None:
        """Add raised words: a power as raised digits, an ordinal's ending as letters; the number of a footnote is none."""
        if re.fullmatch(r"[\d+−-]+", words):
            if _UNIT.search("".join(self._text[-2:])):
                self._text.append(words.translate(_UPPER))
        elif words.isalpha():
            self._text.append(words)

    def _open(self, element: HtmlElement, tag: str) -> None:
        self._count += 1
        if tag == "table":
            self._layout.append(_is_layout(element))
            self._found.tables += not self._layout[-1]
        if tag in _BLOCKS or tag in _CELLS:
            self._boundary(tag)
            self._tags.append(tag)
        self._places.append(self._count)
        self._zones.append(self._count if self._marks.surrounds(element, tag) else 0)
        self._links += tag == "a"
        if tag == "q":
            self._add("“", element)
        if element.text:
            self._add(element.text, element)

    def _close(self, element: HtmlElement, tag: str) -> None:
        if tag == "q":
            self._add("”", element)
        if tag in _CELLS and self._row is not None:
            self._row.append(self._taken())
        elif tag in _BLOCKS or tag in _CELLS:
            self._boundary(tag)
        if tag == "table":
            self._layout.pop()
        self._links -= tag == "a"
        self._places.pop()
        self._zones.pop()
        if tag in _BLOCKS or tag in _CELLS:
            self._tags.pop()
            if tag == "tr":
                self._row = None

    def _boundary(self, tag: str) -> None:
        if self._row is not None and tag not in ("tr", "table", "tbody", "thead", "tfoot"):
            if self._text and tag not in _CELLS:
                self._text.append(" ")
            return
        self._flush()
        if tag == "tr" and not (self._layout and self._layout[-1]):
            self._row = []

    def _add(self, words: str, element: HtmlElement) -> None:
        if not self._text and not self._row:
            stripped = words.lstrip()
            if not stripped:
                return
            ahead = words[: len(words) - len(stripped)].count("\n")
            self._line = self._base + (getattr(element, "sourceline", 0) or 0) + ahead
        self._text.append(words)
        if self._links:
            self._linked += len(words.strip())

    def _taken(self) -> str:
        words = _SPACE.sub(" ", "".join(self._text)).strip()
        self._text = []
        return words

    def _flush(self) -> None:
        words = self._taken()
        if self._row:
            words = " | ".join(cell for cell in (*self._row, words) if cell)
            self._row = []
        linked, self._linked = self._linked, 0
        if not words:
            return
        tag = next((t for t in reversed(self._tags) if t != "br"), "")
        zones = tuple(zone for zone in self._zones if zone)
        self._found.runs.append(
            Run(words, self._line, _kind(self._tags), tag, zones, tuple(self._places), min(linked, len(words)))
        )


def _is_layout(table: HtmlElement) -> bool:
    """Tell whether a table only places parts of a page side by side."""
    return any(
        next(cell.iter(*_LAYOUT), None) is not None or len(cell.findall("p")) > 1
        for row in table.iter("tr")
        for cell in row
        if isinstance(cell.tag, str)
    )


def _kind(tags: Sequence[str]) -> str:
    """Return the kind of block that the elements around a run make it."""
    return "caption" if any(tag in _CAPTIONS for tag in tags) else TEXT
