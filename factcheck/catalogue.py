"""Loads and checks `claims/`: the families that say what can be claimed, and the words that they may use."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, overload

from factcheck.cache import UNUSABLE, keep, keep_text, kept, kept_text, row, toml
from factcheck.claimfiles import EXAMPLES, claim_files, contents, signs
from factcheck.digest import blake2b
from factcheck.model import Problem
from factcheck.record import field, record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from factcheck.claimfiles import ClaimFile

_FORM: Final = b"10"  # of what is kept; another one makes all of it anew
_DIGITS: Final = bytes((n - 48) % 256 for n in range(256))  # "0" -> 0
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

    They stand in a text from `start` to `end`, `number` rows of JSON; the text is not even cut into rows before.
    """

    __slots__ = ("_end", "_made", "_number", "_rows", "_start", "_text")

    def __init__(self, text: str, start: int, end: int, number: int) -> None:
        self._text, self._start, self._end = text, start, end
        self._number = number
        self._rows: Sequence[str] = ()
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
            self._rows = self._rows or self._block().splitlines()
            data = json.loads(self._rows[place])
            data["fields"] = tuple(sorted(data.get("fields", {}).items()))
            found = self._made[place] = Pattern(**data)
        return found

    def __eq__(self, other: object) -> bool:
        return [*self] == [*other] if isinstance(other, Sequence) else NotImplemented

    __hash__ = None  # type: ignore[assignment] # a family holds its examples, which have none either

    def __reduce__(self) -> tuple[type, tuple[str, int, int, int]]:
        block = self._block()
        return Patterns, (block, 0, len(block), self._number)

    def _block(self) -> str:
        return self._text[self._start : self._end]


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
    words: tuple[tuple[str, tuple[str, ...]], ...] = ()
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

    def lists(self) -> dict[str, frozenset[str]]:
        """Return the family's own word lists by name."""
        return {name: frozenset(words) for name, words in self.words}


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


def verb_forms(words: Mapping[str, Mapping[str, Any]]) -> dict[str, tuple[str, int]]:
    """Return for each form of a verb its lemma and its place in the row of five forms; a second row spells them otherwise."""
    known = words["verbs"]
    if not known["places"]:
        return {}
    places = known["places"].encode().translate(_DIGITS)
    meant = zip(known["lemmas"].split("|"), places, strict=True)
    return dict(zip(known["forms"].split("|"), meant, strict=True))


def verb_rows(words: Mapping[str, Mapping[str, Any]]) -> Mapping[str, str]:
    """Return the forms of each verb by its lemma, with a bar between two."""
    rows: Mapping[str, str] = words.get("verbs", {}).get("rows", {})
    return rows


def shipped(folder: str) -> Path:
    """Return the data folder of that name: inside the package when installed, beside it in a checkout."""
    package = Path(__file__).parent
    inside = package / folder
    return inside if inside.is_dir() else package.parent / folder


def load_words() -> Mapping[str, Mapping[str, Any]]:
    """Return the word lists of the shipped `claims/words/` as they are written, keyed by the file's name without its ending."""
    folder = shipped("claims") / "words"
    found = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".toml")), key=lambda entry: entry.name)
    return {entry.name.removesuffix(".toml"): toml(entry) for entry in found}


def load(own: Sequence[Path] = (), *, examples: bool = False) -> Catalogue:
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
            return _built(kept_text("catalogue", known[1]), known[0])
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
        return _built(kept_text("catalogue", key), digest)
    except UNUSABLE:
        text = _written(_checked(files))
        keep_text("catalogue", key, text)
        return _built(text, digest)


def _signs(files: Sequence[ClaimFile]) -> tuple[str, int]:
    """Return what tells whether files have changed, and when the last of them did; nothing where one cannot be looked at."""
    try:
        return signs(files, _FORM)
    except OSError:
        return "", 0


def _checked(files: Sequence[tuple[ClaimFile, bytes]]) -> dict[str, Any]:
    """Return the parsed files after strict checking; raises CatalogueError with every error of every file."""
    from factcheck.checking import checked  # noqa: PLC0415 - only when the cache does not hold it

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


def _written(raw: Mapping[str, Any]) -> str:
    """Return checked files as text: a row of JSON with all but the patterns, then each pattern in a row of its own."""
    families: list[tuple[str, dict[str, Any], int, int]] = []
    blocks: list[str] = []
    for name in sorted(raw["families"]):
        data = dict(raw["families"][name]["family"])
        patterns = data.pop("pattern", ())
        data["examples"] = raw["families"][name].get("examples", {})
        block = "".join(f"{row(pattern)}\n" for pattern in patterns)
        families.append((name, data, len(patterns), len(block)))
        blocks.append(block)
    return "".join((row([_looked_up(raw["words"]), families]), "\n", *blocks))


def _looked_up(words: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Mapping[str, Any]]:
    """Return word lists in the form in which they are looked up.

    Verbs are long texts that are cut at once: tables of so many take long to read. The share of each word stands with it, which
    the file writes once for all words of one level.
    """
    verbs: dict[str, tuple[str, int]] = {}
    rows = {lemma: entry["forms"] for lemma, entry in words.get("verbs", {}).items()}
    for lemma, forms in rows.items():
        for number, form in enumerate(forms):
            place = number % FORMS
            # "cost", "hit", "put": a form that is both base and past stands in news for the past.
            if form and (form not in verbs or (place == 2 and verbs[form] == (lemma, 0))):
                verbs[form] = (lemma, place)
    made = {
        "rows": {lemma: "|".join(forms) for lemma, forms in rows.items()},
        "forms": "|".join(verbs),
        "lemmas": "|".join(lemma for lemma, _ in verbs.values()),
        "places": "".join(str(place) for _, place in verbs.values()),
    }
    levels = words.get("shares", {}).get("level", ())
    known = {word: level["share"] for level in levels for word in level["words"].split()}
    return {**words, "verbs": made, "shares": known}


def _built(text: str, digest: str) -> Catalogue:
    end = text.index("\n") + 1
    words, known = json.loads(text[:end])
    families = []
    for name, data, number, length in known:
        start, end = end, end + length
        data["patterns"] = Patterns(text, start, end, number)
        for key in ("words", "sums"):
            data[key] = tuple(sorted((k, tuple(values)) for k, values in data.pop(key, {}).items()))
        data["expressions"] = tuple(sorted(data.pop("expressions", {}).items()))
        for key in ("handover", "helpers"):
            data[key] = tuple(data.pop(key, ()))
        families.append(Family(id=name, **data))
    if end != len(text):
        raise ValueError("patterns are missing")
    return Catalogue(tuple(families), words, digest)
