"""One article as it was read -> what the archive keeps of it, and by what it is found again."""

from __future__ import annotations

import heapq
import json
import struct
from collections import Counter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from factcheck.archive.pieces import MEMBERS, Pieces, encoded
from factcheck.catalogue import shares
from factcheck.compare import slot_of
from factcheck.digest import blake2b
from factcheck.link import linked_alone
from factcheck.link.likeness import rarities, vector
from factcheck.model import Clock, Days, Name, Quantity
from factcheck.record import replaced
from factcheck.values import show
from factcheck.values.name import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from factcheck.archive import Stated
    from factcheck.archive.codec import Codec
    from factcheck.catalogue import Catalogue
    from factcheck.model import Claim, Document, Value
    from factcheck.reading import Reading

_TERMS: Final = 40  # so many of its weightiest terms find an article, as many as propose a story (link/stories.py)
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


def mark(*parts: str) -> int:
    """Return the 64-bit number by which text is looked up; signed, as both stores hold it."""
    return int.from_bytes(blake2b("\x1f".join(parts).encode("utf-8", "replace"), digest_size=8).digest(), signed=True)


def identity(document: Document) -> str:
    """Return what tells an article from every other: its address, else its file as the user named it."""
    return document.url or (document.file or document.path) + (f"#{document.key}" if document.key else "")


def content(document: Document) -> str:
    """Return the digest of an article's text and of what is known of it; its place is not part of it."""
    known = document.published
    when = [str(known.start), str(known.end), known.basis, str(known.moment)]
    parts = [document.sha256, document.text, document.outlet, document.title, document.url, when]
    return blake2b(json.dumps(parts).encode(), digest_size=20).hexdigest()


class Indexer:
    """Makes entries of readings; built once from the catalogue."""

    def __init__(self, catalogue: Catalogue, reader: str, codec: Codec) -> None:
        self._words = catalogue.words
        self._families = {family.id: family for family in catalogue.families}
        self._afar = frozenset(family.id for family in catalogue.families if family.compare == "everywhere")
        self._shares = shares(catalogue.words)
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

    def terms(self, reading: Reading) -> dict[int, int]:
        """Return the weightiest terms of an article: their weight, in ten-thousandths, by mark."""
        held = reading.gist.telling.terms
        weights = vector(held, rarities(Counter(dict.fromkeys(held, 1)), 1, self._shares))
        most = heapq.nsmallest(_TERMS, weights, key=lambda t: (-weights[t], t))
        return {mark(term): round(weights[term] * 10_000) for term in most}

    def bodies(self, reading: Reading) -> frozenset[str]:
        """Return the names, folded, of the bodies that an article's claims about the world are about."""
        about = [claim.subject for claim in self._everywhere(reading)]
        names = (name for s in about if s.kind == "organisation" for name in (fold(s.text), _name(s.entity)))
        return frozenset(map(stored, names))

    def slots(self, reading: Reading, aliases: Mapping[str, frozenset[str]]) -> dict[int, list[Stated]]:
        """Return what an article states about the world, by slot; `aliases` are further names of `bodies`."""
        found: dict[int, list[Stated]] = {}
        for claim in self._everywhere(reading):
            subject, family = claim.subject, self._families[claim.family]
            keys = [slot_of(claim, family)]
            if subject.kind == "organisation":
                others = aliases.get(fold(subject.text), frozenset()) | aliases.get(_name(subject.entity), frozenset())
                entities = [f"organisation:{name.removeprefix('the ')}" for name in others]
                keys += [slot_of(replaced(claim, subject=replaced(subject, entity=e)), family) for e in entities]
            for key in keys:
                if key is not None:
                    found.setdefault(mark(*key), []).append((shown(claim.value), *bounds(claim.value)))
        return dict(sorted(found.items()))

    def _everywhere(self, reading: Reading) -> list[Claim]:
        claims = linked_alone(reading.document, reading.gist, reading.claims, self._words)
        return [claim for claim in claims if claim.family in self._afar]

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


def stored(text: str) -> str:
    """Return text as every store holds it: NUL, which one cuts off and one refuses, and lone surrogates are U+FFFD."""
    text = text.replace("\x00", "\ufffd")
    return text if text.isascii() else text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")


def _name(entity: str) -> str:
    return entity.partition(":")[2]


def shown(value: Value) -> str:
    """Return a value as it is listed: a name by the longest form that its article gives."""
    return value.full or value.text if isinstance(value, Name) else show(value)


def bounds(value: Value) -> tuple[float | None, float | None]:
    """Return the bounds of a value as the archive keeps them; both None where it has none."""
    if isinstance(value, Quantity):
        return (_number(value.low), _number(value.high))
    if isinstance(value, Days):
        return (
            float(value.start.toordinal()) if value.start else None,
            float(value.end.toordinal()) if value.end else None,
        )
    if isinstance(value, Clock):
        return (float(value.start), float(value.end))
    return (None, None)


def whole(bound: float | None) -> float | None:
    """Return a bound, as an integer where it is whole."""
    return int(bound) if bound is not None and bound.is_integer() else bound


def _number(value: Any) -> float | None:
    if value is None:
        return None
    made = float(value)
    return made if abs(made) < 1e300 else None  # nothing that news count; no store agrees on infinity
