"""`disposal demo`: the real notice of 2022-08-03, from records to the published PDF."""

from pathlib import Path
from typing import Annotated

import typer
from sqlmodel import Session

from disposal.cli.actor import acting

PUBLISHED = "2022-08-03"


def demo(
    context: typer.Context,
    out: Annotated[Path, typer.Option(help="folder for notice.pdf, notice.txt and notice.json")] = Path("var/demo"),
) -> None:
    """Enter the case of 2022-08-03 as records, publish it and write its PDF, text and JSON. Safe to run twice.

    Example: disposal demo --out var/demo
    """
    from disposal.database import open_database
    from disposal.settings import get_settings

    settings = get_settings()
    typer.echo(f"[1/6] database: {'as configured' if settings.database_url else settings.data_dir / 'postgres'}")
    with open_database(settings) as database, database.session(acting(context)) as session:
        _publish_case(session, out)


def _publish_case(session: Session, out: Path) -> None:
    from datetime import date

    from disposal.demo_case import enter_huarong_2022
    from disposal.services.desk import desk_of
    from disposal.services.notices import newest_version, published_notice_of
    from disposal.services.publication import check_notice, draft_notice, publish
    from disposal.settings import get_settings
    from notices.content import NoticeContent

    desk = desk_of(get_settings())
    project = enter_huarong_2022(session)
    typer.echo(f"[2/6] records: project {project.code}, book value {project.book_value} yuan, 1 debtor, 1 claim")
    notice = published_notice_of(session, project.id)
    if notice is None:
        draft = draft_notice(session, project.id, published_on=date.fromisoformat(PUBLISHED))
        report = check_notice(session, draft.id, desk=desk)
        typer.echo(f"[3/6] completeness: {len(report.blockers)} blockers, {len(report.warnings)} warnings")
        for finding in report.warnings:
            typer.echo(f"      warning [{finding.field}] {finding.zh}")
        publish(session, draft.id, desk=desk)
        notice = published_notice_of(session, project.id)
    else:
        typer.echo("[3/6] completeness: passed when it was published; this project is public already")
    if notice is None:
        raise typer.Exit(1)
    version = newest_version(session, notice)
    content = NoticeContent.model_validate_json(version.canonical_json)
    typer.echo(f"[4/6] published: {notice.number}, version {version.version_no}, PDF sha256 {version.pdf_sha256}")
    window = content.window
    if window is not None:
        typer.echo(f"[5/6] window: {content.published_on} → {window.ends_on}, {window.count} working days")
    out.mkdir(parents=True, exist_ok=True)
    (out / "notice.pdf").write_bytes(version.pdf)
    (out / "notice.txt").write_text(version.text, encoding="utf-8")
    (out / "notice.json").write_bytes(version.canonical_json)
    typer.echo(f"[6/6] written: {out}/notice.pdf ({len(version.pdf):,} bytes), notice.txt, notice.json")
