"""Linked claims -> claims with slots for figures that are one and the same, by the pairs that `alignment` finds."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from factcheck.inputs import Limits
from factcheck.link.entities import root_of
from factcheck.record import record, replaced

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factcheck.link.alignment import Rules
    from factcheck.link.figures import Figure
    from factcheck.model import Claim, Document
    from factcheck.values import Algebra

_PEOPLE: Final = "person"
_ORDER: Final = ("slip", "firm", "soft", "scope", "identity")


@record(frozen=True, slots=True)
class Same:
    """The claims of figures with their slots, and the grade of each pair of claims that are held against each other.

    `beyond` are the documents with too many figures of one kind to hold them against those of another.
    """

    claims: tuple[Claim, ...]
    grades: Mapping[tuple[str, str], str]
    beyond: frozenset[str] = frozenset()

    def grade(self, left: Sequence[str], right: Sequence[str]) -> str:
        """Return the best grade between two groups of claims, by their ids; empty where none are held together."""
        if len(left) == len(right) == 1:  # as mostly
            return self.grades.get((min(left[0], right[0]), max(left[0], right[0])), "")
        found = {self.grades.get((min(a, b), max(a, b)), "") for a in left for b in right}
        return next((grade for grade in _ORDER if grade in found), "")


def rules_of(words: Mapping[str, Mapping[str, Any]]) -> Rules:
    """Return what the word list `figures` says of predicates and things."""
    from factcheck.link.alignment import Rules  # noqa: PLC0415 - as in `same_figures`

    data = words.get("figures", {})
    weak, events, tallies = (frozenset(data.get(name, ())) for name in ("weak", "events", "tallies"))
    return Rules(weak, events, tallies)


def same_figures(
    documents: Sequence[Document],
    figures: Mapping[str, Sequence[Figure]],
    told: Mapping[str, str],
    claims: Sequence[Claim],
    families: frozenset[str],
    words: Mapping[str, Mapping[str, Any]],
    algebra: Algebra,
    drafts: frozenset[str] = frozenset(),
    most: int = Limits().pairs,
) -> Same:
    """Return all claims, those of `families` with the slot of the figure that they state.

    A toll that a family of its own states already is left to that family, and so are two figures that one such family
    states of one attribute.
    """
    places = {(c.document, c.start): c for c in claims if c.family in families and c.pattern != "copy"}
    copied = {(c.document, c.start) for c in claims if c.pattern == "copy"}
    for c in claims:
        if c.family not in families and c.get("sole") == "toll":
            places.pop((c.document, c.start), None)
    stated: dict[tuple[str, int], set[tuple[str, str]]] = defaultdict(set)
    for c in claims:
        if c.family not in families and c.pattern != "copy":
            stated[c.document, c.start].add((c.family, c.attribute))
    known = {(d, f.start): f for d, held in figures.items() for f in held}
    published = {d.id: d.published for d in documents}
    members: dict[str, list[str]] = defaultdict(list)
    for document in documents:
        members[told.get(document.id, document.id)].append(document.id)
    root: dict[str, str] = {}
    grades: dict[tuple[str, str], str] = {}
    by_id: dict[str, Claim] = {}
    beyond: set[str] = set()
    if all(len(inside) < 2 for inside in members.values()):
        return Same(tuple(claims), grades)
    from factcheck.link.alignment import Pair, aligned  # noqa: PLC0415 - only where two articles tell one story
    from factcheck.link.slips import slips  # noqa: PLC0415

    rules = rules_of(words)
    for _, inside in sorted(members.items()):
        if len(inside) < 2:
            continue
        pairs, left = aligned(sorted(inside), figures, published, algebra, rules, drafts, most)
        beyond |= left
        pairs += [Pair(*two, "slip") for two in slips({d: figures[d] for d in inside}, algebra, rules)]
        for pair in pairs:
            a, b = places.get(pair.left), places.get(pair.right)
            if a is None or b is None or a.family != b.family or {pair.left, pair.right} <= copied:
                continue
            if stated[pair.left] & stated[pair.right]:  # that family knows more of them: of which part, of which year
                continue
            by_id[a.id], by_id[b.id] = a, b
            grades[(a.id, b.id) if a.id < b.id else (b.id, a.id)] = pair.grade
            one, other = root_of(root, a.id), root_of(root, b.id)
            if one != other:
                root[max(one, other)] = min(one, other)
    slots: dict[str, _Slot] = {}
    slotted: dict[str, Claim] = {}
    changing = _changing(words)
    for i, c in by_id.items():
        lead = by_id[root_of(root, i)]
        slot = slots.get(lead.id)
        if slot is None:
            slot = slots[lead.id] = _slot(lead, known[lead.document, lead.start])
        slotted[i] = _slotted(c, slot, known[c.document, c.start], changing)
    return Same(tuple(slotted.get(c.id, c) if c.family in families else c for c in claims), grades, frozenset(beyond))


@record(frozen=True, slots=True)
class _Slot:
    """The slot that a leading claim names: what its figure is said to do, the entity, and the noun that is counted."""

    predicate: str
    entity: str
    noun: str


def _slot(lead: Claim, first: Figure) -> _Slot:
    """Return the slot of a leading claim, of figure `first`."""
    predicate = first.predicate if first.predicate.isalpha() else lead.attribute
    whose = first.subject and not first.subject & set(lead.subject.text.casefold().split())
    about = " ".join(sorted(first.subject)).title() if whose else " ".join(lead.subject.text.split())
    return _Slot(predicate, f"figure:{lead.id}:{about.replace(':', ' ')}", lead.scope)


@record(frozen=True, slots=True)
class _Changing:
    """Predicates by which a figure may change while a story runs: those of harm to people, and others."""

    harm: frozenset[str]
    running: frozenset[str]


def _changing(words: Mapping[str, Mapping[str, Any]]) -> _Changing:
    data = words.get("figures", {})
    return _Changing(
        frozenset(data.get("harm", {}).values()), frozenset((*data.get("running", ()), *data.get("weak", ())))
    )


def _slotted(claim: Claim, slot: _Slot, figure: Figure, changing: _Changing) -> Claim:
    """Return a claim in a slot."""
    harm = figure.predicate in changing.harm and figure.thing == _PEOPLE
    fields = [(k, v) for k, v in claim.fields if k not in ("weak", "unlinked")]
    fields.append(("figure", slot.predicate))
    if harm:
        fields.append(("toll", "yes"))
    if harm or figure.predicate in changing.running:
        fields.append(("running", "yes"))
    subject = replaced(claim.subject, entity=slot.entity)
    return replaced(claim, subject=subject, scope=_scope(slot.noun, figure), fields=tuple(sorted(fields)))


def _scope(noun: str, figure: Figure) -> str:
    """Return what is counted, by the noun that stands for all of a slot, and whether others or a part of them."""
    words = " ".join((*sorted(figure.details), noun)).strip()
    return f"{words}{' (others)' if figure.others else ' (a part)' if figure.part else ''}"
