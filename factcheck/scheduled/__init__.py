"""A report by the workers of a Dask scheduler (extra `dask`): the same bytes as without it.

Files are read where the workers are. Which articles tell one story, which print one text and how names are printed
hangs on all of them: the caller settles that from sketches without texts. Then each story goes to one worker, which links it,
and each slot to one that compares it; articles and claims move from worker to worker. The caller is given what was found,
and of articles and claims those that the report shows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck import __version__
from factcheck.config.apply import renamed
from factcheck.ingest import gather, ingest_sources, told
from factcheck.model import Problem
from factcheck.record import record
from factcheck.scheduled.cluster import DiedError, connected
from factcheck.scheduled.flow import Flow
from factcheck.scheduled.parts import Parts
from factcheck.scheduled.work import Given, readings_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from factcheck.catalogue import Catalogue
    from factcheck.config import Config
    from factcheck.findings import Report
    from factcheck.model import Document
    from factcheck.paths import Pathname
    from factcheck.reading import Reading
    from factcheck.scheduled.parts import Item


@record(frozen=True, slots=True)
class Engine:
    """Who works: the scheduler at `address`, or so many `workers` of this machine where that is empty.

    `files` tells that the workers see the files that the caller sees, under the same absolute paths; those of this machine do.
    """

    address: str = ""
    workers: int = 1
    files: bool = False

    @property
    def reads(self) -> bool:
        """Whether workers read files."""
        return self.files or not self.address


def report_of(
    paths: Sequence[Pathname],
    catalogue: Catalogue,
    config: Config,
    engine: Engine,
    listed: frozenset[str] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Return the report on all articles under `paths`, without decisions.

    It holds the claims of findings of the verdicts `listed`, and the texts with these; None for all. `progress(number, total)`
    is told of files. Raises ChildProcessError.
    """
    sources, gathered = gather(paths)
    # What is piped has one reader, and it is here.
    items: list[Item] = []
    problems = list(gathered)
    for source in sources:
        if engine.reads and not source.piped:
            items.append(source)
        else:
            documents, more = ingest_sources((source,), catalogue.words, config.inputs)
            items += renamed(documents, config)
            problems += more
    given = Given(catalogue, config, listed, __version__)
    with connected(engine.address, engine.workers) as workers:
        try:
            return Flow(workers, given, progress).report(items, lambda n, more: told(paths, n, [*problems, *more]))
        except DiedError:
            raise ChildProcessError("worker processes die, perhaps for want of memory") from None


def scheduled(
    documents: Sequence[Document], catalogue: Catalogue, config: Config, engine: Engine
) -> Iterator[Reading | Problem]:
    """Yield the reading of every document, in their order, or a problem where it could not be read; raises ChildProcessError."""
    with connected(engine.address, engine.workers) as workers:
        given = Given(catalogue, config, None, __version__)
        for part in Parts(workers, given, None).of(documents):
            yield from [part] if isinstance(part, Problem) else workers.result(workers.submit(readings_of, part.future))
