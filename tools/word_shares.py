"""Counts in which share of articles each common word or figure stands, and writes claims/words/shares.toml.

    python tools/word_shares.py FOLDER...

A development tool: what tells one story from another are the words that few stories have, and a small folder cannot show
which those are. Only figures and words that are mostly written small are kept, by powers of two of their share. Which year
is common depends on when a text was written: each counts as often as the common ones do.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

LEVELS = (0.008, 0.016, 0.032, 0.064, 0.128, 0.256, 0.512)
YEARS = {str(year): 0.032 for year in range(1990, 2050)}
OUT = Path(__file__).parents[1] / "claims" / "words" / "shares.toml"


def main(folders: list[str]) -> None:
    """Write the list of the articles under the folders."""
    small: Counter[str] = Counter()
    every: Counter[str] = Counter()
    held: Counter[str] = Counter()
    number = 0
    for folder in folders:
        for path in sorted(Path(folder).rglob("*.txt")):
            text = path.read_text("utf-8")
            words = [*re.findall(r"[^\W\d_]{4,}", text), *re.findall(r"\d[\d,.]*\d", text)]
            number += 1
            held.update({w.lower() for w in words})
            every.update(w.lower() for w in words)
            small.update(w for w in words if w == w.lower())
    shares = {w: n / number for w, n in held.items() if small[w] > 0.6 * every[w]}
    shares |= {year: max(share, shares.get(year, 0.0)) for year, share in YEARS.items()}
    lines = [
        "# In which share of news articles a common word or figure stands, at least. Written by tools/word_shares.py.",
        "# What tells one story from another are the words that few stories have. Read by factcheck/link/likeness.py.",
    ]
    for low, high in zip(LEVELS, (*LEVELS[1:], 1.1), strict=True):
        words = sorted(w for w, share in shares.items() if low <= share < high)
        lines += ["[[level]]", f"share = {low}", f'words = "{" ".join(words)}"']
    OUT.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
