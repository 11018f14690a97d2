"""Runs each command on one article of a hundred thousand claims, and says how much memory it holds at most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from factcheck.render.registry import FORMATS
from growth.formats import word
from growth.runs import ran

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

CLAIMS: Final = 100_000
MOST: Final = 400  # megabytes
TABLES: Final = ("csv", "parquet")
_MIXED: Final = (
    "{place} Mayor {name} said that {a} people were hurt on {day} May {year}. "
    "It cost ${b} million, {c}% more than planned."
)
_LINE: Final = 7  # claims of such a line
_PLAIN: Final = "Saltmere Mayor Judith Abelard closed the pier."
SETTINGS: Final = "[limits]\ncharacters = 8000000\nlines = 200000\nclaims = 200000\n"
DRAFT: Final = "Saltmere Mayor Edith Marlowe opened the pier, and Balbalbalmere Mayor Oswin Tarrant watched her.\n"


@dataclass(frozen=True)
class Held:
    """What one command took: seconds of processor time and the most megabytes."""

    text: str
    command: str
    seconds: float
    memory: float
    told: str


def mixed(claims: int) -> str:
    """Return an article of about so many claims of many families, of which no two speak of the same."""
    lines = int(claims / _LINE) + 1
    return "\n".join(
        _MIXED.format(
            place=word(n, 0),
            name=f"{word(n, 1)} {word(n * 7 + n // 8000, 2)}",
            a=n % 500 + 2,
            day=n % 28 + 1,
            year=1900 + n % 120,
            b=n % 400 + 1,
            c=n % 90 + 2,
        )
        for n in range(lines)
    )


def plain(claims: int) -> str:
    """Return an article of so many claims, two in each sentence, of which all say the same but the last."""
    return "\n".join([_PLAIN] * (claims // 2 - 1) + ["Saltmere Mayor Edith Marlowe opened the pier."])


def commands(formats: Iterable[str] = FORMATS) -> list[tuple[str, ...]]:
    """Return the commands in the order in which they are run: the archive of one is read by the next."""
    return [
        *(("report", "a.txt", "--format", form, "--output", "report") for form in formats),
        *(("check", "a.txt", "--format", form) for form in ("text", "json")),
        ("check", "draft.txt", "--against", "a.txt"),
        *(("read", "a.txt", "--format", form) for form in ("text", "json")),
        *(("claims", "a.txt", "--format", form, "--output", f"tables-{form}") for form in (*TABLES, "json")),
        ("archive", "add", "a.txt", "--archive", "a.archive"),
        ("check", "draft.txt", "--archive", "a.archive"),
        ("archive", "conflicts", "--archive", "a.archive"),
        ("archive", "verify", "--archive", "a.archive"),
        *(
            ("archive", "export", "--archive", "a.archive", "--format", form, "--output", f"all-{form}")
            for form in TABLES
        ),
    ]


def held(folder: Path, claims: int = CLAIMS, formats: Iterable[str] = FORMATS) -> Iterator[Held]:
    """Yield what each command takes for each text, on files of a folder."""
    (folder / "factcheck.toml").write_text(SETTINGS)
    (folder / "draft.txt").write_text(DRAFT)
    for name, made in TEXTS.items():
        (folder / "a.txt").write_text(made(claims))
        (folder / "a.archive").unlink(missing_ok=True)
        for command in commands(formats):
            run = ran(folder, *command)
            yield Held(name, " ".join(command), run.seconds, run.memory, run.told)


TEXTS: Final = {"claims of many families": mixed, "one claim in each sentence": plain}
