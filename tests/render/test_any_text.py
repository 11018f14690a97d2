"""Whatever stands in an article, every format is well formed, and readers get the same words back."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.cli.common import request
from factcheck.config import Config
from factcheck.findings import Dimension, Finding, Report, Side
from factcheck.model import Claim, Document, Name, Problem, Subject
from factcheck.render.cells import rearmed
from factcheck.render.registry import FORMATS, rendered
from factcheck.render.rows import rows
from factcheck.render.view import View, clean

# Any text at all, and any put together of what has a meaning to one of the formats.
PIECES = st.sampled_from(
    "<script> </script> <!-- --> ]]> &lt; \" ' ` * _ | # @x :: ::error::x ##[error] %0A %25 , : ; = + - ＝ \r \n \r\n \x0b \x00 "
    "\u2028 \u202e \u200b \ufffe {{ {% ${{ \\ / // http://x javascript: 🏚️ 市長 \t".split(" ")
)
# Reading never gives lone surrogates.
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
JUNK = st.one_of(ANY, st.lists(PIECES, max_size=8).map("".join))
ASKED = {name: request(name, (), Config(), (), "contradiction") for name in FORMATS}
DIMENSIONS = ("subject", "attribute", "scope", "time", "world", "attribution", "value")


def report(junk: tuple[str, str, str, str]) -> Report:
    """Return a report in which the junk stands wherever an article's words can."""
    documents, claims = [], []
    for number, value in enumerate(("Judith Abelard", "Edith Marlowe")):
        before, after, name, path = junk if number == 0 else junk[::-1]
        text = f"{before}\n{before}{value}{after}"
        start = len(before) * 2 + 1
        document = Document(f"{number}{path}", f"{number}{path}", text, (), name, after, before, file=f"{number}{path}")
        documents.append(document)
        span = (start, start + len(value), len(before) + 1, len(text))
        subject = Subject(before, "place", 0, 0)
        claims.append(Claim(str(number), document.id, "office", "p", subject, "mayor", name, Name(value), *span))
    sides = tuple(Side(f"{junk[0]}{c.value.text}{junk[1]}", (c.id,), (junk[2],)) for c in claims)  # type: ignore[union-attr]
    dimensions = tuple((name, Dimension("differs", (junk[0], junk[1]))) for name in DIMENSIONS)
    words = (junk[0], junk[1], junk[2])
    finding = Finding("a1", "contradiction", "value", "error", "office", *words, dimensions, junk[0] + junk[1], sides)
    return Report(tuple(documents), tuple(claims), (finding,), (Problem(junk[3], 1, junk[0]),), 1)


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, list[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, Any]]) -> None:
        self.seen.append((tag, sorted(name for name, _ in attrs)))


def shape(data: bytes) -> set[tuple[str, tuple[str, ...]]]:
    tags = Tags()
    tags.feed(data.decode())
    return {(tag, tuple(names)) for tag, names in tags.seen}


PLAIN = rendered("html", report(("a", "b", "c", "d")), ASKED["html"])
LINKED = rendered("html", report(("http://x.example", "b", "c", "http://y.example")), ASKED["html"])


@settings(max_examples=25, deadline=None)
@given(st.tuples(JUNK, JUNK, JUNK, JUNK))
def test_every_format_stays_whole(junk: tuple[str, str, str, str]) -> None:
    made = report(junk)
    shown = {name: rendered(name, made, ASKED[name]) for name in FORMATS}
    for name in ("json", "sarif", "gitlab", "rdjson"):
        json.loads(shown[name].decode())
    ET.fromstring(shown["junit"])  # noqa: S314 - our own output
    with zipfile.ZipFile(io.BytesIO(shown["xlsx"])) as book:
        for part in book.namelist():
            ET.fromstring(book.read(part))  # noqa: S314
            assert not re.search(rb"<f[ >]|<hyperlink", book.read(part))
    view = View(made, ASKED["csv"])
    meant = [{k: "" if v is None else str(v) for k, v in row.items()} for row in rows(view, view.shown)]
    found = csv.DictReader(io.StringIO(shown["csv"].decode("utf-8-sig"), newline=""))
    kept = [{k: rearmed(v) for k, v in row.items() if k in meant[0]} for row in found]
    assert kept == meant
    *commands, summary = shown["github"].decode().split("\n")[:-1]
    assert all(re.match(r"::(error|warning|notice) [^\n]*?::", line) for line in commands)
    assert len(commands) == 3
    assert summary.startswith("1 contradiction")
    for name in ("text", "markdown"):
        text = shown[name].decode()
        assert "##[" not in text
        assert not [line for line in text.split("\n") if line.lstrip().startswith("::")]
    # No word of an article makes an element or an attribute that plain words do not make.
    assert shape(shown["html"]) <= shape(PLAIN) | shape(LINKED)


@given(st.text())
def test_clean_is_clean(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    once.encode()
