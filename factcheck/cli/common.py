"""What the commands share: options, exit codes, and how results and problems are handed over."""

from __future__ import annotations

import os
import sys
from functools import wraps
from typing import TYPE_CHECKING, Any, Final, NoReturn

import click

from factcheck.paths import joined, parent, plain, posix
from factcheck.record import replaced
from factcheck.render.registry import FORMATS
from factcheck.render.view import FAIL_ON, VERDICTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from click.shell_completion import CompletionItem

    from factcheck.archive.connection import ArchiveError
    from factcheck.catalogue import CatalogueError
    from factcheck.config import Config, ConfigError
    from factcheck.decisions.baseline import EarlierReportError
    from factcheck.findings import Report
    from factcheck.model import Problem
    from factcheck.render.registry import Request


class Exit:
    """What the exit code says."""

    CLEAN: Final = 0
    FINDINGS: Final = 1
    ERROR: Final = 2
    INTERRUPTED: Final = 130


class _PathType(click.ParamType):  # type: ignore[type-arg] # generic in the newest click alone
    """A path as plain text. Unlike click's own it looks for no translation of its name."""

    name = "path"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ARG002 - click's signature
        return plain(value)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG002
        from click.shell_completion import CompletionItem  # noqa: PLC0415 - only where a shell asks

        return [CompletionItem(incomplete, type="file")]


PATH: Final = _PathType()
output_option = click.option("--output", "-o", type=PATH, help="Write to this file or folder instead of the screen.")
quiet_option = click.option("--quiet", "-q", is_flag=True, help="Print errors only; the exit code tells the rest.")
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(tuple(FORMATS)),
    help="How to write the report; text, on GitHub Actions github. "
    + "; ".join(f"{name}: {form.about}" for name, form in FORMATS.items())
    + ".",
)
write_option = click.option(
    "--write",
    "also",
    multiple=True,
    metavar="FORMAT=FILE",
    help="Write the report in a further format to a file, in the same run; repeatable.",
)
fail_on_option = click.option(
    "--fail-on",
    type=click.Choice(FAIL_ON),
    help="What makes the exit code 1: contradictions of severity error; those and warnings; any contradiction (the default); "
    "those and what is left to a reader; nothing.",
)
workers_option = click.option(
    "--workers",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="Read the articles in so many processes; without it as many as the machine has cores, and 1 for fewer than 200 "
    "articles. The report is the same.",
)
archive_option = click.option(
    "--archive",
    "where",
    required=True,
    envvar="FACTCHECK_ARCHIVE",
    metavar="FILE|URL",
    help="A file, or the postgresql:// address of a server; FACTCHECK_ARCHIVE when not given.",
)
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
        try:
            function(*args, **kwargs)
        except SystemExit:
            raise  # nothing went wrong: what follows is not even looked at
        except _with_problems() as error:
            tell(error.problems)
            sys.exit(Exit.ERROR)
        except _with_problem() as error:
            tell([error.problem])
            sys.exit(Exit.ERROR)
        except _with_message() as error:
            fail(one_line(str(error)))
        except KeyboardInterrupt:  # where a program calls the command; the process itself is told by `__main__`
            click.echo("error: interrupted", err=True)
            sys.exit(Exit.INTERRUPTED)
        except BrokenPipeError:
            _hush()
            sys.exit(Exit.CLEAN)
        except OSError as error:
            fail(one_line(f"{error.filename or 'output'}: {error.strerror or error}"))

    return run


def _with_problems() -> tuple[type[CatalogueError], type[ConfigError]]:
    """Return the errors that list problems; imported where something went wrong, so that nothing else waits for them."""
    from factcheck.catalogue import CatalogueError  # noqa: PLC0415
    from factcheck.config import ConfigError  # noqa: PLC0415

    return CatalogueError, ConfigError


def _with_problem() -> type[EarlierReportError]:
    from factcheck.decisions.baseline import EarlierReportError  # noqa: PLC0415

    return EarlierReportError


def _with_message() -> tuple[type[ArchiveError], type[ChildProcessError]]:
    from factcheck.archive.connection import ArchiveError  # noqa: PLC0415

    return ArchiveError, ChildProcessError


def fail(message: str) -> NoReturn:
    """Print one line on standard error and exit with 2."""
    click.echo(f"error: {message}", err=True)
    sys.exit(Exit.ERROR)


def tell(problems: Iterable[Problem], kind: str = "error") -> None:
    """Print one line on standard error for each problem; one that is a note says so."""
    for problem in problems:
        where = f"{problem.path}:{problem.line}" if problem.line else problem.path
        shown = "note" if problem.note else kind
        click.echo(one_line(f"{shown}: {where}: {problem.message}"), err=True)


def one_line(text: str) -> str:
    """Return text as one line that a terminal only shows."""
    from factcheck.render.view import hushed, line_of  # noqa: PLC0415 - keeps the help fast

    return hushed(line_of(text))


def incomplete(problems: Iterable[Problem]) -> bool:
    """Tell whether anything could not be read."""
    return any(not p.note for p in problems)


def definition() -> dict[str, Any]:
    """Return the definition of the contradiction report (`reports/contradictions/report.toml`)."""
    from factcheck.cache import toml  # noqa: PLC0415 - keeps the help fast
    from factcheck.catalogue import shipped  # noqa: PLC0415

    return toml(f"{shipped('reports')}/contradictions/report.toml")


def request(name: str, verdicts: Iterable[str], config: Config, drafts: Iterable[str], fail_on: str) -> Request:
    """Return what a format is asked for; without verdicts those of the report's definition are shown."""
    from factcheck.render.registry import FORMATS, Column, Request  # noqa: PLC0415 - keeps the help fast

    families: dict[str, str] = {}
    if FORMATS[name].families:
        from factcheck.pipeline import Options  # noqa: PLC0415 - only where a format needs it
        from factcheck.pipeline import families as catalogue  # noqa: PLC0415

        families = {f.id: f.about for f in catalogue(Options(config)).families}
    shape = definition()
    return Request(
        verdicts=tuple(verdicts) or tuple(shape["verdicts"]),
        title=shape["title"],
        drafts=frozenset(drafts),
        root=posix(os.getcwd()),
        families=families,
        columns=tuple(Column(**column) for column in shape["column"]),
        decisions=tuple(shape["decisions"]),
        colour=_coloured(),
        width=_width(),
        fail_on=fail_on,
    )


def _width() -> int:
    """Return how many columns the screen has, at most 120; 100 where it is none."""
    if not sys.stdout.isatty():
        return 100
    from shutil import get_terminal_size  # noqa: PLC0415 - only where there is a screen

    return min(get_terminal_size((100, 40)).columns, 120)


def _coloured() -> bool:
    """Tell whether the screen wants colours: NO_COLOR and FORCE_COLOR decide, else whether it is a terminal that can."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (sys.stdout.isatty() and os.environ.get("TERM") != "dumb")


def deliver(
    report: Report,
    *,
    form: str | None,
    verdicts: Iterable[str],
    output: str | None,
    also: Iterable[str],
    config: Config,
    quiet: bool,
    fail_on: str | None,
    drafts: Iterable[str] = (),
) -> NoReturn:
    """Write a report in a format and in those of `also`; exit with what it says.

    What is not given (None, no verdicts) is as configured; without that the format is the one that the place asks for.
    """
    from factcheck.render.registry import in_pieces  # noqa: PLC0415 - keeps the help fast

    name = _format(form, output, config)
    fails_on = fail_on or config.fail_on or "contradiction"
    wanted = [(name, output)] if output is not None or not quiet else []
    for kind, file in (*(_kind_and_file(text) for text in also), *wanted):
        asked = request(kind, tuple(verdicts) or config.verdicts, config, drafts, fails_on)
        hand_over(in_pieces(kind, report, asked if file is None else replaced(asked, colour=False)), file)
    finish(report, fails_on)


def _format(form: str | None, output: str | None, config: Config) -> str:
    # On GitHub the log is read for annotations; a file is for people unless they say otherwise.
    place = "github" if os.environ.get("GITHUB_ACTIONS") == "true" and output is None else "text"
    return form or config.format or place


def listed(
    form: str | None, verdicts: Iterable[str], output: str | None, also: Iterable[str], config: Config, *, quiet: bool
) -> frozenset[str] | None:
    """Return the verdicts of the findings whose claims `deliver` shows; None where a format lists all claims."""
    names = {_kind_and_file(text)[0] for text in also}
    if output is not None or not quiet:
        names.add(_format(form, output, config))
    if any(FORMATS[name].lists for name in names):
        return None
    return frozenset(tuple(verdicts) or config.verdicts or definition()["verdicts"])


def _kind_and_file(text: str) -> tuple[str, str]:
    kind, sign, file = text.partition("=")
    if not sign or not file or kind not in FORMATS:
        fail(f"--write {text}: must be FORMAT=FILE with a format of {', '.join(FORMATS)}")
    return kind, plain(file)


def hand_over(data: bytes | Iterable[bytes], output: str | None) -> None:
    """Write bytes, or pieces of them, to a file, or to standard output."""
    if output is None:
        try:
            for piece in (data,) if isinstance(data, bytes) else data:
                sys.stdout.buffer.write(piece)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            _hush()
        return
    from factcheck.whole import write_whole  # noqa: PLC0415 - only where a file is written

    os.makedirs(parent(output), exist_ok=True)
    write_whole(output, data)


def _hush() -> None:
    """Write no more: who reads has enough, as `head` has. That is no error, and Python must not complain of it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def keep_apart(outputs: Iterable[str | None], inputs: Iterable[str | None], config: Config) -> None:
    """Exit with 2, before the work begins, when a file to write is one that is read, or is to be written twice."""
    files = [output for output in outputs if output is not None]
    real = [os.path.realpath(file) for file in files]
    twice = next((file for n, file in enumerate(files) if real[n] in real[:n] and not _device(file)), None)
    if twice is not None:
        fail(one_line(f"{twice}: two outputs would be written to it"))
    there = [file for file in files if os.path.isfile(file)]
    if not there:
        return
    from factcheck.ingest.files import TABLE, gather  # noqa: PLC0415 - only where an output is there already

    named = [path for path in inputs if path is not None]
    read = [source.file for source in gather(named)[0] if not source.piped]
    read += [joined(parent(file), TABLE) for file in read]
    set_up = [path for path in (*config.aliases, config.decisions, config.baseline) if path is not None]
    taken = {os.path.realpath(path) for path in (*read, *set_up, *named)}
    folders = tuple(os.path.realpath(path) + os.sep for path in config.claims)
    for file in there:
        where = os.path.realpath(file)
        if where in taken or where.startswith(folders):
            fail(one_line(f"{file}: is read by this run and cannot be written to as well"))


def archive_files(where: str | None) -> list[str]:
    """Return the files of an archive that is one: itself, its seal, and the journal of who writes to it."""
    if not where:
        return []
    from factcheck.archive.connection import SEAL  # noqa: PLC0415 - only where there is an archive

    return [plain(f"{where}{end}") for end in ("", SEAL, "-journal")]


def _device(file: str) -> bool:
    return os.path.exists(file) and not os.path.isfile(file)


def files_of(also: Iterable[str]) -> list[str]:
    """Return the files that `--write` names; exits with 2 when a value cannot be understood."""
    return [_kind_and_file(text)[1] for text in also]


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


def finish(report: Report, fail_on: str = "contradiction") -> NoReturn:
    """Tell what could not be read and exit: 2 for a problem, 1 for a finding that `fail_on` asks for, else 0."""
    from factcheck.render.view import fails  # noqa: PLC0415 - keeps the help fast

    tell(report.problems)
    tell(report.warnings, "warning")
    if incomplete(report.problems):
        sys.exit(Exit.ERROR)
    sys.exit(Exit.FINDINGS if any(fails(f, fail_on) for f in report.findings) else Exit.CLEAN)
