"""Print drafts and published notices."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import typer
from rich.table import Table

from disposal.cli.console.answers import console
from disposal.models.publication.notice import Notice
from disposal.models.publication.notice_version import NoticeVersion
from disposal.services.public.notice import NoticeView
from disposal.services.publication.context import PublicationContext
from disposal.services.publication.drafts import ListedNotice, short_id
from notices.dates import dated, dated_zh, instant_zh
from notices.kinds import KINDS_BY_CODE

LATE = "补录 entered afterwards"


def print_drafts(rows: Sequence[ListedNotice]) -> None:
    """Print drafts as a table, or how to create one."""
    if not rows:
        typer.echo("没有草稿；用 disposal draft new 起草 · no draft; make one with disposal draft new")
        return
    _print_rows(
        rows, ("草稿 draft", "状态 state", "项目 project", "公告日期 date", "种类 kind", "标题 title"), _draft_cells
    )


def print_notices(rows: Sequence[ListedNotice]) -> None:
    """Print published notices as a table."""
    if not rows:
        typer.echo("尚无已发布的公告 · no notice is published yet")
        return
    headings = ("编号 number", "项目 project", "公告日期 date", "公告期止 window ends", "状态 state", "标题 title")
    _print_rows(rows, headings, _notice_cells)


def published_as_json(notice: Notice, made: NoticeVersion | datetime, *, context: PublicationContext) -> dict[str, Any]:
    """Return the result of a publication: number, URL, window's end, digests; or when it is scheduled."""
    if isinstance(made, datetime):
        return {"draft": short_id(notice), "title": notice.title, "scheduled_at": made.isoformat()}
    return {
        "number": notice.number,
        "title": notice.title,
        "version": made.version_no,
        "published_on": notice.published_on.isoformat() if notice.published_on else None,
        "window_ends_on": notice.window_ends_on.isoformat() if notice.window_ends_on else None,
        "window_is_provisional": notice.window_is_provisional,
        "url": context.address_of(str(notice.number)),
        "pdf_sha256": made.pdf_sha256,
        "text_sha256": made.text_sha256,
        "canonical_sha256": made.canonical_sha256,
    }


def print_published(answer: dict[str, Any]) -> None:
    """Print the number alone on the first line; details go to standard error."""
    if "scheduled_at" in answer:
        typer.echo(f"定时发布 scheduled: {answer['title']}，{answer['scheduled_at']}（{answer['draft']}）")
        return
    typer.echo(answer["number"])
    typer.echo(f"已发布 published: {answer['title']}，第{answer['version']}版", err=True)
    if answer["window_ends_on"]:
        provisional = "（暂定 provisional）" if answer["window_is_provisional"] else ""
        typer.echo(f"公告期最后一日 last day: {answer['window_ends_on']}{provisional}", err=True)
    typer.echo(f"{answer['url']}\nPDF sha256 {answer['pdf_sha256']}", err=True)


def print_notice(view: NoticeView) -> None:
    """Print a published notice: versions with digests, linked notices, placements."""
    summary = view.summary
    typer.echo(f"{summary.number}  {summary.title}")
    typer.echo(f"状态 state: {summary.status.zh} {summary.status.en}")
    typer.echo(f"公告日期 published on {dated_zh(summary.published_on)} {dated(summary.published_on)}")
    if late := view.late_entry:
        typer.echo(f"{LATE}：{instant_zh(late.entered_at)}，{late.reason}")
    for version in view.versions:
        because = f"，因 because of {version.because}" if version.because else ""
        registered = f"公告日期 {version.published_on}，登记于 registered at {instant_zh(version.published_at)}"
        typer.echo(f"第{version.version_no}版 version {version.version_no}：{registered}{because}")
        for file in version.files:
            typer.echo(f"  {file.suffix:<4} {file.size:>9,} bytes  sha256 {file.sha256}")
    for link in view.links:
        typer.echo(f"{link.relation.value}{' ←' if link.is_later else ' →'} {link.notice.number}  {link.notice.title}")
    for placed in view.placements:
        typer.echo(f"刊登 placed: {placed.medium}{placed.page or ''}，{placed.published_on}")


def _print_rows(rows: Sequence[ListedNotice], headings: Sequence[str], cells: Any) -> None:
    table = Table()
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*cells(row))
    console().print(table)


def _draft_cells(row: ListedNotice) -> tuple[str, ...]:
    notice = row.notice
    kind, project = KINDS_BY_CODE[notice.kind], f"{row.issuer_code}/{row.project_code}"
    day, both = str(notice.published_on), f"{kind.label_zh} {kind.label_en}"
    return (row.draft_id, _standing(row), project, day, both, notice.title)


def _notice_cells(row: ListedNotice) -> tuple[str, ...]:
    notice = row.notice
    ends = str(notice.window_ends_on or "—")
    project = f"{row.issuer_code}/{row.project_code}"
    standing = f"{_standing(row)}\n{LATE}" if notice.entered_afterwards else _standing(row)
    return (str(notice.number), project, str(notice.published_on), ends, standing, notice.title)


def _standing(row: ListedNotice) -> str:
    return f"{row.standing.zh} {row.standing.en}"
