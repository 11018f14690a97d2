"""What a newsroom sets for its runs: which families, how grave, how wide, whose outlets belong together, which files.

Set in `[tool.factcheck]` of pyproject.toml or in factcheck.toml, found from the working folder upwards, never beside or
inside the articles: what is under check cannot change how it is checked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.inputs import FIELDS, Inputs, Limits
from factcheck.record import field, record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from factcheck.model import Problem
    from factcheck.paths import Pathname


class ConfigError(Exception):
    """Raised when the configuration cannot be used; `problems` lists every error by file, line and key."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(f"{p.path}:{p.line}: {p.message}" for p in problems))
        self.problems = problems


@record(frozen=True, slots=True)
class Origin:
    """Where a value comes from: "default", the name of a file with its line, a variable or an option."""

    where: str = "default"
    line: int = 0

    def __str__(self) -> str:
        """Return it as people read it: "factcheck.toml:3"."""
        return f"{self.where}:{self.line}" if self.line else self.where


@record(frozen=True, slots=True)
class Outlet:
    """An outlet, the other names under which its articles come, and the group that it belongs to ("": to none)."""

    name: str
    names: tuple[str, ...] = ()
    group: str = ""


@record(frozen=True, slots=True)
class Config:
    """The settings of a run.

    `families` are those to use (none: all) but for those in `ignore`; `claims` are folders with more of them, `aliases`
    files with more names of bodies. `severity` and `width` are by family, `tolerance` by kind of figure ("about",
    "nearly", "round"), all as parts of the figure. `decisions` and `baseline` are files (None: none). `format`, `verdicts`
    and `fail_on` are as on the command line ("" and () leave it to the command). `limits` is how much is read at most;
    `fields` says where the fields of an article stand in JSON and tables, for those that do not stand at the usual places.
    `origins` says where each value comes from, by its dotted key.
    """

    families: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    claims: tuple[Pathname, ...] = ()
    aliases: tuple[Pathname, ...] = ()
    severity: tuple[tuple[str, str], ...] = ()
    tolerance: tuple[tuple[str, Decimal], ...] = ()
    width: tuple[tuple[str, Decimal], ...] = ()
    outlets: tuple[Outlet, ...] = ()
    decisions: Pathname | None = None
    baseline: Pathname | None = None
    format: str = ""
    verdicts: tuple[str, ...] = ()
    fail_on: str = ""
    limits: Limits = field(default_factory=Limits)
    fields: tuple[tuple[str, tuple[str, ...]], ...] = ()
    origins: Mapping[str, Origin] = field(default_factory=dict)

    def origin(self, key: str) -> Origin:
        """Return where the value of a dotted key comes from ("severity.seats")."""
        return self.origins.get(key, Origin())

    @property
    def inputs(self) -> Inputs:
        """How input is read."""
        return Inputs(self.limits, {**FIELDS, **dict(self.fields)})

    def groups(self) -> Mapping[str, str]:
        """Return the independence group of each outlet that has one, by the outlet's name."""
        return {outlet.name: outlet.group for outlet in self.outlets if outlet.group}

    def outlet(self, name: str) -> str:
        """Return the name under which an outlet is known; the given one where the configuration has no other."""
        folded = name.casefold()
        return next((o.name for o in self.outlets if folded in (n.casefold() for n in (o.name, *o.names))), name)


__all__ = ["Config", "ConfigError", "Origin", "Outlet"]
