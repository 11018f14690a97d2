"""Catalogue and documents -> the same as the configuration wants them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from factcheck.config import ConfigError
from factcheck.model import Problem
from factcheck.record import replaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from factcheck.catalogue import Catalogue, Family
    from factcheck.config import Config
    from factcheck.model import Document
    from factcheck.paths import Pathname

_MOST = 20  # errors of one file that are told
_WIDTHS = {"about": "about", "nearly": "nearly", "round": "cap"}


def configured(catalogue: Catalogue, config: Config) -> Catalogue:
    """Return the families and words that the configuration asks for; raises ConfigError with every family it misnames."""
    known = [family.id for family in catalogue.families]
    if unknown := [(key, name) for key, name in _named(config) if name not in known]:
        raise _unknown(unknown, known, config)
    chosen = [f for f in catalogue.families if f.id not in config.ignore and f.id in (config.families or known)]
    severity, width = dict(config.severity), dict(config.width)
    families = tuple(_family(f, severity.get(f.id, ""), width.get(f.id)) for f in chosen)
    return replaced(catalogue, families=families, words=_words(catalogue.words, config))


def _unknown(named: Sequence[tuple[str, str]], known: Sequence[str], config: Config) -> ConfigError:
    """Return the error of a configuration that names families, each at a key, which are not among those that are known."""
    from factcheck.suggest import meant  # noqa: PLC0415 - only where something is wrong

    problems = (
        Problem(origin.where, origin.line, f"{key}: unknown family {name!r}{meant(name, known)}")
        for key, name in named
        for origin in (config.origin(key),)
    )
    return ConfigError(tuple(problems))


def _named(config: Config) -> list[tuple[str, str]]:
    """Return every place where the configuration names a family, with its key."""
    return [
        *(("families", name) for name in config.families),
        *(("ignore", name) for name in config.ignore),
        *((f"severity.{name}", name) for name, _ in config.severity),
        *((f"width.{name}", name) for name, _ in config.width),
    ]


def _family(family: Family, severity: str, width: Any) -> Family:
    family = replaced(family, severity=severity) if severity else family
    return family if width is None else replaced(family, width=float(width))


def _words(words: Mapping[str, Mapping[str, Any]], config: Config) -> Mapping[str, Mapping[str, Any]]:
    made = dict(words)
    if config.tolerance:
        hedges = {_WIDTHS[name]: str(part) for name, part in config.tolerance}
        made["widths"] = {**words["widths"], "hedges": {**words["widths"]["hedges"], **hedges}}
    own = [group for file in config.aliases for group in _aliases(file)]
    if own:
        names = {group["name"] for group in own}
        shipped = [group for group in words["aliases"]["group"] if group["name"] not in names]
        made["aliases"] = {**words["aliases"], "group": [*shipped, *own]}
    return made


def _aliases(file: Pathname) -> list[dict[str, Any]]:
    """Return the groups of an alias file; raises ConfigError."""
    from pydantic import ValidationError  # noqa: PLC0415

    from factcheck.config.schema import AliasesModel  # noqa: PLC0415
    from factcheck.toml import TomlError, line_of, parsed, text_of  # noqa: PLC0415

    name = os.path.basename(file)
    try:
        text = text_of(file)
        model = AliasesModel.model_validate(parsed(text))
    except OSError as error:
        raise ConfigError((Problem(name, 0, f"cannot be read: {error}"),)) from error
    except TomlError as error:
        raise ConfigError((Problem(name, error.line, str(error)),)) from error
    except ValidationError as error:
        found = [(line_of(text, item["loc"]), item) for item in error.errors()[:_MOST]]
        problems = (
            Problem(name, line, f"{'.'.join(str(p) for p in item['loc'])}: {item['msg'].lower()}")
            for line, item in found
        )
        raise ConfigError(tuple(problems)) from error
    return [group.model_dump(by_alias=True) for group in model.group]


def renamed(documents: Sequence[Document], config: Config) -> tuple[Document, ...]:
    """Return the documents with their outlets under the names that the configuration gives them."""
    return tuple(renaming(documents, config))


def renaming(documents: Iterable[Document], config: Config) -> Iterable[Document]:
    """Return the same, one after another."""
    if not config.outlets:
        return documents
    return (replaced(d, outlet=config.outlet(d.outlet)) for d in documents)
