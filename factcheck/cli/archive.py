"""`factcheck archive`: keeps what articles claim, so that a draft is checked against it without reading them again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from factcheck.cli import Group, common, settings
from factcheck.cli.conflicts import conflicts

if TYPE_CHECKING:
    from factcheck.config import Config
    from factcheck.findings import Report
    from factcheck.model import Problem


@click.group("archive", cls=Group)
def command() -> None:
    """Keep what articles claim, so that drafts are checked against all of them in a moment."""


command.add_command(conflicts)


@command.command("add")
@click.argument("paths", nargs=-1, required=True, type=common.PATH)
@common.archive_option
@common.workers_option
@common.quiet_option
@common.guarded
@settings.configured
def add(paths: tuple[str, ...], where: str, config: Config, workers: int, quiet: bool) -> None:
    """Add the articles under PATHS; those that it holds already cost nothing, a changed one becomes the next version.

    One line is printed for each article that is new or changed, when it is safely kept. An interrupted call is finished by
    repeating it.
    """
    from factcheck import __version__  # noqa: PLC0415 - keeps the help fast
    from factcheck.archive.adding import added, reader_of  # noqa: PLC0415
    from factcheck.archive.opening import opened  # noqa: PLC0415
    from factcheck.config.apply import renaming  # noqa: PLC0415
    from factcheck.ingest import gather, streamed, told  # noqa: PLC0415
    from factcheck.pipeline import Options, families  # noqa: PLC0415

    catalogue = families(Options(config))
    sources, gathered = gather(paths)
    found = list(gathered)  # what is told of files ...
    unread: list[Problem] = []  # ... and of articles
    documents = streamed(sources, catalogue.words, config.inputs, found)
    counts = dict.fromkeys(("added", "changed", "read again", "known"), 0)
    with opened(where, write=True) as archive:
        reader = reader_of(__version__, catalogue)
        for kept in added(archive, renaming(documents, config), catalogue, reader, workers, config.limits.claims):
            if kept.problem is not None:
                unread.append(kept.problem)
                continue
            counts[kept.fate] += 1
            if not quiet and kept.fate != "known":
                common.hand_over(f"{kept.fate} {common.one_line(kept.document.path)}\n".encode(), None)
        if any(n for fate, n in counts.items() if fate != "known"):
            archive.seal()
    if not quiet:
        click.echo(", ".join(f"{n} {fate}" for fate, n in counts.items() if n) or "no articles", err=True)
    problems = (*told(paths, sum(counts.values()) + len(unread), found), *unread)
    common.tell(problems)
    raise SystemExit(common.Exit.ERROR if any(not p.note for p in problems) else common.Exit.CLEAN)


@command.command("status")
@common.archive_option
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
@common.guarded
@settings.configured
def status(where: str, form: str, config: Config) -> None:
    """Tell how much the archive holds, and what was read by other families or another version than this one."""
    import json  # noqa: PLC0415

    from factcheck import __version__  # noqa: PLC0415
    from factcheck.archive.adding import reader_of  # noqa: PLC0415
    from factcheck.archive.opening import opened  # noqa: PLC0415
    from factcheck.pipeline import Options, families  # noqa: PLC0415

    mine = reader_of(__version__, families(Options(config)))
    with opened(where) as archive, archive.reading():
        told: dict[str, Any] = {"archive": archive.where, **archive.counts()}
        told["read otherwise"] = sum(n for reader, n in archive.readers().items() if reader != mine)
    if form == "json":
        click.echo(json.dumps({key.replace(" ", "_"): value for key, value in told.items()}, indent=2))
        return
    for key, value in told.items():
        click.echo(f"{key}: {value:,}" if isinstance(value, int) else f"{key}: {value}")
    if told["read otherwise"]:
        click.echo("add the same articles again to have them read by this version and configuration")


@command.command("verify")
@common.archive_option
@click.option("--quick", is_flag=True, help="Compare digests only, without unpacking every article.")
@common.guarded
def verify(where: str, quick: bool) -> None:
    """Look whether the archive still holds, byte for byte, what was put into it; exits with 2 when it does not."""
    from factcheck.archive.opening import opened  # noqa: PLC0415
    from factcheck.archive.verify import damages  # noqa: PLC0415

    found = 0
    with opened(where) as archive, archive.reading():
        for line in damages(archive, unpack=not quick):
            found += 1
            click.echo(common.one_line(f"error: {archive.where}: {line}"), err=True)
        counts = archive.counts()
    if found:
        raise SystemExit(common.Exit.ERROR)
    click.echo(f"{counts['articles']:,} articles with {counts['claims']:,} claims are as they were added")


@command.command("remove")
@click.argument("articles", nargs=-1, required=True)
@common.archive_option
@common.quiet_option
@common.guarded
def remove(articles: tuple[str, ...], where: str, quiet: bool) -> None:
    """Remove ARTICLES with all their versions, each named by its address or its file as it was added."""
    from factcheck.archive.opening import opened  # noqa: PLC0415

    with opened(where, write=True) as archive:
        held = {key: identity for identity, name, *_ in archive.identities() for key in (name, identity)}
        missing = [name for name in articles if name not in held]
        if missing:
            common.fail(f"{archive.where}: holds no article {', '.join(missing)}; nothing was removed")
        gone = archive.remove([held[name] for name in articles])
        archive.seal()
    if not quiet:
        click.echo(f"{len(articles)} articles in {gone} versions removed", err=True)


@command.command("export")
@common.archive_option
@click.option(
    "--format",
    "form",
    type=click.Choice(("csv", "parquet")),
    default="csv",
    show_default=True,
    help="One file for each table.",
)
@click.option("--output", "-o", required=True, type=common.PATH, help="The folder for the tables.")
@common.quiet_option
@common.guarded
@settings.configured
def export(where: str, form: str, output: str, config: Config, quiet: bool) -> None:
    """Write the normalized tables of all current articles, as `factcheck claims` does for files."""
    from factcheck.archive.codec import Codec  # noqa: PLC0415
    from factcheck.archive.lookup import unpacked  # noqa: PLC0415
    from factcheck.archive.opening import opened  # noqa: PLC0415
    from factcheck.cli.claims import write_tables  # noqa: PLC0415
    from factcheck.pipeline import Options, families, report_from  # noqa: PLC0415

    catalogue = families(Options(config))

    def made() -> Report:
        with opened(where) as archive, archive.reading():
            numbers = {number for *_, number in archive.identities()}
            return report_from(unpacked(archive, archive.bodies(numbers), catalogue, Codec()), (), catalogue)

    write_tables(made, catalogue, form, output, quiet=quiet)
