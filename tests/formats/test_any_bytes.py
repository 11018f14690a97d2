"""Files of every format, broken at random: what comes of them is whole, and nothing falls."""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.catalogue import load
from factcheck.ingest import ingest_bytes
from factcheck.ledger import ledger

sys.path.insert(0, str(Path(__file__).parent))
import made_newsroom as n
from made_pages import PAGES

WORDS = load(()).words
SEEDS = [(name, made()) for name, made in n.FILES.values()] + [("a.html", made().encode()) for made in PAGES.values()]
PIECES = [
    b"<", b">", b'"', b"{", b"}", b"[", b"]", b"\0", b"\xff", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"&", b"&#x0;", b"&#55296;", b"&#1;", b"\\ud800",
    b"null", b"NaN", b"\n", b"\r", b"<table>", b"<tr>", b"<td>", b"</p>", b"<title>", b"=?utf-8?b?", b"+9999999999", b"charset=utf-7", b"2024-99-99",
]  # fmt: skip
EDIT = st.tuples(
    st.floats(0, 1), st.integers(0, 60), st.sampled_from(PIECES) | st.binary(max_size=4), st.integers(0, 20)
)


def whole(name: str, data: bytes) -> None:
    documents, problems = ingest_bytes(Path(name), data, WORDS)
    for document in documents:
        assert (document.blocks[0].start, document.blocks[-1].end) == (0, len(document.text))
        assert all(before.end == after.start for before, after in pairwise(document.blocks))
        assert ledger(document).given == len(document.text) + document.unread
        assert [at for at, _ in document.lines] == sorted({at for at, _ in document.lines})
        document.text.encode()
    assert [p.message for p in problems if "\n" in p.message or "cannot be read: " in p.message] == []
    assert documents or problems


@settings(max_examples=150)
@given(seed=st.sampled_from(SEEDS), edits=st.lists(EDIT, min_size=1, max_size=6))
def test_broken_files(seed: tuple[str, bytes], edits: list[tuple[float, int, bytes, int]]) -> None:
    name, data = seed
    for place, length, piece, times in edits:
        at = int(place * len(data))
        data = data[:at] + piece * times + data[at + length :]
    whole(name, data)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        (
            "a.html",
            b"<!doctype html><article><p>&#55296; &#xd800; &#0; &#1;\x01 The tide was low on Monday, and it rose again.</p></article>",
        ),
        (
            "a.xml",
            b"<nitf><body><body.content><p>&#55296;&#xDFFF;&#1;\x02 The tide was low.</p></body.content></body></nitf>",
        ),
        (
            "a.eml",
            b"From: a@b.example\nSubject: Pier\nDate: Tue, 14 May 2024 09:30:00 +9999999999\n\nThe tide was low.\n",
        ),
        ("a.json", b'{"text": "<title>never closed <p>The tide was low."}'),
        (
            "a.rss",
            b"<rss><channel><item><guid>1</guid><title>&lt;title&gt;x</title><description>&lt;frameset&gt;</description></item></channel></rss>",
        ),
    ],
)
def test_what_once_fell(name: str, data: bytes) -> None:
    whole(name, data)
