"""Finds and reads the configuration: defaults, then the file, then variables; options of a command come on top."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final

from factcheck.config import Config, Origin
from factcheck.paths import joined, parent, plain
from factcheck.record import replaced

if TYPE_CHECKING:
    from collections.abc import Mapping

    from factcheck.paths import Pathname

DECISIONS: Final = "factcheck-decisions.toml"
_LISTS: Final = ("families", "ignore", "claims", "aliases", "verdicts")
_WORDS: Final = ("decisions", "baseline", "format", "fail-on")


def load(
    start: Pathname, environ: Mapping[str, str], file: Pathname | None = None, *, isolated: bool = False
) -> Config:
    """Return the configuration for a working folder; `file` is used instead of the one found, `isolated` uses none.

    `environ` holds FACTCHECK_FORMAT and the like; lists in it are separated by commas. Raises ConfigError with all errors.
    """
    config, found, here = Config(), "", plain(start)
    if not isolated:
        from factcheck.config.file import find, from_file  # noqa: PLC0415 - only where a file is looked for

        found = plain(file) if file else find(here)
        config = from_file(found) if found else config
    config = _from_environ(config, environ, here)
    if config.decisions is None and not isolated:
        default = joined(parent(found) if found else here, DECISIONS)
        if os.path.isfile(default):
            config = replaced(config, decisions=default)
    return config


def _from_environ(config: Config, environ: Mapping[str, str], start: str) -> Config:
    data: dict[str, Any] = {}
    for key in (*_LISTS, *_WORDS):
        value = environ.get(_variable(key), "")
        if value:
            data[key] = [part.strip() for part in value.split(",") if part.strip()] if key in _LISTS else value
    if not data:
        return config
    from factcheck.config.file import checked  # noqa: PLC0415 - only where something is set

    return checked(data, config, start, lambda key: Origin(_variable(key[0])))


def _variable(key: str) -> str:
    return f"FACTCHECK_{key.upper().replace('-', '_')}"
