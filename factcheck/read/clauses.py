"""Cuts a sentence into clauses with their verb, subject, world and source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from factcheck.catalogue import verb_rows
from factcheck.model import CAPITAL, SMALL, Clause, Mention
from factcheck.read.classes import AUXILIARY, BREAK, CLOSED, CUE, OPENER, QUOTE, SAYS, VERB
from factcheck.read.phrases import JOINERS, NONE, OPENERS, RELATIVE, Phrases, Scene, opens_quote, spans
from factcheck.record import replaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from factcheck.model import Token
    from factcheck.read.lexicon import Lexicon
    from factcheck.read.tokens import Tokens

_HARD: Final = frozenset((";", ":"))
_VERBAL: Final = VERB | AUXILIARY
_TELLING: Final = VERB | AUXILIARY | BREAK | OPENER
_BE: Final = frozenset(
    (
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "am",
        "'s",
        "isn't",
        "aren't",
        "wasn't",
        "weren't",
        "got",
        "gets",
        "get",
    )
)
_ACTING: Final = _BE | {",", "and", "while", "by", "of"}  # behind these a present participle is a verb
_HAVE: Final = frozenset(("has", "have", "had", "having", "hasn't", "haven't", "hadn't"))
_MODAL_FUTURE: Final = frozenset(("will", "shall", "won't"))
_OPEN_QUOTES: Final = frozenset(("“", '"', "‘"))
_CLOSE_QUOTES: Final = frozenset(("”", '"', "’"))
_STOPS: Final = frozenset((",", ".", "!", "?"))  # else a mark behind a word may be the possessive of a plural
_WORLDS: Final = ("denied", "hypothetical", "proposed", "planned", "forecast")
_SUBJECTS: Final = frozenset(("i", "he", "she", "it", "we", "they"))
_IF: Final = frozenset(("if", "unless"))


class ClauseReader:
    """Reads the clauses of one sentence; built once from the word lists."""

    def __init__(self, words: Mapping[str, Mapping[str, Any]], lexicon: Lexicon) -> None:
        world = words["world"]
        self._lexicon = lexicon
        self._phrases = Phrases(lexicon)
        self._cues = {cue: name for name in reversed(_WORLDS) for cue in world[name]}
        self._to = {verb: name for name in ("planned", "denied") for verb in world[f"{name}_to"]}
        self._hearsay = frozenset(world["hearsay"])
        # Behind these a form of a verb is a noun or an adjective, and behind those its base form is a verb.
        self._nominal = lexicon.determiners | (lexicon.prepositions - {"to"}) | {"'s"}
        self._verbal = lexicon.auxiliaries | {"to", "they", "we", "you", "i", "who", "and"}
        self._speech = frozenset(world["speech"])
        speech = frozenset(lexicon.verbs[w][0] for w in self._speech if w in lexicon.verbs)
        told = ((form, lemma) for lemma in speech for form in verb_rows(words)[lemma] if form)
        said = (form for form, lemma in told if lexicon.verbs.get(form) in ((lemma, 1), (lemma, 2)))
        self.classes: Mapping[int, Iterable[str]] = {
            OPENER: OPENERS | JOINERS,
            BREAK: (",", *_HARD),
            QUOTE: _OPEN_QUOTES | _CLOSE_QUOTES | {"'"},
            CUE: self._cues,
            SAYS: ("according", *said),
        }

    def find(self, sentence: Tokens, mentions: Sequence[Mention]) -> tuple[Clause, ...]:
        """Return the clauses in order; they cover all tokens."""
        tokens, lows, held = sentence.all, sentence.lows, sentence.held
        verbal = bytearray(len(tokens))
        verbs = bytearray(len(tokens))
        places: set[int] = set()  # where a clause may begin
        for i in [k for k, token in enumerate(tokens) if token.classes & _TELLING]:
            classes = tokens[i].classes
            if classes & _VERBAL:
                verbal[i] = True
                if classes & BREAK:
                    places.add(i + 1)
                elif self._is_verb(tokens, lows, i):
                    verbs[i] = True
                    places.add(i)
                elif classes & OPENER:
                    places.add(i)
            else:
                places.add(i + 1 if classes & BREAK else i)
        quoted = _quoted(tokens) if held & QUOTE else bytearray(len(tokens))
        says = [k for k, t in enumerate(tokens) if t.classes & SAYS] if held & SAYS else []
        who = self._source(tokens, mentions, says) if says else ""
        scene = Scene(tokens, lows, held, verbal, verbs, *spans(mentions, len(tokens)), quoted, who)
        told = self._told(scene, says) if says else frozenset()
        clauses: list[Clause] = []
        first = 0
        for last in self._cuts(scene, mentions, places | told, told):
            clause = self._clause(scene, first, last, clauses)
            if clauses and clause.world == "asserted":
                clause = self._carried(tokens, clauses[-1], clause)
            clauses.append(clause)
            first = last
        if len(clauses) > 1 and clauses[0].verb == 0:
            after = next((c for c in clauses[1:3] if tokens[c.first].low not in RELATIVE), clauses[1])
            clauses[0] = self._opening(tokens, clauses[0], after)
        return tuple(clauses)

    def _opening(self, tokens: Sequence[Token], clause: Clause, after: Clause) -> Clause:
        """Return a participle that opens a sentence with the subject of what follows: "Founded in 1932, Saltmere Mills is ..."."""
        if clause.subject_last > clause.subject_first or tokens[after.first - 1].low != "," or after.verb < 0:
            return clause
        form = self._lexicon.verbs.get(tokens[0].low, ("", 0))[1]
        if form not in (2, 3, 4):
            return clause
        voice = "active" if form == 4 else "passive"
        return replaced(
            clause, subject_first=after.subject_first, subject_last=after.subject_last, voice=voice, tense=""
        )

    def _carried(self, tokens: Sequence[Token], before: Clause, clause: Clause) -> Clause:
        """Return a clause in the world that the one before it puts it into ("denied that ...", "if ..., the mayor is ...")."""
        if before.world == "asserted":
            return clause
        last = tokens[clause.first - 1].low
        if tokens[clause.first].low == "that" or tokens[clause.first - 1].classes & SAYS:
            world = self._cues.get(last, before.world if before.world == "denied" and last in self._hearsay else "")
            return replaced(clause, world=world, cue=last) if world else clause
        condition = before.first == 0 and before.verb > 0 and last == "," and tokens[0].low in _IF
        if condition and clause.tense == "present" and clause.verb >= 0:
            return replaced(clause, world="hypothetical", cue=before.cue)
        return clause

    def _cuts(
        self, scene: Scene, mentions: Sequence[Mention], places: AbstractSet[int], told: AbstractSet[int]
    ) -> list[int]:
        """Return where clauses end: at those of the places where one begins, and at the end of the sentence."""
        tokens, lows, verbs = scene.tokens, scene.lows, scene.verbs
        count = len(lows)
        inside = bytearray(count)
        for m in mentions:
            if m.last > m.first + 1:
                inside[m.first + 1 : m.last] = b"\1" * (m.last - m.first - 1)
        times = scene.times  # "before midnight" opens no clause
        cuts = []
        start = 0
        for i in sorted(places):
            if not 0 < i < count or inside[i]:
                continue
            low = lows[i]
            before = lows[i - 1]
            if before == ",":
                if low in JOINERS:
                    cut = self._verb_soon(tokens, i + 1, verbs)
                else:
                    cut = verbs.find(1, start, i - 1) >= 0 and self._verb_soon(tokens, i, verbs)
            else:
                cut = before in _HARD or (low in JOINERS and self._finite_next(tokens, i + 1))
            if (
                cut
                or (low in OPENERS and i + 1 not in times and verbs.find(1, start, i) >= 0 <= verbs.find(1, i))
                or (i in told and self._verb_soon(tokens, i, verbs))
                or (verbs[i] and self._resumes(scene, start, i))
            ):
                cuts.append(i)
                start = i
        return [*cuts, count]

    def _told(self, scene: Scene, says: Sequence[int]) -> set[int]:
        """Return the tokens at which what is told begins without "that": "police said (on Monday) they had ..."."""
        found = set()
        for k in says:
            if k + 1 < len(scene.tokens) and scene.tokens[k].low != "according":
                at = k + 1 + (scene.tokens[k + 1].low == "on" and k + 2 in scene.times)
                at = scene.times.get(at, at)
                opens = at < len(scene.tokens) and scene.tokens[at].classes & QUOTE and _opens(scene.tokens, at)
                if opens or (at < len(scene.tokens) and scene.tokens[at].text[0].isalnum()):
                    found.add(at)
        return found

    def _resumes(self, scene: Scene, start: int, i: int) -> bool:
        """Tell whether a finite verb belongs to a subject before what was put in between."""
        lows = scene.lows
        if scene.verbs.find(1, start, i) < 0 or not self._finite(scene.tokens[i]):
            return False
        relative = start and lows[start] in RELATIVE and lows[start - 1] == "," == lows[i - 1]
        return bool(relative) or self._phrases.resumed(scene, start, i) != NONE

    def _finite(self, token: Token) -> bool:
        """Tell whether a word is a finite verb or an auxiliary."""
        if token.classes & AUXILIARY:
            return True
        return bool(token.classes & VERB) and self._lexicon.verbs[token.low][1] in (1, 2)

    def _finite_next(self, tokens: Sequence[Token], i: int) -> bool:
        """Tell whether a finite verb stands right at a token, or behind a pronoun: "hit the pier and (it) sank"."""
        i += i < len(tokens) and tokens[i].low in _SUBJECTS
        if i >= len(tokens):
            return False
        return self._finite(tokens[i]) and (i > 2 or bool(tokens[i].classes & AUXILIARY))

    def _verb_soon(self, tokens: Sequence[Token], i: int, verbs: bytearray) -> bool:
        """Tell whether a clause of its own begins here: a subject and a finite verb before the next comma."""
        for k in range(i, min(i + 10, len(tokens))):
            classes = tokens[k].classes
            if classes & BREAK:
                return False
            if k > i and (classes & AUXILIARY or (verbs[k] and self._lexicon.verbs[tokens[k].low][1] in (1, 2))):
                return True
        return False

    def _is_verb(self, tokens: Sequence[Token], lows: Sequence[str], i: int) -> bool:
        """Tell whether a verb form is one here and no noun or adjective."""
        low, classes = lows[i], tokens[i].classes
        if classes & AUXILIARY:
            return low not in ("may", "will") or bool(classes & SMALL)
        verb = self._lexicon.verbs.get(low)
        if verb is None:
            return False
        form = verb[1]
        before = lows[i - 1] if i else ""
        if before == "that" and form in (1, 2):
            return True  # "a fire that broke out"
        if before in self._nominal or (classes & CAPITAL and i):
            return False
        if form < 2:
            if i + 1 < len(lows) and lows[i + 1] == "of":
                return False
            return form == 1 or before in self._verbal or before.endswith("s")
        return form != 4 or i == 0 or before in _ACTING

    def _clause(self, scene: Scene, first: int, last: int, before: Sequence[Clause]) -> Clause:
        verb, lemma, voice, tense = self._verb(scene, first, last)
        subject = self._phrases.subject(scene, first, verb) if verb >= 0 else NONE
        if subject is None:
            subject = self._goes_on(scene, first, before)
        world, cue = self._world(scene.tokens, first, last) if scene.held & CUE else ("asserted", "")
        if world == "asserted" and verb + 1 < last and scene.tokens[verb + 1].low == "to" and lemma in self._to:
            world, cue = self._to[lemma], scene.tokens[verb].text
        inside = bool(last > first and scene.quoted[first] and scene.quoted[last - 1])
        return Clause(first, last, verb, lemma, voice, tense, *subject, world, cue, scene.who, inside)

    def _goes_on(self, scene: Scene, first: int, before: Sequence[Clause]) -> tuple[int, int]:
        """Return of what a bare verb at the beginning of a clause is said, by the clauses before it."""
        for clause in reversed(before[-2:]):
            found = self._phrases.resumed(scene, clause.first, first)
            if found != NONE:
                return found
        return (before[-1].subject_first, before[-1].subject_last) if before else NONE

    def _verb(self, scene: Scene, first: int, last: int) -> tuple[int, str, str, str]:
        """Return the main verb's token, lemma, voice and tense; -1 and empty words without one."""
        lows, verbal, verbs, covered = scene.lows, scene.verbal, scene.verbs, scene.covered
        helper = ""
        tense = ""
        fallback: tuple[int, str, str, str] = (-1, "", "", "")
        i = first - 1
        while i + 1 < last:
            i = i + 1 if helper else verbal.find(1, i + 1, last)
            if i < 0:
                break
            if covered[i]:
                continue
            low = lows[i]
            if scene.tokens[i].classes & AUXILIARY:
                helper = low
                tense = (
                    "future"
                    if low in _MODAL_FUTURE
                    else tense or ("past" if low in ("was", "were", "had", "did") else "present")
                )
                if fallback[0] < 0 and low in _BE:
                    fallback = (i, "be", "", tense)
                elif fallback[0] < 0 and low in _HAVE:
                    fallback = (i, "have", "", tense)
                continue
            verb = self._lexicon.verbs.get(low)
            if verb is None:
                if helper and (
                    low not in self._lexicon.adverbs and low not in self._lexicon.closed and not low.endswith("ly")
                ):
                    helper = ""
                continue
            if helper:
                passive = helper in _BE and verb[1] in (2, 3)
                return i, verb[0], "passive" if passive else "active", tense
            if verb[1] in (1, 2) and verbs[i]:
                return (i, verb[0], "active", "past" if verb[1] == 2 else "present") if fallback[0] < 0 else fallback
            if fallback[0] < 0 and verbs[i]:
                voice = "passive" if verb[1] == 3 else "active"
                fallback = (i, verb[0], voice, "")
        return fallback

    def _world(self, tokens: Sequence[Token], first: int, last: int) -> tuple[str, str]:
        found: dict[str, str] = {}
        for i in [k for k in range(first, last) if tokens[k].classes & CUE]:
            low = tokens[i].low
            name = self._cues[low]
            after = tokens[i + 1].low if i + 1 < len(tokens) else ""
            before = tokens[i - 1].low if i else ""
            if low in ("no", "not") and after in ("more", "fewer", "less", "only", "later"):
                continue
            if low in ("may", "might") and tokens[i].text[0].isupper() and i:
                continue
            if low == "will" and (before in ("the", "his", "her", "their", "a") or tokens[i].text[0].isupper()):
                continue
            if low == "if" and before == "as":
                continue
            found.setdefault(name, tokens[i].text)
        for name in _WORLDS:
            if name in found:
                return name, found[name]
        return "asserted", ""

    def _source(self, tokens: Sequence[Token], mentions: Sequence[Mention], says: Sequence[int]) -> str:
        """Return who is named as the source of the sentence: "..., police said", "according to Jane Roe", "X told reporters"."""
        for i in says:
            if tokens[i].low == "according":
                if i + 2 < len(tokens) and tokens[i + 1].low == "to":
                    return self._phrase(tokens, mentions, i + 2)
                continue
            if not i:
                continue
            before = [m for m in mentions if m.last == i and m.type in ("person", "organisation", "role")]
            if before:
                return before[0].text
            after = [m for m in mentions if m.first == i + 1 and m.type in ("person", "organisation")]
            if after and tokens[i - 1].low in ("”", '"', ","):
                return after[0].text
            word = tokens[i - 1]
            if word.low.isalpha() and not word.classes & CLOSED:
                return word.low
            if word.low in ("he", "she", "they"):
                return word.low
        return ""

    def _phrase(self, tokens: Sequence[Token], mentions: Sequence[Mention], i: int) -> str:
        named = [m for m in mentions if m.first in (i, i + 1) and m.type in ("person", "organisation")]
        if named:
            return named[0].text
        last = i
        while last < len(tokens) and last < i + 4 and tokens[last].low not in (",", ".", "”", "who", "and", "in", "on"):
            last += 1
        words = [t.low for t in tokens[i:last] if t.low not in self._lexicon.determiners]
        return " ".join(words)


def _opens(tokens: Sequence[Token], i: int) -> bool:
    return opens_quote(tokens, i) if tokens[i].text == "'" else tokens[i].text in _OPEN_QUOTES


def _quoted(tokens: Sequence[Token]) -> bytearray:
    """Return for each token whether it stands in quotation marks."""
    marks = bytearray(len(tokens))
    opened = -1
    for i in [k for k, t in enumerate(tokens) if t.classes & QUOTE]:
        single = tokens[i].text == "'"
        if opened >= 0 and (single == (tokens[opened].text == "'")) and (not single or tokens[i - 1].low in _STOPS):
            if single or tokens[i].text in _CLOSE_QUOTES:
                marks[opened:i] = b"\1" * (i - opened)
                opened = -1
        elif opened < 0 and _opens(tokens, i):
            opened = i
    if opened >= 0:
        marks[opened:] = b"\1" * (len(tokens) - opened)
    return marks
