"""A draft as it was read -> the archived articles that it must be held against, found by index."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from factcheck.archive.codec import Codec, DamagedError
from factcheck.archive.connection import ArchiveError
from factcheck.archive.entry import Indexer
from factcheck.record import replaced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcheck.archive import Archive
    from factcheck.catalogue import Catalogue
    from factcheck.model import Document
    from factcheck.reading import Reading

# How alike a draft's weightiest terms and those of an article are at least, if both tell one story. On a corpus of 2,262
# articles this keeps 99 of 100 articles of a draft's story, and a quarter of the others (docs/decisions.md).
_ALIKE: Final = 0.06


@dataclass(frozen=True, slots=True)
class Found:
    """The archived articles for some drafts, as they were read; `cut` is how many more were left aside, the least alike."""

    readings: tuple[Reading, ...]
    cut: int = 0


def found(archive: Archive, drafts: Sequence[Reading], catalogue: Catalogue, most: int = 100) -> Found:
    """Return the archived articles that may tell a draft's story or state what a draft states about the world.

    At most `most` for each draft's story. An article with a draft's own content is left out: it is the draft.
    Raises ArchiveError.
    """
    codec = Codec()
    indexer = Indexer(catalogue, "", codec)
    numbers: set[int] = set()
    cut = 0
    for draft in drafts:
        start = draft.document.published.start
        day = start.toordinal() if start else 0
        likeness = archive.near(indexer.terms(draft), day)
        alike = sorted((-found, -number) for number, found in likeness.items() if found >= _ALIKE)
        cut += max(0, len(alike) - most)
        numbers |= {-number for _, number in alike[:most]}
        numbers |= archive.in_slots(sorted(indexer.slots(draft, archive.aliases(indexer.bodies(draft)))), day)
    return Found(unpacked(archive, numbers, catalogue, codec), cut)


def unpacked(archive: Archive, numbers: set[int], catalogue: Catalogue, codec: Codec) -> tuple[Reading, ...]:
    """Return articles as they were read, by number, each with an id of its own and the claims of families in force.

    Raises ArchiveError when an article is damaged.
    """
    families = {family.id for family in catalogue.families}
    made = []
    taken: set[str] = set()
    for _, identity, body in archive.bodies(numbers):
        try:
            reading = codec.unpacked(body)
        except DamagedError as error:
            raise ArchiveError(f"{archive.where}: {identity}: {error}; see factcheck archive verify") from error
        if any(claim.family not in families for claim in reading.claims):
            reading = replace(reading, claims=tuple(c for c in reading.claims if c.family in families))
        if reading.document.id in taken:  # two folders may each hold an article of one name
            reading = called(reading, reading.document, identity)
        taken.add(reading.document.id)
        made.append(reading)
    return tuple(made)


def called(reading: Reading, document: Document, name: str) -> Reading:
    """Return a reading of a document that has the id `name`."""
    if name == document.id:
        return replace(reading, document=document)
    claims = tuple(replaced(claim, document=name) for claim in reading.claims)
    return replace(reading, document=replace(document, id=name), claims=claims)
