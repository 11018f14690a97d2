"""Finds the noun phrase that a verb is said of: past introductions, appositions and relative clauses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factcheck.model import Mention, Token
    from factcheck.read.lexicon import Lexicon

JOINERS: Final = frozenset(("and", "but", "or", "so", "yet"))
OPENERS: Final = frozenset(
    "that who which while although though because when where if after before whereas unless until since but as".split()
)
RELATIVE: Final = frozenset(("who", "which", "that"))
_QUOTES: Final = frozenset(("“", "”", '"', "'"))
_ENDS: Final = frozenset((",", "(", ")", ";", ":", "“", "”", '"'))
_BODIES: Final = frozenset(("person", "organisation"))
_TIMES: Final = frozenset(("time", "date", "duration"))
_NAMED: Final = frozenset(("person", "organisation", "place", "role"))
_FORM: Final = 3  # from this place in the row of a verb's forms on: participles
Span = tuple[int, int]
NONE: Final[Span] = (0, 0)


class Scene(NamedTuple):
    """One sentence as its clauses see it: which tokens are verbs, stand in a mention, belong to a name, or are quoted.

    `held` are the classes of all its tokens together. `names` tells for each token of a name where that begins, `ends`
    where the names that begin at a token end, and `times` the same of dates, times of day and lengths of time; `bodies`
    are the tokens where a person or a body begins.
    """

    tokens: Sequence[Token]
    held: int
    verbs: bytearray
    covered: set[int]
    names: Mapping[int, int]
    ends: Mapping[int, int]
    times: Mapping[int, int]
    bodies: set[int]
    quoted: bytearray
    who: str


def spans(
    mentions: Sequence[Mention],
) -> tuple[set[int], dict[int, int], dict[int, int], dict[int, int], set[int]]:
    """Return the fields `covered`, `names`, `ends`, `times` and `bodies` of the scene of these mentions."""
    covered: set[int] = set()
    names: dict[int, int] = {}
    ends: dict[int, int] = {}
    times: dict[int, int] = {}
    bodies: set[int] = set()
    for m in mentions:
        kind, first, last = m.type, m.first, m.last
        if kind != "quantity":
            covered.update(range(first, last))
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

    def subject(self, scene: Scene, first: int, verb: int) -> Span | None:
        """Return the tokens of what the verb at `verb` is said of, in a clause that begins at `first`.

        None for a bare verb, which goes on with the subject of the clause before ("hit the pier and sank").
        """
        tokens, lexicon = scene.tokens, self._lexicon
        end = verb
        while end > first:
            low = tokens[end - 1].low
            if not (
                low in lexicon.auxiliaries
                or low in lexicon.adverbs
                or low.endswith("ly")
                or (low in ("to", "'s") and end - 1 > first and tokens[end - 2].low in lexicon.auxiliaries)
            ):
                break
            end -= 1
        opening = tokens[first].low if first < len(tokens) else ""
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
        if scene.tokens[at - 1].low == ",":
            return self._named(scene, (start, stop), at) if scene.tokens[stop].low == "," else NONE
        between = scene.tokens[at - 1].low
        if between in JOINERS or between in self._lexicon.closed or scene.tokens[at - 1].low in RELATIVE:
            return NONE
        return (start, stop) if self._participle(scene, stop) else NONE

    def _participle(self, scene: Scene, i: int) -> bool:
        form = self._lexicon.verbs.get(scene.tokens[i].low)
        return form is not None and (form[1] >= _FORM or (form[1] == 2 and scene.tokens[i].low.endswith("ed")))

    def _leads(self, scene: Scene, stop: int, end: int) -> bool:
        """Tell whether a phrase is that of the verb though other words stand between them."""
        low = scene.tokens[stop].low
        return (
            stop == end
            or low in (",", "(", "-")
            or low in self._lexicon.prepositions
            or low in RELATIVE
            or bool(scene.verbs[stop])
        )

    def _named(self, scene: Scene, phrase: Span, end: int) -> Span:
        """Return the name that stands behind a phrase in apposition ("the mayor of Vellmar, Jane Roe, paid"), or the phrase."""
        start, stop = phrase
        if stop + 1 >= end or scene.tokens[stop].low != "," or scene.bodies & set(range(start, stop)):
            return phrase
        last = scene.ends.get(stop + 1, 0) if stop + 1 in scene.bodies else 0
        return (stop + 1, last) if last and last < len(scene.tokens) and scene.tokens[last].low == "," else phrase

    def foremost(self, scene: Scene, first: int, last: int) -> Span:
        """Return the first bare noun phrase of a stretch that is no introduction ("On Monday, police in Vellmar": "police").

        Empty where the stretch begins with words of which it is not sure where they end.
        """
        tokens, lexicon = scene.tokens, self._lexicon
        i = first
        while i < last:
            low = tokens[i].low
            if i in scene.times:
                i = scene.times[i]
            elif i in scene.names:
                break
            elif low in JOINERS or low in OPENERS or low == "," or low in _QUOTES or low in lexicon.adverbs:
                i += 1
            elif low in lexicon.prepositions or low == "according" or self._opens(low):
                comma = next((k for k in range(i + 1, last) if tokens[k].low == "," and k not in scene.covered), -1)
                if comma >= 0:
                    i = comma + 1
                    continue
                at = i + 1 + (i + 1 < last and tokens[i + 1].low in lexicon.determiners)
                known = scene.times.get(at) or scene.ends.get(at)
                if not known or low not in lexicon.prepositions:
                    return NONE
                i = known
            else:
                break
        start = i
        while i < last:
            if i in scene.ends:
                i = scene.ends[i]
                continue
            low = tokens[i].low
            dash = low == "-" and tokens[i].start > tokens[i - 1].end  # and no hyphen
            if dash or low in _ENDS or low in RELATIVE or (low in lexicon.prepositions and low != "of"):
                break
            if i > start and (scene.verbs[i] or i in scene.times):
                break
            i += 1
        return (start, min(i, last)) if i > start else NONE

    def _opens(self, low: str) -> bool:
        """Tell whether a stretch begins with a participle of its own ("Carrying 300 passengers, the train ...")."""
        form = self._lexicon.verbs.get(low)
        return form is not None and form[1] == _FORM + 1

    def nearest(self, scene: Scene, first: int, end: int) -> Span:
        """Return the nearest bare noun phrase left of a token: back to a preposition, comma or opener."""
        tokens, verbs, names, lexicon = scene.tokens, scene.verbs, scene.names, self._lexicon
        while end > first and (tokens[end - 1].low in RELATIVE or tokens[end - 1].low in (",", "“", "”", '"')):
            end -= 1
        start = end
        while start > first:
            if start - 1 in names:
                start = names[start - 1]
                continue
            low = tokens[start - 1].low
            stop = (
                low in (",", "“", '"', "”", "(", ")")
                or (low in lexicon.prepositions and low != "of")
                or low in JOINERS
                or low in OPENERS
                or (low == "'" and opens_quote(tokens, start - 1))
            )
            if stop or (low in lexicon.verbs and verbs[start - 1] and start < end):
                break
            start -= 1
        return (start, end) if end > start else NONE
