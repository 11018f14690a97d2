"""Articles -> readings, each by itself: one after another, or in worker processes. The outcome is the same.

Reading takes more than half of a run's time and needs one article at a time, so it is shared out; linking and comparing
need all of them and stay in the calling process.
"""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING, Final

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
    from factcheck.reading.workers import shared_out  # noqa: PLC0415 - of use for many articles only

    make = partial(_trying, catalogue, most)
    number = 0
    for reading in shared_out(documents, make, workers):
        yield reading
        number += 1
    # A worker died: nobody knows at which article, so the rest is given to one process, each article by itself.
    deaths = 0
    while number < len(documents):
        before = number
        for reading in shared_out(documents[number:], make, 1):
            yield reading
            number += 1
        if number == len(documents):
            return
        deaths = deaths + 1 if number == before else 1
        if deaths == _HOPELESS:
            raise ChildProcessError("worker processes die, perhaps for want of memory; try --workers 1")
        yield Problem(documents[number].path, 0, "not read: it ended the process that read it")
        number += 1


def _trying(catalogue: Catalogue, most: int) -> Callable[[Document], Reading | Problem]:
    """Return what reads articles in a process of its own."""
    return partial(tried, ArticleReader(catalogue, most))


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
