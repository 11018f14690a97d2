"""Rows H: archives that are damaged, foreign, busy or on media that take nothing."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from pathlib import Path

import pytest
from faults import articles
from faults.server import NOBODY, Server
from harness import PLANTED, Outcome, factcheck

DRAFT = "Pier shut\n\nSaltmere Mayor Oskar Quill said the pier will stay shut.\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with an archive `a.db`, and a draft that contradicts one of its articles."""
    folder = tmp_path_factory.mktemp("made")
    articles.write(folder / "news", range(12))
    (folder / "news" / "planted.txt").write_text(f"Pier shut\n\n{PLANTED}\n", "utf-8")
    (folder / "draft.txt").write_text(DRAFT, "utf-8")
    assert factcheck("archive", "add", "news", "--archive", "a.db", cwd=folder).code == 0
    assert gate(folder).code == 1
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """Return a copy of that folder."""
    return Path(shutil.copytree(made, tmp_path / "here"))


def gate(folder: Path, where: object = "a.db") -> Outcome:
    return factcheck("check", "draft.txt", "--archive", where, cwd=folder)


def verify(folder: Path, where: object = "a.db") -> Outcome:
    return factcheck("archive", "verify", "--archive", where, cwd=folder)


def refused(done: Outcome, words: str = "") -> None:
    """Assert that a command ended with 2 and one line on standard error, and nothing that looks like a result."""
    assert done.code == 2
    (line,) = done.err.splitlines()
    assert line.startswith("error: ")
    assert words in line
    assert done.out == b""


def altered(folder: Path, *statements: str) -> None:
    with sqlite3.connect(folder / "a.db") as db:
        for statement in statements:
            db.execute(statement)
    db.close()


def test_H1_files_that_are_no_archive(folder: Path) -> None:
    """A text file, an empty file, a folder, a missing file, a foreign SQLite file and a newer archive are refused, unchanged."""
    path = folder / "b.db"
    for data, words in (
        (b"these are notes\n", "not an archive"),
        (b"SQLite format 3\x00" + b"x" * 5000, ""),
        (b"", "empty"),
    ):
        path.write_bytes(data)
        refused(gate(folder, "b.db"), words)
        assert path.read_bytes() == data
    refused(gate(folder, "c.db"), "no such archive")
    refused(gate(folder, "news/one.txt/c.db"), "no such archive")
    refused(gate(folder, "c" * 300), "File name too long")
    assert not (folder / "c.db").exists()
    refused(gate(folder, "news"), "not a file")
    path.unlink()
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE meta (key, value)")
        db.execute("INSERT INTO meta VALUES ('form', '1')")
    db.close()
    before = path.read_bytes()
    refused(gate(folder, "b.db"), "not an archive")
    refused(factcheck("archive", "add", "news", "--archive", "b.db", cwd=folder), "not an archive")
    assert path.read_bytes() == before
    altered(folder, "UPDATE meta SET value = '999'")
    before = (folder / "a.db").read_bytes()
    for command in (("check", "draft.txt"), ("archive", "add", "news"), ("archive", "verify"), ("archive", "status")):
        refused(factcheck(*command, "--archive", "a.db", cwd=folder), "made by a newer factcheck")
    assert (folder / "a.db").read_bytes() == before


@pytest.mark.parametrize("kind", ["byte", "cut", "page"])
def test_H1_a_damaged_file(folder: Path, kind: str) -> None:
    """A changed byte, a cut file and a page of zeros are found by `verify`; the gate says so or tells what it told before."""
    chance = random.Random(5)  # noqa: S311
    whole, plain = (folder / "a.db").read_bytes(), gate(folder)
    for _ in range(4):
        data = bytearray(whole)
        place = chance.randrange(len(data))
        if kind == "byte":
            data[place] ^= 1 << chance.randrange(8)
        elif kind == "cut":
            del data[max(place, 1) :]
        else:
            size = int.from_bytes(data[16:18], "big")  # of SQLite's page
            data[place // size * size : place // size * size + size] = bytes(size)
        assert data != whole
        (folder / "a.db").write_bytes(data)
        assert verify(folder).code == 2
        done = gate(folder)
        if done.code == 2:
            assert all(line.startswith("error: ") for line in done.err.splitlines())
        else:
            assert (done.code, done.out) == (plain.code, plain.out)


@pytest.mark.parametrize(
    "planted",
    [
        "CREATE TRIGGER t AFTER INSERT ON article BEGIN DELETE FROM claims; END",
        "CREATE VIEW v AS SELECT load_extension('/x.so')",
        "CREATE VIRTUAL TABLE f USING fts5(x)",
        "CREATE TABLE more (x CHECK (length(randomblob(100000000)) > x))",
        "CREATE INDEX slow ON slot (hex(value))",
    ],
)
def test_H2_what_a_hostile_file_brings(folder: Path, planted: str) -> None:
    """Triggers, views, virtual tables and checks that no archive has are refused by every command, unrun."""
    try:
        altered(folder, planted)
    except sqlite3.OperationalError as error:
        pytest.skip(f"not to be planted in this SQLite: {error}")
    before = (folder / "a.db").read_bytes()
    for command in (
        ("check", "draft.txt"), ("archive", "add", "news"), ("archive", "status"), ("archive", "verify"), ("archive", "conflicts"),
        ("archive", "remove", "news/planted.txt"), ("archive", "export", "--output", "tables"),
    ):  # fmt: skip
        refused(factcheck(*command, "--archive", "a.db", cwd=folder), "holds what no archive of factcheck holds")
    assert not (folder / "tables").exists()
    assert (folder / "a.db").read_bytes() == before


def test_H2_a_view_in_place_of_a_table(folder: Path) -> None:
    """A view under the name of a table of the archive is refused."""
    altered(folder, "DROP TABLE slot", "CREATE VIEW slot AS SELECT 1 AS slot, 1 AS day, 1 AS article, 1 AS n")
    refused(gate(folder), "holds what no archive of factcheck holds")
    assert verify(folder).code == 2


def hot(folder: Path) -> bytes:
    """Leave the archive as a writer does that is killed while it writes; return its whole pages before that."""
    before = (folder / "a.db").read_bytes()
    writer = os.fork()
    if not writer:
        db = sqlite3.connect(folder / "a.db", isolation_level=None)
        db.execute("PRAGMA cache_size = 1")  # pages are written before the commit
        db.execute("BEGIN IMMEDIATE")
        db.execute("UPDATE article SET body = zeroblob(5000)")
        db.execute("DELETE FROM claims")
        os.kill(os.getpid(), 9)
    os.waitpid(writer, 0)
    assert (folder / "a.db-journal").stat().st_size > 0
    assert (folder / "a.db").read_bytes() != before
    return before


def test_H3_a_journal_that_a_killed_writer_left(folder: Path) -> None:
    """What a killed writer left half done is undone by who reads next, and the gate tells what it told before."""
    plain = gate(folder)
    before = hot(folder)
    done = gate(folder)
    assert (done.code, done.out) == (plain.code, plain.out)
    assert (folder / "a.db").read_bytes() == before
    assert verify(folder).code == 0


def test_H3_a_journal_that_is_lost(folder: Path) -> None:
    """An archive whose journal was deleted after a kill is found damaged; the gate never says that all is well."""
    hot(folder)
    (folder / "a.db-journal").unlink()
    assert verify(folder).code == 2
    refused(gate(folder))


def test_H3_a_journal_where_nothing_can_be_written(folder: Path) -> None:
    """On a read-only medium, what a killed writer left half done is told, and the gate ends with 2."""
    hot(folder)
    refused(as_nobody(folder, "check", "draft.txt", "--archive", "a.db"), "stopped half-way")


def as_nobody(folder: Path, *command: str) -> Outcome:
    """Run a command as a user that may not write to the folder; root may write anywhere."""
    for path in folder.rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    folder.chmod(0o555)
    if os.geteuid() != 0:
        return factcheck(*command, cwd=folder)
    from faults.harness import begin, warm

    cache = folder.parent / "cache"
    cache.mkdir(exist_ok=True)
    for above in folder.parents:  # pytest lets nobody else into its folders
        if above.stat().st_mode & 0o1 == 0:
            above.chmod(above.stat().st_mode | 0o5)
    warm(cache)
    child = begin(folder, *command, user=NOBODY, log=folder.parent)
    return Outcome(child.end(), child.out.read_bytes(), child.err.read_text(), 0)


def test_H4_somebody_else_writes(folder: Path) -> None:
    """Who waits too long for another writer is told that the archive is busy; nothing is changed and nothing is OK."""
    holder = sqlite3.connect(folder / "a.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    try:
        env = {"FACTCHECK_ARCHIVE_WAIT": "1"}
        refused(factcheck("check", "draft.txt", "--archive", "a.db", cwd=folder, env=env), "busy")
        refused(factcheck("archive", "add", "news", "--archive", "a.db", cwd=folder, env=env), "busy")
    finally:
        holder.close()
    assert gate(folder).code == 1


def test_H5_readers_during_an_add(folder: Path) -> None:
    """Who reads while articles are added sees whole articles only, and never fails."""
    articles.write(folder / "more", range(100, 400))
    from faults.harness import begin

    child = begin(folder, "archive", "add", "more", "--archive", "a.db", "--workers", "1", log=folder)
    looks = 0
    while (code := child.ended()) is None or looks < 2:
        assert gate(folder).code == 1
        assert factcheck("archive", "verify", "--quick", "--archive", "a.db", cwd=folder).code == 0
        looks += 1
        if code is not None:
            break
    assert (code if code is not None else child.end()) == 0


def test_H6_a_server_that_dies_or_is_away(folder: Path, server: Server) -> None:
    """A gate whose server is away, refuses or dies ends with 2 and one line without the password."""
    where = server.loopback()
    assert factcheck("archive", "add", "news", "--archive", where, cwd=folder).code == 0
    assert gate(folder, where).code == 1
    refused(gate(folder, server.loopback(password="wrong-hush")), "password authentication failed")  # noqa: S106
    server.stop()
    done = gate(folder, where)
    refused(done, "cannot be reached")
    assert "not.for-eyes" not in done.err
    server.start()
    assert gate(folder, where).code == 1
    assert verify(folder, where).code == 0


def test_H6_a_server_that_falls_silent(folder: Path, server: Server) -> None:
    """A server that hangs is waited for no longer than is said: exit code 2 and one line."""
    server.run("DROP SCHEMA IF EXISTS factcheck CASCADE")
    where = server.address()
    assert factcheck("archive", "add", "news", "--archive", where, cwd=folder).code == 0
    with server.silent():
        refused(gate(folder, where), "cannot be reached (timeout expired)")
    assert gate(folder, where).code == 1


def test_H7_both_stores_tell_the_same(folder: Path, server: Server) -> None:
    """A gate on a PostgreSQL server writes the same bytes as one on a SQLite file."""
    server.run("DROP SCHEMA IF EXISTS factcheck CASCADE")
    where = server.address()
    assert factcheck("archive", "add", "news", "--archive", where, cwd=folder).code == 0
    for form in ("json", "text", "sarif", "csv"):
        told = [factcheck("check", "draft.txt", "--archive", w, "--format", form, cwd=folder) for w in ("a.db", where)]
        assert told[0].code == told[1].code == 1
        assert told[0].out == told[1].out


def test_H8_an_older_form(folder: Path) -> None:
    """An archive of an older form is refused by who only reads, told what brings it up to date, and left as it is."""
    altered(folder, "UPDATE meta SET value = '1'")
    before = (folder / "a.db").read_bytes()
    for command in (("check", "draft.txt"), ("archive", "verify"), ("archive", "status"), ("archive", "conflicts")):
        refused(factcheck(*command, "--archive", "a.db", cwd=folder), "of the older form 1; any writing command")
    assert (folder / "a.db").read_bytes() == before


def test_H9_statements_in_every_field(folder: Path) -> None:
    """SQL in title, outlet, address, name and text is text: it comes back as it was, and the archive is whole."""
    evil = "x'); DROP TABLE article; --"
    (folder / "news" / "x'); DROP TABLE claim; --.md").write_text(
        f'---\ntitle: "{evil}"\noutlet: "{evil}"\nurl: "https://x.example/{evil}"\n---\n\n'
        f"The {evil} Party holds 41 seats. {PLANTED}\n",
        "utf-8",
    )
    assert factcheck("archive", "add", "news", "--archive", "a.db", cwd=folder).code == 0
    assert verify(folder).code == 0
    with sqlite3.connect(folder / "a.db") as db:
        assert (evil,) in db.execute("SELECT outlet FROM article").fetchall()
    db.close()
    assert factcheck("archive", "remove", evil, "--archive", "a.db", cwd=folder).code == 2
    assert gate(folder).code == 1


def test_H10_a_read_only_medium(folder: Path) -> None:
    """From a read-only medium an archive is read as ever; who wants to write is told why not, and nothing is left there."""
    plain = gate(folder)
    before = {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}
    done = as_nobody(folder, "check", "draft.txt", "--archive", "a.db")
    assert (done.code, done.out) == (plain.code, plain.out)
    assert as_nobody(folder, "archive", "verify", "--archive", "a.db").code == 0
    (folder / "news").chmod(0o755)
    (folder / "news" / "new.txt").write_text(DRAFT, "utf-8")
    refused(as_nobody(folder, "archive", "add", "news", "--archive", "a.db"), "read-only")
    refused(as_nobody(folder, "archive", "add", "news", "--archive", "b.db"), "b.db")
    assert {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()} == before


def test_H11_numbers_that_no_column_holds(folder: Path) -> None:
    """Numbers of more than 63 bits and of 400 digits are kept, or left out, without an error; the archive is whole."""
    lines = [f"The Harbour Party holds {number} seats in the lower house." for number in (2**63, 2**64 + 1, 10**30)]
    lines += [f"{'9' * 400} people died in Saltmere.", "Prices rose by 1e999 percent to $99999999999999999999 billion."]
    (folder / "news" / "big.txt").write_text("Big\n\n" + "\n".join([*lines, PLANTED]) + "\n", "utf-8")
    assert factcheck("archive", "add", "news", "--archive", "a.db", cwd=folder).code == 0
    assert verify(folder).code == 0
    assert gate(folder).code == 1
