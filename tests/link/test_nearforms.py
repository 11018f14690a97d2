"""Of many names in one story, those that are one name are found as if every two were held against each other."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from factcheck.link import nearforms
from factcheck.pipeline import run
from factcheck.values import near

GIVEN = ["Anna", "Ana", "Judith", "Judit", "Catherine", "Kathryn", "Erik", "Eric", "Stuart", "Stewart"]
LAST = [
    "Abelard",
    "Abelart",
    "Marlowe",
    "Marlow",
    "LaMarlowe",
    "Coster",
    "Costner",
    "Ortega",
    "Ortago",
    "Brand",
    "Brandt",
]
SAID = ["said that the pier was closed", "{age}, was hurt on the pier", "was seen beside {word} on the pier"]


def told(chance: random.Random) -> str:
    made = []
    for _ in range(60):
        name = [chance.choice(GIVEN), chance.choice(LAST)]
        if chance.random() < 0.3:
            name.insert(1, chance.choice(["Ann", "Anne", "Maria"]))
        if chance.random() < 0.1:
            name.reverse()
        rest = chance.choice(SAID).format(age=chance.choice([31, 32, 47]), word=chance.choice(LAST))
        made.append(
            f"{' '.join(name)}{'' if rest[0] == 's' else ', who'} {rest}."
            if rest[0] != "3"
            else f"{' '.join(name)}, {rest}."
        )
    return " ".join(made)


@pytest.mark.parametrize("seed", range(6))
def test_nothing_is_missed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - not a secret
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(told(chance))
    found = []
    for few in (10**9, 1):
        monkeypatch.setattr(nearforms, "CROWD", few)
        monkeypatch.setattr(near, "_FEW", few)
        found.append(run([tmp_path]))
    assert found[0] == found[1]
    spelled = [f for f in found[0].findings if f.reason == "spelling"]
    assert len(spelled) > 3
