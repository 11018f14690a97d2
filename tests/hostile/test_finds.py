"""What the fuzzer found, so that it stays found; each was a traceback or an article lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from harness import PLANTED, accounted, factcheck, report

TEXTS = {
    "raised figure": "third \u00b2 people",
    "scale words": "hundred " * 30 + "twelve hundred third",
    "capital that is no letter": "the of proposed Governor \u2161next :",
    "letter that is none yet": "\u0379percent",
    "a toll of 39 digits": f"The crash killed{' 777' * 13}, police said.",
    "hours of 39 digits": f"The siege lasted{' 777' * 13} hours.",
    "a range up to no millions": "It cost $8- 00M to build.",
    "wide blanks before a full stop": "They chose plan B\u00a0. It cost more than plan A\u2009\u2009.",
    "number and word joined": "14\u200bhectares 12.5",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(f"{text}\n\n{PLANTED}\n", "utf-8")
    assert accounted(report("a.txt", cwd=tmp_path), "a.txt") == "found"


def test_a_sheet_with_a_short_row(tmp_path: Path) -> None:
    head = "finding;verdict;family;subject;attribute;claims_a;claims_b;decision;decision_reason"
    (tmp_path / "s.csv").write_text(f"{head}\nabcdef012345\n", "utf-8")
    done = factcheck("decisions", "import", "s.csv", cwd=tmp_path)
    assert (done.code, done.err) == (0, "0 decisions imported (0 replaced); 0 in factcheck-decisions.toml\n")


def test_a_picture_with_an_empty_alternative(tmp_path: Path) -> None:
    (tmp_path / "own" / "x").mkdir(parents=True)
    (tmp_path / "own" / "x" / "family.toml").write_text(
        'about = "x"\nvalue = "quantity"\nchanges = "never"\ncompare = "story"\n[words]\nship = [""]\n'
        '[[pattern]]\nname = "<w:ship> <count=n>"\nvalue = "n"\nabout = "a"\n'
        '[[pattern]]\nname = "a||b <count=n>"\nvalue = "n"\nabout = "a"\n',
        "utf-8",
    )
    (tmp_path / "a.txt").write_text(PLANTED, "utf-8")
    done = report("a.txt", "--claims", "own", cwd=tmp_path)
    assert done.code == 2
    assert done.problems == ["error: own/x/family.toml:12: pattern 'a||b <count=n>': a||b has an empty alternative"]


def test_a_mail_of_marks_of_quotation(tmp_path: Path) -> None:
    head = "From: a@example.org\nTo: b@example.org\nSubject: News\nMessage-ID: <1@example.org>\n\n"
    (tmp_path / "a.eml").write_text(f"{head}{'>' * 90}\nwords\n\n{PLANTED}\n", "utf-8")
    assert accounted(report("a.eml", cwd=tmp_path), "a.eml") == "found"
