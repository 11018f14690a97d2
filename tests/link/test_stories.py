"""Which articles tell one event: other words join, another event of the same kind stays apart."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from factcheck import catalogue as cat
from factcheck.ingest import ingest
from factcheck.link.stories import _average_link
from factcheck.pipeline import report_on

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

VELDEN = {
    "velden1": (
        "2015-06-09",
        (
            "A strong earthquake shook the hill town of Velden early on Tuesday, killing four people and bringing down the tower "
            "of its cathedral, officials said. The 6.2-magnitude quake struck at 4:40 a.m. about 12 miles north of Velden, the "
            "National Seismic Office said. Mayor Anna Pohl asked residents to stay in the open. Rescue crews from Karsk were "
            "searching the ruins of two houses in the old quarter."
        ),
    ),
    "velden2": (
        "2015-06-09",
        (
            "Velden's cathedral tower collapsed and at least four residents died when an earthquake of magnitude 6.2 woke the town "
            "before dawn on Tuesday. Mayor Anna Pohl said two houses of the old quarter had fallen in. Soldiers put up tents on "
            "the football ground for families afraid to go home."
        ),
    ),
    "velden3": (
        "2015-06-10",
        (
            "Rescuers in Velden pulled a boy alive from the ruins on Wednesday, a day after a 6.1-magnitude tremor killed five "
            'people in the hill town. "We had given up hope," said Anna Pohl, the mayor. The tower of the cathedral came down '
            "on the square, and crews from Karsk are still digging in the old quarter."
        ),
    ),
}
ARMENT = {
    "arment1": (
        "2015-06-10",
        (
            "A strong earthquake shook the port of Arment early on Wednesday, killing nine people and bringing down part of a "
            "school, officials said. The 5.8-magnitude quake struck at 3:15 a.m. about 20 miles south of Arment, the National "
            "Seismic Office said. Governor Luis Ferro asked residents to stay in the open. Rescue crews were searching the ruins "
            "of the customs house."
        ),
    ),
    "arment2": (
        "2015-06-10",
        (
            "Nine people died in Arment on Wednesday when an earthquake of magnitude 5.8 brought down a wing of a school and the "
            "customs house of the port. Governor Luis Ferro said the harbour was closed to all ships. Families spent the morning "
            "in the open, afraid to go home."
        ),
    ),
    "arment3": (
        "2015-06-11",
        (
            "The port of Arment buried its dead on Thursday after the 5.8-magnitude earthquake that killed nine people. The customs "
            "house is lost, and the school will stay shut until autumn, Governor Luis Ferro said as ships returned to the harbour."
        ),
    ),
}
ROUND_UP = {
    "roundup": (
        "2015-06-11",
        (
            "The week in brief. An earthquake killed four people in Velden on Tuesday, where the tower of the cathedral fell. "
            "Another quake killed nine in the port of Arment on Wednesday, and Governor Luis Ferro closed the harbour. "
            "The Saltmere council put off its vote on the pier. Tennis: Nora Quist won the final in three sets. "
            "The river festival at Ashford drew 4,000 visitors, and rain is expected by Sunday."
        ),
    ),
}
RAIDS = {
    "raid1": (
        "",
        (
            "Three men with hammers robbed the Lindqvist jewellery shop in central Ostrava Bay on Monday and left with rings worth "
            "$400,000, police said. They drove off in a white van, which was found burning near the Marlowe bridge."
        ),
    ),
    "raid2": (
        "",
        (
            "Robbers smashed the windows of Lindqvist, a jeweller in the centre of Ostrava Bay, and took rings worth about $400,000 "
            "on Monday. Police found their burning van at the Marlowe bridge."
        ),
    ),
    "raid3": (
        "",
        (
            "Ines Castellan had just unlocked the door of her watchmaker's workshop in Ostrava Bay on Friday when two youths "
            "followed her in and pointed a pistol at her. They emptied the safe and fled on a motorcycle with about $90,000. "
            "Her father, Piet Castellan, founded the business."
        ),
    ),
}


def told(folder: Path, articles: Mapping[str, tuple[str, str]], *, backwards: bool = False) -> dict[str, str]:
    """Return the story of each article, read from a folder in the order of names or backwards."""
    folder.mkdir(exist_ok=True)
    rows = ["file,outlet,published,title,url"]
    for name, (day, text) in articles.items():
        (folder / f"{name}.txt").write_text(text + "\n", "utf-8")
        rows.append(f"{name}.txt,{name},{day},,")
    (folder / "articles.csv").write_text("\n".join(rows) + "\n", "utf-8")
    catalogue = cat.load(())
    documents, problems = ingest([folder], catalogue.words)
    report = report_on(documents[::-1] if backwards else documents, problems, catalogue)
    return {name.removesuffix(".txt"): story for name, story in report.stories}


def groups(stories: Mapping[str, str]) -> set[frozenset[str]]:
    return {frozenset(n for n in stories if stories[n] == story) for story in stories.values()}


@pytest.mark.parametrize("articles", [VELDEN, ARMENT])
def test_one_event_in_other_words_and_a_later_report_are_one_story(
    tmp_path: Path, articles: dict[str, tuple[str, str]]
) -> None:
    assert groups(told(tmp_path / "a", articles)) == {frozenset(articles)}


def test_two_quakes_on_following_days_stay_apart(tmp_path: Path) -> None:
    assert groups(told(tmp_path / "a", {**VELDEN, **ARMENT})) == {frozenset(VELDEN), frozenset(ARMENT)}


def test_two_events_of_one_kind_stay_apart_without_dates(tmp_path: Path) -> None:
    undated = {name: ("", text) for name, (_, text) in {**VELDEN, **ARMENT}.items()}
    assert groups(told(tmp_path / "a", undated)) == {frozenset(VELDEN), frozenset(ARMENT)}


def test_two_raids_in_one_town_stay_apart(tmp_path: Path) -> None:
    assert groups(told(tmp_path / "a", RAIDS)) == {frozenset(("raid1", "raid2")), frozenset(("raid3",))}


def test_a_round_up_merges_nothing(tmp_path: Path) -> None:
    stories = told(tmp_path / "a", {**VELDEN, **ARMENT, **ROUND_UP})
    assert stories["velden1"] != stories["arment1"]
    assert all(len({stories[a], stories[b]}) == 1 for s in (VELDEN, ARMENT) for a, b in combinations(s, 2))


def test_the_order_of_the_files_and_what_else_is_read_change_nothing(tmp_path: Path) -> None:
    every = {**VELDEN, **ARMENT, **ROUND_UP, **RAIDS}
    forwards = told(tmp_path / "a", every)
    assert told(tmp_path / "a", every, backwards=True) == forwards
    assert {n: forwards[n] for n in VELDEN} == told(tmp_path / "b", VELDEN)


def test_groups_that_are_stories_already_need_a_surer_mean() -> None:
    left, right = ["a1", "a2", "a3"], ["b1", "b2", "b3"]
    odds = {(x, y): 4.0 for side in (left, right) for x, y in combinations(side, 2)}
    odds |= {(x, y): 0.5 for x in left for y in right}
    assert _average_link([*left, *right], odds) == [left, right]
    assert _average_link([*left, "b1"], {k: v for k, v in odds.items() if "b2" not in k and "b3" not in k}) == [
        [*left, "b1"]
    ]


def test_one_sure_pair_joins_no_two_groups() -> None:
    odds = {("a1", "a2"): 4.0, ("b1", "b2"): 4.0, ("a1", "b1"): 4.0}
    assert len(_average_link(["a1", "a2", "b1", "b2"], odds)) > 1


def test_a_sure_pair_is_one_story_whatever_its_last_bit() -> None:
    odds = [-0.59 + k * 0.0037 for k in range(1500)]
    apart = [found for found in odds if len(_average_link(["a", "b"], {("a", "b"): found})) > 1]
    assert apart == []
