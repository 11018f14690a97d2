"""Cuts a document's blocks into sentences, with offsets into the document."""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from factcheck.read.tokens import dotted

if TYPE_CHECKING:
    from factcheck.model import Document

# The splitter's cost grows faster than its input on text without line ends: it gets at most this many characters at once.
_MOST: Final = 4000
# It breaks down, and with it the process, at wide white space between a capital and a full stop ("plan B .").
_WIDE: Final = r"(?<=[A-Z])\s*[^\S\x00-\x7f]\s*(?=\.)"
# It keeps what stands in quotation marks together; a quotation of several sentences is cut between these as well.
_CLOSING: Final = frozenset("\"”’')]")
_OPENING: Final = frozenset("\"“‘'([")
_ABBREVIATIONS: Final = frozenset(
    "Mr Mrs Ms Dr Prof Sen Rep Gov Gen Lt Sgt Col Capt Cmdr Adm Maj Rev Hon Pres St Mt Ft Jr Sr"
    " Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Inc Corp Co Ltd No vs Ave Blvd Rd Det Supt Atty Dist Fla Calif Ariz"
    " Mass Conn Tenn Wash Mich Minn Ill Ind Ala Ga Va Pa Md Okla Ore Wis Kan Ky La Colo Del".split()
)
_BEFORE: Final = "(\"“‘'"  # signs behind which an abbreviation may begin, besides white space
# Nothing but a mark at its end can end a sentence in it: most lines of news are one sentence, or a part of one.
_SINGLE: Final = r"""[\w \t,;:'’‘“”$%&–—-]*+[.!?]?”?[ \t]*+"""
_PLAIN: Final = r"""[\w \t,;:'$%&-]*+[.!?]?[ \t]*+"""  # the same for ASCII, compiled in a third of the time
_LONG: Final = 8  # a word of so many letters and its full stop are no abbreviation
_ENDING: Final = 40  # no abbreviation at the end of a sentence is longer
_HALF_DAY: Final = (
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[A-Z]{2,4}\b|\("
    r"|(?:Eastern|Central|Mountain|Pacific)(?=[).,;/]| [Tt]ime| and| on| or)"
    r"|(?:[A-Z][a-z]+ ){1,2}(?:Standard|Daylight|Universal|Mean|Summer) Time\b"
    r"|(?!This|That|Every|Each|Last|Next|First|Some|Any|The)(?:[A-Z][a-z]+ ){1,3}time\b"
)
# "October. 2" and "September. 12, 2016": a month that is written out needs no full stop, and may have one.
_MONTH: Final = (
    r"(?i)\b(?:jan|febr)uary\.$|\b(?:march|april|may|june|july|august)\.$|\b(?:septem|octo|novem|decem)ber\.$"
)
_DAY: Final = r"\d\d?(?:st|nd|rd|th)?(?:$|[.;]|,? \d{4})"
_MARKS: Final = (".", "!", "?")  # with one of these a sentence may end


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
    if _single(plain=piece.isascii()).fullmatch(piece):
        if trimmed := _trim(text, start, end):
            found.append(trimmed)
        return found
    cuts = {start, end}
    from sentencex import segment  # noqa: PLC0415 - only where a line may be several sentences

    plain = piece if piece.isascii() else re.sub(_WIDE, lambda found: " " * len(found[0]), piece)
    cuts.update(accumulate(map(len, segment("en", plain)), initial=start))
    for mark in _MARKS:
        at = piece.find(mark)
        while at >= 0:
            if (inner := _inner(piece, at)) and not _abbreviated(piece, max(0, at - 12), at):
                cuts.add(start + inner)
            if glued := _glued(piece, at):
                cuts.add(start + glued)
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


@cache
def _single(*, plain: bool) -> re.Pattern[str]:
    """Return what a line matches that is one sentence or a part of one, a line all of ASCII (`plain`) or any."""
    return re.compile(_PLAIN if plain else _SINGLE)


def _inner(text: str, mark: int) -> int:
    """Return where a sentence begins in a quotation behind the mark that ends one; 0 where none does."""
    closed = mark + 1
    while text[closed : closed + 1] in _CLOSING:
        closed += 1
    begun = closed
    while text[begun : begun + 1].isspace():
        begun += 1
    first = begun + (text[begun : begun + 1] in _OPENING)
    return begun if begun > closed and "A" <= text[first : first + 1] <= "Z" else 0


def _glued(text: str, mark: int) -> int:
    """Return where a sentence begins right behind the mark that ends one, without a blank; 0 where none does."""
    before, after = text[max(0, mark - 2) : mark], text[mark + 1 : mark + 3]
    if len(after) < 2 or not "a" <= before[-1:] <= "z":
        return 0
    if after[0] == "”" and "A" <= after[1] <= "Z":
        return mark + 2
    plain = len(before) == 2 and "a" <= before[0] <= "z"
    return mark + 1 if plain and "A" <= after[0] <= "Z" and "a" <= after[1] <= "z" else 0


def _abbreviated(text: str, start: int, stop: int) -> bool:
    """Tell whether the full stop at `stop` is that of an abbreviation that begins at `start` or behind it."""
    word = text[start:stop]
    if not word or word[-1].isspace() or text[stop : stop + 1] != ".":
        return False
    word = word.split()[-1]
    word = word[max(map(word.rfind, _BEFORE)) + 1 :]
    if start and len(word) == stop - start:
        return False  # it begins before
    return word in _ABBREVIATIONS or (len(word) == 1 and "A" <= word <= "Z") or _initials(word)


def _initials(word: str) -> bool:
    """Tell whether a word is letters with full stops between them: "U.S"."""
    return word.isascii() and dotted(f"{word}.")


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
    if (
        after[0].isdecimal()
        and re.compile(_MONTH).search(before, max(0, len(before) - _ENDING))
        and re.match(_DAY, after)
    ):
        return True
    if before[-_LONG:-1].isalpha() and len(before) > _LONG:
        return False  # as at the end of most sentences
    ending = max(0, len(before) - _ENDING)
    if before.endswith(("a.m.", "p.m.")) and not before[-5:-4].isalnum() and re.match(_HALF_DAY, after):
        return True
    return _abbreviated(before, ending, len(before) - 1) and not _initials(before[-4:-1])


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if end > start else None
