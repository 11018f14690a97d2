"""Finds quantities: counts with the thing counted, percentages, sums of money, measures, durations, ages and ordinals."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from factcheck.model import DIGIT, Mention, Quantity
from factcheck.read.ages import OLDEST, bare_age, figure
from factcheck.read.classes import ARTICLE, FIGURE, SCALE
from factcheck.read.lexicon import Lexicon, Phrases
from factcheck.read.numerals import Numeral, Numerals
from factcheck.read.things import Things
from factcheck.read.traps import Traps

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factcheck.model import Token

_DASH: Final = "-"
_BEGINS: Final = FIGURE | DIGIT
_SUFFIX: Final = re.compile(r"(?:st|nd|rd|th)", re.IGNORECASE)


class QuantityReader:
    """Reads the quantities of one sentence; built once from the word lists."""

    def __init__(self, words: Mapping[str, Mapping[str, Any]], lexicon: Lexicon) -> None:
        units, numbers, hedges = words["units"], words["numbers"], words["hedges"]
        self._lexicon = lexicon
        self._things = Things(lexicon)
        self._traps = Traps(words, lexicon, self._unit_follows)
        self._numerals = Numerals(words)
        self._signs: Mapping[str, str] = units["currencies"]["sign"]
        self._codes: Mapping[str, str] = units["currencies"]["before"]
        self._after: Mapping[str, str] = units["currencies"]["after"]
        self._currency: Mapping[str, str] = units["currencies"]["names"]
        self._percent = frozenset(units["percent"]["words"])
        self._denominators = Phrases(units["percent"]["denominators"].items())
        self._duration = {form: unit for unit, forms in units["duration"].items() for form in forms}
        self._measures = Phrases((form, unit) for unit, forms in units["measure"].items() for form in forms)
        self._hedges = Phrases((p, kind) for kind, phrases in hedges.items() if kind != "after" for p in phrases)
        self._hedges_after = Phrases((p, kind) for kind, phrases in hedges["after"].items() for p in phrases)
        self._ordinals: Mapping[str, int] = numbers["ordinals"]
        self.seeds = self._numerals.seeds | frozenset(self._ordinals) | frozenset(self._signs) | frozenset(self._codes)
        self.scales = self._numerals.scales

    def find(self, tokens: Sequence[Token], taken: Sequence[int], counted: str) -> list[Mention]:
        """Return the quantities of a sentence in order; tokens marked in `taken` (dates, times) are left alone.

        `counted` is the noun last counted in the sentence before, which a bare "Twenty are ..." goes on counting.
        """
        found: list[Mention] = []
        end = 0
        head = ""
        for i in [k for k, token in enumerate(tokens) if token.classes & _BEGINS]:
            if i < end or taken[i] or (tokens[i].classes & ARTICLE and not _number_follows(tokens, i)):
                continue
            mention = self._at(tokens, i, taken, head, counted)
            if mention is None:
                continue
            found.append(mention)
            if mention.kind == "count" and mention.head:
                head = mention.head
            end = self._end(mention, tokens, i)
        return found

    def _end(self, mention: Mention, tokens: Sequence[Token], i: int) -> int:
        """Return where the search goes on: behind the figure, since what is counted may hold another one."""
        while i < len(tokens) and tokens[i].start < mention.end:
            i += 1
        return i

    def _at(self, tokens: Sequence[Token], i: int, taken: Sequence[int], head: str, counted: str) -> Mention | None:
        low = tokens[i].low
        first = low[0]
        if first in self._signs or (low in self._codes and i + 1 < len(tokens) and self._money_follows(tokens, i)):
            return self._money(tokens, i)
        if not (first.isdigit() or low in self._numerals.seeds or low in self._ordinals):
            return None
        ordinal = self._ordinal(tokens, i)
        if ordinal is not None:
            return ordinal
        if first.isdigit() and self._traps.is_name_part(tokens, i):
            return None
        numeral = self._numerals.at(tokens, i)
        if numeral is None or any(taken[numeral.first : numeral.last]) or self._traps.is_word_part(tokens, numeral):
            return None
        numeral, top = self._range(tokens, numeral)
        return self._typed(tokens, numeral, top, head, counted)

    # ---- kinds

    def _ordinal(self, tokens: Sequence[Token], i: int) -> Mention | None:
        low = tokens[i].low
        number = self._ordinals.get(low, 0)
        last = i + 1
        if (
            low.isdigit()
            and last < len(tokens)
            and tokens[last].start == tokens[i].end
            and _SUFFIX.fullmatch(tokens[last].low)
        ):
            number, last = int(low), last + 1
        if not number or (i and tokens[i - 1].end == tokens[i].start):
            return None
        if low == "second" and i and tokens[i - 1].low in ("a", "per", "each"):
            return None
        thing, end = self._things.thing(tokens, last + 1 if last < len(tokens) and tokens[last].low == _DASH else last)
        if not thing:
            return None
        rank = tokens[last + 1].low if end > last + 1 and tokens[last].low == _DASH else ""
        value = Quantity(Decimal(number), Decimal(number), "ordinal")
        fields = (("rank", rank),) if rank else ()
        return figure("ordinal", "ordinal", tokens, (i, last, end), value, thing, self._things.head(thing), fields)

    def _money_follows(self, tokens: Sequence[Token], i: int) -> bool:
        after = tokens[i + 1]
        sign = after.low in self._signs
        return (sign and after.start == tokens[i].end) or (
            after.low[0].isdigit() and tokens[i].text.isupper() and len(tokens[i].text) == 3
        )

    def _money(self, tokens: Sequence[Token], i: int) -> Mention | None:
        at = i
        unit = ""
        if tokens[at].low in self._codes:
            unit = self._codes[tokens[at].low]
            at += 1
        if tokens[at].low in self._signs:
            unit = unit or self._signs[tokens[at].low]
            at += 1
        if at >= len(tokens) or not tokens[at].low[0].isdigit():
            return None
        numeral = self._numerals.at(tokens, at, money=True)
        if numeral is None:
            return None
        low = high = numeral.number
        last = numeral.last
        if last + 1 < len(tokens) and tokens[last].low in ("to", _DASH):
            again = last + 1 + (tokens[last + 1].low in self._signs)
            upper = (
                self._numerals.at(tokens, again, money=True)
                if again < len(tokens) and tokens[again].low[0].isdigit()
                else None
            )
            if upper and (tokens[last].low == _DASH or again > last + 1 or upper.scaled):
                scale = (
                    upper.number / Decimal(tokens[again].text.replace(",", ""))
                    if upper.scaled and not numeral.scaled
                    else 1
                )
                if low * scale < upper.number:
                    low, high, last, numeral = low * scale, upper.number, upper.last, upper
        return self._hedged(tokens, numeral, (i, last, last), ("quantity", "money"), unit, (low, high))

    def _range(self, tokens: Sequence[Token], numeral: Numeral) -> tuple[Numeral, Numeral | None]:
        """Return a number and the upper end of its range, if "to", a dash or "between ... and" follows."""
        last = numeral.last
        if last + 1 >= len(tokens):
            return numeral, None
        low = tokens[last].low
        between = numeral.first and tokens[numeral.first - 1].low == "between" and low == "and"
        if low not in ("to", _DASH) and not between:
            return numeral, None
        upper = (
            self._numerals.at(tokens, last + 1)
            if tokens[last + 1].low in self._numerals.seeds or tokens[last + 1].low[0].isdigit()
            else None
        )
        if upper is None or upper.number <= numeral.number or upper.form == "many":
            return numeral, None
        return numeral, upper

    def _typed(
        self, tokens: Sequence[Token], numeral: Numeral, top: Numeral | None, head: str, counted: str
    ) -> Mention | None:
        first, last = numeral.first, (top or numeral).last
        bounds = (numeral.number, top.number if top else numeral.number)
        after = tokens[last] if last < len(tokens) else None
        low = after.low if after else ""
        dashed = low == _DASH and last + 1 < len(tokens) and after is not None and after.start == tokens[last - 1].end
        unit_at = last + 1 if dashed else last
        word = tokens[unit_at].low if unit_at < len(tokens) else ""
        if word in self._percent:
            return self._share(tokens, numeral, (first, unit_at + 1), bounds)
        if word in self._after and not (word == "won" and numeral.form == "word"):
            span = (first, unit_at + 1, unit_at + 1)
            return self._hedged(tokens, numeral, span, ("quantity", "money"), self._after[word], bounds)
        if word in self._duration:
            return self._time(tokens, numeral, (first, unit_at), bounds, dashed=dashed)
        measure = self._measures.at(tokens, unit_at) if unit_at < len(tokens) else None
        if measure is not None:
            span = (first, measure[0], measure[0])
            return self._hedged(tokens, numeral, span, ("quantity", "measure"), str(measure[1]), bounds)
        if first and tokens[first - 1].low == "magnitude":
            return self._hedged(tokens, numeral, (first, last, last), ("quantity", "measure"), "magnitude", bounds)
        age = bare_age(tokens, first, last, bounds[0])
        if age is not None:
            return age
        if dashed:
            return self._compound(tokens, numeral, last, bounds)
        return self._count(tokens, numeral, (first, last), bounds, head, counted)

    def _compound(
        self, tokens: Sequence[Token], numeral: Numeral, last: int, bounds: tuple[Decimal, Decimal]
    ) -> Mention | None:
        """Read "a 12-member panel": how many the noun after the hyphen is."""
        if last + 1 >= len(tokens) or not tokens[last + 1].low.isalpha() or tokens[last + 1].start != tokens[last].end:
            return None
        noun = tokens[last + 1].low
        if noun in self._lexicon.closed or (noun in self._lexicon.verbs and noun not in self._lexicon.plurals):
            return None
        return self._hedged(tokens, numeral, (numeral.first, last, last + 2), ("quantity", "count"), "", bounds, noun)

    def _share(
        self, tokens: Sequence[Token], numeral: Numeral, span: tuple[int, int], bounds: tuple[Decimal, Decimal]
    ) -> Mention:
        first, last = span
        points = last < len(tokens) and tokens[last].low in ("point", "points")
        last += points
        fields: list[tuple[str, str]] = [("points", "yes")] if points else []
        end = last
        if last + 1 < len(tokens) and tokens[last].low == "of":
            end, extra = self._of(tokens, last + 1)
            fields += extra
        return self._hedged(
            tokens, numeral, (first, last, end), ("quantity", "percent"), "percent", bounds, "", tuple(sorted(fields))
        )

    def _of(self, tokens: Sequence[Token], at: int) -> tuple[int, list[tuple[str, str]]]:
        """Return where "of ..." ends, with what the share is of, a known denominator and its base year."""
        start = at
        for step in range(at, min(at + 8, len(tokens))):
            hit = self._denominators.at(tokens, step)
            if hit is not None:
                words = " ".join(t.text for t in tokens[start : hit[0]])
                base = re.search(r"(?:fiscal(?: year)? |FY ?)?(?:19|20)\d\d", words)
                fields = [("denominator", str(hit[1])), ("of", str(hit[1]))]
                return hit[0], [*fields, ("base", base.group())] if base else fields
            if tokens[step].low in (",", ".", "and", "or", ";"):
                break
        thing, end = self._things.thing(tokens, at + (at < len(tokens) and tokens[at].low in self._lexicon.determiners))
        return (end, [("of", thing.casefold())]) if thing else (at - 1, [])

    def _time(
        self,
        tokens: Sequence[Token],
        numeral: Numeral,
        span: tuple[int, int],
        bounds: tuple[Decimal, Decimal],
        *,
        dashed: bool,
    ) -> Mention | None:
        first, at = span
        unit = self._duration[tokens[at].low]
        rest = [t.low for t in tokens[at + 1 : at + 4]]
        old = rest[:1] == ["old"] or rest[:2] == [_DASH, "old"]
        if old:
            last = at + 1 + rest.index("old") + 1
            kind = ("quantity", "age") if bounds[1] <= OLDEST or unit != "year" else ("duration", unit)
            return self._hedged(tokens, numeral, (first, last, last), kind, unit, bounds)
        if rest[:1] == ["ago"]:
            return None
        end, thing = at + 1, ""
        if dashed:
            thing, end = self._things.thing(tokens, at + 1)
            end = max(end, at + 1)
        more = (("more", "yes"),) if first and tokens[first - 1].low in ("more", "another", "further") else ()
        return self._hedged(tokens, numeral, (first, at + 1, end), ("duration", unit), unit, bounds, thing, more)

    def _count(
        self,
        tokens: Sequence[Token],
        numeral: Numeral,
        span: tuple[int, int],
        bounds: tuple[Decimal, Decimal],
        head: str,
        counted: str,
    ) -> Mention | None:
        first, last = span
        of_many = numeral.form == "many"
        at = last
        if (
            at < len(tokens)
            and tokens[at].low == "of"
            and (
                of_many
                or (
                    at + 1 < len(tokens)
                    and tokens[at + 1].low in ("the", "them", "its", "their", "those", "these", "his", "her")
                )
            )
        ):
            at += 1
            part = not of_many
            while at < len(tokens) and tokens[at].low in self._lexicon.determiners:
                at += 1
        else:
            part = False
        thing, end = self._things.thing(tokens, at)
        fields = (("part", "yes"),) if part else ()
        if thing:
            return self._hedged(tokens, numeral, (first, last, end), ("quantity", "count"), "", bounds, thing, fields)
        if of_many:
            return None
        low = tokens[last].low if last < len(tokens) else "."
        before = tokens[first - 1].low if first else ""
        goes_on = (
            low in self._lexicon.auxiliaries
            or low in self._lexicon.prepositions
            or low in (".", ",", "and", "others", "more")
            or low in self._lexicon.verbs
        )
        if head and goes_on and before in ("and", ",", "or", "another", "from", "than", "least", "about", "to"):
            return self._hedged(
                tokens, numeral, (first, last, last), ("quantity", "count"), "", bounds, head, (("ellipsis", "yes"),)
            )
        if low in self._lexicon.auxiliaries or low == "of" or (low in self._lexicon.verbs and first == 0):
            noun = counted or ("person" if low in ("are", "were", "have", "of") else "")
            if noun and (first == 0 or self._hedges.before(tokens, first) is not None):
                return self._hedged(
                    tokens,
                    numeral,
                    (first, last, last),
                    ("quantity", "count"),
                    "",
                    bounds,
                    noun,
                    (("ellipsis", "yes"),),
                )
        return None

    def _unit_follows(self, tokens: Sequence[Token], i: int) -> bool:
        if i >= len(tokens):
            return False
        low = tokens[i].low
        return (
            low in self._duration
            or low in self._percent
            or low in self._after
            or self._measures.at(tokens, i) is not None
        )

    def _hedged(
        self,
        tokens: Sequence[Token],
        numeral: Numeral,
        span: tuple[int, int, int],
        kind: tuple[str, str],
        unit: str,
        bounds: tuple[Decimal, Decimal],
        thing: str = "",
        fields: tuple[tuple[str, str], ...] = (),
    ) -> Mention:
        """Return the mention with the hedge of its words; `span` is (first, last of the figure, last of the whole)."""
        first, last, _end = span
        at = first
        if at and tokens[at - 1].low in ("a", "an", "the", "their", "its", "his", "her") and kind[1] != "age":
            at -= 1
        before = self._hedges.before(tokens, at) or (self._hedges.before(tokens, first) if at != first else None)
        behind = self._hedges_after.at(tokens, last) if last < len(tokens) else None
        hedge = str((before or behind or (0, ""))[1])
        if numeral.form == "many":
            hedge = "least"
        low: Decimal | None = bounds[0]
        high: Decimal | None = bounds[1]
        if hedge in ("more", "least"):
            high = None
        elif hedge in ("less", "most", "upto"):
            low = None
        if kind[1] == "money":
            thing = self._currency.get(unit, "")
        value = Quantity(low, high, unit, step=numeral.step, scaled=numeral.scaled, hedge=hedge)
        return figure(kind[0], kind[1], tokens, span, value, thing, self._things.head(thing) if thing else "", fields)


def _number_follows(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether an article can begin a number ("a dozen", "a million") or a price ("A$5")."""
    return i + 1 < len(tokens) and bool(tokens[i + 1].classes & (SCALE | FIGURE))
