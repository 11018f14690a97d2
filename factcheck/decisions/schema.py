"""The form of an entry of `factcheck-decisions.toml`, checked with pydantic."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from factcheck.forms import known_keys
from factcheck.suggest import meant

_Id = Annotated[str, StringConstraints(pattern=r"^[a-f][0-9a-f]{11}$")]
_Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SideModel(_Strict):
    """One side of the pair: the ids of its claims, and what people need to see what was decided on."""

    value: str
    outlet: str = ""
    article: str
    sentence: str
    claims: list[_Id] = Field(min_length=1)


class DecisionModel(_Strict):
    """One entry."""

    finding: _Id
    verdict: Literal["contradiction", "review", "explained", "agreement"]
    family: str
    subject: str
    attribute: str
    scope: str = ""
    decision: Literal["accepted error", "not an error", "outdated", "watch"]
    reason: _Words
    by: _Words
    expires: date | None = Field(None, strict=True)
    side: tuple[SideModel, SideModel]

    @model_validator(mode="after")
    def _watched_until(self) -> DecisionModel:
        if self.decision == "watch" and self.expires is None:
            raise ValueError("watch: must say until when, in `expires`")
        return self


def faults(entry: Any) -> list[tuple[tuple[int | str, ...], str]]:
    """Return everything that is wrong with an entry: the place of the key, and what is wrong there."""
    try:
        DecisionModel.model_validate(entry)
    except ValidationError as error:
        return [(tuple(item["loc"]), _wrong(item)) for item in error.errors()]
    return []


def _wrong(item: Mapping[str, Any]) -> str:
    """Return what is wrong with a key; for an unknown one the key that was probably meant."""
    key = ".".join(str(part) for part in item["loc"])
    if item["type"] == "extra_forbidden":
        return f"unknown key {key!r}{meant(str(item['loc'][-1]), known_keys(DecisionModel, item['loc']))}"
    words = str(item["msg"]).removeprefix("Value error, ").lower()
    return f"{key}: {words}" if key else words
