"""`disposal draft show|submit|withdraw-submission|approve|return|discard`: four eyes on a draft, or its end."""

from datetime import date
from typing import Annotated

import typer
from rich.table import Table

from disposal.cli.console.answers import console, parse_day, print_json, tell
from disposal.cli.console.choices import code_of, metavar_of
from disposal.cli.console.sessions import reading_session, writing_session
from disposal.cli.notices.output import print_drafts
from disposal.models.approvals.submission import Submission, Urgency
from disposal.models.approvals.submission_return import ReturnReason
from disposal.services.four_eyes.deciding import approve, send_back
from disposal.services.four_eyes.overview import SubmissionOverview, overview_of
from disposal.services.four_eyes.reading import read_submission
from disposal.services.four_eyes.submitting import Routing, submit, withdraw_submission
from disposal.services.notice_entry.discarding import discard_draft
from disposal.services.publication.context import context_of
from disposal.services.publication.drafts import draft_called, listed_draft, short_id
from disposal.services.publication.papers import draft_text
from disposal.settings import get_settings
from notices.dates import instant_zh

Draft = Annotated[str, typer.Argument(metavar="DRAFT", help="id as draft list shows it, or the project's code")]
AsJson = Annotated[bool, typer.Option("--json", help="print one JSON object")]


def show(context: typer.Context, draft: Draft, as_json: AsJson = False) -> None:
    """显示草稿 · Print a draft's text, where it stands, the digest to approve, and what has changed.

    Example: disposal draft show HRZJ-HUACHENG
    """
    with reading_session(context, "drafts.read", as_json=as_json) as session:
        row, publication = listed_draft(session, draft), context_of(get_settings())
        words = draft_text(session, row.notice, context=publication)
        overview = overview_of(session, row.notice.id, context=publication)
    if as_json:
        print_json({**row.as_json(), "text": words, "submission": overview.as_json() if overview else None})
        return
    print_drafts([row])
    typer.echo(words)
    if overview is not None:
        _print_overview(overview)


def submit_draft(
    context: typer.Context,
    draft: Draft,
    until: Annotated[
        date | None, typer.Option(parser=parse_day, metavar="DATE", help="公告日期 may be chosen until this day")
    ] = None,
    urgency: Annotated[
        Urgency, typer.Option(parser=code_of(Urgency), metavar=metavar_of(Urgency), help="急缓")
    ] = Urgency.normal,
    presented_to: Annotated[str, typer.Option("--to", help="呈送, as it stands on the sheet")] = "",
    as_json: AsJson = False,
) -> None:
    """提交审批 · Submit a draft: exactly what it says now is frozen, and another person approves it.

    Example: disposal --as chen draft submit HRZJ-HUACHENG
    """
    with writing_session(context, as_json=as_json) as session:
        publication = context_of(get_settings())
        routing = Routing(urgency, presented_to)
        row = submit(session, draft_called(session, draft).id, until=until, context=publication, routing=routing)
        overview = overview_of(session, row.notice_id, context=publication)
    _tell(row, overview, "已提交审批 submitted", as_json=as_json)


def take_back(context: typer.Context, draft: Draft, as_json: AsJson = False) -> None:
    """撤回 · Take one's own submission back before it is decided.

    Example: disposal --as chen draft withdraw-submission HRZJ-HUACHENG
    """
    with writing_session(context, as_json=as_json) as session:
        row = withdraw_submission(session, draft_called(session, draft).id)
    _tell(row, None, "已撤回 withdrawn", as_json=as_json)


def discard(
    context: typer.Context,
    draft: Draft,
    reason: Annotated[str, typer.Option(help="why it is put aside; stands in the audit trail")],
    as_json: AsJson = False,
) -> None:
    """作废草稿 · Put a draft aside for good; one that is submitted or approved is taken back or returned first.

    Example: disposal draft discard HRZJ-HUACHENG --reason 起草有误
    """
    with writing_session(context, as_json=as_json) as session:
        notice = discard_draft(session, draft_called(session, draft).id, reason=reason)
        answer = {"draft": short_id(notice), "title": notice.title}
    tell(answer, f"已作废 discarded: {answer['title']}（{answer['draft']}）", as_json=as_json)


def read_draft(context: typer.Context, draft: Draft, as_json: AsJson = False) -> None:
    """已阅 · Note that you have read what is submitted (传阅); it holds nothing up.

    Example: disposal --as ji draft read HRZJ-HUACHENG
    """
    with writing_session(context, as_json=as_json) as session:
        rows = read_submission(session, draft_called(session, draft).id)
        answer = {"read_by": rows[0].name, "read_at": rows[0].read_at.isoformat()}
    tell(answer, f"已阅 read: {answer['read_by']}", as_json=as_json)


def approve_draft(
    context: typer.Context,
    draft: Draft,
    sha256: Annotated[str, typer.Option("--sha256", help="批准对象, as draft show prints it; 16 characters at least")],
    comment: Annotated[str, typer.Option(help="意见")] = "",
    as_json: AsJson = False,
) -> None:
    """批准 · Approve exactly the content with this digest; by another person than drafted or changed it.

    Example: disposal --as wang draft approve HRZJ-HUACHENG --sha256 3c24c3ed1f0a9b77
    """
    with writing_session(context, as_json=as_json) as session:
        publication = context_of(get_settings())
        notice_id = draft_called(session, draft).id
        approve(session, notice_id, sha256=sha256, comment=comment, context=publication)
        overview = overview_of(session, notice_id, context=publication)
    if overview is not None:
        _tell(overview.submission, overview, "已批准 approved", as_json=as_json)


def return_draft(
    context: typer.Context,
    draft: Draft,
    comment: Annotated[str, typer.Option(help="a sentence that says what to mend")],
    reasons: Annotated[
        list[ReturnReason],
        typer.Option(
            "--reason", parser=code_of(ReturnReason), metavar=metavar_of(ReturnReason), help="may be repeated"
        ),
    ],
    as_json: AsJson = False,
) -> None:
    """退回修改 · Return a submission to its drafter, with reasons.

    Example: disposal --as wang draft return HRZJ-HUACHENG --reason 金额 --comment 利息与清单不符，请核对
    """
    with writing_session(context, as_json=as_json) as session:
        notice = draft_called(session, draft)
        row = send_back(session, notice.id, reasons=reasons, comment=comment)
    if as_json:
        values = {"draft": short_id(notice), "reasons": [each.value for each in row.reasons], "comment": row.comment}
        print_json({**values, "by": row.name})
    else:
        typer.echo(f"已退回修改 returned: {'、'.join(each.zh for each in row.reasons)}；{row.comment}")


def _tell(row: Submission, overview: SubmissionOverview | None, did: str, *, as_json: bool) -> None:
    """Print the digest alone on the first line; the rest goes to standard error."""
    if as_json:
        print_json(overview.as_json() if overview else {"state": row.state.value, "sha256": row.sha256})
        return
    typer.echo(row.sha256)
    typer.echo(f"{did}: 第{row.ordinal}次送审，{row.state.zh}", err=True)
    if overview is not None and overview.approvers:
        typer.echo(f"待批准 next: {_waiting(overview)}", err=True)


def _print_overview(overview: SubmissionOverview) -> None:
    row = overview.submission
    days = str(row.publish_from) + (f" – {row.publish_until}" if row.publish_until != row.publish_from else "")
    typer.echo(f"第{row.ordinal}次送审 submission {row.ordinal}: {row.state.zh} {row.state.en}，公告日期 day {days}")
    typer.echo(f"批准对象 SHA-256  {row.sha256}")
    typer.echo(f"参与起草 took part: {'、'.join(overview.contributors)}")
    for each in overview.steps:
        when = f"{each.by}，{instant_zh(each.at)}" if each.at else "待批准 waiting"
        typer.echo(f"{each.step}（{each.role}）: {when}{f'，{each.comment}' if each.comment else ''}")
    for told in overview.readings:
        read = "，".join(f"{name} {instant_zh(at)}" for name, at in told.readers) or "未阅 not yet"
        typer.echo(f"传阅 to be read: {told.step}（{told.role}）: {read}")
    if overview.approvers:
        typer.echo(f"可批准 may approve: {_waiting(overview)}")
    for back in overview.returns:
        typer.echo(f"退回 returned: {back.name}，{'、'.join(reason.zh for reason in back.reasons)}；{back.comment}")
    if overview.void is not None:
        typer.secho(f"已失效 void: {overview.void.zh}\n{overview.void.en}", fg=typer.colors.RED)
    for name, then, now in overview.background:
        typer.echo(f"不影响批准 voids nothing: {name} {then} → {now}")
    typer.echo(f"与 {overview.since} 比较 against it:" if overview.since else "首次提交 first submission")
    if overview.differences:
        _print_differences(overview)


def _print_differences(overview: SubmissionOverview) -> None:
    table = Table()
    for heading in ("栏目 field", "－ 原 before", "＋ 现 now"):
        table.add_column(heading, overflow="fold")
    for each in overview.differences:
        table.add_row(each.label.zh, each.before.zh, each.after.zh)
    console().print(table)


def _waiting(overview: SubmissionOverview) -> str:
    step = next((each.step for each in overview.steps if each.at is None), "")
    return f"{step} {'，'.join(overview.approvers)}"
