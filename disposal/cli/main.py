"""The root command and the one place where errors become a sentence and an exit status."""

import sys
from importlib.metadata import version
from typing import Annotated

import typer

from disposal.cli.actor import system_user
from disposal.cli.audit import audit_app
from disposal.cli.calendar import calendar_app
from disposal.cli.db import db_app
from disposal.cli.demo import demo
from disposal.cli.floor import floor
from disposal.cli.list import list_app
from disposal.cli.notice import notice_app
from disposal.cli.screen import screen, screen_batch
from disposal.cli.screening import screening_app
from disposal.cli.serve import serve
from disposal.cli.window import window
from notices.errors import NoticesError

app = typer.Typer(
    name="disposal",
    help="不良资产处置登记 · Registry of distressed-debt disposals: claims, notices, windows, proof.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
COMMANDS = (demo, serve, window, floor, screen, screen_batch)
GROUPS = (
    ("notice", notice_app),
    ("calendar", calendar_app),
    ("db", db_app),
    ("audit", audit_app),
    ("screening", screening_app),
    ("list", list_app),
)
for command in COMMANDS:
    app.command()(command)
for name, group in GROUPS:
    app.add_typer(group, name=name)


def _print_version(is_wanted: bool) -> None:
    if is_wanted:
        typer.echo(f"disposal {version('disposal-registry')}")
        raise typer.Exit


@app.callback()
def root(
    context: typer.Context,
    actor: Annotated[
        str, typer.Option("--as", envvar="DISPOSAL_AS", help="who acts; stands in every audit entry", metavar="NAME")
    ] = "",
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="print the version")
    ] = False,
) -> None:
    """不良资产处置登记 · Registry of distressed-debt disposals.

    Example: disposal --as 陈女士 demo --out var/demo
    """
    context.obj = {"actor": actor.strip() or system_user()}


def main() -> None:
    """Run the command line; an error a user can act on becomes one sentence a language and status 1."""
    try:
        app()
    except NoticesError as error:
        at = f" [{error.field}]" if error.field else ""
        typer.secho(f"error{at}: {error.en}\n错误：{error.zh}", err=True, fg=typer.colors.RED)
        sys.exit(1)
