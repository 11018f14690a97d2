"""Memory stays bounded: 300 MB for an article of 20 MB in any format, 400 MB for one of 100,000 claims."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
from growth.crowded import DRAFT, MOST, SETTINGS, mixed, plain
from harness import HOLDER, PLANTED, accounted, factcheck, holders, report

MB = 1_000_000
SENTENCES = (
    "The council spent ${} million on the repair of the old pier, about {} percent more than it had planned in the year before. "
    "Residents waited for hours while the water rose around the market hall, and nobody knew when the road would open again. "
)


def article(size: int) -> str:
    made, length, n = [], 0, 0
    while length < size:
        made.append(SENTENCES.format(n % 97 + 1, n % 60 + 2))
        length += len(made[-1])
        n += 1
    return "\n".join(made)


def files() -> dict[str, bytes]:
    text = f"{article(19_900_000)}\n{PLANTED}"
    paragraphs = "".join(f"<p>{line}</p>\n" for line in text.split("\n"))
    return {
        "a.txt": text.encode(),
        "a.md": f"---\ntitle: Pier\n---\n{text}".encode(),
        "a.html": f"<!doctype html><article>{paragraphs[: 19 * MB]}<p>{PLANTED}</p></article>".encode(),
        "a.json": json.dumps({"text": text[-19 * MB :]}).encode(),
        "a.csv": f'id,text\n1,"{text[-19 * MB :]}"\n'.encode(),
        "a.rss": f"<rss version='2.0'><channel><item><guid>1</guid><description>{text[-19 * MB :]}</description></item></channel></rss>".encode(),
        "a.xml": f"<nitf><body><body.content>{paragraphs[: 19 * MB].rpartition('<p>')[0]}<p>{PLANTED}</p></body.content></body></nitf>".encode(),
        "a.eml": f"Subject: Pier\nFrom: a@b.example\nDate: Tue, 14 May 2024 09:30:00 +0100\nMIME-Version: 1.0\n\n{text[-19 * MB :]}".encode(),
        "a.txt.gz": gzip.compress(text.encode(), 1),
    }


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return files()


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.json", "a.csv", "a.rss", "a.xml", "a.eml", "a.txt.gz"])
def test_twenty_megabytes(tmp_path: Path, made: dict[str, bytes], name: str) -> None:
    (tmp_path / name).write_bytes(made[name])
    done = report(name, cwd=tmp_path, seconds=60)  # what one million characters say takes its time
    assert accounted(done, name) == "told"
    assert done.memory < 300 * MB, f"{done.memory / MB:.0f} MB"


def test_a_hundred_thousand_claims(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\n".join([PLANTED] * 100_000 + ["Saltmere Mayor Edith Marlowe opened the pier."]))
    done = report("a.txt", cwd=tmp_path, seconds=60)
    assert accounted(done, "a.txt") == "told"
    assert HOLDER in holders(done)
    # What is read of it are 42,552 claims, two in each sentence.
    assert done.memory < 135 * MB, f"{done.memory / MB:.0f} MB"


@pytest.mark.parametrize(
    ("args", "made", "told"),
    [
        (("read", "a.txt", "--format", "json"), plain, b"Edith Marlowe"),
        (("report", "a.txt"), plain, b" document, 1000"),
        (("check", "a.txt"), mixed, b" document, 1000"),
        (("claims", "a.txt", "--format", "parquet", "--output", "tables"), plain, b""),
    ],
)
def test_a_hundred_thousand_claims_where_they_are_allowed(
    tmp_path: Path, args: tuple[str, ...], made: Callable[[int], str], told: bytes
) -> None:
    if "parquet" in args:
        pytest.importorskip("pyarrow", reason="the extra parquet is not installed")
    (tmp_path / "factcheck.toml").write_text(SETTINGS)
    (tmp_path / "a.txt").write_text(made(100_000))
    done = factcheck(*args, cwd=tmp_path, seconds=100)
    assert done.code == 0, done.err
    assert told in done.out
    assert done.memory < MOST * MB, f"{done.memory / MB:.0f} MB"


def test_an_archive_that_holds_a_hundred_thousand_claims_of_one_article(tmp_path: Path) -> None:
    parquet = find_spec("pyarrow") is not None
    (tmp_path / "factcheck.toml").write_text(SETTINGS)
    (tmp_path / "a.txt").write_text(mixed(100_000))
    (tmp_path / "draft.txt").write_text(DRAFT)
    export = ("archive", "export", "--format", "parquet" if parquet else "csv", "--output", "tables")
    told = {
        ("archive", "add", "a.txt"): (0, "1 added"),
        ("archive", "verify"): (0, "1 articles with 100,008 claims are as they were added"),
        ("check", "draft.txt"): (0, "0 contradictions, 1 to review"),
        ("archive", "conflicts"): (0, "0 contradictions"),
        export: (0, "100008 claims written to tables"),
    }
    for command, (code, words) in told.items():
        done = factcheck(*command, "--archive", "a.archive", cwd=tmp_path, seconds=100)
        assert done.code == code, done.err
        assert words in done.out.decode() + done.err
        assert done.memory < MOST * MB, f"{' '.join(command)}: {done.memory / MB:.0f} MB"
