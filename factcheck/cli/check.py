"""`factcheck check`."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from factcheck.cli import Command, common, settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from factcheck.archive import Archive
    from factcheck.config import Config


@click.command("check", cls=Command)
@click.argument("drafts", nargs=-1, required=True, type=common.PATH)
@click.option("--against", multiple=True, type=common.PATH, help="Articles to hold the drafts against; repeatable.")
@click.option(
    "--archive",
    "where",
    envvar="FACTCHECK_ARCHIVE",
    metavar="FILE|URL",
    help="An archive to hold the drafts against (factcheck archive add); FACTCHECK_ARCHIVE when not given.",
)
@click.option(
    "--checklist",
    is_flag=True,
    help="Instead of findings: every name, title, figure and date of the drafts in their order, and what others say to it.",
)
@common.format_option
@common.verdict_option
@common.fail_on_option
@common.output_option
@common.write_option
@common.workers_option
@common.quiet_option
@common.guarded
@settings.gated
def command(
    drafts: tuple[str, ...],
    against: tuple[str, ...],
    where: str | None,
    form: str | None,
    verdicts: tuple[str, ...],
    fail_on: str | None,
    output: str | None,
    also: tuple[str, ...],
    config: Config,
    today: date,
    workers: int,
    checklist: bool,
    quiet: bool,
) -> None:
    """Check DRAFTS against other articles and against themselves; only findings that touch a draft are shown."""
    from factcheck.pipeline import Options, check  # noqa: PLC0415 - keeps the help fast

    common.keep_apart([output, *common.files_of(also)], [*drafts, *against, *common.archive_files(where)], config)
    if checklist:
        list_form = _list_form(form, config)
    options = Options(config, today, common.progress(quiet=quiet), workers)
    with _opened(where) as archive:
        report, drafted = check(drafts, against, options, archive)
    if checklist:
        from factcheck.checklist import checklist as items_of  # noqa: PLC0415
        from factcheck.checklist.written import written  # noqa: PLC0415
        from factcheck.pipeline import families  # noqa: PLC0415

        items = items_of(report, drafted, families(options), config.groups())
        if output is not None or not quiet:
            common.hand_over(written(items, report, list_form), output)
        common.finish(report, fail_on or config.fail_on or "contradiction")
    common.deliver(
        report,
        form=form,
        verdicts=verdicts,
        output=output,
        also=also,
        config=config,
        quiet=quiet,
        fail_on=fail_on,
        drafts=drafted,
    )


@contextmanager
def _opened(where: str | None) -> Iterator[Archive | None]:
    """Return an archive; None without one."""
    if not where:
        yield None
        return
    from factcheck.archive.opening import opened  # noqa: PLC0415 - only where there is an archive

    with opened(where) as archive:
        yield archive


def _list_form(form: str | None, config: Config) -> str:
    """Return the format of the checklist; exits with 2 when it has none of that name."""
    from factcheck.checklist.written import FORMS  # noqa: PLC0415 - keeps the help fast

    if form and form not in FORMS:
        common.fail(f"--checklist has no format {form}; it has {', '.join(FORMS)}")
    return form or (config.format if config.format in FORMS else "text")
