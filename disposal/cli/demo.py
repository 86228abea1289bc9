"""`disposal demo`: the real notice of 2022-08-03, from records to the published PDF."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from disposal.cli.actor import acting

if TYPE_CHECKING:
    from disposal.models import NoticeVersion


def demo(
    context: typer.Context,
    out: Annotated[Path, typer.Option(help="folder for notice.pdf, notice.txt and notice.json")] = Path("var/demo"),
) -> None:
    """Enter the case of 2022-08-03 as records, publish it and write its PDF, text and JSON. Safe to run twice.

    Example: disposal demo --out var/demo
    """
    from disposal.database import open_database
    from disposal.demo_case import publish_huarong_2022
    from disposal.services.desk import desk_of
    from disposal.settings import get_settings

    settings = get_settings()
    typer.echo(f"[1/6] database: {'as configured' if settings.database_url else settings.data_dir / 'postgres'}")
    with open_database(settings) as database, database.session(acting(context)) as session:
        version = publish_huarong_2022(session, desk=desk_of(settings), tell=typer.echo)
    _write(version, out)


def _write(version: "NoticeVersion", out: Path) -> None:
    """Write the published version's files, and say what they are."""
    from notices.content import NoticeContent

    content = NoticeContent.model_validate_json(version.canonical_json)
    typer.echo(f"[4/6] published: {content.number}, version {version.version_no}, PDF sha256 {version.pdf_sha256}")
    window = content.window
    if window is not None:
        typer.echo(f"[5/6] window: {content.published_on} → {window.ends_on}, {window.count} working days")
    out.mkdir(parents=True, exist_ok=True)
    files = {"notice.pdf": version.pdf, "notice.txt": version.text.encode(), "notice.json": version.canonical_json}
    for name, data in files.items():
        (out / name).write_bytes(data)
    typer.echo(f"[6/6] written: {out}/notice.pdf ({len(version.pdf):,} bytes), notice.txt, notice.json")
