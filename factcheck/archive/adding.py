"""Articles -> the archive: reads those that it does not hold, and keeps them in small steps, each whole or not at all."""

from __future__ import annotations

import json
import sys
from itertools import islice
from typing import TYPE_CHECKING, Final

from factcheck.archive.codec import Codec
from factcheck.archive.entry import Indexer, content
from factcheck.archive.shapes import FORM
from factcheck.digest import blake2b
from factcheck.model import Problem
from factcheck.reading import readings, worth
from factcheck.record import record
from factcheck.taken import taken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from factcheck.archive import Archive
    from factcheck.archive.entry import Entry
    from factcheck.catalogue import Catalogue
    from factcheck.model import Document

_STEP: Final = 100  # articles that are kept in one transaction
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
    documents: Iterable[Document],
    catalogue: Catalogue,
    reader: str,
    workers: int = 1,
    limit: int = 0,
) -> Iterator[Kept]:
    """Keep articles in the archive and tell of each when it is durable, in their order within each step.

    One of more claims than `limit` (0: any number) is told and not kept: an archive holds no article in part.
    Those whose content it holds, read by the same reader, are not read again. Documents are asked for when they are needed,
    and no more of them are held than are read at once. Raises ArchiveError, and ChildProcessError when a worker process dies;
    what was told of stays.
    """
    indexer = Indexer(catalogue, reader, Codec())
    most = _READ * (workers or worth(sys.maxsize))
    fresh: list[Document] = []
    left = iter(documents)
    while some := list(islice(left, _READ)):
        contents = [content(d) for d in some]
        known = archive.known(contents, reader)
        for document, digest in zip(some, contents, strict=True):
            if digest in known:
                yield Kept(document, "known")
            else:
                fresh.append(document)
        if len(fresh) >= most:
            yield from _read(archive, fresh[:most], indexer, catalogue, workers, limit)
            fresh = fresh[most:]
    if fresh:
        yield from _read(archive, fresh, indexer, catalogue, workers, limit)


def _read(
    archive: Archive, documents: Sequence[Document], indexer: Indexer, catalogue: Catalogue, workers: int, limit: int
) -> Iterator[Kept]:
    made, problems = readings(documents, catalogue, workers, most=limit)
    # By id, not by path: a file may hold many articles, and one that cannot be read costs no other.
    found = {reading.document.id for reading in made}
    unread = [d for d in documents if d.id not in found]
    yield from (Kept(d, "not read", problem) for d, problem in zip(unread, problems, strict=True))
    read = list(zip([d for d in documents if d.id in found], made, strict=True))
    made.clear()
    told = f"not kept: more than {limit:,} claims (limits.claims)"
    yield from (Kept(d, "not read", Problem(d.path, 0, told)) for d, reading in read if reading.left)
    read = [(d, reading) for d, reading in read if not reading.left]
    left = taken(read)
    while some := list(islice(left, _STEP)):
        yield from _kept(archive, [(d, indexer.entry(d, reading)) for d, reading in taken(some)])


def _kept(archive: Archive, waiting: Sequence[tuple[Document, Entry]]) -> Iterator[Kept]:
    fates = archive.put([entry for _, entry in waiting])
    return (Kept(document, fate) for (document, _), fate in zip(waiting, fates, strict=True))
