"""The form of a family's files, checked with pydantic; also gives their JSON Schema for editors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Discriminator, Field, RootModel, Tag

# The general mechanisms that a family may name: a typed value with its verb, or the name by which something is called.
_CONSTRUCTION = (
    r"^(predicate (date|time|count|money|percent|duration|ordinal|measure)"
    r"|naming (organisation|person|street|place|digits)|inner (conversion|weekday|sum|list|zone|change|share|span|rate)"
    r"|across (birth|headline|rest|result)|quoting (words|speaker))?$"
)


# The pieces of a frame, or those by each label; `factcheck/frames.py` says how they are used.
_FrameName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
_Pieces = Annotated[list[str], Field(min_length=1)]
_Labelled = Annotated[str, Tag("piece")] | Annotated[_Pieces, Tag("list")]
_Table = Annotated[
    dict[str, Annotated[_Labelled, Discriminator(lambda given: "list" if isinstance(given, list) else "piece")]],
    Field(min_length=1),
]
_Frame = Annotated[
    Annotated[_Pieces, Tag("list")] | Annotated[_Table, Tag("table")],
    Discriminator(lambda given: "table" if isinstance(given, dict) else "list"),
]
_Frames = dict[_FrameName, _Frame]


class Strict(BaseModel):
    """A table in which every key is known."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class PatternModel(Strict):
    """One surface form of a family."""

    name: str = Field(description="the picture, in the language of factcheck/picture.py")
    subject: str = Field("", description="the capture that the claim is about")
    value: str = Field("", description="the capture that is the value")
    attribute: str = Field("", description="what is claimed; {capture} stands for that capture's kind or words")
    scope: str = Field("", description="of which part it is claimed; {capture} as above")
    status: Literal["", "current", "former", "then", "acting", "incoming"] = Field(
        "", description="current, former, then, acting or incoming, where the picture tells"
    )
    world: Literal["", "asserted", "planned", "proposed", "forecast", "hypothetical", "denied"] = Field(
        "", description="asserted, planned, proposed, forecast, hypothetical or denied"
    )
    carry: str = Field(
        "",
        pattern=r"^((earlier|country|main|office|beside|alone)( |$))*$",
        description="carries the subject over from an earlier sentence",
    )
    time: str = Field("", description="the capture that dates the claim")
    about: str = Field("", description="what a story has but one of (“the event”), instead of a subject")
    divide: int = Field(1, ge=1, description="the value is so many times what is claimed")
    equals: str = Field(
        "", description="what the value must be, computed from other captures (factcheck/values/formula.py)"
    )
    most: str = Field("", description="what the value cannot be above, computed from other captures")
    fields: dict[str, str] = Field({}, description="soft dimensions, printed beside the claim")


class FamilyModel(Strict):
    """A type of claim: claims/<name>/family.toml."""

    about: str = Field(description="what it is about, in a few words")
    value: Literal["quantity", "date", "time", "name", "text"] = Field(description="the type of its values")
    changes: Literal["never", "running", "terms", "ages"] = Field(description="how a value may change")
    compare: Literal["everywhere", "story", "never"] = Field(description="between which articles it is compared")
    severity: Literal["error", "warning", "note"] = Field("warning", description="how grave a contradiction is")
    ceiling: Literal["contradiction", "review"] = Field(
        "contradiction", description="the gravest verdict that it gives"
    )
    holders: bool = Field(False, description="values are gathered per document first: an office may have two holders")
    sole: bool = Field(False, description="a text that gives two values of one subject tells of two things")
    construction: str = Field("", pattern=_CONSTRUCTION, description="a general mechanism that finds claims as well")
    pattern: list[PatternModel] = Field([], description="the surface forms")
    words: dict[str, list[str]] = Field({}, description="word lists that pictures name as <w:list>")
    frames: _Frames = Field({}, description="pieces of pictures that pictures name as <f:name>")
    expressions: dict[str, str] = Field({}, description="regular expressions (RE2) that pictures name as <x:name>")
    sums: dict[str, list[str]] = Field({}, description="the scope of a whole, and those of all its parts")
    handover: list[str] = Field([], description="words that show a change of holder")
    helpers: list[str] = Field([], description="word lists that only help a pattern and never name an attribute")
    width: float = Field(0.0, ge=0, lt=1, description="the part of a figure by which two may always differ")
    lead: int = Field(12, ge=1, le=100, description="in how many sentences a text tells of “the event”")
    near: float = Field(0.0, ge=0, description="how far two values of “the event” may lie apart to be of one")
    least: float = Field(
        0.0, ge=0, description="how far two values of “the event” must lie apart to be a contradiction"
    )
    culprit: str = Field("", description="the attribute of which a figure may count who did it as well")
    copies: Literal[
        "", "age", "count", "date", "duration", "measure", "money", "ordinal", "percent", "person", "time"
    ] = Field("", description="the kind of value for which it judges changed copies of a sentence")


class FramesModel(RootModel[_Frames]):
    """The frames of all families: claims/words/frames.toml."""

    model_config = ConfigDict(frozen=True, strict=True)


class SaysModel(Strict):
    """Texts of which each must give a claim."""

    texts: list[str]
    claim: dict[str, str] = Field(description="fields that the claim must have: subject, attribute, value, scope, ...")
    published: str = Field("", description="the article's ISO date")


class SilentModel(Strict):
    """A text that must give no claim of the family."""

    text: str


class PairModel(Strict):
    """Two articles and the verdict on them; "none" for no finding at all."""

    a: str
    b: str
    verdict: Literal["contradiction", "review", "explained", "agreement", "none"]
    reason: str = ""
    a_published: str = ""
    b_published: str = ""


class AloneModel(Strict):
    """One article and the only verdict on it."""

    text: str
    verdict: Literal["contradiction", "review", "explained", "agreement", "none"]
    published: str = ""


class ExamplesModel(Strict):
    """The executed examples of a family: claims/<name>/examples.toml."""

    says: list[SaysModel] = []
    silent: list[SilentModel] = []
    pair: list[PairModel] = []
    alone: list[AloneModel] = []


def known_keys(model: type[BaseModel], location: Sequence[object]) -> list[str]:
    """Return the keys of the table in which the last key of a location stands."""
    for part in location[:-1]:
        if isinstance(part, str) and part in model.model_fields:
            kind = model.model_fields[part].annotation
            model = next(
                (t for t in (kind, *get_args(kind)) if isinstance(t, type) and issubclass(t, BaseModel)), model
            )
    return list(model.model_fields)
