"""Loads and checks `claims/`: the families that say what can be claimed, and the words that they may use."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, overload

from factcheck.cache import UNUSABLE, keep, keep_rows, kept, kept_rows, read_row, toml
from factcheck.claimfiles import EXAMPLES, claim_files, contents, signs
from factcheck.digest import blake2b
from factcheck.model import Problem
from factcheck.record import field, record
from factcheck.table import Table, spans_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.claimfiles import ClaimFile
    from factcheck.paths import Pathname

_FORM: Final = b"14"  # of what is kept; another one makes all of it anew
_SETTLED: Final = 2_000_000_000  # nanoseconds within which a file may be written to twice and bear the same time
_CLOSED: Final = ("determiners", "prepositions", "conjunctions", "pronouns", "auxiliaries", "adverbs")


class CatalogueError(Exception):
    """Raised when `claims/` cannot be used; `problems` lists every error by file, line and key."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(f"{p.path}:{p.line}: {p.message}" for p in problems))
        self.problems = tuple(problems)


@record(frozen=True, slots=True)
class Pattern:
    """One surface form of a family: a picture over typed tokens, and which capture fills which field.

    `about` names what a story has but one of ("the event", "the child"); it stands instead of a subject, and such claims
    are read only where a text begins and not beside the words and dates of another event. `divide` is the factor by which the
    words say that a value grows ("doubling to 2%"): the claim is of the value before. `equals` is a formula of what the value
    must be by the other captures, `most` of what it cannot be above: such a pattern needs no subject.
    """

    name: str
    subject: str = ""
    value: str = ""
    attribute: str = ""
    scope: str = ""
    status: str = ""
    world: str = ""
    carry: str = ""
    time: str = ""
    about: str = ""
    divide: int = 1
    equals: str = ""
    most: str = ""
    fields: tuple[tuple[str, str], ...] = ()


class Patterns(Sequence[Pattern]):
    """The patterns of a family, in its order, each made when somebody first asks for it.

    They stand among rows from `start` to `end`, each in one of JSON; those are not even cut before.
    """

    __slots__ = ("_cut", "_end", "_made", "_number", "_rows", "_start")

    def __init__(self, rows: bytes, start: int, end: int, number: int) -> None:
        self._rows, self._start, self._end = rows, start, end
        self._number = number
        self._cut: Sequence[bytes] = ()
        self._made: dict[int, Pattern] = {}

    def __len__(self) -> int:
        return self._number

    @overload
    def __getitem__(self, place: int) -> Pattern: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Pattern]: ...
    def __getitem__(self, place: int | slice) -> Pattern | Sequence[Pattern]:
        if isinstance(place, slice):
            return [self[k] for k in range(*place.indices(self._number))]
        found = self._made.get(place)
        if found is None:
            self._cut = self._cut or self._block().splitlines()
            data = read_row(self._cut[place], 0, len(self._cut[place]))
            data["fields"] = tuple(sorted(data.get("fields", {}).items()))
            found = self._made[place] = Pattern(**data)
        return found

    def __eq__(self, other: object) -> bool:
        return [*self] == [*other] if isinstance(other, Sequence) else NotImplemented

    __hash__ = None  # type: ignore[assignment] # a family holds its examples, which have none either

    def __reduce__(self) -> tuple[type, tuple[bytes, int, int, int]]:
        block = self._block()
        return Patterns, (block, 0, len(block), self._number)

    def _block(self) -> bytes:
        return self._rows[self._start : self._end]


class Lists(Mapping[str, frozenset[str]]):
    """The word lists of a family by name; the row of JSON from `start` to `end` is read when somebody first asks."""

    __slots__ = ("_end", "_made", "_rows", "_start")

    def __init__(self, rows: bytes, start: int, end: int) -> None:
        self._rows, self._start, self._end = rows, start, end
        self._made: Mapping[str, frozenset[str]] | None = None

    def __getitem__(self, name: str) -> frozenset[str]:
        return self._lists()[name]

    def __contains__(self, name: object) -> bool:
        return name in self._lists()

    def __iter__(self) -> Iterator[str]:
        return iter(self._lists())

    def __len__(self) -> int:
        return len(self._lists())

    def __reduce__(self) -> tuple[type, tuple[bytes, int, int]]:
        return Lists, (self._rows[self._start : self._end], 0, self._end - self._start)

    def _lists(self) -> Mapping[str, frozenset[str]]:
        if self._made is None:
            known = read_row(self._rows, self._start, self._end)
            self._made = {name: frozenset(words) for name, words in known.items()}
        return self._made


@record(frozen=True, slots=True)
class Family:
    """A type of claim. `changes`: never, running, terms or ages (one year each year); `compare`: everywhere, story or never.

    `ceiling` is the gravest verdict that it may give; `holders` says that its values are gathered per document first;
    `sole` that a text which gives two values of one subject tells of two things, and is compared with none;
    `construction` names a general mechanism that finds its claims besides the patterns; `helpers` are the word lists that
    only help a pattern and never name an attribute. `copies` is the kind of value for which it judges changed copies of a
    sentence; `sums` pairs the scope of a whole with those of all its parts; `width` the part of a figure that is always
    allowed; `near` how far two values of "the event" or "the child" may lie apart (years, minutes, days) to be of one and the
    same, `least` how far they must to contradict each other, and `lead` in how many of its first sentences a text tells of
    it; `culprit` the attribute of which a figure may count who did it as well.
    """

    id: str
    about: str
    value: str
    changes: str
    compare: str
    severity: str = "warning"
    ceiling: str = "contradiction"
    holders: bool = False
    sole: bool = False
    construction: str = ""
    patterns: Sequence[Pattern] = ()
    words: Mapping[str, frozenset[str]] = field(default_factory=dict)
    expressions: tuple[tuple[str, str], ...] = ()
    handover: tuple[str, ...] = ()
    helpers: tuple[str, ...] = ()
    copies: str = ""
    sums: tuple[tuple[str, tuple[str, ...]], ...] = ()
    width: float = 0.0
    near: float = 0.0
    least: float = 0.0
    lead: int = 12
    culprit: str = ""
    examples: Mapping[str, Any] = field(default_factory=dict)


@record(frozen=True, slots=True)
class Catalogue:
    """All families in force, sorted by id, and all word lists; `digest` is that of the files they come from."""

    families: tuple[Family, ...]
    words: Mapping[str, Mapping[str, Any]]
    digest: str = ""

    def family(self, name: str) -> Family:
        """Return the family of that id; raises KeyError."""
        for family in self.families:
            if family.id == name:
                return family
        raise KeyError(name)


FORMS: Final = 5  # of a verb, in one spelling


def shares(words: Mapping[str, Mapping[str, Any]]) -> Mapping[str, float]:
    """Return for common words in which share of all news articles they stand."""
    return words.get("shares", {})


def closed_words(words: Mapping[str, Mapping[str, Any]]) -> frozenset[str]:
    """Return the words of the closed classes: what ends a noun phrase and tells nothing of what a text is about."""
    grammar = words.get("grammar", {})
    return frozenset(word for name in _CLOSED for word in grammar.get(name, ()))


def given_names(words: Mapping[str, Mapping[str, Any]]) -> Mapping[str, str]:
    """Return the given names of persons, as they are written; what stands for each tells nothing."""
    names: Mapping[str, str] = words["persons"]["given"]
    return names


def verb_forms(words: Mapping[str, Mapping[str, Any]]) -> Mapping[str, tuple[str, int]]:
    """Return for each form of a verb its lemma and its place in the row of five forms."""
    forms: Mapping[str, tuple[str, int]] = words.get("verbs", {}).get("forms", {})
    return forms


def verb_rows(words: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Sequence[str]]:
    """Return by its lemma the five forms of each verb, in order; five more spell them otherwise, and "" is none."""
    rows: Mapping[str, Sequence[str]] = words.get("verbs", {}).get("rows", {})
    return rows


def shipped(folder: str) -> str:
    """Return the data folder of that name: inside the package when installed, beside it in a checkout."""
    package = os.path.dirname(os.path.dirname(__file__))
    inside = os.path.join(package, folder)
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(package), folder)


def load_words() -> Mapping[str, Mapping[str, Any]]:
    """Return the word lists of the shipped `claims/words/` as they are written, keyed by the file's name without its ending."""
    folder = os.path.join(shipped("claims"), "words")
    names = sorted(name for name in os.listdir(folder) if name.endswith(".toml"))
    return {name.removesuffix(".toml"): toml(os.path.join(folder, name)) for name in names}


def load(own: Sequence[Pathname] = (), *, examples: bool = False) -> Catalogue:
    """Return the checked catalogue of the shipped `claims/` and of the user's own folders, with its examples if asked for.

    The checked form is kept in the user's cache folder under the digest of every file, so that a run need not parse and check
    TOML again; nor are files read again that bear the same signs of their last change as when they were read. A user's family
    replaces a shipped one of the same name. Raises CatalogueError with all errors, also those in the examples of the user's
    own families.
    """
    found, problems = claim_files([shipped("claims"), *own], examples=examples)
    mark, last = _signs(found)
    if mark and not problems and (known := kept("files", mark, last + _SETTLED)):
        try:
            return _built(kept_rows("catalogue", known[1]), known[0])
        except UNUSABLE:
            pass
    files, unread = contents(found)
    if problems or unread:
        raise CatalogueError([*problems, *unread, *_wrong(files)])
    read, whole = blake2b(_FORM, digest_size=32), blake2b(digest_size=32)
    for file, data in files:
        # Examples change nothing in how an article is read.
        into = read if file.owner == "words" or file.name != EXAMPLES else whole
        into.update(f"{file.shown}\0{len(data)}\0".encode("utf-8", "surrogatepass"))
        into.update(data)
    digest = read.hexdigest()
    whole.update(digest.encode())
    key = whole.hexdigest()
    if mark:
        keep("files", mark, [digest, key])
    try:
        return _built(kept_rows("catalogue", key), digest)
    except UNUSABLE:
        from factcheck.catalogue.checking import written  # noqa: PLC0415 - only when the cache does not hold it

        rows = written(_checked(files))
        keep_rows("catalogue", key, rows)
        return _built(rows, digest)


def _signs(files: Sequence[ClaimFile]) -> tuple[str, int]:
    """Return what tells whether files have changed, and when the last of them did; nothing where one cannot be looked at."""
    try:
        return signs(files, _FORM)
    except OSError:
        return "", 0


def _checked(files: Sequence[tuple[ClaimFile, bytes]]) -> dict[str, Any]:
    """Return the parsed files after strict checking; raises CatalogueError with every error of every file."""
    from factcheck.catalogue.checking import checked  # noqa: PLC0415 - only when the cache does not hold it

    raw, problems = checked(files)
    if problems:
        raise CatalogueError(problems)
    return raw


def _wrong(files: Sequence[tuple[ClaimFile, bytes]]) -> tuple[Problem, ...]:
    """Return everything that is wrong with files."""
    try:
        _checked(files)
    except CatalogueError as error:
        return error.problems
    return ()


def _form(text: str) -> tuple[str, int]:
    return text[:-1], int(text[-1])


def _row(text: str) -> Sequence[str]:
    return text.split(",")


def _built(rows: bytes, digest: str) -> Catalogue:
    end = rows.index(b"\n") + 1
    words, lengths, known = read_row(rows, 0, end)
    spans = {}
    for name, lines in lengths.items():
        spans[name], end = spans_of(lines, end)
    words["verbs"] = {"rows": Table(rows, spans["rows"], _row), "forms": Table(rows, spans["forms"], _form)}
    words["shares"] = Table(rows, spans["shares"], float)
    words["persons"]["given"] = Table(rows, spans["given"], str)
    families = []
    for name, data, number, length in known:
        start, end = end, end + length
        lists = rows.index(b"\n", start, end) + 1
        data["words"], data["patterns"] = Lists(rows, start, lists), Patterns(rows, lists, end, number)
        if "sums" in data:
            data["sums"] = tuple(sorted((k, tuple(values)) for k, values in data["sums"].items()))
        if "expressions" in data:
            data["expressions"] = tuple(sorted(data["expressions"].items()))
        for key in ("handover", "helpers"):
            data[key] = tuple(data.get(key, ()))
        families.append(Family(id=name, **data))
    if end != len(rows):
        raise ValueError("patterns are missing")
    return Catalogue(tuple(families), words, digest)
