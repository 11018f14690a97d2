"""Regular expressions that a user writes: they run in RE2, whose time grows with the text and nothing else.

RE2 is imported only where a family has an expression. There is no other engine to fall back to.
"""

from __future__ import annotations

from typing import Final, Protocol

_LONGEST: Final = 500  # characters of an expression
_MEMORY: Final = 1 << 20  # bytes of a compiled one
_NOT_THERE: Final = {
    "(?=": "looking ahead", "(?!": "looking ahead", "(?<=": "looking behind", "(?<!": "looking behind",
    "(?>": "atomic groups", "(?#": "comments", "(?(": "conditions", "(?P=": "references to groups",
}  # fmt: skip


class Expression(Protocol):
    """A compiled expression."""

    def fullmatch(self, text: str, /) -> object:
        """Return something where all of the text matches, else None."""


class Choice:
    """An expression that chooses between `words` and does nothing else ("inside|outside"): most are, and need no engine."""

    def __init__(self, words: frozenset[str]) -> None:
        self.words = words

    def fullmatch(self, text: str, /) -> object:
        """Return the text where it is one of the words, else None."""
        return text if text in self.words else None


def compile_expression(text: str) -> Expression:
    """Return an expression, compiled; raises ValueError with what is wrong."""
    if len(text) > _LONGEST:
        raise ValueError(f"is too long: more than {_LONGEST} characters")
    words = text.split("|")
    if all(word.isalpha() and word.isascii() for word in words):
        return Choice(frozenset(words))
    import re2  # noqa: PLC0415 - only where a family has an expression

    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MEMORY
    try:
        compiled: Expression = re2.compile(text, options)
    except re2.error as error:
        raise ValueError(_why(text, error)) from error
    if compiled.fullmatch(""):
        raise ValueError("matches nothing at all, too: it must want one character or more")
    return compiled


def _why(text: str, error: Exception) -> str:
    """Return in words why an expression cannot be used."""
    found = next((name for sign, name in _NOT_THERE.items() if sign in text), "")
    if not found and any(f"\\{digit}" in text for digit in "123456789"):
        found = "references to groups"
    if found:
        return f"{found} cannot be had, for its time would have no limit; put the words around it into the picture"
    words = error.args[0] if error.args else error
    return "not an expression: " + (words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words))
