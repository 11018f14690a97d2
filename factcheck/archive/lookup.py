"""A draft as it was read -> the archived articles that it must be held against, found by index."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from factcheck.archive.codec import Codec, DamagedError
from factcheck.archive.connection import ArchiveError
from factcheck.archive.index import Index
from factcheck.catalogue import shares
from factcheck.inputs import Limits
from factcheck.link.stories import stories
from factcheck.record import record, replaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from factcheck.archive import Archive
    from factcheck.archive.codec import Head
    from factcheck.catalogue import Catalogue
    from factcheck.model import Document
    from factcheck.reading import Reading

# How alike a draft's weightiest terms and those of an article are at least, if both tell one story. On a corpus of 2,262
# articles this keeps 99 of 100 articles of a draft's story, and a quarter of the others (docs/decisions.md).
_ALIKE: Final = 0.06


@record(frozen=True, slots=True)
class Found:
    """The archived articles for some drafts, as they were read, each with its story.

    `told` are the stories of the articles at hand by document id; `cut` is how many more archived articles were left aside,
    the least alike.
    """

    readings: tuple[tuple[Reading, str], ...]
    told: Mapping[str, str]
    cut: int = 0


def found(
    archive: Archive,
    drafts: Sequence[Reading],
    others: Sequence[Reading],
    catalogue: Catalogue,
    most: int = Limits().archived,
) -> Found:
    """Return the archived articles that tell a draft's story, or that state something about what a draft does.

    `others` are articles at hand beside the drafts: they belong to stories too. At most `most` are looked at for each
    draft's story. Of an article of another story, only what it claims about the world is returned. An article that is also at hand
    is left out, and so is what a draft is to replace: the article of its address or file. Raises ArchiveError.
    """
    codec, brief = Codec(), Codec(telling=False)
    index = Index(catalogue)
    likely: set[int] = set()
    stating: set[int] = set()
    cut = 0
    with archive.reading():  # and no longer: whoever adds articles waits
        for draft in drafts:
            start = draft.document.published.start
            day = start.toordinal() if start else 0
            likeness = archive.near(index.terms(draft), day)
            alike = sorted((-found, -number) for number, found in likeness.items() if found >= _ALIKE)
            cut += max(0, len(alike) - most)
            likely |= {-number for _, number in alike[:most]}
            stating |= archive.in_slots(index.slots(draft, archive.aliases(index.bodies(draft))), day)
        rows = archive.bodies(likely | stating)
    heads = {}
    at_hand = {reading.document.sha256 for reading in (*drafts, *others)}
    replacing = {key for r in drafts for key in (r.document.url, r.document.file) if key}
    for number, identity, body in rows:
        with _told(archive, identity):
            head = (codec if number in likely else brief).head(body)
        if head.sha256 not in at_hand and identity not in replacing:
            heads[number] = head
    rows = [row for row in rows if row[0] in heads]
    told = _stories([*drafts, *others], {number: heads[number] for number in sorted(likely & heads.keys())}, catalogue)
    for number in heads.keys() - likely:
        told[_key(number)] = _key(number)  # what is too unlike a draft tells another story, whichever that is
    mine = {told[draft.document.id] for draft in drafts}
    kept = [row for row in rows if told[_key(row[0])] in mine or row[0] in stating]
    whole = frozenset(number for number in heads if told[_key(number)] in mine)
    made = unpacked(archive, kept, catalogue, codec, (heads, whole))
    theirs = (told[_key(number)] for number, *_ in kept)
    return Found(
        tuple(zip(made, theirs, strict=True)), {r.document.id: told[r.document.id] for r in (*drafts, *others)}, cut
    )


def _stories(at_hand: Sequence[Reading], heads: Mapping[int, Head], catalogue: Catalogue) -> dict[str, str]:
    """Return the stories of articles at hand, by document id, and of archived ones, by `_key`."""
    archived = {_key(number): head for number, head in heads.items()}
    here = {reading.document.id: reading for reading in at_hand}
    return stories(
        {n: h.published for n, h in archived.items()} | {n: r.document.published for n, r in here.items()},
        {n: h.telling for n, h in archived.items()} | {n: r.gist.telling for n, r in here.items()},
        {n: h.sentences for n, h in archived.items()} | {n: r.gist.wording.sentences for n, r in here.items()},
        shares(catalogue.words),
    )


def _key(number: int) -> str:
    return f"\x00{number}"  # like no document's id


def unpacked(
    archive: Archive,
    rows: Iterable[tuple[int, str, bytes]],
    catalogue: Catalogue,
    codec: Codec,
    known: tuple[Mapping[int, Head], frozenset[int]] | None = None,
) -> list[Reading]:
    """Return articles as they were read, from rows of `Archive.bodies`, each with an id of its own.

    `known` are their heads and the numbers of those to be unpacked whole; of others, what they claim about the world is
    unpacked. Claims of families that are not in force are left out. Raises ArchiveError when an article is damaged.
    """
    families = frozenset(family.id for family in catalogue.families)
    everywhere = frozenset(family.id for family in catalogue.families if family.compare == "everywhere")
    made = []
    taken: set[str] = set()
    for number, identity, body in rows:
        with _told(archive, identity):
            if known is None or number in known[1]:
                reading = codec.unpacked(body, known[0][number] if known else None)
            else:
                reading = codec.stating(body, everywhere, known[0][number])
        if any(claim.family not in families for claim in reading.claims):
            reading = replaced(reading, claims=tuple(c for c in reading.claims if c.family in families))
        if reading.document.id in taken:  # two folders may each hold an article of one name
            reading = called(reading, reading.document, identity)
        taken.add(reading.document.id)
        made.append(reading)
    return made


@contextmanager
def _told(archive: Archive, identity: str) -> Iterator[None]:
    """Tell which article is damaged."""
    try:
        yield
    except DamagedError as error:
        raise ArchiveError(f"{archive.where}: {identity}: {error}; see factcheck archive verify") from error


def called(reading: Reading, document: Document, name: str) -> Reading:
    """Return a reading of a document that has the id `name`."""
    if name == document.id:
        return replaced(reading, document=document)
    claims = tuple(replaced(claim, document=name) for claim in reading.claims)
    return replaced(reading, document=replaced(document, id=name), claims=claims)
