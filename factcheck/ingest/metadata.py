"""What a publisher says about an article, beside its files or inside them, and when it says that it was published."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from factcheck.model import Problem, Published
from factcheck.record import field, record

_MONTH = r"(\d{4})(?:-(\d{2}))?$"


@record(frozen=True, slots=True)
class Metadata:
    """What is said about one article; empty where nothing is. `line` is where it is said."""

    title: str = ""
    published: str = ""
    outlet: str = ""
    url: str = ""
    path: str = ""
    line: int = 0

    def over(self, other: Metadata) -> Metadata:
        """Return these fields, filled up from the other's."""
        dated = self if self.published else other
        return Metadata(
            self.title or other.title,
            dated.published,
            self.outlet or other.outlet,
            self.url or other.url,
            dated.path,
            dated.line,
        )


@record(frozen=True, slots=True)
class Matter:
    """Front matter: where it ends in the text, what it says, and what is wrong with it."""

    end: int = 0
    metadata: Metadata = field(default_factory=Metadata)
    problems: tuple[Problem, ...] = ()


def published(metadata: Metadata) -> tuple[Published, tuple[Problem, ...]]:
    """Return when the article was published, unknown and a problem when the words are no ISO date."""
    words = metadata.published.strip()
    if not words:
        return Published(), ()
    try:
        if match := re.match(_MONTH, words):
            year, month = int(match[1]), match[2]
            start = date(year, int(month or 1), 1)
            last = date(year, int(month or 12), 28) + timedelta(days=4)
            return Published(start, last - timedelta(days=last.day), "metadata"), ()
        moment = datetime.fromisoformat(words)
    except (ValueError, OverflowError):
        return Published(), (Problem(metadata.path, metadata.line, f"not an ISO date: {short(words)}"),)
    exact = moment if re.search(r"\d[T ]\d", words) else None
    return Published(moment.date(), moment.date(), "metadata", exact), ()


def short(words: str) -> str:
    """Return words that fit into one line of a message."""
    clean = " ".join(words.split())
    return clean if len(clean) <= 40 else clean[:39] + "…"


def is_table(text: str) -> bool:
    """Tell whether the text of an `articles.csv` is a table of files; without a column `file` but with texts it is not."""
    first = text.removeprefix("\ufeff").lstrip("\r\n").partition("\n")[0].lower()
    names = {name.strip().strip('"') for name in first.split(",")}
    return "file" in names or not names & {"text", "body", "content"}


def read_matter(text: str, path: str) -> Matter:
    """Return the front matter at the start of a text: YAML between `---`, TOML between `+++`."""
    if not text.startswith(("---", "+++", "\ufeff")):
        return Matter()
    from factcheck.ingest.matter import front_matter  # noqa: PLC0415 - few articles have any

    return front_matter(text, path)
