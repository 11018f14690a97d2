"""Files and documents -> parts that workers have read, in order. An article that ends its worker costs no other."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final

from factcheck.config.apply import renamed
from factcheck.ingest import Source, ingest_sources
from factcheck.ingest.files import printable
from factcheck.model import Document, Problem
from factcheck.paths import posix
from factcheck.record import record
from factcheck.scheduled import work
from factcheck.scheduled.cluster import DiedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from factcheck.scheduled.cluster import Cluster

    Item = Source | Document

_BATCH: Final = 100  # articles or files that are handed over at once: half a second of work
_BYTES: Final = 2_000_000  # of files that are handed over at once
_AHEAD: Final = 4  # batches for each worker that are under way at once, so that texts do not pile up
_HOPELESS: Final = 3  # articles that one after another end the process that reads them


@record(frozen=True, slots=True)
class Read:
    """A part that workers have read: what stands for it there, and its sketches."""

    future: Any
    sketches: work.Sketches


class Parts:
    """Has files and documents read by workers."""

    def __init__(self, workers: Cluster, given: work.Given, progress: Callable[[int, int], None] | None) -> None:
        self.given = workers.submit(work.same, given)
        self.problems: list[Problem] = []  # of files that were read here after all
        self._workers = workers
        self._told = given
        self._progress = progress
        self._deaths = 0

    def of(self, items: Sequence[Item]) -> Iterator[Read | Problem]:
        """Yield the parts in order, and a problem for each article that cannot be read; raises ChildProcessError."""
        batches = list(_batches(items))
        ahead = _AHEAD * max(1, self._workers.workers())
        waiting: list[tuple[Sequence[Item], Any, Any]] = []
        done = 0
        for number in range(len(batches) + ahead):
            if number < len(batches):
                waiting.append((batches[number], *self._handed(batches[number])))
            if not waiting or (len(waiting) < ahead and number < len(batches)):
                continue
            batch, part, sketches = waiting.pop(0)
            try:
                yield Read(part, self._workers.result(sketches))
            except DiedError:  # nobody knows at which article: each is given out by itself
                yield from self._singly(batch)
            done += len(batch)
            if self._progress is not None:
                self._progress(done, len(items))

    def _handed(self, batch: Sequence[Item]) -> tuple[Any, Any]:
        sources = [item for item in batch if isinstance(item, Source)]
        if sources:
            shown = [printable(posix(source.file)) for source in sources]
            part = self._workers.submit(work.read_files, self.given, [work.absolute(s) for s in sources], shown)
        else:
            part = self._workers.submit(work.read_documents, self.given, batch)
        return part, self._workers.submit(work.sketched, self.given, part)

    def _singly(self, batch: Sequence[Item]) -> Iterator[Read | Problem]:
        for item in batch:
            try:
                part, sketches = self._handed([item])
                yield Read(part, self._workers.result(sketches))
                self._deaths = 0
            except DiedError:
                documents = self._inside(item)
                if len(documents) > 1:
                    for some in _batches(documents):
                        yield from self._singly(some)
                    continue
                self._deaths += 1
                if self._deaths == _HOPELESS:
                    raise ChildProcessError("worker processes die, perhaps for want of memory") from None
                yield from (Problem(d.path, 0, "not read: it ended the process that read it") for d in documents)

    def _inside(self, item: Item) -> Sequence[Document]:
        """Return the documents of a file, read here."""
        if isinstance(item, Document):
            return (item,)
        config = self._told.config
        documents, problems = ingest_sources((item,), self._told.catalogue.words, config.inputs)
        self.problems += problems
        return renamed(documents, config)


def _batches(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """Yield the items in batches, each of files or of documents only."""
    batch: list[Item] = []
    size = 0
    for item in items:
        more = _size(item) if isinstance(item, Source) else 0
        full = len(batch) == _BATCH or size + more > _BYTES
        if batch and (full or isinstance(item, Source) != isinstance(batch[0], Source)):
            yield batch
            batch, size = [], 0
        batch.append(item)
        size += more
    if batch:
        yield batch


def _size(source: Source) -> int:
    try:
        return os.stat(source.file).st_size
    except OSError:
        return 0
