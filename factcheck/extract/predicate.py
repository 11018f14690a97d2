"""Claims of general constructions: a typed value with the verb of its clause and the subject of that verb."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from factcheck.model import Claim, Days, Subject

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factcheck.catalogue import Family
    from factcheck.extract.subject import Ground
    from factcheck.model import Clause, Mention, Sentence, Value

_POINTING: Final = frozenset(
    "i we he she it they you this that these those our my your his her its their there who which one some many".split()
)
_TOLD: Final = frozenset(("of", "base", "per", "more"))
_PLACES: Final = frozenset("city town village island state county province district borough people republic".split())


def predicate_claims(
    ground: Ground, family: Family, sentence: Sentence, asked: Sequence[Mention], lists: Mapping[str, frozenset[str]]
) -> list[Claim]:
    """Return one claim for each mention of the family's construction ("predicate date", "predicate count", ...), which are `asked`.

    The attribute is the verb's lemma (with "be" and the voice), the scope the thing counted. The subject is the last
    named mention in the verb's subject, else its words; where the clause has no verb, the nearest named mention before.
    """
    found = []
    names: list[Mention] | None = None
    for mention in asked:
        if mention.value is None or not 0 < mention.end - mention.start <= 80:
            continue
        if mention.fields and mention.get("whole"):
            continue  # of "nine of the 12 passengers" the sentence tells something about nine
        clause = _clause(sentence, mention)
        if names is None:
            names = [m for m in sentence.mentions if m.type in ("person", "organisation", "place")]
        subject = _subject(ground, sentence, names, clause, mention)
        if subject is None:
            continue
        found.append(_claim(ground, family, sentence, clause, mention, mention.value, subject, lists))
    return found


def _clause(sentence: Sentence, mention: Mention) -> Clause | None:
    """Return the clause of a mention; one without a verb ("On May 13, ...") belongs to the next."""
    clauses = iter(sentence.clauses)
    for clause in clauses:
        if clause.last > mention.first:
            after = None if clause.lemma else next(clauses, None)
            return after if after is not None and after.lemma else clause
    return None


def _subject(
    ground: Ground, sentence: Sentence, names: Sequence[Mention], clause: Clause | None, value: Mention
) -> Subject | None:
    if clause is not None and clause.subject_last > clause.subject_first:
        first, last = clause.subject_first, clause.subject_last
        inside = [m for m in names if first <= m.first and m.last <= last and m is not value]
        heads = [m for m in inside if not _belongs(sentence, first, m)]
        if heads:
            mention = heads[-1]
            return Subject(ground.full(mention), mention.type, mention.start, mention.end)
        start, end = sentence.tokens[first].start, sentence.tokens[last - 1].end
        return Subject(ground.document.text[start:end], "description", start, end)
    before = None
    for m in names:
        if m.last <= value.first:
            before = m
    if before is not None:
        return Subject(ground.full(before), before.type, before.start, before.end)
    if value.thing:
        return Subject(value.thing, "description", value.start, value.end)
    return None


def _belongs(sentence: Sentence, first: int, m: Mention) -> bool:
    """Tell whether a name only tells whose or where something is: "the coach of X", "X's coach", but not "the city of X"."""
    tokens = sentence.tokens
    if m.last < len(tokens) and tokens[m.last].low in ("'s", "’s", "'", "’"):
        return True
    at = m.first - 1 - (m.first > first and tokens[m.first - 1].low == "the")
    return at > first and tokens[at].low == "of" and tokens[at - 1].low not in _PLACES


def _claim(
    ground: Ground,
    family: Family,
    sentence: Sentence,
    clause: Clause | None,
    mention: Mention,
    value: Value,
    subject: Subject,
    lists: Mapping[str, frozenset[str]],
) -> Claim:
    weak = lists.get("weak", frozenset())
    attribute = (
        f"{clause.lemma}{' (passive)' if clause.voice == 'passive' else ''}" if clause and clause.lemma else "stated"
    )
    linked = subject.kind != "description" and bool(clause and clause.lemma)
    fields = [(k, v) for k, v in mention.fields if k in _TOLD and v]
    if (clause.lemma if clause and clause.lemma else "stated") in weak or _vague(subject):
        fields.append(("weak", "yes"))
    if not linked:
        fields.append(("unlinked", "yes"))
    if family.culprit and ground.culprit(family.id, lists):
        fields.append(("culprit", "dead"))
    time = _time(sentence, clause, mention) if clause else None
    if time is not None and clause and clause.lemma in weak and time.granularity not in ("year", "month"):
        time = None  # the day may be that of the speaking
    return Claim(
        id="",
        document=ground.document.id,
        family=family.id,
        pattern=family.construction,
        subject=subject,
        attribute=attribute,
        scope=mention.head,
        value=value,
        start=mention.start,
        end=mention.end,
        evidence_start=sentence.start,
        evidence_end=sentence.end,
        time=time,
        time_basis="stated" if time else "document",
        world=clause.world if clause else "asserted",
        attribution=clause.attribution if clause else "",
        fields=tuple(sorted(fields)),
    )


def _time(sentence: Sentence, clause: Clause, value: Mention) -> Days | None:
    """Return the day or days that the clause of a value names besides it; None where it names none."""
    for m in sentence.mentions:
        if m.type == "date" and m is not value and clause.first <= m.first < clause.last and isinstance(m.value, Days):
            return m.value if m.value.start is not None else None
    return None


def _vague(subject: Subject) -> bool:
    """Tell whether a description points at something that only its sentence's surroundings name ("he", "our town")."""
    return subject.kind == "description" and subject.text.split()[0].casefold() in _POINTING
