"""`factcheck archive conflicts`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from factcheck.cli import Command, common, settings

if TYPE_CHECKING:
    from datetime import date

    from factcheck.config import Config


@click.command("conflicts", cls=Command)
@common.archive_option
@common.format_option
@common.verdict_option
@common.fail_on_option
@common.output_option
@common.write_option
@common.quiet_option
@common.guarded
@settings.gated
def conflicts(
    where: str,
    form: str | None,
    verdicts: tuple[str, ...],
    fail_on: str | None,
    output: str | None,
    also: tuple[str, ...],
    config: Config,
    today: date,
    quiet: bool,
) -> None:
    """Report where the archived articles do not agree about the world: who leads a party, how many seats it holds.

    Slots whose values meet are passed over without reading an article. What happened in one story (tolls, ages, spellings)
    is for `factcheck report`.
    """
    from factcheck.archive.conflicts import disputed  # noqa: PLC0415 - keeps the help fast
    from factcheck.archive.opening import opened  # noqa: PLC0415
    from factcheck.pipeline import Options, families, finished, report_from  # noqa: PLC0415

    common.keep_apart([output, *common.files_of(also)], common.archive_files(where), config)
    options = Options(config, today)
    catalogue = families(options)
    with opened(where) as archive, archive.reading():
        made, _ = disputed(archive, catalogue)
    everywhere = {family.id for family in catalogue.families if family.compare == "everywhere"}
    report = report_from(made, (), catalogue)
    # Of these articles only some of each story are at hand: what is compared inside a story would be told by halves.
    report = replace(report, findings=tuple(f for f in report.findings if f.family in everywhere))
    common.deliver(
        finished(report, options),
        form=form,
        verdicts=verdicts,
        output=output,
        also=also,
        config=config,
        quiet=quiet,
        fail_on=fail_on,
    )
