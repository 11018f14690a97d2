"""What a server does that a file never does: it asks for a password, dies, refuses, and holds what others planted."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner
from faults import articles
from faults.harness import dump_lines
from faults.server import PASSWORD, USER, Server

from factcheck.archive import Archive, ArchiveError
from factcheck.archive import postgres as store
from factcheck.archive.adding import added, reader_of
from factcheck.archive.opening import opened
from factcheck.archive.postgres import PostgresConnection, shown
from factcheck.archive.verify import damages
from factcheck.cli import main
from factcheck.ingest import ingest
from factcheck.pipeline import Options, families

CATALOGUE = families(Options())
READER = reader_of("test", CATALOGUE)


def add(where: str, folder: Path) -> list[str]:
    documents, problems = ingest([folder], CATALOGUE.words)
    assert not problems
    with opened(where, write=True) as archive:
        return [kept.fate for kept in added(archive, documents, CATALOGUE, READER)]


def test_both_stores_hold_and_tell_the_same(postgres: str, tmp_path: Path) -> None:
    news = articles.write(tmp_path / "news", range(60))
    file = str(tmp_path / "a.db")
    assert add(postgres, news) == add(file, news)
    articles.write(news, range(20), seed=1)
    assert add(postgres, news) == add(file, news)
    assert dump_lines(postgres) == dump_lines(file)
    draft = tmp_path / "draft.txt"
    draft.write_text(articles.text(7, seed=2), "utf-8")
    told = []
    for where in (postgres, file):
        done = CliRunner().invoke(main, ["check", str(draft), "--archive", where, "--format", "json"])
        assert done.exit_code == 1
        told.append(done.stdout_bytes)
    assert told[0] == told[1]
    assert b"contradiction" in told[0]


def test_rows_are_streamed_through_two_cursors_at_once(postgres: str, tmp_path: Path) -> None:
    add(postgres, articles.write(tmp_path / "news", range(300)))
    with opened(postgres) as archive, archive.reading():
        claims = archive.claim_rows()
        seen = [(stored.number, next(claims)[0]) for stored in archive.articles()]
        assert len(seen) == 300
        assert list(damages(archive)) == []


def test_a_password_stands_in_no_message(server: Server) -> None:
    secret = "hush-hush/1"  # noqa: S105 - refused by every server
    wrong = "hush-hush%2F1"
    for address in (
        server.loopback(password=wrong),
        server.loopback(password=secret),  # the slash ends the host's part
        server.loopback(database="nowhere"),
        f"postgresql://{USER}:{wrong}@127.0.0.1:1/postgres",
        f"postgresql://{USER}:{wrong}@127.0.0.1:port/postgres",
        f"postgresql://{USER}:{wrong}@[::1/postgres",
        f"postgresql://{USER}:{wrong}@127.0.0.1/postgres?nothing=1",
        f"postgresql://{USER}@127.0.0.1:1/postgres?password={wrong}",
    ):
        with pytest.raises(ArchiveError) as told:
            opened(address, write=True)
        words = str(told.value)
        assert "hush" not in words, words
        assert PASSWORD not in words
        assert "\n" not in words
        assert "hush" not in shown(address)
    with opened(server.loopback(), write=True) as archive:
        assert PASSWORD not in archive.where


def test_why_a_server_refuses_is_told(server: Server) -> None:
    for address, words in (
        (
            server.loopback(password="no"),  # noqa: S106
            "password authentication failed",
        ),
        (server.address("nowhere"), 'database "nowhere" does not exist'),
        (f"postgresql://{USER}@127.0.0.1:1/postgres", "cannot be reached"),
        (server.address("nowhere").replace("host=/", "hots=/"), "cannot be understood"),
    ):
        with pytest.raises(ArchiveError, match=words):
            opened(address)


def test_text_that_a_server_refuses_is_kept(where: str, tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    (news / "a.txt").write_bytes(b"Count in Kelmar\n\nThe Harbour Party holds 41 seats in the lower house.\n")
    with opened(where, write=True) as archive:
        documents, _ = ingest([news], CATALOGUE.words)
        from dataclasses import replace

        odd = [replace(d, title="a\x00b\ud800c", outlet="\x00", url="https://x.example/\x00\udfff") for d in documents]
        assert [kept.fate for kept in added(archive, odd, CATALOGUE, READER)] == ["added"]
        assert [kept.fate for kept in added(archive, odd, CATALOGUE, READER)] == ["known"]
        assert list(damages(archive)) == []
        assert [s.outlet for s in archive.articles()] == ["\ufffd"]


def test_names_sort_by_code_points_whatever_the_servers_language(postgres: str) -> None:
    with opened(postgres, write=True) as archive:
        archive._db.begin(write=True)
        names = ["b", "B", "a", "Z", "é", "_", "ä"]
        archive._db.many("INSERT INTO alias VALUES (?, ?, ?)", [(name, "x", 1) for name in names])
        rows = archive._db.execute("SELECT name FROM alias ORDER BY name")
        assert [name for (name,) in rows] == sorted(names)


def test_a_planted_table_is_never_read(server: Server, postgres: str, tmp_path: Path) -> None:
    server.run("CREATE TABLE IF NOT EXISTS public.meta (key text, value text)")
    server.run("INSERT INTO public.meta VALUES ('form', '999')")
    server.run(f"ALTER ROLE {USER} SET search_path = public, pg_catalog")
    try:
        assert set(add(postgres, articles.write(tmp_path / "news", range(3)))) == {"added"}
        with opened(postgres) as archive:
            assert archive.counts()["articles"] == 3
    finally:
        server.run(f"ALTER ROLE {USER} RESET search_path")
        server.run("DROP TABLE public.meta")


@pytest.mark.parametrize(
    "planted",
    [
        "CREATE VIEW factcheck.hook AS SELECT 1",
        """CREATE FUNCTION factcheck.f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
        CREATE TRIGGER hook BEFORE INSERT ON factcheck.article FOR EACH ROW EXECUTE FUNCTION factcheck.f()""",
        "CREATE RULE hook AS ON INSERT TO factcheck.claims DO INSTEAD NOTHING",
        "CREATE POLICY hook ON factcheck.claims USING (false)",
        "DROP TABLE factcheck.slot; CREATE VIEW factcheck.slot AS SELECT 1 AS slot, 1 AS day, 1 AS article, 1 AS n",
    ],
)
def test_what_would_act_on_its_own_is_refused(server: Server, postgres: str, planted: str, tmp_path: Path) -> None:
    add(postgres, articles.write(tmp_path / "news", range(3)))
    server.run(planted)
    with pytest.raises(ArchiveError, match="holds what no archive"):
        opened(postgres)


class Cut(PostgresConnection):
    """A connection that the server cuts, once, before or after a statement that begins in some way."""

    at: tuple[str, str] = ("", "")

    def execute(self, statement: str, values: object = ()) -> list[tuple[object, ...]]:
        with self._struck(statement):
            return super().execute(statement, values)  # type: ignore[arg-type]

    def many(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        with self._struck(statement):
            super().many(statement, rows)

    @contextmanager
    def _struck(self, statement: str) -> Iterator[None]:
        when, start = self.at
        strikes = bool(start) and statement.startswith(start)
        if strikes:
            Cut.at = ("", "")
        if strikes and when == "before":
            self._cut()
        yield
        if strikes and when == "after":
            self._cut()
            raise self._error(psycopg.OperationalError("the connection is lost"))

    def _cut(self) -> None:
        with psycopg.connect(self._address, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s)", (self._db.info.backend_pid,))
        if self.at == ("", ""):
            self._seen()

    def _seen(self) -> None:
        try:
            self._db.execute("SELECT 1")
        except psycopg.Error:
            return


@pytest.mark.parametrize(
    "at",
    [
        ("before", "BEGIN"),
        ("before", "INSERT"),
        ("after", "INSERT INTO claims"),
        ("before", "INSERT INTO posting"),
        ("after", "SELECT coalesce"),
        ("before", "COMMIT"),
        ("after", "COMMIT"),
    ],
)
def test_a_step_whose_connection_is_cut_is_done_once(postgres: str, tmp_path: Path, at: tuple[str, str]) -> None:
    news = articles.write(tmp_path / "news", range(20))
    documents, _ = ingest([news], CATALOGUE.words)
    connection = Cut(postgres, write=True, wait=60)
    with Archive(connection, "there", write=True) as archive:
        Cut.at = at
        assert [kept.fate for kept in added(archive, documents, CATALOGUE, READER)] == ["added"] * 20
        assert Cut.at == ("", "")
        assert list(damages(archive)) == []
    file = str(tmp_path / "a.db")
    add(file, news)
    assert dump_lines(postgres) == dump_lines(file)


def test_a_removal_whose_end_nobody_told_is_counted(postgres: str, tmp_path: Path) -> None:
    add(postgres, articles.write(tmp_path / "news", range(5)))
    connection = Cut(postgres, write=True, wait=60)
    with Archive(connection, "there", write=True) as archive:
        names = [identity for identity, *_ in archive.identities()]
        Cut.at = ("after", "COMMIT")
        assert archive.remove(names) == 5
        assert archive.counts()["articles"] == 0


def told(address: str, setting: str) -> str:
    """Return the address of a database for sessions of another setting."""
    return f"{address}&options=-c%20{setting.replace('=', '%3D')}"


def test_writers_of_a_strict_server_do_not_fail_one_another(postgres: str, tmp_path: Path) -> None:
    folders = [articles.write(tmp_path / f"news{n}", range(10 * n, 10 * n + 30)) for n in range(4)]
    found: list[list[str]] = []

    strict = told(postgres, "default_transaction_isolation=serializable")
    threads = [threading.Thread(target=lambda f=f: found.append(add(strict, f))) for f in folders]  # type: ignore[misc]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [len(f) for f in found] == [30] * 4
    with opened(postgres) as archive:
        assert list(damages(archive)) == []


def test_a_server_that_takes_no_changes_and_one_that_stops_the_work_are_told(postgres: str, tmp_path: Path) -> None:
    add(postgres, articles.write(tmp_path / "news", range(3)))
    fixed = PostgresConnection(told(postgres, "default_transaction_read_only=on"), write=True, wait=60)
    with pytest.raises(ArchiveError, match="takes no changes"):
        fixed.execute("DELETE FROM meta")
    with opened(postgres, write=True) as archive:
        archive._db.execute("SET statement_timeout = '20ms'")
        with pytest.raises(ArchiveError, match="stopped the work"):
            archive._db.execute("SELECT pg_sleep(5)")
        assert archive.counts()["articles"] == 3


def test_who_waits_too_long_for_another_writer_is_told(postgres: str) -> None:
    with opened(postgres, write=True) as first, opened(postgres, write=True) as second:
        first._db.begin(write=True)
        second._db.execute("SET lock_timeout = '50ms'")
        with pytest.raises(ArchiveError, match="busy: another program is writing"):
            second._db.begin(write=True)


def test_who_may_write_but_not_make_a_schema_can_add(server: Server, postgres: str, tmp_path: Path) -> None:
    add(postgres, articles.write(tmp_path / "news", range(3)))
    server.run("DROP ROLE IF EXISTS junior")
    server.run("CREATE ROLE junior LOGIN")
    server.run("GRANT USAGE ON SCHEMA factcheck TO junior")
    server.run("GRANT ALL ON ALL TABLES IN SCHEMA factcheck TO junior")
    try:
        theirs = server.address(user="junior")
        assert add(theirs, articles.write(tmp_path / "more", range(10, 12))) == ["added"] * 2
    finally:
        server.run("DROP OWNED BY junior")
        server.run("DROP ROLE junior")


def test_a_database_of_another_encoding_is_refused(server: Server) -> None:
    server.run("DROP DATABASE IF EXISTS latin")
    server.run("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    with pytest.raises(ArchiveError, match="not in the encoding UTF8"):
        opened(server.address("latin"), write=True)


def test_a_server_that_dies_is_told_by_who_reads(tmp_path: Path) -> None:
    with Server() as mine:
        add(mine.address(), articles.write(tmp_path / "news", range(3)))
        with opened(mine.address()) as archive:
            mine.kill()
            with pytest.raises(ArchiveError, match="the server was lost"):
                archive.counts()
        with pytest.raises(ArchiveError, match="cannot be reached"):
            opened(mine.address())
        mine.start()
        with opened(mine.address()) as archive:
            assert archive.counts()["articles"] == 3


def test_a_server_that_falls_silent_is_not_waited_for_without_limit(
    server: Server, postgres: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(postgres, articles.write(tmp_path / "news", range(5)))
    monkeypatch.setattr(store, "_ANSWER", 1)
    monkeypatch.setenv("FACTCHECK_ARCHIVE_WAIT", "0.5")
    told = "the server has not answered for 1.5 seconds (FACTCHECK_ARCHIVE_WAIT); what was told as kept is kept"
    with opened(postgres, write=True) as archive:
        with server.silent(), pytest.raises(ArchiveError, match=re.escape(told)):
            archive.counts()
        with pytest.raises(ArchiveError):  # the connection is gone for good
            archive.counts()
    with opened(postgres) as archive:
        rows = archive.articles()
        next(rows)
        with server.silent(), pytest.raises(ArchiveError, match="has not answered"):
            list(archive.identities())
        rows.close()  # type: ignore[attr-defined]
    assert len(dump_lines(postgres)) > 5


def test_a_server_that_is_silent_from_the_start(server: Server, postgres: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_ANSWER", 2)  # the least that the library takes
    for address in (postgres, server.loopback()):
        with server.silent(), pytest.raises(ArchiveError, match=re.escape("cannot be reached (timeout expired)")):
            opened(address)
