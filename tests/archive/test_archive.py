"""What is kept, by which it is found, and that a draft held against an archive is told what the files themselves tell."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from factcheck.archive import ArchiveError
from factcheck.archive.adding import added, reader_of
from factcheck.archive.codec import _START, Codec, DamagedError
from factcheck.archive.conflicts import disputed
from factcheck.archive.opening import opened
from factcheck.archive.pieces import zipped
from factcheck.archive.shapes import FORM
from factcheck.archive.verify import damages
from factcheck.ingest import ingest
from factcheck.pipeline import Options, check, families
from factcheck.reading import ArticleReader

CATALOGUE = families(Options())
READER = reader_of("test", CATALOGUE)
EXAMPLES = Path(__file__).parents[2] / "examples"


def add(where: str, *paths: Path, reader: str = READER) -> list[str]:
    documents, problems = ingest(paths, CATALOGUE.words)
    assert not problems
    with opened(where, write=True) as archive:
        return sorted(kept.fate for kept in added(archive, documents, CATALOGUE, reader))


def counts(where: str) -> dict[str, int]:
    with opened(where) as archive:
        return archive.counts()


def articles(folder: Path, **texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return folder


SEATS = "Kelmar votes\n\nThe Harbour Party holds 41 seats in the lower house of Kelmar.\n"


def test_every_reading_is_packed_and_unpacked_whole() -> None:
    documents, _ = ingest([EXAMPLES], CATALOGUE.words)
    reader, codec = ArticleReader(CATALOGUE), Codec()
    for document in documents:
        reading = reader.read(document)
        assert codec.unpacked(codec.packed(reading)) == reading


@pytest.mark.parametrize("damage", [b"", b"x", b"\x00" * 50])
def test_what_is_no_reading_is_told(damage: bytes) -> None:
    with pytest.raises(DamagedError):
        Codec().unpacked(damage)


@pytest.mark.parametrize("day", [0, -5, 10**9, 10**40])
def test_a_day_of_no_calendar_is_told(day: int) -> None:
    head = zipped([f'["a",[{day},null,"stated",null,[]],[[],[],[],[],[],[]],[]]'])
    with pytest.raises(DamagedError):
        Codec().head(_START.pack(FORM, len(head), 0, 0) + head)


def test_the_same_articles_are_kept_once(where: str, tmp_path: Path) -> None:
    folder = articles(tmp_path / "news", one=SEATS, two="Nothing happened.\n\nIt rained in Saltmere.\n")
    assert add(where, folder) == ["added", "added"]
    before = counts(where)
    assert add(where, folder) == ["known", "known"]
    assert counts(where) == before
    assert before["articles"] == 2


def test_a_changed_article_replaces_its_claims_and_keeps_the_earlier_version(where: str, tmp_path: Path) -> None:
    folder = articles(tmp_path / "news", one=SEATS)
    add(where, folder)
    before = counts(where)
    articles(folder, one=SEATS.replace("41", "43"))
    assert add(where, folder) == ["changed"]
    after = counts(where)
    assert (after["articles"], after["earlier versions"]) == (1, 1)
    assert after["claims"] == before["claims"]
    assert after["claims of every version"] == 2 * before["claims"]
    with opened(where) as archive:
        assert [claim[7] for claim in archive.claim_rows()] == [41.0, 41.0, 43.0, 43.0]
        assert list(damages(archive)) == []


def test_another_reader_reads_again_in_place(where: str, tmp_path: Path) -> None:
    folder = articles(tmp_path / "news", one=SEATS)
    add(where, folder)
    before = counts(where)
    assert add(where, folder, reader="another") == ["read again"]
    assert counts(where) == before
    with opened(where) as archive:
        assert archive.readers() == {"another": 1}
        assert list(damages(archive)) == []


def test_what_is_removed_leaves_nothing_behind(where: str, tmp_path: Path) -> None:
    folder = articles(tmp_path / "news", one=SEATS, two=SEATS.replace("Kelmar", "Ostrava"))
    add(where, folder)
    with opened(where, write=True) as archive:
        names = [identity for identity, *_ in archive.identities()]
        assert archive.remove(names) == 2
        assert all(list(archive.rows(table)) == [] for table in ("slot", "posting", "alias"))
        assert list(damages(archive)) == []
        assert archive.counts()["claims of every version"] == 0


@pytest.mark.parametrize("draft", sorted(EXAMPLES.glob("*/*.txt")), ids=lambda p: p.stem)
def test_a_draft_is_told_the_same_by_the_archive_and_by_the_files(draft: Path, where: str, tmp_path: Path) -> None:
    add(where, EXAMPLES)
    rest = tmp_path / "rest"
    rest.mkdir()
    copy = tmp_path / draft.name
    copy.write_bytes(draft.read_bytes() + b"\n")  # the archive leaves out what the draft is itself
    told, _ = check([copy], [EXAMPLES / "coast", EXAMPLES / "pier"])
    with opened(where) as archive:
        found, _ = check([copy], [], archive=archive)
    assert {(f.verdict, f.family, f.subject, f.attribute) for f in found.findings if f.verdict == "contradiction"} == {
        (f.verdict, f.family, f.subject, f.attribute) for f in told.findings if f.verdict == "contradiction"
    }


def test_names_that_the_archive_equates_find_a_slot(where: str, tmp_path: Path) -> None:
    folder = articles(
        tmp_path / "news",
        gloss="A new group\n\nThe Kelmar Renewal Party (Ishara) was founded in 2011.\n",
        seats="Count\n\nThe Ishara holds 40 seats in the lower house.\n",
    )
    add(where, folder)
    with opened(where) as archive:
        assert archive.aliases(["kelmar renewal party"]) == {"kelmar renewal party": frozenset({"ishara"})}


def test_a_file_that_is_no_archive_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.write_text("these are notes\n")
    for write in (False, True):
        with pytest.raises(ArchiveError, match="not an archive"):
            opened(str(path), write=write)
    assert path.read_text() == "these are notes\n"
    with pytest.raises(ArchiveError, match="no such archive"):
        opened(str(tmp_path / "b.db"))
    assert not (tmp_path / "b.db").exists()


def test_a_draft_is_not_held_against_what_it_replaces(where: str, tmp_path: Path) -> None:
    folder = articles(tmp_path / "news", one=SEATS)
    add(where, folder)
    articles(folder, one=SEATS.replace("41", "43"))
    with opened(where) as archive:
        report, _ = check([folder / "one.txt"], [], archive=archive)
    assert len(report.documents) == 1


def test_a_store_of_a_newer_form_is_refused(where: str, tmp_path: Path) -> None:
    add(where, articles(tmp_path / "news", one=SEATS))
    with opened(where, write=True) as archive:
        archive._db.execute("UPDATE meta SET value = '999'")
    with pytest.raises(ArchiveError, match="newer factcheck"):
        opened(where)


def test_documents_of_one_name_from_two_folders_stay_apart(where: str, tmp_path: Path) -> None:
    first = articles(tmp_path / "monday", one=SEATS)
    second = articles(tmp_path / "tuesday", one=SEATS.replace("41", "43"))
    assert add(where, first) + add(where, second) == ["added", "added"]
    draft = tmp_path / "draft.txt"
    draft.write_text(SEATS.replace("41", "45"), "utf-8")
    with opened(where) as archive:
        report, _ = check([draft], [], archive=archive)
    assert len({d.id for d in report.documents}) == 3
    assert "contradiction" in {f.verdict for f in report.findings}


def test_only_slots_whose_values_do_not_meet_are_judged(tmp_path: Path) -> None:
    where = str(tmp_path / "a.db")
    folder = articles(
        tmp_path / "news",
        one=SEATS,
        two=SEATS.replace("41", "43"),
        three=SEATS.replace("Kelmar", "Ostrava").replace("Harbour", "Meadow"),
        four=SEATS.replace("Kelmar", "Ostrava").replace("Harbour", "Meadow").replace("votes", "has voted"),
    )
    add(where, folder)
    with opened(where) as archive:
        made, number = disputed(archive, CATALOGUE)
    assert number == 1
    assert [reading.document.id for reading in made] == ["one.txt", "two.txt"]


def test_a_look_at_the_whole_file_keeps_its_lock(tmp_path: Path) -> None:
    where = str(tmp_path / "a.db")
    add(where, articles(tmp_path / "news", one=SEATS))
    with opened(where, write=True) as archive:
        archive.seal()
    write = (
        "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0).execute('DELETE FROM claims').connection.commit()"
    )
    with opened(where) as archive, archive.reading():
        assert archive.damaged() == []
        done = subprocess.run([sys.executable, "-c", write, where], capture_output=True, check=False, text=True)
        assert "database is locked" in done.stderr
        assert list(damages(archive)) == []
    subprocess.run([sys.executable, "-c", write, where], check=True)


def test_a_schema_that_is_no_text_is_told(tmp_path: Path) -> None:
    where = tmp_path / "a.db"
    add(str(where), articles(tmp_path / "news", one=SEATS))
    where.write_bytes(where.read_bytes().replace(b"CREATE TABLE claims", b"CREATE TABL\xeb claims"))
    for write in (False, True):
        with pytest.raises(ArchiveError, match="damaged"):
            opened(str(where), write=write)
