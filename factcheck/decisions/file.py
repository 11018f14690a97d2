"""`factcheck-decisions.toml`: reads it entry by entry, and writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from factcheck.findings import DecidedSide, Decision
from factcheck.model import Problem
from factcheck.seen import remember, right, seen
from factcheck.suggest import meant
from factcheck.toml import TomlError, line_of, parsed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# What an editor may decide. "watch" must say until when.
DECISIONS: Final = ("accepted error", "not an error", "outdated", "watch")
_HEAD: Final = """\
# What editors have decided about findings. Each entry silences one pair of statements, by the ids of its claims, and
# nothing else: it falls away when a word of either sentence changes, and on the day in `expires`. Written by
# `factcheck decisions import`, reviewed like code; an entry that no longer does anything may be deleted.
"""


def parse_decisions(text: str, path: str) -> tuple[tuple[Decision, ...], tuple[Problem, ...]]:
    """Return the decisions of a file's text, and a problem with its line for each entry that cannot be used."""
    try:
        data = parsed(text)
    except TomlError as error:
        return (), (Problem(path, error.line, str(error)),)
    problems = [
        Problem(path, line_of(text, [key]), f"unknown key {key!r}{meant(key, ['decision'])}")
        for key in data
        if key != "decision"
    ]
    entries = data.get("decision", [])
    if not isinstance(entries, list):
        return (), (*problems, Problem(path, line_of(text, ["decision"]), "decision: must be a list, [[decision]]"))
    mark = seen(text, "decisions/schema.py")
    known = right(mark)
    found = []
    for number, entry in enumerate(entries):
        line = line_of(text, ["decision", number])
        wrong = [] if known else _faults(entry)
        for key, words in wrong:
            where = line_of(text, ["decision", number, *key])
            problems.append(Problem(path, max(line, where), f"decision {number + 1}: {words}"))
        found += [] if wrong else [_decision(entry, line)]
    if entries and not problems:
        remember(mark)
    return tuple(found), tuple(problems)


def checked(entry: dict[str, Any], line: int = 0) -> Decision:
    """Return an entry, in the form of the file, as a decision; raises ValueError with what is wrong."""
    wrong = _faults(entry)
    if wrong:
        raise ValueError(wrong[0][1])
    return _decision(entry, line)


def _faults(entry: Any) -> list[tuple[tuple[int | str, ...], str]]:
    from factcheck.decisions.schema import faults  # noqa: PLC0415 - pydantic only for what is not known to be right

    return faults(entry)


def _decision(entry: Mapping[str, Any], line: int) -> Decision:
    """Return the decision of an entry that was checked."""
    left, right_side = (
        DecidedSide(s["value"], s.get("outlet", ""), s["article"], s["sentence"], tuple(s["claims"]))
        for s in entry["side"]
    )
    return Decision(
        entry["finding"], entry["verdict"], entry["family"], entry["subject"], entry["attribute"],
        entry.get("scope", ""), entry["decision"], entry["reason"].strip(), entry["by"].strip(), (left, right_side),
        entry.get("expires"), line,
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
