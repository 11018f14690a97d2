"""Small invented articles, made by code: the same for the same seed, each with claims of several families."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_TOWNS: Final = "Saltmere Kelmar Ostrey Dunhallow Verrin Marlwick Pellam Tarnby Cresk Holme".split()
_GIVEN: Final = "Judith Oskar Mina Tobias Renata Edmund Salome Piers Ingrid Matteo".split()
_FAMILY: Final = "Abelard Voss Tarrant Quill Merridew Osei Lindqvist Navarro Pell Hathaway".split()
_PARTIES: Final = "Harbour Meadow Lantern Orchard Beacon".split()
_HARM: Final = ("were killed", "were injured", "were hurt", "died")


def text(number: int, seed: int = 0) -> str:
    """Return the text of an article."""
    chance = random.Random(f"{seed}/{number}")  # noqa: S311 - test data
    town, party = chance.choice(_TOWNS), chance.choice(_PARTIES)
    person = f"{chance.choice(_GIVEN)} {chance.choice(_FAMILY)}"
    day, month = chance.randint(1, 28), chance.choice(("March", "April", "May", "June"))
    lines = [
        f"Report {number} from {town}",
        "",
        f"{chance.randint(2, 90)} people {chance.choice(_HARM)} when a ferry struck the pier in {town} on {month} {day}, 2019.",
        f"{town} Mayor {person} visited the harbour the next morning.",
        f"The {party} Party holds {chance.randint(3, 400)} seats in the lower house of {town}.",
        f"The {party} Party (the {chance.choice(_PARTIES)} List) was founded in {chance.randint(1900, 2015)}.",
    ]
    if number % 3 == 0:
        lines.insert(0, f"---\nurl: https://news.example/{seed}/{number}\noutlet: {town} Post\n---")
    return "\n".join(lines) + "\n"


def write(folder: Path, numbers: range, seed: int = 0) -> Path:
    """Write articles into a folder, made where it is missing, and return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        (folder / f"a{number:06}.txt").write_text(text(number, seed), "utf-8")
    return folder
