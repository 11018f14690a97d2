"""Whom a claim is about: the captured mention, what a definite noun phrase stands for, or what the text carries over."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from factcheck.model import CAPITAL, Days, Subject
from factcheck.record import replaced

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from factcheck.catalogue import Pattern
    from factcheck.model import Clause, Document, Mention, Sentence
    from factcheck.picture import Capture

    Antecedent = Callable[[Sequence[Sentence], int, int], Mention | None]


_RECENT: Final = 10
_KILLING: Final = frozenset(("kill", "killed", "killing", "shot", "shooting", "hanged", "on", "murder"))
_DEAD: Final = frozenset(("dead", "died"))
_GALLERY: Final = frozenset(("image", "photo", "picture", "slide"))
_HARM: Final = frozenset(
    "police victim victims suspect suspects shot shooting shootings killed killing murder stabbed stabbing wounded injured injuries"
    " crash arrested charged accused custody hospitalized toddler".split()
)
_NEXT: Final = 8
_SOON: Final = 6
_LEAD: Final = 12  # sentences in which "the 31-year-old" is the one whom the text is about
_KEPT: Final = timedelta(days=5 * 365)  # so old a gallery's picture may be
_MANY: Final = 2000  # of a document of more sentences nothing is kept for all of them


class Ground:
    """What a document offers to resolve subjects: its mentions in order, its dominant country, its established offices."""

    def __init__(self, document: Document, sentences: Sequence[Sentence], antecedent: Antecedent) -> None:
        self.document = document
        self.sentences = sentences
        # The sets are asked for whether a word is among them.
        self.lows, self.held = _words_of(sentences)
        self._antecedent = antecedent
        self._offices: dict[str, dict[str, Subject]] = {}
        self._held: dict[tuple[str, str], dict[str, Subject]] = {}  # by office and its holder's last name
        self._last: dict[str, Subject] = {}
        self._culprits: dict[str, bool] = {}
        self._shared: dict[str, dict[str, Subject]] = {}
        countries: Counter[str] = Counter()
        self._country: dict[str, Mention] = {}
        self._full: dict[str, str] = {}
        self._starts: dict[int, Sentence] = {}
        for sentence in sentences:
            for mention in sentence.mentions:
                if mention.type == "place" and mention.fields and (country := mention.get("country")):
                    countries[country] += 1
                    self._country.setdefault(country, mention)
                elif mention.type == "person":
                    names = mention.text.split()
                    if len(names) > 1:
                        tail = names[-1].casefold()
                        old = self._full.get(tail)
                        self._full[tail] = mention.text if old in (None, mention.text) else ""
        ranked = sorted(countries.items(), key=itemgetter(1), reverse=True)[:2]
        clear = ranked and ranked[0][1] >= 3 and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1])
        self._main = self._country[ranked[0][0]] if clear else None

    def evidence(self) -> Mapping[int, Sentence]:
        """Return the sentences by where they begin."""
        if not self._starts:  # no cached_property: compiled, that keeps nothing
            self._starts.update({sentence.start: sentence for sentence in self.sentences})
        return self._starts

    def full(self, mention: Mention) -> str:
        """Return the longest name that the document gives a person; the words themselves when it gives none."""
        if mention.type != "person" or len(mention.text.split()) > 1:
            return mention.text
        return self._full.get(mention.text.casefold(), "") or mention.text

    def words(self, index: int, capture: Capture) -> str:
        """Return what a capture contributes to a template: kind of a role or chamber, else its words in lower case."""
        mention = capture.mention
        if capture.label:
            return capture.label
        if mention is not None:
            if mention.type == "role":
                return mention.kind
            if mention.type in ("quantity", "designation"):
                return mention.thing.casefold()
            if mention.kind == "chamber":
                return mention.get("chamber") or mention.text.casefold().removeprefix("the ")
            return mention.text
        tokens = self.sentences[index].tokens[capture.first : capture.last]
        return " ".join(t.low for t in tokens)

    def recent(self, index: int, token: int, lists: Mapping[str, frozenset[str]]) -> str:
        """Return the name of the list of which a word stands nearest before a token, at most two sentences back."""
        for back in range(3):
            if index - back < 0 or self.sentences[index - back].paragraph != self.sentences[index].paragraph:
                break
            tokens = self.sentences[index - back].tokens
            for t in reversed(tokens[:token] if back == 0 else tokens):
                for name in sorted(lists):
                    if t.low in lists[name]:
                        return name
        return ""

    def subject(
        self, family: str, pattern: Pattern, index: int, captures: Mapping[str, Capture], role: Mention | None
    ) -> tuple[Subject | None, str]:
        """Return the subject of a match and how it was carried over ("" when the match itself names it)."""
        subject, how = self._find(family, pattern, index, captures, role)
        if subject is not None:
            self._last[family] = subject
        return subject, how

    def _find(
        self, family: str, pattern: Pattern, index: int, captures: Mapping[str, Capture], role: Mention | None
    ) -> tuple[Subject | None, str]:
        value = captures[pattern.value].mention
        if pattern.about and value is not None:
            return Subject(pattern.about, "description", value.start, value.end), ""
        capture = captures.get(pattern.subject) if pattern.subject else None
        if capture is not None:
            mention = capture.mention or self._antecedent(self.sentences, index, capture.last - 1)
            if mention is None or mention.type not in ("organisation", "place", "person"):
                return None, ""
            subject = replaced(_subject(mention), text=self.full(mention))
            if (
                role is not None and value is not None and role is not value
            ):  # an office that is the value is nobody else's
                key = subject.text.casefold()
                first = self._offices.setdefault(role.kind, {}).setdefault(key, subject)
                self._held.setdefault((role.kind, _tail(value)), {})[key] = first
                if role.get("status") == "co":
                    self._shared.setdefault(role.kind, {})[key] = subject
            if mention.type == "person" and " " not in mention.text:
                return subject, "surname"
            return subject, "" if capture.mention else "antecedent"
        for step in pattern.carry.split():
            token = captures[pattern.value].first
            found = self._last.get(family) if step == "earlier" else self._carry(step, index, token, role, value)
            if found is not None:
                return found, step
        return None, ""

    def _carry(self, step: str, index: int, token: int, role: Mention | None, value: Mention | None) -> Subject | None:
        sentence = self.sentences[index]
        if step == "office" and role is not None:
            return self._known_office(role, value)
        if step == "beside" and role is not None:
            for mention in reversed([m for m in sentence.mentions if m.type == "role" and m.last <= role.first]):
                between = {t.low for t in sentence.tokens[mention.last : role.first]}
                known = self._offices.get(mention.kind, {})
                if "and" in between and not between & {";", "who", "that"} and len(known) == 1:
                    return next(iter(known.values()))
            return None
        if step == "alone":
            return self._alone(index, token)
        if step == "before":
            near = [m for m in sentence.mentions if m.type == "organisation" and m.last <= token]
            return _subject(near[-1]) if near else None
        if step == "country":
            near = [
                m
                for m in sentence.mentions
                if m.type == "place" and m.kind in ("country", "demonym") and m.last <= token
            ]
            codes = {m.get("country") for m in near}
            if len(codes) == 1:
                return _subject(near[-1])
            return _subject(self._main) if self._main else None
        if step == "main":
            return _subject(self._main) if self._main else None
        return None

    def _alone(self, index: int, token: int) -> Subject | None:
        """Return the one person whom the text has named before a sentence that begins with "the 31-year-old".

        None where it has named nobody or another as well, and in texts of harm: there it is as often one without a name.
        """
        if index >= _LEAD or token != 1 or not all(map(_HARM.isdisjoint, self.held)):
            return None
        if any(t.classes & CAPITAL for t in self.sentences[index].tokens[token : token + _NEXT]):
            return None  # "The 36-year-old champion Moss"
        found: dict[str, Mention] = {}
        for number, sentence in enumerate(self.sentences[: index + 1]):
            for m in sentence.mentions:
                if m.type == "person" and (number < index or m.last <= token):
                    found.setdefault(_tail(m), m)
        if len(found) != 1:
            return None
        mention = next(iter(found.values()))
        return replaced(_subject(mention), text=self.full(mention))

    def _known_office(self, role: Mention, value: Mention | None) -> Subject | None:
        """Return whose office it is: that of the same person before; for a former or co-holder the only one known."""
        known = self._offices.get(role.kind, {})
        mine = self._held.get((role.kind, _tail(value)), {}) if value is not None else {}
        if len(mine) == 1:
            return next(iter(mine.values()))
        shared = self._shared.get(role.kind, {})
        if role.get("status") == "co" and len(shared) == 1:
            return next(iter(shared.values()))
        beside = bool(role.get("status"))
        return next(iter(known.values())) if beside and len(known) == 1 else None

    def main_event(
        self, index: int, elsewhere: frozenset[str], lead: int, clause: Clause | None, *, whole: bool
    ) -> bool:
        """Tell whether a sentence tells of what the document is about: among its first `lead`, and without a sign of another event.

        Signs are the words of `elsewhere` ("previous", "since"), in the `whole` sentence or up to the end of its clause
        ("It began at 9:40, when they hit another car"), and, in its clause, dates more than a few days
        from the document's own ("The blast happened at 9:40 at a mill founded in 1923" tells of what is new).
        """
        if index >= lead:
            return False
        sentence = self.sentences[index]
        told = self.held[index] if clause is None or whole else self.lows[index][: clause.last]
        if not elsewhere.isdisjoint(told):
            return False
        own = self.document.published
        for m in sentence.mentions:
            if m.type == "date" and isinstance(m.value, Days) and own.start is not None and own.end is not None:
                if clause is not None and not clause.first <= m.first < clause.last:
                    continue
                start, end = m.value.start, m.value.end
                if end is not None and (own.start - end).days > _RECENT:
                    return False
                if start is not None and (start - own.end).days > _RECENT:
                    return False
        return True

    def culprit(self, family: str, lists: Mapping[str, frozenset[str]]) -> bool:
        """Tell whether the document says that who did it died as well ("then killed himself", "including the gunman")."""
        if family not in self._culprits:
            culprits, selves = lists["culprits"], lists["selves"]
            signs = culprits | selves
            told = (lows for lows, held in zip(self.lows, self.held, strict=True) if not signs.isdisjoint(held))
            self._culprits[family] = any(_died(lows, culprits, selves) for lows in told)
        return self._culprits[family]

    def pictured(self, index: int) -> Days | None:
        """Return when a line of a gallery ("Image 3 of 8 ...") speaks: when its picture was taken, some time ago."""
        first = index
        paragraph = self.sentences[index].paragraph
        while first and self.sentences[first - 1].paragraph == paragraph:
            first -= 1
        lows = [t.low for t in self.sentences[first].tokens[:4]]
        end = self.document.published.end
        if end is None or len(lows) < 4 or lows[0] not in _GALLERY or lows[2] != "of" or not lows[1].isdecimal():
            return None
        return Days(end - _KEPT, end, "range")

    def handover(self, index: int, person: Mention, cues: Sequence[str]) -> str:
        """Return the words by which the sentence shows that this person's term begins, "" when it shows nothing."""
        return _cue(self.lows[index][person.last : person.last + _SOON], cues)

    def changed_near(self, index: int, cues: Sequence[str]) -> str:
        """Return the words by which a sentence or one of its neighbours shows that an office changes hands, "" without any."""
        for lows in self.lows[max(0, index - 1) : index + 2]:
            if cue := _cue(lows, cues):
                return cue
        return ""


def _cue(lows: Sequence[str], cues: Sequence[str]) -> str:
    """Return the first of cues that stands among words, "" where none does."""
    words = f" {' '.join(lows)} "
    for cue in cues:
        if cue in words and f" {cue} " in words:  # few do
            return cue
    return ""


def _died(lows: Sequence[str], culprits: frozenset[str], selves: frozenset[str]) -> bool:
    """Tell whether a sentence says that one of `culprits` is among the dead, or turned on himself."""
    for k, low in enumerate(lows):
        if low in selves and not _KILLING.isdisjoint(lows[max(0, k - 3) : k]):
            return True
        if low in culprits and ("including" in lows[max(0, k - 3) : k] or not _DEAD.isdisjoint(lows[k + 1 : k + 5])):
            return True
    return False


def _subject(mention: Mention) -> Subject:
    return Subject(mention.text, mention.type, mention.start, mention.end)


def _tail(person: Mention) -> str:
    return person.text.split()[-1].casefold()


def _words_of(sentences: Sequence[Sentence]) -> tuple[Sequence[Sequence[str]], Sequence[frozenset[str]]]:
    """Return the folded words of each sentence in order, and the same as sets."""
    if len(sentences) > _MANY:
        from factcheck.extract.late import Late  # noqa: PLC0415 - few documents are so long

        return Late(sentences, _lows), Late(sentences, lambda sentence: frozenset(_lows(sentence)))
    lows = [[t.low for t in sentence.tokens] for sentence in sentences]
    return lows, [*map(frozenset, lows)]


def _lows(sentence: Sentence) -> list[str]:
    return [t.low for t in sentence.tokens]
