"""Makes small articles for measuring and for tests: the same ones for the same number and seed.

Each few of them tell one invented event, in other words and now and then with another figure, so that every stage of a
run has work to do.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_TOGETHER: Final = 4  # articles that tell one event
_FIRST: Final = "Judith Edith Toma Anneke Rafael Ilse Piotr Mirela Owen Clara Henrik Salma".split()
_SYLLABLES: Final = "al mer tor ven dun sol kar bel wic har lun pes rod tam gil nor".split()
_OUTLETS: Final = ("Gazette", "Herald", "Courier", "Evening Post", "Mercury")
_EVENTS: Final = ("fire", "flood", "explosion", "landslide", "collision", "storm")
_PLACES: Final = ("warehouse", "school", "ferry terminal", "market hall", "paper mill", "clinic")
_SENTENCES: Final = (
    "The {event} at the {place} killed {dead} people and injured {hurt} others, police said.",
    "At least {hurt} people were injured, according to {mayor}, the mayor of {town}.",
    "{town} Mayor {mayor} said on {weekday} that repairs would cost about ${cost} million.",
    "The {event} began at {hour}:{minute:02d} p.m. near {street} Street, where {houses} houses stand.",
    "Rescue crews worked for {hours} hours and brought {saved} people to safety.",
    "{chief}, {age}, who leads the fire service, told reporters that {share}% of the building was lost.",
    "The {place} was founded in {founded} and employs {staff} people.",
    "Officials promised to publish a report within {weeks} weeks.",
    "It was the {rank} such accident in the county since {since}.",
    "Neighbours described a loud noise, then silence, and a smell of smoke that stayed until the morning.",
    "The council of {town} meets on {month} {day} to discuss what is to be done with the site.",
    "{saved} people spent the night in a sports hall {miles} miles ({km} km) from the {place}.",
)


def write_articles(folder: Path, number: int, seed: int = 7) -> None:
    """Write so many articles into a folder, with the `articles.csv` that dates them."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(seed)  # noqa: S311 - nothing secret is drawn
    rows = ["file,outlet,published,title"]
    facts: dict[str, object] = {}
    for k in range(number):
        if k % _TOGETHER == 0:
            facts = _facts(chance)
        told = (
            facts if chance.random() < 0.7 else facts | {"dead": chance.randint(1, 30), "cost": chance.randint(2, 90)}
        )
        chosen = chance.sample(_SENTENCES, chance.randint(6, len(_SENTENCES)))
        title = f"{told['event']} at {told['town']} {told['place']}".capitalize()
        body = "\n\n".join(sentence.format(**told) for sentence in chosen)
        name = f"article-{k:05d}.txt"
        (folder / name).write_text(f"{title}\n\n{body}\n", "utf-8")
        rows.append(f"{name},{told['town']} {_OUTLETS[k % len(_OUTLETS)]},{told['published']},{title}")
    (folder / "articles.csv").write_text("\n".join(rows) + "\n", "utf-8")


def _facts(chance: random.Random) -> dict[str, object]:
    """Return what happened in one event."""
    day = date(2020, 1, 1) + timedelta(days=chance.randrange(1500))
    miles = chance.randint(2, 40)
    return {
        "event": chance.choice(_EVENTS),
        "place": chance.choice(_PLACES),
        "town": _name(chance),
        "street": _name(chance),
        "mayor": f"{chance.choice(_FIRST)} {_name(chance)}",
        "chief": f"{chance.choice(_FIRST)} {_name(chance)}",
        "age": chance.randint(31, 64),
        "dead": chance.randint(1, 30),
        "hurt": chance.randint(2, 120),
        "cost": chance.randint(2, 90),
        "hour": chance.randint(1, 11),
        "minute": chance.randrange(60),
        "houses": chance.randint(5, 80),
        "hours": chance.randint(3, 20),
        "saved": chance.randint(8, 200),
        "share": chance.randint(10, 95),
        "founded": chance.randint(1880, 1999),
        "staff": chance.randint(12, 900),
        "weeks": chance.choice(("two", "three", "six")),
        "rank": chance.choice(("second", "third", "worst")),
        "since": chance.randint(1950, 2010),
        "miles": miles,
        "km": round(miles * 1.609344),
        "weekday": day.strftime("%A"),
        "month": day.strftime("%B"),
        "day": min(day.day + 3, 28),
        "published": (day + timedelta(days=1)).isoformat(),
    }


def _name(chance: random.Random) -> str:
    return "".join(chance.choice(_SYLLABLES) for _ in range(chance.randint(2, 3))).capitalize()
