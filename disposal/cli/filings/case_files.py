"""`disposal objection file` and `disposal notice file`: write a case file (卷宗) into a folder.

Database modules are imported inside the functions: `disposal notice` must start fast.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from disposal.cli.console.answers import print_json
from disposal.cli.console.outputs import write_folder
from disposal.settings import get_settings

if TYPE_CHECKING:
    from sqlmodel import Session

    from disposal.services.case_files.case_file import CaseFile
    from disposal.services.publication.context import PublicationContext

Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="a new or empty folder for the files")]
AsJson = Annotated[bool, typer.Option("--json", help="print one JSON object")]


def objection_file(
    context: typer.Context,
    receipt: Annotated[str, typer.Argument(metavar="RECEIPT", help="回执号: YY-HRZJ-2022-4830176")],
    out: Out,
    as_json: AsJson = False,
) -> None:
    """导出卷宗 · Write the case file of an objection: numbered files and an index with the SHA-256 of each.

    Example: disposal objection file YY-HRZJ-2022-4830176 --out 卷宗
    """
    from disposal.services.case_files.drawing import case_of_objection

    _write(context, lambda session, known: case_of_objection(session, receipt, context=known), out, as_json=as_json)


def notice_file(
    context: typer.Context,
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="number of the published notice")],
    out: Out,
    as_json: AsJson = False,
) -> None:
    """导出卷宗 · Write the case file of a notice with all objections to it: numbered files and an index.

    Example: disposal notice file HRZJ-2022-0001 --out 卷宗
    """
    from disposal.services.case_files.drawing import case_of_notice

    _write(context, lambda session, known: case_of_notice(session, number, context=known), out, as_json=as_json)


def _write(
    context: typer.Context,
    drawn: "Callable[[Session, PublicationContext], CaseFile]",
    out: Path,
    *,
    as_json: bool,
) -> None:
    from disposal.cli.console.sessions import writing_session
    from disposal.services.case_files.case_file import files_in, index_pdf
    from disposal.services.publication.context import context_of

    with writing_session(context, as_json=as_json) as session:
        case = drawn(session, context_of(get_settings()))
        write_folder(out, files_in(session, case, index_pdf(case)))
        named = zip(case.names(), case.parts, strict=True)
        files: list[dict[str, Any]] = [{"name": name, "sha256": each.sha256, "size": each.size} for name, each in named]
    if as_json:
        print_json({"folder": str(out), "files": files, "missing": list(case.missing)})
        return
    for file in files:
        typer.echo(f"{file['sha256']}  {file['name']}")
    for words in case.missing:
        typer.echo(f"缺 missing: {words}", err=True)
