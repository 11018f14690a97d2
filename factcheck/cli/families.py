"""`factcheck families`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from factcheck.cli import Group, common, settings

if TYPE_CHECKING:
    from factcheck.config import Config


@click.group("families", cls=Group)
def command() -> None:
    """List, show or test the families of claims."""


@command.command("list")
@common.guarded
@settings.configured
def families_list(config: Config) -> None:
    """Print one line for each family."""
    from factcheck.pipeline import Options, families  # noqa: PLC0415 - keeps the help fast

    every = families(Options(config)).families
    width = max(len(f.id) for f in every)
    for family in every:
        click.echo(f"{family.id:<{width}}  {family.about}")


@command.command("show")
@click.argument("name")
@common.guarded
@settings.configured
def families_show(name: str, config: Config) -> None:
    """Print how the family NAME is compared, its patterns and what its examples say."""
    from factcheck.pipeline import Options, families  # noqa: PLC0415 - keeps the help fast

    catalogue = families(Options(config), examples=True)
    if name not in {f.id for f in catalogue.families}:
        common.fail(f"no family {name!r}; there are {', '.join(f.id for f in catalogue.families)}")
    family = catalogue.family(name)
    click.echo(f"{family.id}: {family.about}")
    click.echo(
        f"  value {family.value}; changes {family.changes}; compared {family.compare}; at most {family.ceiling}; severity {family.severity}"
    )
    if family.construction:
        click.echo(f"  construction: {family.construction}")
    for pattern in family.patterns:
        click.echo(f"  pattern: {pattern.name}")
    for says in family.examples.get("says", []):
        for text in says["texts"]:
            click.echo(f"  says: {text}")
    for silent in family.examples.get("silent", []):
        click.echo(f"  silent: {silent['text']}")


@command.command("test")
@click.argument("name", default="")
@common.guarded
@settings.configured
def families_test(name: str, config: Config) -> None:
    """Run the examples of all families, or of the family NAME; exit with 1 when one fails."""
    from factcheck.pipeline import Options, families  # noqa: PLC0415 - keeps the help fast
    from factcheck.selftest import run_examples  # noqa: PLC0415

    catalogue = families(Options(config), examples=True)
    if name and name not in {f.id for f in catalogue.families}:
        common.fail(f"no family {name!r}")
    examples = run_examples(catalogue, name)
    failed = [e for e in examples if e.failure]
    for example in failed:
        click.echo(f"{example.name}\n    {example.failure}")
    click.echo(f"{len(examples) - len(failed)} of {len(examples)} examples hold")
    raise SystemExit(common.Exit.FINDINGS if failed else common.Exit.CLEAN)
