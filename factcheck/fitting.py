"""Checks that the patterns of a family fit together: captures, word lists and verbs that they name are there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from factcheck.expressions import compile_expression
from factcheck.frames import FrameError, Frames
from factcheck.picture import compile_picture
from factcheck.suggest import meant
from factcheck.values.formula import compile_formula, names_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from factcheck.frames import Pieces
    from factcheck.picture import Element

_CAPTURE: Final = re.compile(r"\{([^{}]*)\}")
_VALUES: Final = ("mention", "cap", "expression", "list")  # what has a value of its own
_TEMPLATES: Final = ("attribute", "scope")
_FORMULAS: Final = ("equals", "most")

Place = tuple[int | str, ...]


def misfits(
    family: Mapping[str, Any], verbs: AbstractSet[str], shared: Pieces | None = None
) -> Iterator[tuple[Place, str]]:
    """Yield what does not fit in a family of the right form, defaults left out: the place of the key, and what is wrong there.

    `verbs` are the lemmas that the word lists know; when there are none, verbs are not looked at. `shared` are the frames of
    all families.
    """
    frames = Frames(family.get("frames", {}), shared or {})
    lists: Sequence[str] = list(family.get("words", ()))
    for name in family.get("helpers", ()):
        if name not in lists:
            yield ("helpers",), f"no word list {name!r}{meant(name, lists)}"
    for name in family.get("sums", ()):
        if name not in lists:
            yield ("sums", name), f"no word list {name!r}{meant(name, lists)}"
    for name, text in family.get("expressions", {}).items():
        try:
            compile_expression(text)
        except ValueError as error:
            yield ("expressions", name), f"expressions.{name}: {error}"
    broken = [*frames.wrong(), *_misfit_pieces(frames, lists, verbs, family)]
    yield from ((("frames", name), f"frames.{name}: {words}") for name, words in broken)
    for name, words in family.get("words", {}).items():
        try:
            frames.listed(words)
        except FrameError as error:
            yield ("words", name), f"words.{name}: {error}"
    for number, pattern in enumerate(family.get("pattern", ())):
        if broken and "<f:" in pattern["name"]:
            continue
        try:
            made = frames.expanded(pattern)
        except FrameError as error:
            yield ("pattern", number, "name"), f"pattern {pattern['name']!r}: {error}"
            continue
        wrong = (_misfits(one, lists, verbs, family) for one in made)
        for key, words in next((found for found in map(list, wrong) if found), ()):
            yield ("pattern", number, key), words
    for name in frames.unused() if not broken else ():
        yield ("frames", name), f"frames.{name}: no pattern or word list uses it"


def _misfit_pieces(
    frames: Frames, lists: Sequence[str], verbs: AbstractSet[str], family: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    """Yield the family's own frames of which a piece is no part of a picture, each with what is wrong there."""
    for name, piece in frames.pieces():
        try:
            elements = compile_picture(f"a {piece}")  # whatever a picture may not begin with may stand inside one
        except ValueError as error:
            yield name, str(error)
            continue
        yield from ((name, words) for _, words in _unknown(elements, lists, verbs, family))


def _misfits(
    pattern: Mapping[str, Any], lists: Sequence[str], verbs: AbstractSet[str], family: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    """Yield what does not fit in a pattern whose frames are spelled out: the key, and what is wrong there."""
    try:
        elements = compile_picture(pattern["name"])
    except ValueError as error:
        yield "name", f"pattern {pattern['name']!r}: {error}"
        return
    for key, words in (*_unknown(elements, lists, verbs, family), *_uncaptured(pattern, elements)):
        yield key, f"pattern {pattern['name']!r}: {words}"


def _unknown(
    elements: Sequence[Element], lists: Sequence[str], verbs: AbstractSet[str], family: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    """Yield the lists, expressions and verbs of a picture that nobody knows."""
    for element in elements:
        for name in element.names:
            if element.form == "list" and name not in lists:
                yield "name", f"no word list {name!r}{meant(name, lists)}"
            if element.form == "expression" and name not in family.get("expressions", ()):
                yield "name", f"no expression {name!r}{meant(name, family.get('expressions', ()))}"
            lemma = name.removesuffix(".done")
            if element.form == "verb" and verbs and lemma not in verbs:
                near = meant(lemma, verbs)
                yield "name", f"unknown verb {lemma!r}{near if 'mean' in near else ''}"


def _uncaptured(pattern: Mapping[str, Any], elements: Sequence[Element]) -> Iterator[tuple[str, str]]:
    """Yield the captures that a pattern asks for and its picture does not give."""
    captures = {element.field: element for element in elements if element.field}
    value = captures.get(pattern.get("value", ""))
    if value is None or value.form not in _VALUES or value.optional:
        given = [n for n, e in captures.items() if e.form in _VALUES and not e.optional]
        yield (
            "value",
            f"value: no value {pattern.get('value', '')!r} that is always there{meant(pattern.get('value', ''), given)}",
        )
    for key in ("subject", "time"):
        if pattern.get(key) and pattern[key] not in captures:
            yield key, f"{key}: no capture {pattern[key]!r}{meant(pattern[key], list(captures))}"
    if not any(pattern.get(key) for key in ("subject", "about", "carry", *_FORMULAS)):
        yield "name", "says nothing of whom: subject, about or carry"
    for key in _FORMULAS:
        if pattern.get(key):
            yield from ((key, f"{key}: {words}") for words in _formula(pattern[key], captures))
    templates = [(key, pattern.get(key, "")) for key in _TEMPLATES]
    templates += [("fields", text) for text in pattern.get("fields", {}).values()]
    for key, text in templates:
        for name in _CAPTURE.findall(text):
            if name not in captures:
                yield key, f"{key}: no capture {name!r}{meant(name, list(captures))}"
        if re.search(r"[{}]", _CAPTURE.sub("", text)):
            yield key, f"{key}: a brace without its other one in {text!r}"


def _formula(text: str, captures: Mapping[str, Element]) -> Iterator[str]:
    """Yield what is wrong with a formula; a name may end in `_first` or `_second`, the ends of a score or a period."""
    try:
        node = compile_formula(text)
    except ValueError as error:
        yield str(error)
        return
    for name in names_in(node):
        if name != "today" and name.removesuffix("_first").removesuffix("_second") not in captures:
            yield f"no capture {name!r}{meant(name, list(captures))}"
