"""The rows by which a story is found -> for each term, the articles that hold it (posting_rows.py writes them).

A row holds several postings of its term: those of one day, or of any.
"""

from __future__ import annotations

import struct
from typing import Final

ANY_DAY: Final = -1  # the day of a row whose postings tell their own
OF_DAY: Final = struct.Struct("<IH")  # article, weight
OF_ANY: Final = struct.Struct("<IHI")  # article, weight, day


def number_in(day: int, packed: bytes) -> int:
    """Return how many postings a row of a day, or of any, has."""
    return len(packed) // (OF_ANY.size if day == ANY_DAY else OF_DAY.size)


def postings_of(day: int, packed: bytes) -> list[tuple[int, int, int]]:
    """Return the postings of a row as (article, weight, day); raises struct.error where they are cut off."""
    if day == ANY_DAY:
        return list(OF_ANY.iter_unpack(packed))
    return [(article, weight, day) for article, weight in OF_DAY.iter_unpack(packed)]
