"""Reads dates told by their distance from another: "two weeks ago", "two days from tomorrow", "Friday next week"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from factcheck.model import Days
from factcheck.read import calendar
from factcheck.read.lexicon import Phrases
from factcheck.read.written import Written
from factcheck.record import replaced

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from factcheck.model import Token
    from factcheck.read.written import Make
    from factcheck.read.years import YearReader

_AHEAD: Final = ("from", "after")
_VAGUE: Final = {"month": ("month", 1), "year": ("year", 1), "decade": ("year", 10)}
_FAR: Final = 1500  # nobody counts further than this from a day


class MoveReader:
    """Reads distances from the day of the text; built once from the word lists."""

    def __init__(self, words: Mapping[str, Mapping[str, Any]], years: YearReader) -> None:
        time = words["time"]
        self._days: Mapping[str, int] = time["relative_days"]
        self._weekdays: Mapping[str, int] = time["weekdays"]
        self._years = years
        self._units = {
            form: unit
            for unit, forms in words["units"]["duration"].items()
            if unit in ("day", "week", "fortnight", "month", "year", "decade", "century")
            for form in forms
        }
        self._vaguely = Phrases(time["vague"].items())

    def ago(self, tokens: Sequence[Token], i: int) -> Written | None:
        """Return the date of "N units ago", where token `i` is "ago"; in two units ("1 month 21 days ago") it is a day."""
        steps = self._distance(tokens, i)
        if not steps:
            return self._vague(tokens, i)
        first = steps[-1][0]
        if len(steps) > 1:
            return Written(
                first, i + 1, Days(None, None, "day"), "", _shift(0, [(u, -n) for _, u, n in steps], exact=True)
            )
        _, unit, count = steps[0]
        if unit in ("fortnight", "decade", "century"):
            times, unit = {"fortnight": (2, "week"), "decade": (10, "year"), "century": (100, "year")}[unit]
            count *= times
            if count > _FAR:
                return None
        return Written(first, i + 1, Days(None, None, unit), f"-{count}")

    def _vague(self, tokens: Sequence[Token], i: int) -> Written | None:
        """Return the date of "a few days ago" and "a couple of weeks ago"."""
        unit = self._units.get(tokens[i - 1].low, "") if i > 1 else ""
        hit = self._vaguely.before(tokens, i - 1) if unit in ("day", "week", "month", "year") else None
        if hit is None:
            return None
        if unit in ("month", "year"):
            return Written(hit[0], i + 1, Days(None, None, unit), f"-{hit[1]}")
        return Written(hit[0], i + 1, Days(None, None, unit), "", _shift(0, [(unit, -int(hit[1]))], exact=False))

    def named(self, tokens: Sequence[Token], i: int) -> Written | None:
        """Return the date of a day named from the text's own: "today", "two days from tomorrow", "the day after tomorrow"."""
        low = tokens[i].low
        base = self._days.get(low, 0)
        before = tokens[i - 1].low if i else ""
        if before in ("from", "after", "before"):
            steps = self._distance(tokens, i - 1)
            sign = 1 if before in _AHEAD else -1
            far = [(u, sign * n) for _, u, n in steps]
            within = steps and steps[-1][0] and tokens[steps[-1][0] - 1].low == "within"
            if steps and steps[-1][0] > 1 and tokens[steps[-1][0] - 1].low == "than":
                return self._bounded(tokens, steps[-1][0] - 2, i + 1, _shift(base, far, exact=True), base, sign)
            if len(steps) == 1 and not base and steps[0][1] in _VAGUE and not within:
                unit, times = _VAGUE[steps[0][1]]  # nobody means a day by "a decade from now"
                return Written(steps[0][0], i + 1, Days(None, None, unit), str(far[0][1] * times))
            if within and before == "from" and not base:
                return Written(steps[-1][0] - 1, i + 1, Days(None, None, "range"), "", _up_to(far))
            if steps:
                return Written(
                    steps[-1][0],
                    i + 1,
                    Days(None, None, "day"),
                    "",
                    _shift(base, far, exact=True),
                )
            if i > 1 and tokens[i - 2].low == "day" and base:
                first = i - 2 - (i > 2 and tokens[i - 3].low == "the")
                return Written(first, i + 1, Days(None, None, "day"), str(base + sign))
            weekday = self._weekdays.get(tokens[i - 2].low.rstrip("s"), None) if i > 1 else None
            found = self._years.count_before(tokens, i - 2) if weekday is not None and i > 2 else None
            if found is not None and before == "from" and weekday is not None:
                return Written(found[0], i + 1, Days(None, None, "day"), "", _weekdays_on(found[1], weekday))
        if low == "now" or (low == "today" and i + 1 < len(tokens) and tokens[i + 1].low == "'s"):
            return None
        return Written(i, i + 1, Days(None, None, "day"), str(base))

    def _bounded(
        self, tokens: Sequence[Token], first: int, last: int, far: Make, base: int, sign: int
    ) -> Written | None:
        """Return "more than two weeks after today" and "less than three days before Monday" as the days that they allow."""
        low = tokens[first].low
        if low not in ("more", "less"):
            return None

        def make(reference: date, tense: str) -> Days | None:
            days = far(reference, tense)
            if days is None or days.start is None:
                return None
            near, end = calendar.moved(reference, "day", base), days.start
            if low == "more":
                return Days(end, None, "range") if sign > 0 else Days(None, end, "range")
            return Days(near, end, "range") if sign > 0 else Days(end, near, "range")

        return Written(first, last, Days(None, None, "range"), "", make)

    def ahead(self, tokens: Sequence[Token], i: int) -> Written | None:
        """Return the date of "in three weeks" or "within a month", where token `i` is the last unit, behind words that look ahead."""
        steps = self._distance(tokens, i + 1)
        first = steps[-1][0] - 1 if steps else -1
        if first < 0 or tokens[first].low not in ("in", "within"):
            return None
        moves = [(unit, count) for _, unit, count in steps]
        if tokens[first].low == "within":
            return Written(first, i + 1, Days(None, None, "range"), "", _up_to(moves))
        if len(moves) == 1 and moves[0][0] in ("month", "year"):
            return Written(first, i + 1, Days(None, None, moves[0][0]), str(moves[0][1]))
        return Written(first, i + 1, Days(None, None, "day"), "", _shift(0, moves, exact=False))

    def _distance(self, tokens: Sequence[Token], end: int) -> list[tuple[int, str, int]]:
        """Return the numbers of units that end before token `end`, from right to left: (first token, unit, number)."""
        steps: list[tuple[int, str, int]] = []
        while end > 1 and (unit := self._units.get(tokens[end - 1].low, "")):
            found = self._years.count_before(tokens, end - 1)
            if found is None or found[1] > _FAR:
                break
            steps.append((found[0], unit, found[1]))
            end = found[0]
            if end and tokens[end - 1].low in ("and", ","):
                end -= 1
        return steps


def _shift(base: int, steps: list[tuple[str, int]], *, exact: bool) -> Make:
    order = {"century": 0, "decade": 1, "year": 2, "month": 3}
    ordered = sorted(steps, key=lambda step: order.get(step[0], 4))

    def make(reference: date, _: str) -> Days | None:
        when = calendar.moved(reference, "day", base)
        try:
            for unit, count in ordered:
                when = calendar.moved(when, unit, count)
        except (ValueError, OverflowError):
            return None
        return replaced(calendar.single(when), hedged=not exact)

    return make


def _up_to(steps: list[tuple[str, int]]) -> Make:
    far = _shift(0, steps, exact=True)

    def make(reference: date, tense: str) -> Days | None:
        end = far(reference, tense)
        return Days(reference, end.end, "range") if end else None

    return make


def _weekdays_on(count: int, weekday: int) -> Make:
    def make(reference: date, _: str) -> Days | None:
        first = calendar.weekday(weekday, reference, "future")
        return calendar.single(calendar.moved(first.start, "week", count - 1)) if first.start else None

    return make
