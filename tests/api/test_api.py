"""The library: what it takes, what it gives, and what it refuses."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import factcheck
from factcheck import Article, Checker, Config, Outlet, check, rendered, report
from factcheck.render.registry import FORMATS

ROOT = Path(__file__).parents[2]
DRAFT = Article("Saltmere Mayor Judith Abelard closed the pier.")
OTHER = Article("Saltmere Mayor Edith Marlowe closed the pier.", "b", "Herald")


def test_import_alone_is_light() -> None:
    code = "import sys, factcheck; print([m for m in sys.modules if m.startswith('factcheck.')])"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"


def test_every_name_is_there() -> None:
    assert all(getattr(factcheck, name) is not None for name in factcheck.__all__)
    with pytest.raises(AttributeError):
        factcheck.nothing  # noqa: B018


def test_articles_and_paths_together(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(OTHER.text, "utf-8")
    for against in (OTHER, [OTHER], tmp_path, [tmp_path / "b.txt"], iter([OTHER])):
        assert len(check(DRAFT, against).contradictions) == 1
    assert len(check(tmp_path / "b.txt", DRAFT).contradictions) == 1
    assert len(report([DRAFT, OTHER]).contradictions) == 1


def test_only_what_touches_the_draft() -> None:
    third = Article("The sea was calm.", "c")
    assert check(third, [DRAFT, OTHER]).findings == ()
    assert {c.document for c in check(DRAFT, OTHER).claims} == {"draft", "b"}


@pytest.mark.parametrize(
    "published", ["2024-05-14", "2024-05-14T10:30:00+02:00", date(2024, 5, 14), datetime(2024, 5, 14, 10, tzinfo=UTC)]
)
def test_published_in_every_form(published: object) -> None:
    document = report(Article(DRAFT.text, published=published)).documents[0]
    assert (document.published.start, document.published.basis) == (date(2024, 5, 14), "metadata")


@pytest.mark.parametrize("wrong", ["a text", 7, b"bytes", ["a text"], [DRAFT, None]])
def test_what_is_no_article_is_refused(wrong: object) -> None:
    with pytest.raises(TypeError, match="an Article or a"):
        check(wrong)


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="not an ISO date"):
        check(Article("x", published="yesterday"))
    with pytest.raises(ValueError, match="two articles are called 'b'"):
        report([OTHER, OTHER])
    with pytest.raises(KeyError):
        rendered(report(DRAFT), "nothing")
    with pytest.raises(KeyError):
        report(DRAFT).claim("nothing")


def test_what_cannot_be_read_is_told() -> None:
    found = check(DRAFT, [OTHER, Path("nowhere.txt")])
    assert [p.path for p in found.problems] == ["nowhere.txt"]
    assert len(found.contradictions) == 1


@pytest.mark.parametrize("form", list(FORMATS))
def test_every_format_is_rendered(form: str) -> None:
    found = check(DRAFT, OTHER)
    assert rendered(found, form)
    assert rendered(found, form) == rendered(check(DRAFT, OTHER), form)


def test_threads_give_the_same() -> None:
    checker = Checker()
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: rendered(checker.check(DRAFT, OTHER)), range(8)))
    assert len(set(found)) == 1


def test_the_outlets_names_and_groups_count() -> None:
    words = "Saltmere Mayor Edith Marlowe %s."
    archive = [
        Article(words % "opened the fair", "1", "The Herald"),
        Article(words % "came to the pier", "2", "herald.example"),
        Article(words % "spoke of the sea", "3", "Radio"),
    ]

    def count(*outlets: Outlet) -> int:
        found = check(DRAFT, archive, Config(outlets=outlets)).contradictions[0]
        return next(s.independent for s in found.sides if s.value == "Edith Marlowe")

    assert count() == 3
    assert count(Outlet("Herald", ("the herald", "herald.example"))) == 2
    assert count(Outlet("Herald", ("the herald", "herald.example"), "Coast"), Outlet("Radio", group="Coast")) == 1


def test_copies_of_one_text_count_once() -> None:
    wire = (
        "Saltmere Mayor Edith Marlowe closed the pier after the storm.\n\n"
        "The storm broke eleven of the forty wooden piles on Sunday night.\n\n"
        "Engineers of the harbour will look at the others in the coming week.\n\n"
        "The fair that was to open on the pier has moved to the market.\n"
    )
    own = "Saltmere Mayor Edith Marlowe told the council that the pier is not safe.\n"
    archive = [Article(wire, "1", "A"), Article(wire + "\nMore soon.\n", "2", "B"), Article(own, "3", "C")]
    found = check(DRAFT, archive).findings
    side = next(s for f in found for s in f.sides if s.value == "Edith Marlowe" and len(s.claims) > 1)
    assert side.outlets == ("A", "B", "C")
    assert side.independent == 2


def test_an_agreement_counts_over_all_its_sides() -> None:
    archive = [
        Article("The Harbour Party was founded in 2012.", "1", "A"),
        Article("The Harbour Party was founded in March 2012.", "2", "B"),
        Article("The Harbour Party was founded in March 2012 by Ada Moreno.", "3", "C"),
    ]

    def count(*outlets: Outlet) -> int:
        found = report(archive, Config(outlets=outlets)).findings
        return max(f.independent for f in found if f.family == "founding" and f.verdict == "agreement")

    assert count() == 3
    assert count(Outlet("A", group="X"), Outlet("B", group="X")) == 2
