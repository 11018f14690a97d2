"""Runs the examples that stand beside each family: what it says, where it is silent, how pairs are judged."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from factcheck.ingest import ingest_text
from factcheck.model import AllOf, Days, Name, Published, Quantity
from factcheck.pipeline import report_from
from factcheck.reading import ArticleReader, readings, tried
from factcheck.record import record, replaced
from factcheck.values import show

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from factcheck.catalogue import Catalogue, Family
    from factcheck.findings import Report
    from factcheck.model import Claim, Document, Value


@record(frozen=True, slots=True)
class Example:
    """One executed example: where it stands, and what went wrong ("" when it holds)."""

    name: str
    failure: str


def run_examples(catalogue: Catalogue, only: str = "") -> tuple[Example, ...]:
    """Return every example of the catalogue's families, run; `only` names one family."""
    examiner = Examiner(catalogue)
    return tuple(e for f in catalogue.families if only in ("", f.id) for e in _family(f, examiner))


def _family(family: Family, examiner: Examiner) -> Iterator[Example]:
    examples: Mapping[str, Any] = family.examples
    for number, entry in enumerate(examples.get("says", [])):
        for text in entry["texts"]:
            claims = [c for c in examiner.report((text, entry["published"])).claims if c.family == family.id]
            good = any(all(_field(c, k) == v for k, v in entry["claim"].items()) for c in claims)
            seen = "; ".join(str({k: _field(c, k) for k in entry["claim"]}) for c in claims) or "nothing"
            yield Example(
                f"{family.id}: says {number}: {text}", "" if good else f"wanted {entry['claim']}, read {seen}"
            )
    for entry in examples.get("silent", []):
        claims = [c for c in examiner.report((entry["text"], "")).claims if c.family == family.id]
        seen = "; ".join(f"{c.subject.text} / {c.attribute} = {show(c.value)}" for c in claims)
        yield Example(f"{family.id}: silent: {entry['text']}", f"read {seen}" if claims else "")
    for entry in examples.get("alone", []):
        report = examiner.report((entry["text"], entry["published"]))
        verdicts = [(f.verdict, f.reason) for f in report.findings if f.family == family.id]
        good = [v for v, _ in verdicts] == ([] if entry["verdict"] == "none" else [entry["verdict"]])
        yield Example(
            f"{family.id}: alone: {entry['text']}", "" if good else f"wanted {entry['verdict']}, found {verdicts}"
        )
    for entry in examples.get("pair", []):
        report = examiner.report((entry["a"], entry["a_published"]), (entry["b"], entry["b_published"]))
        verdicts = [(f.verdict, f.reason) for f in report.findings if f.family == family.id]
        good = (
            (not verdicts)
            if entry["verdict"] == "none"
            else any(v == entry["verdict"] and entry["reason"] in ("", r) for v, r in verdicts)
            and (entry["verdict"] == "contradiction" or "contradiction" not in {v for v, _ in verdicts})
        )
        wanted = f"{entry['verdict']} {entry['reason']}".strip()
        name = f"{family.id}: pair: {entry['a']} | {entry['b']}"
        yield Example(name, "" if good else f"wanted {wanted}, found {verdicts}")


class Examiner:
    """Reads and compares texts of a few sentences; built once from the catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._reader = ArticleReader(catalogue)

    def report(self, *texts: tuple[str, str]) -> Report:
        """Return the report on texts, each with its date of publication (ISO, "" for none)."""
        documents: list[Document] = []
        for number, (text, published) in enumerate(texts):
            document = ingest_text(text, f"example {number + 1}", self._catalogue.words)
            if published:
                day = date.fromisoformat(published)
                document = replaced(document, published=Published(day, day, "metadata"))
            documents.append(document)
        source = (tried(self._reader, document) for document in documents)
        return report_from(*readings(documents, self._catalogue, source=source), self._catalogue)


def _field(claim: Claim, name: str) -> str:
    if name == "value":
        return _plain(claim.value)
    if name == "subject":
        return claim.subject.text
    if name == "time":
        return show(claim.time) if claim.time else ""
    if name in ("attribute", "scope", "status", "world", "attribution"):
        return str(getattr(claim, name))
    return claim.get(name)


def _plain(value: Value) -> str:
    """Return a value as examples write it: a number or bounds, an ISO day or range, a name."""
    if isinstance(value, Quantity):
        if value.low == value.high:
            return _number(value.low)
        return f"{_number(value.low)}..{_number(value.high)}"
    if isinstance(value, Days):
        return f"{value.start}" if value.start == value.end else f"{value.start}..{value.end}"
    if isinstance(value, Name):
        return value.full or value.text
    if isinstance(value, AllOf):
        return " and ".join(_plain(m) for m in value.members)
    return show(value)


def _number(number: Decimal | None) -> str:
    if number is None:
        return ""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
