"""Articles -> readings, each by itself: one after another, or in worker processes. The outcome is the same.

Reading takes more than half of a run's time and needs one article at a time, so it is shared out; linking and comparing
need all of them and stay in the calling process.
"""

from __future__ import annotations

import gc
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, cast

from factcheck.extract import Extractor
from factcheck.link import Gist, gist
from factcheck.link.figures import FigureReader
from factcheck.link.quotes import QuoteReader
from factcheck.model import Problem
from factcheck.read import Reader
from factcheck.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from factcheck.catalogue import Catalogue
    from factcheck.model import Claim, Document, Mention, Sentence

_SHARE: Final = 100  # articles for which one more process pays: it needs a fifth of a second to start
_BATCH: Final = 16  # articles that are handed over at once
_LOOK: Final = 2.0  # seconds after which it is asked whether those who read are still alive
_HOPELESS: Final = 3  # processes that die one after another without reading anything


@record(frozen=True, slots=True)
class Reading:
    """One article as it was read: with its own date, its gist for linking, and its claims, not yet linked."""

    document: Document
    gist: Gist
    claims: tuple[Claim, ...]
    left: int = 0  # claims beyond the limit


class ArticleReader:
    """Reads articles; built once from the catalogue."""

    def __init__(self, catalogue: Catalogue, most: int = 0) -> None:
        self._most = most
        self._words = catalogue.words
        self._reader = Reader(catalogue.words)
        self._extractor = Extractor(catalogue.families, catalogue.words, catalogue.digest)
        self._figures = FigureReader(catalogue.words, self._reader.verbs)
        self._quotes = QuoteReader(catalogue.words)

    def read(self, document: Document) -> Reading:
        """Return the reading of an article; its sentences are not kept."""
        dated, sentences = self._reader.read(document)
        claims = self._extractor.extract(dated, sentences, self._antecedent)
        left = max(0, len(claims) - self._most) if self._most else 0
        if left:  # the claims that stand last are left, whatever family they are of
            kept = {id(c) for c in sorted(claims, key=lambda c: (c.start, c.end, c.family))[: self._most]}
            claims = tuple(c for c in claims if id(c) in kept)
        rest = list(sentences)
        del sentences
        return Reading(dated, gist(dated, rest, self._figures, self._quotes), claims, left)

    def _antecedent(self, sentences: Sequence[Sentence], index: int, token: int) -> Mention | None:
        from factcheck.link.coreference import definite  # noqa: PLC0415 - few texts need it

        return definite(sentences, index, token, self._words)


def readings(
    documents: Sequence[Document],
    catalogue: Catalogue,
    workers: int = 1,
    progress: Callable[[int, int], None] | None = None,
    most: int = 0,
    source: Iterable[Reading | Problem] | None = None,
) -> tuple[list[Reading], list[Problem]]:
    """Return the reading of every document, in their order, and a problem for each that could not be read.

    An article at which the reader fails, or which ends its process, costs no other article. `workers` is the number of
    processes, 1 for none besides this one, 0 for as many as the machine has cores and the number of documents is worth.
    `most` is how many claims of an article are kept, 0 for all; `source` yields what others read of them.
    `progress(number, total)` is told after each document.
    Raises ChildProcessError when worker processes die whatever they are given.
    """
    found: list[Reading] = []
    problems: list[Problem] = []
    if source is None:
        source = _read(documents, catalogue, workers or worth(len(documents)), most)
    for number, reading in enumerate(source, 1):
        if progress is not None:
            progress(number, len(documents))
        if isinstance(reading, Problem):
            problems.append(reading)
        else:
            found.append(reading)
    return found, problems


def overfull(made: Iterable[Reading], most: int) -> list[Problem]:
    """Return a problem for each article that has more than `most` claims."""
    told = f"more than {most:,} claims (limits.claims)"
    return [Problem(r.document.path, 0, f"{told}; {r.left:,} are not compared") for r in made if r.left]


def worth(documents: int) -> int:
    """Return how many processes so many documents are worth on this machine."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores, documents // _SHARE))


def _read(documents: Sequence[Document], catalogue: Catalogue, workers: int, most: int) -> Iterator[Reading | Problem]:
    if workers <= 1 or len(documents) <= 1:
        reader = ArticleReader(catalogue, most)
        for document in documents:
            yield tried(reader, document)
        return
    number = 0
    for reading in _shared_out(documents, catalogue, workers, most):
        yield reading
        number += 1
    # A worker died: nobody knows at which article, so the rest is given to one process, each article by itself.
    deaths = 0
    while number < len(documents):
        before = number
        for reading in _shared_out(documents[number:], catalogue, 1, most):
            yield reading
            number += 1
        if number == len(documents):
            return
        deaths = deaths + 1 if number == before else 1
        if deaths == _HOPELESS:
            raise ChildProcessError("worker processes die, perhaps for want of memory; try --workers 1")
        yield Problem(documents[number].path, 0, "not read: it ended the process that read it")
        number += 1


def _shared_out(
    documents: Sequence[Document], catalogue: Catalogue, workers: int, most: int
) -> Iterator[Reading | Problem]:
    """Yield what worker processes read, in order; ends early when one of them dies."""
    from concurrent.futures import ProcessPoolExecutor, wait  # noqa: PLC0415 - slow to import, and of use for many articles only
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415
    from multiprocessing import get_context  # noqa: PLC0415

    size = _BATCH if workers > 1 else 1
    batches = [documents[first : first + size] for first in range(0, len(documents), size)]
    # Spawned, not forked: the same on every system, and safe in a program with threads.
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _start, (catalogue, most))
    ends = cast("Any", pool)  # of its pipes, which it keeps to itself
    whole = False
    try:
        with _undisturbed():
            handed = [pool.submit(_work, batch) for batch in batches]
        # Where a process dies while it writes, the rest would be waited for as long as anybody could still write it.
        ends._result_queue._writer.close()  # noqa: SLF001
        for future in handed:
            while not wait((future,), _LOOK).done:
                if not all(process.is_alive() for process in pool._processes.values()):  # noqa: SLF001
                    return
            yield from future.result()
        whole = True
    except BrokenProcessPool:
        return
    finally:
        # A worker died, the user interrupts, or nobody wants the rest: what has begun is not waited for. A broken pool may
        # wait for ever for a process that it started while it broke.
        if not whole:
            for process in list((pool._processes or {}).values()):  # noqa: SLF001 - kill_workers() comes with Python 3.14
                process.kill()
            ends._call_queue.cancel_join_thread()  # noqa: SLF001 - what hands out work is not waited for either
            ends._result_queue._writer.close()  # noqa: SLF001
        pool.shutdown(cancel_futures=True)


def tried(reader: ArticleReader, document: Document) -> Reading | Problem:
    """Return the reading of an article; where the reader fails at it, a problem that names the fault."""
    try:
        return reader.read(document)
    except BaseException as error:  # whatever it is, it must not cost the other articles
        # A compiled library that panics raises something of its own that is no Exception.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        from factcheck.faults import fault  # noqa: PLC0415 - only where something failed

        return Problem(document.path, 0, f"not read, which is a fault of factcheck: {fault(error)}")


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let signals wait: a process whose start is broken off in the middle is nobody's child, and complains."""
    import signal  # noqa: PLC0415 - only where there are workers

    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# A worker process holds its reader here from its start to its end: the pool has no other place for it.
_reader: ArticleReader


def _start(catalogue: Catalogue, most: int) -> None:
    """Make this process a worker; an interrupt from the keyboard is the business of the process that started it."""
    global _reader  # noqa: PLW0603
    import signal  # noqa: PLC0415 - only where there are workers
    import threading  # noqa: PLC0415

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):  # it starts while its parent is undisturbed
        signal.pthread_sigmask(signal.SIG_UNBLOCK, (signal.SIGINT, signal.SIGTERM))
    threading.Thread(target=_end_with_parent, daemon=True).start()
    gc.set_threshold(100_000, 20, 20)
    _reader = ArticleReader(catalogue, most)


def _end_with_parent() -> None:
    """End this process when the one that started it is gone: nobody else would."""
    from multiprocessing import parent_process  # noqa: PLC0415 - only in a worker

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(documents: Sequence[Document]) -> list[Reading | Problem]:
    return [tried(_reader, document) for document in documents]
