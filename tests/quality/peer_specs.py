"""Another project's own cases for numbers and dates, read through the same code as `factcheck read`.

`table()` returns for each of its models (right, total, deliberate). A case is right when each of its results is found: a
mention of that kind on the words of the result, with its value and unit. A case without results is right when nothing of
that kind is read. `deliberate` counts the cases listed with a reason in `peer-specs-otherwise.toml`; they are in `total`
and never right.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from factcheck.model import Days, Quantity
from factcheck.pipeline import text_reader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcheck.model import Mention

HERE: Final = Path(__file__).parent
SPECS: Final = HERE.parents[1].parent / "shared" / "peer-specs" / "recognizers-text"
_KINDS: Final = {
    "AgeModel": ("age", "duration"),
    "CurrencyModel": ("money",),
    "DateExtractor": ("date",),
    "DateParser": ("date",),
    "DatePeriodParser": ("date",),
    "DimensionModel": ("measure",),
    "DurationParser": ("duration",),
    "NumberModel": ("number", "count"),
    "NumberRangeModel": ("number", "count"),
    "OrdinalModel": ("ordinal",),
    "PercentModel": ("percent",),
}
_ANY: Final = ("number", "count", "money", "measure", "age", "percent", "duration")
# Words at the edges of a date that one reader takes into it and another does not.
_EDGES: Final = frozenset("the a an on in at of by from for to between during since until this".split())
_FAR: Final = date(9999, 12, 31)


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads((HERE / "peer-specs.toml").read_text("utf-8"))


@cache
def otherwise() -> dict[tuple[str, int], dict[str, Any]]:
    """Return the cases that are read otherwise on purpose, by model and number."""
    data = tomllib.loads((HERE / "peer-specs-otherwise.toml").read_text("utf-8"))
    found: dict[tuple[str, int], dict[str, Any]] = {}
    for entry in data["otherwise"]:
        for number, digest in entry["cases"].items():
            found[entry["model"], int(number)] = {"reason": entry["reason"], "digest": digest}
    return found


def digest(case: dict[str, Any]) -> str:
    """Return what identifies a case should the file change."""
    return hashlib.sha256(case["Input"].encode()).hexdigest()[:8]


def cases(model: str) -> list[dict[str, Any]]:
    """Return the cases of a model in the order of its file."""
    found: list[dict[str, Any]] = json.loads((SPECS / f"{model}.json").read_text("utf-8-sig"))
    return found


def table(models: Sequence[str] = tuple(_KINDS)) -> dict[str, tuple[int, int, int]]:
    """Return (right, total, deliberate) for each model."""
    return {model: tally(model, verdicts(model)) for model in models}


def tally(model: str, judged: Sequence[bool]) -> tuple[int, int, int]:
    """Return how many cases of a model are right, all, and listed as read otherwise on purpose."""
    return sum(judged), len(judged), sum((model, number) in otherwise() for number in range(len(judged)))


def verdicts(model: str) -> list[bool]:
    """Return for each case of a model whether it is read right."""
    read = text_reader()
    out = []
    for case in cases(model):
        moment = (case.get("Context") or {}).get("ReferenceDateTime")
        when = date.fromisoformat(moment[:10]) if moment else None
        mentions = [m for sentence in read(case["Input"], when) for m in sentence.mentions]
        out.append(_right(model, case, mentions))
    return out


def _kind(m: Mention) -> str:
    return m.kind if m.type == "quantity" else m.type


def _right(model: str, case: dict[str, Any], mentions: Sequence[Mention]) -> bool:
    kinds = _KINDS[model]
    wanted = [r for r in case["Results"] if not _empty(r)]
    if not case["Results"]:
        return not any(_kind(m) in kinds and not _other(model, m) for m in mentions)
    free = list(mentions)
    for result in wanted:
        start = result["Start"]
        end = result.get("End", start + result.get("Length", 1) - 1) + 1
        if (result.get("Value") or {}).get("FutureResolution", {}).get("date") == "0001-01-01":
            if any(isinstance(m.value, Days) and m.value.start and m.start < end and start < m.end for m in mentions):
                return False  # there is no such day
            continue
        hit = next((m for m in free if m.start < end and start < m.end and _fits(model, result, m)), None)
        if hit is None:
            return False
        free.remove(hit)
    return True


def _other(model: str, m: Mention) -> bool:
    """Tell whether a mention of the model's kind is of another model: a number is no range, a day is no period."""
    if isinstance(m.value, Quantity):
        return model == "NumberRangeModel" and m.value.low == m.value.high
    days = m.value
    if not isinstance(days, Days):
        return False
    return (days.granularity == "day") == (model == "DatePeriodParser")


def _empty(result: dict[str, Any]) -> bool:
    """Tell whether a result has a unit and no value ("the %"): nothing there could be right or wrong."""
    resolution = result.get("Resolution")
    return resolution is not None and resolution.get("value") in (None, "null")


def _fits(model: str, result: dict[str, Any], m: Mention) -> bool:
    kind = _kind(m)
    if model == "DateExtractor":
        return kind == "date" and _core(m.text) == _core(result["Text"])
    if model in ("DateParser", "DatePeriodParser"):
        return kind == "date" and isinstance(m.value, Days) and _same_days(result["Value"], m.value)
    if not isinstance(m.value, Quantity):
        return False
    if model == "DurationParser":
        seconds = _tables()["seconds"].get(m.value.unit)
        wanted = result["Value"]["FutureResolution"]["duration"]
        return kind == "duration" and seconds is not None and _same(_figure(m.value), float(wanted) / seconds)
    value = result["Resolution"]["value"]
    if model == "NumberRangeModel":
        return kind in _ANY and _bounds(m.value) == _interval(value)
    if model == "OrdinalModel":
        return kind == "ordinal" and _same_order(result["Resolution"], m)
    if model == "NumberModel":
        return kind in _ANY and _same(_figure(m.value), float(value))
    if model == "PercentModel":
        return kind == "percent" and _same(_figure(m.value), float(value.rstrip("%")))
    units = _tables()["units"].get(result["Resolution"]["unit"], ())
    return kind in _KINDS[model] and m.value.unit in units and _same(_figure(m.value), float(value))


def _figure(q: Quantity) -> float | None:
    """Return the one figure that a quantity is written with; the upper one of a range."""
    number = q.high if q.high is not None else q.low
    return None if number is None else float(number)


def _same(have: float | None, wanted: float) -> bool:
    return have is not None and abs(have - wanted) <= 1e-9 * max(abs(wanted), 1e-12)


def _bounds(q: Quantity) -> tuple[float | None, float | None]:
    return (None if q.low is None else float(q.low), None if q.high is None else float(q.high))


def _interval(text: str) -> tuple[float | None, float | None]:
    """Return the ends of "[20,30)"; which of them are left out differs by convention and is not held against a reader."""
    low, _, high = text[1:-1].partition(",")
    return (float(low) if low else None, float(high) if high else None)


def _same_order(resolution: dict[str, str], m: Mention) -> bool:
    assert isinstance(m.value, Quantity)
    to = m.get("to") or "start"
    return to == resolution["relativeTo"] and _same(_figure(m.value), float(resolution["offset"]))


def _core(text: str) -> list[str]:
    words = re.findall(r"\w+", text.casefold())
    while words and words[0] in _EDGES:
        words.pop(0)
    return words


def _same_days(value: dict[str, Any], days: Days) -> bool:
    """Tell whether the days are those of the case's future or past resolution.

    The end of a period is left out in some cases and held in others; either is right.
    """
    for way in ("FutureResolution", "PastResolution"):
        held = value.get(way) or {}
        if "date" in held:
            when = _day(held["date"])
            if when is not None and (days.start, days.end) == (when, when):
                return True
        elif "startDate" in held and "endDate" in held:
            start, end = _day(held["startDate"]), _day(held["endDate"])
            if start and end and days.start == start and days.end in (end, end - timedelta(days=1)):
                return True
        elif held:
            start, end = _day(held.get("startDate", "")), _day(held.get("endDate", ""))
            if (days.start or None) == start and (days.end or None) == end:
                return True
    if not any(value.get(way) for way in ("FutureResolution", "PastResolution")):
        # A season has no days in the cases: the year alone can be held against ours.
        year = re.match(r"\d{4}", value["Timex"])
        return days.granularity == "season" and (
            year is None or (days.start is not None and days.start.year == int(year[0]))
        )
    return False


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return None if found.year == 1 else found


def main(arguments: Sequence[str]) -> None:
    """Print the table, and the cases that are read otherwise with what is read."""
    read = text_reader()
    for model in arguments or tuple(_KINDS):
        right, total, listed = table([model])[model]
        share = right / (total - listed)
        print(
            f"{model:18} {right:4} of {total:4} = {right / total:.3f}  deliberate {listed:3}, without them {share:.3f}"
        )
        if arguments:
            for number, (case, good) in enumerate(zip(cases(model), verdicts(model), strict=True)):
                if good:
                    continue
                moment = (case.get("Context") or {}).get("ReferenceDateTime")
                when = date.fromisoformat(moment[:10]) if moment else None
                note = "  (on purpose)" if (model, number) in otherwise() else ""
                print(f"  {number} {digest(case)} {case['Input']!r}{note}")
                for r in case["Results"]:
                    print("       wanted", r["Text"], r.get("Resolution") or r.get("Value"))
                for s in read(case["Input"], when):
                    for m in s.mentions:
                        print("       read  ", m.type, m.kind, repr(m.text), m.value)


if __name__ == "__main__":
    main(sys.argv[1:])
