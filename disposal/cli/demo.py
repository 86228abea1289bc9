"""`disposal demo`: the real notice of 2022-08-03, drafted by one and approved by another, and two screened bidders."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from sqlmodel import Session

from disposal.cli.console.outputs import make_folder, write_outputs
from disposal.demo.bidders import SCREENED_ON
from disposal.demo.people import COMPLIANCE, PASSWORD, STAFF, make_people, publish_by_two, screen_by_staff
from disposal.models.publication.notice_version import NoticeVersion
from disposal.models.screening.screening import Screening
from disposal.private_files import make_private_folder
from disposal.registry.due_publications import open_register
from disposal.services.opinions.opinion import render_opinion
from disposal.services.publication.context import context_of
from disposal.settings import get_settings
from notices.content.content import NoticeContent


def demo(
    out: Annotated[Path, typer.Option(help="folder for notice.pdf, .txt, .json and opinion-1.pdf, -2")] = Path(
        "var/demo"
    ),
) -> None:
    """Publish the case of 2022-08-03 from records, screen two invented bidders, write their papers. Safe to run twice.

    Settings, keys and the folder are checked before the first step, so that none of them fails halfway.

    Invented users, one a role, do it: one drafts, another approves. Only a register without real users takes them.

    Example: disposal demo --out var/demo
    """
    settings = get_settings()
    with open_register(settings) as database:
        database.open_keys()
        make_private_folder(settings.data_dir)  # it may stand above the folder of the papers
        make_folder(out)
        typer.echo(
            f"[1/8] 数据库 database: {'as configured' if settings.database_url else settings.data_dir / 'postgres'}"
        )
        make_people(database)
        _write_notice(publish_by_two(database, context=context_of(settings), tell=typer.echo), out)
        typer.echo("[7/8] 按公告的受让限制审查 two invented bidders screened under the notice's own limbs:")
        rows = screen_by_staff(database, tell=typer.echo)
        with database.session(COMPLIANCE, is_read_only=True) as session:
            _write_opinions(session, out, rows)
    named = "、".join(f"{login}（{name}，{role.zh}）" for login, name, role in STAFF)
    typer.echo(f"演示用户 users: {named}\n口令 password: {PASSWORD}\n登录 sign in: disposal serve, then /desk")


def _write_notice(version: NoticeVersion, out: Path) -> None:
    """Write the files of the published version and print what they are."""
    content = NoticeContent.stored(version.canonical_json)
    typer.echo(
        f"[4/8] 已发布 published: {content.number}, version {version.version_no}, PDF sha256 {version.pdf_sha256}"
    )
    window = content.window
    if window is not None:
        typer.echo(f"[5/8] 公告期 window: {content.published_on} → {window.ends_on}, {window.count} working days")
    files = {"notice.pdf": version.pdf, "notice.txt": version.text.encode(), "notice.json": version.canonical_json}
    write_outputs([(out / name, data) for name, data in files.items()], is_public=True)
    typer.echo(f"[6/8] 已写入 written: {out}/notice.pdf ({len(version.pdf):,} bytes), notice.txt, notice.json")


def _write_opinions(session: Session, out: Path, rows: Sequence[Screening]) -> None:
    """Write the opinion on each screening next to the notice; one that a demonstration of before wrote stays."""
    for number, row in enumerate(rows, start=1):
        path = out / f"opinion-{number}.pdf"
        earlier = path.read_bytes() if path.is_file() else b""
        write_outputs([(path, render_opinion(session, row.id, on=SCREENED_ON, earlier=earlier))])
        typer.echo(f"[8/8] 已写入 written: {path}, screening {row.id}, record sha256 {row.sha256}")
