"""Parts -> report: sketches are surveyed here, stories and slots go to one worker each."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, Final

from factcheck.catalogue import shares
from factcheck.compare import beyond, unfinished
from factcheck.findings import Report
from factcheck.link import frequent
from factcheck.link.stories import copies, stories
from factcheck.model import Problem
from factcheck.record import record
from factcheck.scheduled import work
from factcheck.scheduled.parts import Parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from factcheck.findings import Finding
    from factcheck.model import Claim, Document
    from factcheck.scheduled.cluster import Cluster
    from factcheck.scheduled.parts import Item

_SHARDS: Final = 2  # for each worker, of the slots that several buckets hold claims of ...
_MOST: Final = 64  # ... but so many at most: each is a task for each bucket
_MARK: Final = 8  # bytes of a digest


@record(frozen=True, slots=True)
class _Survey:
    """What all sketches together tell: documents without texts by place, their stories and origins, and the rest."""

    documents: Mapping[work.Place, Document]
    told: Mapping[str, str]
    origins: Mapping[str, str]
    common: work.Common


class Flow:
    """One report."""

    def __init__(self, workers: Cluster, given: work.Given, progress: Callable[[int, int], None] | None) -> None:
        self._workers = workers
        self._told = given
        self._parts = Parts(workers, given, progress)
        self._given = self._parts.given

    def report(self, items: Sequence[Item], problems: Callable[[int, Sequence[Problem]], Sequence[Problem]]) -> Report:
        """Return the report; raises DiedError or ChildProcessError."""
        submit = self._workers.submit
        parts: list[Any] = []
        sketches: list[work.Sketches] = []
        unread: list[Problem] = []
        for one in self._parts.of(items):
            if isinstance(one, Problem):
                unread.append(one)
            else:
                unread += one.sketches.unread
                parts.append(one.future)
                sketches.append(one.sketches)
        told = [p for s in sketches for p in s.problems]
        over = [p for s in sketches for p in s.over]
        survey = _surveyed(sketches, shares(self._told.catalogue.words))
        del sketches
        known = problems(len(survey.documents) + len(unread), [*self._parts.problems, *told])
        common = submit(work.same, survey.common)
        slotted, number = self._slotted(self._buckets(parts, survey, common), common)
        found = self._compared(slotted, common)
        claims = self._claims(slotted, found)
        documents = self._documents(parts, survey.documents, claims)
        paths = {d.id: d.path for d in documents}
        most = self._told.config.limits.pairs
        left = sorted((one for f in found for one in f.left), key=lambda one: one.key)
        far = {document for f in found for document in f.beyond}
        findings: list[Finding] = sorted((one for f in found for one in f.findings), key=lambda f: f.id)
        return Report(
            documents=documents,
            claims=claims,
            findings=tuple(findings),
            problems=(*known, *unread, *over, *unfinished(left, paths, most), *beyond(far, paths, most)),
            slots=sum(f.slots for f in found),
            stories=tuple(sorted(survey.told.items())),
            origins=tuple(sorted(survey.origins.items())),
            unlisted=number - len(claims),
        )

    def _buckets(self, parts: Sequence[Any], survey: _Survey, common: Any) -> list[Any]:
        """Return what stands for the buckets: each story goes where the first of its documents is."""
        submit = self._workers.submit
        homes: dict[str, int] = {}
        which: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        told: dict[int, dict[str, str]] = defaultdict(dict)
        for (part, number), document in survey.documents.items():
            story = survey.told[document.id]
            home = homes.setdefault(story, part)
            which[home][part].append(number)
            told[home][document.id] = story
        return [
            submit(
                work.bucket,
                self._given,
                common,
                [submit(work.picked, parts[part], part, numbers) for part, numbers in pieces.items()],
                told[home],
            )
            for home, pieces in sorted(which.items())
        ]

    def _slotted(self, buckets: Sequence[Any], common: Any) -> tuple[list[Any], int]:
        """Return what stands for the buckets with ids and slots, and how many claims there are.

        Claims that say the same are counted over all buckets: these alone are told here.
        """
        submit, result = self._workers.submit, self._workers.result
        marks = [result(m) for m in [submit(work.marks, bucket) for bucket in buckets]]
        twice = _twice(marks)
        doubts = {
            k: submit(work.doubtful, bucket, mine)
            for k, bucket in enumerate(buckets)
            if (mine := twice.intersection(_split(marks[k])))
        }
        same: dict[bytes, list[tuple[work.Order, int, int]]] = defaultdict(list)
        for k, doubt in doubts.items():
            for digest, order, at in result(doubt):
                same[digest].append((order, k, at))
        numbers: dict[int, dict[int, int]] = defaultdict(dict)
        for group in same.values():
            for number, (_, k, at) in enumerate(sorted(group)[1:], 2):
                numbers[k][at] = number
        made = [submit(work.in_slots, self._given, common, bucket, numbers[k]) for k, bucket in enumerate(buckets)]
        return made, sum(map(len, marks)) // _MARK

    def _compared(self, slotted: Sequence[Any], common: Any) -> list[work.Found]:
        """Return what is found: in each bucket, and in slots of which several buckets hold claims."""
        submit, result = self._workers.submit, self._workers.result
        keys = [result(k) for k in [submit(work.far_keys, held) for held in slotted]]
        twice = _twice(keys)
        apart = [twice.intersection(_split(mine)) for mine in keys]
        here = [
            submit(work.compared_here, self._given, common, held, mine)
            for held, mine in zip(slotted, apart, strict=True)
        ]
        shards = min(_MOST, max(1, _SHARDS * self._workers.workers()))
        sent = [submit(work.sent, held, mine, shards) for held, mine in zip(slotted, apart, strict=True) if mine]
        there = [
            submit(work.compared_there, self._given, common, [submit(work.one_of, parts, shard) for parts in sent])
            for shard in range(shards if sent else 0)
        ]
        return [result(found) for found in (*here, *there)]

    def _claims(self, slotted: Sequence[Any], found: Sequence[work.Found]) -> tuple[Claim, ...]:
        """Return the claims that the report holds, in the order of all."""
        if self._told.verdicts is None:
            asked = [self._workers.submit(work.claims_of, held) for held in slotted]
            ordered = [pair for one in asked for pair in self._workers.result(one)]
        else:
            ordered = [pair for f in found for pair in f.claims]
        return tuple(claim for _, claim in sorted(ordered, key=lambda pair: pair[0]))

    def _documents(
        self, parts: Sequence[Any], bare: Mapping[work.Place, Document], claims: Sequence[Claim]
    ) -> tuple[Document, ...]:
        """Return all documents, with their texts those that the report must show."""
        shown = None if self._told.verdicts is None else {c.document for c in claims}
        which: dict[int, list[int]] = defaultdict(list)
        for (part, number), document in bare.items():
            if shown is None or document.id in shown:
                which[part].append(number)
        asked = {part: self._workers.submit(work.documents_of, parts[part], numbers) for part, numbers in which.items()}
        whole = {
            (part, number): document
            for part, future in asked.items()
            for number, document in zip(which[part], self._workers.result(future), strict=True)
        }
        return tuple(whole.get(place, document) for place, document in bare.items())


def _surveyed(sketches: Sequence[work.Sketches], common: Mapping[str, float]) -> _Survey:
    documents = {(k, n): d for k, s in enumerate(sketches) for n, d in enumerate(s.documents)}
    ids = [d.id for d in documents.values()]
    sentences = dict(zip(ids, (one for s in sketches for one in s.sentences), strict=True))
    told = stories(
        {d.id: d.published for d in documents.values()},
        dict(zip(ids, (one for s in sketches for one in s.tellings), strict=True)),
        sentences,
        common,
    )
    labels: dict[str, str] = {}
    named: Counter[str] = Counter()
    for sketch in sketches:
        for entity, label in sketch.labels.items():
            labels.setdefault(entity, label)
        named.update(sketch.named)
    small = frozenset[str]().union(*(s.small for s in sketches))
    whole = work.Common(labels, small, frequent(named, len(ids)))
    return _Survey(documents, told, copies(ids, sentences), whole)


def _split(marks: bytes) -> Iterable[bytes]:
    return (marks[at : at + _MARK] for at in range(0, len(marks), _MARK))


def _twice(marks: Iterable[bytes]) -> frozenset[bytes]:
    """Return the digests that stand more than once."""
    seen: set[bytes] = set()
    again: set[bytes] = set()
    for one in marks:
        for mark in _split(one):
            (again if mark in seen else seen).add(mark)
    return frozenset(again)
