"""Finds quantities: counts with the thing counted, percentages, sums of money, measures, durations, ages and ordinals."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from factcheck.model import DIGIT, Mention, Quantity
from factcheck.read.ages import OLDEST, bare_age, figure
from factcheck.read.bounds import BoundReader
from factcheck.read.cardinals import Numeral
from factcheck.read.classes import ARTICLE, FIGURE, SCALE
from factcheck.read.cues import Amounts
from factcheck.read.designations import DesignationReader
from factcheck.read.lexicon import Lexicon
from factcheck.read.numerals import Numerals
from factcheck.read.orders import OrderReader
from factcheck.read.shares import ShareReader
from factcheck.read.things import Things
from factcheck.read.traps import Traps
from factcheck.record import replaced

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factcheck.model import Token
    from factcheck.read.money import Sum

_DASH: Final = "-"
_MORE: Final = ("another", "further", "additional")
_BEFORE_MORE: Final = frozenset((*_MORE, "and", ",", "or", "from", "than", "least", "about", "to"))
_SECOND: Final = 2


class QuantityReader:
    """Reads the quantities of one sentence; built once from the word lists."""

    def __init__(self, words: Mapping[str, Mapping[str, Any]], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._named = frozenset(words["numbers"]["words"]["named"])
        self._things = Things(lexicon)
        self._numerals = Numerals(words)
        self._orders = OrderReader(words, lexicon, self._numerals, self._things)
        self._shares = ShareReader(words, lexicon, self._numerals, self._things)
        self._late = Amounts(words, lexicon, self._numerals, self._things)
        self._bounds = BoundReader(words, self._numerals)
        self._designations = DesignationReader(words, self._unit_follows)
        self.seeds = self._numerals.seeds | self._numerals.ordinals | self._late.before_sum | self._orders.starts
        self.seeds |= self._late.spans
        self.scales = self._numerals.scales | frozenset(self._late.duration)
        self._traps = Traps(words, lexicon, self._unit_follows, self._bounds.bounded)

    def find(
        self, tokens: Sequence[Token], figures: Sequence[int], taken: Sequence[int], counted: str
    ) -> list[Mention]:
        """Return the quantities of a sentence in order; tokens marked in `taken` (dates, times) are left alone.

        One begins at one of `figures`. `counted` is the noun that the sentence before counted last; a bare "Twenty are ..." goes on.
        """
        found: list[Mention] = []
        end = 0
        head = ""
        for i in figures:
            if i < end or taken[i] or (tokens[i].classes & ARTICLE and not _number_follows(tokens, i)):
                continue
            mention = self._at(tokens, i, taken, head, counted)
            if mention is None:
                continue
            if found and mention.last <= found[-1].last and found[-1].get("part"):
                mention = replaced(mention, fields=(*mention.fields, ("whole", "yes")))
            joined = self._bounds.between(tokens, found[-1], mention) if found else None
            if joined is not None:
                found[-1] = joined
            else:
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
        if low in self._late.before_sum and self._late.money.begins(tokens, i):
            return self._sum(tokens, self._late.money.before(tokens, i))
        if low in self._orders.starts:
            place = self._orders.place(tokens, i)
            if place is not None:
                return place
        if low in self._late.spans:
            span = self._late.durations.at(tokens, i)
            if span is not None:
                return self._hedged_again(tokens, span)
        digit = bool(tokens[i].classes & DIGIT)
        if not (digit or low in self._numerals.seeds or low in self._numerals.ordinals):
            return None
        if digit or low in self._numerals.ordinals:
            order = self._orders.at(tokens, i)
            if order is not None:
                return order
        power = self._numerals.power(tokens, i) if first.isdecimal() else None
        if power is not None:
            return self._bare(tokens, power, power.last, (power.number, power.number))
        if digit:
            designation = self._designations.at(tokens, i)
            if designation is not None or self._traps.is_name_part(tokens, i):
                return designation
        numeral = self._numerals.at(tokens, i)
        if numeral is None:
            return None
        if numeral.form != "digits" and self._order_follows(tokens, numeral.last):
            order = self._orders.at(tokens, i)
            if order is not None:
                return order
        if any(taken[numeral.first : numeral.last]):
            return None
        if self._traps.is_word_part(tokens, numeral):
            once = low == "one" and numeral.last == i + 1 < len(tokens) and tokens[i + 1].low in ("last", "final")
            return self._bare(tokens, numeral, i + 1, (numeral.number, numeral.number)) if once else None
        numeral, top = self._bounds.range(tokens, numeral)
        return self._typed(tokens, numeral, top, head, counted)

    def _order_follows(self, tokens: Sequence[Token], at: int) -> bool:
        """Tell whether an ordinal goes on with a number in words ("twenty-first")."""
        at += at < len(tokens) and tokens[at].low in (_DASH, "and")
        return at < len(tokens) and tokens[at].low in self._numerals.ordinals

    # ---- kinds

    def _sum(self, tokens: Sequence[Token], found: Sum | None) -> Mention | None:
        if found is None:
            return None
        span = (found.first, found.last, found.last)
        return self._hedged(tokens, found.numeral, span, ("quantity", "money"), found.unit, found.bounds)

    def _typed(
        self, tokens: Sequence[Token], numeral: Numeral, top: Numeral | None, head: str, counted: str
    ) -> Mention | None:
        first, last = numeral.first, (top or numeral).last
        bounds = (numeral.number, top.number if top else numeral.number)
        after = tokens[last] if last < len(tokens) else None
        low = after.low if after else ""
        dashed = low == _DASH and last + 1 < len(tokens) and after is not None and after.start == tokens[last - 1].end
        unit_at = last + 1 if dashed else last
        if unit_at < len(tokens):
            word = tokens[unit_at].low
            share = self._shares.behind(tokens, unit_at)
            if share is not None:
                at, end, fields = share
                kind = ("quantity", "percent")
                return self._hedged(tokens, numeral, (first, at, end), kind, "percent", bounds, "", fields)
            money = self._late.money.behind(tokens, numeral, top, unit_at) if word in self._late.behind_sum else None
            if money is not None:
                return self._sum(tokens, money)
            if word in self._late.duration and (
                len(word) > 1 or self._late.measures.lettered(tokens, numeral, unit_at)
            ):
                return self._time(tokens, numeral, (first, unit_at), bounds, dashed=dashed)
            measure = self._late.measures.unit(tokens, numeral, unit_at) if word in self._late.units else None
            if measure is not None:
                end, unit, numeral, bounds = self._late.measures.whole(tokens, numeral, *measure, bounds)
                return self._hedged(tokens, numeral, (first, end, end), ("quantity", "measure"), unit, bounds)
            if word == "m" and numeral.form == "digits" and not top and tokens[last].start == tokens[last - 1].end:
                factor = Decimal(1000000)  # a million, as no unit stood there: "1.5m people"
                step, last, number = numeral.step * factor, last + 1, numeral.number * factor
                numeral, bounds = replaced(numeral, number=number, last=last, step=step, scaled=True), (number, number)
        if first and (
            tokens[first - 1].low == "magnitude" or [t.low for t in tokens[first - 2 : first]] == ["magnitude", "of"]
        ):
            return self._hedged(tokens, numeral, (first, last, last), ("quantity", "measure"), "magnitude", bounds)
        share_at = self._shares.before(tokens, first, last)
        if share_at >= 0:
            return self._hedged(tokens, numeral, (share_at, last, last), ("quantity", "percent"), "percent", bounds)
        age = bare_age(tokens, first, last, bounds[0])
        if age is not None:
            return age
        if tokens[first].low[0] == ".":
            return self._bare(tokens, numeral, last, bounds)  # a calibre, a batting average
        if dashed:
            compound = self._compound(tokens, numeral, last, bounds)
            return compound or self._bare(tokens, numeral, last, bounds)
        if numeral.number < 0 and self._things.thing(tokens, last)[0]:
            numeral = replaced(numeral, first=first + 1, number=-numeral.number)  # a dash before a list's entry
            first, bounds = first + 1, (numeral.number, numeral.number)
        if numeral.form == "fraction":
            return self._bare(tokens, numeral, last, bounds)
        counts = self._count(tokens, numeral, (first, last), bounds, head, counted)
        return counts or self._bare(tokens, numeral, last, bounds)

    def _hedged_again(self, tokens: Sequence[Token], span: Mention) -> Mention:
        """Return a duration without a number with the hedge of its words."""
        value = span.value
        if not isinstance(value, Quantity) or value.low is None:
            return span
        numeral = Numeral(span.first, span.last, value.low, value.step, False, "word")
        kind, where = ("duration", value.unit), (span.first, span.last, span.last)
        made = self._hedged(tokens, numeral, where, kind, value.unit, (value.low, value.low))
        hedged = isinstance(made.value, Quantity) and made.value.hedge
        return made if hedged else span

    def _bare(
        self, tokens: Sequence[Token], numeral: Numeral, last: int, bounds: tuple[Decimal, Decimal]
    ) -> Mention | None:
        """Return a number that counts nothing we know; families do not ask for its kind."""
        if numeral.form == "many":
            return None
        return self._hedged(tokens, numeral, (numeral.first, last, last), ("quantity", "number"), "", bounds)

    def _compound(
        self, tokens: Sequence[Token], numeral: Numeral, last: int, bounds: tuple[Decimal, Decimal]
    ) -> Mention | None:
        """Read "a 12-member panel": how many the noun after the hyphen is."""
        if last + 1 >= len(tokens) or not tokens[last + 1].low.isalpha() or tokens[last + 1].start != tokens[last].end:
            return None
        noun = tokens[last + 1].low
        if (
            noun in self._numerals.seeds
            or noun in self._named
            or noun in self._lexicon.closed
            or (noun in self._lexicon.verbs and noun not in self._lexicon.plurals)
        ):
            return None
        return self._hedged(tokens, numeral, (numeral.first, last, last + 2), ("quantity", "count"), "", bounds, noun)

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
        unit = self._late.duration[tokens[at].low]
        rest = [t.low for t in tokens[at + 1 : at + 4]]
        if tokens[at].low in self._late.aged:
            return self._hedged(tokens, numeral, (first, at + 1, at + 1), ("quantity", "age"), unit, bounds)
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
        elif bounds[0] == bounds[1]:
            end, number, unit = self._late.durations.rest(tokens, end, bounds[0], unit)
            if end > at + 1:
                return self._hedged(
                    tokens,
                    replaced(numeral, step=Decimal(1)),
                    (first, end, end),
                    ("duration", unit),
                    unit,
                    (number, number),
                )
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
            inner = self._numerals.at(tokens, at) if part and at < len(tokens) else None
            at = inner.last if inner is not None else at  # "nine of the 12 passengers"
        else:
            part = False
        thing, end = self._things.thing(tokens, at)
        fields = (("part", "yes"),) if part else ()
        if thing and bounds[0] > 1 and tokens[at].low in self._named:
            return None
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
        if head and goes_on and before in _BEFORE_MORE:
            return self._hedged(
                tokens, numeral, (first, last, last), ("quantity", "count"), "", bounds, head, (("ellipsis", "yes"),)
            )
        if low in self._lexicon.auxiliaries or low == "of" or (low in self._lexicon.verbs and first == 0):
            noun = counted or ("person" if low in ("are", "were", "have", "of") else "")
            begins = first == 0 or (before in _MORE and first <= _SECOND)  # "A further nine are missing"
            if noun and (begins or self._bounds.hedged(tokens, first)):
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
        return (
            tokens[i].low in self._late.duration
            or self._shares.stands(tokens, i)
            or (tokens[i].low in self._late.behind_sum and self._late.money.is_name(tokens, i))
            or (tokens[i].low in self._late.units and self._late.measures.named(tokens, i))
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
        hedge = self._bounds.hedge(tokens, span[:2], age=kind[1] == "age", single=bounds[0] == bounds[1])
        if numeral.form == "many":
            hedge = "least"
        if kind[1] == "money":
            thing = self._late.money.name(unit)
        value = self._bounds.value(numeral, bounds, unit, hedge)
        return figure(kind[0], kind[1], tokens, span, value, thing, self._things.head(thing) if thing else "", fields)


def _number_follows(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether an article can begin a number ("a dozen", "a million") or a price ("A$5")."""
    return i + 1 < len(tokens) and bool(tokens[i + 1].classes & (SCALE | FIGURE))
