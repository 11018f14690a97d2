"""How deep markup and JSON are nested, found before a parser sees them: parsers lose text, or fall, beyond their own limit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from factcheck.inputs import Limits

# One match is one step, and every step goes on where the last one ended: linear, whatever is opened and never closed.
_TAG: Final = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)"
    r"|<(/?)([A-Za-z_][^\s/>\"'=<]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*'|[\"'])*+)(>?)",
    re.DOTALL,
)
_HTML_TAG: Final = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]*)|<!--|-->")
_JSON: Final = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[\]{},]', re.DOTALL)
_IN_TAG: Final = re.compile(r"(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+")
_QUOTED: Final = re.compile(r"\"[^\"]*\"|'[^']*'")
_BETWEEN: Final = re.compile(r"[\s/]+")
_ATTRIBUTES: Final = 1_000  # of one element; a parser compares each with all others
# Elements that are closed by themselves, or that hold nothing: they do not make a page deep.
_FLAT: Final = frozenset(
    """area base br col embed hr img input link meta param source track wbr p li dt dd option optgroup tr td th thead tbody
    tfoot colgroup caption rp rt head body html""".split()
)
_RAW: Final = frozenset("script style textarea title xmp iframe noembed noframes plaintext".split())

# What no tree can hold: halves of characters and control characters, by themselves or as references.
_ILLEGAL: Final = re.compile(
    r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
    r"|&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01]|55(?:29[6-9]|[3-9]\d\d)|56\d{3}|57(?:[0-2]\d\d|3[0-3]\d|34[0-3]))|[xX]0*(?:[0-8bBeEfF]|1[0-9a-fA-F]|[dD][89a-fA-F][0-9a-fA-F]{2}))(?![0-9a-fA-F]);?"
)


class DeepError(Exception):
    """Tells that something is nested deeper, or holds more, than is read."""


def sound(text: str) -> str:
    """Return markup with U+FFFD for what no tree can hold."""
    return _ILLEGAL.sub("\ufffd", text)


def check_html(text: str, limits: Limits) -> int:
    """Return where a comment or script begins that is never closed, -1 without one.

    Raises `DeepError` when a page's elements are nested too deep or too many, or one has more attributes than parsers bear.
    """
    open_, skip, end, unclosed, count = 0, "", -1, -1, 0
    for match in _HTML_TAG.finditer(text):
        if match.start() < end:
            continue
        word = match[0]
        if word == "<!--":
            # In a comment nothing opens; one that is not closed reaches to the end.
            found = text.find("-->", match.end() - 2) if not skip else -2
            end = len(text) if found == -1 else found
            if found == -1:
                return match.start()
            continue
        if word == "-->":
            continue
        name = match[2].lower()
        if skip:
            skip = "" if match[1] and name == skip else skip
            continue
        if not match[1] and _attributes(text, match.end()) > _ATTRIBUTES:
            raise DeepError(f"too much to read: more than {_ATTRIBUTES:,} attributes of one element")
        count += not match[1]
        if count > limits.elements:
            raise DeepError(f"too much to read: more than {limits.elements:,} elements (limits.elements)")
        if name in _FLAT:
            continue
        if match[1]:
            open_ = max(0, open_ - 1)
        elif name in _RAW:
            skip, unclosed = name, match.start()
        else:
            open_ += 1
            if open_ > limits.depth:
                raise DeepError(f"nested too deep: more than {limits.depth} elements inside one another (limits.depth)")

    return unclosed if skip else -1


def _attributes(text: str, start: int) -> int:
    """Return about how many attributes a tag has that goes on from an offset; short ones are not looked at."""
    if text.find(">", start, start + 2 * _ATTRIBUTES) >= 0:
        return 0
    found = _IN_TAG.match(text, start)
    return len(_BETWEEN.split(_QUOTED.sub("", found[0]))) if found else 0


def check_xml(text: str, limits: Limits) -> None:
    """Raise `DeepError` when a document's elements are nested too deep or too many."""
    open_ = count = 0
    for match in _TAG.finditer(text):
        if match[2] is None:
            continue
        if match[1]:
            open_ -= 1
            continue
        count += 1
        if count > limits.values:
            raise DeepError(f"too much to read: more than {limits.values:,} elements (limits.values)")
        if not match[3].endswith("/"):
            open_ += 1
            if open_ > limits.depth:
                raise DeepError(f"nested too deep: more than {limits.depth} elements inside one another (limits.depth)")


def check_json(text: str, limits: Limits) -> None:
    """Raise `DeepError` when JSON is nested too deep or holds too many values."""
    open_ = count = 0
    for match in _JSON.finditer(text):
        sign = match[0]
        if sign in "[{":
            open_ += 1
            count += 1
            if open_ > limits.depth:
                raise DeepError(f"nested too deep: more than {limits.depth} brackets inside one another (limits.depth)")
        elif sign in "]}":
            open_ -= 1
        elif sign == ",":
            count += 1
        if count > limits.values:
            raise DeepError(f"too much to read: more than {limits.values:,} values (limits.values)")
