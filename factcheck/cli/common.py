"""What the commands share: options, exit codes, and how results and problems are handed over."""

from __future__ import annotations

import gc
import sys
import tomllib
from enum import IntEnum
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from factcheck.model import Problem, Report

FORMATS = ("text", "markdown", "csv", "json")
VERDICTS = ("contradiction", "review", "explained", "agreement")


class Exit(IntEnum):
    """What the exit code says."""

    CLEAN = 0
    FINDINGS = 1
    ERROR = 2


claims_option = click.option(
    "--claims",
    "own",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A folder with claim families of your own; repeatable.",
)
output_option = click.option(
    "--output", "-o", type=click.Path(path_type=Path), help="Write to this file or folder instead of the screen."
)
quiet_option = click.option("--quiet", "-q", is_flag=True, help="Print errors only; the exit code tells the rest.")
format_option = click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
verdict_option = click.option(
    "--verdict",
    "verdicts",
    multiple=True,
    type=click.Choice(VERDICTS),
    help="List findings of this verdict; repeatable.",
)


def guarded(function: Callable[..., None]) -> Callable[..., None]:
    """Return a command that tells of a broken catalogue or an output that cannot be written, one line each, and exits with 2."""

    @wraps(function)
    def run(*args: Any, **kwargs: Any) -> None:
        from factcheck.catalogue import CatalogueError  # noqa: PLC0415 - keeps the help fast

        # A run makes many small objects and hardly a cycle: rare collections save a tenth of its time.
        gc.set_threshold(100_000, 20, 20)
        try:
            function(*args, **kwargs)
        except CatalogueError as error:
            tell(error.problems)
            sys.exit(Exit.ERROR)
        except OSError as error:
            fail(f"{error.filename or 'output'}: {error.strerror or error}")

    return run


def fail(message: str) -> NoReturn:
    """Print one line on standard error and exit with 2."""
    click.echo(f"error: {message}", err=True)
    sys.exit(Exit.ERROR)


def tell(problems: Iterable[Problem]) -> None:
    """Print one line on standard error for each problem."""
    from factcheck.render.text import clean  # noqa: PLC0415 - keeps the help fast

    for problem in problems:
        where = f"{problem.path}:{problem.line}" if problem.line else problem.path
        kind = "note" if problem.note else "error"
        click.echo(clean(f"{kind}: {where}: {problem.message}").replace("\n", " "), err=True)


def incomplete(report: Report) -> bool:
    """Tell whether anything could not be read."""
    return any(not p.note for p in report.problems)


def definition() -> dict[str, Any]:
    """Return the definition of the contradiction report (`reports/contradictions/report.toml`)."""
    from factcheck.catalogue import shipped  # noqa: PLC0415 - keeps the help fast

    return tomllib.loads((shipped("reports") / "contradictions" / "report.toml").read_text("utf-8"))


def rendered(report: Report, form: str, verdicts: Iterable[str]) -> bytes:
    """Return a report in a format; without verdicts those of the report's definition are shown. JSON holds all."""
    if form == "json":
        from factcheck.render.contract import to_json  # noqa: PLC0415 - pydantic only where it is needed

        return to_json(report).encode()
    from factcheck.render import text  # noqa: PLC0415

    shape = definition()
    wanted = tuple(verdicts) or tuple(shape["verdicts"])
    if form == "markdown":
        return text.to_markdown(report, wanted, shape["title"]).encode()
    if form == "csv":
        return text.to_csv(report, wanted, shape["columns"]).encode("utf-8-sig")
    return text.to_text(report, wanted).encode()


def hand_over(data: bytes, output: Path | None) -> None:
    """Write bytes to a file, or to standard output."""
    if output is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_bytes(data)


def progress(*, quiet: bool) -> Callable[[int, int], None] | None:
    """Return what shows on a terminal how many articles are read; None where standard error is no terminal."""
    if quiet or not sys.stderr.isatty():
        return None

    def show(number: int, total: int) -> None:
        if number == total:
            click.echo("\r\x1b[K", nl=False, err=True)
        elif number % 20 == 0:
            click.echo(f"\r{number} of {total} articles", nl=False, err=True)

    return show


def finish(report: Report) -> NoReturn:
    """Tell what could not be read and exit: 2 for a problem, 1 for a contradiction, else 0."""
    tell(report.problems)
    if incomplete(report):
        sys.exit(Exit.ERROR)
    sys.exit(Exit.FINDINGS if any(f.verdict == "contradiction" for f in report.findings) else Exit.CLEAN)
