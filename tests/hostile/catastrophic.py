"""Expressions and pictures on which engines that try again and again take years, each with the text that is worst for it."""

from __future__ import annotations

from itertools import product
from typing import Final

_INNER: Final = ("a+", "a*", "a|a", "a|aa", "a|a?", "[a-z]+", "\\w+", "\\S+", ".*", "(a|b|ab)*", "a{1,5}", "(?:a?){20}")
_AROUND: Final = (
    "({})+", "({})*b", "({})+$", "^({})+b", "(({})+)+", "(({})*)*b", "({}){{2,}}b", "(?:{}a)+b", "(?i)({})+!x",
    "({}){{20}}", "({}|b)+c", "x?({})+y", "(?s)({})*\\n", "({})({})({})b", "^(({})|({}))+$", "((({})+)+)+x",
)  # fmt: skip
_KNOWN: Final = (
    "(.*a){20}", "\\s+$", "([a-z]+)*@", "(\\w+\\s?)*\\.", "^(([a-z])+.)+[A-Z]([a-z])+$", "(a+)+b\\b", "\\d+\\d+\\d+\\d+x",
    "(.*?,){11}P", "(?:[^<]*<)*>", "<!--[^-]*(?:-[^-]+)*-->", "(x+x+)+y", "^(?:a?){40}a{40}$", "(a|b|c|d|e)*f.*g.*h", ".*.*.*=.*",
)  # fmt: skip
EXPRESSIONS: Final = tuple(
    dict.fromkeys((*(around.format(*[inner] * 3) for inner, around in product(_INNER, _AROUND)), *_KNOWN))
)
PICTURES: Final = (
    "a " + "... a " * 12 + "b ... <measure=rise>",
    "a " + "a? " * 40 + "b <measure=rise>",
    "a " + ".. a? " * 20 + "b .. <measure=rise>",
    "a|b " + "a|b|c? ... " * 15 + "<measure=rise> b",
    "<measure=rise> " + "... " * 50 + "b",
)


def worst(expression: str, length: int) -> str:
    """Return a text of so many characters that nearly matches and in the end does not."""
    if "\\s" in expression and "\\w" not in expression:
        return " " * (length - 1) + "!"
    if "\\d" in expression:
        return "1" * (length - 1) + "!"
    if "x+x+" in expression:
        return "x" * (length - 1) + "!"
    if "<" in expression:
        return "<!-" * (length // 3)
    if "," in expression and "P" in expression:
        return "1," * (length // 2)
    return "a" * (length - 1) + "!"
