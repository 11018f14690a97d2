"""The figures of `../shared/eval/score.py`, run in this process: `make quality` prints them all as one table.

The scorer starts a command for each folder. Here it is handed the same JSON by the same code without starting one, which
makes hundreds of planted cases a matter of seconds.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import json
import random
import re
import shlex
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, Final

from factcheck import catalogue as cat
from factcheck.ingest import ingest
from factcheck.pipeline import report_on
from factcheck.render.contract import to_json

SHARED: Final = Path(__file__).parents[3] / "shared"
SETS: Final = ("basil", "ecbplus", "g5_news_cluster", "gva_violent")
NEWSROOM: Final = Path(__file__).parent / "newsroom"
_MARK: Final = re.compile(
    r"\[\[(?P<group>\w+)\.(?P<value>\w+) (?P<label>contradiction|explained|agreement) (?P<rest>[^|\]]+)\|(?P<words>[^\]]*)\]\]"
)
_COUNTS: Final = ("counted", "credit", "gold_contradictions", "found", "documents")


@cache
def _catalogue() -> cat.Catalogue:
    return cat.load(())


def _report(command: str, **_: object) -> SimpleNamespace:
    """Return what the command would print for the folder that it names last."""
    folder = Path(shlex.split(command)[-1])
    documents, problems = ingest([folder], _catalogue().words)
    report = report_on(documents, problems, _catalogue())
    return SimpleNamespace(returncode=0, stdout=to_json(report), stderr="")


@cache
def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("factcheck_score", SHARED / "eval" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.subprocess = SimpleNamespace(run=_report)  # type: ignore[attr-defined]
    return module


def score(mode: str, *arguments: str | Path) -> dict[str, Any]:
    """Return the figures that score.py prints for a mode and its arguments."""
    old = sys.argv
    sys.argv = ["score.py", mode, *map(str, arguments), "--command", "report {articles}", "--json"]
    try:
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            _scorer().main()
    finally:
        sys.argv = old
    figures: dict[str, Any] = json.loads(printed.getvalue())
    return figures


def gold(name: str, half: str = "", *, mixed: bool = False) -> dict[str, Any]:
    """Return the figures of one marked set; `half` is "a" or "b": every other story, "" for all."""
    source = SHARED / "gold" / "dev" / f"{name}.jsonl"
    clusters = source.with_suffix(".clusters").read_text("utf-8").split()
    kept = set(clusters[{"": 0, "a": 0, "b": 1}[half] :: 2] if half else clusters)
    rows = [r for r in source.read_text("utf-8").splitlines() if r.strip() and json.loads(r)["cluster"] in kept]
    with tempfile.TemporaryDirectory() as folder:
        part = Path(folder) / source.name
        part.write_text("\n".join(rows) + "\n", "utf-8")
        part.with_suffix(".clusters").write_text("\n".join(c for c in clusters if c in kept) + "\n", "utf-8")
        extra = ("--mixed",) if mixed else ()
        return score("conflicts", "--gold", part, "--articles", SHARED / "corpora" / name, *extra)


def newsroom(name: str) -> dict[str, Any]:
    """Return the figures of one set of our own stories ("a", "b" or "c"), whose gold stands in their texts as marks."""
    with tempfile.TemporaryDirectory() as folder:
        articles = Path(folder) / name
        rows = []
        stories = sorted(p for p in (NEWSROOM / name).iterdir() if p.is_dir())
        for story in stories:
            groups: dict[str, dict[str, Any]] = {}
            (articles / story.name).mkdir(parents=True)
            for file in sorted(story.glob("*.txt")):
                text = _unmarked(file.read_text("utf-8"), story.name, file.stem, groups)
                (articles / story.name / file.name).write_text(text, "utf-8", newline="")
            rows += [json.dumps({**g, "values": list(g["values"].values())}) for g in groups.values()]
        gold = articles.with_suffix(".jsonl")
        gold.write_text("\n".join(rows) + "\n", "utf-8")
        gold.with_suffix(".clusters").write_text("\n".join(s.name for s in stories) + "\n", "utf-8")
        return score("conflicts", "--gold", gold, "--articles", articles)


def _unmarked(text: str, story: str, document: str, groups: dict[str, dict[str, Any]]) -> str:
    """Return a text without its marks `[[group.value label [reason] kind|words]]`, and add what they say to the groups."""
    out, at = "", 0
    for match in _MARK.finditer(text):
        out += text[at : match.start()]
        start, at = len(out), match.end()
        out += match["words"]
        *reason, kind = match["rest"].split()
        known = {
            "cluster": story,
            "group": match["group"],
            "label": match["label"],
            "kind": kind,
            "what": kind,
            "values": {},
        }
        group = groups.setdefault(match["group"], {**known, "reason": reason[0] if reason else None})
        value = group["values"].setdefault(match["value"], {"norm": match["words"], "mentions": []})
        value["mentions"].append({"doc": document, "start": start, "end": len(out)})
    return out + text[at:]


def together(figures: list[dict[str, Any]]) -> dict[str, Any]:
    """Return precision and recall over several sets."""
    total = {key: sum(f[key] for f in figures) for key in _COUNTS}
    parts = [f["recall_without_name_place"].split("/") for f in figures]
    return {
        "precision": total["credit"] / total["counted"] if total["counted"] else 1.0,
        "recall": total["found"] / total["gold_contradictions"] if total["gold_contradictions"] else 1.0,
        "without_name_place": f"{sum(int(p[0]) for p in parts)}/{sum(int(p[1]) for p in parts)}",
        "review_per_article": sum(f["findings"].get("review", 0) for f in figures) / total["documents"],
        **total,
    }


def planted(folder: Path, seed: int, per_kind: int, *, apart: bool = False) -> dict[str, Any]:
    """Return the figures of a planted set, and how many contradictions copies show that the article alone does not."""
    command = [sys.executable, SHARED / "eval" / "plant.py", SHARED / "corpora", folder, "--seed", seed]
    command += ["--per-kind", per_kind, *(["--apart"] if apart else [])]
    subprocess.run([str(word) for word in command], check=True, capture_output=True)
    figures = score("conflicts", "--gold", folder / "planted.jsonl", "--articles", folder / "cases")
    pairs = [score("conflicts", "--gold", folder / f"{n}.jsonl", "--articles", folder / n) for n in ("copies", "alone")]
    found = [p["findings"].get("contradiction", 0) for p in pairs]
    return {**figures, "of_copies": found[0] - found[1]}


def sample_of_contradictions(count: int, seed: int) -> list[str]:
    """Return contradictions drawn at random from all articles, each with its sentences, for a person to rule on."""
    documents, problems = ingest([SHARED / "corpora"], _catalogue().words)
    report = report_on(documents, problems, _catalogue())
    claims = {c.id: c for c in report.claims}
    texts = {d.id: d for d in report.documents}
    found = sorted((f for f in report.findings if f.verdict == "contradiction"), key=lambda f: f.id)
    random.Random(seed).shuffle(found)  # noqa: S311 - a sample, not a secret
    lines = []
    for finding in found[:count]:
        lines.append(f"{finding.family}: {finding.message}")
        for side in finding.sides:
            claim = claims[side.claims[0]]
            text = texts[claim.document].text[claim.evidence_start : claim.evidence_end]
            lines.append(f"    {side.value} | {texts[claim.document].path} | {' '.join(text.split())[:300]}")
    return lines


def main(arguments: list[str]) -> None:
    """Print the whole table; "sample N" prints N contradictions of all articles to rule on instead."""
    if arguments[:1] == ["sample"]:
        print("\n".join(sample_of_contradictions(int(arguments[1]), 1)))
        return
    print("| set | precision | recall | without name and place | review per article |\n|---|---|---|---|---|")
    for title, half, mixed in (("all", "", False), ("half a", "a", False), ("half b", "b", False), ("mixed", "", True)):
        whole = together([gold(name, half, mixed=mixed) for name in SETS])
        print(
            f"| {title} | {whole['precision']:.3f} ({whole['credit']:g}/{whole['counted']}) | {whole['recall']:.3f} "
            f"({whole['found']}/{whole['gold_contradictions']}) | {whole['without_name_place']} | "
            f"{whole['review_per_article']:.3f} |"
        )
    for name in ("a", "b", "c"):
        own = newsroom(name)
        print(
            f"| our own stories, {name} | {own['precision']:.3f} ({own['credit']:g}/{own['counted']}) | {own['recall']:.3f} "
            f"({own['found']}/{own['gold_contradictions']}) | {own['recall_without_name_place']} | {own['review_per_article']:.3f} |"
        )
    for name in SETS:
        figures = gold(name)
        print(f"\n{name}: precision {figures['precision']}, found {figures['recall_by_kind']}")
        for reason, line in figures["by_reason"].items():
            print(f"  {reason}: {line}")
    stories = score("stories", "--articles", SHARED / "corpora")
    print(f"\nstories: pair precision {stories['pair_precision']}, pair recall {stories['pair_recall']}")
    per_kind = int(arguments[0]) if arguments else 60
    for seed in (1, 2, 3):
        for apart in (False, True):
            with tempfile.TemporaryDirectory() as folder:
                figures = planted(Path(folder), seed, per_kind, apart=apart)
            print(
                f"planted, seed {seed}{', apart' if apart else ''}: precision {figures['precision']}, "
                f"recall {figures['recall']}, {figures['recall_by_kind']}, copies beyond alone {figures['of_copies']}"
            )


if __name__ == "__main__":
    main(sys.argv[1:])
