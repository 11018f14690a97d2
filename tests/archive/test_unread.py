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
