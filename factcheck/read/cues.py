"""Where a date, a time of day, a score or an amount may stand in a sentence; what reads it is made when a text first calls for it.

Most numbers count something: a look at the tokens beside one tells that it begins none of these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from factcheck.model import CAPITAL, DIGIT
from factcheck.read.classes import CLOCK, DATE, THE
from factcheck.read.lexicon import Phrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from factcheck.model import Mention, Published, Token
    from factcheck.read.clocks import ClockReader
    from factcheck.read.dates import DateReader
    from factcheck.read.durations import DurationReader
    from factcheck.read.lexicon import Lexicon
    from factcheck.read.measures import MeasureReader
    from factcheck.read.money import MoneyReader
    from factcheck.read.numerals import Numerals
    from factcheck.read.scores import ScoreReader
    from factcheck.read.things import Things
    from factcheck.read.written import Written

PARTS: Final = {"early": "early", "mid": "mid", "late": "late", "middle": "mid"}
WAYS: Final = {"past": "last", "previous": "last", "coming": "next", "upcoming": "next"}
STARTS: Final = frozenset(("starting", "beginning", "from"))  # "a week starting on Monday"
PAST: Final = {"half": 30, "quarter": 15, "twenty": 20, "ten": 10, "five": 5}  # "half past"
HALVES: Final = {"a.m.": 0, "a.m": 0, "am": 0, "p.m.": 720, "p.m": 720, "pm": 720}
HOURS: Final = {w: n for n, w in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)}
BEHIND_HOUR: Final = frozenset((":", ".", "o'clock", "in", "at", "on", "this", "last", "tonight", *HALVES))
BEHIND_MINUTES: Final = ("past", "to", "after")
FULL: Final = 4  # digits of a year, and of "0930"
JOINTS: Final = ("-", "–")  # of a score
_BEHIND_SCORE: Final = frozenset((*JOINTS, "vote", "votes", "to", "in", "for"))
_BEGINS_DATE: Final = DATE | THE | DIGIT
_BEGINS_CLOCK: Final = CLOCK | DIGIT
TENS: Final = ("twenty", "thirty")  # of a day in words: "on the twenty-first"
_BEHIND_DAY: Final = ("st", "nd", "rd", "th", "of", "-", "/", ".")
_BEFORE_YEAR: Final = ("in", "since", "year")
_TWELVE: Final = 12  # "thirteen hundred": a year in words begins with more
_FIRST_YEAR: Final = 1800  # one that stands alone
_LAST_YEAR: Final = 2100
_MOVES: Final = ("day", "week", "fortnight", "month", "year", "decade", "century")
_PERIODS: Final = (
    *("last", "this", "next", *WAYS),
    *("fiscal", "fy", "week", "weekend", "month", "rest", "quarter", "half", "century", "q", "h"),
)


class Dates:
    """Finds the dates of one sentence; built once from the word lists."""

    def __init__(self, words: Mapping[str, Mapping[str, Any]]) -> None:
        time, durations = words["time"], words["units"]["duration"]
        self._words = words
        self._made: DateReader | None = None
        self._beside = frozenset((*time["months"], *_BEHIND_DAY))
        self._behind_the = frozenset((*time["decades"], *PARTS, "eighteen", "nineteen", *TENS, "'"))
        self._holidays = Phrases(
            (name, (kind, tuple(told) if isinstance(told, list) else (told,)))
            for kind in ("fixed", "weekday", "easter")
            for name, told in time["holidays"][kind].items()
        )
        self._spans = frozenset(form for unit in _MOVES for form in durations[unit] if form.endswith("s"))
        self.seeds = frozenset(
            (
                *time["months"],
                *time["weekdays"],
                *time["relative_days"],
                *time["seasons"],
                *time["decades"],
                *_PERIODS,
                *TENS,
                *(word for word, number in words["numbers"]["units"].items() if number > _TWELVE),
                *self._spans,
                *self._holidays.firsts,
                "hundred",
                "thousand",
                "now",
                "ago",
            )
        )

    def spot(self, tokens: Sequence[Token], seeds: Sequence[int], country: str = "") -> list[Written]:
        """Return the dates of a sentence as written, in order.

        `seeds` are the tokens where one may begin; `country` (ISO code) tells when a fiscal year does.
        """
        starts = [k for k in seeds if tokens[k].classes & _BEGINS_DATE and self._may_begin(tokens, k)]
        return self._reader().spot(tokens, starts, country) if starts else []

    def mentions(self, tokens: Sequence[Token], dates: Sequence[Written], published: Published) -> list[Mention]:
        """Return the dates of a sentence as mentions, resolved against `published` as far as it is known."""
        return self._reader().mentions(tokens, dates, published) if dates else []

    def _may_begin(self, tokens: Sequence[Token], i: int) -> bool:
        """Tell whether a date may begin at a token; at a number that is no year, one does by the word or mark beside it."""
        token = tokens[i]
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        if token.classes & DIGIT:
            low = token.low
            if after is not None and after.low in self._beside:
                return True
            if i and tokens[i - 1].low in _BEFORE_YEAR:
                return True
            return len(low) == FULL and low.isdecimal() and _FIRST_YEAR <= int(low) <= _LAST_YEAR
        if token.classes & THE:
            return after is not None and (bool(after.classes & DIGIT) or after.low in self._behind_the)
        if token.low in self._holidays.firsts:
            return bool(token.classes & CAPITAL) and self._holidays.at(tokens, i) is not None
        if token.low in self._spans:  # "in two years"
            return i > 1 and (after is None or not after.low[0].isalnum())
        return True

    def _reader(self) -> DateReader:
        if self._made is None:
            from factcheck.read.dates import DateReader  # noqa: PLC0415 - few sentences hold a date

            self._made = DateReader(self._words, self._holidays, self._spans)
        return self._made


class Clocks:
    """Finds the times of day of one sentence; built once from the word lists."""

    def __init__(self, words: Mapping[str, Mapping[str, Any]]) -> None:
        self._words = words
        self._made: ClockReader | None = None
        self._named: Mapping[str, int] = words["time"]["clock_words"]
        self.seeds = frozenset((*HOURS, *self._named, *PAST))

    def find(self, tokens: Sequence[Token], seeds: Sequence[int]) -> list[Mention]:
        """Return the times of day in order: "16:28 JST", "4:30 p.m.", "about 5 a.m.", "noon"; one begins at a seed."""
        starts = [k for k in seeds if tokens[k].classes & _BEGINS_CLOCK and self._may_begin(tokens, k)]
        if not starts:
            return []
        if self._made is None:
            from factcheck.read.clocks import ClockReader  # noqa: PLC0415 - few texts tell a time of day

            self._made = ClockReader(self._words)
        return self._made.find(tokens, starts)

    def _may_begin(self, tokens: Sequence[Token], i: int) -> bool:
        low = tokens[i].low
        if low in self._named or "." in low or (len(low) == FULL and low.isdecimal()):
            return True
        after = tokens[i + 1].low if i + 1 < len(tokens) else ""
        return after in BEHIND_HOUR or (low in PAST and after in BEHIND_MINUTES)


class Scores:
    """Finds the scores of one sentence; built once from the lexicon."""

    def __init__(self, lexicon: Lexicon, units: Mapping[str, int]) -> None:
        self._given = lexicon, units
        self._made: ScoreReader | None = None

    def find(self, tokens: Sequence[Token], figures: Sequence[int]) -> list[Mention]:
        """Return the scores in order, each with both numbers as its text, as "77-72"; one begins at one of `figures`."""
        last = len(tokens) - 2
        starts = [k for k in figures if k < last and tokens[k + 1].low in _BEHIND_SCORE]
        if not starts:
            return []
        if self._made is None:
            from factcheck.read.scores import ScoreReader  # noqa: PLC0415 - few texts tell a score

            self._made = ScoreReader(*self._given)
        return self._made.find(tokens, starts)


class Amounts:
    """The words beside a number that tell a sum, a measure or a span of time, and what reads these; built once from the word lists."""

    def __init__(
        self, words: Mapping[str, Mapping[str, Any]], lexicon: Lexicon, numerals: Numerals, things: Things
    ) -> None:
        units, spans = words["units"], words["time"]["spans"]
        currencies = units["currencies"]
        codes = currency_codes(currencies)
        self.before_sum = frozenset((*currencies["sign"], *codes, *currencies["before"]))
        self.behind_sum = _firsts(currencies["words"]).union(currencies["sign"], *currencies["scaled"].values(), codes)
        self.units = _firsts(units["measure"]).union(map(str.lower, units["temperatures"]["letters"]), ("[", "<"))
        self.duration = {form: unit for unit, forms in units["duration"].items() for form in forms}
        self.spans = frozenset(phrase.split()[0] for table in spans["words"].values() for phrase in table)
        self.aged = frozenset(spans["ages"])
        self._words = words
        self._lexicon = lexicon
        self._numerals = numerals
        self._things = things
        self._money: MoneyReader | None = None
        self._measures: MeasureReader | None = None
        self._durations: DurationReader | None = None

    @property
    def money(self) -> MoneyReader:
        """What reads sums of money."""
        if self._money is None:
            from factcheck.read.money import MoneyReader  # noqa: PLC0415 - few sentences tell a sum

            self._money = MoneyReader(self._words, self._numerals)
        return self._money

    @property
    def measures(self) -> MeasureReader:
        """What reads units of measure."""
        if self._measures is None:
            from factcheck.read.measures import MeasureReader  # noqa: PLC0415 - few sentences measure anything

            self._measures = MeasureReader(self._words, self._lexicon, self._numerals, self._things)
        return self._measures

    @property
    def durations(self) -> DurationReader:
        """What reads spans of time whose number is not written first."""
        if self._durations is None:
            from factcheck.read.durations import DurationReader  # noqa: PLC0415 - few are told without their number first

            self._durations = DurationReader(self._words, self.duration, self._numerals)
        return self._durations


def currency_codes(currencies: Mapping[str, Any]) -> dict[str, str]:
    """Return the codes of currencies by how they are written, folded: "usd" is USD, "rmb" is CNY."""
    return {code.lower(): code for code in str(currencies["codes"]["capitals"]).split()} | {"rmb": "CNY"}


def _firsts(table: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Return the words with which the forms of units begin, as they are cut into tokens ("light-year" begins with "light")."""
    return frozenset(form.lower().replace("-", " ").split(" ", 1)[0] for forms in table.values() for form in forms)
