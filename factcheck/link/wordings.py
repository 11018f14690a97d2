"""One quotation in the wordings of several articles of a story: where they differ, and whom they give it to."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from factcheck.catalogue import closed_words, verb_rows
from factcheck.digest import blake2b
from factcheck.link.quotes import GAP, LEAST, Quote
from factcheck.model import Claim, Name, Subject, Text
from factcheck.record import record
from factcheck.values.name import parts
from factcheck.values.near import edits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factcheck.model import Document, Value

_SHINGLE: Final = 3
_SHARED: Final = 2  # so many runs of three words two wordings share at least
_CROWD: Final = 40  # a run of words in more wordings than this tells nothing
_ALIKE: Final = 0.8  # the part of the words that two wordings of one quotation share
_PLACES: Final = 3  # wordings that differ in more places are two quotations
_SPOKEN: Final = 8  # so many words are hardly said by two persons
_CUT: Final = 4
_SURE: Final = 10  # so many words in common, or so great a part of the shorter one, make two wordings one quotation
_PART: Final = 0.7
_AROUND: Final = 2
_LONGEST: Final = 80
_NAMES: Final = 2


@record(frozen=True, slots=True)
class _Words:
    """The word lists by which a difference is weighed."""

    light: frozenset[str]
    negation: frozenset[str]
    opposites: frozenset[frozenset[str]]
    lemmas: Mapping[str, str]

    def weight(self, left: Sequence[str], right: Sequence[str]) -> str:
        """Return what a difference is: "" nothing, "form", "wording" or "substance"."""
        a, b = set(left), set(right)
        if GAP in a | b or "".join(left) == "".join(right) or _initials(left, right) or _initials(right, left):
            return ""
        if max(len(left), len(right)) > _CUT:
            return ""  # so much was cut between two parts of one quotation
        if (a & self.negation) != (b & self.negation) or {w for w in a if w.isdecimal()} != {
            w for w in b if w.isdecimal()
        }:
            return "substance" if (left and right) or (a ^ b) & self.negation else ""
        only, other = a - b, b - a
        if any(frozenset((x, y)) in self.opposites for x in only for y in other):
            return "substance"
        x = {self.lemmas.get(w, w) for w in only if w not in self.light}
        y = {self.lemmas.get(w, w) for w in other if w not in self.light}
        if not x or not y or x == y or not left or not right:
            return "form"
        near = all(any(_close(v, w) for w in y) for v in x)
        return "form" if near else "wording"


def _initials(short: Sequence[str], long: Sequence[str]) -> bool:
    return len(short) == 1 and len(long) > 1 and short[0] == "".join(w[0] for w in long)


def _close(a: str, b: str) -> bool:
    """Tell whether two words are one word in two spellings or two forms."""
    stem = max(_SHINGLE, min(len(a), len(b)) - 2)
    return edits(a, b, 1) <= 1 or a[:stem] == b[:stem]


def quoted(
    documents: Sequence[Document],
    held: Mapping[str, Sequence[Quote]],
    told: Mapping[str, str],
    words: Mapping[str, Mapping[str, Any]],
    families: Mapping[str, str],
) -> list[Claim]:
    """Return the claims of quotations that articles of one story print in two wordings or give to two speakers.

    `families` names the families of the constructions "quoting words" and "quoting speaker". A part of a quotation is no
    other wording; the words that differ, with two on either side, are the value.
    """
    wording, speaker = families.get("quoting words", ""), families.get("quoting speaker", "")
    if not (wording or speaker):
        return []
    lists: _Words | None = None  # not built for a draft by itself
    stories: dict[str, dict[tuple[str, ...], list[tuple[str, Quote]]]] = defaultdict(lambda: defaultdict(list))
    for document in documents:
        for quote in held[document.id]:
            stories[told.get(document.id, document.id)][quote.words].append((document.id, quote))
    claims: list[Claim] = []
    for story, variants in sorted(stories.items()):
        if len({d for group in variants.values() for d, _ in group}) < 2:
            continue
        said: dict[tuple[str, ...], list[tuple[str, Quote]]] = {w: list(g) for w, g in variants.items()}
        for left, right in _pairs(sorted(variants)):
            lists = lists or _lists(words)
            differences = _compared(left, right, lists)
            if differences is None:
                continue
            if speaker and _same_utterance(left, right, differences):
                said[left] += variants[right]
            worst = _worst(differences)
            if wording and worst and _one_speaker(variants[left], variants[right]):
                claims += _worded(story, (left, right), variants, worst, wording)
        if speaker:
            claims += _spoken(story, said, speaker)
    return claims


def _lists(words: Mapping[str, Mapping[str, Any]]) -> _Words:
    data = words.get("quotes", {})
    negation = frozenset(data.get("negation", ()))
    return _Words(
        frozenset((*data.get("light", ()), *closed_words(words))) - negation,
        negation,
        frozenset(frozenset(pair.split()) for pair in data.get("opposites", ())),
        {form: lemma for lemma, forms in verb_rows(words).items() for form in forms},
    )


def _pairs(variants: Sequence[tuple[str, ...]]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return the pairs of wordings that share runs of words, found by an index."""
    index: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for n, words in enumerate(variants):
        for run in {words[k : k + _SHINGLE] for k in range(len(words) - _SHINGLE + 1)}:
            index[run].append(n)
    counts: dict[tuple[int, int], int] = defaultdict(int)
    for held in index.values():
        if 1 < len(held) <= _CROWD:
            for pair in combinations(held, 2):
                counts[pair] += 1
    return [(variants[a], variants[b]) for (a, b), n in sorted(counts.items()) if n >= _SHARED]


_Difference = tuple[str, tuple[int, int], tuple[int, int]]  # its weight, and the words on either side


def _compared(left: tuple[str, ...], right: tuple[str, ...], lists: _Words) -> list[_Difference] | None:
    """Return where two wordings differ inside the stretch that they share; None where they are two quotations.

    What only one of them has before or behind that stretch was not quoted by the other.
    """
    most = sum((Counter(left) & Counter(right)).values())
    if most < LEAST or (most < _SURE and most < _PART * min(len(left), len(right))):
        return None  # so few words are in both, in whatever order
    codes = _codes(left, right)
    equal = [k for k, op in enumerate(codes) if op.tag == "equal"]
    if not equal:
        return None
    inside = codes[equal[0] : equal[-1] + 1]
    same = sum(op.src_end - op.src_start for op in inside if op.tag == "equal")
    spans = (inside[-1].src_end - inside[0].src_start, inside[-1].dest_end - inside[0].dest_start)
    gaps = GAP in left or GAP in right
    if same < LEAST or (not gaps and same < _ALIKE * max(spans)) or same < _ALIKE * min(spans):
        return None
    found: list[_Difference] = []
    changed = [op for op in inside if op.tag != "equal"]
    places: list[list[Any]] = []
    for op in changed:
        if places and op.src_start - places[-1][-1].src_end == 0 and op.dest_start - places[-1][-1].dest_end == 0:
            places[-1].append(op)
        else:
            places.append([op])
    for place in places:
        a, b = (place[0].src_start, place[-1].src_end), (place[0].dest_start, place[-1].dest_end)
        weight = lists.weight(left[a[0] : a[1]], right[b[0] : b[1]])
        if weight:
            found.append((weight, a, b))
    if len(found) > _PLACES or (same < _SURE and same < _PART * min(len(left), len(right))):
        return None
    return found


class _Code(NamedTuple):
    """A stretch of one wording and what stands for it in the other."""

    tag: str
    src_start: int
    src_end: int
    dest_start: int
    dest_end: int


def _codes(left: tuple[str, ...], right: tuple[str, ...]) -> list[_Code]:
    """Return how one wording is made from the other."""
    short, long = sorted((left, right), key=len)
    first = next((k for k, word in enumerate(short) if word != long[k]), len(short))
    more = len(long) - len(short)
    if short[first:] == long[first + more :]:  # nothing but words put in at one place
        a, b = (first + more, first) if long is left else (first, first + more)
        tag = "delete" if long is left else "insert"
        codes = (
            _Code("equal", 0, first, 0, first),
            _Code(tag, first, a, first, b),
            _Code("equal", a, len(left), b, len(right)),
        )
        return [code for code in codes if code.src_end > code.src_start or code.dest_end > code.dest_start]
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - slow to import, and few quotations come this close

    return [_Code(c.tag, c.src_start, c.src_end, c.dest_start, c.dest_end) for c in Indel.opcodes(left, right)]


def _worst(differences: Sequence[_Difference]) -> _Difference | None:
    order = ("substance", "wording", "form")
    return min(differences, key=lambda d: (order.index(d[0]), d[1]), default=None)


def _same_utterance(left: tuple[str, ...], right: tuple[str, ...], differences: Sequence[_Difference]) -> bool:
    return not differences and min(len(left), len(right)) >= _SPOKEN


def _one_speaker(left: Sequence[tuple[str, Quote]], right: Sequence[tuple[str, Quote]]) -> bool:
    """Tell whether two wordings can be of one speaker: no two persons are named."""
    names = {q.speaker for _, q in (*left, *right) if q.speaker}
    return all(not _two(a, b) for a, b in combinations(sorted(names), 2))


def _two(a: str, b: str) -> bool:
    """Tell whether two full names are surely of two persons: neither given names nor surnames are alike."""
    one, other = parts(a), parts(b)
    if not one or not other or set(one) & set(other):
        return False
    return edits(one[-1], other[-1], _NAMES) > _NAMES and edits(one[0], other[0], 1) > 1


def _worded(
    story: str,
    pair: tuple[tuple[str, ...], tuple[str, ...]],
    variants: Mapping[tuple[str, ...], Sequence[tuple[str, Quote]]],
    worst: _Difference,
    family: str,
) -> list[Claim]:
    weight, *places = worst
    claims = []
    for words, (first, last) in zip(pair, places, strict=True):
        for document, quote in variants[words]:
            low, high = max(0, first - _AROUND), min(len(words), last + _AROUND)
            start, end = quote.spans[low][0], quote.spans[high - 1][1]
            if end - start > _LONGEST:
                return []
            value = Text(" ".join(w for w in words[low:high] if w != GAP))
            fields = (("quoted", weight),)
            claims.append(_claim(story, document, quote, pair, family, "words", value, (start, end), fields))
    return claims


def _spoken(story: str, said: Mapping[tuple[str, ...], Sequence[tuple[str, Quote]]], family: str) -> list[Claim]:
    """Return the claims of who spoke, for quotations that the articles give to two persons."""
    claims: list[Claim] = []
    for words, group in sorted(said.items()):
        named = [(d, q) for d, q in group if q.speaker]
        by_document: dict[str, set[str]] = defaultdict(set)
        for document, quote in named:
            by_document[document].add(quote.speaker)
        sure = [(d, q) for d, q in named if len(by_document[d]) == 1]
        names = sorted({q.speaker for _, q in sure})
        if len(words) < _SPOKEN or not any(_two(a, b) for a, b in combinations(names, 2)):
            continue
        for document, quote in dict(sure).items():
            span = (quote.speaker_start, quote.speaker_end)
            value = Name(quote.speaker, "person", quote.speaker)
            claims.append(_claim(story, document, quote, (words,), family, "speaker", value, span, ()))
    return claims


def _claim(
    story: str,
    document: str,
    quote: Quote,
    key: Sequence[tuple[str, ...]],
    family: str,
    attribute: str,
    value: Value,
    span: tuple[int, int],
    fields: tuple[tuple[str, str], ...],
) -> Claim:
    digest = blake2b("\x1f".join(" ".join(words) for words in key).encode(), digest_size=8).hexdigest()
    evidence = quote.evidence(*span)
    about = " ".join(w for w in min(key, key=len)[:8] if w != GAP)
    return Claim(
        id="",
        document=document,
        family=family,
        pattern=f"quoting {attribute}",
        subject=Subject(about, "description", quote.spans[0][0], quote.spans[-1][1], f"quote:{digest}:{about}"),
        attribute=attribute,
        scope="",
        value=value,
        start=span[0],
        end=span[1],
        evidence_start=evidence[0],
        evidence_end=evidence[1],
        fields=fields,
        story=story,
    )
