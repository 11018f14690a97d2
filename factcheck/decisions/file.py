"""`factcheck-decisions.toml`: reads it entry by entry, and writes it."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from factcheck.catalogue import line_of, toml_line
from factcheck.forms import known_keys
from factcheck.model import DecidedSide, Decision, Problem
from factcheck.suggest import meant

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# What an editor may decide. "watch" must say until when.
DECISIONS: Final = ("accepted error", "not an error", "outdated", "watch")
_HEAD: Final = """\
# What editors have decided about findings. Each entry silences one pair of statements, by the ids of its claims, and
# nothing else: it falls away when a word of either sentence changes, and on the day in `expires`. Written by
# `factcheck decisions import`, reviewed like code; an entry that no longer does anything may be deleted.
"""

_Id = Annotated[str, StringConstraints(pattern=r"^[a-f][0-9a-f]{11}$")]
_Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _SideModel(_Strict):
    value: str
    outlet: str = ""
    article: str
    sentence: str
    claims: list[_Id] = Field(min_length=1)


class _DecisionModel(_Strict):
    finding: _Id
    verdict: Literal["contradiction", "review", "explained", "agreement"]
    family: str
    subject: str
    attribute: str
    scope: str = ""
    decision: Literal["accepted error", "not an error", "outdated", "watch"]
    reason: _Words
    by: _Words
    expires: date | None = None
    side: tuple[_SideModel, _SideModel]


def parse_decisions(text: str, path: str) -> tuple[tuple[Decision, ...], tuple[Problem, ...]]:
    """Return the decisions of a file's text, and a problem with its line for each entry that cannot be used."""
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return (), (Problem(path, toml_line(str(error)), f"not TOML: {error}"),)
    problems = [
        Problem(path, line_of(text, [key]), f"unknown key {key!r}{meant(key, ['decision'])}")
        for key in data
        if key != "decision"
    ]
    entries = data.get("decision", [])
    if not isinstance(entries, list):
        return (), (*problems, Problem(path, line_of(text, ["decision"]), "decision: must be a list, [[decision]]"))
    found = []
    for number, entry in enumerate(entries):
        line = line_of(text, ["decision", number])
        try:
            found.append(_decision(_DecisionModel.model_validate(entry), line))
        except ValidationError as error:
            for item in error.errors():
                where = line_of(text, ["decision", number, *item["loc"]])
                problems.append(Problem(path, max(line, where), f"decision {number + 1}: {_wrong(item)}"))
        except ValueError as error:
            problems.append(Problem(path, line, f"decision {number + 1}: {error}"))
    return tuple(found), tuple(problems)


def _wrong(item: Mapping[str, Any]) -> str:
    """Return what is wrong with a key; for an unknown one the key that was probably meant."""
    key = ".".join(str(part) for part in item["loc"])
    if item["type"] == "extra_forbidden":
        return f"unknown key {key!r}{meant(str(item['loc'][-1]), known_keys(_DecisionModel, item['loc']))}"
    return f"{key}: {item['msg'].lower()}"


def checked(entry: dict[str, Any], line: int = 0) -> Decision:
    """Return an entry, in the form of the file, as a decision; raises ValueError with what is wrong."""
    try:
        return _decision(_DecisionModel.model_validate(entry), line)
    except ValidationError as error:
        raise ValueError(_wrong(error.errors()[0])) from error


def _decision(model: _DecisionModel, line: int) -> Decision:
    if model.decision == "watch" and model.expires is None:
        raise ValueError("watch: must say until when, in `expires`")
    left, right = (DecidedSide(s.value, s.outlet, s.article, s.sentence, tuple(s.claims)) for s in model.side)
    return Decision(
        model.finding, model.verdict, model.family, model.subject, model.attribute, model.scope, model.decision,
        model.reason, model.by, (left, right), model.expires, line,
    )  # fmt: skip


def entry_of(decision: Decision) -> dict[str, Any]:
    """Return a decision in the form of the file."""
    entry: dict[str, Any] = {
        "finding": decision.finding, "verdict": decision.verdict, "family": decision.family,
        "subject": decision.subject, "attribute": decision.attribute, "scope": decision.scope,
        "decision": decision.decision, "reason": decision.reason, "by": decision.by,
    }  # fmt: skip
    if decision.expires:
        entry["expires"] = decision.expires
    entry["side"] = [
        {"value": s.value, "outlet": s.outlet, "article": s.article, "sentence": s.sentence, "claims": list(s.claims)}
        for s in decision.sides
    ]
    return entry


def written(decisions: Iterable[Decision]) -> str:
    """Return the text of the file, entries sorted by what they are about; `parse_decisions` gives the same decisions back."""
    import tomli_w  # noqa: PLC0415 - only where the file is written

    entries = [entry_of(d) for d in sorted(decisions, key=_order)]
    return f"{_HEAD}\n{tomli_w.dumps({'decision': entries})}" if entries else _HEAD


def merged(old: Sequence[Decision], new: Sequence[Decision]) -> tuple[Decision, ...]:
    """Return old and new decisions; a new one replaces an old one about the same pair of claims."""
    replaced = {_pair(d) for d in new}
    return tuple(sorted((*(d for d in old if _pair(d) not in replaced), *new), key=_order))


def _pair(decision: Decision) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(side.claims) for side in decision.sides)


def _order(decision: Decision) -> tuple[str, str, str, tuple[str, ...]]:
    return decision.about, decision.finding, decision.sides[0].value, decision.sides[0].claims
