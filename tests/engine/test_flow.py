"""What workers do, done here one after another: the report is that of a plain run, however the articles are dealt out."""

from __future__ import annotations

import json
import pickle
import shutil
from pathlib import Path
from typing import Any

import pytest

from factcheck import catalogue as cat
from factcheck.config import Config
from factcheck.findings import Report
from factcheck.model import Problem
from factcheck.pipeline import Options, run
from factcheck.scheduled import flow, parts, work
from factcheck.scheduled.cluster import DiedError

ROOT = Path(__file__).parents[2]
CORPORA = ROOT.parent / "shared" / "corpora"
CATALOGUE = cat.load()


def _copied(item: Any) -> Any:
    return pickle.loads(pickle.dumps(item))  # noqa: S301 - our own


class Here:
    """Workers that are this process: what they are given and what they give is copied, as it is on its way elsewhere.

    A part with an article that holds `deadly` ends its worker.
    """

    def __init__(self, deadly: str = "") -> None:
        self.calls: list[tuple[str, Any]] = []
        self._deadly = deadly

    def submit(self, function: Any, *given: Any) -> Any:
        def there(item: Any) -> Any:
            if isinstance(item, list | tuple):
                return type(item)(there(one) for one in item)
            return item() if callable(item) else item

        made: list[Any] = []

        def future() -> Any:
            if not made:
                if function is work.same:  # word lists: they would be copied a hundred times
                    made.append(given[0])
                    return given[0]
                ready = [r if isinstance(r, work.Given) else _copied(r) for r in map(there, given)]
                made.append(function(*ready))
                if self._deadly and isinstance(made[0], work.Part):
                    made[0] = (
                        made[0] if not any(self._deadly in r.document.text for r in made[0].readings) else DiedError()
                    )
                self.calls.append((function.__name__, made[0]))
            if isinstance(made[0], DiedError):
                raise made[0]
            return made[0]

        return future

    def result(self, future: Any) -> Any:
        return _copied(future())

    def workers(self) -> int:
        return 2


def dealt(paths: list[Path], here: Here, verdicts: frozenset[str] | None = None) -> Report:
    from factcheck import __version__
    from factcheck.ingest import gather, told

    sources, gathered = gather(paths)
    given = work.Given(CATALOGUE, Config(), verdicts, __version__)
    return flow.Flow(here, given, None).report(sources, lambda n, more: told(paths, n, [*gathered, *more]))


@pytest.fixture(params=[1, 2, 1000])
def batch(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(parts, "_BATCH", request.param)
    return request.param


def plain(paths: list[Path]) -> Report:
    from factcheck.ingest import ingest
    from factcheck.pipeline import report_on

    documents, problems = ingest(paths, CATALOGUE.words)
    return report_on(documents, problems, CATALOGUE)


@pytest.mark.usefixtures("batch")
def test_the_examples() -> None:
    paths = [ROOT / "examples" / "coast", ROOT / "examples" / "pier"]
    assert dealt(paths, Here()) == plain(paths)


@pytest.mark.usefixtures("batch")
def test_a_corpus(tmp_path: Path) -> None:
    if not CORPORA.is_dir():
        pytest.skip("../shared/corpora is not there")
    files = sorted(CORPORA.rglob("*.txt"))[::40]
    for file in files:
        target = tmp_path / file.relative_to(CORPORA)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
    assert dealt([tmp_path], Here()) == plain([tmp_path])


STORIES = (
    ("a0", "Coast Post", "Judith Abelard", ("The ferry Astrid struck the pier at dawn on Monday and sank off Gullholm. "
     "Divers from Nordvik searched the wreck for the captain, Ivo Brandt, and salvage crews brought up the anchor.")),
    ("a1", "Saltmere Gazette", "Judith Abelard", ("Flood water filled the cellars of Harwick Street after the Orrin burst its banks. "
     "Firefighters pumped the cinema dry while bakers Rosa and Emil Quint carried flour to the attic.")),
    ("b0", "Coast Post", "Edith Marlowe", ("A choir from Vellmar sang Brahms in the old chapel before two hundred guests. "
     "Conductor Livia Horn thanked the organist, and critics of the Lintow Courier praised the tenors.")),
    ("b1", "Saltmere Gazette", "Judith Abelard", ("Prices of herring and cod rose at the Quarrel Bay auction, traders said. "
     "Skipper Tom Arle blamed storms, quotas and diesel; wholesalers in Pellworth expect mackerel to follow.")),
    ("b2", "Saltmere Gazette", "Judith Abelard", ("Prices of herring and cod rose at the Quarrel Bay auction, traders said. "
     "Skipper Tom Arle blamed storms, quotas and diesel; wholesalers in Pellworth bought less haddock.")),
)  # fmt: skip


def articles(folder: Path) -> list[Path]:
    """Write articles of several stories that name two mayors of one town; one outlet says one thing twice."""
    for name in ("a", "b"):
        rows = [
            {
                "id": key,
                "source": outlet,
                "published_at": "2024-05-14",
                "text": f"Saltmere Mayor {mayor} spoke. {words}",
            }
            for key, outlet, mayor, words in STORIES
            if key.startswith(name)
        ]
        (folder / f"{name}.jsonl").write_text("\n".join(json.dumps(row) for row in rows))
    (folder / "c.txt").write_text("Two people were hurt when a crane fell in Lintow.")
    return [folder]


def test_a_slot_of_several_buckets(tmp_path: Path, batch: int) -> None:
    paths = articles(tmp_path)
    here = Here()
    found = dealt(paths, here)
    assert found == plain(paths)
    assert {f.verdict for f in found.findings} >= {"contradiction"}
    there = sum(len(made.findings) for name, made in here.calls if name == "compared_there")
    assert (there > 0) == (batch == 1)  # else all is in one bucket
    assert sum(len(made) for name, made in here.calls if name == "doubtful") > 0


@pytest.mark.usefixtures("batch")
def test_only_what_is_shown_comes_back(tmp_path: Path) -> None:
    paths = articles(tmp_path)
    whole = plain(paths)
    found = dealt(paths, Here(), frozenset({"contradiction"}))
    shown = {c for f in whole.findings if f.verdict == "contradiction" for side in f.sides for c in side.claims}
    assert found.findings == whole.findings
    assert found.claims == tuple(c for c in whole.claims if c.id in shown)
    assert len(found.claims) + found.unlisted == len(whole.claims)
    texts = {c.document for c in found.claims}
    assert [d for d in found.documents if d.id in texts] == [d for d in whole.documents if d.id in texts]
    assert {d.text for d in found.documents if d.id not in texts} == {""}
    assert [d.id for d in found.documents] == [d.id for d in whole.documents]


@pytest.mark.parametrize("size", [1, 2, 100])
def test_an_article_that_ends_its_worker_costs_no_other_of_its_file(
    tmp_path: Path, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "_BATCH", size)
    paths = articles(tmp_path)
    (tmp_path / "c.txt").write_text("Brahms lived here.")
    found = dealt(paths, Here("Brahms"))
    told = "not read: it ended the process that read it"
    assert [p for p in found.problems if not p.note] == [Problem("b.jsonl", 0, told), Problem("c.txt", 0, told)]
    assert [d.id for d in found.documents] == ["a.jsonl#a0", "a.jsonl#a1", "b.jsonl#b1", "b.jsonl#b2"]


def test_workers_that_die_of_everything_are_told(tmp_path: Path) -> None:
    with pytest.raises(ChildProcessError, match="worker processes die"):
        dealt(articles(tmp_path), Here(" "))


@pytest.mark.usefixtures("batch")
def test_no_articles(tmp_path: Path) -> None:
    assert dealt([tmp_path], Here()) == plain([tmp_path])


@pytest.mark.usefixtures("batch")
def test_parquet_is_read_by_workers(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow", reason="the extra parquet is not installed")
    from pyarrow import parquet

    (folder,) = articles(tmp_path)
    for file in list(folder.glob("*.jsonl")):
        rows = [json.loads(line) for line in file.read_text().splitlines()]
        parquet.write_table(pa.Table.from_pylist(rows), file.with_suffix(".parquet"))
        file.unlink()
    assert dealt([tmp_path], Here()) == plain([tmp_path])
    assert len(plain([tmp_path]).documents) == 6
    assert run([tmp_path], Options()).documents == dealt([tmp_path], Here()).documents
