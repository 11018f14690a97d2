"""The language of patterns: pictures over typed tokens, such as `<organisation> 's <role> , <person>`.

A picture is a row of elements. `word|other` is one of these words (folded, lower case); `<type>` is a mention of that type
or one of those types (`<organisation|place>`); `<type:kind|kind>` asks for its kind, office class or thing counted (`_` for a blank);
`<number>` is a figure with or without what it counts, `<number:money>` one of that kind, `<number:fraction>` one below one;
`<v:lemma|lemma>` is any form of these verbs, `<v:lemma.done>` the participle; `<w:list>` is a word of the family's own list;
`<the:party|company>` is a definite noun phrase. `=name` names the capture. `?` after an element makes it optional; `..` is
a gap of up to eight tokens inside the clause and `...` one of up to sixteen that may cross commas. `<cap>` is a run of
capitalised words, for the names of things that are no body or person (treaties, laws, plans). `<x:name>` is what the family's
own expression of that name matches, from the beginning of one token to the end of one. (`<f:name>` is spelled out before:
`factcheck/frames.py`.)

Matching takes time in proportion to the tokens, whatever the picture: what failed at a place is not tried there again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from factcheck.model import Mention
from factcheck.record import field, record

if TYPE_CHECKING:
    from factcheck.expressions import Expression

TYPES: Final = frozenset(
    "person organisation place role date time duration ordinal quantity count percent money measure age score number designation".split()
)
NUMBER: Final = ("number",)
_LONGEST: Final = 60  # elements of a picture


@record(frozen=True, slots=True)
class Element:
    """One element of a picture. `form` is word, mention, verb, list, definite, cap, expression or gap."""

    form: str
    names: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    field: str = ""
    optional: bool = False
    reach: int = 0


@record(frozen=True, slots=True)
class Capture:
    """What an element took: a token range, and the mention if it was one."""

    first: int
    last: int
    mention: Mention | None = None
    label: str = ""


@record(frozen=True, slots=True)
class Vocabulary:
    """What pictures may name: verb forms -> the names under which they ask for one, the family's word lists and expressions."""

    verbs: Mapping[str, Sequence[str]]
    lists: Mapping[str, frozenset[str]]
    expressions: Mapping[str, Expression] = field(default_factory=dict)


def compile_picture(picture: str, known: dict[str, Element] | None = None) -> tuple[Element, ...]:
    """Return the elements of a picture; raises ValueError with what is wrong.

    `known` are elements by their writing: pictures repeat one another's, which are taken from it and put into it.
    """
    known = {} if known is None else known
    words = picture.split()
    for word in words:
        if word not in known:
            known[word] = _element(word)
    elements = tuple([known[word] for word in words])
    if not elements:
        raise ValueError("is empty")
    if len(elements) > _LONGEST:
        raise ValueError(f"is too long: more than {_LONGEST} elements")
    if elements[0].form in ("gap", "expression") or elements[0].optional:
        raise ValueError("must begin with a mention, a verb or a word that is not optional")
    return elements


def _element(word: str) -> Element:
    if word in ("..", "..."):
        return Element("gap", (word,), reach=8 if word == ".." else 16)
    optional = word.endswith("?") and len(word) > 1
    body = word[:-1] if optional else word
    if not body.startswith("<"):
        return Element("word", _named(word, body), optional=optional)
    if not body.endswith(">"):
        raise ValueError(f"{word} lacks its closing >")
    inner, _, name = body[1:-1].partition("=")
    kind, _, rest = inner.partition(":")
    kinds = _named(word, rest.replace("_", " ")) if rest else ()
    forms = {"v": "verb", "w": "list", "the": "definite"}
    if kind == "x":
        return Element("expression", (rest,), field=name or rest, optional=optional)
    if kind in forms:
        if not kinds:
            raise ValueError(f"{word} names nothing after the colon")
        return Element(forms[kind], kinds, field=name or ("definite" if kind == "the" else ""), optional=optional)
    if kind == "cap":
        return Element("cap", ("cap",), field=name or "cap", optional=optional)
    types = tuple(kind.split("|"))
    unknown = [t for t in types if t not in TYPES]
    if unknown:
        raise ValueError(f"{word}: unknown type {unknown[0]!r}; known are {', '.join(sorted(TYPES))}")
    return Element("mention", types, kinds, name or types[0], optional)


def _named(word: str, alternatives: str) -> tuple[str, ...]:
    names = tuple(alternatives.split("|"))
    if not all(name.strip() for name in names):
        raise ValueError(f"{word} has an empty alternative")
    return names
