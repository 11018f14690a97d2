"""SHA-256 and BLAKE2b without the start-up time of `hashlib`, which loads OpenSSL, and the ids of claims and findings.

A draft needs a few short digests.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from hashlib import blake2b, sha256
else:

    def _first(name: str, *modules: str) -> Any:
        """Return what has that name in the first of these modules that there is."""
        for module in modules:
            try:
                return getattr(import_module(module), name)
            except (ImportError, AttributeError):
                continue
        return getattr(import_module("hashlib"), name)

    # The interpreter's own, which `hashlib` itself takes where there is no OpenSSL; modules differ by release.
    sha256 = _first("sha256", "_sha2" if sys.version_info >= (3, 12) else "_sha256")
    blake2b = _first("blake2b", "_blake2")

_LETTERS: Final = "abcdefabcdefabcd"


def stable_id(*parts: str) -> str:
    """Return 12 hexadecimal digits of the parts, the first one a letter: "12e456789012" would be opened as a number."""
    digits = sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return _LETTERS[int(digits[0], 16)] + digits[1:]


__all__ = ["blake2b", "sha256", "stable_id"]
