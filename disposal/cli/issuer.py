"""`disposal issuer`: list the issuers, and change single fields of one."""

from typing import Annotated, Any

import typer

from disposal.acting import Role
from disposal.cli.console.actor import acting
from disposal.cli.console.answers import parse_pairs, print_json, refusals_as_json
from disposal.cli.console.choices import code_of
from disposal.models import Issuer
from disposal.registry.due_publications import open_register
from disposal.services.approvals.steps import set_steps, steps_of
from disposal.services.projects.issuers import change_issuer, issuer_called, issuers
from disposal.settings import get_settings

issuer_app = typer.Typer(name="issuer", help="公告发布人 · Issuers: list them, say what one is.", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json", help="print one JSON object")]


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


@issuer_app.command("change")
def change(
    context: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help="code of the issuer, such as HRZJ")],
    values: Annotated[list[str], typer.Argument(metavar="FIELD=VALUE", help="kind=local_amc, website=…")],
    reason: Annotated[str, typer.Option(help="why; stands in the audit trail")],
    as_json: AsJson = False,
) -> None:
    """更改发布人 · Change single fields of an issuer; what is already published stays as it was.

    Example: disposal issuer change HRZJ kind=named_amc --reason 补录发布人类别
    """
    changes = {field: value or None for field, value in parse_pairs(values, "kind=local_amc").items()}
    with (
        refusals_as_json(as_json),
        open_register(get_settings()) as database,
        database.session(acting(context)) as session,
    ):
        row = _as_json(change_issuer(session, issuer_called(session, code).id, changes, reason=reason))
    if as_json:
        print_json(row)
    else:
        typer.echo(f"发布人已更改 · changed: {row['code']} {row['name']}  {row['kind_zh']}")


@issuer_app.command("steps")
def steps(
    context: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help="code of the issuer, such as HRZJ")],
    wanted: Annotated[
        list[str] | None, typer.Argument(metavar="[STEP=ROLE …]", help="复核=legal_officer 审批=approver, in order")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """审批步骤 · Show or set the steps that a notice of an issuer passes, each approved by another person.

    Example: disposal --as guanli issuer steps HRZJ 复核=legal_officer 审批=approver
    """
    pairs = [(name, code_of(Role)(role)) for name, role in parse_pairs(wanted or [], "审批=approver").items()]
    with (
        refusals_as_json(as_json),
        open_register(get_settings()) as database,
        database.session(acting(context) if pairs else None) as session,
    ):
        issuer = issuer_called(session, code)
        found = set_steps(session, issuer.id, pairs) if pairs else steps_of(session, issuer.id)
    if as_json:
        print_json({"issuer": code, "steps": [each.model_dump(mode="json") for each in found]})
    else:
        typer.echo(" › ".join(["起草", *(f"{each.name}（{each.role.zh}）" for each in found), "发布"]))


def _as_json(issuer: Issuer) -> dict[str, Any]:
    kind = issuer.kind
    return {
        "code": issuer.code,
        "name": issuer.full_name,
        "kind": kind.value if kind else None,
        "kind_zh": kind.zh if kind else "未说明",
        "website": issuer.website,
        "allows_paper_approval": issuer.allows_paper_approval,
    }
