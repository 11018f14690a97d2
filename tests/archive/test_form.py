"""An archive of an older form is brought up to date whole or not at all; one of a newer form is refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

import factcheck.archive as store
from factcheck.archive import Archive, ArchiveError, schema
from factcheck.archive.connection import VERSION
from factcheck.archive.opening import opened
from factcheck.archive.verify import damages

NEXT = VERSION + 1
FURTHER = (
    "CREATE TABLE note (article {integer} NOT NULL PRIMARY KEY, text {text} NOT NULL)",
    "INSERT INTO note SELECT number, title FROM article",
    "CREATE INDEX note_text ON note (text)",
)


@contextmanager
def newer(further: tuple[str, ...] = FURTHER) -> Iterator[None]:
    """Make this factcheck one whose archives have a further table."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schema, "STEPS", (*schema.STEPS, further))
        patch.setattr(store, "VERSION", NEXT)
        patch.setattr(store, "_OBJECTS", store._OBJECTS | {"note", "note_text"})
        yield


def fill(where: str) -> None:
    with opened(where, write=True) as archive:
        archive._db.begin(write=True)
        archive._db.execute(
            "INSERT INTO article (number, version, identity, id, content, reader, outlet, title, published, day, current,"
            " terms, aliases, body, digest) VALUES (1, 1, 'a', 'a', 'c', 'r', 'o', 'The pier', '', 0, 1, ?, '[]', ?, 'd')",
            (b"", b""),
        )
        archive._db.commit()


def form(archive: Archive) -> list[tuple[str, str]]:
    return archive._db.execute("SELECT key, value FROM meta")  # type: ignore[return-value]


def test_the_version_is_the_number_of_steps() -> None:
    assert len(schema.STEPS) == VERSION


def test_an_older_archive_is_brought_up_to_date_and_then_refused_by_the_older_tool(where: str) -> None:
    fill(where)
    with newer():
        with pytest.raises(ArchiveError, match=f"of the older form {VERSION}"):
            opened(where)
        with opened(where, write=True) as archive:
            assert archive._db.execute("SELECT article, text FROM note") == [(1, "The pier")]
            assert form(archive) == [("form", str(NEXT))]
        with opened(where) as archive:
            assert archive.counts()["articles"] == 1
    for write in (False, True):
        with pytest.raises(ArchiveError, match=f"of form {NEXT}, made by a newer factcheck"):
            opened(where, write=write)


def test_a_step_that_fails_half_way_leaves_the_old_form(where: str) -> None:
    fill(where)
    with newer((*FURTHER[:2], "INSERT INTO nowhere VALUES (1)")), pytest.raises(ArchiveError):
        opened(where, write=True)
    with opened(where) as archive:
        assert form(archive) == [("form", str(VERSION))]
        assert not {"note", "note_text"} & set(archive._db.tables())


def test_a_program_that_ends_half_way_leaves_the_old_form(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(where)

    def ends(connection: object) -> None:
        connection._db.close()  # type: ignore[attr-defined]
        raise KeyboardInterrupt

    with opened(where) as archive:
        monkeypatch.setattr(type(archive._db), "commit", ends)
    with newer(), pytest.raises(KeyboardInterrupt):
        opened(where, write=True)
    monkeypatch.undo()
    with opened(where, write=True) as archive:
        assert form(archive) == [("form", str(VERSION))]
        assert "note" not in archive._db.tables()
        assert [line for line in damages(archive) if "form" in line] == []
