"""The library: what a newsroom's content system calls. `import factcheck` gives these names.

Nothing here reads a configuration, a clock or the network by itself: what a run depends on is handed to it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.catalogue import Catalogue, shipped
from factcheck.config import Config
from factcheck.config.apply import renamed
from factcheck.ingest import ingest, ingest_text
from factcheck.ingest.metadata import Metadata, published
from factcheck.pipeline import Options, check_documents, families, finished, report_on
from factcheck.record import record, replaced

if TYPE_CHECKING:
    from factcheck.findings import Report
    from factcheck.model import Document, Problem


@record(frozen=True, slots=True)
class Article:
    """An article as a content system holds it: its text, and what is known of it.

    `name` is its id in the report ("": "article 1" and so on; a draft under check is called "draft"). `published` is a day,
    a moment, or an ISO string of one; undated articles are read with what their text tells of their day.
    """

    text: str
    name: str = ""
    outlet: str = ""
    published: date | datetime | str | None = None
    title: str = ""
    url: str = ""


def check(
    draft: Article | Path | Iterable[Article | Path],
    against: Article | Path | Iterable[Article | Path] = (),
    config: Config | None = None,
    *,
    today: date | None = None,
) -> Report:
    """Return the report on a draft (or several) held against itself and other articles.

    Only findings that touch a draft are in it; `report.contradictions` are those that stop a draft. Articles are given as
    `Article`, or as paths of files and folders, which are read as the command line does. `today` is the day on which
    editors' decisions may have expired. What cannot be read stands in `report.problems`.

    Raises TypeError for anything else than an article or a path, ValueError for a `published` that is no ISO date, for
    two articles of one name, and where decisions can expire but `today` is not given; CatalogueError and ConfigError
    where families or configuration cannot be used.
    """
    return Checker(config).check(draft, against, today=today)


def report(
    articles: Article | Path | Iterable[Article | Path], config: Config | None = None, *, today: date | None = None
) -> Report:
    """Return the report on where articles cannot both be right; takes and raises what `check` does."""
    return Checker(config).report(articles, today=today)


def rendered(result: Report, form: str = "json") -> bytes:
    """Return a report in a format of the command line ("json", "html", "csv", "markdown", "sarif", ...); raises KeyError."""
    from factcheck.cache import toml  # noqa: PLC0415 - only where a report is written
    from factcheck.render.registry import Column, Request  # noqa: PLC0415
    from factcheck.render.registry import rendered as in_format  # noqa: PLC0415

    shape = toml(f"{shipped('reports')}/contradictions/report.toml")
    request = Request(
        verdicts=tuple(shape["verdicts"]),
        title=shape["title"],
        columns=tuple(Column(**column) for column in shape["column"]),
        decisions=tuple(shape["decisions"]),
    )
    return in_format(form, result, request)


class Checker:
    """Checks with one configuration many times: families and word lists are loaded once.

    It holds nothing else, and may be used from several threads at once.
    """

    def __init__(self, config: Config | None = None) -> None:
        self._config = config or Config()
        self._catalogue: Catalogue = families(Options(self._config))

    def check(
        self,
        draft: Article | Path | Iterable[Article | Path],
        against: Article | Path | Iterable[Article | Path] = (),
        *,
        today: date | None = None,
    ) -> Report:
        """Return the report on a draft; see `factcheck.check`."""
        own, problems = self._documents(draft, "draft")
        others, more = self._documents(against, "article")
        options = Options(self._config, today)
        return check_documents(own, others, (*problems, *more), self._catalogue, options)[0]

    def report(self, articles: Article | Path | Iterable[Article | Path], *, today: date | None = None) -> Report:
        """Return the report on articles; see `factcheck.report`."""
        documents, problems = self._documents(articles, "article")
        found = report_on(renamed(documents, self._config), problems, self._catalogue)
        return finished(found, Options(self._config, today))

    def _documents(
        self, given: Article | Path | Iterable[Article | Path], kind: str
    ) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
        sources = [given] if isinstance(given, Article | Path | str) or not isinstance(given, Iterable) else list(given)
        for source in sources:
            if not isinstance(source, Article | Path):
                raise TypeError(f"an Article or a pathlib.Path is needed, not {type(source).__name__}")
        paths = [s for s in sources if isinstance(s, Path)]
        documents, problems = ingest(paths, self._catalogue.words, self._config.inputs) if paths else ((), ())
        articles = [s for s in sources if isinstance(s, Article)]
        made = [self._document(a, a.name or _name(kind, n, len(articles))) for n, a in enumerate(articles, 1)]
        every = (*documents, *made)
        names = [d.id for d in every]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise ValueError(f"two articles are called {twice!r}")
        return tuple(sorted(every, key=lambda d: d.id)), problems

    def _document(self, article: Article, name: str) -> Document:
        document = ingest_text(article.text, name, self._catalogue.words)
        when = article.published
        words = when.isoformat() if isinstance(when, date) else when or ""
        known, problems = published(Metadata(published=words, path=name))
        if problems:
            raise ValueError(f"{name}: {problems[0].message}")
        known = known if words else document.published
        return replaced(
            document,
            outlet=article.outlet or document.outlet,
            title=article.title or document.title,
            url=article.url or document.url,
            published=known,
        )


def _name(kind: str, number: int, of: int) -> str:
    return kind if kind == "draft" and of == 1 else f"{kind} {number}"
