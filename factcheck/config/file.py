"""The file of the configuration: where it is, what it says, and everything that is wrong in it."""

from __future__ import annotations

import json
import os
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from factcheck.config import Config, ConfigError, Origin, Outlet
from factcheck.model import Problem
from factcheck.paths import joined, parent, plain
from factcheck.record import replaced
from factcheck.seen import remember, right, seen
from factcheck.suggest import meant
from factcheck.toml import TomlError, parsed, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pydantic import BaseModel

FILE: Final = "factcheck.toml"
_PARTS: Final = ("tolerance", "width")
_KEY: Final = r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*="""
_PART: Final = r"""[\w-]+|"[^"]*"|'[^']*'"""


def find(start: str) -> str:
    """Return the nearest factcheck.toml, or pyproject.toml that configures us, from a folder upwards to its repository; "" for none."""
    folder, last = start, ""
    while folder != last:
        own, project = joined(folder, FILE), joined(folder, "pyproject.toml")
        if os.path.isfile(own):
            return own
        if os.path.isfile(project) and "[tool.factcheck" in _text(project):
            return project
        if os.path.exists(joined(folder, ".git")):
            return ""
        folder, last = parent(folder), folder
    return ""


def _text(file: str) -> str:
    try:
        return text_of(file)
    except OSError as error:
        raise ConfigError((Problem(file, 0, f"cannot be read: {error}"),)) from error
    except TomlError as error:
        raise ConfigError((Problem(file, error.line, str(error)),)) from error


def from_file(file: str) -> Config:
    """Return the configuration of a file over the defaults; raises ConfigError with all errors."""
    text, name = _text(file), os.path.basename(file)
    try:
        data: Any = parsed(text)
    except TomlError as error:
        raise ConfigError((Problem(name, error.line, str(error)),)) from error
    under: tuple[str, ...] = ()
    if name == "pyproject.toml":
        under = ("tool", "factcheck")
        data = data.get("tool", {}).get("factcheck", {})
    places = key_lines(text, under)
    return checked(data, Config(), parent(file), lambda key: Origin(name, _nearest(key, places)))


def key_lines(text: str, under: Sequence[str] = ()) -> dict[tuple[str, ...], int]:
    """Return the line of every key and table of a TOML text, by its path below the table `under`."""
    lines: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        head = line.strip()
        if head.startswith("[") and not head.startswith("[["):
            table = _path(head[1:].split("]")[0])
            full = table
        elif match := re.match(_KEY, line):
            full = (*table, *_path(match[1]))
        else:
            continue
        if full[: len(under)] == tuple(under):
            for length in range(len(under) + 1, len(full) + 1):
                lines.setdefault(full[len(under) : length], number)
    return lines


def _path(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in re.findall(_PART, dotted))


def _nearest(key: Sequence[str], places: Mapping[tuple[str, ...], int]) -> int:
    return next((n for length in range(len(key), 0, -1) if (n := places.get(tuple(key[:length])))), 1)


def checked(data: Any, below: Config, folder: str, origin: Callable[[Sequence[str]], Origin]) -> Config:
    """Return a configuration with the values of `data` over those of `below`; `origin(key path)` says where one stands."""
    mark = seen(json.dumps(data, default=str), "config/schema.py")
    if not right(mark):
        _check(data, origin)
        remember(mark)
    values: dict[str, Any] = {key: tuple(data[key]) for key in ("families", "ignore", "verdicts") if key in data}
    values |= {key: tuple(_below(folder, name) for name in data[key]) for key in ("claims", "aliases") if key in data}
    values |= {key: _below(folder, data[key]) for key in ("decisions", "baseline") if data.get(key)}
    values |= {key.replace("-", "_"): data[key] for key in ("format", "fail-on") if data.get(key)}
    if data.get("severity"):
        values["severity"] = tuple(sorted(data["severity"].items()))
    parts = {key: tuple((name, Decimal(str(part))) for name, part in data.get(key, {}).items()) for key in _PARTS}
    values |= {key: tuple(sorted(found)) for key, found in parts.items() if found}
    if data.get("outlets"):
        outlets = sorted(data["outlets"].items())
        values["outlets"] = tuple(Outlet(n, tuple(o.get("names", ())), o.get("group", "")) for n, o in outlets)
    if data.get("limits"):
        values["limits"] = replaced(below.limits, **{key.replace("-", "_"): n for key, n in data["limits"].items()})
    if data.get("fields"):
        places = ((name, (at,) if isinstance(at, str) else tuple(at)) for name, at in data["fields"].items())
        values["fields"] = tuple(sorted(places))
    origins = {key: origin(key.split("\x1f")) for key in _keys(data)}
    named = {key.replace("\x1f", "."): where for key, where in origins.items()}
    return replaced(below, **values, origins={**below.origins, **named})


def _below(folder: str, name: str) -> str:
    """Return a path that stands in a configuration, from that one's folder."""
    return plain(joined(folder, name))


def _check(data: Any, origin: Callable[[Sequence[str]], Origin]) -> None:
    """Raise ConfigError with everything that is wrong."""
    from pydantic import ValidationError  # noqa: PLC0415 - not needed without a configuration, or for one that is known

    from factcheck.config.schema import ConfigModel  # noqa: PLC0415

    try:
        ConfigModel.model_validate(data)
    except ValidationError as error:
        problems = []
        for item in error.errors():
            path = [str(part) for part in item["loc"]]
            at = origin(path or [""])
            problems.append(Problem(at.where, at.line, _message(path, item["type"], item["msg"], ConfigModel)))
        raise ConfigError(tuple(sorted(set(problems), key=lambda p: (p.path, p.line, p.message)))) from error


def _keys(data: Mapping[str, Any], above: str = "") -> list[str]:
    """Return the paths of all values below a table, their parts joined by a sign that no key holds."""
    found = []
    for key, value in data.items():
        path = f"{above}\x1f{key}" if above else key
        found += _keys(value, path) if isinstance(value, dict) else [path]
    return found


def _message(path: Sequence[str], kind: str, words: str, model: type[BaseModel]) -> str:
    """Return what is wrong with a key; for an unknown one the key that was probably meant."""
    key = ".".join(path)
    if kind != "extra_forbidden":
        return f"{key}: {words.lower()}"
    known = _fields(model, path[:-1])
    return f"unknown key {key!r}{meant(path[-1], known)}"


def _fields(model: type[BaseModel], path: Sequence[str]) -> list[str]:
    """Return the keys of the table at a path of the model."""
    from factcheck.config.schema import FieldsModel, LimitsModel, OutletModel, ToleranceModel  # noqa: PLC0415

    tables: dict[str, type[BaseModel]] = {
        "tolerance": ToleranceModel, "outlets": OutletModel, "limits": LimitsModel, "fields": FieldsModel,
    }  # fmt: skip
    table = tables.get(path[0], model) if path else model
    return [field.alias or name for name, field in table.model_fields.items()]
