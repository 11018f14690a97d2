"""Checks the files of `claims/` against their forms, and families against word lists and frames; writes what is kept of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pydantic import BaseModel, ValidationError

from factcheck.cache import row
from factcheck.catalogue import FORMS
from factcheck.claimfiles import EXAMPLES
from factcheck.fitting import misfits
from factcheck.forms import ExamplesModel, FamilyModel, FramesModel, known_keys
from factcheck.frames import Frames, spelled_out
from factcheck.model import Problem
from factcheck.suggest import meant
from factcheck.table import rows_of
from factcheck.toml import TomlError, line_of, parsed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factcheck.claimfiles import ClaimFile

_FRAMES: Final = "frames.toml"  # among the word lists; no reader asks for it
_LONG: Final = ("verbs", "shares")  # word lists of thousands of words
_MOST: Final = 20  # errors of one file that are told


def checked(files: Sequence[tuple[ClaimFile, bytes]]) -> tuple[dict[str, Any], list[Problem]]:
    """Return the parsed files after strict checking, and every error of every file; of files with errors no content."""
    problems: list[Problem] = []
    raw: dict[str, Any] = {"families": {}, "words": {}}
    texts: dict[str, tuple[str, str]] = {}
    for file, content in files:
        owner, name, text = file.owner, file.name, content.decode()
        data, found = _parsed(file, text)
        problems += found
        if found:
            continue
        if owner == "words":
            raw["words"][name.removesuffix(".toml")] = data
            continue
        raw["families"].setdefault(owner, {})[name.removesuffix(".toml")] = data
        if name == "family.toml":
            texts[owner] = (file.shown, text)
    shared = raw["words"].pop("frames", {})
    for file, content in files:
        broken = Frames(shared, {}).wrong() if file.name == _FRAMES else ()
        problems += [Problem(file.shown, line_of(content.decode(), (key,)), f"{key}: {words}") for key, words in broken]
    verbs = raw["words"].get("verbs", {}).keys()
    for owner, (path, text) in texts.items():
        wrong = misfits(raw["families"][owner]["family"], verbs, shared)
        problems += [Problem(path, line_of(text, place), words) for place, words in wrong]
    whole = {file.owner for file, _ in files if file.name == "family.toml"}
    problems += [
        Problem(f"{file.shown.rpartition('/')[0]}/family.toml", 0, "missing")
        for file, _ in files
        if file.owner != "words" and file.name == EXAMPLES and file.owner not in whole
    ]
    if problems:
        return {}, sorted(set(problems), key=lambda p: (p.path, p.line, p.message))
    for family in raw["families"].values():
        family["family"] = spelled_out(family["family"], shared)
    return raw, []


def _parsed(file: ClaimFile, text: str) -> tuple[dict[str, Any], list[Problem]]:
    """Return the content of one file, checked against its form, and what is wrong with it."""
    name, path = file.name, file.shown
    models: dict[str, type[BaseModel]] = {"family.toml": FamilyModel, EXAMPLES: ExamplesModel}
    if file.owner == "words":
        models = {_FRAMES: FramesModel}
    try:
        data = parsed(text)
    except TomlError as error:
        return {}, [Problem(path, error.line, str(error))]
    if file.owner == "words" and name not in models:
        return data, []
    if name not in models:
        return {}, [Problem(path, 0, "unknown file: a family holds family.toml and examples.toml")]
    try:
        return models[name].model_validate(data).model_dump(exclude_defaults=name == "family.toml"), []
    except ValidationError as error:
        problems = []
        for item in error.errors()[:_MOST]:
            key = ".".join(str(part) for part in item["loc"])
            words = f"{key}: {item['msg'].lower()}"
            if item["type"] == "extra_forbidden":
                words = f"unknown key {key!r}{meant(str(item['loc'][-1]), known_keys(models[name], item['loc']))}"
            problems.append(Problem(path, line_of(text, item["loc"]), words))
        if error.error_count() > _MOST:
            problems.append(Problem(path, 0, f"{error.error_count() - _MOST} more errors"))
        return {}, problems


def written(raw: Mapping[str, Any]) -> bytes:
    """Return checked files as rows: one of JSON, those of the long tables of words, and of each family its word lists and patterns.

    The first one tells how long the others are.
    """
    families: list[tuple[str, dict[str, Any], int, int]] = []
    blocks: list[str] = []
    for name in sorted(raw["families"]):
        data = dict(raw["families"][name]["family"])
        patterns = data.pop("pattern", ())
        lists = data.pop("words", {})
        data["examples"] = raw["families"][name].get("examples", {})
        block = "".join(f"{row(part)}\n" for part in (lists, *patterns))
        families.append((name, data, len(patterns), len(block)))
        blocks.append(block)
    words, tables = _tabled(raw["words"])
    lengths = {name: [(first, len(line)) for first, line in rows] for name, rows in tables.items()}
    held = [line for rows in tables.values() for _, line in rows]
    first = row([words, lengths, families])
    return b"".join((first.encode("ascii"), b"\n", *held, "".join(blocks).encode("ascii")))


def _tabled(words: Mapping[str, Mapping[str, Any]]) -> tuple[dict[str, Any], dict[str, list[tuple[str, bytes]]]]:
    """Return the word lists but the long ones: verbs, the shares of words, given names; and those as rows of tables.

    The share of each word stands with it, which the file writes once for all words of one level.
    """
    verbs: dict[str, tuple[str, int]] = {}
    rows = {lemma: entry["forms"] for lemma, entry in words.get("verbs", {}).items()}
    for lemma, forms in rows.items():
        for number, form in enumerate(forms):
            place = number % FORMS
            # "cost", "hit", "put": a form that is both base and past stands in news for the past.
            if form and (form not in verbs or (place == 2 and verbs[form] == (lemma, 0))):
                verbs[form] = (lemma, place)
    levels = words.get("shares", {}).get("level", ())
    known = {word: level["share"] for level in levels for word in level["words"].split()}
    persons = dict(words.get("persons", {}))
    given = dict.fromkeys(persons.pop("given", "").split(), "")
    return {name: lists for name, lists in words.items() if name not in _LONG} | {"persons": persons}, {
        "rows": rows_of((lemma, ",".join(forms)) for lemma, forms in rows.items()),
        "forms": rows_of((form, f"{lemma}{place}") for form, (lemma, place) in verbs.items()),
        "shares": rows_of((word, str(share)) for word, share in known.items()),
        "given": rows_of(given.items()),
    }
