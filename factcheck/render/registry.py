"""The formats in which a report is handed over. To add one, write its module and its line here: nothing else names it.

A module has one function, `render(report, request) -> bytes`; it depends on nothing else and changes nothing. It is
imported only when its format is asked for. One whose reports grow very large may also yield them in `pieces(report, request)`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from factcheck.record import field, record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from factcheck.findings import Report


@record(frozen=True, slots=True)
class Format:
    """A format: its module in this folder, and one line about it.

    `families`: its request must hold them. `lists`: it shows more of articles and claims than those of the findings shown.
    """

    module: str
    about: str
    families: bool = False
    lists: bool = False


FORMATS: Final[Mapping[str, Format]] = {
    "text": Format("text", "for a terminal, with the sentences and the values underlined"),
    "markdown": Format("markdown", "for a wiki or a pull request"),
    "html": Format("page", "one page for a browser, self-contained and without network", families=True, lists=True),
    "csv": Format("table", "for spreadsheets: one row for each pair of sides, with columns to rule in"),
    "xlsx": Format("workbook", "the same rows and more as a workbook", families=True, lists=True),
    "json": Format("contract", "for programs", lists=True),
    "github": Format("github", "annotations of GitHub Actions"),
    "sarif": Format("sarif", "SARIF 2.1.0, for code scanning", families=True),
    "junit": Format("junit", "JUnit XML, for Jenkins and others", lists=True),
    "gitlab": Format("gitlab", "GitLab Code Quality"),
    "rdjson": Format("rdjson", "Reviewdog Diagnostic Format"),
}


@record(frozen=True, slots=True)
class Column:
    """A column of a table: its name, what it holds, its type in the terms of Table Schema, its width in a workbook."""

    name: str
    about: str
    type: str = "string"
    width: int = 14


@record(frozen=True, slots=True)
class Request:
    """What a format is asked for besides the report.

    `verdicts` are those to show. `drafts` are the ids of the documents under check (empty: a report on all alike).
    `root` is the folder from which files are named; `families` says what each family is about, where a format needs it.
    `columns` are those of the spreadsheet, and `decisions` what an editor may write into it.
    `colour` and `width` (columns) are the terminal's; `fail_on` is one of `view.FAIL_ON`.
    """

    verdicts: tuple[str, ...] = ("contradiction", "review")
    title: str = "Contradiction report"
    drafts: frozenset[str] = frozenset()
    root: str = ""
    families: Mapping[str, str] = field(default_factory=dict)
    columns: tuple[Column, ...] = ()
    decisions: tuple[str, ...] = ()
    colour: bool = False
    width: int = 100
    fail_on: str = "contradiction"


def rendered(name: str, report: Report, request: Request) -> bytes:
    """Return a report in the format of that name; raises KeyError when there is none."""
    module = import_module(f"factcheck.render.{FORMATS[name].module}")
    data: bytes = module.render(report, request)
    return data


def in_pieces(name: str, report: Report, request: Request) -> Iterable[bytes]:
    """Return the same in pieces that need not be held at once."""
    module = import_module(f"factcheck.render.{FORMATS[name].module}")
    made: Iterable[bytes] = (
        module.pieces(report, request) if hasattr(module, "pieces") else (module.render(report, request),)
    )
    return made
