"""Cuts a text into blocks and tells the article from what surrounds it on a page."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from factcheck.model import Block
from factcheck.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_BLANK = " \t\r\n\ufeff"
_FOLD = {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " ", "\ufeff": " "}
_LONE_MARK = r"\s*[-*+•·‣▪◦–—>»|\s]+\Z"
# What few lines need is a pattern's text: `re` compiles it, and keeps it, when the first of them comes.
_LINE = r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+"
_DATED = r"\b(?:19|20)\d\d\b|\b\d{1,2}[:.]\d\d\b|\b\d{1,2}/\d{1,2}/\d{2,4}\b"
_WORD = r"[^\W_]+(?:['’.&-][^\W_]+)*"
_MARK = r"\s*(?:[-*+•·‣▪◦–—>»]|\d{1,2}[.)])\s+(?=\S)"
_FINAL, _BEHIND = tuple(".!?:;,"), "\"”'’)]"  # what ends a headline that is a sentence, and what may stand behind that
_BYLINE = r"\ufeff?\s*By [A-Z][\w.'’-]*(?: (?:and|[A-Z][\w.'’-]*|\|)){1,8}(?:, [^.!?]{2,60})?\s*\Z"
# A day, a month and a year, and the small words that stand in the names of papers.
_DAY = r"(?:\b\d\d?(?:st|nd|rd|th)? (?:%s)\.?,?|\b(?:%s)\.? \d\d?(?:st|nd|rd|th)?,?) (?:19|20)\d\d\b"
_SMALL_WORDS = frozenset(("and", "of", "the", "in", "by", "for", "on", "at", "a", "le", "la", "de"))
_NUMBERED = r"\d+(?:[-.]\d+)*(?:st|nd|rd|th|[ap]m)?\Z"
_RIGHTS = r"(?i)(?:\A\W*|(?<=[.!?\"”] ))(?:©|Copyright (?:©|\(c\)|\d{4}|by )|\(c\) ?\d{4}).{0,300}\Z"
_BY_SLASH = r"\bBy (?:[A-Z][\w.'’-]* ){1,4}[/|] ?[A-Z][\w.]*(?: [A-Z][\w.]*){0,2}\.?\s*\Z"
_STOP = r"(?<!\bInc)(?<!\bCo)(?<!\bLtd)(?<!\bCorp)\.\)? +(?=[A-Z])"
_LEGAL = r"(?i)\b(?:rights|permission|terms|reserved|publish|contribut|material|inc|llc|reuse)"
_GALLERY = r"\W*(?:image|photo|picture|slide) \d+ of \d+\b"
_PARTING = r"\s*[:|>»]"
_FEW_WORDS = r"(?:[\w\"'&]+ ){0,4}"
_SHORT, _ITEM, _CAPTION, _SCANNED = 240, 160, 500, 4000
_HEAD, _NAMED = 7, 100  # so many lines may stand before the text, the longest of a paper's name and a date


@record(frozen=True, slots=True)
class _Line:
    """A line that holds something: where it starts and ends, and its words folded for look-up."""

    start: int
    end: int
    raw: str
    low: str


def _bare(words: str) -> str:
    return words.strip(" \t:*#_|>»-.!?…\"'")


def _folded(words: str) -> str:
    """Return words in lower case, with plain quotes, dashes and blanks."""
    if not words.isascii():
        for typographic, plain in _FOLD.items():
            words = words.replace(typographic, plain)
    return words.strip().lower()


class _Cues:
    """Words with which a line of some kind begins."""

    def __init__(self, cues: Sequence[str]) -> None:
        self._cues = {sign: tuple(cue for cue in cues if cue[:1] == sign) for sign in {cue[:1] for cue in cues}}

    def begin(self, low: str) -> bool:
        """Tell whether a line begins with one of the cues, after marks or without."""
        for at, sign in enumerate(low):
            if sign in self._cues and low.startswith(self._cues[sign], at):
                return True
            if sign.isalnum() or sign == "_":
                return False
        return False


class BlockReader:
    """Reads blocks, with the cues of `claims/words/boilerplate.toml`."""

    def __init__(self, words: Mapping[str, Mapping[str, Any]]) -> None:
        cues = words.get("boilerplate", {})

        def of(part: str, key: str) -> list[Any]:
            return list(cues.get(part, {}).get(key, ()))

        self._headings = frozenset(_bare(cue) for cue in of("teasers", "headings"))
        self._forms = frozenset(_bare(cue) for cue in of("forms", "headings"))
        self._whole = frozenset(_bare(cue) for cue in of("lines", "whole"))
        self._tails = tuple(of("teasers", "tails"))
        self._prefixes = tuple(of("teasers", "prefixes"))
        self._starts = _Cues(of("lines", "starts"))
        self._corrections = _Cues(of("lines", "corrections"))
        self._contains = tuple(of("lines", "contains"))
        self._together = tuple(tuple(group) for group in of("lines", "together"))
        self._captions = _Cues(of("captions", "starts"))
        self._begins = _Cues([*of("lines", "starts"), *of("lines", "corrections"), *of("captions", "starts")])
        self._credits = tuple(of("captions", "credits"))
        self._credited = self._whole_day = ""  # written when the first line needs them, as compiled by `re`
        self._date_words = frozenset(of("dateline", "words"))
        self._months = frozenset(of("dateline", "months"))

    def blocks(self, text: str, skip: int = 0) -> tuple[Block, ...]:
        """Return the blocks of a text in order; they cover it. What stands before `skip` is front matter."""
        lines = _lines(text, skip)
        if not lines:
            return (Block(0, len(text), "boilerplate"),) if text else ()
        kinds = self._kinds(lines)
        pieces = [(0, "boilerplate")] if skip else []
        wrapped = _wrapped(lines)
        for at, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
            follows = at > 0 and kind == kinds[at - 1] and kind in ("body", "list") and line.start == lines[at - 1].end
            if wrapped and follows and not _marked(line.raw):
                continue
            pieces.extend(_pieces(line, kind))
        return _cover(pieces, len(text))

    def is_noise(self, words: str) -> bool:
        """Tell whether a line by itself is no part of an article."""
        return self._is_noise(_Line(0, len(words), words, _folded(words[:_SCANNED])))

    def _kinds(self, lines: Sequence[_Line]) -> list[str]:
        """Return the kind of each line."""
        kinds = [self._kind(line) for line in lines]
        for at, line in enumerate(lines[1:_HEAD], 1):
            if kinds[at] == "body" and self._names_day(line):
                kinds[at] = "dateline"
        self._mark_lists(lines, kinds)
        self._mark_title(lines, kinds)
        return kinds

    def _kind(self, line: _Line) -> str:
        """Return the kind of a line by itself."""
        length = len(line.raw)
        if self._is_noise(line):
            return "boilerplate"
        begins = length <= _CAPTION and self._begins.begin(line.low)
        if begins and self._corrections.begin(line.low):
            return "boilerplate"
        if " of " in line.low and re.match(_GALLERY, line.low):
            return "caption"
        if length <= 120 and (self._is_dateline(line) or ("By " in line.raw and re.match(_BYLINE, line.raw))):
            return "dateline"
        if length <= _CAPTION and (
            (begins and self._captions.begin(line.low)) or self._credit(line.low) or _by_slash(line.raw) is not None
        ):
            return "caption"
        return "list" if _marked(line.raw) else "body"

    def _credit(self, low: str) -> bool:
        """Tell whether a line ends in the credit of a picture."""
        if ")" not in low and "/" not in low:
            return False
        last = next((sign for sign in reversed(low) if sign != "." and not sign.isspace()), "")
        return (last == ")" or "/" in low) and re.search(self._credit_pattern(), low) is not None

    def _credit_pattern(self) -> str:
        if not self._credited:
            cues = sorted(self._credits, key=lambda cue: (-len(cue), cue))
            either = "|".join(re.escape(cue) for cue in cues) or r"(?!)"
            self._credited = rf"(?:\([^()]*\b(?:{either})\b[^()]*\)|/ ?(?:{either}))[.\s]*\Z"
        return self._credited

    def _leads(self, low: str) -> bool:
        """Tell whether a line begins with a cue of teasers and the mark that parts it from the teaser."""
        return low.startswith(self._prefixes) and any(
            re.match(_PARTING, low[len(cue) :]) for cue in self._prefixes if low.startswith(cue)
        )

    def _ends(self, name: str) -> bool:
        """Tell whether a heading is that of teasers with up to four words before it."""
        return name.endswith(self._tails) and any(
            re.fullmatch(_FEW_WORDS, name[: len(name) - len(cue)]) for cue in self._tails if name.endswith(cue)
        )

    def _is_noise(self, line: _Line) -> bool:
        """Tell whether a line by itself is no part of an article."""
        if _twice(line.raw) or not any(map(str.isalnum, line.raw)):
            return True
        if len(line.raw) > _SHORT:
            return False
        rights = _rights(line, line.raw)
        if rights is not None and rights.start() == 0:
            return _notice_end(line.raw) == len(line.raw)
        # A notice behind a sentence says nothing about that sentence.
        low = _folded(line.raw[: rights.start()]) if rights else line.low
        if _bare(low) in self._whole or self._starts.begin(low) or self._leads(low):
            return True
        for cue in self._contains:
            if cue in low:
                return True
        for group in self._together:  # noqa: SIM110 - a loop, for it is asked for every line
            if group[0] in low and all(word in low for word in group):
                return True
        return False

    def _is_dateline(self, line: _Line) -> bool:
        """Tell whether a line holds a date or a time and next to nothing else."""
        if not re.search(r"\d", line.low) or not re.search(_DATED, line.low):
            return False
        words = re.findall(_WORD, line.low)
        rest = [
            word
            for word in words
            if word not in self._date_words and word.rstrip(".") not in self._months and not re.match(_NUMBERED, word)
        ]
        return len(rest) * 3 <= len(words) and len(re.findall(r"\d+", line.low)) > 1

    def _day_pattern(self) -> str:
        if not self._whole_day:
            months = "|".join(sorted(self._months, reverse=True))
            self._whole_day = _DAY % (months, months)
        return self._whole_day

    def _names_day(self, line: _Line) -> bool:
        """Tell whether a line holds a whole date and names, and nothing else: "Saltmere Herald, May 14, 2024"."""
        if len(line.raw) > _NAMED or not re.search(_DATED, line.low) or re.search(r"[a-z]{3}\.\s*\Z", line.raw):
            return False
        if not re.search(self._day_pattern(), line.low):
            return False
        rest = [w for w in re.findall(r"[^\W\d_][\w'’.-]*", line.raw) if w.casefold() not in _SMALL_WORDS]
        return all(word[0].isupper() for word in rest)

    def _mark_lists(self, lines: Sequence[_Line], kinds: list[str]) -> None:
        """Mark teaser lists and comment forms: from their heading on, as long as the lines look like theirs."""
        state = ""
        marked = False
        for at, line in enumerate(lines):
            name = _bare(line.low) if len(line.raw) <= 80 else ""
            if name and (name in self._headings or self._ends(name)) and at:
                state, marked = "teasers", False
            elif name in self._forms and name:
                state, marked = "form", False
            elif state == "form":
                state = "form" if kinds[at] == "boilerplate" or _is_label(line.raw) else ""
            elif state == "teasers":
                lone = re.match(_LONE_MARK, line.raw) is not None
                item = lone or kinds[at] == "boilerplate" or _is_headline(line.raw, marked=marked)
                state, marked = ("teasers", lone) if item else ("", False)
            if state:
                kinds[at] = "boilerplate"

    def _mark_title(self, lines: Sequence[_Line], kinds: list[str]) -> None:
        """Mark the title."""
        first = next((at for at, kind in enumerate(kinds) if kind not in ("boilerplate", "dateline")), len(kinds))
        if first >= min(4, len(kinds) - 1) or not is_title(lines[first].raw):
            return
        after = lines[first + 1]
        runs_on = after.start == lines[first].end and after.raw.strip()[:1].islower()
        if kinds[first] == "body" and not runs_on:
            kinds[first] = "title"


def is_title(words: str) -> bool:
    """Tell whether a first line looks like a headline: short, without a final full stop."""
    stripped = words.strip()
    if stripped.startswith("# "):
        return True
    count = len(stripped.split())
    return 1 < count <= 30 and len(stripped) <= 200 and (stripped[-1] in "?!" or not _ended(stripped))


def _is_label(words: str) -> bool:
    """Tell whether a line can be the label of a form's field."""
    return len(words.split()) <= 6 and not re.search(r"[.!?][\"”]?\s*\Z", words)


def _is_headline(words: str, *, marked: bool) -> bool:
    """Tell whether a line below a teaser heading is another article's headline.

    Without a list mark before it, only the capitals of its words or a missing final stop show that.
    """
    if len(words) > _ITEM or len(words.split()) > 25:
        return False
    if marked or _marked(words):
        return True
    if not _ended(words):
        return True
    long = [word for word in re.findall(_WORD, words) if len(word) >= 4]
    return len(long) >= 3 and sum(1 for word in long if word[0].isupper()) * 10 >= len(long) * 8


def _marked(words: str) -> bool:
    """Tell whether a line begins with the mark of a list's item."""
    return not words.lstrip()[:1].isalpha() and re.match(_MARK, words) is not None


def _ended(words: str) -> bool:
    """Tell whether a line ends as a sentence does, perhaps in a quotation or a bracket."""
    bare = words.rstrip().rstrip(_BEHIND)
    while bare != words:
        words, bare = bare, bare.rstrip().rstrip(_BEHIND)
    return words.endswith(_FINAL)


def _twice(words: str) -> bool:
    """Tell whether a line says the same sentence twice, as an image's alternative text often does."""
    stripped = words.strip()
    half = len(stripped) // 2
    if half < 20 or (stripped[half] != stripped[0] and not stripped[half].isspace()):
        return False  # as most lines
    return len(stripped) > 40 and stripped[:half].strip() == stripped[half:].strip()


def _lines(text: str, skip: int) -> list[_Line]:
    """Return the lines that hold something; a line's end is where the next one starts."""
    found = []
    if "\r" in text:
        for match in re.compile(_LINE).finditer(text, skip):
            raw = match[0]
            if raw.strip(_BLANK):
                found.append(_Line(match.start(), match.end(), raw.rstrip("\r\n"), _folded(raw[:_SCANNED])))
        return found
    start, last = skip, len(text)
    for raw in text[skip:].split("\n"):  # as most texts are: the same, found faster
        end = start + len(raw) + 1
        if raw and raw.strip(_BLANK):
            found.append(_Line(start, min(end, last), raw, _folded(raw[:_SCANNED])))
        start = end
    return found


def _wrapped(lines: Sequence[_Line]) -> bool:
    """Tell whether the text breaks its lines at a fixed width, so that a paragraph is several lines."""
    pairs = [(a, b) for a, b in pairwise(lines) if a.end == b.start]
    if len(pairs) < 3:
        return False
    if max(len(line.raw) for line in lines) > 110:
        return False
    full = sum(1 for before, _ in pairs if len(before.raw.strip()) >= 45 and not _ended(before.raw))
    return full * 2 > len(pairs)


def _pieces(line: _Line, kind: str) -> list[tuple[int, str]]:
    """Return a line's blocks: a photo credit or a copyright notice at its end is a block of its own."""
    if kind == "boilerplate" or len(line.raw) > _SCANNED:
        return [(line.start, kind)]
    tail = _by_slash(line.raw) or _rights(line, line.raw[-_SHORT:])
    if tail is None:
        return [(line.start, kind)]
    at = tail.start() if tail.re.pattern == _BY_SLASH else max(len(line.raw) - _SHORT, 0) + tail.start()
    if not line.raw[:at].strip():
        rest = _notice_end(line.raw)
        body = [(line.start + rest, kind)] if rest < len(line.raw) else []
        return [(line.start, "boilerplate"), *body]
    return [(line.start, kind), (line.start + at, "boilerplate")]


def _by_slash(raw: str) -> re.Match[str] | None:
    """Return the byline of a photographer at a line's end ("By Jane Roe / Agency")."""
    return re.search(_BY_SLASH, raw) if "By " in raw else None


def _rights(line: _Line, words: str) -> re.Match[str] | None:
    """Return the copyright notice that reaches to the end of these words of a line; few lines hold one's sign at all."""
    low = line.low
    return re.search(_RIGHTS, words) if "©" in low or "copyright" in low or "(c)" in low else None


def _notice_end(words: str) -> int:
    """Return where a copyright notice at the start of a line ends: before a sentence that is none."""
    for stop in re.finditer(_STOP, words):
        if not re.compile(_LEGAL).search(words, stop.end()):
            return stop.end()
    return len(words)


def _cover(pieces: Sequence[tuple[int, str]], length: int) -> tuple[Block, ...]:
    """Return blocks that reach from each piece's start to the next one's; the first starts at 0."""
    starts = [0, *(start for start, _ in pieces[1:])]
    ends = [*starts[1:], length]
    return tuple(Block(a, b, kind) for a, b, (_, kind) in zip(starts, ends, pieces, strict=True))
