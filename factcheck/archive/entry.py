"""One article as it was read -> what the archive keeps of it, and by what it is found again."""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from factcheck.archive.codec import encoded
from factcheck.archive.index import Index, bounds, mark, shown, stored
from factcheck.archive.pieces import MEMBERS, Pieces
from factcheck.compare import slot_of
from factcheck.digest import blake2b
from factcheck.link import linked_alone
from factcheck.values.name import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from factcheck.archive.codec import Codec
    from factcheck.catalogue import Catalogue
    from factcheck.model import Claim, Document
    from factcheck.reading import Reading

_TERM: Final = "<qH"  # how a term is packed: its mark and its weight
NOWHERE: Final = (
    0  # the slot of a claim that no article contradicts from afar; that a mark is 0 has one chance in 10^19
)
_PIECE: Final = 1 << 20  # characters that are digested at once
_UNDATED: Final = 0  # the day of an article that is undated


class ClaimRow(NamedTuple):
    """A claim as people and programs query it.

    `low` and `high` are the bounds of a number, of a day (counted as Python's ordinals) or of a clock time (in minutes),
    as its words state them; whole ones are integers, which are written in a third of the time.
    """

    family: str
    subject: str
    attribute: str
    scope: str
    value: str
    low: float | None
    high: float | None


class Entry(NamedTuple):
    """One article for the archive.

    `identity` tells which article this is (its address, else its file as the user named it), `content` digests all that
    makes it what it is, `reader` tells by which families and word lists it was read. `day` is the first day on which it
    can have been published, as an ordinal, 0 where nothing tells. `terms` are the marks of its weightiest terms, packed,
    `aliases` the pairs of names that it equates, as JSON. `body` is the packed reading. `slots` are for each claim the mark
    by which the claims are found that it may contradict anywhere, packed.
    """

    identity: str
    id: str
    content: str
    reader: str
    outlet: str
    title: str
    published: str
    day: int
    body: bytes
    claims: tuple[ClaimRow, ...]
    slots: bytes
    terms: bytes
    aliases: str


def digest(head: Sequence[Any], claims: Any, *packed: Any) -> str:
    """Return the digest by which `verify` finds any change of an article's rows, whatever store they come from."""
    # A damaged text may come back as bytes, or be missing: its digest is another then, and no error.
    made = blake2b(_told(head).encode("utf-8", "surrogatepass"), digest_size=20)
    text = claims if isinstance(claims, str) else repr(claims)
    for start in range(0, len(text), _PIECE):
        made.update(text[start : start + _PIECE].encode("utf-8", "surrogatepass"))
    for part in packed:
        made.update(part if isinstance(part, bytes) else repr(part).encode("utf-8", "surrogatepass"))
    return made.hexdigest()


_told = json.JSONEncoder(separators=(",", ":"), default=repr).encode


def listed(claims: Sequence[Sequence[Any]]) -> str:
    """Return the claims of an article as it keeps them: JSON, each as the list of its fields."""
    if len(claims) <= MEMBERS:
        return encoded(claims)
    some = (claims[start : start + MEMBERS] for start in range(0, len(claims), MEMBERS))
    return f"[{','.join(encoded(part)[1:-1] for part in some)}]"


def claims_of(text: str) -> Iterable[Sequence[Any]]:
    """Return the claims that `listed` made text of, of very many each when it is asked for; raises ValueError."""
    if len(text) <= _PIECE:
        found: list[Sequence[Any]] = json.loads(text)
        return found
    return Pieces(text[start : start + _PIECE] for start in range(0, len(text), _PIECE)).members()


def packed_terms(terms: Iterable[tuple[int, int]]) -> bytes:
    """Return terms, as (mark, weight in ten-thousandths), as an entry keeps them."""
    return b"".join(struct.pack(_TERM, term, weight) for term, weight in terms)


def terms_of(packed: bytes) -> list[tuple[int, int]]:
    """Return the terms that an entry keeps packed: (mark, weight in ten-thousandths); raises struct.error."""
    return list(struct.iter_unpack(_TERM, packed))


def packed_slots(slots: Iterable[int | None]) -> bytes:
    """Return slots as an entry keeps them."""
    marks = [NOWHERE if slot is None else slot for slot in slots]
    return struct.pack(f"<{len(marks)}q", *marks)


def slots_of(packed: bytes) -> tuple[int, ...]:
    """Return the slots that an entry keeps packed, NOWHERE for what has none; raises struct.error."""
    return struct.unpack(f"<{len(packed) // 8}q", packed)


def identity(document: Document) -> str:
    """Return what tells an article from every other: its address, else its file as the user named it."""
    return document.url or (document.file or document.path) + (f"#{document.key}" if document.key else "")


def content(document: Document) -> str:
    """Return the digest of an article's text and of what is known of it; its place is not part of it."""
    known = document.published
    when = [str(known.start), str(known.end), known.basis, str(known.moment)]
    parts = [document.sha256, document.text, document.outlet, document.title, document.url, when]
    return blake2b(json.dumps(parts).encode(), digest_size=20).hexdigest()


class Indexer(Index):
    """Makes entries of readings; built once from the catalogue."""

    def __init__(self, catalogue: Catalogue, reader: str, codec: Codec) -> None:
        super().__init__(catalogue)
        self._codec = codec
        self._reader = reader

    def entry(self, given: Document, reading: Reading) -> Entry:
        """Return the entry of an article; `given` is the document before it was read."""
        document = reading.document
        claims = linked_alone(document, reading.gist, reading.claims, self._words)
        start = document.published.start
        terms = sorted(self.terms(reading).items())
        rows, slots = [], []
        for claim in claims:
            rows.append(self._row(claim))
            slots.append(self._slot(claim))
        return Entry(
            stored(identity(given)),
            stored(document.id),
            content(given),
            self._reader,
            stored(document.outlet),
            stored(document.title),
            start.isoformat() if start else "",
            start.toordinal() if start else _UNDATED,
            self._codec.packed(reading, self._afar),
            tuple(rows),
            packed_slots(slots),
            packed_terms(terms),
            json.dumps(
                sorted({(stored(fold(a)), stored(fold(b))) for a, b in reading.gist.names.glosses}),
                separators=(",", ":"),
            ),
        )

    def _slot(self, claim: Claim) -> int | None:
        key = slot_of(claim, self._families[claim.family]) if claim.family in self._afar else None
        return None if key is None else mark(*key)

    def _row(self, claim: Claim) -> ClaimRow:
        low, high = bounds(claim.value)
        return ClaimRow(
            claim.family,
            stored(claim.subject.text),
            stored(claim.attribute),
            stored(claim.scope),
            stored(shown(claim.value)),
            whole(low),
            whole(high),
        )


def whole(bound: float | None) -> float | None:
    """Return a bound, as an integer where it is whole."""
    return int(bound) if bound is not None and bound.is_integer() else bound
