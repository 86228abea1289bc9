"""`disposal press`: 用印登记, 订版, 小样, 确认刊发 of an approved or published notice."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer
from sqlmodel import Session

from disposal.cli.console.answers import parse_pairs, print_json
from disposal.cli.console.failures import FileUnusable
from disposal.cli.console.sessions import reading_session, writing_session
from disposal.services.press.bookings import book, cancel, confirm_printing, enter_proof, enter_seal
from disposal.services.press.progress import press_progress
from disposal.services.press.scans import read_scan
from disposal.services.publication.context import context_of
from disposal.services.publication.drafts import notice_or_draft_called
from disposal.settings import get_settings

press_app = typer.Typer(
    name="press", help="用印与登报 · The seal, bookings, proofs, and what may be printed.", no_args_is_help=True
)
Which = Annotated[str, typer.Argument(metavar="NOTICE", help="number of the notice, or its draft")]
Booking = Annotated[UUID, typer.Argument(metavar="BOOKING", help="id, as press show shows it")]
AsJson = Annotated[bool, typer.Option("--json", help="print one JSON object")]


@press_app.command("show")
def show(context: typer.Context, notice: Which, as_json: AsJson = False) -> None:
    """登报进度 · Show the seal, the booked media, their newest proofs, and what is not booked yet.

    Example: disposal press show HRZJ-2022-0001
    """
    with reading_session(context, "notices.read", as_json=as_json) as session:
        row = notice_or_draft_called(session, notice)
        progress = press_progress(session, row.id, context=context_of(get_settings()))
    if as_json:
        print_json(progress.as_json())
        return
    typer.echo(f"用印 seals: {len(progress.seals)}")
    for each in progress.media:
        found = f"，小样{len(each.proofs[0].differences)}处不同 differences" if each.proofs else ""
        state = "已见报 printed" if each.is_printed else each.booking.state.zh
        typer.echo(f"{each.booking.id}  {each.booking.medium}  {each.booking.planned_on}  {state}{found}")
    if progress.not_booked:
        typer.echo(f"尚未订版 not booked: {'、'.join(progress.not_booked)}")


@press_app.command("seal")
def seal(
    context: typer.Context,
    notice: Which,
    values: Annotated[list[str], typer.Argument(metavar="FIELD=VALUE", help="seal, copies, sealed_on, handled_by")],
    scan: Annotated[Path, typer.Option(metavar="FILE", help="the stamped copy: PDF, JPG or PNG")],
    as_json: AsJson = False,
) -> None:
    """用印登记 · Enter the use of a seal, with the stamped copy.

    Example: disposal press seal HRZJ-HUACHENG seal=公章 copies=2 sealed_on=2022-8-2 handled_by=陈静 --scan 用印件.pdf
    """
    said = parse_pairs(values, "copies=2")

    def act(session: Session) -> Any:
        return enter_seal(session, notice_or_draft_called(session, notice).id, said, read_scan(scan))

    _do(context, act, "已登记用印 sealed", as_json=as_json)


@press_app.command("book")
def book_medium(
    context: typer.Context,
    notice: Which,
    values: Annotated[
        list[str],
        typer.Argument(
            metavar="FIELD=VALUE",
            help="medium, kind, closes_on, planned_on; page, size, closes_at, quote, contact",
        ),
    ],
    as_json: AsJson = False,
) -> None:
    """订版 · Book the space in a medium; the id is printed.

    Example: disposal press book HRZJ-HUACHENG medium=浙江法制报 kind=newspaper_province
    closes_on=2022-8-1 planned_on=2022-8-3
    """
    said = parse_pairs(values, "planned_on=2022-08-03")
    _do(context, lambda s: book(s, notice_or_draft_called(s, notice).id, said), "已订版 booked", as_json=as_json)


@press_app.command("proof")
def proof(
    context: typer.Context,
    booking: Booking,
    file: Annotated[Path, typer.Option(metavar="FILE", help="the proof: PDF, JPG or PNG")],
    words: Annotated[Path | None, typer.Option(metavar="FILE", help="its words, where it is a picture")] = None,
    as_json: AsJson = False,
) -> None:
    """登记小样 · Enter a proof; its words are compared with the approved text, and every difference is told.

    Example: disposal press proof 0198a3c2-6f00-7c00-8000-4e1a77c24e1a --file 小样.pdf
    """
    typed = _text_in(words) if words else ""
    _do(
        context, lambda s: enter_proof(s, booking, read_scan(file), typed=typed), "已登记小样 compared", as_json=as_json
    )


def _text_in(path: Path) -> str:
    """Return the text of a file. Raises: FileUnusable if it is no text; OSError."""
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        raise FileUnusable(path.name, ("不是 UTF-8 文本", "it is no text in UTF-8")) from None


@press_app.command("confirm")
def confirm(context: typer.Context, booking: Booking, as_json: AsJson = False) -> None:
    """确认刊发 · Confirm that the paper may print: sealed, and the newest proof says exactly what is approved.

    Example: disposal press confirm 0198a3c2-6f00-7c00-8000-4e1a77c24e1a
    """
    _do(context, lambda session: confirm_printing(session, booking), "已确认刊发 confirmed", as_json=as_json)


@press_app.command("cancel")
def cancel_booking(
    context: typer.Context,
    booking: Booking,
    reason: Annotated[str, typer.Option(help="why; stands in the audit trail")],
    as_json: AsJson = False,
) -> None:
    """取消订版 · Cancel a booking.

    Example: disposal press cancel 0198a3c2-6f00-7c00-8000-4e1a77c24e1a --reason 改登浙江日报
    """
    _do(context, lambda session: cancel(session, booking, reason=reason), "已取消 cancelled", as_json=as_json)


def _do(context: typer.Context, act: Callable[[Session], Any], did: str, *, as_json: bool) -> None:
    """Do one act in one transaction and print what it made: its id, and of a proof each difference."""
    with writing_session(context, as_json=as_json) as session:
        answer = act(session).model_dump(mode="json", exclude={"data", "text"})
    if as_json:
        print_json(answer)
        return
    typer.echo(answer["id"])
    typer.echo(did, err=True)
    for each in answer.get("differences", ()):
        typer.echo(f"…{each['context']}  批准 approved “{each['before']}”  小样 proof “{each['after']}”")
