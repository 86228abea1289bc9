"""`disposal objection`, what is put right or drawn from one: time of receipt, case, link, next notice, receipt."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from sqlmodel import Session

from disposal.cli.console.answers import print_json, tell
from disposal.cli.console.outputs import write_outputs
from disposal.cli.console.sessions import reading_session, writing_session
from disposal.cli.filings.objection_handling import AsJson, Because, Receipt, apply
from disposal.models.objections.objection import Objection
from disposal.services.filings.published import FilingContext
from disposal.services.objection_register.next_notice import draft_proposed
from disposal.services.objection_register.overview import staff_view
from disposal.services.objection_register.receipts import receipt_pdf
from disposal.services.objections import handling
from disposal.services.objections.lookup import objection_called
from disposal.services.objections.messages import renew_link
from disposal.services.publication.context import PublicationContext, context_of
from disposal.settings import get_settings


def received_at(
    context: typer.Context,
    receipt: Receipt,
    written: Annotated[str, typer.Argument(metavar="WHEN", help='"2022-8-31 14:05", in China\'s time')],
    reason: Because,
    as_json: AsJson = False,
) -> None:
    """更改收到时间 · Correct the time of receipt; one that makes it timely waits for evidence and a second person.

    Example: disposal objection received-at YY-HRZJ-2022-4830176 "2022-8-31 14:05" --reason 先到总公司收发室
    """

    def corrected(session: Session, row: Objection, known: PublicationContext) -> object:
        at = FilingContext(known.clock(), known.calendar)
        return handling.correct_received(session, row, written, reason=reason, context=at)

    apply(context, receipt, corrected, as_json=as_json)


def check_time(
    context: typer.Context,
    receipt: Receipt,
    reason: Because,
    confirms: Annotated[bool, typer.Option("--confirm/--decline", help="认可 or 不予认可")] = True,
    as_json: AsJson = False,
) -> None:
    """收到时间复核 · Confirm or decline a time of receipt or a postmark that waits, as another person than entered it.

    Example: disposal objection check-time YY-HRZJ-2022-4830176 --confirm --reason 已核对信封
    """
    apply(
        context,
        receipt,
        lambda s, row, _: handling.check_received(s, row, confirms=confirms, reason=reason),
        as_json=as_json,
    )


def case(
    context: typer.Context,
    receipt: Receipt,
    number: Annotated[str, typer.Argument(metavar="CASE", help="案号")],
    reason: Because,
    as_json: AsJson = False,
) -> None:
    """登记案号 · Enter the number of the court case.

    Example: disposal objection case YY-HRZJ-2022-4830176 （2022）浙0109民初1号 --reason 收到应诉通知
    """
    apply(context, receipt, lambda s, row, _: handling.enter_case(s, row, number, reason=reason), as_json=as_json)


def link(context: typer.Context, receipt: Receipt, reason: Because, as_json: AsJson = False) -> None:
    """重发专用网址 · Make a new private address; the old one opens nothing any more. It is shown this once.

    Example: disposal objection link YY-HRZJ-2022-4830176 --reason 异议人遗失网址
    """
    with writing_session(context, as_json=as_json) as session:
        token = renew_link(session, objection_called(session, receipt), reason=reason)
    address = f"{get_settings().public_base_url}/objections/{token}"
    tell({"receipt": receipt, "private_link": address}, address, as_json=as_json)


def next_notice(context: typer.Context, receipt: Receipt, as_json: AsJson = False) -> None:
    """起草更正、撤销或替代公告 · Draft the notice that an upheld objection leads to; its id is printed.

    Example: disposal objection next-notice YY-HRZJ-2022-4830176
    """
    with writing_session(context, as_json=as_json) as session:
        known = context_of(get_settings())
        draft = draft_proposed(session, staff_view(session, receipt, calendar=known.calendar), on=known.today)
        answer = {"receipt": receipt, "draft": str(draft.id), "kind": draft.kind}
    tell(answer, f"{answer['draft']}  {answer['kind']}", as_json=as_json)


def receipt_paper(
    context: typer.Context,
    receipt: Receipt,
    out: Annotated[Path, typer.Option(metavar="FILE", help="where the PDF is written; - is standard output")],
    as_json: AsJson = False,
) -> None:
    """回执 · Write the receipt of an objection as PDF.

    Example: disposal objection receipt YY-HRZJ-2022-4830176 --out 回执.pdf
    """
    with reading_session(context, "objections.read", as_json=as_json) as session:
        known = context_of(get_settings())
        pdf = receipt_pdf(session, staff_view(session, receipt, calendar=known.calendar), on=known.today)
        write_outputs([(out, pdf)])
    if as_json:
        print_json({"receipt": receipt, "file": str(out), "bytes": len(pdf)})


RECORD_COMMANDS: tuple[tuple[str, Callable[..., None]], ...] = (
    ("received-at", received_at), ("check-time", check_time), ("case", case), ("link", link),
    ("next-notice", next_notice), ("receipt", receipt_paper),
)  # fmt: skip
