"""Regular expressions that a user writes: they run in RE2, whose time grows with the text and nothing else.

RE2 is imported only where a family has an expression. There is no other engine to fall back to.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from typing import Protocol

    class _Engine(Protocol):
        def fullmatch(self, text: str, /) -> object:
            """Return something where all of the text matches, else None."""


REACH: Final = 80  # characters that an expression looks at
_LONGEST: Final = 500  # characters of an expression
_EITHER: Final = "['\u2019]"
_PHRASE: Final = r"[A-Za-z]+(?:(?: |-|'(?=s\b))[A-Za-z]+)*"  # as it is cut into tokens: "Lowe's" is "Lowe" and "'s"
_MEMORY: Final = 1 << 20  # bytes of a compiled one
_NOT_THERE: Final = {
    "(?=": "looking ahead", "(?!": "looking ahead", "(?<=": "looking behind", "(?<!": "looking behind",
    "(?>": "atomic groups", "(?#": "comments", "(?(": "conditions", "(?P=": "references to groups",
}  # fmt: skip


class Expression:
    """A compiled expression.

    `phrases` are those between which it chooses, if it does nothing else ("inside|in front of"), as most do: they need no engine.
    `longest` is how many characters it can match, and `spaced` tells whether white space may be among them.
    """

    def __init__(self, phrases: frozenset[str], engine: _Engine | None, *, spaced: bool) -> None:
        self.phrases = phrases
        self.longest = max(map(len, phrases)) if phrases else REACH
        self.spaced = spaced
        self._engine = engine
        self._firsts = frozenset(word[0] for phrase in phrases if (word := re.match("[A-Za-z]+", phrase)))

    def words(self) -> frozenset[str]:
        """Return one word of each phrase in lower case, the longest."""
        return frozenset(max(re.findall("[a-z]+", phrase.lower()), key=len) for phrase in self.phrases)

    def begins(self, word: str) -> bool:
        """Tell whether what it matches may begin with a word."""
        return not self._firsts or word in self._firsts

    def fullmatch(self, text: str, /) -> bool:
        """Tell whether all of the text matches."""
        return text in self.phrases if self._engine is None else bool(self._engine.fullmatch(text))


def compile_expression(text: str) -> Expression:
    """Return an expression, compiled; raises ValueError with what is wrong."""
    if len(text) > _LONGEST:
        raise ValueError(f"is too long: more than {_LONGEST} characters")
    phrases = text.replace(_EITHER, "'").split("|")
    if all(re.fullmatch(_PHRASE, phrase) for phrase in phrases):
        curled = [phrase.replace("'", "\u2019") for phrase in phrases] if _EITHER in text else []
        return Expression(frozenset((*phrases, *curled)), None, spaced=" " in text)
    import re2  # noqa: PLC0415 - only where a family has an expression

    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MEMORY
    try:
        compiled: _Engine = re2.compile(text, options)
    except re2.error as error:
        raise ValueError(_why(text, error)) from error
    if compiled.fullmatch(""):
        raise ValueError("matches nothing at all, too: it must want one character or more")
    return Expression(frozenset(), compiled, spaced=_may_hold_space(text))


def _may_hold_space(text: str) -> bool:
    """Tell whether white space may be part of what an expression matches, as far as its signs show."""
    signs = re.sub(r"\[[^\[\]^]*\]", lambda found: found[0].replace(".", ""), text)
    return any(c in " .\\" or c < " " for c in signs) or "[^" in signs or "[[:" in signs


def _why(text: str, error: Exception) -> str:
    """Return in words why an expression cannot be used."""
    found = next((name for sign, name in _NOT_THERE.items() if sign in text), "")
    if not found and any(f"\\{digit}" in text for digit in "123456789"):
        found = "references to groups"
    if found:
        return f"{found} cannot be had, for its time would have no limit; put the words around it into the picture"
    words = error.args[0] if error.args else error
    return "not an expression: " + (words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words))
