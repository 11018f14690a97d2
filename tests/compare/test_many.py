"""Slots of very many values: nothing is left out unsaid, and the work does not grow with the square of what agrees."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.compare import pairs
from factcheck.config import Config
from factcheck.findings import Report
from factcheck.inputs import Limits
from factcheck.pipeline import Options, check, run

HOLDER = "Saltmere Mayor {} closed the pier."
FEW = {"a": 7, "b": 5, "c": 1}
NAMES = {"a": "Judith Abelard", "b": "Edith Marlowe", "c": "Osric Quill"}


def articles(folder: Path, numbers: dict[str, int], day: str = "") -> Path:
    folder.mkdir()
    for name, number in numbers.items():
        for n in range(number):
            when = day or f"2024-05-1{n % 3}"
            (folder / f"{name}{n:04}.txt").write_text(f"---\ndate: {when}\n---\n{HOLDER.format(NAMES[name])}\n")
    return folder


@pytest.mark.parametrize("name", ["0.txt", "zz.txt"])
def test_a_draft_is_held_against_all_whatever_its_name(tmp_path: Path, name: str) -> None:
    news = articles(tmp_path / "news", {"a": 450}, "2024-05-14")
    (tmp_path / name).write_text(f"---\ndate: 2024-05-14\n---\n{HOLDER.format('Edith Marlowe')}\n")
    report, _ = check([tmp_path / name], [news])
    assert not report.problems
    (found,) = report.contradictions
    assert sorted(len(side.claims) for side in found.sides) == [1, 450]


def told(report: Report) -> list[tuple[str, str, str, tuple[tuple[str, tuple[str, ...]], ...]]]:
    return [(f.id, f.verdict, f.reason, tuple((s.value, s.claims) for s in f.sides)) for f in report.findings]


def test_many_are_judged_as_few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    news = articles(tmp_path / "news", FEW)
    each_with_each = run([news])
    monkeypatch.setattr(pairs, "_ALL", 1)
    assert told(run([news])) == told(each_with_each)
    assert each_with_each.findings


def test_what_is_too_much_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    news = articles(tmp_path / "news", FEW)
    monkeypatch.setattr(pairs, "_ALL", 1)
    report = run([news], Options(Config(limits=Limits(pairs=20))))
    (problem,) = report.problems
    assert not problem.note
    assert problem.message.startswith("not compared on Saltmere: mayor: ")
    assert problem.message.endswith("more than 20 pairs of values (limits.pairs)")
    # Each of the values is still among those that are compared.
    values = {side.value for finding in report.contradictions for side in finding.sides}
    assert values == set(NAMES.values())


def test_two_names_are_one_side_in_either_order(tmp_path: Path) -> None:
    lines = {
        "a": "Saltmere Mayor Judith Abelard closed it. Saltmere Mayor Dora Castle opened it.",
        "b": "Saltmere Mayor Dora Castle closed it. Saltmere Mayor Judith Abelard opened it.",
        "c": "Saltmere Mayor Rufus Hale closed it. Saltmere Mayor Osric Voss opened it.",
    }
    for name, text in lines.items():
        (tmp_path / f"{name}.txt").write_text(f"---\ndate: 2024-05-14\n---\n{text}\n")
    sides = [{side.value: len(side.claims) for side in found.sides} for found in run([tmp_path]).contradictions]
    assert {"Judith Abelard and Dora Castle": 4, "Rufus Hale and Osric Voss": 2} in sides
    assert len(sides) == 1
