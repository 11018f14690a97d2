"""Finds the noun phrase that a verb is said of: past introductions, appositions and relative clauses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from factcheck.record import record

if TYPE_CHECKING:
    from factcheck.model import Mention, Token
    from factcheck.read.lexicon import Lexicon

JOINERS: Final = frozenset(("and", "but", "or", "so", "yet"))
OPENERS: Final = frozenset(
    "that who which while although though because when where if after before whereas unless until since but as".split()
)
RELATIVE: Final = frozenset(("who", "which", "that"))
_QUOTES: Final = frozenset(("“", "”", '"', "'"))
_ENDS: Final = frozenset((",", "(", ")", ";", ":", "“", "”", '"'))
_MARKS: Final = frozenset((",", "“", '"', "”", "(", ")"))
_BODIES: Final = frozenset(("person", "organisation"))
_TIMES: Final = frozenset(("time", "date", "duration"))
_NAMED: Final = frozenset(("person", "organisation", "place", "role"))
_FORM: Final = 3  # from this place in the row of a verb's forms on: participles
Span = tuple[int, int]
NONE: Final[Span] = (0, 0)


@record(frozen=True, slots=True)
class Scene:
    """One sentence as its clauses see it: which tokens are verbs, stand in a mention, belong to a name, or are quoted.

    `lows` are the folded words of its tokens, `held` the classes of all together; `verbal` are the tokens that can be verbs, `verbs`
    those that are some. `names` tells for each token of a name where that begins, `ends`
    where the names that begin at a token end, and `times` the same of dates, times of day and lengths of time; `bodies`
    are the tokens where a person or a body begins.
    """

    tokens: Sequence[Token]
    lows: Sequence[str]
    held: int
    verbal: bytearray
    verbs: bytearray
    covered: bytearray
    names: Mapping[int, int]
    ends: Mapping[int, int]
    times: Mapping[int, int]
    bodies: set[int]
    quoted: bytearray
    who: str


def spans(
    mentions: Sequence[Mention], count: int
) -> tuple[bytearray, dict[int, int], dict[int, int], dict[int, int], set[int]]:
    """Return the fields `covered`, `names`, `ends`, `times` and `bodies` of the scene of these mentions among so many tokens."""
    covered = bytearray(count)
    names: dict[int, int] = {}
    ends: dict[int, int] = {}
    times: dict[int, int] = {}
    bodies: set[int] = set()
    for m in mentions:
        kind, first, last = m.type, m.first, m.last
        if kind != "quantity":
            covered[first:last] = b"\1" * (last - first)
        if kind in _NAMED:
            ends.setdefault(first, last)
            for k in range(first, last):
                names[k] = first
            if kind in _BODIES:
                bodies.add(first)
        elif kind in _TIMES:
            times.setdefault(first, last)
    return covered, names, ends, times, bodies


def opens_quote(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether a single mark opens a quotation: a blank before it and none behind it."""
    free = not i or tokens[i - 1].end < tokens[i].start or tokens[i - 1].low == "("
    return free and i + 1 < len(tokens) and tokens[i + 1].start == tokens[i].end and tokens[i + 1].low[0].isalpha()


class Phrases:
    """Finds noun phrases by the closed classes and the forms of verbs."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        before = lexicon.prepositions - {"of"}
        self._introduces = lexicon.prepositions | {"according"}
        self._skipped = JOINERS | OPENERS | _QUOTES | lexicon.adverbs | {","}  # at the beginning of a stretch
        self._ends = _ENDS | RELATIVE | before  # of a phrase, read forwards
        self._stops = _MARKS | JOINERS | OPENERS | before  # and backwards
        self._led = RELATIVE | lexicon.prepositions | {",", "(", "-"}

    def subject(self, scene: Scene, first: int, verb: int) -> Span | None:
        """Return the tokens of what the verb at `verb` is said of, in a clause that begins at `first`.

        None for a bare verb, which goes on with the subject of the clause before ("hit the pier and sank").
        """
        lows, lexicon = scene.lows, self._lexicon
        end = verb
        while end > first:
            low = lows[end - 1]
            if not (
                low in lexicon.auxiliaries
                or low in lexicon.adverbs
                or low.endswith("ly")
                or (low in ("to", "'s") and end - 1 > first and lows[end - 2] in lexicon.auxiliaries)
            ):
                break
            end -= 1
        opening = lows[first] if first < len(lows) else ""
        if end <= first or (end == first + 1 and opening in JOINERS):
            return None
        if end == first + 1 and opening in RELATIVE:
            return self.nearest(scene, 0, first)
        start, stop = self.foremost(scene, first, end)
        if stop > start and self._leads(scene, stop, end):
            return self._named(scene, (start, stop), end)
        return self.nearest(scene, first, end)

    def resumed(self, scene: Scene, first: int, at: int) -> Span:
        """Return the phrase at the beginning of a stretch to which a bare verb at `at` returns; empty where there is none.

        It does so behind what was put in between commas ("The train, carrying 300, hit ...") or behind a participle
        ("A man arrested in Vellmar was fined").
        """
        start, stop = self.foremost(scene, first, at)
        if stop == start or stop >= at - 1:
            return NONE
        between = scene.lows[at - 1]
        if between == ",":
            return self._named(scene, (start, stop), at) if scene.lows[stop] == "," else NONE
        if between in JOINERS or between in self._lexicon.closed or between in RELATIVE:
            return NONE
        return (start, stop) if self._participle(scene, stop) else NONE

    def _participle(self, scene: Scene, i: int) -> bool:
        low = scene.lows[i]
        form = self._lexicon.verbs.get(low)
        return form is not None and (form[1] >= _FORM or (form[1] == 2 and low.endswith("ed")))

    def _leads(self, scene: Scene, stop: int, end: int) -> bool:
        """Tell whether a phrase is that of the verb though other words stand between them."""
        return stop == end or scene.lows[stop] in self._led or bool(scene.verbs[stop])

    def _named(self, scene: Scene, phrase: Span, end: int) -> Span:
        """Return the name that stands behind a phrase in apposition ("the mayor of Vellmar, Jane Roe, paid"), or the phrase."""
        start, stop = phrase
        if stop + 1 >= end or scene.lows[stop] != "," or not scene.bodies.isdisjoint(range(start, stop)):
            return phrase
        last = scene.ends.get(stop + 1, 0) if stop + 1 in scene.bodies else 0
        return (stop + 1, last) if last and last < len(scene.lows) and scene.lows[last] == "," else phrase

    def foremost(self, scene: Scene, first: int, last: int) -> Span:
        """Return the first bare noun phrase of a stretch that is no introduction ("On Monday, police in Vellmar": "police").

        Empty where the stretch begins with words of which it is not sure where they end.
        """
        lows, names, ends, times, verbs = scene.lows, scene.names, scene.ends, scene.times, scene.verbs
        i = first
        while i < last:
            low = lows[i]
            if i in times:
                i = times[i]
            elif i in names:
                break
            elif low in self._skipped:
                i += 1
            elif low in self._introduces or self._opens(low):
                comma = next((k for k in range(i + 1, last) if lows[k] == "," and not scene.covered[k]), -1)
                if comma >= 0:
                    i = comma + 1
                    continue
                at = i + 1 + (i + 1 < last and lows[i + 1] in self._lexicon.determiners)
                known = times.get(at) or ends.get(at)
                if not known or low not in self._lexicon.prepositions:
                    return NONE
                i = known
            else:
                break
        start = i
        while i < last:
            if i in ends:
                i = ends[i]
                continue
            low = lows[i]
            if low in self._ends or (low == "-" and scene.tokens[i].start > scene.tokens[i - 1].end):  # and no hyphen
                break
            if i > start and (verbs[i] or i in times):
                break
            i += 1
        return (start, min(i, last)) if i > start else NONE

    def _opens(self, low: str) -> bool:
        """Tell whether a stretch begins with a participle of its own ("Carrying 300 passengers, the train ...")."""
        form = self._lexicon.verbs.get(low)
        return form is not None and form[1] == _FORM + 1

    def nearest(self, scene: Scene, first: int, end: int) -> Span:
        """Return the nearest bare noun phrase left of a token: back to a preposition, comma or opener."""
        lows, names = scene.lows, scene.names
        while end > first and (lows[end - 1] in RELATIVE or lows[end - 1] in (",", "“", "”", '"')):
            end -= 1
        start = end
        while start > first:
            if start - 1 in names:
                start = names[start - 1]
                continue
            low = lows[start - 1]
            if low in self._stops or (low == "'" and opens_quote(scene.tokens, start - 1)):
                break
            if start < end and scene.verbs[start - 1] and low in self._lexicon.verbs:
                break
            start -= 1
        return (start, end) if end > start else NONE
