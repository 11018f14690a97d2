"""The configuration in force, value by value with its origin, and the JSON Schemas of all files that a user writes."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import TYPE_CHECKING

from factcheck.paths import plain, posix
from factcheck.record import record

if TYPE_CHECKING:
    from pydantic import BaseModel

    from factcheck.catalogue import Catalogue
    from factcheck.config import Config
    from factcheck.paths import Pathname


@record(frozen=True, slots=True)
class Shown:
    """One value by its dotted key, and where it comes from."""

    key: str
    value: str | list[str]
    origin: str


def values(config: Config, catalogue: Catalogue) -> list[Shown]:
    """Return every value in force; `catalogue` is the configured one, from which the families' own values are taken."""

    def one(key: str, value: str | list[str], default: str = "default") -> Shown:
        origin = config.origin(key)
        return Shown(key, value, default if origin.where == "default" else str(origin))

    hedges = catalogue.words["widths"]["hedges"]
    kept = config.decisions is not None and config.origin("decisions").where == "default"
    return [
        one("families", [f.id for f in catalogue.families]),
        one("ignore", list(config.ignore)),
        one("claims", [_path(p) for p in config.claims]),
        one("aliases", [_path(p) for p in config.aliases]),
        one("decisions", _path(config.decisions), "found" if kept else "default"),
        one("baseline", _path(config.baseline)),
        one("format", config.format or "text"),
        one("verdicts", list(config.verdicts) or ["contradiction", "review"]),
        one("fail-on", config.fail_on or "contradiction"),
        *(one(f"severity.{f.id}", f.severity, f"claims/{f.id}/family.toml") for f in catalogue.families),
        *(one(f"width.{f.id}", f"{f.width:g}", f"claims/{f.id}/family.toml") for f in catalogue.families if f.width),
        one("tolerance.about", hedges["about"], "claims/words/widths.toml"),
        one("tolerance.nearly", hedges["nearly"], "claims/words/widths.toml"),
        one("tolerance.round", hedges["cap"], "claims/words/widths.toml"),
        *(one(f"outlets.{o.name}.names", list(o.names)) for o in config.outlets),
        *(one(f"outlets.{o.name}.group", o.group) for o in config.outlets),
        *(
            one(f"limits.{f.name.replace('_', '-')}", str(getattr(config.limits, f.name)))
            for f in fields(config.limits)
        ),
        *(one(f"fields.{name}", list(places)) for name, places in config.inputs.fields.items()),
    ]


def _path(path: Pathname | None) -> str:
    """Return a path as the user may write it, empty for none."""
    return "" if path is None else posix(plain(path))


def schema(name: str) -> str:
    """Return the JSON Schema of "config", "aliases", "family", "examples" or "report", with a line end; raises KeyError."""
    from factcheck.config.schema import AliasesModel, ConfigModel  # noqa: PLC0415 - pydantic only where it is needed
    from factcheck.forms import ExamplesModel, FamilyModel  # noqa: PLC0415
    from factcheck.render.contract import ReportPart  # noqa: PLC0415

    models: dict[str, type[BaseModel]] = {
        "config": ConfigModel, "aliases": AliasesModel, "family": FamilyModel, "examples": ExamplesModel,
        "report": ReportPart,
    }  # fmt: skip
    made = json.loads(json.dumps(models[name].model_json_schema()).replace('"schema_"', '"schema"'))
    data = {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
