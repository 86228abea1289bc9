"""`disposal placement`: record the medium in which a notice was published, with the scan as evidence."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer

from disposal.cli.console.answers import (
    SEVERITY_COLOURS,
    parse_day,
    parse_pairs,
    print_json,
    tell,
)
from disposal.cli.console.choices import code_of, metavar_of
from disposal.cli.console.sessions import reading_session, writing_session
from disposal.models.publication.placement import Placement
from disposal.models.publication.placement_change import PlacementChange
from disposal.services.filings.published import FilingContext
from disposal.services.placement_changes.changing import (
    changes_of,
    check_change,
    correct_placement,
    withdraw_placement,
)
from disposal.services.placement_changes.recording import enter_placement
from disposal.services.placement_changes.taking_back import take_back_change
from disposal.services.placement_changes.words import shown_changes, told
from disposal.services.press.placement_entry import notice_of
from disposal.services.press.placements import placement_findings, placements_of
from disposal.services.press.scans import read_scan, store_scan
from disposal.services.publication.context import context_of
from disposal.services.publication.drafts import notice_called
from disposal.services.records.writing import found
from disposal.settings import get_settings
from notices.codes import MediumKind, PaperKind
from notices.completeness import Shortcoming

placement_app = typer.Typer(
    name="placement", help="刊登 · Placements: in which medium a published notice stood.", no_args_is_help=True
)
Number = Annotated[str, typer.Argument(metavar="NUMBER", help="number of the published notice")]
Paper = Annotated[
    PaperKind | None,
    typer.Option(parser=code_of(PaperKind), metavar=metavar_of(PaperKind), help="of a newspaper: what kind it is"),
]
PlacementId = Annotated[UUID, typer.Argument(metavar="PLACEMENT", help="id, as placement list shows it")]
Because = Annotated[str, typer.Option(help="why; stands in the audit trail")]
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
    paper: Paper = None,
    province: Annotated[str, typer.Option(help="of a newspaper: province it is issued in, or 全国")] = "",
    city: Annotated[str, typer.Option(help="of a newspaper of prefecture level: its city")] = "",
    page: Annotated[str, typer.Option(help="第8版")] = "",
    url: Annotated[str, typer.Option(help="address, for a website")] = "",
    scan: Annotated[Path | None, typer.Option(metavar="FILE", help="scanned page: PDF, JPG or PNG")] = None,
    as_json: AsJson = False,
) -> None:
    """登记刊登 · Record that a published notice stood in a medium; the scan is kept as it is, with its SHA-256.

    Example: disposal placement add HRZJ-2022-0001 --medium 浙江法制报 --kind 省级以上报纸 --published-on 2022-08-03
    """
    values: dict[str, Any] = {"medium": medium, "kind": kind, "published_on": published_on, "paper": paper}
    values |= {"page": page or None, "url": url or None, "province": province or None, "city": city or None}
    with writing_session(context, as_json=as_json) as session:
        page_scan, known = read_scan(scan) if scan else None, context_of(get_settings())
        notice, at = notice_called(session, number), FilingContext(known.clock(), known.calendar)
        placed = enter_placement(session, {"notice_id": notice.id, **values}, context=at)
        stored = store_scan(session, placed, page_scan) if page_scan else None
        findings = placement_findings(session, notice, calendar=known.calendar)
    if as_json:
        more = {"scan_sha256": stored.sha256 if stored else None, "findings": [each.as_json() for each in findings]}
        print_json({**placed.model_dump(mode="json"), **more})
    else:
        waits = "（待复核 waits for a second person）" if placed.awaits_check else ""
        typer.echo(f"已登记刊登 placed: {placed.medium}{placed.page or ''}，{placed.published_on}{waits}")
        if stored:
            typer.echo(f"扫描件 scan: {stored.file_name}  {stored.size:,} bytes  sha256 {stored.sha256}")
        _print_findings(findings)


def _print_findings(findings: tuple[Shortcoming, ...]) -> None:
    for finding in findings:
        colour = SEVERITY_COLOURS[finding.severity.value]
        typer.secho(f"{finding.severity.zh} {finding.zh}\n     {finding.en}", err=True, fg=colour)


@placement_app.command("list")
def list_(context: typer.Context, number: Number, as_json: AsJson = False) -> None:
    """刊登一览 · List where a notice of one's branches stood, by date, and how that was changed: for staff.

    Example: disposal placement list HRZJ-2022-0001
    """
    with reading_session(context, "notices.read", as_json=as_json) as session:
        notice = notice_called(session, number)
        rows, changes = placements_of(session, notice, with_withdrawn=True), changes_of(session, notice)
    if as_json:
        told_changes = [each.as_json() for each in shown_changes(changes)]
        print_json({"placements": [row.model_dump(mode="json") for row in rows], "changes": told_changes})
    elif not rows:
        typer.echo(
            "尚未登记刊登；用 disposal placement add 登记 · no placement yet; record one with disposal placement add"
        )
    for row in rows if not as_json else ():
        gone = "  已作废 withdrawn" if row.withdrawn_at else "  待复核 waits" if row.awaits_check else ""
        where = f"{row.medium}{row.page or ''}{'  ' + row.url if row.url else ''}"
        typer.echo(f"{row.id}  {row.published_on}  {row.kind.zh}  {where}{gone}")
        for each in (each for each in changes if each.placement_id == row.id):
            typer.echo(f"    {told(each)}")


@placement_app.command("correct")
def correct(
    context: typer.Context,
    placement: PlacementId,
    values: Annotated[list[str], typer.Argument(metavar="FIELD=VALUE", help="what is wrong, as it should be")],
    reason: Because,
    as_json: AsJson = False,
) -> None:
    """更正刊登 · Correct a placement; one that moves the end of the window waits for a second person.

    Example: disposal placement correct 0198a3c2-6f00-7c00-8000-4e1a77c24e1a page=第9版 --reason 版次抄错
    """
    said = {name: value or None for name, value in parse_pairs(values, "page=第9版").items()}
    _change(context, placement, partial(correct_placement, changes=said, reason=reason), as_json=as_json)


@placement_app.command("withdraw")
def withdraw(context: typer.Context, placement: PlacementId, reason: Because, as_json: AsJson = False) -> None:
    """作废刊登登记 · Withdraw a placement that never stood there; it stays on record and counts no more.

    Example: disposal placement withdraw 0198a3c2-6f00-7c00-8000-4e1a77c24e1a --reason 该报未见报
    """
    _change(context, placement, partial(withdraw_placement, reason=reason), as_json=as_json)


@placement_app.command("take-back")
def take_back(context: typer.Context, placement: PlacementId, reason: Because, as_json: AsJson = False) -> None:
    """撤回 · Take back what you recorded or proposed of a placement, while nobody has checked it.

    Example: disposal placement take-back 0198a3c2-6f00-7c00-8000-4e1a77c24e1a --reason 见报日录错
    """
    _change(context, placement, partial(take_back_change, reason=reason), as_json=as_json)


@placement_app.command("check")
def check(
    context: typer.Context,
    placement: PlacementId,
    declines: Annotated[bool, typer.Option("--decline", help="不予采用; needs a remark")] = False,
    remark: Annotated[str, typer.Option(help="意见")] = "",
    as_json: AsJson = False,
) -> None:
    """复核刊登更正 · Confirm or decline the change that waits, as another person than proposed it.

    Example: disposal placement check 0198a3c2-6f00-7c00-8000-4e1a77c24e1a --decline --remark 与原件不符
    """
    _change(context, placement, partial(check_change, confirms=not declines, remark=remark), as_json=as_json)


def _change(context: typer.Context, placement_id: UUID, does: Callable[..., PlacementChange], *, as_json: bool) -> None:
    with writing_session(context, as_json=as_json) as session:
        known = context_of(get_settings())
        placement = found(session, Placement, placement_id)
        notice_of(session, placement)
        row = does(session, placement, context=FilingContext(known.clock(), known.calendar))
    tell(shown_changes([row])[0].as_json(), told(row), as_json=as_json)
