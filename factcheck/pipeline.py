"""The whole flow on one page: paths -> documents -> sentences -> claims -> entities and stories -> findings."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from factcheck import catalogue as cat
from factcheck.compare import beyond, compare, unfinished
from factcheck.config import Config
from factcheck.config.apply import configured, renamed
from factcheck.findings import Report
from factcheck.ingest import ingest, ingest_bytes, ingest_text
from factcheck.inputs import Limits
from factcheck.link import linked, rules_of
from factcheck.model import Problem, Published
from factcheck.read import Reader
from factcheck.reading import overfull, readings
from factcheck.record import field, record, replaced
from factcheck.values import algebra_from

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from factcheck.archive import Archive
    from factcheck.model import Document, Sentence
    from factcheck.paths import Pathname
    from factcheck.reading import Reading
    from factcheck.scheduled import Engine


@record(frozen=True, slots=True)
class Options:
    """What a run may be told: the configuration, the day on which decisions are looked at, and whom to tell of progress.

    `workers` processes read the articles, 0 for as many as suit; a program that asks for more than 1 must keep its own
    start behind `if __name__ == "__main__"`. `scheduler` is the address of a Dask scheduler whose workers do all of it instead,
    "local" for one of this machine; `shared_files` tells that the workers of another see the files that this process sees.
    Of what they find the report holds only the claims, and the texts with them, of findings of the verdicts `listed`; None for
    all, and so where there are decisions or a baseline.
    """

    config: Config = field(default_factory=Config)
    today: date | None = None
    progress: Callable[[int, int], None] | None = None
    workers: int = 1
    scheduler: str = ""
    shared_files: bool = False
    listed: frozenset[str] | None = None


def families(options: Options, *, examples: bool = False) -> cat.Catalogue:
    """Return the catalogue as configured, with its examples if asked for; raises CatalogueError or ConfigError when it cannot be used."""
    return configured(cat.load(options.config.claims, examples=examples), options.config)


def run(paths: Sequence[Pathname], options: Options = Options()) -> Report:
    """Return the report on all articles under `paths`.

    Raises CatalogueError, ConfigError or EarlierReportError when families, configuration or baseline cannot be used, and
    ChildProcessError when worker processes die whatever they are given.
    """
    catalogue = families(options)
    if options.scheduler:
        from factcheck.scheduled import report_of  # noqa: PLC0415 - an extra

        config = options.config
        listed = None if config.decisions or config.baseline else options.listed
        made = report_of(paths, catalogue, config, _engine(options), listed, options.progress)
        return finished(made, options)
    documents, problems = ingest(paths, catalogue.words, options.config.inputs)
    report = report_on(renamed(documents, options.config), problems, catalogue, options)
    return finished(report, options)


def check(
    drafts: Sequence[Pathname],
    against: Sequence[Pathname],
    options: Options = Options(),
    archive: Archive | None = None,
) -> tuple[Report, frozenset[str]]:
    """Return the report on drafts and what they are held against, and the drafts' document ids; raises as `run` does.

    Only findings with a claim of a draft are kept. A draft that also stands under `against` is read once. Of an archive
    only the articles are looked at that the drafts may contradict; raises ArchiveError when it cannot be read.
    """
    catalogue = families(options)
    inputs = options.config.inputs
    own, problems = ingest(drafts, catalogue.words, inputs)
    others, more = ingest(against, catalogue.words, inputs) if against else ((), ())
    return check_documents(own, others, (*problems, *more), catalogue, options, archive)


def check_documents(
    own: Sequence[Document],
    others: Sequence[Document],
    problems: Sequence[Problem],
    catalogue: cat.Catalogue,
    options: Options,
    archive: Archive | None = None,
) -> tuple[Report, frozenset[str]]:
    """Return what `check` does for documents that are already ingested."""
    digests = {d.sha256 for d in own}
    taken = {d.id for d in own}
    rest = tuple(
        replaced(d, id=f"against/{d.id}", path=d.path) if d.id in taken else d
        for d in others
        if d.sha256 not in digests
    )
    documents = renamed((*own, *rest), options.config)
    made, unread = _limited(documents, catalogue, options)
    problems = (*problems, *unread)
    told = None
    if archive is not None:
        drafts = sum(reading.document.id in taken for reading in made)
        archived, told, more = _archived(archive, made, drafts, catalogue, options)
        made, problems = [*made, *archived], (*problems, *more)
    ids = frozenset(taken)
    report = report_from(made, problems, catalogue, told, ids, options.config.limits.pairs)
    mine = {c.id for c in report.claims if c.document in ids}
    kept = tuple(f for f in report.findings if any(c in mine for side in f.sides for c in side.claims))
    return finished(replaced(report, findings=kept), options, ids), ids


def _archived(
    archive: Archive, made: Sequence[Reading], drafts: int, catalogue: cat.Catalogue, options: Options
) -> tuple[list[Reading], dict[str, str], list[Problem]]:
    """Return the archived articles that drafts are held against, all stories by document id, and what must be told.

    The first of `made`, so many as `drafts`, are the drafts.
    """
    from factcheck.archive.lookup import called, found  # noqa: PLC0415 - only where there is an archive

    most = options.config.limits.archived
    looked = found(archive, made[:drafts], made[drafts:], catalogue, most)
    taken = {r.document.id for r in made}
    told = dict(looked.told)
    kept = []
    for reading, story in looked.readings:
        document = renamed((reading.document,), options.config)[0]
        kept.append(called(reading, document, f"archive/{document.id}" if document.id in taken else document.id))
        told[kept[-1].document.id] = story
    words = f"only the {most:,} archived articles most like a draft are searched for its story (limits.archived)"
    return kept, told, [Problem(archive.where, 0, f"{words}; {looked.cut:,} more are not")] if looked.cut else []


def finished(report: Report, options: Options, drafts: frozenset[str] = frozenset()) -> Report:
    """Return a report without what editors have decided on or a baseline holds, its independent outlets counted."""
    config = options.config
    if not (config.decisions or config.baseline):
        return _counted(report, config)
    from factcheck.decisions import read_decisions, settled  # noqa: PLC0415 - only where there are any

    decisions, problems = read_decisions(config.decisions) if config.decisions else ((), ())
    baseline = None
    if config.baseline:
        from factcheck.decisions.baseline import read_baseline  # noqa: PLC0415 - only where there is one

        baseline = read_baseline(config.baseline)
    report = replaced(report, problems=(*report.problems, *problems))
    if decisions or baseline:
        path = os.path.basename(config.decisions) if config.decisions else ""
        report = settled(report, decisions, path, options.today, baseline, drafts)
    return _counted(report, config)


def _counted(report: Report, config: Config) -> Report:
    if not (report.findings or report.silenced):
        return report
    from factcheck.independence import counted  # noqa: PLC0415 - only where something was found

    return counted(report, config.groups())


def report_on(
    documents: Sequence[Document],
    problems: Sequence[Problem],
    catalogue: cat.Catalogue,
    options: Options = Options(),
) -> Report:
    """Return the report on documents that are already ingested, without decisions; raises ChildProcessError."""
    made, unread = _limited(documents, catalogue, options)
    return report_from(made, (*problems, *unread), catalogue, most=options.config.limits.pairs)


def _limited(
    documents: Sequence[Document], catalogue: cat.Catalogue, options: Options
) -> tuple[list[Reading], list[Problem]]:
    """Return the readings of documents, and a problem for each that was not read or has more claims than are compared."""
    most = options.config.limits.claims
    source = None
    if options.scheduler:
        from factcheck.scheduled import scheduled  # noqa: PLC0415 - an extra

        source = scheduled(documents, catalogue, options.config, _engine(options))
    made, unread = readings(documents, catalogue, options.workers, options.progress, most, source)
    return made, [*unread, *overfull(made, most)]


def _engine(options: Options) -> Engine:
    from factcheck.scheduled import Engine  # noqa: PLC0415 - an extra

    address = "" if options.scheduler == "local" else options.scheduler
    return Engine(address, options.workers or os.cpu_count() or 1, options.shared_files)


def report_from(
    made: Sequence[Reading],
    problems: Sequence[Problem],
    catalogue: cat.Catalogue,
    told: Mapping[str, str] | None = None,
    drafts: frozenset[str] = frozenset(),
    most: int = Limits().pairs,
) -> Report:
    """Return the report on articles that are already read, without decisions.

    `told` are their stories where known; `drafts` those of them that are under check, `most` how many pairs of one slot are judged.
    """
    read = [reading.document for reading in made]
    gists = {reading.document.id: reading.gist for reading in made}
    found = {reading.document.id: reading.claims for reading in made}
    rules, general = rules_of(catalogue.families)
    algebra = algebra_from(catalogue.words)
    link = linked(read, gists, found, catalogue.words, rules, general, algebra, told, drafts, most)
    compared = compare(
        link.claims, read, catalogue.families, algebra, link.shared_names, link.label, link.grade, drafts, most
    )
    paths = {document.id: document.path for document in read}
    over = [*unfinished(compared.left, paths, most), *beyond(link.beyond, paths, most)]
    return Report(
        documents=tuple(read),
        claims=link.claims,
        findings=compared.findings,
        problems=(*problems, *over),
        slots=compared.slots,
        stories=tuple(sorted(link.stories.items())),
        origins=tuple(sorted(link.origins.items())),
    )


def read_text(text: str, published: date | None, options: Options = Options()) -> tuple[Sentence, ...]:
    """Return the sentences of a text with their mentions, read as an article of that date (None: undated)."""
    return text_reader(options)(text, published)


def read_file(
    file: Pathname, data: bytes, published: date | None, options: Options = Options()
) -> tuple[Iterator[tuple[Document, tuple[Sentence, ...]]], tuple[Problem, ...]]:
    """Return the articles that a file's bytes hold, each with its sentences when its turn comes, and what could not be read."""
    catalogue = families(options)
    reader = Reader(catalogue.words)
    documents, problems = ingest_bytes(file, data, catalogue.words, options.config.inputs)
    day = Published(published, published, "metadata") if published else None
    dated = (replaced(d, published=day) if day else d for d in documents)
    return ((document, reader.read(document)[1]) for document in dated), problems


def text_reader(options: Options = Options()) -> Callable[[str, date | None], tuple[Sentence, ...]]:
    """Return `read_text` with its word lists loaded, for many texts."""
    catalogue = families(options)
    reader = Reader(catalogue.words)

    def read(text: str, published: date | None) -> tuple[Sentence, ...]:
        document = ingest_text(text, "-", catalogue.words)
        if published is not None:
            document = replaced(document, published=Published(published, published, "metadata"))
        return reader.read(document)[1]

    return read
