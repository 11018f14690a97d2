"""Rows C: XML, JSON, feeds and packed files."""

from __future__ import annotations

import gzip
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from harness import HOLDER, PLANTED, accounted, factcheck, holders, incomplete, opened, report, watched

MB = 1_000_000


def rss(items: str, head: str = '<?xml version="1.0" encoding="utf-8"?>') -> str:
    return f"{head}\n<rss version='2.0'><channel><title>Gazette</title>\n{items}</channel></rss>"


def item(text: str = PLANTED, key: str = "g1") -> str:
    return f"<item><guid>{key}</guid><title>Pier shut</title><description>{text}</description></item>\n"


def nitf(doctype: str, text: str) -> str:
    return f'<?xml version="1.0"?>\n{doctype}<nitf><body><body.content><p>{text}</p><p>{PLANTED}</p></body.content></body></nitf>'


def zipped(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return made.getvalue()


@pytest.mark.parametrize("kind", ["laughs", "quadratic"])
def test_C1_entities_that_grow(tmp_path: Path, kind: str) -> None:
    """Entities of entities, and one of 100 KB named 50,000 times, are refused at their declaration, in little memory."""
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(10))
    declared = laughs if kind == "laughs" else f'<!ENTITY a9 "{"x" * 100_000}">'
    text = nitf(f"<!DOCTYPE nitf [{declared}]>", "&a9;" * (1 if kind == "laughs" else 50_000))
    (tmp_path / "a.xml").write_text(text)
    done = report("a.xml", cwd=tmp_path)
    assert accounted(done, "a.xml") == "told"
    assert "entities of its own" in done.err
    assert done.memory < 150 * MB


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE nitf [<!ENTITY x SYSTEM "secret.txt">]>', '<!DOCTYPE nitf [<!ENTITY % p SYSTEM "http://127.0.0.1:9/"> %p;]>',
        '<!DOCTYPE nitf SYSTEM "http://127.0.0.1:9/nitf.dtd">', '<?xml-stylesheet href="http://127.0.0.1:9/a.xsl"?>',
        '<!DOCTYPE nitf PUBLIC "-//x" "secret.txt">',
    ],
)  # fmt: skip
def test_C2_files_and_addresses_in_xml(tmp_path: Path, doctype: str) -> None:
    """External entities, parameter entities, external DTDs, XInclude and style sheets open no file and no socket."""
    (tmp_path / "secret.txt").write_text("Saltmere Mayor Osric Tarn closed the pier.")
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="secret.txt" parse="text"/>'
    (tmp_path / "a.xml").write_text(nitf(doctype, f"{'&x;' if 'ENTITY x' in doctype else ''}{include}"))
    done = report("a.xml", cwd=tmp_path, env=watched(tmp_path))
    accounted(done, "a.xml")
    assert opened(tmp_path) == []
    assert "Osric" not in done.out.decode()


@pytest.mark.parametrize("depth", [150, 300, 100_000])
def test_C3_deep_xml(tmp_path: Path, depth: int) -> None:
    """Elements 100,000 deep are told as too deep; within the limit they are read."""
    (tmp_path / "a.xml").write_text(nitf("", "<em>" * depth + "x" + "</em>" * depth))
    done = report("a.xml", cwd=tmp_path)
    assert accounted(done, "a.xml") == ("found" if depth < 190 else "told")


@pytest.mark.parametrize("kind", ["deep", "deep objects", "keys", "twice", "values"])
def test_C4_deep_and_large_json(tmp_path: Path, kind: str) -> None:
    """JSON 100,000 brackets deep, of 900,000 keys, of seven million lists, and with a key that stands twice: read, or told."""
    more = {
        "deep": "[" * 100_000 + "]" * 100_000, "deep objects": '{"a":' * 100_000 + "1" + "}" * 100_000,
        "keys": "{" + ",".join(f'"k{n}":{n}' for n in range(900_000)) + "}", "twice": "1", "values": "[" + "[]," * 6_000_000 + "[]]",
    }[kind]  # fmt: skip
    first = '"text": "The tide was low.", ' if kind == "twice" else ""
    (tmp_path / "a.json").write_text(f'{{{first}"more": {more}, "text": "{PLANTED}"}}')
    done = report("a.json", cwd=tmp_path)
    assert accounted(done, "a.json") == ("found" if kind == "keys" else "told")
    assert done.memory < 400 * MB


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "-0", "9" * 5000, "1e400000000"])
def test_C5_numbers_that_are_none(tmp_path: Path, number: str) -> None:
    """NaN, infinities, numbers of 5,000 digits and of great powers in JSON: the article is read, NaN and the like are told."""
    (tmp_path / "a.json").write_text(f'{{"id": {number}, "date": {number}, "text": "{PLANTED}"}}')
    done = report("a.json", cwd=tmp_path)
    assert accounted(done, "a.json") == "told"
    assert holders(done) == [HOLDER]
    words = "is no JSON number" if "N" in number or "I" in number else "not an ISO date"
    assert words in done.err
    assert re.findall(rb"\b(?:NaN|Infinity|inf|nan)\b", done.out.split(b'"incomplete"')[0]) == []


def test_C6_feeds(tmp_path: Path) -> None:
    """A feed of 100,000 items, items without id and title, one guid twice with other texts: all are told or read, none is lost."""
    (tmp_path / "a.rss").write_text(
        rss("".join(item("The tide was low.", f"g{n}") for n in range(100_000)) + item(key="last"))
    )
    done = report("a.rss", cwd=tmp_path)
    assert accounted(done, "a.rss") == "told"
    assert "limits.articles" in done.err
    assert len(done.report["documents"]) == 20_000
    assert done.memory < 300 * MB
    odd = (
        "<item/><item><description>The tide was low.</description></item>"
        + item("It rose.")
        + item("It fell.")
        + item("It fell.")
    )
    (tmp_path / "b.rss").write_text(rss(odd + item(key="last")))
    done = report("b.rss", cwd=tmp_path)
    assert accounted(done, "b.rss") == "told"
    assert holders(done, "b.rss#last") == [HOLDER]
    assert {"b.rss#g1", "b.rss#g1~2"} <= {d["id"] for d in done.report["documents"]}


def bombs() -> Iterator[tuple[str, str, bytes]]:
    great = PLANTED.encode() + b"\n" * (100 * MB)
    yield "gzip", "a.txt.gz", gzip.compress(great)
    yield "zip", "a.zip", zipped({"a.txt": great})
    yield "entries", "a.zip", zipped({f"{n}.txt": b"" for n in range(30_000)} | {"z.txt": PLANTED.encode()})
    yield "nested", "a.zip", zipped({"a.txt": b"The tide was low.", "b.zip": zipped({"c.txt": PLANTED.encode()})})
    yield "gzip in gzip", "a.txt.gz", gzip.compress(gzip.compress(PLANTED.encode()))


@pytest.mark.parametrize(("name", "data"), [bomb[1:] for bomb in bombs()], ids=[bomb[0] for bomb in bombs()])
def test_C7_bombs(tmp_path: Path, name: str, data: bytes) -> None:
    """Packed files that grow a thousand times, hold 30,000 files or packed files: told, in bounded memory."""
    (tmp_path / name).write_bytes(data)
    done = report(name, cwd=tmp_path)
    assert accounted(done, name) == "told"
    assert done.memory < 200 * MB


def test_C7_names_in_packed_files(tmp_path: Path) -> None:
    """Names with `..`, absolute ones and links inside a zip file lead nowhere: what they hold is read, or told."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name in ("../../up.txt", "/tmp/absolute.txt", "C:\\windows.txt", "a\x1b[2J.txt"):  # noqa: S108 - hostile on purpose
            packed.writestr(name, PLANTED)
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        packed.writestr(link, "/etc/passwd")
    folder = tmp_path / "in" / "deep"
    folder.mkdir(parents=True)
    (folder / "a.zip").write_bytes(made.getvalue())
    before = sorted(p.name for p in tmp_path.rglob("*"))
    done = report("a.zip", cwd=folder)
    assert done.code == 2
    assert len(done.report["documents"]) == 4
    assert "link.txt: a link, not followed" in done.err
    assert "\x1b" not in done.err
    assert b"root:" not in done.out
    assert sorted(p.name for p in tmp_path.rglob("*") if not p.name.endswith(".peak")) == before


@pytest.mark.parametrize("kind", ["rss", "json", "jsonl", "gzip", "csv", "zip"])
def test_C8_files_that_are_cut_off(tmp_path: Path, kind: str) -> None:
    """XML, JSON, gzip, CSV and zip files that end in the middle of an item: what stands before is read, and the break is told."""
    records = [{"id": f"r{n}", "text": "The tide was low on Monday."} for n in range(20)]
    made = {
        "rss": (
            "a.rss",
            rss(item(key="first") + "".join(item("The tide was low.", f"g{n}") for n in range(20))).encode(),
        ),
        "json": ("a.json", json.dumps([{"id": "first", "text": PLANTED}, *records]).encode()),
        "jsonl": ("a.jsonl", "\n".join(json.dumps(r) for r in [{"id": "first", "text": PLANTED}, *records]).encode()),
        "gzip": (
            "a.txt.gz",
            gzip.compress((PLANTED + "\n" + "\n".join(f"The tide was {n * 7919} low." for n in range(3_000))).encode()),
        ),
        "csv": ("a.csv", ("id,text\nfirst," + PLANTED + "\n" + 'x,"The tide was low\n' * 5).encode()),
        "zip": ("a.zip", zipped({"a.txt": PLANTED.encode()})),
    }
    name, data = made[kind]
    (tmp_path / name).write_bytes(data[: len(data) * 3 // 4])
    done = report(name, cwd=tmp_path)
    assert accounted(done, name) == "told"
    assert kind == "zip" or HOLDER in holders(done)


@pytest.mark.parametrize("encoding", ["utf-16", "windows-1252", "iso-8859-1"])
def test_C9_declarations_that_are_wrong(tmp_path: Path, encoding: str) -> None:
    """Feeds whose declared encoding is not theirs are read as their bytes tell, and the difference is told."""
    text = rss(item("The café shut.", "g0") + item(), '<?xml version="1.0" encoding="utf-8"?>')
    (tmp_path / "a.rss").write_bytes(text.encode(encoding))
    done = report("a.rss", cwd=tmp_path)
    assert accounted(done, "a.rss") == "found"
    assert incomplete(done) == []
    other = rss(item("The café shut.", "g0") + item(), f'<?xml version="1.0" encoding="{encoding}"?>')
    (tmp_path / "b.rss").write_bytes(other.encode())
    done = report("b.rss", cwd=tmp_path)
    assert accounted(done, "b.rss") == "found"
    # What is declared as an encoding of one byte a sign is read as the UTF-8 that it is without a word; so many feeds are wrong.
    assert ("declares utf-16 but is utf-8" in done.err) == (encoding == "utf-16")
    for name in ("a.rss", "b.rss"):
        made = json.loads(factcheck("read", name, "--format", "json", cwd=tmp_path).out)["documents"]
        assert [d["text"].rpartition("\n")[2] for d in made] == ["The café shut.", PLANTED]
