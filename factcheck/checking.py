"""Checks the files of `claims/` against their forms, and their families against the word lists and frames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pydantic import BaseModel, ValidationError

from factcheck.claimfiles import EXAMPLES
from factcheck.fitting import misfits
from factcheck.forms import ExamplesModel, FamilyModel, FramesModel, known_keys
from factcheck.frames import Frames, spelled_out
from factcheck.model import Problem
from factcheck.suggest import meant
from factcheck.toml import TomlError, line_of, parsed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcheck.claimfiles import ClaimFile

_FRAMES: Final = "frames.toml"  # among the word lists; no reader asks for it
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
