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

from factcheck.expressions import Expression
from factcheck.model import Mention, Name, Quantity, Text
from factcheck.record import field, record

if TYPE_CHECKING:
    from factcheck.model import Sentence, Token

TYPES: Final = frozenset(
    "person organisation place role date time duration ordinal quantity count percent money measure age score number designation".split()
)
NUMBER: Final = ("number",)
_COUNTS: Final = ("count", "number")
_NAMES: Final = frozenset(("person", "organisation", "place", "name"))
_QUANTITIES: Final = frozenset(("count", "percent", "money", "measure", "age"))
_LONGEST: Final = 60  # elements of a picture
_STOP: Final = frozenset((";", ":", "?", "!", "("))
_PLAIN: Final = frozenset(("word", "list", "verb"))  # forms that take one token or nothing


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
    """What pictures may name: verb forms -> (lemma, is participle), the family's word lists and its expressions."""

    verbs: Mapping[str, tuple[tuple[str, bool], ...]]
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


def match(
    elements: tuple[Element, ...],
    sentence: Sentence,
    at: int,
    starts: Mapping[int, tuple[Mention, ...]],
    words: Vocabulary,
) -> tuple[dict[str, Capture], int] | None:
    """Return the captures of the first match that begins at token `at`, and the token where it ends; None without one."""
    if len(elements) > 1 and _fails(elements[0], elements[1], at, sentence.tokens, starts, words):
        return None
    captures: dict[str, Capture] = {}
    end = _match(elements, 0, sentence, at, starts, words, captures, set())
    return None if end is None else (captures, end)


def _fails(
    first: Element,
    second: Element,
    at: int,
    tokens: Sequence[Token],
    starts: Mapping[int, tuple[Mention, ...]],
    words: Vocabulary,
) -> bool:
    """Tell whether a picture surely fails at a token: nothing that begins it there has behind it what must come next."""
    form = second.form
    if second.optional or (form not in _PLAIN and form != "mention"):
        return False
    if first.form in _PLAIN:
        return not _may_stand(second, at + 1, tokens, starts, words)
    if first.form != "mention" or first.names == NUMBER:
        return False
    for m in starts.get(at, ()):  # noqa: SIM110 - a loop, for it is asked for every pattern that is tried
        if _may_stand(second, m.last, tokens, starts, words):
            return False
    return True


def _may_stand(
    element: Element, at: int, tokens: Sequence[Token], starts: Mapping[int, tuple[Mention, ...]], words: Vocabulary
) -> bool:
    """Tell whether a mention, a word or a verb that a picture asks for may stand at a token."""
    if at >= len(tokens):
        return False
    if element.form == "mention":
        return at in starts
    low = tokens[at].low
    if element.form == "word":
        return low in element.names
    return bool(_listed(element, low, words)) if element.form == "list" else _is_verb(element, low, words)


def _match(
    elements: tuple[Element, ...],
    k: int,
    sentence: Sentence,
    i: int,
    starts: Mapping[int, tuple[Mention, ...]],
    words: Vocabulary,
    captures: dict[str, Capture],
    failed: set[tuple[int, int]],
) -> int | None:
    """Return where a match of the elements from `k` on ends that begins at token `i`; None without one.

    What an element takes does not depend on what others took: what failed once at a place fails there again.
    """
    tokens = sentence.tokens
    while k < len(elements) and (form := elements[k].form) in _PLAIN:  # most matches fail at such a word
        element = elements[k]
        if element.optional or element.field:
            break
        if i >= len(tokens):
            return None
        low = tokens[i].low
        if form == "word":
            if low not in element.names:
                return None
        elif not (_listed(element, low, words) if form == "list" else _is_verb(element, low, words)):
            return None
        k, i = k + 1, i + 1
    if k == len(elements):
        return i
    if (k, i) in failed:
        return None
    end = _matched(elements, k, sentence, i, starts, words, captures, failed)
    if end is None:
        failed.add((k, i))
    return end


def _matched(
    elements: tuple[Element, ...],
    k: int,
    sentence: Sentence,
    i: int,
    starts: Mapping[int, tuple[Mention, ...]],
    words: Vocabulary,
    captures: dict[str, Capture],
    failed: set[tuple[int, int]],
) -> int | None:
    element = elements[k]
    if element.form == "gap":
        tokens = sentence.tokens
        after = elements[k + 1] if k + 1 < len(elements) else element
        sought = after.names if after.form == "word" and not after.optional else ()
        for step in range(element.reach + 1):
            at = i + step
            if at > len(tokens):
                return None
            low = tokens[at].low if at < len(tokens) else ""
            if not sought or low in sought:  # a word that must come next is looked for before anything else is
                end = _match(elements, k + 1, sentence, at, starts, words, captures, failed)
                if end is not None:
                    return end
            if low and ((low in _STOP and not _inside(tokens, at)) or (low == "," and element.reach < 10)):
                return None
        return None
    field = element.field
    for capture in _takes(element, sentence, i, starts, words):
        before = captures.get(field)
        if field:
            captures[field] = capture
        end = _match(elements, k + 1, sentence, capture.last, starts, words, captures, failed)
        if end is not None:
            return end
        if field:
            if before is None:
                captures.pop(field, None)
            else:
                captures[field] = before
    if element.optional:
        return _match(elements, k + 1, sentence, i, starts, words, captures, failed)
    return None


def _inside(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether the mark at token `i` stands in the middle of a figure ("9:40")."""
    if not 0 < i < len(tokens) - 1:
        return False
    before, after = tokens[i - 1], tokens[i + 1]
    return (
        before.low.isdecimal()
        and after.low.isdecimal()
        and before.end == tokens[i].start
        and tokens[i].end == after.start
    )


def _takes(
    element: Element, sentence: Sentence, i: int, starts: Mapping[int, tuple[Mention, ...]], words: Vocabulary
) -> list[Capture]:
    tokens = sentence.tokens
    if i >= len(tokens):
        return []
    form = element.form
    if form == "mention":
        if i not in starts:
            return []
        found = [Capture(m.first, m.last, m) for m in starts[i] if fits(element, m)]
        return [c for held in found for c in _figures(sentence, held)] if element.names == NUMBER else found
    low = tokens[i].low
    if form == "word":
        return [Capture(i, i + 1)] if low in element.names else []
    if form == "list":
        label = _listed(element, low, words)
        return [Capture(i, i + 1, label=label)] if label else []
    if form == "verb":
        return [Capture(i, i + 1)] if _is_verb(element, low, words) else []
    if form == "cap":
        return _capitals(sentence, i, starts)
    if form == "expression":
        return _expressed(words.expressions[element.names[0]], sentence, i)
    if low in ("the", "its", "their") and i + 1 < len(tokens) and tokens[i + 1].low in element.names:
        return [Capture(i, i + 2)]
    return [Capture(i, i + 1)] if low in element.names and low in ("it", "he", "she") else []


def _figures(sentence: Sentence, held: Capture) -> list[Capture]:
    """Return a figure as it ends behind what it counts, and as it ends before."""
    last = held.last
    while held.mention is not None and last > held.first + 1 and sentence.tokens[last - 1].start >= held.mention.end:
        last -= 1
    return [held] if last == held.last else [held, Capture(held.first, last, held.mention)]


def _capitals(sentence: Sentence, i: int, starts: Mapping[int, tuple[Mention, ...]]) -> list[Capture]:
    """Return the run of capitalised words that begins at token `i`, as a mention; nothing inside such a run.

    A date behind it is no part of it ("Saltmere Monday", "Saltmere on Monday"), if not in "the Treaty of May 1921".
    """
    tokens = sentence.tokens
    if not tokens[i].text[0].isupper() or (i and tokens[i - 1].text[0].isupper() and tokens[i - 1].low != "the"):
        return []
    if tokens[i].low in ("the", "a", "an", "in", "it", "this", "that"):
        return []
    last = i + 1
    while last < len(tokens):
        joins = tokens[last].low in ("of", "on", "for", "and", "-") and not tokens[last].text[0].isupper()
        at = last + joins
        if at == len(tokens) or not tokens[at].text[0].isupper():
            break
        if tokens[last].low != "of" and _ends_in_date(sentence, at, starts):
            break
        last += 1
    start, end = tokens[i].start, tokens[last - 1].end
    text = " ".join(t.text for t in tokens[i:last]).replace(" - ", "-")
    mention = Mention("organisation", "thing", start, end, i, last, text, Name(text, "organisation"))
    return [Capture(i, last, mention)]


def _ends_in_date(sentence: Sentence, at: int, starts: Mapping[int, tuple[Mention, ...]]) -> bool:
    """Tell whether a date begins at a token and no further word with a capital follows it, as in "the May Day Committee"."""
    found = [m.last for m in starts.get(at, ()) if m.type == "date"]
    return bool(found) and (max(found) == len(sentence.tokens) or not sentence.tokens[max(found)].text[0].isupper())


def _expressed(expression: Expression, sentence: Sentence, i: int) -> list[Capture]:
    """Return what an expression matches from token `i` on, the longest first; blanks between tokens count as one."""
    tokens = sentence.tokens
    found: list[Capture] = []
    if not expression.begins(tokens[i].text):
        return found
    text = ""
    for last in range(i, len(tokens)):
        apart = last > i and tokens[last].start > tokens[last - 1].end
        if apart and not expression.spaced:
            break
        text += f" {tokens[last].text}" if apart else tokens[last].text
        if len(text) > expression.longest:
            break
        if expression.fullmatch(text):
            start, end = tokens[i].start, tokens[last].end
            found.append(Capture(i, last + 1, Mention("text", "expression", start, end, i, last + 1, text, Text(text))))
    return found[::-1]


def _listed(element: Element, low: str, words: Vocabulary) -> str:
    """Return the name of the first of the element's lists that holds a word; empty where none does."""
    for name in element.names:
        if name in words.lists and low in words.lists[name]:
            return name
    return ""


def _is_verb(element: Element, low: str, words: Vocabulary) -> bool:
    if low in words.verbs:
        for lemma, done in words.verbs[low]:
            if lemma in element.names or (done and f"{lemma}.done" in element.names):
                return True
    return False


def fits(element: Element, mention: Mention) -> bool:
    """Tell whether a mention is of the element's type and kind."""
    if element.names == NUMBER:
        return mention.type == "quantity" and _is_figure(mention, element.kinds)
    for name in element.names:
        if name in _QUANTITIES:
            if mention.type != "quantity" or mention.kind != name:
                continue
        elif mention.type != name or (name == "ordinal" and mention.kind != name):
            continue
        if not element.kinds:
            return True
        have = told(mention)
        for kind in element.kinds:
            if kind in have:
                return True
    return False


def told(mention: Mention) -> tuple[str, ...]:
    """Return what an element may ask of a mention behind its colon: kind or office, what is counted, share of what, unit."""
    if mention.type in _NAMES:  # as most are
        return (mention.kind,)
    unit = mention.value.unit if isinstance(mention.value, Quantity) else ""
    return mention.kind, mention.head, mention.get("denominator") if mention.fields else "", unit


def _is_figure(mention: Mention, kinds: Sequence[str]) -> bool:
    if "fraction" in kinds:
        q = mention.value
        return mention.kind in _COUNTS and isinstance(q, Quantity) and q.high is not None and 0 < q.high < 1
    return mention.kind in (kinds or _COUNTS)
