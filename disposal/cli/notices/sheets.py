"""`disposal draft sheet`: the sheet that leaders sign on paper (公告审批单), and what becomes of it (线下审批)."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer
from typer.core import TyperGroup

from disposal.cli.console.answers import parse_day, print_json
from disposal.cli.console.outputs import STANDARD, write_outputs
from disposal.cli.console.sessions import reading_session, writing_session
from disposal.cli.notices.approvals import AsJson, Draft
from disposal.models.approvals.paper_approval import PaperApproval
from disposal.services.four_eyes.paper_approvals import (
    SignedSheet,
    confirm_signed_sheet,
    decline_signed_sheet,
    enter_signed_sheet,
    waiting_paper,
)
from disposal.services.four_eyes.papers import approval_sheet
from disposal.services.press.scans import read_scan
from disposal.services.publication.context import context_of
from disposal.services.publication.drafts import draft_called
from disposal.settings import get_settings

Digest = Annotated[str, typer.Option("--sha256", help="the 16 characters of the digest on the sheet")]


class SheetGroup(TyperGroup):
    """The group of the sheet: ``draft sheet DRAFT --out OUT`` prints it, without a further word."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Take the name of a draft as ``print DRAFT``."""
        is_draft = bool(args) and not args[0].startswith("-") and args[0] not in self.commands
        return super().resolve_command(ctx, ["print", *args] if is_draft else args)


def print_sheet(
    context: typer.Context,
    draft: Draft,
    out: Annotated[Path, typer.Option("--out", metavar="OUT", help="the file; - is standard output")],
) -> None:
    """公告审批单 · Write the sheet that leaders sign on paper: steps, changes, and the digest of what is approved.

    Example: disposal draft sheet HRZJ-HUACHENG --out 审批单.pdf
    """
    with reading_session(context, "drafts.read") as session:
        data = approval_sheet(session, draft_called(session, draft).id, context=context_of(get_settings()))
    write_outputs([(out, data)])
    if out != STANDARD:
        typer.echo(f"{out}  {len(data):,} bytes")


def enter(
    context: typer.Context,
    draft: Draft,
    code: Annotated[str, typer.Option(help="单号, as printed")],
    sha256: Digest,
    signer: Annotated[str, typer.Option(metavar="LOGIN", help="who signed")],
    signed_on: Annotated[date, typer.Option("--signed-on", parser=parse_day, metavar="DATE", help="签署日")],
    scan: Annotated[Path, typer.Option(metavar="FILE", help="the signed sheet: PDF, JPG or PNG")],
    comment: Annotated[str, typer.Option(help="意见, as written on the sheet")] = "",
    as_json: AsJson = False,
) -> None:
    """线下审批录入 · Enter the scan of a signed sheet; it counts once another person has confirmed it.

    Example: disposal --as shen draft sheet enter HRZJ-HUACHENG --code 4E1A77C2-1 --sha256 "3c24c3ed 1f0a9b77"
    --signer wang --signed-on 2022-08-02 --scan 审批单.pdf
    """
    with writing_session(context, as_json=as_json) as session:
        said = SignedSheet(code, sha256, signer, signed_on, read_scan(scan), comment)
        row = enter_signed_sheet(session, draft_called(session, draft).id, said)
        answer = _as_json(row)
    _tell(answer, "已录入，待另一人核对 entered; another person confirms it", as_json=as_json)


def confirm(
    context: typer.Context,
    draft: Draft,
    sha256: Digest,
    paper: Annotated[str, typer.Option(metavar="ID", help="which one, if several wait")] = "",
    as_json: AsJson = False,
) -> None:
    """线下审批核对 · Confirm a signed sheet after looking at its scan; by another person than entered it.

    Example: disposal --as li draft sheet confirm HRZJ-HUACHENG --sha256 "3c24c3ed 1f0a9b77"
    """
    with writing_session(context, as_json=as_json) as session:
        row = waiting_paper(session, draft_called(session, draft), UUID(paper) if paper else None)
        confirm_signed_sheet(session, row.id, sha256=sha256, context=context_of(get_settings()))
        answer = _as_json(row)
    _tell(answer, "已核对，线下审批生效 confirmed", as_json=as_json)


def decline(
    context: typer.Context,
    draft: Draft,
    reason: Annotated[str, typer.Option(help="what does not fit")],
    paper: Annotated[str, typer.Option(metavar="ID", help="which one, if several wait")] = "",
    as_json: AsJson = False,
) -> None:
    """线下审批不予采用 · Decline a signed sheet that does not fit its scan; by another person than entered it.

    Example: disposal --as li draft sheet decline HRZJ-HUACHENG --reason 签名不清
    """
    with writing_session(context, as_json=as_json) as session:
        row = waiting_paper(session, draft_called(session, draft), UUID(paper) if paper else None)
        answer = _as_json(decline_signed_sheet(session, row.id, reason=reason))
    _tell(answer, "不予采用 declined", as_json=as_json)


def scan_of_sheet(
    context: typer.Context,
    draft: Draft,
    out: Annotated[Path, typer.Option("--out", metavar="OUT", help="the file; - is standard output")],
    paper: Annotated[str, typer.Option(metavar="ID", help="which one, if several wait")] = "",
) -> None:
    """审批单扫描件 · Write the scan of the signed sheet that waits, to be looked at before it is confirmed.

    Example: disposal draft sheet scan HRZJ-HUACHENG --out 已签审批单.pdf
    """
    with reading_session(context, "drafts.read") as session:
        data = waiting_paper(session, draft_called(session, draft), UUID(paper) if paper else None).data
    write_outputs([(out, data)])


def sheet_group() -> typer.Typer:
    """Return the group `draft sheet` with its commands."""
    group = typer.Typer(
        name="sheet",
        cls=SheetGroup,
        no_args_is_help=True,
        help="公告审批单、线下审批 · The sheet to sign on paper: print, enter, confirm, decline.\n\n"
        "Example: disposal draft sheet HRZJ-HUACHENG --out 审批单.pdf",
    )
    group.command("print")(print_sheet)
    group.command("enter")(enter)
    group.command("confirm")(confirm)
    group.command("decline")(decline)
    group.command("scan")(scan_of_sheet)
    return group


def _as_json(row: PaperApproval) -> dict[str, Any]:
    values = row.model_dump(mode="json", exclude={"data"})
    return {**values, "state": row.state.value, "signed_by": row.name}


def _tell(answer: dict[str, Any], did: str, *, as_json: bool) -> None:
    if as_json:
        print_json(answer)
    else:
        typer.echo(answer["id"])
        typer.echo(f"{did}: {answer['signed_by']}，{answer['signed_on']}，单号 {answer['code']}", err=True)
