"""Loads and checks `claims/` and `reports/`: what can be claimed, and the words it may use."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable


def shipped(folder: str) -> Traversable:
    """Return the data folder of that name: inside the package when installed, beside it in a checkout."""
    inside = files("factcheck") / folder
    return inside if inside.is_dir() else files("factcheck").parent / folder  # type: ignore[attr-defined]


def load_words() -> Mapping[str, Mapping[str, Any]]:
    """Return the word lists of `claims/words/` as parsed TOML, keyed by the file's name without its ending."""
    folder = shipped("claims") / "words"
    found = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".toml")), key=lambda entry: entry.name)
    return {entry.name.removesuffix(".toml"): tomllib.loads(entry.read_text("utf-8")) for entry in found}
