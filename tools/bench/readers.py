"""Runs one reader over articles in a process of its own and prints what that took as one line of JSON.

`python readers.py NAME FILE` where FILE lists the articles, one path a line. What is counted is the CPU time, user and
system, from the first article to the last: importing, building and a first small call stand before.
"""

from __future__ import annotations

import gc
import json
import resource
import sys
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from factcheck.model import Document

    Reader = Callable[[Sequence[Path]], int]

COMPILED = Path(__file__).parents[2] / "build" / "compiled"  # what `make compiled` makes
_WARM = "On Tuesday, May 5, 2020, twelve people paid $3 million, about 5% of it."


def factcheck() -> Reader:
    """Files -> linked to nothing yet: decoded, cut into blocks and sentences, mentions with values, claims of every family."""
    from factcheck import catalogue
    from factcheck.extract import Extractor
    from factcheck.ingest import ingest, ingest_text
    from factcheck.link.coreference import definite
    from factcheck.read import Reader

    words = catalogue.load().words
    reader, extractor = Reader(words), Extractor(catalogue.load().families, words)
    gc.set_threshold(100_000, 20, 20)  # as the command does

    def one(document: Document) -> int:
        dated, sentences = reader.read(document)
        claims = extractor.extract(dated, sentences, lambda s, i, t: definite(s, i, t, words))
        return len(claims) + sum([len(s.mentions) for s in sentences])

    one(ingest_text(_WARM, "-", words))
    return lambda paths: sum(map(one, ingest(paths, words)[0]))


def factcheck_compiled() -> Reader:
    """The same from the folder of compiled modules."""
    sys.path.insert(0, str(COMPILED))
    return factcheck()


def quantulum_dateparser() -> Reader:
    """Quantities by quantulum3 (without its classifier), then dates by dateparser with the language given."""
    from dateparser.search import search_dates
    from quantulum3 import parser

    def one(text: str) -> int:
        return len(parser.parse(text)) + len(search_dates(text, languages=["en"]) or ())

    return _over(one)


def recognizers() -> Reader:
    """Numbers, percentages, currencies and dates by recognizers-text."""
    from recognizers_date_time import DateTimeRecognizer
    from recognizers_number import NumberRecognizer
    from recognizers_number_with_unit import NumberWithUnitRecognizer
    from recognizers_text import Culture

    english = Culture.English
    models = (
        NumberRecognizer(english).get_number_model(),
        NumberRecognizer(english).get_percentage_model(),
        NumberWithUnitRecognizer(english).get_currency_model(),
        DateTimeRecognizer(english).get_datetime_model(),
    )
    return _over(lambda text: sum(len(model.parse(text)) for model in models))


def spacy_ruler() -> Reader:
    """Spans alone, without values: a blank spaCy pipeline with token patterns for figures, dates and times."""
    import spacy

    months = "January February March April May June July August September October November December".split()
    days = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
    number = {"LIKE_NUM": True}
    units = "percent % people years days hours minutes miles km feet meters tons pounds dollars euros votes seats points".split()
    patterns = [[number, {"LOWER": unit.lower()}] for unit in units]
    patterns += [[{"LOWER": month.lower()}, {"IS_DIGIT": True}] for month in months]
    patterns += [[{"LOWER": day.lower()}] for day in days]
    patterns += [
        [{"IS_CURRENCY": True}, number],
        [{"IS_CURRENCY": True}, number, {"LOWER": {"IN": ["million", "billion", "trillion"]}}],
        [{"SHAPE": "dddd"}],
        [number, {"LOWER": {"IN": ["a.m.", "p.m.", "am", "pm"]}}],
    ]
    pipeline = spacy.blank("en")
    pipeline.add_pipe("entity_ruler").add_patterns([{"label": "X", "pattern": p} for p in patterns])
    return _over(lambda text: len(pipeline(text).ents))


def _over(one: Callable[[str], int]) -> Reader:
    one(_WARM)
    return lambda paths: sum(one(path.read_text("utf-8", errors="replace")) for path in paths)


READERS = {f.__name__: f for f in (factcheck, factcheck_compiled, quantulum_dateparser, recognizers, spacy_ruler)}


def main() -> None:
    """Print the number of articles, of readings, the CPU seconds and the peak memory in megabytes."""
    warnings.simplefilter("ignore")
    paths = [Path(line) for line in Path(sys.argv[2]).read_text("utf-8").splitlines()]
    read = READERS[sys.argv[1]]()
    before = time.process_time()
    found = read(paths)
    seconds = time.process_time() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"articles": len(paths), "found": found, "seconds": seconds, "peak": peak}))


if __name__ == "__main__":
    main()
