"""Articles that try to break every format, and a report on them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from factcheck.cli.common import request
from factcheck.config import Config
from factcheck.findings import Report
from factcheck.pipeline import run
from factcheck.render.registry import Request, rendered

ROOT = Path(__file__).parents[2]

# What stands before and after the conflicting sentences, in titles and in names of outlets.
ATTACKS = (
    "<script>document.title='owned'</script>",
    '"><img src=x onerror="document.title=\'owned\'">',
    "</title></style><svg onload=document.title='owned'>",
    "::error file=x,line=1::owned",
    "##[error]owned and ##vso[task.setvariable variable=x]owned",
    "=1+1",
    "＝1+1",
    "{{ 7*7 }} {% raw %} ${{ github.token }}",
    "[click](javascript:alert(1)) @everyone #1 `code` | cell | ~~gone~~",
    "\u202eowned\u202c \u2066x\u2069 \x1b[2J\x1b]0;owned\x07 \x0b \ufffe \x85",
    "]]> <!-- & &amp; <![CDATA[",
    '=HYPERLINK("http://evil.example","owned")',
)  # fmt: skip
WIDE = "市長 🏚️ <img src=x onerror=document.title='owned'> "


class Case(NamedTuple):
    """A folder, the report on it, and what to ask for."""

    folder: Path
    report: Report
    request: Request

    def shown(self, name: str) -> str:
        return rendered(name, self.report, self.request).decode("utf-8-sig")

    def json(self, name: str) -> Any:
        return json.loads(self.shown(name))


def written(folder: Path, *articles: tuple[str, str, str]) -> None:
    """Write articles (file, outlet, text) into a folder, all of one day."""
    rows = ["file,outlet,published,title,url"]
    for file, outlet, text in articles:
        (folder / file).write_text(text, "utf-8")
        cell = outlet.replace('"', '""')
        rows.append(f'"{file}","{cell}",2024-05-14,"{cell}",javascript:alert(1)')
    (folder / "articles.csv").write_text("\n".join(rows) + "\n", "utf-8")


def asked(name: str, **changes: object) -> Request:
    return replace(request(name, (), Config(), (), "contradiction"), **changes)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Case:
    folder = tmp_path_factory.mktemp("hostile")
    lines = [f"{attack}\n\n" for attack in ATTACKS]
    written(
        folder,
        (
            "a b%.txt",
            ATTACKS[0],
            f"{ATTACKS[0]}\n\n{''.join(lines)}Saltmere Mayor Judith Abelard closed the pier, {' '.join(ATTACKS[:6])}\n",
        ),
        (
            "b,c:d.txt",
            ATTACKS[5],
            f"{ATTACKS[1]}\n\n{WIDE}Saltmere Mayor Edith Marlowe closed the pier, {' '.join(ATTACKS[6:])}\n",
        ),
    )
    report = run([folder])
    assert [f.verdict for f in report.findings if f.family == "office_holder"] == ["contradiction"]
    return Case(folder, report, asked("xlsx", root=str(folder)))


@pytest.fixture(scope="session")
def examples() -> Case:
    return Case(ROOT / "examples", run([ROOT / "examples"]), asked("xlsx", root=str(ROOT)))


@pytest.fixture(scope="session")
def attacks() -> tuple[str, ...]:
    return ATTACKS


@pytest.fixture
def case(tmp_path: Path) -> Callable[..., Case]:
    """Return what writes articles (file, outlet, text) into a folder and reports on them."""

    def made(*articles: tuple[str, str, str], **changes: object) -> Case:
        folder = tmp_path / "articles"
        folder.mkdir()
        written(folder, *articles)
        return Case(folder, run([folder]), asked("xlsx", root=str(folder), **changes))

    return made
