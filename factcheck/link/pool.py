"""The names of persons in one story, held against each other: which are one name in two spellings, and which words misspell one."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import chain, combinations
from typing import TYPE_CHECKING, Final

from factcheck.link.entities import root_of
from factcheck.link.matching import Form, Matcher
from factcheck.link.nearforms import CROWD, of_one_age, sharing
from factcheck.link.spelling import spelling_claim
from factcheck.model import Claim, Name
from factcheck.values.name import fold, parts
from factcheck.values.near import alike

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factcheck.link.forms import Forms, Place
    from factcheck.link.rules import Rules

_LONG_ENOUGH: Final = 5
_WORD: Final = 6
_SEEN: Final = 2  # a misspelt single word stands at most so often ...
_OFTENER: Final = 3  # ... and the right one so many times more often
_MUCH_OFTENER: Final = 5  # ... and where it is short


def spelled(
    story: str,
    documents: Sequence[str],
    held: Mapping[str, Forms],
    rules: Rules,
    family: str,
    small: frozenset[str],
    *,
    foreign: bool,
) -> tuple[dict[str, tuple[str, str]], list[Claim]]:
    """Return the lead and short form of each folded name of one story, and the claims how they are spelled."""
    leads: dict[str, tuple[str, str]] = {}
    claims: list[Claim] = []
    pool = _Pool(documents, held, foreign, rules, small)
    for lead, others in pool.groups():
        for form in (lead, *others):
            leads[form.key] = (lead.key, pool.short(form))
        claims += pool.claims(story, lead, others, family)
    for lead, part, word, places in pool.words():
        short = pool.short_of(_replaced(lead.written, part, word))
        linked = leads.setdefault(lead.key, (lead.key, pool.short(lead)))[0]
        claims += [_claim(story, d, lead, linked, word, short, p, family) for d, p in places]
        claims += pool.claims(story, lead, (), family, part)
    return leads, claims


class _Pool:
    """The forms of one story."""

    def __init__(
        self, documents: Sequence[str], held: Mapping[str, Forms], foreign: bool, rules: Rules, small: frozenset[str]
    ) -> None:
        self._documents = documents
        self._held = held
        self._match = Matcher(rules, small, foreign=foreign)
        self._rules = rules
        self._small = small
        self._middles: set[str] = set()
        self.forms: dict[str, Form] = {}
        for document in documents:
            for person, group in ((True, held[document].full), (False, held[document].runs)):
                for written, places in group.items():
                    pieces = parts(written)
                    if len(pieces) < 2 or len(pieces) > 4:
                        continue
                    form = self.forms.setdefault(fold(written), Form(fold(written), pieces, written))
                    form.person |= person
                    form.places[document] += places
                    form.ages |= held[document].ages.get(form.key, frozenset())
                    form.roles |= held[document].roles.get(form.key, frozenset())
        shown: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for form in self.forms.values():
            shown[form.parts[0], form.parts[-1]][_ends(form.written)] += len(form.places)
        self._alone: dict[str, int] = {}
        self._owners: Counter[str] = Counter()
        self._having: dict[str, list[Form]] = defaultdict(list)
        for form in self.forms.values():
            for part in dict.fromkeys(form.parts):
                self._having[part].append(form)
            self._owners.update({form.parts[0], form.parts[-1]} if form.person else ())
        self._titled = frozenset(chain.from_iterable(self._in_title(d, held[d]) for d in documents))
        self._shown = {key: min(found, key=lambda w: (-found[w], w)) for key, found in shown.items()}

    def _in_title(self, document: str, held: Forms) -> list[frozenset[str]]:
        """Return the pairs of forms of which one stands in a document's title and the other, a slip away, in its body.

        A title tells of the person whom the text names in full: one part of the name is the same, and nobody in the story
        has the other spelling.
        """
        if not held.heads:
            return []
        full = dict.fromkeys(key for key in map(fold, held.full) if key in self.forms)
        bodies = [self.forms[key] for key in full]
        found = []
        for written, places in held.heads.items():
            one, two = fold(written).split() if fold(written).count(" ") == 1 else ("", "")
            if not one or self._stands(one, two, document, full) or not {one, two}.isdisjoint(self._small):
                continue
            near = [f for f in bodies if self._match.title_slip((one, two), (f.parts[0], f.parts[-1]))]
            if len(near) == 1:
                form = self.forms.setdefault(fold(written), Form(fold(written), (one, two), written))
                form.places[document] = list(dict.fromkeys((*form.places[document], *places)))
                found.append(frozenset((form.key, near[0].key)))
        return found

    def _stands(self, one: str, two: str, document: str, full: Mapping[str, None]) -> bool:
        """Tell whether somebody of these two names stands in another document, or in this one's text in `full`."""
        return any(
            (f.parts[0], f.parts[-1]) == (one, two) and (f.places.keys() - {document} or f.key in full)
            for f in self._having[one]
        )

    def groups(self) -> list[tuple[Form, list[Form]]]:
        """Return the groups of forms that are one name, the leading spelling first: that of more documents."""
        pieces = {key: self.forms[key].parts for key in sorted(self.forms)}
        by_age: dict[int, list[str]] = defaultdict(list)
        for key in pieces:
            for age in self.forms[key].ages:
                by_age[age].append(key)
        by_initials: dict[str, list[str]] = defaultdict(list)
        for key, ends in pieces.items():
            by_initials[ends[0][0] + ends[-1][0]].append(key)
        pairs = chain(
            sharing(pieces, self._rules),
            *(of_one_age(pieces, keys) for keys in by_age.values()),
            *(combinations(keys, 2) for keys in by_initials.values() if len(keys) <= CROWD),
            map(sorted, self._titled),
        )
        # In whatever order they come, the first of those that are one name is the same.
        root = {key: key for key in self.forms}
        for left, right in pairs:
            if left != right and self._one_name(self.forms[left], self.forms[right]):
                a, b = root_of(root, left), root_of(root, right)
                first, second = sorted((a, b), key=self._rank)
                root[second] = first
        grouped: dict[str, list[str]] = defaultdict(list)
        for key in sorted(root):
            if root_of(root, key) != key:
                grouped[root_of(root, key)].append(key)
        return [(self.forms[lead], [self.forms[k] for k in others]) for lead, others in sorted(grouped.items())]

    def _one_name(self, a: Form, b: Form) -> bool:
        """Tell whether two forms are one name, and keep those of which a middle name is what differs."""
        one = frozenset((a.key, b.key)) in self._titled or self._match.one_name(a, b)
        if one and (a.parts[0], a.parts[-1]) == (b.parts[0], b.parts[-1]):
            self._middles |= {a.key, b.key}
        return one

    def _rank(self, key: str) -> tuple[bool, int, int, str]:
        form = self.forms[key]
        return (not form.person, -len(form.places), -sum(map(len, form.places.values())), key)

    def words(self) -> list[tuple[Form, str, str, list[tuple[str, Place]]]]:
        """Return the single words that are a misspelt part of a person's name: (name, part, word, where it stands)."""
        total: Counter[str] = Counter()
        for document in self._documents:
            total.update(self._held[document].count)
        inside = {part for form in self.forms.values() for part in form.parts}
        written: dict[str, list[str]] = defaultdict(list)
        for word in sorted(total):
            if len(word) >= _LONG_ENOUGH and fold(word) not in inside and fold(word) not in self._small:
                written[fold(word)].append(word)
        ends = dict.fromkeys(e for f in self.forms.values() if f.person for e in (f.parts[0], f.parts[-1]))
        slips: dict[str, list[str]] = defaultdict(list)
        for one, other in alike([*(e for e in ends if len(e) >= _LONG_ENOUGH), *written], 1):
            part, word = (one, other) if other in written else (other, one)
            if word in written and part in ends and self._match.slip(part, word):
                slips[part] += [w for w in written[word] if w[0] == part.capitalize()[0]]
        found: dict[str, tuple[Form, str]] = {}
        for key in sorted(self.forms, key=self._rank) if slips else ():
            form = self.forms[key]
            for part in dict.fromkeys((form.parts[0], form.parts[-1])) if form.person else ():
                for word in slips.get(part, ()):
                    if word in found:
                        continue
                    rare = self._rare_slip(total[part.capitalize()], total[word], part, word)
                    if (rare and self._goes_by(form, part)) or self._bare_slip(form, part, word):
                        found.setdefault(word, (form, part))
        return [
            (form, part, word, [(d, p) for d in self._documents for p in self._held[d].words.get(word, ())])
            for word, (form, part) in sorted(found.items())
        ]

    def _goes_by(self, form: Form, part: str) -> bool:
        """Tell whether a part of a name is its surname, or a given name by which the story calls its bearer."""
        if part == form.parts[-1]:
            return True
        if part in self._alone:
            return self._alone[part] > 1
        alone = 0
        for document in self._documents:
            inside = [p for f in self._having[part] for p in f.places.get(document, ())]
            places = self._held[document].words.get(part.capitalize(), ())
            alone += sum(not any(q.start <= p.start < q.end for q in inside) for p in places)
        self._alone[part] = alone
        return alone > 1

    def _rare_slip(self, right: int, wrong: int, part: str, word: str) -> bool:
        """Tell whether a word that is no given name stands so rarely, and the right one so often, that it is a slip."""
        times = _OFTENER if min(len(part), len(word)) >= _WORD else _MUCH_OFTENER
        return wrong <= _SEEN and right >= max(_OFTENER, times * wrong) and fold(word) not in self._rules.given

    def _bare_slip(self, form: Form, part: str, word: str) -> bool:
        """Tell whether a text names a person in full and then misspells the bare surname, no more often than it is right."""
        if part != form.parts[-1]:
            return False
        for document, places in form.places.items():
            held = self._held[document]
            bare = [p for p in held.words.get(word, ()) if p.start not in held.joined]
            right = self._held[document].words.get(part.capitalize(), ())
            if bare and min(p.start for p in bare) > min(p.start for p in places) and len(bare) <= max(len(right), 1):
                return True
        return False

    def short(self, form: Form) -> str:
        """Return a form's name without what stands between first and last, as the story writes it most.

        Where the middle name is what differs, it stays.
        """
        return form.written if form.key in self._middles else self.short_of(form.written)

    def short_of(self, written: str) -> str:
        """Return the same for a name as written."""
        ends = parts(written)
        return self._shown.get((ends[0], ends[-1])) or _ends(written)

    def claims(self, story: str, lead: Form, others: Sequence[Form], family: str, differs: str = "") -> list[Claim]:
        """Return a claim for every place of the forms of one name, and for the bare words that tell them apart.

        `differs` names the part of the lead that a single word misspells.
        """
        every = [lead, *others]
        made = []
        for form in every:
            for document, places in sorted(form.places.items()):
                made += [
                    _claim(story, document, lead, lead.key, form.written, self.short(form), p, family)
                    for p in dict.fromkeys(places)
                ]
                for part in dict.fromkeys((form.parts[0], form.parts[-1])):
                    shared = all(part in (f.parts[0], f.parts[-1]) for f in every) and part != differs
                    if shared or self._owners[part] > sum(
                        f.person and part in (f.parts[0], f.parts[-1]) for f in every
                    ):
                        continue
                    for p in self._held[document].words.get(part.capitalize(), ()):
                        if not any(q.start <= p.start < q.end for q in places):
                            made.append(
                                _claim(story, document, lead, lead.key, part.capitalize(), self.short(form), p, family)
                            )
        return made


def _ends(written: str) -> str:
    """Return the first and the last word of a name that are no initial, title or suffix."""
    kept = [word for word in written.split() if parts(word) == tuple(fold(word).split()) and len(fold(word)) > 1]
    return f"{kept[0]} {kept[-1]}" if len(kept) > 1 else written


def _replaced(written: str, part: str, word: str) -> str:
    return " ".join(word if fold(piece) == part else piece for piece in written.split())


def _claim(story: str, document: str, lead: Form, linked: str, text: str, full: str, p: Place, family: str) -> Claim:
    """Return the claim that a name is spelled so at one place; `full` is its whole name in that spelling."""
    subject = (lead.written, "person", f"person:{linked}")
    return spelling_claim(story, document, family, subject, Name(text, "person", full), p)
