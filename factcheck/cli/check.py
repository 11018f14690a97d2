"""`factcheck check`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from factcheck.cli import common, settings

if TYPE_CHECKING:
    from datetime import date

    from factcheck.config import Config


@click.command("check")
@click.argument("drafts", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--against", multiple=True, type=click.Path(path_type=Path), help="Articles to hold the drafts against; repeatable."
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
    drafts: tuple[Path, ...],
    against: tuple[Path, ...],
    form: str | None,
    verdicts: tuple[str, ...],
    fail_on: str | None,
    output: Path | None,
    also: tuple[str, ...],
    config: Config,
    today: date,
    workers: int,
    quiet: bool,
) -> None:
    """Check DRAFTS against other articles and against themselves; only findings that touch a draft are shown."""
    from factcheck.pipeline import Options, check  # noqa: PLC0415 - keeps the help fast

    common.check_writes(also)
    report, drafted = check(drafts, against, Options(config, today, common.progress(quiet=quiet), workers))
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
