"""`disposal draft`: create a draft from a project or an amendment file, check it, print it, publish it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from sqlmodel import Session

from disposal.cli.console.answers import parse_day, print_json, refusals_as_json, tell
from disposal.cli.console.inputs import values_in
from disposal.cli.console.outputs import STANDARD, write_outputs
from disposal.cli.console.sessions import reading_session, writing_session
from disposal.cli.notices.approvals import (
    AsJson,
    Draft,
    approve_draft,
    discard,
    read_draft,
    return_draft,
    show,
    submit_draft,
    take_back,
)
from disposal.cli.notices.output import print_drafts, print_published, published_as_json
from disposal.cli.notices.reports import print_report
from disposal.cli.notices.sheets import sheet_group
from disposal.lifecycle import NoticeState
from disposal.models.publication.notice import Notice
from disposal.services.four_eyes.papers import submission_pdf
from disposal.services.projects.codes import project_called
from disposal.services.publication.amendment_files import amendment_of
from disposal.services.publication.buyers import confirm_buyer
from disposal.services.publication.context import PublicationContext, context_of
from disposal.services.publication.days import enter_afterwards
from disposal.services.publication.drafts import (
    draft_called,
    listed,
    listed_draft,
    listed_notice,
    notice_called,
    short_id,
)
from disposal.services.publication.loan_overrides import override_loans
from disposal.services.publication.papers import draft_pdf, draft_text, draft_word
from disposal.services.publication.publication import (
    change_day,
    check_notice,
    draft_amendment,
    draft_notice,
    publish_or_schedule,
)
from disposal.services.records.dates import today_in_china
from disposal.settings import get_settings

draft_app = typer.Typer(
    name="draft",
    help="公告草稿 · Drafts: new, amend, check, submit, approve, publish, discard.",
    no_args_is_help=True,
)
draft_app.command("show")(show)
draft_app.command("submit")(submit_draft)
draft_app.command("withdraw-submission")(take_back)
draft_app.command("read")(read_draft)
draft_app.command("approve")(approve_draft)
draft_app.command("return")(return_draft)
draft_app.command("discard")(discard)
draft_app.add_typer(sheet_group())
Out = Annotated[Path, typer.Option("--out", metavar="OUT", help="the file; - is standard output")]
Day = Annotated[
    date | None, typer.Option("--published-on", parser=parse_day, metavar="DATE", help="day stated; empty: today")
]

NewDay = Annotated[
    date, typer.Option("--published-on", parser=parse_day, metavar="DATE", help="the day it is to state")
]


@draft_app.command("new")
def new(
    context: typer.Context,
    project: Annotated[str, typer.Argument(metavar="PROJECT", help="code, ISSUER/CODE, or id")],
    published_on: Day = None,
    supersedes: Annotated[str, typer.Option(metavar="NUMBER", help="the published notice it will replace")] = "",
    as_json: AsJson = False,
) -> None:
    """起草处置公告 · Draft the disposal notice of a project; its words are composed from the records.

    Example: disposal draft new HRZJ-HUACHENG --published-on 2022-08-03
    """

    def drafted(session: Session) -> Notice:
        earlier = notice_called(session, supersedes).id if supersedes else None
        day = published_on or today_in_china()
        return draft_notice(session, project_called(session, project).id, published_on=day, supersedes=earlier)

    draft_and_tell(context, drafted, as_json=as_json)


@draft_app.command("amend")
def amend(
    context: typer.Context,
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="number of the published notice it speaks of")],
    kind: Annotated[str, typer.Argument(metavar="KIND", help="correction, supplement, extension, withdrawal, result")],
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="what it says, as TOML, YAML or JSON; - is standard input")
    ],
    published_on: Day = None,
    as_json: AsJson = False,
) -> None:
    """起草更正、补充、延期、撤销或结果公告 · Draft an amendment; issuer and contacts are those of the notice.

    Example: disposal draft amend HRZJ-2022-0001 correction correction.toml --published-on 2022-08-10
    """
    with refusals_as_json(as_json):
        said = values_in(file)

    def drafted(session: Session) -> Notice:
        day = published_on or today_in_china()
        earlier = notice_called(session, number)
        return draft_amendment(session, earlier.id, amendment_of(session, earlier, kind, said, published_on=day))

    draft_and_tell(context, drafted, as_json=as_json)


@draft_app.command("list")
def list_(context: typer.Context, as_json: AsJson = False) -> None:
    """草稿一览 · List the drafts, the newest first.

    Example: disposal draft list
    """
    with reading_session(context, "drafts.read", as_json=as_json) as session:
        rows = listed(session, is_draft=True)
    if as_json:
        print_json({"drafts": [row.as_json() for row in rows]})
    else:
        print_drafts(rows)


@draft_app.command("check")
def check(context: typer.Context, draft: Draft, as_json: AsJson = False) -> None:
    """检查草稿 · Check a draft: status 0 where nothing blocks its publication, 1 where something does.

    Example: disposal draft check HRZJ-HUACHENG
    """
    with reading_session(context, "drafts.read", as_json=as_json) as session:
        notice = draft_called(session, draft)
        report = check_notice(session, notice.id, context=context_of(get_settings()))
    if as_json:
        print_json({"draft": short_id(notice), "title": notice.title, **report.as_json()})
    else:
        print_report(notice.title, report)
    if not report.is_publishable:
        raise typer.Exit(1)


@draft_app.command("text")
def text(context: typer.Context, draft: Draft, out: Out = STANDARD) -> None:
    """输出草稿文字 · Write a draft's text.

    Example: disposal draft text HRZJ-HUACHENG --out draft.txt
    """
    _write(context, draft, out, lambda session, notice, about: draft_text(session, notice, context=about).encode())


@draft_app.command("pdf")
def pdf(context: typer.Context, draft: Draft, out: Out) -> None:
    """输出草稿 PDF · Write a draft as the PDF it would be; of a submitted one the 送审稿, exactly as it was frozen.

    Example: disposal draft pdf HRZJ-HUACHENG --out draft.pdf
    """

    def made(session: Session, notice: Notice, about: PublicationContext) -> bytes:
        is_draft = notice.state == NoticeState.draft.value
        return draft_pdf(session, notice, context=about) if is_draft else submission_pdf(session, notice.id)

    _write(context, draft, out, made)


@draft_app.command("word")
def word(context: typer.Context, draft: Draft, out: Out) -> None:
    """输出草稿 Word 稿 · Write a draft as a Word file, to send round for comments.

    Example: disposal draft word HRZJ-HUACHENG --out draft.docx
    """
    _write(context, draft, out, lambda session, notice, about: draft_word(session, notice, context=about))


@draft_app.command("change")
def change(context: typer.Context, draft: Draft, published_on: NewDay, as_json: AsJson = False) -> None:
    """更改公告日期 · Give a draft another day; if it was scheduled it is so no longer.

    Example: disposal draft change HRZJ-HUACHENG --published-on 2026-12-01
    """
    draft_and_tell(
        context, lambda session: change_day(session, draft_called(session, draft).id, published_on), as_json=as_json
    )


@draft_app.command("override")
def override(
    context: typer.Context,
    draft: Draft,
    reason: Annotated[str, typer.Option(help="why it may be published all the same; stands in the audit trail")],
    as_json: AsJson = False,
) -> None:
    """破例 · Let loans stand in two live notices, or a barred buyer in a result; by another than drafts or publishes.

    Example: disposal --as 复核人全名 draft override HRZJ-HUACHENG --reason 原公告即将撤销
    """
    with writing_session(context, as_json=as_json) as session:
        notice = draft_called(session, draft)
        if notice.kind == "result":
            confirmed = confirm_buyer(session, notice, reason=reason)
            what, words, by = "buyers", [each.buyer for each in confirmed], confirmed[0].decided_by
        else:
            made = override_loans(session, notice.id, reason=reason)
            others = [str(listed_notice(session, each.other_notice_id).notice.number) for each in made]
            what, words, by = "notices", others, made[0].decided_by
    tell(
        {"draft": short_id(notice), what: words, "decided_by": by},
        f"已破例 overridden: {notice.title} ← {'、'.join(words)}",
        as_json=as_json,
    )


@draft_app.command("publish")
def publish_draft(
    context: typer.Context,
    draft: Draft,
    entered_afterwards: Annotated[
        str, typer.Option(metavar="REASON", help="补录: why a notice of an earlier day is entered only now")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """发布 · Publish a draft: checked, numbered, frozen, public from now on; one of a day to come is scheduled.

    A notice of an earlier day needs --entered-afterwards, and is marked 补录 wherever it is shown.

    Example: disposal draft publish HRZJ-HUACHENG
    """
    with writing_session(context, as_json=as_json) as session:
        notice = draft_called(session, draft)
        publication = context_of(get_settings())
        if entered_afterwards:
            enter_afterwards(session, notice, reason=entered_afterwards)
        made = publish_or_schedule(session, notice.id, context=publication)
        answer = published_as_json(notice, made, context=publication)
    if as_json:
        print_json(answer)
    else:
        print_published(answer)


def draft_and_tell(context: typer.Context, drafted: Callable[[Session], Notice], *, as_json: bool) -> None:
    """Create a draft in one transaction and print its short id, or the draft as JSON."""
    with writing_session(context, as_json=as_json) as session:
        row = listed_draft(session, str(drafted(session).id))
    if as_json:
        print_json(row.as_json())
    else:
        typer.echo(row.draft_id)
        typer.echo(f"已起草 drafted: {row.notice.title}（{row.notice.published_on}）", err=True)


def _write(
    context: typer.Context, draft: str, out: Path, made: Callable[[Session, Notice, PublicationContext], bytes]
) -> None:
    with reading_session(context, "drafts.read") as session:
        data = made(session, draft_called(session, draft), context_of(get_settings()))
    write_outputs([(out, data)])
    if out != STANDARD:
        typer.echo(f"{out}  {len(data):,} bytes")
