"""Every command, example and figure of `docs/` and of the README is run; `FACTCHECK_RENEW_DOCS=1` writes down what they print.

The documentation also names everything there is: each command, each option, each configuration key, each format.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(Path(__file__).parent))
from pages import agrees, blocks, renewed, work_through  # noqa: E402 - a module of this folder

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
        assert agrees(expected, seen), f"{page.name}: {what}\n--- printed\n{seen}\n--- shown\n{expected}"


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
