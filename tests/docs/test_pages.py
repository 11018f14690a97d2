"""Every command, example and figure of `docs/` and of the README is run; `FACTCHECK_RENEW_DOCS=1` writes down what they print.

The documentation also names everything there is: each command, each option, each configuration key, each format.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import click
import pytest
from pydantic import BaseModel

from factcheck.cli import main
from factcheck.config.schema import ConfigModel
from factcheck.forms import ExamplesModel, FamilyModel, PatternModel
from factcheck.render.contract import ReportPart
from factcheck.render.registry import FORMATS

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(Path(__file__).parent))
from pages import agrees, blocks, renewed, work_through  # noqa: E402 - a module of this folder

HINT = (
    "FACTCHECK_RENEW_DOCS=1 pytest tests/docs writes down what is printed; look at the difference before you commit it"
)
PAGES = sorted((ROOT / "docs").glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_page(page: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    text = page.read_text("utf-8")
    done = work_through(text, tmp_path)
    if os.environ.get("FACTCHECK_RENEW_DOCS"):
        page.write_text(renewed(text, done), "utf-8")
        return
    for _, _, what, expected, seen in done:
        assert agrees(expected, seen), f"{page.name}: {what}\n{HINT}\n--- printed\n{seen}\n--- shown\n{expected}"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text("utf-8")
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
        if "://" not in target:
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_fence_says_what_it_is(page: Path) -> None:
    assert [b.body for b in blocks(page.read_text("utf-8")) if not b.language] == []


def test_every_page_is_in_the_site() -> None:
    site = (ROOT / "mkdocs.yml").read_text("utf-8")
    assert {p.name for p in PAGES} == set(re.findall(r"(\w+\.md)", site))


def commands(group: click.Group, above: str = "factcheck") -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield f"{above} {name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{above} {name}")


WRITTEN = "\n".join(p.read_text("utf-8") for p in (*PAGES, ROOT / "README.md"))


@pytest.mark.parametrize("name", [name for name, c in commands(main) if not isinstance(c, click.Group)])
def test_every_command_is_documented(name: str) -> None:
    assert name in WRITTEN


@pytest.mark.parametrize(
    "option",
    sorted(
        {o for _, c in commands(main) for p in c.params if isinstance(p, click.Option) for o in p.opts if "--" in o}
    ),
)
def test_every_option_is_documented(option: str) -> None:
    assert option in WRITTEN


@pytest.mark.parametrize("form", list(FORMATS))
def test_every_format_is_documented(form: str) -> None:
    assert re.search(rf"[`= ]{form}\b", WRITTEN)


def fields(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield (field.alias or name).removesuffix("_")
        for inner in (field.annotation, *get_args(field.annotation)):
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                yield from fields(inner)


@pytest.mark.parametrize(
    ("page", "model"),
    [
        ("configuration.md", ConfigModel),
        ("contract.md", ReportPart),
        ("families.md", FamilyModel),
        ("families.md", PatternModel),
        ("families.md", ExamplesModel),
    ],
)
def test_every_key_is_documented(page: str, model: type[BaseModel]) -> None:
    text = (ROOT / "docs" / page).read_text("utf-8")
    assert [name for name in fields(model) if not re.search(rf"\b{name}\b", text)] == []
