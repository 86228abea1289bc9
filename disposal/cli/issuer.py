"""`disposal issuer`: enter and list the issuers, change single fields of one, set its steps of approval."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import typer

from disposal.acting import Role
from disposal.cli.console.actor import acting
from disposal.cli.console.answers import parse_day, parse_pairs, print_json, refusals_as_json, tell
from disposal.cli.console.choices import code_of
from disposal.cli.console.sessions import reading_session, writing_session
from disposal.cli.console.yuan import parse_yuan
from disposal.models.accounts.account_request import AccountRequest
from disposal.models.approvals.authority import ApprovalAuthorityCreate
from disposal.models.projects.issuer import Issuer, IssuerCreate
from disposal.registry.due_publications import open_register
from disposal.services.approvals.authorities import authorities, end_authority, enter_authority
from disposal.services.approvals.deputyships import today_by_database
from disposal.services.approvals.steps import WantedStep, set_steps, steps_in_words, steps_of
from disposal.services.projects.issuers import change_issuer, enter_issuer, issuer_called, issuers
from disposal.services.records.validation import read
from disposal.settings import get_settings

issuer_app = typer.Typer(
    name="issuer",
    help="公告发布人 · Issuers: enter, list and change them, and their steps of approval.",
    no_args_is_help=True,
)
Code = Annotated[str, typer.Argument(metavar="CODE", help="code of the issuer, such as HRZJ")]
AsJson = Annotated[bool, typer.Option("--json", help="print one JSON object")]
Why = Annotated[str, typer.Option("--reason", help="why; a second administrator reads it in production")]
_WAITS = "已提出申请，待另一名管理员确认 waits for a second administrator: disposal user request list"


@issuer_app.command("list")
def list_(as_json: AsJson = False) -> None:
    """发布人一览 · List the issuers, with what each is: whether 财金〔2008〕87号 binds it.

    Example: disposal issuer list
    """
    with refusals_as_json(as_json), open_register(get_settings()) as database, database.session() as session:
        rows = [_as_json(issuer) for issuer in issuers(session)]
    if as_json:
        print_json({"issuers": rows})
    for row in rows if not as_json else ():
        typer.echo(f"{row['code']}  {row['name']}  {row['kind_zh']}")


@issuer_app.command("enter")
def enter(
    context: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help="stands in every notice number: HRZJ")],
    values: Annotated[
        list[str], typer.Argument(metavar="FIELD=VALUE", help="name=…公司 branch=…分公司 kind=local_amc")
    ],
    as_json: AsJson = False,
) -> None:
    """录入发布人 · Enter a company or branch in whose name notices are published; accounts and claims belong to it.

    Example: disposal --as guanli issuer enter XGCS name=虚构资产管理股份有限公司 branch=测试省分公司 kind=local_amc
    """
    given = {"code": code, **{field: value for field, value in parse_pairs(values, "kind=local_amc").items() if value}}
    with writing_session(context, as_json=as_json) as session:
        row = _as_json(enter_issuer(session, read(IssuerCreate, given)))
    tell(row, f"发布人已录入 · entered: {row['code']} {row['name']}  {row['kind_zh']}", as_json=as_json)


@issuer_app.command("change")
def change(
    context: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help="code of the issuer, such as HRZJ")],
    values: Annotated[list[str], typer.Argument(metavar="FIELD=VALUE", help="kind=local_amc, website=…")],
    reason: Annotated[str, typer.Option(help="why; stands in the audit trail")],
    as_json: AsJson = False,
) -> None:
    """更改发布人 · Change single fields of an issuer; what is already published stays as it was.

    In production a second administrator confirms allows_paper_approval=yes (disposal user request).

    Example: disposal issuer change HRZJ kind=named_amc --reason 补录发布人类别
    """
    changes = {field: value or None for field, value in parse_pairs(values, "kind=local_amc").items()}
    with writing_session(context, as_json=as_json) as session:
        changed = change_issuer(session, issuer_called(session, code).id, changes, reason=reason)
        row = _as_json(changed.issuer) | _waits(changed.request)
    done = f"发布人已更改 · changed: {row['code']} {row['name']}  {row['kind_zh']}"
    tell(row, f"{done}\n{_WAITS}" if changed.request else done, as_json=as_json)


@issuer_app.command("steps")
def steps(
    context: typer.Context,
    code: Code,
    wanted: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[STEP=WHO …]",
            help="in order; WHO is a role, or role/login; + between several who all sign (会签); :read for 传阅; "
            ":above_limit for a step above the authority (授权额度)",
        ),
    ] = None,
    reason: Why = "",
    as_json: AsJson = False,
) -> None:
    """审批步骤 · Show or set the steps that a notice of an issuer passes, each signed by another person.

    In production a second administrator confirms new ones (disposal user request); until then those of before hold.

    Example: disposal --as guanli issuer steps HRZJ 会签=legal_officer+compliance_officer 审批=approver
    总公司审批=approver/zhao:above_limit 传阅=discipline_officer:read
    """
    pairs = [parse_step(name, who) for name, who in parse_pairs(wanted or [], "审批=approver").items()]
    with (
        refusals_as_json(as_json),
        open_register(get_settings()) as database,
        database.session(acting(context) if pairs else None) as session,
    ):
        issuer = issuer_called(session, code)
        asked = set_steps(session, issuer.id, pairs, reason=reason) if pairs else None
        found = steps_of(session, issuer.id)
        answer = {"issuer": code, "steps": [each.model_dump(mode="json") for each in found]} | _waits(asked)
    tell(answer, f"{f'{_WAITS}; ' if asked else ''}{steps_in_words(found)}", as_json=as_json)


@issuer_app.command("authority")
def authority(
    context: typer.Context,
    code: Code,
    document: Annotated[str, typer.Option(help="文号 of the 授权书")],
    limit: Annotated[Decimal, typer.Option(parser=parse_yuan, metavar="YUAN", help="授权额度: 1亿, 100000000")],
    until: Annotated[date, typer.Option(parser=parse_day, metavar="DATE", help="有效期: the last day")],
    since: Annotated[
        date | None, typer.Option("--from", parser=parse_day, metavar="DATE", help="first day; empty: today")
    ] = None,
    reason: Why = "",
    as_json: AsJson = False,
) -> None:
    """授权书 · Enter an authority: up to its limit, steps marked :above_limit are not needed.

    In production a second administrator confirms it (disposal user request).

    Example: disposal --as guanli issuer authority HRZJ --document 授权〔2026〕12号 --limit 1亿 --until 2026-12-31
    """
    with writing_session(context, as_json=as_json) as session:
        issuer = issuer_called(session, code)
        days = {"starts_on": since or today_by_database(session), "ends_on": until}
        values = {"issuer_id": issuer.id, "document": document, "limit_amount": limit, **days}
        row = enter_authority(session, read(ApprovalAuthorityCreate, values), reason=reason)
        asked = row if isinstance(row, AccountRequest) else None
        answer = _waits(asked) or row.model_dump(mode="json")
    done = f"已登记授权书 entered: {document} {limit:,.2f} 元，{days['starts_on']} – {until}"
    tell(answer, _WAITS if asked else done, as_json=as_json)


@issuer_app.command("end-authority")
def end(
    context: typer.Context,
    authority_id: Annotated[UUID, typer.Argument(metavar="ID", help="as issuer authorities shows it")],
    reason: Annotated[str, typer.Option(help="why; stands in the audit trail")],
    as_json: AsJson = False,
) -> None:
    """终止授权书 · End an authority at once.

    Example: disposal --as guanli issuer end-authority 0198a3c2-6f00-7c00-8000-4e1a77c24e1a --reason 负责人调任
    """
    with writing_session(context, as_json=as_json) as session:
        answer = end_authority(session, authority_id, reason=reason).model_dump(mode="json")
    tell(answer, f"已终止 ended: {answer['document']}", as_json=as_json)


@issuer_app.command("authorities")
def authorities_(context: typer.Context, code: Code, as_json: AsJson = False) -> None:
    """授权书一览 · List the authorities of an issuer, the newest first.

    Example: disposal --as guanli issuer authorities HRZJ
    """
    with reading_session(context, "accounts.read", as_json=as_json) as session:
        rows = [each.model_dump(mode="json") for each in authorities(session, issuer_called(session, code).id)]
    if as_json:
        print_json({"authorities": rows})
    for row in rows if not as_json else ():
        ended = "，已终止" if row["ended_at"] else ""
        typer.echo(
            f"{row['id']}  {row['document']}  {row['limit_amount']} 元  {row['starts_on']} – {row['ends_on']}{ended}"
        )


def parse_step(name: str, who: str) -> WantedStep:
    """Parse who signs or reads a step: roles joined by +, each perhaps with /login, then :read or :above_limit.

    Raises: typer.BadParameter.
    """
    people, _, kind = who.partition(":")
    if kind not in ("", "read", "above_limit"):
        message = f"{kind!r} after the colon is neither read nor above_limit · 冒号后只能写 read（传阅）或 above_limit"
        raise typer.BadParameter(message)
    members = [each.partition("/") for each in people.split("+")]
    signed = tuple((code_of(Role)(role.strip()), login.strip()) for role, _, login in members)
    return WantedStep(name, signed, reads_only=kind == "read", above_limit=kind == "above_limit")


def _waits(asked: AccountRequest | None) -> dict[str, Any]:
    """Return what a change answers that waits for a second administrator; of one that is done nothing."""
    return {"waits_for_second_administrator": True, "request": str(asked.id)} if asked else {}


def _as_json(issuer: Issuer) -> dict[str, Any]:
    kind = issuer.kind
    return {
        "code": issuer.code,
        "name": issuer.full_name,
        "kind": kind.value if kind else None,
        "kind_zh": kind.zh if kind else "未说明",
        "website": issuer.website,
        "allows_paper_approval": issuer.allows_paper_approval,
        "requires_booking": issuer.requires_booking,
    }
