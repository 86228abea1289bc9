"""`disposal objection`, what else is done with one: its clock, grouping, questions, evidence, the reply's delivery."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer
from sqlmodel import Session

from disposal.cli.console.answers import parse_pairs, print_json
from disposal.cli.console.sessions import writing_session
from disposal.models.objections.objection import Objection
from disposal.services.filings.evidence import read_evidence
from disposal.services.objection_register.letters import record_reply
from disposal.services.objection_register.overview import staff_view
from disposal.services.objections import handling
from disposal.services.objections.answer_clock import pause_clock, resume_clock
from disposal.services.objections.lookup import objection_called
from disposal.services.objections.messages import ask_objector
from disposal.services.publication.context import PublicationContext, context_of
from disposal.settings import get_settings

Receipt = Annotated[str, typer.Argument(metavar="RECEIPT", help="回执号: YY-HRZJ-2022-4830176")]
Because = Annotated[str, typer.Option("--reason", help="why; stands in the audit trail")]
AsJson = Annotated[bool, typer.Option("--json", help="print one JSON object")]
Step = Callable[[Session, Objection, PublicationContext], object]


def pause(context: typer.Context, receipt: Receipt, reason: Because, as_json: AsJson = False) -> None:
    """中止答复期限 · Let the answer clock stand still from today on, with what interrupts it.

    Example: disposal objection pause YY-HRZJ-2022-4830176 --reason 待补授权材料
    """
    apply(context, receipt, lambda s, row, known: pause_clock(s, row, because=reason, on=known.today), as_json=as_json)


def resume(context: typer.Context, receipt: Receipt, reason: Because, as_json: AsJson = False) -> None:
    """恢复答复期限 · Let the answer clock go on; today counts again.

    Example: disposal objection resume YY-HRZJ-2022-4830176 --reason 授权材料已补
    """
    apply(context, receipt, lambda s, row, known: resume_clock(s, row, reason=reason, on=known.today), as_json=as_json)


def group(
    context: typer.Context,
    receipt: Receipt,
    others: Annotated[list[str], typer.Argument(metavar="OTHERS", help="receipts to join; same notice, same state")],
    reason: Because,
    as_json: AsJson = False,
) -> None:
    """合并处理 · Answer others together with this one: one decision and one reason for all.

    Example: disposal objection group YY-HRZJ-2022-4830176 YY-HRZJ-2022-0790130 --reason 理由相同
    """
    apply(context, receipt, lambda s, row, _: handling.group(s, row, others, reason=reason), as_json=as_json)


def ungroup(context: typer.Context, receipt: Receipt, reason: Because, as_json: AsJson = False) -> None:
    """取消合并 · Handle this one by itself again.

    Example: disposal objection ungroup YY-HRZJ-2022-0790130 --reason 理由不同
    """
    apply(context, receipt, lambda s, row, _: handling.ungroup(s, row, reason=reason), as_json=as_json)


def put_question(
    context: typer.Context,
    receipt: Receipt,
    words: Annotated[str, typer.Argument(metavar="WORDS", help="the question, shown behind the private link")],
    goes_on: Annotated[bool, typer.Option("--goes-on", help="the answer clock does not stand still")] = False,
    as_json: AsJson = False,
) -> None:
    """向异议人提问 · Ask the objector; the answer clock stands still until the answer.

    Example: disposal objection ask YY-HRZJ-2022-4830176 请提供还款凭证
    """

    def asked(session: Session, row: Objection, known: PublicationContext) -> object:
        return ask_objector(session, row, words, at=known.clock(), stops_clock=not goes_on)

    apply(context, receipt, asked, as_json=as_json)


def add_file(
    context: typer.Context,
    receipt: Receipt,
    files: Annotated[list[Path], typer.Argument(metavar="FILES", help="PDF, JPG, PNG, DOCX, XLSX or OFD")],
    proves: Annotated[bool, typer.Option("--proves-receipt", help="收到时间凭证: envelope, call list")] = False,
    withdraws: Annotated[bool, typer.Option("--proves-withdrawal", help="撤回凭证: letter, note of a call")] = False,
    as_json: AsJson = False,
) -> None:
    """添加材料 · Store evidence files with an objection, unchanged, with their SHA-256.

    Example: disposal objection add-file YY-HRZJ-2022-4830176 信封.jpg --proves-receipt
    """

    def added(session: Session, row: Objection, _: PublicationContext) -> None:
        evidence = [read_evidence(each).proving(receipt=proves, withdrawal=withdraws) for each in files]
        handling.add_evidence(session, row, evidence)

    apply(context, receipt, added, as_json=as_json)


def reply(
    context: typer.Context,
    receipt: Receipt,
    values: Annotated[
        list[str],
        typer.Argument(metavar="FIELD=VALUE", help="method, sent_on; number; received_on or returned_on; alone"),
    ],
    as_json: AsJson = False,
) -> None:
    """答复送达 · Record how the reply went out, and whether it arrived; of those handled together too.

    Example: disposal objection reply YY-HRZJ-2022-4830176 method=邮寄 number=EMS1234 sent_on=2022-08-22
    """
    said = {name: value or None for name, value in parse_pairs(values, "sent_on=2022-08-22").items()}

    def sent(session: Session, row: Objection, known: PublicationContext) -> object:
        return record_reply(session, row, said, at=known.clock(), calendar=known.calendar)

    apply(context, receipt, sent, as_json=as_json)


COMMANDS: tuple[tuple[str, Callable[..., None]], ...] = (
    ("pause", pause), ("resume", resume), ("group", group), ("ungroup", ungroup), ("ask", put_question),
    ("add-file", add_file), ("reply", reply),
)  # fmt: skip


def apply(context: typer.Context, receipt: str, step: Step, *, as_json: bool) -> None:
    """Take a step on an objection and say how it stands then."""
    with writing_session(context, as_json=as_json) as session:
        known = context_of(get_settings())
        step(session, objection_called(session, receipt), known)
        view = staff_view(session, receipt, calendar=known.calendar)
        answer: dict[str, Any] = view.as_json()
    if as_json:
        print_json(answer)
        return
    due = f"，答复期限 due {answer['due_on']}" if answer["due_on"] else ""
    typer.echo(f"{answer['receipt']}  {answer['state_zh']} {answer['state']}{due}")
