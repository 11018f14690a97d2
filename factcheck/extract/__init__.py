"""Sentences x families -> claims: tries the patterns of each family where a sentence holds their first element."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.extract.derived import divided, summed
from factcheck.extract.inner import inner_claims
from factcheck.extract.naming import naming_claims, renamed
from factcheck.extract.predicate import predicate_claims
from factcheck.extract.subject import Ground
from factcheck.model import Claim, Days, Name
from factcheck.picture import Capture, Element, Vocabulary, compile_picture, match

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    from factcheck.catalogue import Family, Pattern
    from factcheck.model import Clause, Document, Mention, Sentence

    Antecedent = Callable[[Sequence[Sentence], int, int], Mention | None]


class Extractor:
    """Finds the claims of documents; built once from the families and the word lists."""

    def __init__(self, families: Sequence[Family], words: Mapping[str, Mapping[str, Any]]) -> None:
        verbs: dict[str, tuple[tuple[str, bool], ...]] = {}
        for lemma, entry in words.get("verbs", {}).items():
            for number, form in enumerate(entry["forms"]):
                verbs[form] = (*verbs.get(form, ()), (lemma, number in (2, 3)))
        forms = {lemma: tuple(entry["forms"]) for lemma, entry in words.get("verbs", {}).items()}
        kinds = {"street": "place", "conversion": "measure", "weekday": "date", "sum": "count"}
        self._constructed = [(f, kinds.get(k := f.construction.split()[1], k)) for f in families if f.construction]
        self._renamed = renamed(words)
        self._summing = [f for f in families if f.sums]
        self._by_word: dict[str, list[_Entry]] = {}
        self._by_type: dict[str, list[_Entry]] = {}
        for family in families:
            lists = {name: frozenset(values) for name, values in family.words}
            vocabulary = Vocabulary(verbs, lists)
            for pattern in family.patterns:
                elements = compile_picture(pattern.name)
                entry = _Entry(family, pattern, elements, vocabulary, _needs(elements, vocabulary, forms))
                index = self._by_type if elements[0].form in ("mention", "cap") else self._by_word
                for key in _keys(elements[0], lists, forms):
                    index.setdefault(key, []).append(entry)

    def extract(self, document: Document, sentences: Sequence[Sentence], antecedent: Antecedent) -> tuple[Claim, ...]:
        """Return the claims of one document in the order of their spans, without repeats.

        `antecedent(sentences, index, token)` tells what a definite noun phrase or pronoun stands for. A claim whose
        subject is unsure is not made.
        """
        ground = Ground(document, sentences, antecedent)
        claims: dict[tuple[str, str, int, int, str, str], Claim] = {}
        for index, sentence in enumerate(sentences):
            found = self._sentence(ground, index, sentence)
            kinds = {m.asked for m in sentence.mentions}
            for family, kind in self._constructed:
                if kind not in kinds:
                    continue
                if family.construction.startswith("predicate "):
                    found += predicate_claims(ground, family, sentence)
                elif family.construction.startswith("inner "):
                    found += inner_claims(document, family, sentence)
                else:
                    found += naming_claims(document, family, sentence, self._renamed)
            for claim in found:
                # How a person's name is spelled is told once for each spelling, by its first mention.
                at = (0, 0) if claim.pattern == "naming person" else (claim.start, claim.end)
                key = (claim.family, claim.attribute, *at, claim.subject.text, claim.status)
                claims.setdefault(key, claim)
        kept = _best(claims.values())
        if self._summing:
            kept += summed(kept, self._summing)
        return tuple(sorted(kept, key=lambda c: (c.start, c.end, c.family, c.attribute)))

    def _sentence(self, ground: Ground, index: int, sentence: Sentence) -> list[Claim]:
        """Return the claims of all patterns in one sentence; a pattern is tried only where all its words stand."""
        if not sentence.mentions:
            return []
        starts: dict[int, tuple[Mention, ...]] = {}
        for mention in sentence.mentions:
            starts[mention.first] = (*starts.get(mention.first, ()), mention)
        lows = {t.low for t in sentence.tokens}
        kinds = {m.asked for m in sentence.mentions}
        have = lows | kinds
        words = {low: entries for low in lows & self._by_word.keys() if (entries := _able(self._by_word[low], have))}
        types = {
            kind: entries for kind in kinds & self._by_type.keys() if (entries := _able(self._by_type[kind], have))
        }
        caps = _able(self._by_type.get("cap", ()), have)
        found: list[Claim] = []
        if not (words or types or caps):
            return found
        for i, token in enumerate(sentence.tokens):
            for entry in words.get(token.low, ()):
                found += _try(ground, index, entry, i, starts)
            for mention in starts.get(i, ()):
                for entry in types.get(mention.asked, ()):
                    found += _try(ground, index, entry, i, starts)
            if caps and token.text[0].isupper():
                for entry in caps:
                    found += _try(ground, index, entry, i, starts)
        return found


def _able(entries: Sequence[_Entry], have: set[str]) -> list[_Entry]:
    return [entry for entry in entries if not any(need.isdisjoint(have) for need in entry.needs)]


def _try(ground: Ground, index: int, entry: _Entry, i: int, starts: Mapping[int, tuple[Mention, ...]]) -> list[Claim]:
    hit = match(entry.elements, ground.sentences[index], i, starts, entry.vocabulary)
    if hit is None:
        return []
    claim = _claim(ground, entry.family, entry.pattern, index, i, hit[0])
    return [claim] if claim else []


@dataclass(frozen=True, slots=True)
class _Entry:
    """A compiled pattern, and the words or mention types that a sentence must hold for it to match."""

    family: Family
    pattern: Pattern
    elements: tuple[Element, ...]
    vocabulary: Vocabulary
    needs: tuple[frozenset[str], ...]


def _needs(
    elements: Sequence[Element], vocabulary: Vocabulary, forms: Mapping[str, Sequence[str]]
) -> tuple[frozenset[str], ...]:
    """Return for each element that must be there the words or types of which a sentence must hold one."""
    needs = []
    for element in elements:
        if element.optional or element.form in ("gap", "cap", "definite"):
            continue
        if element.form == "list":
            needs.append(frozenset(w for name in element.names for w in vocabulary.lists.get(name, ())))
        elif element.form == "verb":
            needs.append(
                frozenset(form for name in element.names for form in forms.get(name.removesuffix(".done"), ()))
            )
        elif "quantity" not in element.names:
            needs.append(frozenset(element.names))
    return tuple(needs)


def _keys(element: Element, lists: Mapping[str, frozenset[str]], forms: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the words or mention types at which a picture that begins with this element is tried."""
    if element.form == "list":
        return tuple(sorted(word for name in element.names for word in lists.get(name, ())))
    if element.form == "verb":
        return tuple(sorted({f for name in element.names for f in forms.get(name.removesuffix(".done"), ())}))
    if element.form == "definite":
        return ("the", "its", "their", *element.names)
    return element.names


def _best(claims: Sequence[Claim] | Any) -> list[Claim]:
    """Return the claims without those that another of the same family, attribute and span states with more certainty.

    A pattern that names its subject beats one that carries it over from elsewhere.
    """
    best: dict[tuple[str, str, int, int], Claim] = {}
    for claim in claims:
        key = (claim.family, claim.attribute, claim.start, claim.end)
        old = best.get(key)
        if old is None or (old.get("subject") and not claim.get("subject")):
            best[key] = claim
    return list(best.values())


def _claim(
    ground: Ground, family: Family, pattern: Pattern, index: int, first: int, captures: Mapping[str, Capture]
) -> Claim | None:
    sentence = ground.sentences[index]
    value = captures[pattern.value].mention
    if value is None or value.value is None:
        return None
    if not 0 < value.end - value.start <= 80:
        return None
    lists = dict(family.words)
    elsewhere = frozenset(lists.get("elsewhere", ()))
    if pattern.about and (value.thing.startswith("more ") or not ground.main_event(index, elsewhere)):
        return None
    fields = [(key, _fill(template, captures, ground, index)) for key, template in pattern.fields]
    role = next((c.mention for c in captures.values() if c.mention and c.mention.type == "role"), None)
    subject, carried = ground.subject(family.id, pattern, index, captures, role)
    if subject is None:
        return None
    if carried:
        fields.append(("subject", carried))
    clause = clause_at(sentence, value.first)
    status = pattern.status or (role.get("status") if role else "") or "current"
    if role is not None:
        fields += [(k, v) for k in ("holders",) if (v := role.get(k))]
        if status == "co":
            fields.append(("co", "yes"))
            status = "current"
    date = captures[pattern.time].mention if pattern.time and pattern.time in captures else None
    time = date.value if date and isinstance(date.value, Days) else None
    if family.handover and value.type == "person":
        shown = ground.handover(index, value, family.handover)
        fields += [("handover", shown)] if shown else []
    attribute = _fill(pattern.attribute, captures, ground, index)
    if not attribute and pattern.attribute:
        named = {name: frozenset(words) for name, words in family.words if name not in family.helpers}
        attribute = ground.recent(index, value.first, named)
        if not attribute:
            return None
    attribute = attribute or family.id
    scope = _fill(pattern.scope, captures, ground, index)
    scope = "" if scope in lists.get("whole", ()) else scope
    scope = next((whole for whole, _ in family.sums if scope in lists.get(whole, ())), scope)
    if pattern.about:
        fields.append(("sole", "yes"))
    world = pattern.world or (clause.world if clause else "asserted")
    fields += [(k, v) for k in ("of", "base", "per") if (v := value.get(k))]
    fields = [(k, v) for k, v in fields if v]
    claim = Claim(
        id="",
        document=ground.document.id,
        family=family.id,
        pattern=pattern.name,
        subject=subject,
        attribute=attribute,
        scope=scope,
        value=Name(value.text, value.type, ground.full(value)) if isinstance(value.value, Name) else value.value,
        start=value.start,
        end=value.end,
        evidence_start=sentence.start,
        evidence_end=sentence.end,
        time=time,
        time_basis="stated" if time else "document",
        world=world,
        status=status,
        # Who speaks of himself ("Chief Jane Roe said") is no source that could differ from another's.
        attribution=clause.attribution if clause and value.text not in clause.attribution else "",
        fields=tuple(sorted(set(fields))),
    )
    return divided(claim, sentence.tokens[first].start, pattern.divide) if pattern.divide > 1 else claim


def clause_at(sentence: Sentence, token: int) -> Clause | None:
    """Return the clause that holds a token, or None."""
    return next((c for c in sentence.clauses if c.first <= token < c.last), None)


def _fill(template: str, captures: Mapping[str, Capture], ground: Ground, index: int) -> str:
    """Return a template with {capture} replaced by the capture's kind (roles, chambers) or words; "" if one is missing."""
    if "{" not in template:
        return template
    out = template
    for name in [part.split("}")[0] for part in template.split("{")[1:]]:
        capture = captures.get(name)
        if capture is None:
            return ""
        out = out.replace("{" + name + "}", ground.words(index, capture))
    return out


__all__ = ["Extractor", "clause_at"]
