"""`factcheck init`."""

from __future__ import annotations

import os

import click

from factcheck.cli import Command, common
from factcheck.paths import joined


@click.command("init", cls=Command)
@click.argument("folder", default=".", type=common.PATH)
@click.option("--force", is_flag=True, help="Replace a factcheck.toml that is there.")
@common.guarded
def command(folder: str, *, force: bool) -> None:
    """Write a commented factcheck.toml into FOLDER (the working folder) to start from."""
    from factcheck.config.file import FILE  # noqa: PLC0415 - keeps the help fast
    from factcheck.config.start import START  # noqa: PLC0415

    file = joined(folder, FILE)
    if not os.path.isdir(folder):
        common.fail(f"{folder}: no such folder")
    if os.path.exists(file) and not force:
        common.fail(f"{file}: is there already; --force replaces it")
    common.hand_over(START.encode(), file)
    click.echo(f"{file} written; `factcheck config show` says what is in force")
