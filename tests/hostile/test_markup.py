"""Rows B: web pages and Markdown."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from harness import HOLDER, PLANTED, accounted, factcheck, holders, incomplete, opened, report, watched

MB = 1_000_000
LEAD = "<p>A ferry with many passengers on board struck the pier on Monday evening, the harbour office said in a statement.</p>"
MORE = "<p>The council of the town meets on Friday evening to hear what the harbour office has found out about the accident.</p>"


def page(folder: Path, middle: str, head: str = "", name: str = "a.html", end: str = f"<p>{PLANTED}</p>") -> Path:
    text = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8">{head}</head><body><article><h1>Pier shut</h1>\n'
    )
    (folder / name).write_text(f"{text}{LEAD}\n{middle}\n{MORE}\n{end}\n</article></body></html>", "utf-8")
    return folder / name


@pytest.mark.parametrize("depth", [50, 190, 255, 300, 3_000, 100_000])
def test_B1_deep_nesting(tmp_path: Path, depth: int) -> None:
    """Elements inside one another, 50 to 100,000 deep: within the limit all is read, beyond it the page is told as too deep."""
    page(tmp_path, "<div>" * depth + "deep" + "</div>" * depth)
    done = report("a.html", cwd=tmp_path)
    assert accounted(done, "a.html") == ("found" if depth < 199 else "told")
    assert depth < 199 or "nested too deep" in done.err


@pytest.mark.parametrize(
    "piece", ["<!--", "<a ", "</", "<![CDATA[", "<?", "<a b='", '<a b="', "<script>", "<table>", "&", "<b></i>"]
)
def test_B2_pieces_that_make_parsers_slow(tmp_path: Path, piece: str) -> None:
    """Forty thousand beginnings of tags, comments and sections: read within the time, or told."""
    page(tmp_path, piece * 40_000)
    accounted(report("a.html", cwd=tmp_path), "a.html")


@pytest.mark.parametrize("piece", ["<![", "<!", "<!DOCTYPE [", "<![if x]>"])
def test_B3_pieces_that_make_parsers_fall(tmp_path: Path, piece: str) -> None:
    """Declarations that are cut off: the page is read, or told."""
    page(tmp_path, f"{piece} text ")
    accounted(report("a.html", cwd=tmp_path), "a.html")


@pytest.mark.parametrize("piece", ["<p>word<b>", "<p>word", "<li>word", "<i>word", "<font>word <p>"])
def test_B4_elements_that_are_never_closed(tmp_path: Path, piece: str) -> None:
    """Twenty thousand elements that are never closed: the page is read within the time, or told."""
    page(tmp_path, piece * 20_000)
    accounted(report("a.html", cwd=tmp_path), "a.html")


@pytest.mark.parametrize(
    "middle",
    [
        '<table><tr><td colspan="999999999" rowspan="999999999">x</td></tr></table>',
        "<p " + " ".join(f"a{n}=1" for n in range(200_000)) + ">x</p>",
        f'<p title="{"x" * MB}">x</p>',
        "<table>" + "<tr><td>1</td><td>2</td></tr>" * 20_000 + "</table>",
        "<table>" + "<tr><td>1</td><td>2</td></tr>" * 100_000 + "</table>",
        "<p>word word</p>" * 40_000,
    ],
    ids=["colspan", "attributes", "attribute", "rows", "many rows", "paragraphs"],
)
def test_B5_large_tables_and_attributes(tmp_path: Path, middle: str) -> None:
    """Cells that span a billion columns, 200,000 attributes, an attribute of 1 MB, 20,000 rows: bounded memory."""
    page(tmp_path, middle)
    done = report("a.html", cwd=tmp_path)
    accounted(done, "a.html")
    assert done.memory < 300 * MB


@pytest.mark.parametrize(
    "hidden",
    [
        '<p style="display:none">{}</p>', "<p hidden>{}</p>", '<p style="color: white; background: #FFF">{}</p>', "<noscript><p>{}</p></noscript>",
        "<template><p>{}</p></template>", "<!-- {} -->", '<div style="visibility:hidden"><p>{}</p></div>', '<p style="font-size:0">{}</p>',
        '<p class="visually-hidden">{}</p>', "<script>{}</script>", "<style>{}</style>", '<p style="position:absolute;left:-9999px">{}</p>',
        "<del>{}</del>", "<title>{}</title>", '<img alt="{}">', "<textarea>{}</textarea>",
    ],
)  # fmt: skip
def test_B6_hidden_text(tmp_path: Path, hidden: str) -> None:
    """What a reader cannot see makes no claim: hidden by style, class or element, white on white, in comments and attributes."""
    page(tmp_path, hidden.format("Saltmere Mayor Osric Tarn closed the pier."))
    done = report("a.html", cwd=tmp_path)
    assert accounted(done, "a.html") == "found"
    assert set(holders(done)) == {HOLDER}


def test_B7_text_joined_as_it_is_seen(tmp_path: Path) -> None:
    """Empty elements and references inside a number join as a reader sees them; a power and a footnote are no digits."""
    page(
        tmp_path,
        "<p>The storm killed 1<span></span>2 people in Corby. It hit &#49;&#50; towns.&nbsp;A deck of 10<sup>2</sup> m fell.<sup>3</sup></p>",
    )
    done = report("a.html", cwd=tmp_path)
    assert accounted(done, "a.html") == "found"
    text = json.loads(factcheck("read", "a.html", "--format", "json", cwd=tmp_path).out)["documents"][0]["text"]
    assert "killed 12 people" in text
    assert "hit 12 towns." in text
    assert "10² m fell." in text
    assert {c["value"]["low"] for c in done.report["claims"] if c["value"]["type"] == "quantity"} <= {"12"}


def test_B8_nothing_is_fetched(tmp_path: Path) -> None:
    """A base, a refresh, frames, pictures, imports and style sheets of other hosts: no file and no socket is opened for them."""
    head = '<base href="http://127.0.0.1:9/"><meta http-equiv="refresh" content="0;url=http://127.0.0.1:9/"><link rel="import" href="http://127.0.0.1:9/a">'
    head += '<link rel="stylesheet" href="http://127.0.0.1:9/a.css"><script src="http://127.0.0.1:9/a.js"></script>'
    page(
        tmp_path,
        '<iframe src="http://127.0.0.1:9/"></iframe><img src=x onerror="alert(1)"><object data="http://127.0.0.1:9/x"></object>',
        head,
    )
    done = report("a.html", cwd=tmp_path, env=watched(tmp_path))
    assert accounted(done, "a.html") == "found"
    assert opened(tmp_path) == []


@pytest.mark.parametrize(
    "data",
    [
        "{broken", '[{"@type": "NewsArticle", "headline": 5}, 7, null]', "[" * 100_000, '{"@type": "NewsArticle", "datePublished": {"a": []}}',
        json.dumps([{"@type": "NewsArticle", "datePublished": f"2024-05-1{n}"} for n in range(3)]), '{"@type": ' * 300 + "1" + "}" * 300, "NaN",
    ],
    ids=["broken", "list", "deep", "object", "three dates", "deep objects", "nan"],
)  # fmt: skip
def test_B9_data_of_a_page(tmp_path: Path, data: str) -> None:
    """JSON-LD that is broken, deep, of other types or with three dates: the article is read, and what is wrong is told."""
    page(tmp_path, "", f'<script type="application/ld+json">{data}</script>')
    done = report("a.html", cwd=tmp_path)
    assert accounted(done, "a.html") == "found"
    if data.startswith(("{broken", "[[")) or "2024" in data:
        assert "note: a.html" in done.err


@pytest.mark.parametrize("piece", ["> ", "*", "[", "[a](", "<script>", "#", "`", "| a ", "![", "- "])
def test_B10_markdown(tmp_path: Path, piece: str) -> None:
    """Fifty thousand quote marks, stars, brackets and links in Markdown take linear time, and no element of it gets out."""
    (tmp_path / "a.md").write_text(f"# Pier\n\n{piece * 50_000}\n\n{PLANTED}\n")
    assert accounted(report("a.md", cwd=tmp_path), "a.md") == "found"
    factcheck("report", "a.md", "--format", "html", "-o", "a.html", cwd=tmp_path)
    assert b"<script><script>" not in (tmp_path / "a.html").read_bytes()


@pytest.mark.parametrize(
    ("matter", "words"),
    [
        ("---\ntitle: !!python/object/apply:os.system ['touch ran']\n---\n", "a.md:2: broken front matter"),
        ("---\na: &a [x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\ntitle: *c\n---\n", ""),
        ("---\ntitle: " + "x" * 5 * MB + "\n---\n", "read up to character 1,000,000 only"),
        ("---\ntitle: never closed\n", "a.md:1: front matter is not closed"),
        ("---\n" + "a: [" * 3_000 + "\n---\n", "a.md:2: broken front matter: nested too deeply"),
    ],
    ids=["object", "anchors", "5 MB", "open", "deep"],
)
def test_B11_front_matter(tmp_path: Path, matter: str, words: str) -> None:
    """Front matter with objects, anchors, of 5 MB, never closed or deep runs nothing; the body is read, or told."""
    (tmp_path / "a.md").write_text(f"{matter}\n{PLANTED}\n")
    done = report("a.md", cwd=tmp_path)
    assert accounted(done, "a.md") == ("told" if words else "found")
    assert words in done.err
    assert holders(done) == ([HOLDER] if len(matter) < MB else [])
    assert not (tmp_path / "ran").exists()


def test_B12_files_that_are_something_else(tmp_path: Path) -> None:
    """A page called .txt is read as a page; PDF, pictures and zip files called .html are not read as text, and told."""
    page(tmp_path, "", name="a.txt")
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as packed:
        packed.writestr("in.txt", PLANTED)
    for name, data in (
        ("b.html", b"%PDF-1.7\n"),
        ("c.html", b"\x89PNG\r\n\x1a\n"),
        ("d.txt", b"\xff\xd8\xff\xe0"),
        ("e.json", b"\x1f\x8b"),
    ):
        (tmp_path / name).write_bytes(data + PLANTED.encode())
    (tmp_path / "f.html").write_bytes(zipped.getvalue())
    done = report(".", cwd=tmp_path)
    assert done.code == 2
    assert accounted(done, "a.txt") == accounted(done, "f.html") == "found"
    for name in ("b.html", "c.html", "d.txt", "e.json"):
        assert len(incomplete(done, name)) == 1
