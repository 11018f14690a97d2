"""Reads dates of three numbers: "2025-09-27", "27/9/2025", "9-18-15", "13.5.2015"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from factcheck.read import calendar
from factcheck.read.written import Written

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factcheck.model import Days, Token

JOINTS: Final = ("-", "/", "$", ".", ":", "#")
_SHORT_PIVOT: Final = 70  # a year of two digits from here on is of the last century


def marked(tokens: Sequence[Token], i: int, months: Mapping[str, int]) -> Written | None:
    """Read three numbers with marks between: "2025-09-27", "27/9/2025", "9-18-15", "13.5.2015", "2019/sep/01"."""
    if i + 2 >= len(tokens) or (i and tokens[i - 1].end == tokens[i].start and tokens[i - 1].low in JOINTS):
        return None
    text = tokens[i].text
    dotted = re.fullmatch(r"(\d\d?)\.(\d\d?)", text) if "." in text else None
    if dotted:  # "13.5.2015" is "13.5", ".", "2015"
        third = tokens[i + 2]
        if tokens[i + 1].low != "." or third.start != tokens[i].end + 1 or not re.fullmatch(r"\d{4}", third.text):
            return None
        made = _made(int(dotted[1]), int(dotted[2]), int(third.text), (2, 4), ".")
        return Written(i, i + 3, made) if made else None
    if i + 4 >= len(tokens) or tokens[i + 1].low not in ("-", "/") or tokens[i + 3].low != tokens[i + 1].low:
        return None
    if tokens[i].end != tokens[i + 1].start or tokens[i + 3].end != tokens[i + 4].start:
        return None
    texts = [tokens[i + k].text for k in (0, 2, 4)]
    month = months.get(tokens[i + 2].low, 0)
    if month and texts[0].isdecimal() and texts[2].isdecimal():
        day, year = (texts[2], texts[0]) if len(texts[0]) == 4 else (texts[0], texts[2])
        made = calendar.day(int(year), month, int(day)) if len(year) == 4 else None
        return Written(i, i + 5, made) if made else None
    if not all(p.isdecimal() and len(p) in (1, 2, 4) for p in texts):
        return None
    if i + 5 < len(tokens) and tokens[i + 5].low in ("-", "/") and tokens[i + 5].start == tokens[i + 4].end:
        return None
    a, b, c = (int(p) for p in texts)
    made = _made(a, b, c, (len(texts[0]), len(texts[2])), tokens[i + 1].low)
    return Written(i, i + 5, made) if made else None


def _made(a: int, b: int, c: int, lengths: tuple[int, int], mark: str) -> Days | None:
    """Return the day of three numbers; the order is the year's first, or month and day as the greater one tells."""
    if lengths[0] == 4:
        return calendar.day(a, b, c) if 1 <= b <= 12 else None
    if lengths[1] == 2:
        c += 1900 if c >= _SHORT_PIVOT else 2000
    elif lengths[1] != 4:
        return None
    if mark == ".":
        return calendar.day(c, b, a) if 1 <= b <= 12 else None
    if 1 <= a <= 12 and (b > 12 or a == b or mark == "-" or lengths[1] == 2):
        return calendar.day(c, a, b)  # the American order, where no other one fits or the mark is American
    return calendar.day(c, b, a) if 1 <= b <= 12 < a else None
