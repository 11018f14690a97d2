"""Rows A: bytes and text."""

from __future__ import annotations

from pathlib import Path

import pytest
from harness import PLANTED, accounted, holders, incomplete, report


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", b"\xef\xbb\xbf", "\u2028\u00a0".encode()])
def test_A1_nothing_in_a_file(tmp_path: Path, data: bytes) -> None:
    """A file that is empty, or holds white space or a byte order mark only, is told as empty."""
    (tmp_path / "a.txt").write_bytes(data)
    done = report("a.txt", cwd=tmp_path)
    assert done.code == 2
    assert incomplete(done, "a.txt") == ["empty file"]


def test_A2_broken_utf8(tmp_path: Path) -> None:
    """Broken UTF-8 is read with U+FFFD in place of the bytes, told with its line; what follows is still read."""
    text = "The café – a “haunt” of naïve gulls – shut on Monday.\nFerry — 12 died \ufffd\ufffd in the harbour.\n"
    data = text.encode().replace("\ufffd".encode(), b"\xff") + PLANTED.encode()
    (tmp_path / "a.txt").write_bytes(data)
    done = report("a.txt", cwd=tmp_path)
    assert accounted(done, "a.txt") == "told"
    assert holders(done) == ["Judith Abelard"]
