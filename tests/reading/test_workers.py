"""Worker processes: the same bytes whatever their number, and a clear end when one dies or the user interrupts."""

from __future__ import annotations

import importlib.util
import multiprocessing
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from factcheck import catalogue as cat
from factcheck import pipeline
from factcheck.cli import main
from factcheck.ingest import ingest_text
from factcheck.model import Document, Problem
from factcheck.reading import ArticleReader, Reading, readings, worth

ROOT = Path(__file__).parents[2]
SPEC = importlib.util.spec_from_file_location("articles", ROOT / "tools" / "bench" / "articles.py")
assert SPEC is not None
assert SPEC.loader is not None
ARTICLES = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(ARTICLES)


def run(command: str, paths: list[str], workers: int, seed: str, *more: str) -> tuple[int, bytes]:
    done = subprocess.run(
        [sys.executable, "-m", "factcheck", command, *paths, "--workers", str(workers), "--isolated", *more],
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        check=False,
    )
    assert b"Traceback" not in done.stderr
    return done.returncode, done.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made: Path = tmp_path_factory.mktemp("many")
    ARTICLES.write_articles(made, 240)
    return made


def test_the_examples_give_the_same_bytes() -> None:
    paths = [str(ROOT / "examples" / name) for name in ("coast", "pier")]
    alone = run("report", paths, 1, "1", "--format", "json")
    assert alone[0] == 1
    assert len(alone[1]) > 1000
    assert run("report", paths, 2, "2", "--format", "json") == alone


def test_many_articles_give_the_same_bytes(folder: Path) -> None:
    alone = run("report", [str(folder)], 1, "3", "--format", "json")
    assert b'"contradiction"' in alone[1]
    assert run("report", [str(folder)], 2, "4", "--format", "json") == alone
    assert run("report", [str(folder)], 0, "5", "--format", "json") == alone


def test_claims_and_check_give_the_same_bytes(folder: Path) -> None:
    assert run("claims", [str(folder)], 2, "6") == run("claims", [str(folder)], 1, "7")
    draft = [str(folder / "article-00000.txt"), "--against", str(folder)]
    assert run("check", draft, 2, "8", "--format", "json") == run("check", draft, 1, "9", "--format", "json")


def test_few_articles_are_read_in_this_process() -> None:
    assert worth(0) == worth(199) == 1
    assert 1 <= worth(400) <= 4


class _Deadly(cat.Catalogue):
    """A catalogue that ends the process which receives it."""

    def __reduce__(self) -> tuple[object, ...]:
        return os._exit, (3,)


def documents(number: int) -> list[Document]:
    return [ingest_text(f"Two people were hurt in Saltmere on day {k}.", f"{k}.txt") for k in range(number)]


def test_a_worker_that_dies_is_told() -> None:
    catalogue = cat.load()
    deadly = _Deadly(catalogue.families, catalogue.words)
    with pytest.raises(ChildProcessError, match="worker processes die"):
        readings(documents(40), deadly, workers=2)
    assert not multiprocessing.active_children()


class _Bomb(Document):
    """A document that ends the process which receives it."""

    __slots__ = ()

    def __reduce__(self) -> tuple[object, ...]:
        return os._exit, (3,)


def test_an_article_that_ends_its_process_costs_no_other() -> None:
    given = documents(40)
    fatal = given[20]
    given[20] = _Bomb(fatal.id, fatal.path, fatal.text, fatal.blocks)
    found, problems = readings(given, cat.load(), workers=2)
    assert [r.document.id for r in found] == [d.id for d in given if d.id != fatal.id]
    assert problems == [Problem("20.txt", 0, "not read: it ended the process that read it")]
    assert not multiprocessing.active_children()


class PanicException(BaseException):
    """What a compiled library raises where it panics."""


@pytest.mark.parametrize("error", [RecursionError, PanicException])
def test_an_article_at_which_the_reader_fails_costs_no_other(
    monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    plain = ArticleReader.read

    def read(self: ArticleReader, document: Document) -> Reading:
        if document.id == "2.txt":
            raise error
        return plain(self, document)

    monkeypatch.setattr(ArticleReader, "read", read)
    report = pipeline.report_on(documents(4), (), cat.load())
    assert [d.id for d in report.documents] == ["0.txt", "1.txt", "3.txt"]
    (problem,) = report.problems
    assert problem.path == "2.txt"
    assert problem.message.startswith(
        f"not read, which is a fault of factcheck: {error.__name__} in reading/__init__.py:"
    )


def test_an_interrupt_ends_the_workers() -> None:
    def interrupt(number: int, _: int) -> None:
        if number == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        readings(documents(200), cat.load(), workers=2, progress=interrupt)
    assert not multiprocessing.active_children()


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (ChildProcessError("a worker process died"), 2, "error: a worker process died\n"),
        (KeyboardInterrupt(), 130, "error: interrupted\n"),
    ],
)
def test_the_command_says_so_in_one_line(
    monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, line: str
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(pipeline, "readings", fail)
    done = CliRunner().invoke(main, ["report", str(ROOT / "examples" / "pier"), "--isolated"])
    assert (done.exit_code, done.stderr) == (code, line)
