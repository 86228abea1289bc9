"""`disposal notice diff`: show what a later version of a published notice changed."""

from typing import Annotated, Any

import typer

from disposal.cli.console.answers import print_json, refusals_as_json
from disposal.settings import get_settings


def diff(
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="number of the published notice, or its id")],
    since: Annotated[
        int | None, typer.Option("--from", min=1, metavar="V", help="earlier version; else the one before --to")
    ] = None,
    until: Annotated[
        int | None, typer.Option("--to", min=1, metavar="V", help="later version; else the newest")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print one JSON object")] = False,
) -> None:
    """比较公告的两个版本 · Show which fields two versions of a published notice state differently.

    Example: disposal notice diff HRZJ-2022-0001 --from 1 --to 2
    """
    # Other notice commands need no database and start three times as fast without this import.
    from disposal.registry.due_publications import open_register
    from disposal.services.public.version_differences import compare_versions

    if since is not None and until is not None and since >= until:
        message = f"--from {since} 须早于 --to {until} · --from {since} is not before --to {until}"
        raise typer.BadParameter(message)
    with refusals_as_json(as_json), open_register(get_settings()) as database, database.session() as session:
        found = compare_versions(session, number, earlier=since, later=until)
    if as_json:
        ends = {"number": found.number, "from": found.earlier, "to": found.later}
        print_json({**ends, "differences": [each.as_json() for each in found.differences]})
        return
    if found.earlier == found.later:
        typer.echo(f"{found.number} 第{found.later}版之后没有新的版本 · no version after {found.later}")
        return
    typer.echo(f"{found.number} 第{found.earlier}版 → 第{found.later}版 · version {found.earlier} → {found.later}")
    for each in found.differences:
        typer.echo(f"{each.label.zh} · {each.label.en}")
        typer.secho(f"  - {_both(each.before)}", fg=typer.colors.RED)
        typer.secho(f"  + {_both(each.after)}", fg=typer.colors.GREEN)
    count = len(found.differences)
    typer.echo(f"{count}处变更 · {count} difference(s)")


def _both(said: Any) -> str:
    """Return the text in both languages, or once if they are equal; following lines are indented."""
    words = said.zh if said.zh == said.en else f"{said.zh} · {said.en}"
    return str(words).replace("\n", "\n    ")
