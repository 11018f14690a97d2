"""The hook, the action and the snippets for CI services, run as far as they run without those services."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from junitparser import JUnitXml
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
DRAFT = "Saltmere Mayor Edith Marlowe closed the pier.\n"
RIGHT = "Saltmere Mayor Judith Abelard closed the pier.\n"
TABLE = "file,outlet,published\n{},{},2024-05-14\n"


def yaml(file: Path) -> Any:
    return YAML(typ="safe", pure=True).load(file.read_text("utf-8"))


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Return a folder with one published article and a draft that contradicts it."""
    for folder, file, outlet, text in (
        ("articles", "gazette.txt", "Gazette", RIGHT),
        ("drafts", "new.txt", "Us", DRAFT),
    ):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / file).write_text(text, "utf-8")
        (tmp_path / folder / "articles.csv").write_text(TABLE.format(file, outlet), "utf-8")
    return tmp_path


@pytest.fixture
def surroundings(desk: Path) -> dict[str, str]:
    """Return an environment in which `factcheck` is this project's, and git knows nothing of the machine's user."""
    program = desk / "bin" / "factcheck"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m factcheck "$@"\n', "utf-8")
    program.chmod(0o755)
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "PRE_COMMIT", "GITHUB_"))}
    return kept | {
        "PATH": f"{program.parent}{os.pathsep}{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "HOME": str(desk / "home"),
        "PRE_COMMIT_HOME": str(desk / "home" / "pre-commit"),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org",
        "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org",
    }  # fmt: skip


# ------------------------------------------------------------------ pre-commit


@pytest.mark.parametrize("ruled", [False, True], ids=["draft mended", "ruled on"])
def test_hook_stops_a_commit(desk: Path, surroundings: dict[str, str], *, ruled: bool) -> None:
    if shutil.which("git") is None:
        pytest.skip("needs git, which is not installed")
    (hook,) = (h for h in yaml(ROOT / ".pre-commit-hooks.yaml") if h["id"] == "factcheck")
    assert hook["require_serial"] is True
    # The hook as it is shipped, but with the program that is already here instead of one to be installed.
    local = {**hook, "language": "system", "args": ["--against", "articles"], "exclude": "^articles/"}
    (desk / ".gitignore").write_text("bin/\nhome/\n", "utf-8")
    config = {"repos": [{"repo": "local", "hooks": [local]}]}
    (desk / ".pre-commit-config.yaml").write_text(json.dumps(config), "utf-8")

    def run(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, cwd=desk, env=surroundings, capture_output=True, text=True, check=False)

    assert run("git", "init", "-q").returncode == 0
    installed = run(sys.executable, "-m", "pre_commit", "install")
    assert installed.returncode == 0, installed.stderr
    run("git", "add", "-A")
    stopped = run("git", "commit", "-m", "draft")
    shown = stopped.stdout + stopped.stderr
    assert stopped.returncode == 1, shown
    assert "drafts/new.txt:1:16" in shown
    assert "Judith Abelard" in shown
    assert run("git", "log").returncode != 0  # nothing was committed
    if ruled:
        rule(desk / "sheet.csv", run)
    else:
        (desk / "drafts" / "new.txt").write_text(RIGHT, "utf-8")
    run("git", "add", "-A")
    passed = run("git", "commit", "-m", "draft")
    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert len(run("git", "log", "--oneline").stdout.splitlines()) == 1
    # The ruling was about these words only: other words are stopped again.
    (desk / "drafts" / "new.txt").write_text(DRAFT.replace("pier", "bridge"), "utf-8")
    run("git", "add", "-A")
    assert run("git", "commit", "-m", "draft").returncode == 1


def rule(sheet: Path, run: Callable[..., Any]) -> None:
    """Decide as an editor does: in the spreadsheet, which is then read back."""
    assert (
        run("factcheck", "check", "drafts", "--against", "articles", "--format", "csv", "-o", sheet.name).returncode
        == 1
    )
    rows = list(csv.DictReader(io.StringIO(sheet.read_bytes().decode("utf-8-sig"), newline="")))
    for row in rows:
        row |= {"decision": "not an error", "decision_reason": "two towns of one name", "decided_by": "The desk"}
    with sheet.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    imported = run("factcheck", "decisions", "import", sheet.name)
    assert imported.returncode == 0, imported.stderr
    sheet.unlink()


def test_snippet_for_hooks_names_a_hook_that_there_is() -> None:
    there = {h["id"] for h in yaml(ROOT / ".pre-commit-hooks.yaml")}
    assert {h["id"] for r in yaml(ROOT / "integrations" / "pre-commit.yaml")["repos"] for h in r["hooks"]} <= there


# ------------------------------------------------------------------ GitHub


def action(desk: Path, env: dict[str, str], **given: str) -> tuple[subprocess.CompletedProcess[str], dict[str, str]]:
    """Run the checking step of the action as a runner does; return what it did and its outputs."""
    described = yaml(ROOT / "action.yml")
    inputs = {name: given.get(name.replace("-", "_"), i.get("default", "")) for name, i in described["inputs"].items()}
    (step,) = (s for s in described["runs"]["steps"] if s.get("id") == "check")
    filled = {k: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda m: inputs[m[1]], v) for k, v in step["env"].items()}
    runner = desk / "runner" / "factcheck" / "bin"
    if not runner.exists():
        runner.parent.mkdir(parents=True)
        runner.symlink_to(desk / "bin")
    files = {"GITHUB_OUTPUT": desk / "output", "GITHUB_STEP_SUMMARY": desk / "summary"}
    for file in files.values():
        file.write_text("", "utf-8")
    known = {k: str(v) for k, v in files.items()} | {"RUNNER_TEMP": str(desk / "runner"), "GITHUB_ACTIONS": "true"}
    script = desk / "step.sh"
    script.write_text(step["run"], "utf-8")
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
        cwd=desk, env={**env, **known, **filled}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    outputs = dict(line.split("=", 1) for line in files["GITHUB_OUTPUT"].read_text("utf-8").splitlines())
    return done, outputs


def test_action_marks_the_sentence(desk: Path, surroundings: dict[str, str]) -> None:
    done, outputs = action(desk, surroundings, drafts="drafts\n", against="  articles\n\n")
    assert done.returncode == 1, done.stderr
    assert "::error file=drafts/new.txt,line=1,col=16,endColumn=29," in done.stdout
    assert outputs == {"exit-code": "1", "findings": "1", "sarif-file": "factcheck.sarif"}
    assert json.loads((desk / "factcheck.sarif").read_text("utf-8"))["runs"][0]["results"]
    assert "Edith Marlowe" in (desk / "summary").read_text("utf-8")


def test_action_passes_and_can_be_told_not_to_fail(desk: Path, surroundings: dict[str, str]) -> None:
    done, outputs = action(desk, surroundings, drafts="drafts", against="articles", fail_on="never")
    assert (done.returncode, outputs["exit-code"], outputs["findings"]) == (0, "0", "1")
    done, outputs = action(desk, surroundings, drafts="\n", against="articles")
    assert (done.returncode, outputs["exit-code"]) == (0, "0")
    (desk / "drafts" / "new.txt").write_text(RIGHT, "utf-8")
    done, outputs = action(desk, surroundings, drafts="drafts/new.txt", args="--verdict\nagreement")
    assert (done.returncode, outputs["findings"]) == (0, "0"), done.stderr


def test_action_runs_nothing_that_it_is_given(desk: Path, surroundings: dict[str, str]) -> None:
    evil = "$(touch owned); `touch owned` ; touch owned # \"'"
    done, outputs = action(desk, surroundings, drafts=evil, against=evil, sarif_file="a b.sarif")
    assert (done.returncode, outputs["exit-code"]) == (2, "2")
    assert not (desk / "owned").exists()
    described = (ROOT / "action.yml").read_text("utf-8")
    for step in yaml(ROOT / "action.yml")["runs"]["steps"]:
        assert "${{" not in step["run"]
        assert "uses" not in step
    assert "secrets" not in described


def test_snippet_for_github_pins_what_it_uses(desk: Path, surroundings: dict[str, str]) -> None:
    steps = yaml(ROOT / "integrations" / "github.yml")["jobs"]["facts"]["steps"]
    for step in steps:
        assert "uses" not in step or re.fullmatch(r"[\w-]+/[\w/-]+@[0-9a-f]{40}", step["uses"])
    (command,) = (s["run"] for s in steps if s.get("run", "").startswith("factcheck"))
    done = run_snippet(command, desk, surroundings | {"GITHUB_ACTIONS": "true"})
    assert done.returncode == 1, done.stderr
    assert "::error file=drafts/new.txt,line=1" in done.stdout
    (upload,) = (s["with"]["sarif_file"] for s in steps if "sarif_file" in s.get("with", {}))
    assert json.loads((desk / upload).read_text("utf-8"))["version"] == "2.1.0"


# ------------------------------------------------------------------ GitLab, Jenkins


def run_snippet(command: str, desk: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["bash", "-ec", command], cwd=desk, env=env, capture_output=True, text=True, check=False)


def test_snippet_for_gitlab(desk: Path, surroundings: dict[str, str]) -> None:
    job = yaml(ROOT / "integrations" / "gitlab.yml")["factcheck"]
    (command,) = job["script"]
    assert run_snippet(command, desk, surroundings).returncode == 1
    (entry,) = json.loads((desk / job["artifacts"]["reports"]["codequality"]).read_text("utf-8"))
    assert entry["location"] == {"path": "drafts/new.txt", "lines": {"begin": 1}}
    assert JUnitXml.fromfile(str(desk / job["artifacts"]["reports"]["junit"])).failures == 1
    assert all((desk / path).is_file() for path in job["artifacts"]["paths"])


def test_snippet_for_jenkins(desk: Path, surroundings: dict[str, str]) -> None:
    text = (ROOT / "integrations" / "Jenkinsfile").read_text("utf-8")
    assert text.count("{") == text.count("}")
    (command,) = re.findall(r"sh '\.factcheck/bin/(factcheck .*)'", text)
    assert run_snippet(command, desk, surroundings).returncode == 1
    (report,) = re.findall(r"testResults: '([^']+)'", text)
    assert JUnitXml.fromfile(str(desk / report)).failures == 1
    (page,) = re.findall(r"artifacts: '([^']+)'", text)
    assert (desk / page).is_file()
    assert shlex.split(command)[0] == "factcheck"
