"""Paths as text are what `pathlib` makes of them."""

from __future__ import annotations

import random
from itertools import product
from pathlib import Path, PurePath

import pytest

from factcheck.paths import below, joined, parent, plain, posix, suffix

PARTS = ("a", "b.txt", ".", "..", "", ".git", "a.b.c", "-", "\udcff", "a b")


def drawn() -> list[str]:
    dice = random.Random(1)  # noqa: S311 - the same paths in every run
    made = {"/".join(dice.choices(PARTS, k=dice.randint(0, 6))) for _ in range(4000)}
    return sorted(made | {"//a", "///a", "//", "/", "", ".", "..", "a/", "./", "./a", "a//b", "a/./b", "/.", "../.."})


def test_a_path_has_the_form_that_pathlib_gives_it() -> None:
    for text in drawn():
        path = PurePath(text)
        found = plain(text)
        assert found == str(path) == plain(path), text
        assert plain(found) == found
        assert parent(found) == str(path.parent), text
        assert posix(found) == path.as_posix(), text
        if not path.name.endswith("."):  # of which releases of Python think differently
            assert suffix(found) == path.suffix.lower(), text


def test_a_name_below_a_folder() -> None:
    for text, name in product(drawn()[::20], ("x", "x.txt", "x/y")):
        path = PurePath(text) / name
        assert joined(plain(text), name) == str(path)
        assert below(str(path), plain(text)) == name
    assert joined(".", "") == "."
    assert joined("a", "") == "a"
    assert joined(".", "/a") == "/a"
    assert below("a/b", "a/b") == "."
    assert below("ab/c", "a") == ""
    assert below("/a", ".") == ""
    assert below("a/b", ".") == "a/b"
    assert below("/a", "/") == "a"


@pytest.mark.parametrize("name", ["..", "a/../b"])
def test_a_folder_above_stays(name: str, tmp_path: Path) -> None:
    """Behind a link, "a/.." is another place than here."""
    assert plain(tmp_path / name).endswith(name)
