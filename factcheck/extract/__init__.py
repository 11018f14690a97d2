"""Sentences x families -> claims: tries the patterns of each family where a sentence holds their first element."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from factcheck.extract.across import across_claims, told_once
from factcheck.extract.derived import divided, summed
from factcheck.extract.index import Entry, PatternIndex
from factcheck.extract.makers import Clocks, Maker, maker
from factcheck.extract.naming import renamed
from factcheck.extract.subject import Ground
from factcheck.extract.terms import another, handover, long_ago
from factcheck.match import match, told
from factcheck.model import CAPITAL, Claim, Days, Mention, Name, Quantity, Text
from factcheck.picture import Capture
from factcheck.record import replaced

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from typing import Any

    from factcheck.catalogue import Family
    from factcheck.model import Clause, Document, Sentence
    from factcheck.values import Algebra

    Antecedent = Callable[[Sequence[Sentence], int, int], Mention | None]


_CAPTURE: Final = r"\{([^{}]*)\}"


_AND_ONE: Final = (("and", "a"), ("and", "an"), (",", "a"))
_MOST_TYPES: Final = 1000  # so many kinds of sentence are remembered, then it begins anew
_NAMED: Final = frozenset(("person", "organisation", "place", "name"))


class _Lists(dict[str, frozenset[str]]):
    """The word lists of a family; one that it does not have is empty."""

    def __missing__(self, name: str) -> frozenset[str]:
        return frozenset()


class Extractor:
    """Finds the claims of documents; built once from the families and the word lists, and the digest of the files they are from."""

    def __init__(self, families: Sequence[Family], words: Mapping[str, Mapping[str, Any]], digest: str = "") -> None:
        every = [(f, _Lists(f.words)) for f in families if f.construction]
        self._across = [(f, lists) for f, lists in every if f.construction.startswith("across ")]
        self._words = words
        self._known: Algebra | None = None
        names, clocks = renamed(words), Clocks(words)
        self._makers = [
            maker(family, lists, names, clocks)
            for family, lists in every
            if not family.construction.startswith(("across ", "quoting "))
        ]
        self._of_types: dict[frozenset[str], list[Maker]] = {}  # those that the types of a sentence's mentions call for
        self._summing = [f for f in families if f.sums]
        self._patterns = PatternIndex(families, words, digest)
        self._once = self._patterns.once
        self._expressing = any(f.expressions for f in families)

    def _algebra(self) -> Algebra:
        if self._known is None:
            from factcheck.values import algebra_from  # noqa: PLC0415 - few texts need it

            self._known = algebra_from(self._words)
        return self._known

    def extract(self, document: Document, sentences: Sequence[Sentence], antecedent: Antecedent) -> tuple[Claim, ...]:
        """Return the claims of one document in the order of their spans, without repeats.

        `antecedent(sentences, index, token)` tells what a definite noun phrase or pronoun stands for. A claim whose
        subject is unsure is not made.
        """
        ground = Ground(document, sentences, antecedent)
        claims: dict[tuple[str, str, int, int, str, str], Claim] = {}
        for index, sentence in enumerate(sentences):
            if not sentence.mentions and not self._expressing:
                continue
            asked: dict[str, list[Mention]] = {}  # the mentions by what they are asked for by
            for m in sentence.mentions:
                asked.setdefault(m.asked, []).append(m)
            types = frozenset(asked)
            lows, held = ground.lows[index], ground.held[index]
            found = self._matched(ground, index, types)
            for one in self._called(types):
                if not one.signs or not one.signs.isdisjoint(held):
                    found += one.make(ground, sentence, lows, asked)
            for claim in found:
                # How a person's name is spelled is told once for each spelling, by its first mention.
                at = (0, 0) if claim.pattern == "naming person" else (claim.start, claim.end)
                key = (claim.family, claim.attribute, *at, claim.subject.text, claim.status)
                claims.setdefault(key, claim)
        kept = told_once(_best(claims.values()), self._once, self._algebra)
        for family, lists in self._across:
            kept += across_claims(ground, family, kept, lists)
        if self._summing:
            kept += summed(kept, self._summing)
        return tuple(sorted(kept, key=lambda c: (c.start, c.end, c.family, c.attribute)))

    def _called(self, types: frozenset[str]) -> list[Maker]:
        """Return what makes claims of sentences whose mentions are of these types."""
        called = self._of_types.get(types)
        if called is None:
            if len(self._of_types) > _MOST_TYPES:
                self._of_types.clear()
            called = self._of_types[types] = [m for m in self._makers if not types.isdisjoint(m.types)]
        return called

    def _matched(self, ground: Ground, index: int, types: frozenset[str]) -> list[Claim]:
        """Return the claims of all patterns in one sentence, whose mentions are of these types.

        A pattern is tried only where all its words stand.
        """
        sentence = ground.sentences[index]
        kinds: set[str] = set()
        for m in sentence.mentions:
            kinds.update(told(m))
        able = self._patterns.candidates(ground.held[index], types, kinds)
        found: list[Claim] = []
        if not able:
            return found
        starts: dict[int, tuple[Mention, ...]] = {}
        tried: dict[int, list[Entry]] = {}
        if able.words:
            for i, low in enumerate(ground.lows[index]):
                if low in able.words:
                    tried[i] = [*able.words[low]]
        for m in sentence.mentions:
            starts[m.first] = (*starts[m.first], m) if m.first in starts else (m,)
            if able.types and (begun := able.types.get(m.asked)) is not None:
                tried.setdefault(m.first, []).extend(begun)
        if able.capitals:
            for i, token in enumerate(sentence.tokens):
                if token.classes & CAPITAL:
                    tried.setdefault(i, []).extend(able.capitals)
        for i in sorted(tried):
            for entry in tried[i]:
                hit = match(entry.elements, sentence, i, starts, entry.vocabulary)
                if hit is None:
                    continue
                captures, end = hit
                if entry.formula:
                    from factcheck.extract.equation import equation_claims  # noqa: PLC0415 - few texts need it

                    found += equation_claims(ground.document, sentence, entry, i, captures, end)
                    continue
                claim = _claim(ground, entry, index, i, captures)
                if claim is None:
                    continue
                found.append(claim)
                value = captures[entry.pattern.value].mention
                if entry.family.holders and value is not None and _plural(captures):
                    from factcheck.extract.fellows import fellow_claims  # noqa: PLC0415 - few texts need it

                    found += fellow_claims(ground, sentence, claim, value, captures)
        return found


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


def _claim(ground: Ground, entry: Entry, index: int, first: int, captures: Mapping[str, Capture]) -> Claim | None:
    family, pattern, lists = entry.family, entry.pattern, entry.vocabulary.lists
    sentence = ground.sentences[index]
    captures = _listed(captures, pattern.value, sentence)
    value = _valued(captures[pattern.value].mention, family)
    if value is None or value.value is None or not 0 < value.end - value.start <= 80:
        return None
    if not ground.held[index].isdisjoint(lists.get("barred", ())) or _merely(value, sentence, lists.get("mere", ())):
        return None
    clause = clause_at(sentence, value.first)
    if (pattern.about or family.sole) and (
        _of_some(sentence, value, entry)
        # A day or an hour is its verb's; a number may be of whatever else the sentence tells.
        or not ground.main_event(
            index, lists.get("elsewhere", frozenset()), family.lead, clause, whole=family.value not in ("date", "time")
        )
    ):
        return None
    fields = [(key, _fill(template, captures, ground, index)) for key, template in pattern.fields]
    role = next((c.mention for c in captures.values() if c.mention and c.mention.type == "role"), None)
    if family.changes == "terms" and another(sentence, value, role, lists.get("around", frozenset())):
        return None
    subject, carried = ground.subject(family.id, pattern, index, captures, role)
    if subject is None:
        return None
    if carried:
        fields.append(("subject", carried))
    status = pattern.status or (role.get("status") if role else "") or "current"
    if role is not None and value.type == "person":  # else the role only stands beside the value
        fields += [(k, v) for k in ("holders",) if (v := role.get(k))]
        if status == "co":
            fields.append(("co", "yes"))
            status = "current"
    date = captures[pattern.time].mention if pattern.time and pattern.time in captures else None
    time = date.value if date and isinstance(date.value, Days) else None
    if time is None and (family.holders or (family.changes == "terms" and value.thing)) and clause is not None:
        time = long_ago(sentence, clause)
    if family.changes == "ages" and sentence.kind == "caption":
        time = time or ground.pictured(index)
    who = captures.get(pattern.subject) if family.changes == "ages" else None
    if who is not None and who.first and sentence.tokens[who.first - 1].low in lists.get("kin", ()):
        fields.append(("kin", "yes"))
    if shown := handover(ground, family, index, value):
        fields.append(("handover", shown))
    attribute = _fill(pattern.attribute, captures, ground, index)
    if not attribute and pattern.attribute:
        named = {name: words for name, words in lists.items() if name not in family.helpers}
        attribute = ground.recent(index, value.first, named)
        if not attribute:
            return None
    attribute = attribute or family.id
    scope = _fill(pattern.scope, captures, ground, index)
    scope = "" if scope in lists.get("whole", ()) else scope
    scope = next((whole for whole, _ in family.sums if scope in lists.get(whole, ())), scope)
    if pattern.about or family.sole:
        fields += [("sole", "toll" if family.culprit else "yes"), ("by", _doer(ground, sentence, clause))]
    fields.append(("withdraws", _withdrawn(ground, family, index, value)))
    if family.culprit and attribute == family.culprit and ground.culprit(family.id, lists):
        fields.append(("culprit", "dead"))
    world = pattern.world or (clause.world if clause else "asserted")
    fields.append(("dated", _dated(value.text) if family.near and value.type == "date" else ""))
    fields = [(k, v) for k, v in (*fields, *((k, value.get(k)) for k in ("of", "base", "per"))) if v]
    claim = Claim(
        id="",
        document=ground.document.id,
        family=family.id,
        pattern=pattern.name,
        subject=subject,
        attribute=attribute,
        scope=scope,
        value=Name(value.text, value.type, ground.full(value)) if value.type in _NAMED else value.value,
        start=value.start,
        end=value.end,
        evidence_start=sentence.start,
        evidence_end=sentence.end,
        time=time,
        time_basis="stated" if time else "document",
        world=world,
        status=status,
        # Who speaks of himself ("Chief Jane Roe said") is no source that could differ from another's.
        # An age behind a name is the text's own aside, whoever is quoted in the sentence.
        attribution=clause.attribution
        if clause and value.text not in clause.attribution and not (family.changes == "ages" and pattern.world)
        else "",
        fields=tuple(sorted(set(fields))),
    )
    return divided(claim, sentence.tokens[first].start, pattern.divide) if pattern.divide > 1 else claim


def _plural(captures: Mapping[str, Capture]) -> bool:
    """Tell whether the words of a match name an office in the plural."""
    return any(c.mention is not None and c.mention.get("number") == "plural" for c in captures.values())


def _doer(ground: Ground, sentence: Sentence, clause: Clause | None) -> str:
    """Return the person who is named as the one who did it; empty where none is."""
    if clause is None or clause.voice != "active":
        return ""
    named = [
        m for m in sentence.mentions if m.type == "person" and clause.subject_first <= m.first < clause.subject_last
    ]
    return ground.full(named[0]).casefold() if len(named) == 1 else ""


def _of_some(sentence: Sentence, value: Mention, entry: Entry) -> bool:
    """Tell whether a figure counts some of those meant, or more than the words tell of.

    So it is with "two men and a woman", with the 12 of "nine of the 12 passengers", with "thirty of the wounded", and with
    "two more people".
    """
    if value.type != "quantity":
        return False
    after = tuple(t.low for t in sentence.tokens[value.last : value.last + 2])
    named = value.get("part") and len(entry.elements) == 1  # the words name all of those, not what became of the thirty
    q = value.value
    if value.kind == "number" and isinstance(q, Quantity) and 0 < (q.low or q.high or 0) < 1:
        return True  # "wounding a third"; a magnitude of 6.4 is whole
    return bool(value.get("whole") or named or value.thing.startswith("more ") or after in _AND_ONE)


def _listed(captures: Mapping[str, Capture], name: str, sentence: Sentence) -> Mapping[str, Capture]:
    """Return the captures; the one of that name, if a word of a list, with a mention whose value is the list's name."""
    held = captures[name]
    if not held.label:
        return captures
    start, end = sentence.tokens[held.first].start, sentence.tokens[held.last - 1].end
    mention = Mention("text", "list", start, end, held.first, held.last, held.label, Text(held.label))
    return {**captures, name: replaced(held, mention=mention)}


def _merely(value: Mention, sentence: Sentence, types: Collection[str]) -> bool:
    """Tell whether a value is nothing but a mention of one of the types: "the Saltmere nightclub" is one in Saltmere."""
    return any(m.type in types and (m.first, m.last) == (value.first, value.last) for m in sentence.mentions)


def _valued(mention: Mention | None, family: Family) -> Mention | None:
    """Return a mention with what it is the value of: of an office which one it is, of an expression a name where the family says so."""
    if mention is not None and mention.type == "role":
        return replaced(mention, value=Text(mention.kind))
    if mention is not None and mention.type == "text" and family.value == "name":
        return replaced(mention, value=Name(mention.text, "building"))
    return mention


def _dated(words: str) -> str:
    """Return whether a date names its "year" or at least the "day" of the calendar; empty for "Monday" and "two days ago"."""
    return "year" if re.search(r"\d{4}", words) else "day" if any(map(str.isdecimal, words)) else ""


def _withdrawn(ground: Ground, family: Family, index: int, value: Mention) -> str:
    """Return the figure that a text takes back for a toll, "" where it takes back none."""
    if family.changes != "running" or "not" not in ground.held[index]:
        return ""
    from factcheck.extract.corrections import taken_back  # noqa: PLC0415 - few texts need it

    return taken_back(ground.sentences[index], ground.lows[index], value)


def clause_at(sentence: Sentence, token: int) -> Clause | None:
    """Return the clause that holds a token, or None."""
    for clause in sentence.clauses:  # no generator: it is asked for each claim
        if clause.first <= token < clause.last:
            return clause
    return None


def _fill(template: str, captures: Mapping[str, Capture], ground: Ground, index: int) -> str:
    """Return a template with {capture} replaced by the capture's kind (roles, chambers) or words; "" if one is missing."""
    if "{" not in template:
        return template
    if any(name not in captures for name in re.findall(_CAPTURE, template)):
        return ""
    # In one go: the words of an article may themselves hold braces.
    return re.sub(_CAPTURE, lambda found: ground.words(index, captures[found[1]]), template)


__all__ = ["Extractor", "clause_at"]
