"""What is told of lines without an expression is the same as with it."""

from __future__ import annotations

import random
import re

from factcheck.ingest.blocks import _ended, _marked
from factcheck.link.entities import _initials
from factcheck.values.name import fold

SIGNS = "aZé1½_.!?:;,\"”'’)] \t\u00a0\n-*•>»–²"


def test_lines() -> None:
    dice = random.Random(5)  # noqa: S311 - the same signs in every run
    for _ in range(60_000):
        line = "".join(dice.choices(SIGNS, k=dice.randint(0, 9)))
        assert _ended(line) == bool(re.search(r"[.!?:;,][\"”'’)\]\s]*\Z", line)), line
        assert _marked(line) == bool(re.match(r"\s*(?:[-*+•·‣▪◦–—>»]|\d{1,2}[.)])\s+(?=\S)", line)), line
        assert any(map(str.isalnum, line)) == bool(re.search(r"[^\W_]+(?:['’.&-][^\W_]+)*", line)), line


def test_names() -> None:
    dice = random.Random(7)  # noqa: S311
    gone = str.maketrans("", "", "’'‘`.")
    for _ in range(20_000):
        name = "".join(dice.choices("aBZ1 _'-.\t", k=dice.randint(0, 9)))
        assert fold(name) == " ".join(re.sub(r"[^\w]+", " ", name.casefold().translate(gone)).split()), name
        words = [w for w in re.findall(r"[^\W\d_]+", name) if w[0].isupper()]
        assert bool(_initials(name)) == (len(words) > 1), name
        if len(words) > 1:
            assert "".join(w[0] for w in words) in _initials(name)
