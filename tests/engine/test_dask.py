"""The report of two Dask workers is byte for byte that of one process."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from factcheck import catalogue as cat
from factcheck.config import Config
from factcheck.ingest import ingest_text
from factcheck.model import Document, Problem
from factcheck.reading import ArticleReader
from factcheck.render.registry import FORMATS
from factcheck.scheduled import Engine, scheduled

if TYPE_CHECKING:
    from collections.abc import Iterator

dask = pytest.importorskip("dask", reason="the extra dask is not installed")
distributed = pytest.importorskip("distributed", reason="the extra dask is not installed")

ROOT = Path(__file__).parents[2]
CORPORA = ROOT.parent / "shared" / "corpora"


@contextmanager
def cluster(workers: int) -> Iterator[distributed.LocalCluster]:
    """Give a scheduler with so many worker processes."""
    with distributed.LocalCluster(
        n_workers=workers, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0", silence_logs=50
    ) as made:
        yield made


def report(*arguments: str, seed: str = "0") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "factcheck", "report", *arguments, "--isolated"],
        cwd=ROOT,
        capture_output=True,
        check=False,
        timeout=300,
        env={**os.environ, "PYTHONHASHSEED": seed},
    )


FORMS = {form: about.lists for form, about in FORMATS.items()}


def written(folder: Path, forms: list[str], *arguments: str, seed: str = "0") -> dict[str, bytes]:
    """Return a report in several formats, and what is told."""
    folder.mkdir()
    asked = [word for form in forms[1:] for word in ("--write", f"{form}={folder / form}")]
    done = report(*arguments, "--format", forms[0], *asked, seed=seed)
    told = {"": done.stderr, forms[0]: done.stdout, "code": str(done.returncode).encode()}
    return told | {form: (folder / form).read_bytes() for form in forms[1:]}


@pytest.mark.parametrize("lists", [False, True], ids=["findings", "all claims"])
def test_every_format_of_the_examples(tmp_path: Path, lists: bool) -> None:
    forms = [form for form, every in FORMS.items() if every == lists]
    plain = written(tmp_path / "a", forms, "examples/coast", "examples/pier")
    dasked = ("examples/pier", "examples/coast", "--engine", "dask", "--workers", "2")
    assert written(tmp_path / "b", forms, *dasked, seed="7") == plain


def test_a_corpus() -> None:
    if not CORPORA.is_dir():
        pytest.skip("../shared/corpora is not there")
    files = sorted(CORPORA.rglob("*.txt"))[::20]
    paths = [str(f) for f in files]
    plain = report(*paths, "--format", "json", "--workers", "1")
    shared = report(*reversed(paths), "--format", "json", "--engine", "dask", "--workers", "2", seed="42")
    assert shared.stdout == plain.stdout
    assert shared.returncode == plain.returncode


def test_a_scheduler_that_is_not_there() -> None:
    done = report("examples/pier", "--engine", "dask", "--scheduler", "tcp://127.0.0.1:9")
    assert done.returncode == 2
    assert done.stderr.startswith(b"error: the scheduler tcp://127.0.0.1:9 cannot be used")
    assert done.stderr.count(b"\n") == 1


def test_a_scheduler_needs_its_engine() -> None:
    done = report("examples/pier", "--scheduler", "tcp://127.0.0.1:9")
    assert done.returncode == 2
    assert b"--scheduler is for --engine dask" in done.stderr
    done = report("examples/pier", "--engine", "dask", "--shared-files")
    assert done.returncode == 2
    assert done.stderr == b"error: --shared-files is for --scheduler\n"


class _Deadly(Document):
    """A document that ends every process which receives it but this one, where the scheduler of these tests runs."""

    __slots__ = ()

    def __reduce__(self) -> tuple[object, ...]:
        return eval, (f"__import__('os')._exit(3) if __import__('os').getpid() != {os.getpid()} else deadly",)


def documents(number: int) -> list[Document]:
    return [ingest_text(f"Two people were hurt in Saltmere on day {k}.", f"{k}.txt") for k in range(number)]


def test_an_article_that_ends_its_worker_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    given = documents(6)
    given[3] = _Deadly("3.txt", "3.txt", given[3].text, given[3].blocks)
    monkeypatch.setattr("builtins.deadly", given[3], raising=False)
    with dask.config.set({"distributed.scheduler.allowed-failures": 0}):
        found = list(scheduled(given, cat.load(), Config(), Engine("", 2)))
    assert found[3] == Problem("3.txt", 0, "not read: it ended the process that read it")
    alone = ArticleReader(cat.load())
    assert [r for k, r in enumerate(found) if k != 3] == [alone.read(d) for k, d in enumerate(given) if k != 3]


def test_a_scheduler_without_workers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("factcheck.scheduled.cluster._PATIENCE", 1)
    with (
        cluster(0) as made,
        pytest.raises(ChildProcessError, match=f"{made.scheduler_address} has had no workers for 1 seconds"),
    ):
        list(scheduled(documents(2), cat.load(), Config(), Engine(made.scheduler_address)))


def test_workers_that_all_leave_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("factcheck.scheduled.cluster._PATIENCE", 2)
    monkeypatch.setattr("factcheck.scheduled.cluster._LOOK", 1)
    monkeypatch.setattr("factcheck.scheduled.parts._BATCH", 1)
    monkeypatch.setattr("factcheck.scheduled.parts._AHEAD", 2)
    with cluster(1) as made:
        found = scheduled(documents(40), cat.load(), Config(), Engine(made.scheduler_address))
        next(found)
        made.scale(0)
        while made.scheduler.workers:
            time.sleep(0.1)
        with pytest.raises(ChildProcessError, match="has had no workers for 2 seconds"):
            list(found)


def test_a_scheduler_given_by_address() -> None:
    plain = report("examples/coast", "--format", "json")
    with cluster(2) as made:
        address = made.scheduler_address
        for more in ((), ("--shared-files",)):
            asked = ("--format", "json", "--engine", "dask", "--scheduler", address, *more)
            shared = report("examples/coast", *asked, seed="3")
            assert (shared.returncode, shared.stderr) == (1, b"")
            assert shared.stdout == plain.stdout
        other = "import factcheck; factcheck.__version__ = '0.0.0'; from factcheck.__main__ import main; main()"
        given = ("report", "examples/coast", "--engine", "dask", "--scheduler", address, "--isolated")
        done = subprocess.run([sys.executable, "-c", other, *given], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 2
    assert b"cannot read articles" in done.stderr
    assert b"0.0.0 here" in done.stderr


def test_without_the_extra_it_is_named(report_without: Callable[..., subprocess.CompletedProcess[bytes]]) -> None:
    done = report_without("distributed", "examples/pier", "--engine", "dask")
    assert done.returncode == 2
    assert done.stderr == b'error: --engine dask needs the extra: pip install "factcheck-news[dask]"\n'
