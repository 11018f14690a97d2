"""`factcheck families`."""

from __future__ import annotations

from pathlib import Path

import click

from factcheck.cli import common


@click.group("families")
def command() -> None:
    """List, show or test the families of claims."""


@command.command("list")
@common.claims_option
@common.guarded
def families_list(own: tuple[Path, ...]) -> None:
    """Print one line for each family."""
    from factcheck.catalogue import load  # noqa: PLC0415 - keeps the help fast

    families = load(own).families
    width = max(len(f.id) for f in families)
    for family in families:
        click.echo(f"{family.id:<{width}}  {family.about}")


@command.command("show")
@click.argument("name")
@common.claims_option
@common.guarded
def families_show(name: str, own: tuple[Path, ...]) -> None:
    """Print how the family NAME is compared, its patterns and what its examples say."""
    from factcheck.catalogue import load  # noqa: PLC0415 - keeps the help fast

    catalogue = load(own)
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
@common.claims_option
@common.guarded
def families_test(name: str, own: tuple[Path, ...]) -> None:
    """Run the examples of all families, or of the family NAME; exit with 1 when one fails."""
    from factcheck.catalogue import load  # noqa: PLC0415 - keeps the help fast
    from factcheck.selftest import run_examples  # noqa: PLC0415

    catalogue = load(own)
    if name and name not in {f.id for f in catalogue.families}:
        common.fail(f"no family {name!r}")
    examples = run_examples(catalogue, name)
    failed = [e for e in examples if e.failure]
    for example in failed:
        click.echo(f"{example.name}\n    {example.failure}")
    click.echo(f"{len(examples) - len(failed)} of {len(examples)} examples hold")
    raise SystemExit(common.Exit.FINDINGS if failed else common.Exit.CLEAN)
