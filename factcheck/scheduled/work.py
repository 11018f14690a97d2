"""What the workers of a scheduler do. Whatever is returned stays with the worker until somebody asks for it.

Files or documents -> `Part` (read) -> `Bucket` (whole stories, their claims without ids) -> `Slotted` (claims with ids, in
slots) -> `Found`.
"""

from __future__ import annotations

import os
from bisect import bisect_right
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from factcheck import __version__
from factcheck.compare import Asked, slotted, tolls_of
from factcheck.compare.judged import compare_slots
from factcheck.config.apply import renamed
from factcheck.digest import blake2b
from factcheck.ingest import ingest_sources
from factcheck.link import SharedNames, Stated, entities_of, rules_of, small_words, told_together
from factcheck.link.entities import Resolver, entities
from factcheck.link.ids import contents, identified
from factcheck.link.same import Same, same_figures
from factcheck.model import Problem
from factcheck.reading import ArticleReader, overfull, tried
from factcheck.record import field, record, replaced
from factcheck.values import algebra_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from factcheck.catalogue import Catalogue
    from factcheck.compare import Key, Left
    from factcheck.config import Config
    from factcheck.findings import Finding
    from factcheck.ingest import Source
    from factcheck.link import Gist
    from factcheck.link.telling import Telling
    from factcheck.model import Claim, Document
    from factcheck.reading import Reading

Place = tuple[int, int]  # of a document: its part, and its number in that
Order = tuple[
    int, Place | str, int
]  # of a claim among all: the way in which it is found, its document or story, its number


@record(frozen=True, slots=True)
class Given:
    """What every worker is told: `verdicts` are those of the findings whose claims are wanted, None for all claims."""

    catalogue: Catalogue
    config: Config
    verdicts: frozenset[str] | None
    version: str


@record(frozen=True, slots=True)
class Part:
    """Articles that were read together, and what could not be read of their files and of themselves."""

    readings: tuple[Reading, ...]
    problems: tuple[Problem, ...]
    unread: tuple[Problem, ...]


@record(frozen=True, slots=True)
class Sketches:
    """What all documents together are seen by: those of one part, without their texts.

    `labels` tell how entities are printed, `small` are the words in lower case, `named` tells how many documents name an entity.
    """

    documents: tuple[Document, ...]
    tellings: tuple[Telling, ...]
    sentences: tuple[frozenset[str], ...]
    labels: Mapping[str, str]
    small: frozenset[str]
    named: Mapping[str, int]
    problems: tuple[Problem, ...]
    unread: tuple[Problem, ...]
    over: tuple[Problem, ...]


@record(frozen=True, slots=True)
class Common:
    """What only all documents together tell, besides their stories: see `link.told_together` and `link.frequent`."""

    labels: Mapping[str, str]
    small: frozenset[str]
    frequent: frozenset[str]


@record(frozen=True, slots=True)
class Bucket:
    """Whole stories: their documents in order, each with its place, and their claims."""

    documents: tuple[Document, ...]
    gists: Mapping[str, Gist]
    places: Mapping[str, Place]
    told: Mapping[str, str]
    stated: Stated

    def order(self, at: int) -> Order:
        """Return where a claim of this bucket stands among all."""
        claim, way = self.stated.claims[at], bisect_right(self.stated.ends, at)
        return way, claim.story if way else self.places[claim.document], at


@record(frozen=True, slots=True)
class Slots:
    """Claims by slot, and what comparing asks about their documents. These are without their texts."""

    claims: Mapping[Key, list[Claim]]
    orders: Mapping[str, Order]
    documents: Mapping[str, Document]
    named: Mapping[str, frozenset[str]]
    tolls: Mapping[str, frozenset[Decimal]]


@record(frozen=True, slots=True)
class Slotted:
    """A bucket's claims in order, and their slots: those of its own, and those that other buckets may hold claims of."""

    claims: tuple[tuple[Order, Claim], ...]
    own: Slots
    far: Slots
    same: Same


@record(frozen=True, slots=True)
class Found:
    """What was found in slots; `claims` are those of the findings whose claims are wanted, with their order."""

    findings: tuple[Finding, ...]
    slots: int
    left: tuple[Left, ...]
    beyond: frozenset[str] = field(default_factory=frozenset)
    claims: tuple[tuple[Order, Claim], ...] = ()


def same(item: Any) -> Any:
    """Return what is given: so that it is sent to the scheduler once, and made again wherever it is lost."""
    return item


def read_files(given: Given, sources: Sequence[Source], shown: Sequence[str]) -> Part:
    """Return the reading of the articles in files, `shown` under the names that the user knows."""
    _check(given)
    documents, problems = ingest_sources(sources, given.catalogue.words, given.config.inputs)
    names = {source.name: name for source, name in zip(sources, shown, strict=True)}
    named = [replaced(d, file=names[d.path]) for d in documents]
    part = read_documents(given, renamed(named, given.config))
    return replaced(part, problems=tuple(problems))


def read_documents(given: Given, documents: Sequence[Document]) -> Part:
    """Return the reading of documents. To build the reader is a hundredth of the work."""
    _check(given)
    reader = ArticleReader(given.catalogue, given.config.limits.claims)
    made = [tried(reader, document) for document in documents]
    unread = tuple(one for one in made if isinstance(one, Problem))
    return Part(tuple(one for one in made if not isinstance(one, Problem)), (), unread)


def readings_of(part: Part) -> list[Reading | Problem]:
    """Return what was read, to one who links and compares by himself."""
    return [*part.readings, *part.unread]


def sketched(given: Given, part: Part) -> Sketches:
    """Return the sketches of a part."""
    resolver = _resolver(given, part.readings, None)
    named = Counter(e for r in part.readings for e in entities_of(r.document.id, r.gist.names, resolver))
    return Sketches(
        tuple(_bare(r.document) for r in part.readings),
        tuple(r.gist.telling for r in part.readings),
        tuple(r.gist.wording.sentences for r in part.readings),
        resolver.labels,
        small_words(r.gist for r in part.readings),
        named,
        part.problems,
        part.unread,
        tuple(overfull(part.readings, given.config.limits.claims)),
    )


def picked(part: Part, number: int, which: Sequence[int]) -> list[tuple[Place, Reading]]:
    """Return some readings of the part of that number, with their places."""
    return [((number, k), part.readings[k]) for k in which]


def bucket(
    given: Given, common: Common, pieces: Sequence[Sequence[tuple[Place, Reading]]], told: Mapping[str, str]
) -> Bucket:
    """Return whole stories, `told` by document, with their claims."""
    held = sorted((one for piece in pieces for one in piece), key=lambda one: one[0])
    readings = [reading for _, reading in held]
    documents = tuple(r.document for r in readings)
    gists = {r.document.id: r.gist for r in readings}
    resolver = _resolver(given, readings, common.labels)
    found = {r.document.id: r.claims for r in readings}
    rules, _ = rules_of(given.catalogue.families)
    stated = told_together(documents, gists, found, told, resolver, common.small, given.catalogue.words, rules)
    return Bucket(documents, gists, {r.document.id: place for place, r in held}, told, stated)


def marks(held: Bucket) -> bytes:
    """Return eight bytes for each claim, the same for those that say the same."""
    return b"".join(blake2b(c.encode("utf-8", "surrogatepass"), digest_size=8).digest() for c in _contents(held))


def doubtful(held: Bucket, suspects: frozenset[bytes]) -> list[tuple[bytes, Order, int]]:
    """Return for each claim whose mark is suspect a digest of what it says, where it stands among all, and where here."""
    found = []
    for at, content in enumerate(_contents(held)):
        data = content.encode("utf-8", "surrogatepass")
        if blake2b(data, digest_size=8).digest() in suspects:
            found.append((blake2b(data, digest_size=32).digest(), held.order(at), at))
    return found


def _contents(held: Bucket) -> Iterable[str]:
    return contents(held.stated.claims, {d.id: d for d in held.documents})


def in_slots(given: Given, common: Common, held: Bucket, numbers: Mapping[int, int]) -> Slotted:
    """Return a bucket's claims with ids and slots; `numbers` as `identified` has them."""
    words, families = given.catalogue.words, given.catalogue.families
    _, general = rules_of(families)
    claims = identified(list(held.stated.claims), {d.id: d for d in held.documents}, numbers)
    figures = {d.id: held.gists[d.id].figures for d in held.documents}
    pairs = given.config.limits.pairs
    linked = same_figures(held.documents, figures, held.told, claims, general, words, algebra_from(words), most=pairs)
    orders = {claim.id: held.order(at) for at, claim in enumerate(linked.claims)}
    resolver = entities(
        {d.id: held.gists[d.id].names for d in held.documents}, words.get("aliases", {}), words.get("places", {}), {}
    )
    named = {d.id: entities_of(d.id, held.gists[d.id].names, resolver) - common.frequent for d in held.documents}
    tolls = tolls_of(linked.claims, families)
    own: dict[Key, list[Claim]] = {}
    far: dict[Key, list[Claim]] = {}
    for key, group in slotted(linked.claims, families).items():
        # A slot of one story, or of figures that are held to be one in a story, is all here.
        (own if key[3] or group[0].get("figure") else far)[key] = group
    documents = {d.id: _bare(d) for d in held.documents}
    return Slotted(
        tuple((orders[c.id], c) for c in linked.claims),
        Slots(own, orders, documents, named, tolls),
        Slots(far, orders, documents, named, tolls),
        linked,
    )


def far_keys(held: Slotted) -> bytes:
    """Return eight bytes for each slot that other buckets may hold claims of."""
    return b"".join(_digest(key) for key in held.far.claims)


def compared_here(given: Given, common: Common, held: Slotted, apart: frozenset[bytes]) -> Found:
    """Return what is found in the slots of which all claims are here; `apart` are digests of the others."""
    slots = {**held.own.claims, **{k: c for k, c in held.far.claims.items() if _digest(k) not in apart}}
    found = _compared(given, common, replaced(held.own, claims=slots), held.same)
    return replaced(found, beyond=held.same.beyond)


def sent(held: Slotted, apart: frozenset[bytes], shards: int) -> dict[int, Slots]:
    """Return by shard the slots of which other buckets hold claims too."""
    found: dict[int, dict[Key, list[Claim]]] = defaultdict(dict)
    for key, group in held.far.claims.items():
        digest = _digest(key)
        if digest in apart:
            found[int.from_bytes(digest[:4], "big") % shards][key] = group
    return {shard: _part_of(held.far, claims) for shard, claims in found.items()}


def one_of(parts: Mapping[int, Slots], shard: int) -> Slots | None:
    """Return the slots of one shard."""
    return parts.get(shard)


def compared_there(given: Given, common: Common, pieces: Sequence[Slots | None]) -> Found:
    """Return what is found in the slots of one shard, whose claims come from many buckets."""
    claims: dict[Key, list[Claim]] = defaultdict(list)
    whole = Slots(claims, {}, {}, {}, {})
    for piece in pieces:
        if piece is None:
            continue
        for key, group in piece.claims.items():
            claims[key] += group
        whole = Slots(
            claims,
            {**whole.orders, **piece.orders},
            {**whole.documents, **piece.documents},
            {**whole.named, **piece.named},
            {**whole.tolls, **piece.tolls},
        )
    return _compared(given, common, whole, Same((), {}))


def _part_of(slots: Slots, claims: Mapping[Key, list[Claim]]) -> Slots:
    ids = {c.document for group in claims.values() for c in group}
    return Slots(
        claims,
        {c.id: slots.orders[c.id] for group in claims.values() for c in group},
        {d: slots.documents[d] for d in ids},
        {d: slots.named[d] for d in ids},
        {d: slots.tolls[d] for d in ids if d in slots.tolls},
    )


def _compared(given: Given, common: Common, slots: Slots, linked: Same) -> Found:
    words = given.catalogue.words
    shared = SharedNames(slots.named, common.frequent)
    label = _resolver(given, (), common.labels).label
    asked = Asked(
        slots.documents,
        given.catalogue.families,
        algebra_from(words),
        slots.tolls,
        shared.number,
        label,
        linked.grade,
        most=given.config.limits.pairs,
    )
    found = compare_slots(slots.claims, asked)
    wanted: tuple[tuple[Order, Claim], ...] = ()
    if given.verdicts is not None:
        ids = {c for f in found.findings if f.verdict in given.verdicts for side in f.sides for c in side.claims}
        wanted = tuple((slots.orders[c.id], c) for group in slots.claims.values() for c in group if c.id in ids)
    return Found(found.findings, found.slots, found.left, claims=wanted)


def claims_of(held: Slotted) -> tuple[tuple[Order, Claim], ...]:
    """Return all claims with their order."""
    return held.claims


def count_of(held: Slotted) -> int:
    """Return how many claims there are."""
    return len(held.claims)


def documents_of(part: Part, which: Sequence[int]) -> list[Document]:
    """Return documents of a part with their texts."""
    return [part.readings[k].document for k in which]


def _resolver(given: Given, readings: Iterable[Reading], labels: Mapping[str, str] | None) -> Resolver:
    words = given.catalogue.words
    names = {r.document.id: r.gist.names for r in readings}
    return entities(names, words.get("aliases", {}), words.get("places", {}), labels)


def _bare(document: Document) -> Document:
    return replaced(document, text="", blocks=(), lines=())


def _digest(key: Key) -> bytes:
    return blake2b("\x1f".join(key).encode("utf-8", "surrogatepass"), digest_size=8).digest()


def _check(given: Given) -> None:
    if given.version != __version__:
        raise ImportError(f"factcheck {__version__} there, {given.version} here")


def absolute(source: Source) -> Source:
    """Return a file to read by the path under which a process finds it that runs elsewhere."""
    return replaced(source, file=os.path.abspath(source.file), folder=os.path.abspath(source.folder))
