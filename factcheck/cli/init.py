"""`factcheck init`."""

from __future__ import annotations

from pathlib import Path

import click

from factcheck.cli import common


@click.command("init")
@click.argument("folder", default=Path(), type=common.PATH)
@click.option("--force", is_flag=True, help="Replace a factcheck.toml that is there.")
@common.guarded
def command(folder: Path, *, force: bool) -> None:
    """Write a commented factcheck.toml into FOLDER (the working folder) to start from."""
    from factcheck.config.file import FILE  # noqa: PLC0415 - keeps the help fast
    from factcheck.config.start import START  # noqa: PLC0415

    file = folder / FILE
    if not folder.is_dir():
        common.fail(f"{folder}: no such folder")
    if file.exists() and not force:
        common.fail(f"{file}: is there already; --force replaces it")
    common.hand_over(START.encode(), file)
    click.echo(f"{file} written; `factcheck config show` says what is in force")
