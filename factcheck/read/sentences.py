"""Cuts a document's blocks into sentences, with offsets into the document."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from sentencex import segment

if TYPE_CHECKING:
    from factcheck.model import Document

# The splitter's cost grows faster than its input on text without line ends: it gets at most this many characters at once.
_MOST: Final = 4000
# It breaks down, and with it the process, at wide white space between a capital and a full stop ("plan B .").
_WIDE: Final = re.compile(r"(?<=[A-Z])\s*[^\S\x00-\x7f]\s*(?=\.)")
# It keeps what stands in quotation marks together; a quotation of several sentences is cut at these places as well.
_INNER: Final = re.compile(r"""[.!?]["”’')\]]*\s+(?=["“‘'(\[]?[A-Z])""")
_ABBREVIATION: Final = re.compile(
    r"(?:^|[\s(\"“‘'])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Sgt|Col|Capt|Cmdr|Adm|Maj|Rev|Hon|Pres|St|Mt|Ft|Jr|Sr|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Inc|Corp|Co|Ltd|No|vs|Ave|Blvd|Rd|Det|Supt|Atty|Dist|Fla|Calif|Ariz|"
    r"Mass|Conn|Tenn|Wash|Mich|Minn|Ill|Ind|Ala|Ga|Va|Pa|Md|Okla|Ore|Wis|Kan|Ky|La|Colo|Del|(?:[A-Za-z]\.)+[A-Za-z])\.$"
)
# Nothing but a mark at its end can end a sentence in it: most lines of news are one sentence, or a part of one.
_SINGLE: Final = re.compile(r"""[\w \t,;:'’‘“”$%&–—-]*+[.!?]?”?[ \t]*+""")
_LONG: Final = 8  # a word of so many letters and its full stop are no abbreviation
_ENDING: Final = 40  # no abbreviation at the end of a sentence is longer
_HALF_DAY: Final = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[A-Z]{2,4}\b|\("
    r"|(?:Eastern|Central|Mountain|Pacific)(?=[).,;/]| [Tt]ime| and| on| or)"
    r"|(?:[A-Z][a-z]+ ){1,2}(?:Standard|Daylight|Universal|Mean|Summer) Time\b"
    r"|(?!This|That|Every|Each|Last|Next|First|Some|Any|The)(?:[A-Z][a-z]+ ){1,3}time\b"
)
# "October. 2" and "September. 12, 2016": a month that is written out needs no full stop, and may have one.
_MONTH: Final = re.compile(
    r"\b(?:jan|febr)uary\.$|\b(?:march|april|may|june|july|august)\.$|\b(?:septem|octo|novem|decem)ber\.$",
    re.IGNORECASE,
)
_DAY: Final = re.compile(r"\d\d?(?:st|nd|rd|th)?(?:$|[.;]|,? \d{4})")
_LETTERS: Final = r"(?:[A-Za-z]\.){2,}$"
_MARKS: Final = (".", "!", "?")  # with one of these both begin: it is found sooner than they are
_GLUED: Final = re.compile(r"[.!?](?:(?<=[a-z]{2}.)(?=[A-Z][a-z])|(?<=[a-z].)”(?=[A-Z]))")


def sentences(document: Document) -> list[tuple[int, int, str, int]]:
    """Return (start, end, kind of block, number of the paragraph) of every sentence outside boilerplate, in order."""
    found: list[tuple[int, int, str, int]] = []
    paragraph = -1
    for block in document.blocks:
        if block.kind == "boilerplate":
            continue
        at = block.start
        for line in document.text[block.start : block.end].split("\n"):
            if line.strip():
                paragraph += 1
                found += [(a, b, block.kind, paragraph) for a, b in _line(document.text, at, at + len(line))]
            at += len(line) + 1
    return found


def _line(text: str, start: int, end: int) -> list[tuple[int, int]]:
    if end - start <= _MOST:
        return _piece(text, start, end)
    found: list[tuple[int, int]] = []
    while start < end:
        stop = end
        if end - start > _MOST:
            stop = text.rfind(" ", start + _MOST // 2, start + _MOST)
            stop = start + _MOST if stop < 0 else stop
        found += _piece(text, start, stop)
        start = stop
    return found


def _piece(text: str, start: int, end: int) -> list[tuple[int, int]]:
    piece = text[start:end]
    found: list[tuple[int, int]] = []
    if _SINGLE.fullmatch(piece):
        if trimmed := _trim(text, start, end):
            found.append(trimmed)
        return found
    cuts = {start, end}
    plain = piece if piece.isascii() else _WIDE.sub(lambda found: " " * len(found[0]), piece)
    cuts.update(accumulate(map(len, segment("en", plain)), initial=start))
    for mark in _MARKS:
        at = piece.find(mark)
        while at >= 0:
            inner = _INNER.match(piece, at)
            if inner is not None and not _ABBREVIATION.search(piece, max(0, at - 12), at + 1):
                cuts.add(start + inner.end())
            if (glued := _GLUED.match(piece, at)) is not None:
                cuts.add(start + glued.end())
            at = piece.find(mark, at + 1)
    marks = sorted(cuts)
    first = marks[0]
    for last in marks[1:]:
        if last < end and _joins(text, first, last, end):
            continue
        trimmed = _trim(text, first, last)
        if trimmed:
            found.append(trimmed)
        first = last
    return found


def _joins(text: str, first: int, mark: int, end: int) -> bool:
    """Tell whether a cut stands inside a sentence: after an abbreviation's full stop before a weekday, number or small letter."""
    before = text[first:mark].rstrip()
    after = text[mark : min(end, mark + _ENDING)].lstrip()
    if not before or not after:
        return False
    if after[0].islower():
        return True
    if not before.endswith("."):
        return False
    if after[0].isdecimal() and _MONTH.search(before, max(0, len(before) - _ENDING)) and _DAY.match(after):
        return True
    if before[-_LONG:-1].isalpha() and len(before) > _LONG:
        return False  # as at the end of most sentences
    ending = max(0, len(before) - _ENDING)
    if before.endswith(("a.m.", "p.m.")) and not before[-5:-4].isalnum() and _HALF_DAY.match(after):
        return True
    return _ABBREVIATION.search(before, ending) is not None and not re.search(_LETTERS, before[ending:])


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if end > start else None
