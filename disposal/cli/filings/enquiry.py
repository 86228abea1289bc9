"""`disposal enquiry`: log, list and answer enquiries about published notices."""

from pathlib import Path
from typing import Annotated, Any

import typer
from sqlmodel import Session

from disposal.cli.console.answers import operator_calendar, print_json
from disposal.cli.console.choices import code_of, metavar_of
from disposal.cli.console.sessions import reading_session, writing_session
from disposal.cli.filings.log_filing import Filing, log_filing
from disposal.models.enquiries.enquiry import EnquiryState
from disposal.services.enquiries.answering import AnswerGiven, answer_enquiry
from disposal.services.enquiries.filing import FiledEnquiry, log_enquiry
from disposal.services.enquiries.overview import EnquiryView, enquiries_of, staff_view
from disposal.services.enquiries.paging import EnquiryQuery
from disposal.services.filings.published import refuse_unknown_notice
from disposal.services.publication.context import context_of
from disposal.settings import get_settings
from notices.dates import SHANGHAI
from notices.working_days.calendar import WorkingCalendar

enquiry_app = typer.Typer(name="enquiry", help="咨询 · Enquiries: log, list, answer.", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json", help="print one JSON object")]


@enquiry_app.command("log")
def log(
    context: typer.Context,
    notice: Annotated[str, typer.Argument(metavar="NUMBER", help="number of the notice")],
    values: Annotated[
        list[str],
        typer.Argument(
            metavar="FIELD=VALUE", help="words; enquirer, phone, email, agrees_to_publish, channel, received_at"
        ),
    ],
    files: Annotated[list[Path] | None, typer.Option("--file", metavar="FILE", help="a file; may be repeated")] = None,
    as_json: AsJson = False,
) -> None:
    """登记咨询 · Log an enquiry; its receipt number and whether it came in time are printed.

    Example: disposal enquiry log HRZJ-2022-0001 channel=电话 enquirer=虚构咨询人 words=抵押厂房是否出租
    """
    filing = Filing(notice, values, files or (), "words=抵押厂房是否出租")
    log_filing(context, filing, log_enquiry, _logged, as_json=as_json)


def _logged(session: Session, filed: FiledEnquiry, calendar: WorkingCalendar) -> dict[str, Any]:
    return staff_view(session, filed.enquiry.receipt, calendar=calendar).as_json() | {"path": "enquiries"}


@enquiry_app.command("list")
def list_(
    context: typer.Context,
    notice: Annotated[str, typer.Option(help="number of the notice; empty: all")] = "",
    q: Annotated[str, typer.Option(help="name, receipt, words")] = "",
    state: Annotated[
        EnquiryState | None,
        typer.Option(parser=code_of(EnquiryState), metavar=metavar_of(EnquiryState), help="where it stands"),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """咨询一览 · List enquiries, the unanswered first.

    Example: disposal enquiry list --notice HRZJ-2022-0001
    """
    with reading_session(context, "enquiries.read", as_json=as_json) as session:
        refuse_unknown_notice(session, notice)
        query = EnquiryQuery(q=q, notice=notice, state=state)
        found = list(enquiries_of(session, query, calendar=operator_calendar()))
    if as_json:
        print_json({"enquiries": [each.as_json() for each in found]})
        return
    for each in found:
        _print(each)
    if not found:
        typer.echo("没有咨询；用 disposal enquiry log 登记 · none; log one with disposal enquiry log")


@enquiry_app.command("answer")
def answer_(
    context: typer.Context,
    receipt: Annotated[str, typer.Argument(metavar="RECEIPT", help="回执号: ZX-HRZJ-2022-4830176")],
    words: Annotated[str, typer.Option(help="the answer")],
    public: Annotated[
        bool | None, typer.Option("--public/--private", help="shown to readers; left out: as the asker agreed")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """答复咨询 · Answer an enquiry; readers see it where the asker agreed, persons and numbers masked.

    Example: disposal enquiry answer ZX-HRZJ-2022-4830176 --words 已出租，租期至2025年12月31日。
    """
    with writing_session(context, as_json=as_json) as session:
        known = context_of(get_settings())
        answer_enquiry(session, receipt, AnswerGiven(words, public), at=known.clock())
        view = staff_view(session, receipt, calendar=known.calendar)
    if as_json:
        print_json(view.as_json())
        return
    _print(view)


def _print(view: EnquiryView) -> None:
    row = view.row
    received = f"{row.received_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    mark, is_public = view.timeliness.mark[0], "公开" if view.is_public else "不公开"
    typer.echo(f"{row.receipt}  {view.notice.number}  {received}  {mark}  {row.state.zh}  {is_public}")
    typer.echo(f"  问：{row.words}")
    for each in view.answers:
        typer.echo(f"  答（{each.answered_by}）：{each.words}")
