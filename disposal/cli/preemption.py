"""`disposal preemption`: record whom the seller told of a planned sale, and what the holder of the right answered."""

from datetime import date
from typing import Annotated
from uuid import UUID

import typer

from disposal.cli.console.answers import parse_day, parse_pairs, print_json
from disposal.cli.console.choices import code_of, metavar_of
from disposal.cli.console.sessions import reading_session, writing_session
from disposal.models.projects.preemption_notice import PreemptionNotice, PreemptionNoticeCreate
from disposal.services.projects.codes import project_called
from disposal.services.projects.preemption_notices import (
    change_preemption_notice,
    enter_preemption_notice,
    preemption_notices_of,
)
from disposal.services.records.validation import read
from notices.duties.preemption import PreemptionAnswer

preemption_app = typer.Typer(
    name="preemption",
    help="优先购买权通知 · Notices to holders of a right of first refusal (claims on state-owned debtors).",
    no_args_is_help=True,
)
Project = Annotated[str, typer.Argument(metavar="PROJECT", help="code, ISSUER/CODE, or id")]
AsJson = Annotated[bool, typer.Option("--json", help="print one JSON object")]


@preemption_app.command("add")
def add(
    context: typer.Context,
    project: Project,
    holder: Annotated[str, typer.Option(help="杭州市人民政府国有资产监督管理委员会")],
    region: Annotated[str, typer.Option(help="place it stands for: 浙江省杭州市")],
    sent_on: Annotated[date, typer.Option("--sent-on", parser=parse_day, metavar="DATE", help="day it was sent")],
    answered_on: Annotated[
        date | None, typer.Option("--answered-on", parser=parse_day, metavar="DATE", help="day of the answer")
    ] = None,
    answer: Annotated[
        PreemptionAnswer | None,
        typer.Option(parser=code_of(PreemptionAnswer), metavar=metavar_of(PreemptionAnswer), help="what it answered"),
    ] = None,
    evidence: Annotated[str, typer.Option(help="proof of delivery and answer, by file number")] = "",
    as_json: AsJson = False,
) -> None:
    """登记优先购买权通知 · Record that a holder of the right was notified of the project's sale.

    Example: disposal preemption add HRZJ-HUACHENG --holder 杭州市国资委 --region 浙江省杭州市 --sent-on 2022-07-20
    """
    values = {
        "holder": holder,
        "region": region,
        "sent_on": sent_on,
        "answered_on": answered_on,
        "answer": answer,
        "evidence": evidence or None,
    }
    with writing_session(context, as_json=as_json) as session:
        project_id = project_called(session, project).id
        data = read(PreemptionNoticeCreate, {"project_id": project_id, **values})
        _print([enter_preemption_notice(session, data)], as_json=as_json)


@preemption_app.command("change")
def change(
    context: typer.Context,
    notice_id: Annotated[UUID, typer.Argument(metavar="ID", help="as preemption list shows it")],
    values: Annotated[
        list[str], typer.Argument(metavar="FIELD=VALUE", help="answered_on=2022-08-10 answer=放弃 evidence=档2022-31")
    ],
    reason: Annotated[str, typer.Option(help="why; stands in the audit trail")],
    as_json: AsJson = False,
) -> None:
    """登记答复或更正 · Enter the answer to a notice, or correct it.

    Example: disposal preemption change 01890a5d-… answered_on=2022-08-10 answer=放弃 --reason 收到复函
    """
    changes = {field: value or None for field, value in parse_pairs(values, "answer=放弃").items()}
    with writing_session(context, as_json=as_json) as session:
        _print([change_preemption_notice(session, notice_id, changes, reason=reason)], as_json=as_json)


@preemption_app.command("list")
def list_(context: typer.Context, project: Project, as_json: AsJson = False) -> None:
    """优先购买权通知一览 · List the notices of a project, by the day they were sent.

    Example: disposal preemption list HRZJ-HUACHENG
    """
    with reading_session(context, "projects.read", as_json=as_json) as session:
        rows = preemption_notices_of(session, project_called(session, project).id)
    if not rows and not as_json:
        typer.echo("尚无优先购买权通知；用 disposal preemption add 登记 · none yet; record one with preemption add")
    else:
        _print(rows, as_json=as_json)


def _print(rows: list[PreemptionNotice], *, as_json: bool) -> None:
    if as_json:
        print_json({"preemption_notices": [row.model_dump(mode="json") for row in rows]})
        return
    for row in rows:
        answer = f"{row.answer.zh}（{row.answered_on}）" if row.answer else "未答复 no answer"
        typer.echo(f"{row.id}  {row.sent_on}  {row.holder}  {row.region}  {answer}  {row.evidence or ''}".rstrip())
