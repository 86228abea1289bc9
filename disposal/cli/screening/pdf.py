"""`disposal screening pdf`: write the opinion on a screening, 买受人资格审查意见书."""

from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from disposal.cli.console.answers import parse_day
from disposal.cli.console.outputs import write_outputs
from disposal.cli.console.sessions import reading_session
from disposal.services.opinions.opinion import render_opinion
from disposal.services.records.dates import today_in_china


def pdf(
    context: typer.Context,
    screening_id: Annotated[UUID, typer.Argument(metavar="ID", help="id of the screening")],
    out: Annotated[Path, typer.Option(dir_okay=False, metavar="FILE", help="the PDF to be written")],
    on: Annotated[
        date | None,
        typer.Option(parser=parse_day, metavar="DATE", help="decisions that hold on this day; empty: today"),
    ] = None,
) -> None:
    """输出买受人资格审查意见书 · Write the evidence of a screening as PDF/A-3, its record attached.

    Example: disposal screening pdf 01890a5d-… --out 意见书.pdf
    """
    with reading_session(context, "bidders.read") as session:
        data = render_opinion(session, screening_id, on=on or today_in_china())
    write_outputs([(out, data)])
    typer.echo(f"{out}  {len(data):,} bytes  sha256 {sha256(data).hexdigest()}")
