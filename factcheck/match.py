"""Where a picture (factcheck/picture.py) matches in a sentence, and what its elements take there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from factcheck.model import Mention, Name, Quantity, Text
from factcheck.picture import NUMBER, Capture, Element, Vocabulary

if TYPE_CHECKING:
    from factcheck.expressions import Expression
    from factcheck.model import Sentence, Token

_COUNTS: Final = ("count", "number")
_NAMES: Final = frozenset(("person", "organisation", "place", "name"))
_QUANTITIES: Final = frozenset(("count", "percent", "money", "measure", "age"))
_STOP: Final = frozenset((";", ":", "?", "!", "("))
_PLAIN: Final = frozenset(("word", "list", "verb"))  # forms that take one token or nothing


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
    if not _asks(second):
        return False
    if first.form in _PLAIN:
        return not _may_stand(second, at + 1, tokens, starts, words)
    if first.form != "mention" or first.names == NUMBER:
        return False
    for m in starts.get(at, ()):  # noqa: SIM110 - a loop, for it is asked for every pattern that is tried
        if _may_stand(second, m.last, tokens, starts, words):
            return False
    return True


def _asks(element: Element) -> bool:
    """Tell whether an element asks for something that is quickly looked for: one word, or a mention, that must stand there."""
    return not element.optional and (element.form in _PLAIN or element.form == "mention")


def _may_stand(
    element: Element, at: int, tokens: Sequence[Token], starts: Mapping[int, tuple[Mention, ...]], words: Vocabulary
) -> bool:
    """Tell whether a mention, a word or a verb that a picture asks for may stand at a token."""
    if at >= len(tokens):
        return False
    if element.form == "mention":
        return at in starts
    return _is_plain(element, tokens[at].low, words)


def _is_plain(element: Element, low: str, words: Vocabulary) -> bool:
    """Tell whether a word is one of those, of the list or of the verb that an element asks for."""
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
    while k < len(elements) and elements[k].form in _PLAIN:  # most matches fail at such a word
        element = elements[k]
        if element.optional or element.field:
            break
        if i >= len(tokens):
            return None
        if not _is_plain(element, tokens[i].low, words):
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
        asked = _asks(after)
        for step in range(element.reach + 1):
            at = i + step
            if at > len(tokens):
                return None
            low = tokens[at].low if at < len(tokens) else ""
            if not asked or _may_stand(after, at, tokens, starts, words):
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
    for name in words.verbs.get(low, ()):  # noqa: SIM110 - a loop, for it is asked for every pattern that is tried
        if name in element.names:
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
