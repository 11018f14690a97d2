"""Web pages: the article's text survives, what surrounds it makes no claims, the date is right, and what is lost is told."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

from factcheck.catalogue import load
from factcheck.ingest import ingest
from factcheck.ledger import ledger
from factcheck.model import Document, Problem

sys.path.insert(0, str(Path(__file__).parent))
from made_pages import BODY, COMMENT, DAY, MOMENT, NAVIGATION, PAGES, TEASERS, TITLE, around, article, page, paragraphs

WORDS = load(()).words


def read(folder: Path, text: str | bytes, name: str = "page.html") -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return ingest([folder / name], WORDS)


def one(folder: Path, text: str) -> Document:
    (document,), problems = read(folder, text)
    assert [p for p in problems if not p.note] == []
    return document


def told(document: Document) -> str:
    return "".join(document.text[b.start : b.end] for b in document.blocks if b.kind != "boilerplate")


@pytest.mark.parametrize("name", [name for name in PAGES if name != "paywalled"])
def test_the_body_survives_and_nothing_else_does(tmp_path: Path, name: str) -> None:
    document = one(tmp_path, PAGES[name]())
    assert [text for text in BODY if text not in told(document)] == []
    assert [text for text in (*TEASERS, COMMENT, *NAVIGATION, "1888") if text in told(document)] == []
    assert document.title == TITLE
    assert document.text.startswith(TITLE)
    assert (document.published.start, document.published.basis) == (
        (None, "unknown") if name == "no_date" else (date(2024, 5, 14), "metadata")
    )


@pytest.mark.parametrize("name", list(PAGES))
def test_every_visible_character_is_accounted_for(tmp_path: Path, name: str) -> None:
    ((document,), _) = read(tmp_path, PAGES[name]())
    counts = ledger(document)
    assert counts.given == len(document.text) + document.unread
    for words in (*TEASERS, *BODY) if name not in ("paywalled", "amp", "live_blog") else BODY[:3]:
        assert words in document.text


@pytest.mark.parametrize("name", list(PAGES))
def test_lines_lead_to_the_words(tmp_path: Path, name: str) -> None:
    text = PAGES[name]()
    ((document,), _) = read(tmp_path, text)
    lines = text.split("\n")
    starts = dict(document.lines)
    at = document.text.index(BODY[1])
    line = next(raw for start, raw in reversed(document.lines) if start <= at)
    assert starts
    assert BODY[1][:30] in lines[line - 1]


def test_metadata_comes_from_json_ld_first(tmp_path: Path) -> None:
    head = (
        '<meta property="og:site_name" content="Another"><meta property="og:title" content="Another title">' + article()
    )
    document = one(tmp_path, page(around(f"<article><h1>{TITLE}</h1>{paragraphs()}</article>"), head))
    assert (document.outlet, document.title) == ("Saltmere Gazette", TITLE)
    assert document.published.moment is not None
    assert document.published.moment.isoformat() == MOMENT


def test_dates_that_do_not_agree_are_told(tmp_path: Path) -> None:
    head = (
        article()
        + article(datePublished="2024-05-11")
        + '<meta property="article:published_time" content="2023-01-01">'
    )
    (document,), problems = read(tmp_path, page(around(f"<article><h1>{TITLE}</h1>{paragraphs()}</article>"), head))
    assert document.published.start == date(2024, 5, 14)
    assert ["2024-05-14, 2024-05-11" in p.message for p in problems if p.note] == [True]


def test_a_part_of_an_article_is_told(tmp_path: Path) -> None:
    (document,), problems = read(tmp_path, PAGES["paywalled"]())
    assert BODY[2] in document.text
    assert ["isAccessibleForFree" in p.message for p in problems if not p.note] == [True]


def test_the_text_of_the_data_stands_in_for_an_empty_page(tmp_path: Path) -> None:
    head = article(articleBody="\n\n".join(BODY))
    (document,), problems = read(tmp_path, page('<div id="root"></div>', head))
    assert BODY[4] in told(document)
    assert any("JSON-LD" in p.message and p.note for p in problems)


def test_what_is_not_seen_is_no_claim_and_is_told(tmp_path: Path) -> None:
    unseen = (
        '<p style="display:none">The pier has 900 rivets in all.</p><p hidden>The pier has 901 rivets.</p>'
        '<p style="color:#fff;background:#ffffff">The pier has 902 rivets.</p><noscript><p>The pier has 903 rivets.</p></noscript>'
        "<template><p>The pier has 904 rivets.</p></template><!-- The pier has 905 rivets. --><p><del>The pier has 906 rivets.</del></p>"
    )
    (document,), problems = read(
        tmp_path, page(around(f"<article><h1>{TITLE}</h1>{paragraphs()}{unseen}</article>"), article())
    )
    assert "rivets" not in document.text
    assert sorted("hidden" in p.message for p in problems) == [False, True]
    assert document.unread > 100


def test_numbers_are_read_as_they_are_seen(tmp_path: Path) -> None:
    odd = (
        "<p>The ferry had 1<span></span>2 cabins, &#51;&#52; boats, a deck of "
        "10<sup>2</sup> m<sup>2</sup> and the 19<sup>th</sup> engine of its kind.<sup>7</sup></p>"
    )
    document = one(tmp_path, page(around(f"<article><h1>{TITLE}</h1>{paragraphs()}{odd}</article>"), article()))
    assert "had 12 cabins, 34 boats, a deck of 10² m² and the 19th engine of its kind." in told(document)


def test_cells_of_a_table_stay_apart(tmp_path: Path) -> None:
    document = one(tmp_path, PAGES["table"]())
    assert "Gannet | 84" in told(document)


def test_text_beside_the_article_is_told(tmp_path: Path) -> None:
    beside = '<div id="x9"><div><p>The harbour office said on Wednesday that the number of injured people had risen to 19.</p></div></div>'
    text = page(f"<article><h1>{TITLE}</h1>{paragraphs()}</article>{beside}", article())
    (document,), problems = read(tmp_path, text)
    assert "risen to 19" in told(document) or ["not read" in p.message for p in problems if not p.note] == [True]


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1252", "utf-16", "iso-8859-1"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = (
        PAGES["article_tag"]()
        .replace("“We", '"We')
        .replace("low,”", 'low,"')
        .replace("Saltmere Mayor", "Saltmère Mayor")
    )
    data = text.replace('charset="utf-8"', f'charset="{encoding}"').encode(encoding, "xmlcharrefreplace")
    (document,), problems = read(tmp_path, data)
    assert [p for p in problems if not p.note] == []
    assert "Saltmère Mayor Judith Abelard" in told(document)


def test_a_text_file_that_is_a_page_is_read_as_one(tmp_path: Path) -> None:
    ((document,), _) = read(tmp_path, PAGES["article_tag"](), "page.txt")
    assert "<p>" not in document.text
    assert document.published.start == date.fromisoformat(DAY)


@pytest.mark.parametrize(
    "frame",
    [
        "<!doctype html><meta charset=utf-8><title>{title}</title>{article}",
        "<!doctype html><title>{title}</title>{article}<p>Read by many.</p>",
        "<!doctype html><html lang=en><head><title>{title}</title></head>{article}</html>",
        "<!doctype html><title>{title}</title><header>Gazette</header>{article}<footer>Gazette</footer>",
    ],
)
def test_a_page_may_leave_out_the_tags_of_head_and_body(tmp_path: Path, frame: str) -> None:
    inside = f"<article><h1>{TITLE}</h1>{''.join(f'<p>{text}</p>' for text in BODY)}</article>"
    document = one(tmp_path, frame.format(title=TITLE, article=inside))
    assert document.title == TITLE
    assert [text for text in BODY if text not in told(document)] == []
