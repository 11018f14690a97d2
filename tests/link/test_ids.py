"""Ids stay: they depend on what is written, not on where it stands, in which order files come, or what is read beside."""

from __future__ import annotations

import pytest

from factcheck.catalogue import load
from factcheck.findings import Finding, Report
from factcheck.ingest import ingest_text
from factcheck.pipeline import report_on

CATALOGUE = load()
HEAD = "---\npublished: 2024-05-14\n---\n"
A = HEAD + "Saltmere Mayor Judith Abelard closed the pier.\n\nThe Harbour Party has 31 seats in the House of Commons.\n"
B = HEAD + "Saltmere Mayor Edith Marlowe told reporters that the pier would stay closed.\n"
C = HEAD + "Saltmere Mayor Judith Abelard spoke of the pier on Sunday.\n"


def read(*texts: tuple[str, str]) -> Report:
    return report_on([ingest_text(text, name, CATALOGUE.words) for name, text in texts], (), CATALOGUE)


def mayors(report: Report) -> list[Finding]:
    return [f for f in report.findings if f.verdict in ("contradiction", "review") and "mayor" in f.attribute]


def ids(report: Report) -> set[str]:
    return {f.id for f in mayors(report)}


BEFORE = ids(read(("a.txt", A), ("b.txt", B)))


def test_there_is_one() -> None:
    assert len(BEFORE) == 1


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (A.replace("Saltmere", "The sea was calm.\n\nSaltmere", 1), B),
        (A, B.replace("Saltmere", "A storm damaged forty boats.\n\nSaltmere", 1) + "\nThe boats were old.\n"),
        (A.replace("31 seats", "44 seats"), B),
        (A.replace("closed the pier", "closed  the  pier"), B),
    ],
    ids=["before", "around", "another sentence", "white space"],
)
def test_an_edit_elsewhere_changes_no_id(a: str, b: str) -> None:
    assert ids(read(("a.txt", a), ("b.txt", b))) == BEFORE


def test_the_order_of_files_changes_no_id() -> None:
    assert ids(read(("b.txt", B), ("a.txt", A))) == BEFORE


def test_an_article_beside_them_changes_no_id() -> None:
    assert ids(read(("0.txt", "The pier at Saltmere was closed on Monday.\n"), ("a.txt", A), ("b.txt", B))) == BEFORE


@pytest.mark.parametrize(
    ("a", "b"),
    [(A.replace("closed the pier", "shut the pier"), B), (A, B.replace("Marlowe", "Marlow"))],
    ids=["a word", "the value"],
)
def test_one_word_of_the_sentence_changes_it(a: str, b: str) -> None:
    after = ids(read(("a.txt", a), ("b.txt", b)))
    assert after
    assert not after & BEFORE


def test_a_new_sentence_makes_another_finding() -> None:
    report = read(("a.txt", A), ("b.txt", B), ("c.txt", C))
    assert mayors(report)
    assert not ids(report) & BEFORE
    before = {c.id for c in read(("a.txt", A), ("b.txt", B)).claims}
    assert before <= {c.id for c in report.claims}


def test_a_sentence_that_stands_twice_makes_two_ids() -> None:
    report = read(("a.txt", C + "\nIt rained.\n\n" + C.rpartition("---\n")[2]))
    assert len({c.id for c in report.claims}) == len(report.claims)


def test_an_outlet_counts_for_its_articles_wherever_they_lie() -> None:
    head = '---\npublished: 2024-05-14\noutlet: "Gazette"\n---\n'
    claims = [read((name, head + C.rpartition("---\n")[2])).claims for name in ("drafts/c.txt", "2024/05/c.txt")]
    assert [c.id for c in claims[0]] == [c.id for c in claims[1]]


def test_every_id_is_text_to_a_spreadsheet() -> None:
    report = read(("a.txt", A), ("b.txt", B), ("c.txt", C))
    assert all(x.id[0] in "abcdef" for x in (*report.claims, *report.findings))


def test_an_article_without_an_outlet_goes_by_its_file_name() -> None:
    claims = [read((name, C)).claims for name in ("c.txt", "drafts/c.txt")]
    assert [c.id for c in claims[0]] == [c.id for c in claims[1]]
    assert [c.id for c in read(("d.txt", C)).claims] != [c.id for c in claims[0]]
