"""Loads and checks `claims/`: the families that say what can be claimed, and the words that they may use."""

from __future__ import annotations

import hashlib
import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from factcheck.model import Problem
from factcheck.record import field, record
from factcheck.suggest import meant

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
    words say that a value grows ("doubling to 2%"): the claim is of the value before.
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
    fields: tuple[tuple[str, str], ...] = ()


@record(frozen=True, slots=True)
class Family:
    """A type of claim. `changes`: never, running, terms or ages (one year each year); `compare`: everywhere, story or never.

    `ceiling` is the gravest verdict that it may give; `holders` says that its values are gathered per document first;
    `construction` names a general mechanism that finds its claims besides the patterns; `helpers` are the word lists that
    only help a pattern and never name an attribute. `copies` is the kind of value for which it judges changed copies of a
    sentence; `sums` pairs the scope of a whole with those of all its parts; `width` the part of a figure that is always
    allowed; `near` how far two values of "the event" or "the child" may lie apart (years, minutes) to be of one and the
    same.
    """

    id: str
    about: str
    value: str
    changes: str
    compare: str
    severity: str = "warning"
    ceiling: str = "contradiction"
    holders: bool = False
    construction: str = ""
    patterns: tuple[Pattern, ...] = ()
    words: tuple[tuple[str, tuple[str, ...]], ...] = ()
    handover: tuple[str, ...] = ()
    helpers: tuple[str, ...] = ()
    copies: str = ""
    sums: tuple[tuple[str, tuple[str, ...]], ...] = ()
    width: float = 0.0
    near: float = 0.0
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


def closed_words(words: Mapping[str, Mapping[str, Any]]) -> frozenset[str]:
    """Return the words of the closed classes: what ends a noun phrase and tells nothing of what a text is about."""
    grammar = words.get("grammar", {})
    return frozenset(word for name in _CLOSED for word in grammar.get(name, ()))


def verb_forms(words: Mapping[str, Mapping[str, Any]]) -> dict[str, tuple[str, int]]:
    """Return for each form of a verb its lemma and its place in the row of five forms."""
    verbs: dict[str, tuple[str, int]] = {}
    for lemma, entry in words["verbs"].items():
        for place, form in enumerate(entry["forms"]):
            # "cost", "hit", "put": a form that is both base and past stands in news for the past.
            if form not in verbs or (place == 2 and verbs[form] == (lemma, 0)):
                verbs[form] = (lemma, place)
    return verbs


def shipped(folder: str) -> Path:
    """Return the data folder of that name: inside the package when installed, beside it in a checkout."""
    package = Path(__file__).parent
    inside = package / folder
    return inside if inside.is_dir() else package.parent / folder


def load_words() -> Mapping[str, Mapping[str, Any]]:
    """Return the word lists of the shipped `claims/words/`, keyed by the file's name without its ending."""
    folder = shipped("claims") / "words"
    found = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".toml")), key=lambda entry: entry.name)
    return {entry.name.removesuffix(".toml"): tomllib.loads(entry.read_text("utf-8")) for entry in found}


def load(own: Sequence[Path] = ()) -> Catalogue:
    """Return the checked catalogue of the shipped `claims/` and of the user's own folders.

    The checked form is kept in the user's cache folder under the digest of every file read, so that a run need not
    parse and check TOML again. A user's family replaces a shipped one of the same name. Raises CatalogueError with all errors.
    """
    texts, problems = _read_all([shipped("claims"), *own])
    if problems:
        raise CatalogueError(problems)
    digest = hashlib.sha256(json.dumps(["1", texts]).encode()).hexdigest()
    raw = _cached(digest)
    if raw is None:
        raw = _checked(texts)
        _keep(digest, raw)
    return _build(raw, digest)


def _read_all(folders: Sequence[Path]) -> tuple[list[tuple[str, str, str, str]], list[Problem]]:
    """Return (family, file, shown path, text) of every file, in order, and what could not be read."""
    texts: list[tuple[str, str, str, str]] = []
    problems: list[Problem] = []
    for number, folder in enumerate(folders):
        shown = "claims" if number == 0 else str(folder)
        if not folder.is_dir():
            problems.append(Problem(shown, 0, "no such folder of claim families"))
            continue
        for entry in sorted(folder.iterdir(), key=lambda e: e.name):
            if not entry.is_dir():
                continue
            for item in sorted(entry.iterdir(), key=lambda e: e.name):
                if item.name.endswith(".toml"):
                    path = f"{shown}/{entry.name}/{item.name}"
                    try:
                        texts.append((entry.name, item.name, path, item.read_text("utf-8")))
                    except (OSError, UnicodeDecodeError) as error:
                        problems.append(Problem(path, 0, f"cannot be read: {error}"))
    return texts, problems


def _cache_file(digest: str) -> Path:
    from platformdirs import user_cache_path  # noqa: PLC0415 - not needed when a catalogue is handed over

    return user_cache_path("factcheck") / f"catalogue-{digest[:32]}.json"


def _cached(digest: str) -> dict[str, Any] | None:
    try:
        raw = json.loads(_cache_file(digest).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return raw if isinstance(raw, dict) and raw.get("digest") == digest else None


def _keep(digest: str, raw: dict[str, Any]) -> None:
    path = _cache_file(digest)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_text(json.dumps({**raw, "digest": digest}, default=str), "utf-8")
        part.replace(path)
    except (OSError, TypeError):
        return  # a cache that cannot be written costs time, nothing else


def line_of(text: str, location: Sequence[object]) -> int:
    """Return the line of the last named key of a location, counting repeated tables; 1 when it cannot be found."""
    lines = text.splitlines()
    at = 0
    for number, part in enumerate(location):
        if isinstance(part, int):
            table = f"[[{location[number - 1]}]]"
            seen = -1
            for index, line in enumerate(lines):
                seen += line.strip() == table
                if seen == part:
                    at = index
                    break
        else:
            at = next((i for i in range(at, len(lines)) if lines[i].lstrip(" [").startswith(str(part))), at)
    return at + 1


def _checked(texts: Sequence[tuple[str, str, str, str]]) -> dict[str, Any]:
    """Return the parsed files after strict checking; raises CatalogueError with every error of every file."""
    from pydantic import BaseModel, ValidationError  # noqa: PLC0415 - only when the cache does not hold it

    from factcheck.forms import ExamplesModel, FamilyModel, known_keys  # noqa: PLC0415
    from factcheck.picture import compile_picture  # noqa: PLC0415

    models: dict[str, type[BaseModel]] = {"family.toml": FamilyModel, "examples.toml": ExamplesModel}
    problems: list[Problem] = []
    raw: dict[str, Any] = {"families": {}, "words": {}}
    for owner, name, path, text in texts:
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            problems.append(Problem(path, getattr(error, "lineno", 0) or toml_line(str(error)), f"not TOML: {error}"))
            continue
        if owner == "words":
            raw["words"][name.removesuffix(".toml")] = data
            continue
        if name not in models:
            problems.append(Problem(path, 0, "unknown file: a family holds family.toml and examples.toml"))
            continue
        try:
            checked = models[name].model_validate(data)
        except ValidationError as error:
            for item in error.errors():
                key = ".".join(str(part) for part in item["loc"])
                words = f"{key}: {item['msg'].lower()}"
                if item["type"] == "extra_forbidden":
                    words = f"unknown key {key!r}{meant(str(item['loc'][-1]), known_keys(models[name], item['loc']))}"
                problems.append(Problem(path, line_of(text, item["loc"]), words))
            continue
        entry = raw["families"].setdefault(owner, {})
        entry[name.removesuffix(".toml")] = checked.model_dump()
        if name == "family.toml":
            for number, pattern in enumerate(entry["family"]["pattern"]):
                try:
                    compile_picture(pattern["name"])
                except ValueError as error:
                    line = line_of(text, ["pattern", number, "name"])
                    problems.append(Problem(path, line, f"pattern {pattern['name']!r}: {error}"))
    whole = {owner for owner, name, _, _ in texts if name == "family.toml"}
    problems += [
        Problem(f"{path.rpartition('/')[0]}/family.toml", 0, "missing")
        for owner, name, path, _ in texts
        if owner != "words" and name == "examples.toml" and owner not in whole
    ]
    if problems:
        raise CatalogueError(sorted(problems, key=lambda p: (p.path, p.line, p.message)))
    return raw


def toml_line(message: str) -> int:
    """Return the line that tomllib names in its message ("... (at line 3, column 5)"), 0 when it names none."""
    _, _, rest = message.partition("at line ")
    digits = rest.split(",")[0]
    return int(digits) if digits.isdigit() else 0


def _build(raw: Mapping[str, Any], digest: str) -> Catalogue:
    families = []
    for name in sorted(raw["families"]):
        data = dict(raw["families"][name]["family"])
        patterns = tuple(
            Pattern(**{**pattern, "fields": tuple(sorted(pattern["fields"].items()))})
            for pattern in data.pop("pattern")
        )
        words = tuple(sorted((key, tuple(values)) for key, values in data.pop("words").items()))
        sums = tuple(sorted((key, tuple(values)) for key, values in data.pop("sums").items()))
        lists = {key: tuple(data.pop(key)) for key in ("handover", "helpers")}
        examples = raw["families"][name].get("examples", {})
        fixed: dict[str, Any] = {"patterns": patterns, "words": words, "sums": sums, "examples": examples, **lists}
        families.append(Family(id=name, **fixed, **data))
    return Catalogue(tuple(families), raw["words"], digest)
