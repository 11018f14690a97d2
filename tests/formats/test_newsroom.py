"""Formats of newsrooms: one article says the same in each, and what is lost is told."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import pytest

from factcheck.catalogue import load
from factcheck.ingest import ingest
from factcheck.inputs import FIELDS, Inputs, Limits
from factcheck.model import Document, Problem

sys.path.insert(0, str(Path(__file__).parent))
import made_newsroom as n
from made_pages import BODY, TITLE

WORDS = load(()).words
SHARED = Path(__file__).parents[3] / "shared" / "formats"


def read(
    folder: Path, name: str, data: bytes, inputs: Inputs | None = None
) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    (folder / name).write_bytes(data)
    return ingest([folder / name], WORDS, inputs or Inputs())


def errors(problems: tuple[Problem, ...]) -> list[str]:
    return [p.message for p in problems if not p.note]


def notes(problems: tuple[Problem, ...]) -> str:
    return "; ".join(p.message for p in problems if p.note)


@pytest.mark.parametrize("form", list(n.FILES))
def test_an_article_says_the_same_in_every_format(tmp_path: Path, form: str) -> None:
    name, made = n.FILES[form]
    documents, problems = read(tmp_path, name, made())
    assert errors(problems) == []
    document = documents[0]
    told = "".join(document.text[b.start : b.end] for b in document.blocks if b.kind != "boilerplate")
    assert told.startswith(TITLE)
    assert [text for text in BODY if text not in told] == []
    assert "1888" not in told
    assert document.title == TITLE
    assert document.published.start == date(2024, 5, 14)
    assert document.outlet == n.OUTLET
    assert document.path == name
    assert all(line >= 1 for _, line in document.lines)


@pytest.mark.parametrize(
    ("form", "ids"),
    [
        ("json list", ["a.json#a1", "a.json#a2"]),
        ("json lines", ["a.jsonl#a1", "a.jsonl#a2"]),
        ("csv", ["a.csv#a1"]),
        ("ninjs 3", ["a.json"]),
        ("newsml message", ["a.xml#urn:x:1"]),
        ("rss", ["a.rss#g1"]),
        ("zip", ["a.zip#../../etc/a.json", "a.zip#b.txt"]),
        ("gzip", ["a.html.gz"]),
    ],
)
def test_ids(tmp_path: Path, form: str, ids: list[str]) -> None:
    name, made = n.FILES[form]
    documents, _ = read(tmp_path, name, made())
    assert [d.id for d in documents] == ids
    assert len({d.sha256 for d in documents}) == len(ids)


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("newsml message", "canceled by its publisher"),
        ("newsml message", "1 item that are no news"),
        ("newsml nitf", "1 remote file"),
        ("nitf", "1 picture"),
        ("mail", "1 attachment"),
        ("zip", "c.jpg: not read: a JPEG picture"),
    ],
)
def test_what_is_lost_is_told(tmp_path: Path, form: str, words: str) -> None:
    name, made = n.FILES[form]
    assert words in notes(read(tmp_path, name, made())[1])


@pytest.mark.parametrize("status", ["canceled", "withheld"])
def test_what_its_publisher_stops_is_not_read(tmp_path: Path, status: str) -> None:
    item = json.loads(n.ninjs_3()) | {"pubStatus": status}
    for name, data in (
        ("a.json", json.dumps(item).encode()),
        ("b.xml", n.news_item("<inlineData>x</inlineData>", f"stat:{status}").encode()),
    ):
        documents, problems = read(tmp_path, name, data)
        assert documents == ()
        assert f"{status} by its publisher" in notes(problems)


def test_lines_of_json_lead_to_the_article(tmp_path: Path) -> None:
    documents, _ = read(tmp_path, "a.json", n.json_list())
    lines = n.json_list().decode().split("\n")
    for document in documents:
        line = document.lines[-1][1]
        assert document.text.split("\n\n")[-1][-9:] in lines[line - 1]


def test_fields_are_mapped(tmp_path: Path) -> None:
    data = json.dumps(
        {"hits": {"hits": [{"_source": {"kopf": TITLE, "inhalt": [{"t": BODY[0]}], "tag": 1715679000}}]}}
    ).encode()
    fields = {
        **FIELDS,
        "items": ("hits.hits",),
        "title": ("_source.kopf",),
        "text": ("_source.inhalt.0.t",),
        "published": ("_source.tag",),
    }
    (document,), problems = read(tmp_path, "a.json", data, Inputs(fields=fields))
    assert errors(problems) == []
    assert (document.title, document.published.start) == (TITLE, date(2024, 5, 14))


def test_files_that_hold_no_articles(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text('{"a": 1}')
    (tmp_path / "figures.csv").write_text("year,tide\n2020,4\n")
    (tmp_path / "map.xml").write_text("<svg/>")
    (tmp_path / "a.txt").write_text("The sea was calm.\n")
    documents, problems = ingest([tmp_path], WORDS)
    assert [d.id for d in documents] == ["a.txt"]
    assert errors(problems) == []
    assert {p.path for p in problems} == {"settings.json", "figures.csv", "map.xml"}
    for name in ("settings.json", "figures.csv", "map.xml"):  # who names such a file wants it read
        assert len(errors(ingest([tmp_path / name], WORDS)[1])) == 1


def test_a_key_that_stands_twice(tmp_path: Path) -> None:
    twice = json.dumps([n.record(), n.record()]).encode()
    documents, problems = read(tmp_path, "a.json", twice)
    assert [d.id for d in documents] == ["a.json#a1"]
    assert "stands twice" in notes(problems)
    changed = json.dumps([n.record(), n.record(text="The sea was rough.")]).encode()
    assert [d.id for d in read(tmp_path, "a.json", changed)[0]] == ["a.json#a1", "a.json#a1~2"]


def test_limits_are_told(tmp_path: Path) -> None:
    limits = Limits(articles=1)
    documents, problems = read(tmp_path, "a.json", n.json_list(), Inputs(limits))
    assert len(documents) == 1
    assert ["limits.articles" in e for e in errors(problems)] == [True]
    documents, problems = read(tmp_path, "b.json", n.json_object(), Inputs(Limits(characters=300)))
    assert documents[0].unread > 100
    assert len(documents[0].text) + documents[0].unread == len("\n\n".join((TITLE, *BODY)))
    assert ["limits.characters" in e for e in errors(problems)] == [True]


def test_articles_csv_speaks_of_files_of_any_format(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(f"<!doctype html><article><h1>{TITLE}</h1>{n.paras()}</article>")
    (tmp_path / "feed.rss").write_bytes(n.rss())
    (tmp_path / "articles.csv").write_text(
        "file,outlet,published\npage.html,Coast Radio,2024-05-20\nfeed.rss,The Feed,2020-01-01\n"
    )
    documents, problems = ingest([tmp_path], WORDS)
    assert errors(problems) == []
    assert [(d.outlet, str(d.published.start)) for d in documents] == [
        ("Saltmere Gazette", "2024-05-14"),
        ("Coast Radio", "2024-05-20"),
    ]


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared/formats")
@pytest.mark.parametrize("file", sorted(SHARED.rglob("*.json")) if SHARED.is_dir() else [], ids=lambda p: p.name)
def test_examples_of_ninjs(file: Path) -> None:
    documents, problems = ingest([file], WORDS)
    data = json.loads(file.read_text("utf-8"))
    held = [data] if isinstance(data, dict) else data
    texts = [i for i in held if any(k.startswith("body_") for k in i) or i.get("bodies")]
    assert len(documents) >= len(texts) or any("not read" in p.message for p in problems)
    assert not any("cannot be read" in p.message for p in problems)
