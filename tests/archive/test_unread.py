"""An article that cannot be read costs no other, also not of its own file."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.archive.adding import added, reader_of
from factcheck.archive.opening import opened
from factcheck.ingest import ingest
from factcheck.model import Document
from factcheck.pipeline import Options, families
from factcheck.reading import ArticleReader, Reading


def test_one_of_a_file_of_several_articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "day.jsonl"
    lines = [f'{{"title": "{t}", "text": "The Harbour Party holds 41 seats."}}' for t in ("One", "Two", "Three")]
    file.write_text("\n".join(lines) + "\n", "utf-8")
    catalogue = families(Options())
    documents, problems = ingest([file], catalogue.words)
    assert (len(documents), problems) == (3, ())
    whole = ArticleReader.read

    def read(self: ArticleReader, document: Document) -> Reading:
        if document.title == "Two":
            raise RuntimeError("cannot")
        return whole(self, document)

    monkeypatch.setattr(ArticleReader, "read", read)
    with opened(str(tmp_path / "a.db"), write=True) as archive:
        told = {k.document.title: k.fate for k in added(archive, documents, catalogue, reader_of("test", catalogue))}
        assert archive.counts()["articles"] == 2
    assert told == {"One": "added", "Two": "not read", "Three": "added"}


def test_an_article_of_too_many_claims_is_not_kept_in_part(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Saltmere Mayor Judith Abelard spoke. Drumlin Mayor Paul Renn spoke.\n")
    (tmp_path / "b.txt").write_text("Saltmere Mayor Judith Abelard spoke.\n")
    catalogue = families(Options())
    documents, _ = ingest([tmp_path], catalogue.words)
    most = len(ArticleReader(catalogue).read(documents[1]).claims)
    with opened(str(tmp_path / "a.db"), write=True) as archive:
        kept = list(added(archive, documents, catalogue, reader_of("test", catalogue), limit=most))
        assert archive.counts()["articles"] == 1
    assert {k.document.path: k.fate for k in kept} == {"a.txt": "not read", "b.txt": "added"}
    (problem,) = [k.problem for k in kept if k.problem]
    assert problem.message == f"not kept: more than {most} claims (limits.claims)"
