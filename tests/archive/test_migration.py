"""An archive of form 1, which had a row for each claim and for each term, is brought up to date as if it were made today."""

from __future__ import annotations

import json
from hashlib import blake2b
from pathlib import Path

import pytest
from faults import articles
from faults.harness import dump_lines

import factcheck.archive as store
from factcheck.archive import ArchiveError, schema
from factcheck.archive.adding import reader_of
from factcheck.archive.codec import Codec
from factcheck.archive.connection import HEAD, VERSION
from factcheck.archive.entry import NOWHERE, Entry, Indexer, slots_of, terms_of
from factcheck.archive.opening import opened
from factcheck.archive.verify import damages
from factcheck.archive.writing import both_ways
from factcheck.ingest import ingest
from factcheck.pipeline import Options, families
from factcheck.reading import readings

CATALOGUE = families(Options())
READER = reader_of("test", CATALOGUE)
OBJECTS = frozenset(("meta", "article", "article_version", "article_content", "claim", "slot", "term", "alias"))


def entries(folder: Path) -> list[Entry]:
    documents, _ = ingest([folder], CATALOGUE.words)
    read, _ = readings(documents, CATALOGUE)
    indexer = Indexer(CATALOGUE, READER, Codec())
    return [indexer.entry(document, reading) for document, reading in zip(documents, read, strict=True)]


def made_in_form_1(where: str, steps: list[list[Entry]]) -> None:
    """Make an archive as factcheck made it in form 1; an article of a later step replaces that of an earlier one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schema, "STEPS", schema.STEPS[:1])
        patch.setattr(store, "VERSION", 1)
        patch.setattr(store, "_OBJECTS", OBJECTS)
        with opened(where, write=True) as archive:
            db = archive._db
            db.begin(write=True)
            versions: dict[str, tuple[int, int]] = {}
            for number, entry in enumerate((entry for step in steps for entry in step), 1):
                before, version = versions.get(entry.identity, (0, 0))
                versions[entry.identity] = (number, version + 1)
                for table in ("slot", "term", "alias"):
                    db.execute(f"DELETE FROM {table} WHERE article = ?", (before,))  # noqa: S608
                db.execute("UPDATE article SET current = 0 WHERE number = ?", (before,))
                head = (number, version + 1, *entry[:8])
                claims = [
                    (n, *claim[:5], *(None if b is None else float(b) for b in claim[5:]), None if s == NOWHERE else s)
                    for n, (claim, s) in enumerate(zip(entry.claims, slots_of(entry.slots), strict=True))
                ]
                text = json.dumps([[*head, entry.aliases], claims], separators=(",", ":"))
                digest = blake2b(text.encode() + entry.terms + entry.body, digest_size=20).hexdigest()
                db.execute(
                    f"INSERT INTO article ({HEAD}, current, terms, aliases, body, digest)"  # noqa: S608
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (*head, 1, entry.terms, entry.aliases, entry.body, digest),
                )
                db.many("INSERT INTO claim VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", [(number, *c) for c in claims])
                placed = [(c[-1], entry.day, number, c[0], *c[5:8]) for c in claims if c[-1] is not None]
                db.many("INSERT INTO slot VALUES (?, ?, ?, ?, ?, ?, ?)", placed)
                held = [(term, entry.day, number, weight) for term, weight in terms_of(entry.terms)]
                db.many("INSERT INTO term VALUES (?, ?, ?, ?)", held)
                db.many("INSERT INTO alias VALUES (?, ?, ?)", both_ways(entry.aliases, number))
            db.commit()


@pytest.fixture
def steps(tmp_path: Path) -> list[list[Entry]]:
    """Return the entries of 30 articles, and of three of them that were changed."""
    first = entries(articles.write(tmp_path / "news", range(30)))
    changed = entries(articles.write(tmp_path / "changed", range(40, 43)))
    return [first, [new._replace(identity=old.identity) for old, new in zip(first, changed, strict=False)]]


def test_an_archive_of_form_1_becomes_what_is_made_today(where: str, steps: list[list[Entry]], tmp_path: Path) -> None:
    made_in_form_1(where, steps)
    with pytest.raises(ArchiveError, match="of the older form 1; any writing command"):
        opened(where)
    with opened(where, write=True) as archive:
        assert list(damages(archive)) == []
        assert archive.put(steps[1]) == ["known"] * 3
    today = str(tmp_path / "today.db")
    with opened(today, write=True) as archive:
        for step in steps:
            archive.put(step)
    assert dump_lines(where) == dump_lines(today)
    with opened(where, write=True) as archive:  # and nothing stays behind when all is removed
        archive.remove([identity for identity, *_ in archive.identities()])
        assert [*archive.rows("slot"), *archive.rows("posting"), *archive.rows("alias"), *archive.claim_rows()] == []


@pytest.mark.parametrize("change", ["title = 'another'", "terms = substr(terms, 11)", "body = substr(body, 2)"])
def test_what_was_damaged_stays_so(where: str, steps: list[list[Entry]], change: str) -> None:
    made_in_form_1(where, steps)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "VERSION", 1)
        patch.setattr(store, "_OBJECTS", OBJECTS)
        with opened(where, write=True) as archive:
            archive._db.execute(f"UPDATE article SET {change} WHERE number = 7")  # noqa: S608
    with opened(where, write=True) as archive:
        found = list(damages(archive))
    assert [line for line in found if "is not what was added" in line] == [
        f"{steps[0][6].identity}: version 1 is not what was added"
    ]


def test_what_cannot_be_carried_over_leaves_the_old_archive(where: str, steps: list[list[Entry]]) -> None:
    made_in_form_1(where, steps)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "VERSION", 1)
        patch.setattr(store, "_OBJECTS", OBJECTS)
        with opened(where, write=True) as archive:
            archive._db.execute("UPDATE article SET terms = substr(terms, 2) WHERE number = 7")
        with pytest.MonkeyPatch.context() as newer:
            newer.setattr(store, "VERSION", VERSION)
            with pytest.raises(ArchiveError, match="damaged, and so not brought up to date"):
                opened(where, write=True)
        with opened(where) as archive:
            assert archive._db.execute("SELECT count(*) FROM article") == [(33,)]
            assert "claims" not in archive._db.tables()
