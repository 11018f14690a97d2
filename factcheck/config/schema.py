"""The form of the configuration and of alias files, checked with pydantic; also gives the JSON Schema for editors."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Severity = Literal["error", "warning", "note"]
Verdict = Literal["contradiction", "review", "explained", "agreement"]
Part = Annotated[float, Field(ge=0, lt=1, strict=True)]


def _dashed(name: str) -> str:
    return name.replace("_", "-")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, alias_generator=_dashed)


class ToleranceModel(_Strict):
    """How far figures may lie apart, as parts of the figure."""

    about: Part | None = Field(None, description="after a hedge such as “about” (0.05)")
    nearly: Part | None = Field(None, description="below a figure after “nearly” (0.10)")
    round: Part | None = Field(None, description="the most that a figure ending in zeros is taken as rounded by (0.05)")


class OutletModel(_Strict):
    """One outlet."""

    names: list[str] = Field([], description="other names under which its articles come")
    group: str = Field("", description="outlets of one group are not independent: together they corroborate once")


class ConfigModel(_Strict):
    """`[tool.factcheck]` in pyproject.toml, or the whole of factcheck.toml."""

    families: list[str] = Field([], description="the families of claims to use; all when empty")
    ignore: list[str] = Field([], description="families of claims not to use")
    claims: list[str] = Field([], description="folders with claim families of your own")
    aliases: list[str] = Field(
        [], description="files with further names of bodies, in the form of claims/words/aliases.toml"
    )
    decisions: str | None = Field(None, description="the file with editors' decisions (factcheck-decisions.toml)")
    baseline: str | None = Field(None, description="an earlier JSON report; what it holds is not reported again")
    format: str = Field("", description="the format of report and check")
    verdicts: list[Verdict] = Field([], description="the verdicts that report and check list")
    fail_on: Literal["", "error", "warning", "contradiction", "review", "never"] = Field(
        "", description="what ends report and check with exit code 1"
    )
    severity: dict[str, Severity] = Field({}, description="how grave a contradiction of a family is")
    tolerance: ToleranceModel = ToleranceModel()
    width: dict[str, Part] = Field({}, description="by family, the part of a figure by which two may always differ")
    outlets: dict[str, OutletModel] = Field({}, description="outlets by name")


class GroupModel(BaseModel):
    """One body with several names."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    names: list[str] = Field(min_length=1)
    not_: list[str] = Field([], alias="not", description="names that look alike and mean another body")
    kind: str = "group"
    country: str = ""
    renamed: bool = False
    note: str = ""


class AliasesModel(BaseModel):
    """A file of further names of bodies."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    group: list[GroupModel] = []
