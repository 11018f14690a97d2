"""The seal of a file: what was undone leaves no trace that it tells of, and every byte that holds something is under it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from faults import articles

from factcheck.archive.adding import added, reader_of
from factcheck.archive.opening import opened
from factcheck.archive.seal import seal_path
from factcheck.archive.verify import damages
from factcheck.ingest import ingest
from factcheck.pipeline import Options, families


def sealed(folder: Path) -> str:
    """Return an archive with free pages in it, and a seal."""
    catalogue = families(Options())
    documents, _ = ingest([articles.write(folder / "news", range(80))], catalogue.words)
    where = str(folder / "a.db")
    with opened(where, write=True) as archive:
        list(added(archive, documents, catalogue, reader_of("test", catalogue)))
        archive.remove([identity for identity, *_ in archive.identities()][:60])
        archive.seal()
    return where


def wrong(where: str) -> list[str]:
    with opened(where) as archive, archive.reading():
        return list(damages(archive))


def test_what_was_undone_is_no_damage(tmp_path: Path) -> None:
    where = sealed(tmp_path)
    before = Path(where).read_bytes()
    with closing(sqlite3.connect(where, isolation_level=None)) as db:
        assert db.execute("PRAGMA freelist_count").fetchone()[0] > 5
        db.execute("PRAGMA cache_size = 2")
        db.execute("BEGIN IMMEDIATE")
        db.executemany("INSERT INTO meta VALUES (?, ?)", ((f"key {n}", "x" * 5000) for n in range(30)))
        db.execute("ROLLBACK")
    after = Path(where).read_bytes()
    assert before != after
    assert before[24:28] == after[24:28]  # SQLite's count of changes
    assert wrong(where) == []


def test_a_changed_byte_is_found_unless_its_page_is_free(tmp_path: Path) -> None:
    where = sealed(tmp_path)
    assert Path(seal_path(where)).exists()
    data = Path(where).read_bytes()
    size = int.from_bytes(data[16:18], "big")
    trunk = int.from_bytes(data[32:36], "big")
    first = (trunk - 1) * size
    free = int.from_bytes(data[first + 8 : first + 12], "big")
    for page, told in ((free, []), (trunk, ["bytes of its file are changed"])):
        at = page * size - 1  # its last byte
        Path(where).write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        assert wrong(where) == told
