"""`disposal claim`: enter a claim as it would be typed on its page, show one so, and list one's own drafts."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer

from disposal.cli.console.actor import acting
from disposal.cli.console.answers import print_json, refusals_as_json
from disposal.cli.console.inputs import values_in
from disposal.cli.console.sessions import writing_session
from disposal.models.claims.claim_draft import ClaimDraft
from disposal.registry.due_publications import open_register
from disposal.services.accounts.permissions import require
from disposal.services.claim_entry.amounts import totals
from disposal.services.claim_entry.completion import enter_page
from disposal.services.claim_entry.drafts import drafts_of, owner_in
from disposal.services.claim_entry.read_page import read_typed
from disposal.services.claim_entry.typed import Typed, nested, read_nested
from disposal.services.claim_entry.typed_records import typed_of
from disposal.settings import get_settings

claim_app = typer.Typer(name="claim", help="债权 · Claims, as they are typed on their page.", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json", help="print one JSON object")]


@claim_app.command("enter")
def enter(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="TOML, YAML or JSON; - for standard input")],
    is_dry: Annotated[
        bool, typer.Option("--dry-run", help="only say what would be entered, and what is missing")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """录入债权 · Enter a claim with its parties, security, guarantors and lawsuits, all or nothing.

    The file has the sections and fields of the page: [debtor] name, [[statements]] record_date, principal …; `claim
    show` prints one. Amounts and days are written as on the page: 1,340万元, 2022年1月31日.

    Example: disposal claim enter 华成聚合纤.toml
    """
    with refusals_as_json(as_json):
        typed = read_nested(values_in(file))
        if is_dry:
            _print_entered(None, typed, as_json=as_json)
            return
        with open_register(get_settings()) as database, database.session(acting(context)) as session:
            claim = enter_page(session, typed, issuer_id=owner_in(session).issuer_id)
            claim_id = claim.id
        _print_entered(claim_id, typed, as_json=as_json)


@claim_app.command("show")
def show(
    context: typer.Context,
    claim_id: Annotated[UUID, typer.Argument(metavar="ID", help="id of the claim")],
    as_json: AsJson = False,
) -> None:
    """查看债权 · Show a claim as it is typed on its page; numbers of persons are masked.

    Example: disposal claim show 01a2265d-5711-7cc3-91e5-c2f795de1fd5
    """
    with writing_session(context, as_json=as_json) as session:
        require(session, "claims.read")
        typed = typed_of(session, claim_id)
    if as_json:
        print_json(nested(typed))
        return
    for name, text in typed.items():
        typer.echo(f"{name}: {text}")


@claim_app.command("drafts")
def drafts(context: typer.Context, as_json: AsJson = False) -> None:
    """草稿 · List your own open drafts, the last saved first.

    Example: disposal --as 陈静 claim drafts
    """
    with writing_session(context, as_json=as_json) as session:
        found = [_as_json(draft) for draft in drafts_of(session, owner_in(session))]
    if as_json:
        print_json({"drafts": found})
        return
    for each in found:
        typer.echo(f"{each['saved_at']}  {each['title'] or '未填名称 no name yet'}  {each['id']}")
    if not found:
        typer.echo("没有草稿；在业务台录入债权时自动保存 · no drafts; the page of the desk keeps them")


def _as_json(draft: ClaimDraft) -> dict[str, Any]:
    return {
        "id": str(draft.id),
        "title": draft.title,
        "saved_at": draft.saved_at.isoformat(timespec="seconds"),
        "claim_id": str(draft.base_claim_id) if draft.base_claim_id else None,
    }


def _print_entered(claim_id: UUID | None, typed: Typed, *, as_json: bool) -> None:
    read = read_typed(typed)
    summed: Mapping[str, str] = {each.record_date: each.words.full for each in totals(typed)}
    missing = [each.as_json() for each in read.before_notice]
    if as_json:
        problems = [each.as_json() for each in read.problems]
        print_json({"id": claim_id and str(claim_id), "totals": summed, "problems": problems, "before_notice": missing})
        return
    typer.echo(f"已录入 entered: {claim_id}" if claim_id else "未存入，仅检查 nothing stored, checked only")
    for day, total in summed.items():
        typer.echo(f"合计 total {day}: {total}")
    for each in read.problems:
        typer.echo(f"须改 to correct: {each.path}: {each.zh} | {each.en}")
    for each in read.before_notice:
        typer.echo(f"公告前 before a notice: {each.path}: {each.zh} | {each.en}")
