"""The types that pass from one stage to the next, up to the claim; imports nothing of ours but how they are declared.

The flow: paths -> Document -> Sentence, Mention -> Claim -> (linked) Claim -> Finding -> text; `findings` holds the last ones.
Offsets are half-open code points into `Document.text`, newlines untouched.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from factcheck.record import field, record

# ------------------------------------------------------------------ values


@record(frozen=True, slots=True)
class Quantity:
    """A number as an interval: the bounds that the words state, before any tolerance.

    `low`/`high` None means unbounded. `unit` is canonical ("" for a bare count, else "percent", "USD", "km", "year", ...).
    `step` is the weight of the last digit written ("1.2 billion" -> 100000000, "850" -> 1).
    `scaled` tells that a scale word was written ("million"). `hedge` is the class of hedge
    ("" | "about" | "more" | "less" | "nearly" | "least" | "most" | "upto"); what a hedge or a rounding allows
    beyond the bounds is data (claims/words/hedges.toml), applied by `values.quantity.allowed`.
    """

    low: Decimal | None
    high: Decimal | None
    unit: str = ""
    low_open: bool = False
    high_open: bool = False
    step: Decimal = Decimal(1)
    scaled: bool = False
    hedge: str = ""


@record(frozen=True, slots=True)
class Days:
    """A date as the days it allows, both ends included; None means unbounded on that side.

    A date that the text leaves incomplete ("February 7" in an undated article, "on Tuesday") has no bounds but keeps
    `month`, `day` (of the month) and `weekday` (0 = Monday), so that two such dates can still be compared.
    `granularity` is one of day, week, weekend, month, season, quarter, half, year, fiscal year, decade, range, part.
    """

    start: date | None
    end: date | None
    granularity: str = "day"
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    hedged: bool = False


@record(frozen=True, slots=True)
class Clock:
    """A time of day as minutes since midnight, both ends included; `zone` is as written ("JST") or empty."""

    start: int
    end: int
    zone: str = ""
    hedged: bool = False


@record(frozen=True, slots=True)
class Name:
    """A name as written; `kind` is person, organisation or place. `full` is the longest form known in its document."""

    text: str
    kind: str = "person"
    full: str = ""


@record(frozen=True, slots=True)
class Text:
    """A value that has no algebra: equal or not after folding case, quotes and white space."""

    text: str


@record(frozen=True, slots=True)
class OneOf:
    """Possibilities: the value is one of the members ("3% or 5%")."""

    members: tuple[Value, ...]


@record(frozen=True, slots=True)
class AllOf:
    """A list of which every member holds (two co-leaders); `closed` when the text gives the whole list."""

    members: tuple[Value, ...]
    closed: bool = False


Value = Quantity | Days | Clock | Name | Text | OneOf | AllOf

# ------------------------------------------------------------------ documents


@record(frozen=True, slots=True)
class Block:
    """A stretch of a document and what it is: title, dateline, caption, body, list or boilerplate."""

    start: int
    end: int
    kind: str


@record(frozen=True, slots=True)
class Published:
    """When a document speaks, as days it allows. `basis`: metadata | stated | inferred | unknown.

    `moment` is the exact time where one is stated. An undated document is unbounded (both None).
    """

    start: date | None = None
    end: date | None = None
    basis: str = "unknown"
    moment: datetime | None = None
    weekdays: tuple[int, ...] = ()


@record(frozen=True, slots=True)
class Document:
    """One published text, decoded, with its metadata and its blocks in order (they cover the text).

    `path` is relative to the folder given; `file` is the path as the user gave it, for what must find the file again, and
    `key` tells an article from the others of its file. Where the text is not the file's own (a web page), `lines` holds
    pairs of an offset and the line of the file where what begins there stands; empty for text files. `unread` counts
    characters that are told as not read.
    """

    id: str
    path: str
    text: str
    blocks: tuple[Block, ...]
    outlet: str = ""
    title: str = ""
    url: str = ""
    published: Published = field(default_factory=Published)
    sha256: str = ""
    encoding: str = "utf-8"
    file: str = field(default="", compare=False)
    key: str = ""
    lines: tuple[tuple[int, int], ...] = ()
    unread: int = 0


@record(frozen=True, slots=True)
class Problem:
    """Something that could not be read: one line for the user. `line` 0 means the whole file.

    A `note` tells of what was passed over rightly (pictures, tables): nothing is missing, and the exit code stays.
    """

    path: str
    line: int
    message: str
    note: bool = False


# ------------------------------------------------------------------ reading


# What is known of a token by itself, as bits of `Token.classes`.
CAPITAL: Final = 1  # its first character is upper case
SMALL: Final = 2  # its first character is lower case
DIGIT: Final = 4  # its first character is a digit
LETTERS: Final = 8  # it holds letters only
COMMON: Final = 16  # of a closed class or a form of a common verb: it tells nothing of what a text is about


@record(frozen=True, slots=True)
class Token:
    """One token: a word, a possessive ending, a number or a punctuation mark. `low` is folded for look-up.

    `classes` are the bits above, and others that only the readers ask for (`read/classes.py`).
    """

    start: int
    end: int
    text: str
    low: str
    classes: int = 0


@record(frozen=True, slots=True)
class Mention:
    """A span that names a typed thing, inside one sentence.

    `start`/`end` are the value's own words in the document; `first`/`last` the half-open range of the sentence's tokens
    that the mention covers for patterns (for a count, the thing counted is covered too).
    `type`: quantity, score, designation (which of its kind: "Flight 175"), date, time, duration, ordinal, person, organisation,
    place, role, or name for a run of capitals that
    no evidence settles.
    `kind` refines it: count, percent, money, measure, age, number (counts nothing known); ordinal, bare (an ordinal without
    its noun), relative (counted from the end or from here, as the field `to` tells); an office class; party, ministry,
    university; country, city.
    `thing` is what is counted, as written; `head` its last noun, singular and lower case.
    `fields` holds what else the words say, as sorted pairs: status=former, of=GDP, base=fiscal year 2022, country=JP.
    """

    type: str
    kind: str
    start: int
    end: int
    first: int
    last: int
    text: str
    value: Value | None = None
    thing: str = ""
    head: str = ""
    fields: tuple[tuple[str, str], ...] = ()

    @property
    def asked(self) -> str:
        """The name by which patterns and constructions ask for it: the kind of a quantity or ordinal, else the type."""
        return self.kind if self.type in ("quantity", "ordinal") else self.type

    def get(self, name: str) -> str:
        """Return the field of that name, or an empty string."""
        for key, value in self.fields:
            if key == name:
                return value
        return ""


@record(frozen=True, slots=True)
class Clause:
    """A stretch of a sentence with one verb group; ranges are half-open token indexes of the sentence.

    `verb` is the index of the main verb (-1 without one), `lemma` its base form ("" without one), `voice` active, passive
    or empty, `tense` past, present, future or empty. `subject_first`/`subject_last` bound the nearest bare noun phrase
    left of the verb (equal when none is found). `world` as in `Claim`, with `cue` the words that show it; `attribution` is
    who says it ("police", "Jane Roe"), empty for the outlet's own voice; `quoted` tells that it stands in quotation marks.
    """

    first: int
    last: int
    verb: int = -1
    lemma: str = ""
    voice: str = ""
    tense: str = ""
    subject_first: int = 0
    subject_last: int = 0
    world: str = "asserted"
    cue: str = ""
    attribution: str = ""
    quoted: bool = False


@record(frozen=True, slots=True)
class Sentence:
    """A sentence with its tokens, mentions and clauses.

    `kind` is the block's; `paragraph` counts the document's paragraphs from 0. Mentions are sorted by (first, -last); they
    may nest ("30 Harbour Party members" holds an organisation) but never cross. Clauses cover the tokens in order.
    """

    start: int
    end: int
    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...] = ()
    clauses: Sequence[Clause] = ()
    kind: str = "body"
    paragraph: int = 0


# ------------------------------------------------------------------ claims


@record(frozen=True, slots=True)
class Subject:
    """Whom or what a claim is about, as written; `entity` is filled in by `link` (empty: only a description)."""

    text: str
    kind: str
    start: int
    end: int
    entity: str = ""


@record(frozen=True, slots=True)
class Claim:
    """One typed statement found in one sentence.

    `world`: asserted, planned, proposed, forecast, hypothetical, denied. `status`: current, former, then, acting, incoming or empty.
    `time` is when the claim holds (None: when the document speaks); `time_basis`: stated, document, status.
    `start`/`end` span the value's own words; `evidence` is the sentence. `fields` are soft dimensions, as sorted pairs.
    """

    id: str
    document: str
    family: str
    pattern: str
    subject: Subject
    attribute: str
    scope: str
    value: Value
    start: int
    end: int
    evidence_start: int
    evidence_end: int
    time: Days | None = None
    time_basis: str = "document"
    world: str = "asserted"
    status: str = "current"
    attribution: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    story: str = ""

    def get(self, name: str) -> str:
        """Return the field of that name, or an empty string."""
        for key, value in self.fields:
            if key == name:
                return value
        return ""
