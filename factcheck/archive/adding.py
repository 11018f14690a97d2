"""Articles -> the archive: reads those that it does not hold, and keeps them in small steps, each whole or not at all."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from factcheck.archive.codec import Codec
from factcheck.archive.entry import Indexer, content
from factcheck.archive.shapes import FORM
from factcheck.digest import blake2b
from factcheck.reading import readings, worth
from factcheck.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from factcheck.archive import Archive
    from factcheck.archive.entry import Entry
    from factcheck.catalogue import Catalogue
    from factcheck.model import Document, Problem

_STEP: Final = 50  # articles that are kept in one transaction
_READ: Final = 500  # articles that each process reads before they are kept: no more readings are held at once


@record(frozen=True, slots=True)
class Kept:
    """What became of one article: added, changed (a further version), read again or known. It is durable when this is told.

    One with a `problem` could not be read: nothing of it is kept.
    """

    document: Document
    fate: str
    problem: Problem | None = None


def reader_of(version: str, catalogue: Catalogue) -> str:
    """Return what tells by which program, families and names of bodies an article was read."""
    families = [family.id for family in catalogue.families]
    parts = json.dumps([catalogue.digest, families, catalogue.words.get("aliases", {})], sort_keys=True, default=str)
    return f"{version}/{FORM}/{blake2b(parts.encode(), digest_size=8).hexdigest()}"


def added(
    archive: Archive,
    documents: Sequence[Document],
    catalogue: Catalogue,
    reader: str,
    workers: int = 1,
) -> Iterator[Kept]:
    """Keep articles in the archive and tell of each when it is durable, in their order within each step.

    Those whose content it holds, read by the same reader, are not read again. Raises ArchiveError, and ChildProcessError
    when a worker process dies; what was told of stays.
    """
    contents = {d.id: content(d) for d in documents}
    known = archive.known(list(contents.values()), reader)
    yield from (Kept(d, "known") for d in documents if contents[d.id] in known)
    fresh = [d for d in documents if contents[d.id] not in known]
    indexer = Indexer(catalogue, reader, Codec())
    share = workers or worth(len(fresh))
    for first in range(0, len(fresh), _READ * share):
        some = fresh[first : first + _READ * share]
        made, problems = readings(some, catalogue, share)
        # By id, not by path: a file may hold many articles, and one that cannot be read costs no other.
        found = {reading.document.id for reading in made}
        unread = [d for d in some if d.id not in found]
        yield from (Kept(d, "not read", problem) for d, problem in zip(unread, problems, strict=True))
        read = list(zip([d for d in some if d.id in found], made, strict=True))
        for start in range(0, len(read), _STEP):
            yield from _kept(archive, [(d, indexer.entry(d, reading)) for d, reading in read[start : start + _STEP]])


def _kept(archive: Archive, waiting: Sequence[tuple[Document, Entry]]) -> Iterator[Kept]:
    fates = archive.put([entry for _, entry in waiting])
    return (Kept(document, fate) for (document, _), fate in zip(waiting, fates, strict=True))
