"""`archive add` holds what is read at once, not what a folder or a file holds; what it tells is what it told of all at once."""

from __future__ import annotations

import gc
import gzip
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from faults import articles

from factcheck.archive import adding
from factcheck.archive.adding import added, reader_of
from factcheck.archive.opening import opened
from factcheck.cli import main
from factcheck.ingest import gather, streamed
from factcheck.inputs import DEFAULT
from factcheck.model import Document, Problem
from factcheck.pipeline import Options, families
from factcheck.reading import Reading

CATALOGUE = families(Options())
READ, MANY = 6, 60


def folder(where: Path) -> Path:
    return articles.write(where / "news", range(MANY))


def jsonl(where: Path) -> Path:
    lines = [json.dumps({"id": str(n), "title": f"News {n}", "text": articles.text(n)}) for n in range(MANY)]
    (where / "news.jsonl").write_text("\n".join(lines), "utf-8")
    return where / "news.jsonl"


def packed(where: Path) -> Path:
    (where / "news.jsonl.gz").write_bytes(gzip.compress(jsonl(where).read_bytes()))
    return where / "news.jsonl.gz"


def zipped(where: Path) -> Path:
    with zipfile.ZipFile(where / "news.zip", "w") as file:
        for n in range(MANY):
            file.writestr(f"{n}.txt", articles.text(n))
    return where / "news.zip"


def alive() -> int:
    return sum(type(one) in (Document, Reading) for one in gc.get_objects())


@pytest.mark.parametrize("made", [folder, jsonl, packed, zipped])
def test_no_more_articles_are_held_than_are_read_at_once(
    made: Callable[[Path], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "_READ", READ)
    monkeypatch.setattr(adding, "_STEP", 2)
    sources, _ = gather([made(tmp_path)])
    problems: list[Problem] = []
    documents = streamed(sources, CATALOGUE.words, DEFAULT, problems)
    gc.collect()
    before, most, told = alive(), 0, 0
    with opened(str(tmp_path / "a.db"), write=True) as archive:
        for kept in added(archive, documents, CATALOGUE, reader_of("test", CATALOGUE)):
            assert kept.fate == "added"
            told += 1
            most = max(most, alive() - before)
    assert (told, problems) == (MANY, [])
    # A document as it was given and as it was read, and its reading; twice, for the next are there before these are gone.
    assert READ <= most <= 2 * 3 * READ + 3


def test_what_is_told_keeps_its_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Articles in their order as they are kept, then the problems of all files, sorted; and the exit code of the worst."""
    news = folder(tmp_path)
    (news / "0.txt").write_bytes(b"")
    (news / "z.pdf").write_bytes(b"%PDF-1.4")
    (news / "more.jsonl").write_text('{"title": "A", "text": "It rained."}\n{"title": "B"}\n{', "utf-8")
    told = []
    for number, size in enumerate((500, READ)):
        monkeypatch.setattr(adding, "_READ", size)
        where = str(tmp_path / f"{number}.db")
        done = [CliRunner().invoke(main, ["archive", "add", str(news), "--archive", where]) for _ in range(2)]
        told.append([(one.exit_code, one.stdout, one.stderr) for one in done])
    assert told[0] == told[1]
    (first, again), paths = told[0], [line.partition(" ")[2] for line in told[0][0][1].splitlines()]
    assert (first[0], again[0], again[1]) == (2, 2, "")
    assert len(paths) == MANY + 1
    assert paths == sorted(paths)
    assert first[2].splitlines()[1:] == again[2].splitlines()[1:]
    assert [name for name in ("0.txt", "more.jsonl", "z.pdf") if name in first[2]] == ["0.txt", "more.jsonl", "z.pdf"]
