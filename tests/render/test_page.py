"""The page in a real browser: what it shows, what it does with a keyboard and on paper, and that nothing gets out of it."""

from __future__ import annotations

import io
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from factcheck.render.registry import rendered

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
        found = os.environ.get("FACTCHECK_BROWSER") or (own if Path(own).exists() else None)
        found = found or next((path for name in NAMES if (path := shutil.which(name))), None)
        if found is None:
            pytest.skip("needs a browser, and none is installed: `make programs` installs one")
        # The sandbox of a browser does not work for the root of a container.
        root = hasattr(os, "geteuid") and os.geteuid() == 0
        with playwright.chromium.launch(executable_path=found, args=["--no-sandbox"] if root else []) as launched:
            yield launched


class Opened:
    """A page that is open, and all that it said and asked for."""

    def __init__(self, browser: Browser, file: Path, **context: Any) -> None:
        self.page: Page = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **context}).new_page()
        self.said: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.said.append(request.url) if request.url != file.as_uri() else None)
        self.page.on("dialog", lambda dialog: self.said.append(dialog.message))
        self.page.goto(file.as_uri())

    def text(self) -> str:
        return " ".join(self.page.evaluate("document.body.textContent").split())


def written(case: Any, folder: Path) -> Path:
    file = folder / "report.html"
    file.write_bytes(rendered("html", case.report, case.request))
    return file


def many(case: Any, times: int) -> Any:
    """Return a case with each conflict repeated under other ids."""
    found = [
        replace(f, id=f"{f.id[:8]}{n:04x}")
        for n in range(times)
        for f in case.report.findings
        if f.verdict == "contradiction"
    ]
    return case._replace(report=replace(case.report, findings=(*case.report.findings, *found)))


def sentences(case: Any) -> list[str]:
    documents = {d.id: d.text for d in case.report.documents}
    claims = {c.id: c for c in case.report.claims}
    told = [claims[c] for f in case.report.findings for s in f.sides for c in s.claims[:1] if f.verdict != "agreement"]
    return [" ".join(documents[c.document][c.evidence_start : c.evidence_end].split()) for c in told]


def test_readable_without_script(browser: Browser, examples: Any, tmp_path: Path) -> None:
    opened = Opened(browser, written(examples, tmp_path), java_script_enabled=False)
    body = " ".join(opened.page.locator("body").inner_text().split())
    shown = [f for f in examples.report.findings if f.verdict in ("contradiction", "review")]
    assert opened.page.locator("article.finding:visible").count() == len(shown)
    for f in shown:
        assert f.message in body
        assert all(side.value in body for side in f.sides)
    assert opened.page.locator("#filters").is_hidden()
    opened.page.locator("summary", has_text="explained").click()
    assert opened.page.locator("article.explained:visible").count() > 0


def test_findings_and_both_sentences(browser: Browser, examples: Any, tmp_path: Path) -> None:
    opened = Opened(browser, written(examples, tmp_path))
    text = opened.text()
    assert [s for s in sentences(examples) if s not in text] == []
    assert opened.said == []
    for name in ("subject", "attribute", "scope", "time", "world", "attribution", "value"):
        assert opened.page.locator("article.contradiction dt", has_text=name).count() >= 3
    marked = opened.page.locator("article.contradiction mark").all_inner_texts()
    assert {"Judith Abelard", "Edith Marlowe", "1%", "2%"} <= set(marked)
    order = opened.page.locator("article.finding").evaluate_all("all => all.map(one => one.dataset.verdict)")
    assert order == sorted(order, key=["contradiction", "review", "explained"].index)


def test_timeline_where_days_differ(browser: Browser, examples: Any, case: Any, tmp_path: Path) -> None:
    opened = Opened(browser, written(examples, tmp_path))
    drawing = opened.page.locator("article", has_text="capped at").locator("svg").first
    assert "The Monthly Review: 2%" in str(drawing.get_attribute("aria-label"))
    assert drawing.locator("circle, rect, path").count() >= 2
    told = "Saltmere Mayor {} closed the pier."
    one_day = case(
        ("a.txt", "Herald", told.format("Edith Marlowe")), ("b.txt", "Gazette", told.format("Judith Abelard"))
    )
    same_day = Opened(browser, written(one_day, tmp_path)).page.locator(
        "article.contradiction", has_text="Edith Marlowe"
    )
    assert same_day.count() == 1
    assert same_day.locator("svg").count() == 0


def test_matrix_and_what_was_read(browser: Browser, examples: Any, tmp_path: Path) -> None:
    opened = Opened(browser, written(examples, tmp_path))
    cells = opened.page.locator("table.matrix td.contradiction").all_inner_texts()
    assert {"✕ 1%", "✕ 2%", "✕ Judith Abelard", "✕ Edith Marlowe"} <= set(cells)
    assert opened.page.locator("table.documents tbody tr").count() == len(examples.report.documents)


def test_hostile_words_are_words(browser: Browser, hostile: Any, attacks: tuple[str, ...], tmp_path: Path) -> None:
    opened = Opened(browser, written(hostile, tmp_path))
    assert opened.page.title() == "Contradiction report"
    assert opened.said == []
    assert "<script>document.title='owned'</script>" in opened.text()
    assert attacks[1] in opened.text()
    assert opened.page.locator("script").count() == 1
    assert opened.page.locator("img, main a[href^='javascript']").count() == 0
    opened.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"document.title=1\">')")
    opened.page.wait_for_timeout(100)
    assert opened.page.title() == "Contradiction report"  # the page's policy holds even then


def test_filters_by_keyboard(browser: Browser, examples: Any, tmp_path: Path) -> None:
    opened = Opened(browser, written(examples, tmp_path))
    page = opened.page

    def visible() -> set[str]:
        return set(page.locator("article.finding:visible").evaluate_all("all => all.map(one => one.dataset.verdict)"))

    total = len(examples.report.findings)
    assert page.locator("#filters output").inner_text() == f"{total} findings"
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "verdict":
            break
    page.keyboard.press("Space")
    assert visible() == {"review"}
    page.keyboard.press("Space")
    assert visible() == {"contradiction", "review"}
    while page.evaluate("document.activeElement.name") != "family":
        page.keyboard.press("Tab")
    page.keyboard.type("gdp")
    assert page.locator("article.finding:visible").evaluate_all("all => all.map(one => one.dataset.family)") == [
        "gdp_share"
    ]
    page.keyboard.press("Tab")
    page.keyboard.type("County Herald")
    assert page.locator("#filters output").inner_text() == f"0 of {total} findings"
    while page.evaluate("document.activeElement.type") != "reset":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#filters output")).to_have_text(f"{total} findings")
    page.locator("input[name=words]").fill("mayor edith")
    expect(page.locator("#filters output")).to_contain_text(" of ")
    assert visible() == {"contradiction", "explained"} or visible() == {"contradiction"}
    assert opened.said == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_accessible(browser: Browser, examples: Any, tmp_path: Path, scheme: str, width: int) -> None:
    opened = Opened(browser, written(examples, tmp_path), color_scheme=scheme, viewport={"width": width, "height": 900})
    opened.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    violations = Axe().run(opened.page).response["violations"]
    serious = [v for v in violations if v["impact"] in ("moderate", "serious", "critical")]
    assert [(v["id"], [n["html"][:200] for n in v["nodes"][:3]]) for v in serious] == []


@pytest.mark.parametrize("name", ["examples", "hostile"])
def test_fits_a_phone(browser: Browser, name: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    opened = Opened(browser, written(request.getfixturevalue(name), tmp_path), viewport={"width": 390, "height": 844})
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("script", [True, False])
def test_print_has_every_finding(browser: Browser, examples: Any, tmp_path: Path, script: bool) -> None:
    opened = Opened(browser, written(examples, tmp_path), java_script_enabled=script)
    pages = pypdf.PdfReader(io.BytesIO(opened.page.pdf())).pages
    text = re.sub(r"\s+", "", "".join(page.extract_text() for page in pages))
    missing = [f.id for f in examples.report.findings if f.verdict != "agreement" and f.id not in text]
    assert missing == []
    facts = [f.subject for f in examples.report.findings if f.verdict == "agreement"]
    assert [subject for subject in facts if re.sub(r"\s+", "", subject) not in text] == []


def test_many_findings_are_folded(browser: Browser, examples: Any, tmp_path: Path) -> None:
    case = many(examples, 60)
    total = sum(f.verdict == "contradiction" for f in case.report.findings)
    opened = Opened(browser, written(case, tmp_path))
    page = opened.page
    assert page.locator("article.contradiction:visible").count() == 50
    last = max(f.id for f in case.report.findings if f.verdict == "contradiction")
    page.evaluate(f"location.hash = '{last}'")
    expect(page.locator(f"[id='{last}']")).to_be_visible()
    page.locator("input[name=words]").fill("edith marlowe")
    expect(page.locator("#filters output")).to_contain_text(" of ")
    assert 0 < page.locator("article.contradiction:visible").count() <= total
    page.locator("button[type=reset]").click()
    assert opened.said == []


def test_too_many_findings_are_counted(examples: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from factcheck.render import page

    monkeypatch.setattr(page, "_HOLDS", dict.fromkeys(page._HOLDS, 2))
    shown = examples.shown("html")
    count = {
        v: sum(f.verdict == v for f in examples.report.findings) for v in ("contradiction", "explained", "agreement")
    }
    assert shown.count('<article class="finding contradiction"') == 2
    for number in (*count.values(), len(examples.report.documents)):
        assert f"{number - 2} more do not stand on this page" in shown
    assert f"<b>{count['agreement']}</b> agreements" in shown
