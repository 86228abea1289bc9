"""`disposal objection`: log, list, show and decide objections to published notices; print the reply."""

from pathlib import Path
from typing import Annotated, Any

import typer
from sqlmodel import Session

from disposal.cli.console.answers import operator_calendar, parse_pairs, print_json, tell
from disposal.cli.console.choices import code_of, metavar_of
from disposal.cli.console.outputs import write_outputs
from disposal.cli.console.sessions import reading_session, writing_session
from disposal.cli.filings.case_files import objection_file
from disposal.cli.filings.log_filing import Filing, log_filing
from disposal.cli.filings.objection_handling import COMMANDS
from disposal.cli.filings.objection_records import RECORD_COMMANDS
from disposal.models.objections.codes import ObjectionState
from disposal.services.filings.published import refuse_unknown_notice
from disposal.services.objection_register.letters import letter_of
from disposal.services.objection_register.listing import ObjectionSearch, objections_of
from disposal.services.objection_register.overview import NOT_NAMED, ObjectionView, staff_view
from disposal.services.objection_register.paging import ObjectionQuery
from disposal.services.objections.decision_words import DecisionGiven, DecisionWord, decide
from disposal.services.objections.filing import FiledObjection, log_objection
from disposal.services.objections.rules import enter_rule
from disposal.services.projects.issuers import issuer_called
from disposal.services.publication.context import context_of
from disposal.services.records.dates import today_in_china
from disposal.settings import get_settings
from notices.dates import SHANGHAI
from notices.working_days.calendar import WorkingCalendar

objection_app = typer.Typer(
    name="objection", help="异议 · Objections: log, list, show, decide, print the reply.", no_args_is_help=True
)
objection_app.command("file")(objection_file)
for _name, _command in (*COMMANDS, *RECORD_COMMANDS):
    objection_app.command(_name)(_command)
Receipt = Annotated[str, typer.Argument(metavar="RECEIPT", help="回执号: YY-HRZJ-2022-4830176")]
AsJson = Annotated[bool, typer.Option("--json", help="print one JSON object")]


@objection_app.command("log")
def log(
    context: typer.Context,
    notice: Annotated[str, typer.Argument(metavar="NUMBER", help="number of the notice")],
    values: Annotated[
        list[str],
        typer.Argument(
            metavar="FIELD=VALUE",
            help="words; objector, phone, target, ground, standing, channel, received_at, postmark_on, remedy …",
        ),
    ],
    files: Annotated[
        list[Path] | None, typer.Option("--file", metavar="FILE", help="evidence; may be repeated")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """登记异议 · Log an objection; its receipt number and whether it came in time are printed.

    Example: disposal objection log HRZJ-2022-0001 channel=电话 objector=虚构异议人 ground=金额有误 words=本金有误
    """
    filing = Filing(notice, values, files or (), "words=本金有误")
    log_filing(context, filing, log_objection, _logged, as_json=as_json)


def _logged(session: Session, filed: FiledObjection, calendar: WorkingCalendar) -> dict[str, Any]:
    return staff_view(session, filed.objection.receipt, calendar=calendar).as_json() | {"path": "objections"}


@objection_app.command("list")
def list_(
    context: typer.Context,
    notice: Annotated[str, typer.Option(help="number of the notice; empty: all")] = "",
    q: Annotated[str, typer.Option(help="name, receipt, words")] = "",
    state: Annotated[
        ObjectionState | None,
        typer.Option(parser=code_of(ObjectionState), metavar=metavar_of(ObjectionState), help="where it stands"),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """异议一览 · List objections, the last received first.

    Example: disposal objection list --notice HRZJ-2022-0001
    """
    with reading_session(context, "objections.read", as_json=as_json) as session:
        refuse_unknown_notice(session, notice)
        query = ObjectionQuery(q=q, notice=notice, state=state)
        found = objections_of(session, ObjectionSearch(query, operator_calendar(), today_in_china()))
    if as_json:
        print_json({"objections": [each.as_json() for each in found]})
        return
    for each in found:
        typer.echo(_line(each))
    if not found:
        typer.echo("没有异议；用 disposal objection log 登记 · none; log one with disposal objection log")


@objection_app.command("show")
def show(context: typer.Context, receipt: Receipt, as_json: AsJson = False) -> None:
    """异议 · Show one objection: what was said, in time or late and why, decisions, messages, replies.

    Example: disposal objection show YY-HRZJ-2022-4830176
    """
    with reading_session(context, "objections.read", as_json=as_json) as session:
        view = staff_view(session, receipt, calendar=operator_calendar())
    _print(view, as_json=as_json)


@objection_app.command("decide")
def decide_(
    context: typer.Context,
    receipt: Receipt,
    decision: Annotated[
        DecisionWord,
        typer.Argument(parser=code_of(DecisionWord), metavar="DECISION", help=", ".join(DecisionWord)),
    ],
    reason: Annotated[str, typer.Option(help="why; stands in the decision and in the reply")],
    as_json: AsJson = False,
) -> None:
    """办理 · Take up, propose, confirm what another proposed, return it, or record a withdrawal.

    不予受理, 成立, 部分成立 and 不成立 are proposed by one person and confirmed by another, with the same word.

    Example: disposal objection decide YY-HRZJ-2022-4830176 受理 --reason 属受理范围
    """
    with writing_session(context, as_json=as_json) as session:
        known = context_of(get_settings())
        decide(session, receipt, DecisionGiven(decision, reason, known.clock()))
        view = staff_view(session, receipt, calendar=known.calendar)
    _print(view, as_json=as_json)


@objection_app.command("letter")
def letter(
    context: typer.Context,
    receipt: Receipt,
    out: Annotated[Path, typer.Option(metavar="FILE", help="where the PDF is written; - is standard output")],
    as_json: AsJson = False,
) -> None:
    """答复函 · Write the reply on a decided objection as PDF, in the name of the branch.

    Example: disposal objection letter YY-HRZJ-2022-4830176 --out 答复函.pdf
    """
    with reading_session(context, "objections.read", as_json=as_json) as session:
        known = context_of(get_settings())
        pdf = letter_of(session, staff_view(session, receipt, calendar=known.calendar), on=known.today)
        write_outputs([(out, pdf)])
    if as_json:
        print_json({"receipt": receipt, "file": str(out), "bytes": len(pdf)})


@objection_app.command("rule")
def rule(
    context: typer.Context,
    issuer: Annotated[str, typer.Argument(metavar="ISSUER", help="code: HRZJ")],
    values: Annotated[
        list[str],
        typer.Argument(
            metavar="FIELD=VALUE", help="in_force_from; postmark_counts, answer_working_days, shows_count, document"
        ),
    ],
    as_json: AsJson = False,
) -> None:
    """本公司规定 · Enter an issuer's rule on objections, in force from today or later; administrators only.

    Example: disposal objection rule HRZJ in_force_from=2027-01-01 answer_working_days=15 postmark_counts=是
    """
    said = {name: value or None for name, value in parse_pairs(values, "answer_working_days=15").items()}
    with writing_session(context, as_json=as_json) as session:
        row = enter_rule(session, issuer_called(session, issuer).id, said, today=today_in_china())
        answer = row.model_dump(mode="json")
    tell(answer, f"{issuer}：自 from {row.in_force_from} 起施行", as_json=as_json)


def _print(view: ObjectionView, *, as_json: bool) -> None:
    if as_json:
        print_json(view.as_json())
        return
    typer.echo(_line(view))
    typer.echo(f"{view.timeliness.mark[0]} {view.timeliness.mark[1]}：{view.timeliness.because}")
    typer.echo(f"对象 target: {view.row.target_words}；理由 ground: {view.row.ground.zh}")
    typer.echo(f"原话 words: {view.row.words}")
    for each in view.decisions:
        by = "、".join(name for name in (each.proposed_by, each.decided_by) if name)
        typer.echo(f"{each.outcome.zh}（{each.state.zh}，{by}）：{each.reason}")
    for message in view.messages:
        typer.echo(f"{message.author}：{message.words}")


def _line(view: ObjectionView) -> str:
    received = f"{view.row.received_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    due: Any = view.clock.due_on if view.clock else None
    last = f"  答复期限 due {due}" if due else ""
    row, mark = view.row, view.timeliness.mark[0]
    return f"{row.receipt}  {view.notice.number}  {received}  {mark}  {row.state.zh}  {row.objector or NOT_NAMED}{last}"
