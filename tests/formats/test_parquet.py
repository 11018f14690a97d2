"""Articles in Parquet files: the same as in JSON lines, by the same map of fields; hostile files end with one line."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.catalogue import load
from factcheck.ingest import ingest, ingest_bytes
from factcheck.inputs import FIELDS, Inputs, Limits
from factcheck.model import Document, Problem

pa = pytest.importorskip("pyarrow", reason="the extra parquet is not installed")
pq = pytest.importorskip("pyarrow.parquet", reason="the extra parquet is not installed")

ROOT = Path(__file__).parents[2]
WORDS = load(()).words
ARTICLES = [
    {
        "id": "a1", "title": "Pier closed", "text": "Saltmere Mayor Judith Abelard closed the pier.\nTwelve people were hurt.",
        "published_at": "2024-05-14", "source": "Saltmere Gazette", "url": "https://saltmere.example/1",
    },
    {
        "id": "a2", "title": "Pier open", "text": "<p>Saltmere Mayor Edith Marlowe spoke.</p><img src='a.jpg'>",
        "published_at": "2024-05-14T10:00:00+00:00", "source": "Coast Post", "url": "https://coast.example/2",
    },
]  # fmt: skip


def file_of(rows: list[dict[str, Any]], **options: Any) -> bytes:
    stream = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), stream, **options)
    return stream.getvalue()


def of(data: bytes, inputs: Inputs | None = None, name: str = "a.parquet") -> tuple[list[Document], list[str]]:
    documents, problems = ingest_bytes(Path(name), data, WORDS, inputs or Inputs())
    return list(documents), [shown(p) for p in problems]


def shown(problem: Problem) -> str:
    return f"{problem.line}: {problem.message}" if problem.line else problem.message


def core(document: Document) -> tuple[object, ...]:
    return document.text, document.title, document.outlet, document.url, document.published, document.key


@pytest.mark.parametrize("compression", ["none", "snappy", "gzip", "zstd"])
@pytest.mark.parametrize(
    "options", [{}, {"use_dictionary": False}, {"data_page_version": "2.0"}, {"row_group_size": 1}]
)
def test_rows_are_what_json_lines_are(compression: str, options: dict[str, Any]) -> None:
    lines = "\n".join(json.dumps(a) for a in ARTICLES).encode()
    expected, told = of(lines, name="a.jsonl")
    found, more = of(file_of(ARTICLES, compression=compression, **options))
    assert [core(d) for d in found] == [core(d) for d in expected]
    assert [d.id for d in found] == ["a.parquet#a1", "a.parquet#a2"]
    assert [{line for _, line in d.lines} for d in found] == [{1}, {2}]
    assert more == told == ["not read: 1 picture"]


def test_days_moments_lists_and_objects() -> None:
    moment = datetime(2024, 5, 14, 9, 30, tzinfo=UTC)
    rows = [
        {"_source": {"head": "Pier closed", "body": ["One was hurt.", "Two were not."], "when": date(2024, 5, 13)}, "n": 7},
        {"_source": {"head": "Pier open", "body": ["Nobody was hurt."], "when": None}, "n": 8},
    ]  # fmt: skip
    fields = {
        **FIELDS,
        "title": ("_source.head",),
        "text": ("_source.body",),
        "published": ("_source.when",),
        "id": ("n",),
    }
    found, told = of(file_of(rows), Inputs(fields=fields))
    assert told == []
    assert [d.key for d in found] == ["7", "8"]
    assert found[0].text == "Pier closed\n\nOne was hurt.\n\nTwo were not."
    assert found[0].published.start == date(2024, 5, 13)
    table = pa.table({"text": ["One was hurt."] * 4, "published": pa.array([moment] * 4, pa.timestamp("ns", "UTC"))})
    stream = io.BytesIO()
    pq.write_table(table, stream)
    assert {d.published.moment for d in of(stream.getvalue())[0]} == {moment}


def test_a_moment_that_no_calendar_has_is_no_date() -> None:
    table = pa.table({"text": ["One was hurt."], "published": pa.array([2**62], pa.int64()).cast(pa.timestamp("us"))})
    stream = io.BytesIO()
    pq.write_table(table, stream)
    found, _ = of(stream.getvalue())
    assert found[0].published.start is None


def test_a_row_without_text_is_told() -> None:
    found, told = of(file_of([*ARTICLES, {"id": "a3", "title": "Nothing", "text": None}]))
    assert len(found) == 2
    assert [t for t in told if t.startswith("3: article a3: no text (field text")]


def test_words_that_are_no_utf8() -> None:
    stream = io.BytesIO()
    pq.write_table(pa.table({"text": pa.array([b"The caf\xe9 closed."], pa.binary())}), stream)
    assert of(stream.getvalue())[0][0].text == "The caf\ufffd closed."


def test_a_table_of_something_else(tmp_path: Path) -> None:
    data = file_of([{"subject": "Saltmere", "value": "12"}])
    assert of(data) == ([], ["no articles in this table: no column text, body, content, article_body ..."])
    (tmp_path / "claims.parquet").write_bytes(data)
    (tmp_path / "a.txt").write_text("Two people were hurt.")
    documents, problems = ingest([tmp_path], WORDS)
    assert len(documents) == 1
    assert [p.note for p in problems] == [True]


@pytest.mark.parametrize(
    "data",
    [
        b"PAR1",
        b"PAR1PAR1",
        b"PAR1\x00\x00\x00\x00PAR1",
        b"PAR1" + b"\xff" * 100 + b"PAR1",
        b"PAR1\x15\x00\xff\xff\xff\x7fPAR1",
    ],
)
def test_no_file_at_all(data: bytes) -> None:
    found, told = of(data)
    assert found == []
    assert len(told) == 1
    assert told[0].startswith("broken Parquet: ")


def test_another_file_of_that_name() -> None:
    assert of(b"Two people were hurt.") == ([], ["not read: no parquet file, whatever its name says"])
    assert of(b"") == ([], ["empty file"])


@pytest.mark.parametrize("left", [0.2, 0.5, 0.9, 0.99])
def test_a_file_that_is_cut_off(left: float) -> None:
    data = file_of(ARTICLES)
    found, told = of(data[: int(len(data) * left)])
    assert found == []
    assert len(told) == 1
    assert told[0].startswith("broken Parquet: ")


def test_what_stands_before_a_broken_row_group_is_read() -> None:
    rows = [{"text": f"{k} people were hurt in Saltmere on Monday."} for k in range(10)]
    data = bytearray(file_of(rows, row_group_size=5, compression="none", use_dictionary=False))
    at = data.index(b"5 people")
    data[at - 4 : at] = b"\xff\xff\xff\x7f"  # the length of the first word of the second group
    found, told = of(bytes(data))
    assert len(found) == 5
    assert len(told) == 1
    assert told[0].startswith("6: broken Parquet: ")
    assert told[0].endswith("; what follows is not read")


def test_a_page_that_grows_is_not_unpacked() -> None:
    bomb = [{"text": "One was hurt."}, {"text": "a" * 15_000_000}]
    found, told = of(file_of(bomb, compression="zstd", use_dictionary=False))
    assert found == []
    assert told == ["1: row group 1: unpacks to more than 100 times its size (limits.ratio); its 2 rows are not read"]
    limits = Inputs(Limits(expanded_bytes=1_000_000, ratio=100_000))
    assert "limits.expanded-bytes" in of(file_of(bomb, compression="zstd"), limits)[1][0]


def test_one_value_repeated_takes_memory_once() -> None:
    """A dictionary holds a long text once, and every row points to it: rows are made one by one."""
    import tracemalloc

    words = pa.DictionaryArray.from_arrays(pa.array([0] * 3000, pa.int32()), ["Two people were hurt. " * 40_000])
    stream = io.BytesIO()
    pq.write_table(pa.table({"text": words}), stream, compression="none")
    data = stream.getvalue()
    assert len(data) < 2_000_000
    before = pa.total_allocated_bytes()
    tracemalloc.start()
    limits = Inputs(Limits(articles=3))
    found, told = of(data, limits)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(found) == 3
    assert told[-1] == "4: more than 3 rows (limits.articles); the rest is not read"
    assert peak < 60_000_000
    assert pa.total_allocated_bytes() - before < 60_000_000


def test_rows_without_end_are_not_counted_out() -> None:
    table = pa.table({"text": pa.nulls(2_000_000, pa.string()), "id": pa.nulls(2_000_000, pa.string())})
    stream = io.BytesIO()
    pq.write_table(table, stream)
    assert len(stream.getvalue()) < 10_000
    found, told = of(stream.getvalue(), Inputs(Limits(articles=50)))
    assert found == []
    assert told[-1] == "51: more than 50 rows (limits.articles); the rest is not read"


def test_one_row_of_very_many_paragraphs_is_not_unpacked() -> None:
    table = pa.table({"text": pa.array([["a"] * 12_000_000])})
    stream = io.BytesIO()
    pq.write_table(table, stream)
    found, told = of(stream.getvalue())
    assert found == []
    assert "limits.ratio" in told[0]


EDIT = st.tuples(st.floats(0, 1), st.integers(0, 12), st.binary(max_size=6))
SEED = file_of(ARTICLES * 20, row_group_size=7)


@settings(max_examples=150, deadline=None)
@given(edits=st.lists(EDIT, min_size=1, max_size=6))
def test_broken_files(edits: list[tuple[float, int, bytes]]) -> None:
    data = SEED
    for place, length, piece in edits:
        at = int(place * len(data))
        data = data[:at] + piece + data[at + length :]
    documents, problems = ingest_bytes(Path("a.parquet"), data, WORDS)
    assert [p.message for p in problems if "\n" in p.message or "cannot be read: " in p.message] == []
    assert documents or problems


def test_every_command_reads_it(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(file_of(ARTICLES))
    for command, word in (("report", b"a.parquet:2:1"), ("claims", b"Judith Abelard"), ("read", b"a.parquet#a1")):
        done = subprocess.run(
            [sys.executable, "-m", "factcheck", command, str(tmp_path / "a.parquet"), "--isolated"],
            cwd=ROOT, capture_output=True, check=False,
        )  # fmt: skip
        assert word in done.stdout, command
        assert done.stderr == b"note: a.parquet: not read: 1 picture\n"


def test_without_the_extra_it_is_named(
    tmp_path: Path, report_without: Callable[..., subprocess.CompletedProcess[bytes]]
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.parquet").write_bytes(file_of(ARTICLES))
    done = report_without("pyarrow", str(tmp_path / "in"))
    assert done.returncode == 2
    assert done.stderr == b'error: a.parquet: Parquet needs the extra: pip install "factcheck-news[parquet]"\n'
