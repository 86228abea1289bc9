"""`disposal screen` and `disposal screen-batch`: import dossiers of bidders and screen them for one project."""

import csv
import io
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from traceback import extract_tb
from typing import Annotated
from uuid import UUID

import typer
from rich.console import Console
from rich.progress import Progress
from sqlalchemy.exc import SQLAlchemyError

from disposal.acting import Actor
from disposal.cli.console.actor import acting
from disposal.cli.console.answers import parse_day, refusals_as_json
from disposal.cli.console.choices import code_of, metavar_of
from disposal.cli.console.outputs import write_outputs
from disposal.cli.screening.again import print_again, screen_due
from disposal.cli.screening.commands import print_kept
from disposal.eligibility.findings.finding import Outcome
from disposal.identifiers import mask_personal_numbers_in
from disposal.models.screening.screening import ScreeningStage
from disposal.registry.due_publications import open_register
from disposal.services.bidders.dossier_file import read_dossier
from disposal.services.bidders.dossier_intake import take_over
from disposal.services.projects.codes import project_called
from disposal.services.records.dates import today_in_china
from disposal.services.screening.screenings import screen_bidder, show
from disposal.services.sheets.csv_cells import plain_cell
from disposal.settings import get_settings
from disposal.storage.database import Database
from notices.errors import NoticesError

ProjectCode = Annotated[str, typer.Option("--project", metavar="P", help="id, code, or ISSUER/CODE of the project")]
Stage = Annotated[
    ScreeningStage,
    typer.Option(parser=code_of(ScreeningStage), metavar=metavar_of(ScreeningStage), help="intake, award or signing"),
]
On = Annotated[date | None, typer.Option(parser=parse_day, metavar="DATE", help="the day judged; empty: today")]
_COUNTED = (Outcome.barred, Outcome.error, Outcome.possible, Outcome.undecided)
_UNEXPECTED = (
    ArithmeticError, AssertionError, AttributeError, LookupError, MemoryError, OSError, RuntimeError, SQLAlchemyError,
    TypeError, ValueError,
)  # fmt: skip
"""Errors that a bug may raise for one file. The other files are still processed and the results written."""
_HEADINGS = ("file", "bidder", "overall", "overall_zh", "screening", *_COUNTED, "told")


def screen(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="the bidder's dossier as TOML or JSON")],
    project: ProjectCode,
    stage: Stage = ScreeningStage.intake,
    on: On = None,
    as_json: Annotated[bool, typer.Option("--json", help="print one JSON object")] = False,
) -> None:
    """审查一名意向受让人 · Screen one bidder: status 0 where it is clear, 1 where it is not, or refused.

    Example: disposal --as 合规员 screen bidder.toml --project HRZJ-HUACHENG
    """
    day = on or today_in_china()
    with refusals_as_json(as_json), open_register(get_settings()) as database:
        with database.session(acting(context)) as session:
            bidder = take_over(session, project_called(session, project).id, read_dossier(file))
            row = screen_bidder(session, bidder.id, stage=stage, on=day)
            outcome = row.overall
            print_kept(session, row, on=day, is_json=as_json)
        done, errors = screen_due(database, acting(context), on=today_in_china())
    if not as_json:
        print_again(done, errors, is_quiet=True)
    if outcome is not Outcome.clear:
        raise typer.Exit(1)


def screen_batch(
    context: typer.Context,
    source: Annotated[Path, typer.Argument(metavar="DIR|FILE", help="a folder of dossiers, or one dossier")],
    project: ProjectCode,
    out: Annotated[Path, typer.Option(dir_okay=False, help="results as CSV, a row a file")],
    stage: Stage = ScreeningStage.intake,
    on: On = None,
) -> None:
    """审查一批意向受让人 · Screen a folder of dossiers: status 0 where all are clear, 1 where one is not or is refused.

    A refused file is named with its reason, the others are kept.

    Example: disposal --as 合规员 screen-batch bidders/ --project HRZJ-HUACHENG --out results.csv
    """
    files, actor, day = _files(source), acting(context), on or today_in_china()
    progress = Progress(console=Console(stderr=True), disable=not sys.stderr.isatty())
    with open_register(get_settings()) as database, progress:
        entered = [
            _entered(database, actor, file, project) for file in progress.track(files, description="录入 entering")
        ]
        rows = [
            (file.name, *(each if isinstance(each, tuple) else _screened(database, actor, each, (stage, day))))
            for file, each in progress.track(list(zip(files, entered, strict=True)), description="审查 screening")
        ]
        write_outputs([(out, _as_csv(rows))])
        again = screen_due(database, actor, on=today_in_china())
    _tell(out, rows)
    print_again(*again, is_quiet=True)
    if any(row[2] != Outcome.clear for row in rows):
        raise typer.Exit(1)


def _tell(out: Path, rows: Sequence[Sequence[str]]) -> None:
    """Print the number of dossiers per outcome, and each refusal with its reason."""
    counts = Counter(row[2] for row in rows)
    made = [outcome for outcome in Outcome if counts[outcome]]
    zh = "".join(f"，{outcome.zh} {counts[outcome]}" for outcome in made)
    en = "".join(f", {outcome.en} {counts[outcome]}" for outcome in made)
    refusals = counts["refused"]
    typer.echo(f"{out}：{len(rows)} 份资料，{refusals} 份被退回{zh} · {len(rows)} dossiers, {refusals} refused{en}")
    for row in mask_personal_numbers_in([row for row in rows if row[2] == "refused"]):
        typer.secho(f"  {row[0]}：{row[-1]}", fg=typer.colors.RED, err=True)


def _files(source: Path) -> list[Path]:
    """Return the dossiers in a folder sorted by name, or the one file."""
    if not source.exists():
        message = f"没有 {source} 这个文件或文件夹，请核对路径 · there is no such file or folder; check the path"
        raise typer.BadParameter(message)
    if not source.is_dir():
        return [source]
    found = sorted(path for path in source.iterdir() if path.suffix.lower() in {".toml", ".json"})
    if not found:
        message = f"文件夹 {source} 中没有 .toml 或 .json 资料文件 · no dossier, .toml or .json, is in the folder"
        raise typer.BadParameter(message)
    return found


def _entered(database: Database, actor: Actor, file: Path, project: str) -> UUID | tuple[str, ...]:
    """Import one file in its own transaction; return its bidder, or the result row of its refusal."""
    try:
        with database.session(actor) as session:
            return take_over(session, project_called(session, project).id, read_dossier(file)).id
    except NoticesError as error:
        return _refusal_row(f"[{error.field}] {error.zh}")
    except _UNEXPECTED as error:
        return _failed(error)


def _screened(database: Database, actor: Actor, bidder_id: UUID, at: tuple[ScreeningStage, date]) -> tuple[str, ...]:
    """Screen one bidder in its own transaction, after all are entered: each screening reads the others."""
    try:
        with database.session(actor) as session:
            row = screen_bidder(session, bidder_id, stage=at[0], on=at[1])
            recorded = show(session, row.id)
    except NoticesError as error:
        return _refusal_row(f"[{error.field}] {error.zh}")
    except _UNEXPECTED as error:
        return _failed(error)
    findings, outcome = recorded.result.findings, recorded.result.overall
    counts = (str(sum(each.outcome is counted for each in findings)) for counted in _COUNTED)
    told = " ".join(each.zh for each in findings if each.outcome in _COUNTED)
    return (recorded.question.facts.dossier.bidder.name, outcome.value, outcome.zh, str(row.id), *counts, told)


def _refusal_row(reason: str) -> tuple[str, ...]:
    return ("", "refused", "退回", "", *("" for _ in _COUNTED), reason)


def _failed(error: BaseException) -> tuple[str, ...]:
    """Return the row for an unexpected error: type and location only, as its message may contain a number."""
    at = extract_tb(error.__traceback__)[-1]
    kind = f"{type(error).__name__}，{Path(at.filename).name}:{at.lineno}"
    return _refusal_row(f"[file] 未预料的错误（{kind}），其他资料不受影响；请保留此文件，并将括号内文字告知维护人员。")


def _as_csv(rows: Sequence[Sequence[str]]) -> bytes:
    """Return the rows as CSV with a byte order mark for spreadsheets; formulas escaped, numbers masked."""
    text, shown = io.StringIO(), mask_personal_numbers_in(rows)
    writer = csv.writer(text)
    writer.writerow(_HEADINGS)
    writer.writerows([plain_cell(cell) for cell in row] for row in shown)
    return text.getvalue().encode("utf-8-sig", errors="backslashreplace")  # a file name may not be valid UTF-8
