"""`disposal placement`: record the medium in which a notice was published, with the scan as evidence."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from disposal.cli.console.actor import acting
from disposal.cli.console.answers import parse_day, print_json, refusals_as_json
from disposal.cli.console.choices import code_of, metavar_of
from disposal.models import PlacementCreate
from disposal.registry.due_publications import open_register
from disposal.services.publication.drafts import notice_called
from disposal.services.publication.placements import placements_of, record_placement
from disposal.services.publication.scans import read_scan, store_scan
from disposal.services.records.validation import read
from disposal.settings import get_settings
from notices.codes import MediumKind

placement_app = typer.Typer(
    name="placement", help="刊登 · Placements: in which medium a published notice stood.", no_args_is_help=True
)
Number = Annotated[str, typer.Argument(metavar="NUMBER", help="number of the published notice")]
AsJson = Annotated[bool, typer.Option("--json", help="print one JSON object")]


@placement_app.command("add")
def add(
    context: typer.Context,
    number: Number,
    medium: Annotated[str, typer.Option(help="浙江日报")],
    kind: Annotated[
        MediumKind,
        typer.Option(parser=code_of(MediumKind), metavar=metavar_of(MediumKind), help="what kind of medium"),
    ],
    published_on: Annotated[
        date, typer.Option("--published-on", parser=parse_day, metavar="DATE", help="day it stood")
    ],
    page: Annotated[str, typer.Option(help="第8版")] = "",
    url: Annotated[str, typer.Option(help="address, for a website")] = "",
    scan: Annotated[Path | None, typer.Option(metavar="FILE", help="scanned page: PDF, JPG or PNG")] = None,
    as_json: AsJson = False,
) -> None:
    """登记刊登 · Record that a published notice stood in a medium; the scan is kept as it is, with its SHA-256.

    Example: disposal placement add HRZJ-2022-0001 --medium 浙江法制报 --kind 省级以上报纸 --published-on 2022-08-03
    """
    values = {"medium": medium, "kind": kind, "published_on": published_on, "page": page or None, "url": url or None}
    with (
        refusals_as_json(as_json),
        open_register(get_settings()) as database,
        database.session(acting(context)) as session,
    ):
        page_scan = read_scan(scan) if scan else None
        notice = notice_called(session, number)
        placed = record_placement(session, read(PlacementCreate, {"notice_id": notice.id, **values}))
        stored = store_scan(session, placed, page_scan) if page_scan else None
    if as_json:
        print_json({**placed.model_dump(mode="json"), "scan_sha256": stored.sha256 if stored else None})
    else:
        typer.echo(f"已登记刊登 placed: {placed.medium}{placed.page or ''}，{placed.published_on}")
        if stored:
            typer.echo(f"扫描件 scan: {stored.file_name}  {stored.size:,} bytes  sha256 {stored.sha256}")


@placement_app.command("list")
def list_(number: Number, as_json: AsJson = False) -> None:
    """刊登一览 · List where a notice stood, by date.

    Example: disposal placement list HRZJ-2022-0001
    """
    with refusals_as_json(as_json), open_register(get_settings()) as database, database.session() as session:
        rows = placements_of(session, notice_called(session, number))
    if as_json:
        print_json({"placements": [row.model_dump(mode="json") for row in rows]})
    elif not rows:
        typer.echo(
            "尚未登记刊登；用 disposal placement add 登记 · no placement yet; record one with disposal placement add"
        )
    for row in rows if not as_json else ():
        typer.echo(
            f"{row.published_on}  {row.kind.zh}  {row.medium}{row.page or ''}{'  ' + row.url if row.url else ''}"
        )
