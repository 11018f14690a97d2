"""Figures of two documents that differ in their place alone are judged once, and paired as if each had been judged."""

from __future__ import annotations

import random
from decimal import Decimal
from itertools import combinations

import pytest

from factcheck.catalogue import load
from factcheck.link import alignment
from factcheck.link.alignment import aligned
from factcheck.link.figures import Figure
from factcheck.link.same import rules_of
from factcheck.model import Published, Quantity
from factcheck.values import algebra_from

WORDS = load().words
PUBLISHED = {"a": Published(), "b": Published()}


def figure(start: int, number: int, *, lead: bool = True) -> Figure:
    value = Quantity(Decimal(number), Decimal(number), "person")
    names, words = frozenset(("saltmere",)), {"ferry": 1.0, "harbour": 1.0}
    told = ("count", "person", frozenset[str](), "hurt", frozenset[str](), False, names, words, 1.4, value)
    return Figure(start, start + 2, *told, None, others=False, part=False, elsewhere=False, lead=lead, world="asserted")


def pairs(left: list[Figure], right: list[Figure]) -> list[tuple[int, int, str, float]]:
    found, beyond = aligned(
        ["a", "b"], {"a": left, "b": right}, PUBLISHED, algebra_from(WORDS), rules_of(WORDS), most=100_000
    )
    assert not beyond
    return [(p.left[1], p.right[1], p.grade) for p in found]


def test_all_pairs_of_equal_figures_come_in_the_order_of_their_places() -> None:
    left = [figure(0, 12), figure(50, 30), figure(100, 12)]
    right = [figure(0, 12), figure(50, 12)]
    ((_, _, grade),) = pairs(left[:1], right[:1])
    assert pairs(left, right) == [(a, b, grade) for a in (0, 100) for b in (0, 50)]


def test_figures_of_other_values_are_paired_as_if_they_stood_once() -> None:
    ((_, _, grade),) = pairs([figure(0, 12)], [figure(0, 14)])
    found = pairs([figure(n, 12) for n in (0, 20)], [figure(n, 14) for n in (5, 25)])
    assert found == [(a, b, grade) for a in (0, 20) for b in (5, 25)]
    assert pairs([figure(0, 12), figure(20, 14)], [figure(0, 14)]) == [(20, 0, "soft")]  # it knows both


def test_a_text_that_repeats_itself_costs_no_square(monkeypatch: pytest.MonkeyPatch) -> None:
    judged = 0
    score = alignment._Scene._score

    def counting(scene: alignment._Scene, a: Figure, b: Figure) -> float:
        nonlocal judged
        judged += 1
        return score(scene, a, b)

    monkeypatch.setattr(alignment._Scene, "_score", counting)
    found = pairs([figure(n, 12 + n % 2) for n in range(100)], [figure(n, 12, lead=n < 8) for n in range(100)])
    assert judged == 4
    assert len(found) == 50 * 100


@pytest.mark.parametrize("seed", range(20))
def test_many_texts_are_paired_as_every_two_of_them_alone(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    texts = [[(chance.randrange(3), chance.choice([12, 14, 30, 31])) for _ in range(4)] for _ in range(3)]
    held = {}
    for name in "abcdef":  # some of them copies
        told = chance.choice(texts)
        held[name] = [figure(10 * n, number, lead=bool(lead)) for n, (lead, number) in enumerate(told)]
    published = dict.fromkeys(held, Published())
    algebra, rules = algebra_from(WORDS), rules_of(WORDS)
    found, _ = aligned(sorted(held), held, published, algebra, rules)
    alone = [p for two in combinations(sorted(held), 2) for p in aligned(two, held, published, algebra, rules)[0]]
    assert found == alone
    assert found
