"""Documents and claims -> stories, entities and linked claims: who and what each claim is about, across documents."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from factcheck.catalogue import shares
from factcheck.inputs import Limits
from factcheck.link.entities import DocumentNames, Resolver, entities
from factcheck.link.figures import Figure, FigureReader
from factcheck.link.forms import Forms, FormsReader
from factcheck.link.ids import identified
from factcheck.link.offices import Group, groups, same_office
from factcheck.link.parallel import Wording, WordingReader, changed, edited
from factcheck.link.placenames import misspelt_places, places_twice
from factcheck.link.quotes import Quote, QuoteReader
from factcheck.link.rows import Row, rows_of
from factcheck.link.rules import Rules
from factcheck.link.same import same_figures
from factcheck.link.stories import copies, stories
from factcheck.link.telling import Telling, telling
from factcheck.link.variants import variants
from factcheck.link.within import within
from factcheck.model import Name
from factcheck.record import record, replaced
from factcheck.taken import taken
from factcheck.values.name import fold, parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from factcheck.catalogue import Family
    from factcheck.model import Claim, Document, Sentence
    from factcheck.values import Algebra

_SHARE: Final = 0.02  # a name in more than this share of the documents is not rare ...
_FLOOR: Final = 5  # ... but one in at most this many documents always is


@record(frozen=True, slots=True)
class Linked:
    """The claims with entities and stories, and what `compare` may ask about the documents.

    `origins` tells for each document the first of those that print its text. `beyond` are the documents whose figures
    are too many to be compared.
    """

    claims: tuple[Claim, ...]
    stories: Mapping[str, str]
    origins: Mapping[str, str]
    shared_names: Callable[[str, str, str], int]
    label: Callable[[str], str]
    grade: Callable[[Sequence[str], Sequence[str]], str]
    beyond: frozenset[str]


@record(frozen=True, slots=True)
class Gist:
    """What linking needs to know of a document, so that its sentences need not be kept."""

    names: DocumentNames
    groups: tuple[Group, ...]
    telling: Telling
    wording: Wording
    forms: Forms
    figures: tuple[Figure, ...]
    quotes: tuple[Quote, ...]
    rows: tuple[Row, ...] = ()


def gist(document: Document, sentences: list[Sentence], reader: FigureReader, quotes: QuoteReader) -> Gist:
    """Return the gist of a document. The sentences are used up: each is dropped when what is large is read of it."""
    wording, forms = WordingReader(document), FormsReader()
    rows: list[Row] = []

    def noted() -> Iterator[Sentence]:
        for sentence in taken(sentences):
            wording.add(sentence)
            forms.add(sentence)
            rows.extend(rows_of(sentence))
            yield sentence

    return Gist(
        document_names(document, sentences),
        groups(sentences),
        telling(sentences),
        quotes=quotes.quotes(sentences),
        figures=reader.figures(noted()),
        wording=wording.wording(),
        forms=forms.forms(),
        rows=tuple(rows),
    )


def linked(
    documents: Sequence[Document],
    gists: Mapping[str, Gist],
    found: Mapping[str, Sequence[Claim]],
    words: Mapping[str, Mapping[str, Any]],
    rules: Mapping[str, str],
    general: frozenset[str],
    algebra: Algebra,
    known: Mapping[str, str] | None = None,
    drafts: frozenset[str] = frozenset(),
    most: int = Limits().pairs,
) -> Linked:
    """Return the claims of all documents, each with its subject's entity and its document's story.

    `rules` tells for each kind of value by which family's rules a changed copy of a sentence is judged, and for
    "naming person" which family tells how names are spelled. `general` are the families of figures with their verb. `known`
    are the documents' stories where they are known already, `drafts` the documents under check. Of two documents
    with more than `most` pairs of figures of one kind these are not compared.
    """
    names = {document.id: gists[document.id].names for document in documents}
    resolver = entities(names, words.get("aliases", {}), words.get("places", {}))
    told = known or stories(
        {document.id: document.published for document in documents},
        {document.id: gists[document.id].telling for document in documents},
        {document.id: gists[document.id].wording.sentences for document in documents},
        shares(words),
    )
    stated = told_together(documents, gists, found, told, resolver, small_words(gists.values()), words, rules)
    claims = identified(stated.claims, {d.id: d for d in documents})
    figures = {d: g.figures for d, g in gists.items()}
    same = same_figures(documents, figures, told, claims, general, words, algebra, drafts, most)
    origins = copies([d.id for d in documents], {d.id: gists[d.id].wording.sentences for d in documents})
    shared_names = _asked(names, resolver)
    return Linked(same.claims, told, origins, shared_names, resolver.label, same.grade, same.beyond)


def _asked(names: Mapping[str, DocumentNames], resolver: Resolver) -> Callable[[str, str, str], int]:
    """Return what counts the rare names of two documents; which names are rare is worked out when it is first asked."""

    @cache
    def shared() -> SharedNames:
        held = {document: entities_of(document, mine, resolver) for document, mine in names.items()}
        return SharedNames(held, frequent(Counter(e for mine in held.values() for e in mine), len(held)))

    return lambda left, right, subject: shared().number(left, right, subject)


@record(frozen=True, slots=True)
class Stated:
    """The claims of whole stories, without ids, in the order of the ways in which they are found.

    `ends` tells for each way behind which claim it ends: in the order of the documents first, then of the stories.
    """

    claims: list[Claim]
    ends: tuple[int, ...]


def told_together(
    documents: Sequence[Document],
    gists: Mapping[str, Gist],
    found: Mapping[str, Sequence[Claim]],
    told: Mapping[str, str],
    resolver: Resolver,
    small: frozenset[str],
    words: Mapping[str, Mapping[str, Any]],
    rules: Mapping[str, str],
) -> Stated:
    """Return the claims of documents, among which all of each story are.

    Nothing of another story changes them but what `resolver` knows of the names of all documents, and `small`, the words
    that stand in lower case in any of them.
    """
    spelling = Rules(words)
    forms_of = {document.id: gists[document.id].forms for document in documents}
    spelled = variants(
        forms_of,
        told,
        {d.id: [code for _, code in gists[d.id].names.places if code] for d in documents},
        spelling,
        rules.get("naming person", ""),
        small,
    )
    claims: list[Claim] = []
    for document in documents:
        mine = [_resolved(claim, resolver, told.get(document.id, ""), spelled.leads) for claim in found[document.id]]
        claims += same_office(mine, gists[document.id].groups)
    ends = [len(claims)]
    there = {(c.document, c.family, c.start) for c in claims}
    claims += [c for c in spelled.claims if (c.document, c.family, c.start) not in there]
    ends.append(len(claims))
    slips = misspelt_places(forms_of, told, spelled.foreign, spelling, rules.get("naming place", ""), small)
    twice = places_twice(forms_of, told, spelled.foreign, spelling, rules.get("naming place", ""), small)
    seen = {(c.document, c.start) for c in slips}
    claims += slips
    ends.append(len(claims))
    claims += [c for c in twice if (c.document, c.start) not in seen]
    ends.append(len(claims))
    street = rules.get("naming street", "")
    if any(c.family == street for c in claims):
        from factcheck.link.streets import same_streets  # noqa: PLC0415 - few articles name one

        numerals = frozenset(words.get("numbers", {}).get("ordinals", ()))
        claims = same_streets(claims, street, numerals, spelled.foreign)
    claims = edited([*claims, *changed(documents, {d.id: gists[d.id].wording for d in documents}, told, rules)])
    ends.append(len(claims))
    general = frozenset(name for key, name in rules.items() if key.startswith("predicate "))
    figures = {d.id: gists[d.id].figures for d in documents}
    texts = {d.id: d.text for d in documents}
    several = len({told.get(d.id, d.id) for d in documents}) < len(documents)
    if several:
        from factcheck.link.exchanged import row_claims  # noqa: PLC0415 - only where two articles tell one story

        rows = {d.id: gists[d.id].rows for d in documents}
        claims += row_claims(told, rows, figures, claims, general, texts, rules.get("naming digits", ""))
    ends.append(len(claims))
    if several:
        from factcheck.link.wordings import quoted  # noqa: PLC0415

        claims += quoted(documents, {d.id: gists[d.id].quotes for d in documents}, told, words, rules)
    return Stated(within(claims, texts), (*ends, len(claims)))


def rules_of(families: Iterable[Family]) -> tuple[dict[str, str], frozenset[str]]:
    """Return the `rules` and the `general` families of `linked` for those of a run."""
    every = list(families)
    rules = {key: f.id for f in every for key in (f.copies, f.construction) if key}
    return rules, frozenset(f.id for f in every if f.construction.startswith("predicate "))


def small_words(gists: Iterable[Gist]) -> frozenset[str]:
    """Return the words that stand in lower case anywhere: they are no names."""
    return frozenset[str]().union(*(g.forms.small for g in gists))


def frequent(counts: Mapping[str, int], documents: int) -> frozenset[str]:
    """Return the entities that so many of all documents name that they tell nothing; `counts` of how many name each."""
    most = max(_FLOOR, int(_SHARE * documents))
    return frozenset(entity for entity, number in counts.items() if number > most)


@record(frozen=True, slots=True)
class SharedNames:
    """Counts the rare names of two documents; `held` are the entities that each names, `frequent` those that are not rare."""

    held: Mapping[str, frozenset[str]]
    frequent: frozenset[str]

    def number(self, left: str, right: str, subject: str) -> int:
        """Return how many rare names two documents share besides the subject's; a country is no sign of one topic."""
        both = self.held.get(left, frozenset()) & self.held.get(right, frozenset())
        return sum(not name.startswith("country:") for name in both - self.frequent - {subject})


def linked_alone(
    document: Document,
    known: Gist,
    found: Sequence[Claim],
    words: Mapping[str, Mapping[str, Any]],
) -> Iterable[Claim]:
    """Return the claims of one document as they are linked without any other, each made when it is asked for.

    What it states about the world has the subject that it has among others, but for names that only they equate.
    """
    resolver = entities({document.id: known.names}, words.get("aliases", {}), words.get("places", {}))
    made = (_resolved(claim, resolver, "", {}) for claim in found)
    return same_office(tuple(made), known.groups) if known.groups else made


def _resolved(
    claim: Claim, resolver: Resolver, story: str, variants: Mapping[tuple[str, str], tuple[str, str]]
) -> Claim:
    subject = claim.subject
    known: tuple[str, str] | None = None
    entity = (
        resolver.entity(claim.document, subject.text, subject.kind) if subject.kind != "description" else subject.entity
    )
    if subject.kind == "person":
        known = variants.get((story, fold(subject.text)))
        entity = f"person:{known[0]}" if known else entity
        ends = parts(subject.text)
        if not known and len(ends) > 1 and claim.pattern != "naming person":
            entity = f"person:{ends[0]} {ends[-1]}"  # middle names come and go
    value = claim.value
    if claim.pattern == "naming street":
        entity = f"street:{claim.get('street')}"
    elif isinstance(value, Name) and claim.pattern == "naming person" and known:
        value = replaced(value, full=known[1])
    elif isinstance(value, Name) and value.kind in ("organisation", "place"):
        body = resolver.entity(claim.document, value.text, value.kind)
        value = Name(value.text, value.kind, resolver.label(body) if body else value.full)
    return replaced(claim, subject=replaced(subject, entity=entity), value=value, story=story)


def entities_of(document: str, names: DocumentNames, resolver: Resolver) -> frozenset[str]:
    """Return the entities that a document names."""
    kinds = (("person", names.persons), ("organisation", names.organisations), ("place", [p[0] for p in names.places]))
    return frozenset(resolver.entity(document, text, kind) for kind, texts in kinds for text in texts)


def document_names(document: Document, sentences: Sequence[Sentence]) -> DocumentNames:
    """Return the names of a document in order, and the pairs of names that its text equates ("X (Y)", "X, known as Y")."""
    persons: list[str] = []
    organisations: list[str] = []
    places: list[tuple[str, str]] = []
    glosses: list[tuple[str, str]] = []
    for sentence in sentences:
        bodies = []
        for mention in sentence.mentions:
            if mention.type == "person":
                persons.append(mention.text)
            elif mention.type == "organisation":
                organisations.append(mention.text)
                bodies.append(mention)
            elif mention.type == "place":
                places.append((mention.text, mention.get("country")))
        for left, right in pairwise(bodies):
            between = document.text[left.end : right.start]
            if "(" not in between and "known as" not in between:
                continue
            if re.fullmatch(r"\s*\(|,? (?:also |better |previously )?known as (?:the )?", between):
                after = document.text[right.end : right.end + 1]
                if "(" not in between or after == ")":
                    glosses.append((left.text, right.text))
    return DocumentNames(tuple(persons), tuple(organisations), tuple(places), tuple(glosses))
