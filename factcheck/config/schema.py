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


Count = Annotated[int, Field(ge=1, strict=True)]
Paths = str | Annotated[list[str], Field(min_length=1)]


class LimitsModel(_Strict):
    """How much is read at most; what lies beyond is told as not read, and the exit code is 2."""

    file_bytes: Count | None = Field(None, description="bytes of a file, also of one inside a packed file (20,000,000)")
    page_bytes: Count | None = Field(None, description="bytes of a web page (4,000,000)")
    expanded_bytes: Count | None = Field(None, description="bytes of all that a packed file holds (200,000,000)")
    ratio: Count | None = Field(None, description="by how much packed data may grow, from 8 MiB on (100)")
    entries: Count | None = Field(None, description="files in a packed file (10,000)")
    articles: Count | None = Field(None, description="articles in one file (20,000)")
    depth: Annotated[int, Field(ge=10, le=240, strict=True)] | None = Field(
        None, description="elements or brackets inside one another (200)"
    )
    values: Count | None = Field(None, description="values of a JSON file, elements of an XML file (1,000,000)")
    elements: Count | None = Field(None, description="elements of a web page (100,000)")
    characters: Count | None = Field(None, description="characters of an article (1,000,000)")
    lines: Count | None = Field(None, description="lines of an article (100,000)")
    claims: Count | None = Field(None, description="claims of an article (50,000)")
    pairs: Count | None = Field(
        None, description="pairs of values of one thing claimed, where more than 400 articles speak of it (80,000)"
    )
    archived: Count | None = Field(
        None, description="archived articles among which a draft's story is looked for (1,000)"
    )


class FieldsModel(_Strict):
    """Where the fields of an article stand in JSON, JSON lines and CSV: dotted paths, of which the first that holds something counts."""

    items: Paths | None = Field(None, description="the list of articles in a JSON file")
    id: Paths | None = Field(None, description="what tells an article from the others of its file")
    title: Paths | None = Field(None, description="the headline")
    text: Paths | None = Field(None, description="the text, plain or HTML")
    published: Paths | None = Field(None, description="the day or moment of publication")
    outlet: Paths | None = Field(None, description="the outlet")
    url: Paths | None = Field(None, description="the address")


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
    limits: LimitsModel = LimitsModel()
    fields_: FieldsModel = Field(FieldsModel(), alias="fields")


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
