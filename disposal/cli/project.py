"""`disposal project`: enter a content file as records; list, show, change, cancel and reopen projects."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from disposal.cli.console.actor import acting
from disposal.cli.console.answers import SEVERITY_COLOURS, console, parse_pairs, print_json, refusals_as_json, tell
from disposal.cli.console.inputs import content_in
from disposal.cli.console.sessions import reading_session, writing_session
from disposal.cli.notices.checking import facts_in
from disposal.registry.due_publications import open_register
from disposal.services.intake.intake import enter_content
from disposal.services.projects.codes import project_called
from disposal.services.projects.loans_elsewhere import LoanElsewhere, loans_elsewhere
from disposal.services.projects.overview import ListedProject, listed_project, listed_projects
from disposal.services.projects.projects import cancel_project, change_project, reopen_project
from disposal.services.publication.context import context_of
from disposal.services.publication.drafts import ListedNotice, listed
from disposal.settings import get_settings

project_app = typer.Typer(
    name="project", help="处置项目 · Projects: enter a notice file as records, list, show.", no_args_is_help=True
)
AsJson = Annotated[bool, typer.Option("--json", help="print one JSON object")]
_HEADINGS = ("编号 code", "名称 name", "发布人 issuer", "账面价值 book value", "债权 claims", "状态 status")


@project_app.command("enter")
def enter(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="content as TOML, YAML or JSON; - is standard input")],
    facts: Annotated[
        Path,
        typer.Option(
            metavar="FACTS",
            help="what the notice does not say: issuer_code, project_code, project_name, book_value, and where known "
            "issuer_kind, review_meeting_on, record_date, province, city, industry",
        ),
    ],
    as_json: AsJson = False,
) -> None:
    """录入项目 · Enter a content file as records: parties, claims, security, terms. All or nothing.

    Example: disposal project enter templates/notices/disposal/sample.toml --facts templates/facts/sample.toml
    """
    with refusals_as_json(as_json):
        content = content_in(file)
        known = facts_in(facts)
        with open_register(get_settings()) as database, database.session(acting(context)) as session:
            row = listed_project(session, enter_content(session, content, known))
            elsewhere = loans_elsewhere(session, row.project.id)
    if as_json:
        print_json({**row.as_json(), "warnings": [_warning_as_json(each) for each in elsewhere]})
    else:
        typer.echo(row.project.code)
        counted = f"{row.claim_count} 笔债权 · {row.claim_count} claim(s)"
        typer.echo(f"已录入 entered: {row.project.name}（{row.issuer.full_name}），{counted}", err=True)
        for each in elsewhere:
            zh, en = each.words
            address = f"\n  {_address_of(each)}" if each.notice else ""
            typer.secho(f"警告 warning: {zh}\n  {en}{address}", err=True, fg=SEVERITY_COLOURS["warning"])


@project_app.command("list")
def list_(context: typer.Context, as_json: AsJson = False) -> None:
    """项目一览 · List the projects, the newest first.

    Example: disposal project list
    """
    with reading_session(context, "projects.read", as_json=as_json) as session:
        rows = listed_projects(session)
    if as_json:
        print_json({"projects": [row.as_json() for row in rows]})
    elif rows:
        _print_projects(rows)
    else:
        typer.echo("尚无项目；用 disposal project enter 录入 · no project yet; enter one with disposal project enter")


@project_app.command("show")
def show(
    context: typer.Context,
    project: Annotated[str, typer.Argument(metavar="PROJECT", help="code, ISSUER/CODE, or id")],
    as_json: AsJson = False,
) -> None:
    """显示项目 · Show a project with its drafts and notices.

    Example: disposal project show HRZJ-HUACHENG
    """
    with reading_session(context, "projects.read", as_json=as_json) as session:
        found = project_called(session, project)
        row = listed_project(session, found)
        drafts = listed(session, is_draft=True, project_id=found.id)
        notices = listed(session, is_draft=False, project_id=found.id)
    if as_json:
        more = {"drafts": [each.as_json() for each in drafts], "notices": [each.as_json() for each in notices]}
        print_json({**row.as_json(), **more})
    else:
        _print_projects([row])
        _print_notices(drafts, notices)


@project_app.command("change")
def change(
    context: typer.Context,
    project: Annotated[str, typer.Argument(metavar="PROJECT", help="code, ISSUER/CODE, or id")],
    values: Annotated[
        list[str], typer.Argument(metavar="FIELD=VALUE", help="review_meeting_on=2026-04-15, book_value=…, city=…")
    ],
    reason: Annotated[str, typer.Option(help="why; stands in the audit trail")],
    as_json: AsJson = False,
) -> None:
    """更改项目 · Change single fields of a project; what is already published stays as it was.

    Example: disposal project change HRZJ-HUACHENG review_meeting_on=2022-09-08 --reason 会议改期
    """
    changes = {field: value or None for field, value in parse_pairs(values, "review_meeting_on=2026-04-15").items()}
    with writing_session(context, as_json=as_json) as session:
        found = change_project(session, project_called(session, project).id, changes, reason=reason)
        row = listed_project(session, found)
    tell(row.as_json(), f"项目已更改 · changed: {row.project.code} {row.project.name}", as_json=as_json)


@project_app.command("cancel")
def cancel(
    context: typer.Context,
    project: Annotated[str, typer.Argument(metavar="PROJECT", help="code, ISSUER/CODE, or id")],
    reason: Annotated[str, typer.Option(help="why; stands in the audit trail")],
    as_json: AsJson = False,
) -> None:
    """取消项目 · Cancel a project that is not to be sold, or was entered wrongly; enter it anew under another code.

    Example: disposal project cancel HRZJ-HUACHENG --reason 录入有误
    """
    with writing_session(context, as_json=as_json) as session:
        found = cancel_project(session, project_called(session, project).id, reason=reason)
        row = listed_project(session, found)
    tell(row.as_json(), f"项目已取消 · cancelled: {row.project.code} {row.project.name}", as_json=as_json)


@project_app.command("reopen")
def reopen(
    context: typer.Context,
    project: Annotated[str, typer.Argument(metavar="PROJECT", help="code, ISSUER/CODE, or id")],
    reason: Annotated[str, typer.Option(help="why; stands in the audit trail")],
    as_json: AsJson = False,
) -> None:
    """恢复项目 · Take a cancelled project up again.

    Example: disposal project reopen HRZJ-HUACHENG --reason 继续处置
    """
    with writing_session(context, as_json=as_json) as session:
        found = reopen_project(session, project_called(session, project).id, reason=reason)
        row = listed_project(session, found)
    tell(row.as_json(), f"项目已恢复 · reopened: {row.project.code} {row.project.name}", as_json=as_json)


def _warning_as_json(loan: LoanElsewhere) -> dict[str, Any]:
    return {**loan.as_json(), "url": _address_of(loan)}


def _address_of(loan: LoanElsewhere) -> str | None:
    """Return the public address of the other project's notice, or None."""
    return context_of(get_settings()).address_of(loan.notice) if loan.notice else None


def _print_projects(rows: list[ListedProject]) -> None:
    table = Table()
    for heading in _HEADINGS:
        table.add_column(heading, overflow="fold")
    for row in rows:
        project = row.project
        figures = (f"{project.book_value:,} 元", str(row.claim_count), project.status.value)
        table.add_row(project.code, project.name, row.issuer.full_name, *figures)
    console().print(table)


def _print_notices(drafts: list[ListedNotice], notices: list[ListedNotice]) -> None:
    for each in drafts:
        typer.echo(f"草稿 draft {each.draft_id}  {each.notice.published_on}  {each.notice.title}")
    for each in notices:
        typer.echo(f"公告 notice {each.notice.number}  {each.notice.published_on}  {each.notice.title}")
