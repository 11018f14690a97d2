"""Makes the ids of claims and findings: short, equal for equal content, and text to every spreadsheet."""

from __future__ import annotations

from typing import Final

from factcheck.digest import sha256

_LETTERS: Final = "abcdefabcdefabcd"


def stable_id(*parts: str) -> str:
    """Return 12 hexadecimal digits of the parts, the first one a letter: "12e456789012" would be opened as a number."""
    digits = sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return _LETTERS[int(digits[0], 16)] + digits[1:]
