"""`disposal package`: the workbook to fill in, its import with a dry run, undo, and what was imported."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from disposal.cli.console.actor import acting
from disposal.cli.console.answers import print_json, refusals_as_json
from disposal.cli.console.inputs import values_in
from disposal.cli.console.outputs import write_outputs
from disposal.cli.lists.progress import import_progress
from disposal.cli.packages.output import print_import, print_imports, print_preview
from disposal.registry.due_publications import open_register
from disposal.services.package_import.facts import PackageFacts
from disposal.services.package_import.imports import import_called, listed_import, listed_imports
from disposal.services.package_import.package_import import (
    PackageListeners,
    PackageRequest,
    import_package,
    preview_package,
)
from disposal.services.package_import.plan import PackagePlan
from disposal.services.package_import.undoing import undo_import
from disposal.services.package_import.wrong_rows import wrong_rows_workbook
from disposal.services.package_workbook.book import PackageBook
from disposal.services.package_workbook.template import template_bytes
from disposal.services.records.validation import below, read
from disposal.settings import get_settings

package_app = typer.Typer(
    name="package", help="资产包 · Packages: the workbook to fill in, import, undo.", no_args_is_help=True
)
AsJson = Annotated[bool, typer.Option("--json", help="print one JSON object")]
_TEMPLATE_HELP = "where to write the workbook; - is standard output"
_FACTS_HELP = (
    "what the workbook does not say: issuer_code, project_code, project_name, book_value, record_date …; under notice "
    "what its notice says beside the claims; - is standard input"
)


@package_app.command("template")
def template(
    out: Annotated[Path, typer.Option(dir_okay=False, metavar="OUT", help=_TEMPLATE_HELP)], as_json: AsJson = False
) -> None:
    """资产包模板 · Write the workbook to fill in: debtors, claims, security, guarantors.

    Example: disposal package template --out 资产包.xlsx
    """
    data = template_bytes()
    with refusals_as_json(as_json):
        write_outputs([(out, data)])
    if as_json:
        print_json({"file": str(out), "bytes": len(data)})
    else:
        typer.echo(f"模板已写入 · written: {out}", err=True)


@package_app.command("import")
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="a filled workbook (.xlsx)")],
    facts: Annotated[Path | None, typer.Option(metavar="FACTS", help=_FACTS_HELP)] = None,
    project_code: Annotated[str, typer.Option(help="the project, on record or new; else that of FACTS")] = "",
    issuer_code: Annotated[str, typer.Option(help="the issuer; else that of FACTS")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="say what would be done; store nothing")] = False,
    errors: Annotated[
        Path | None, typer.Option(dir_okay=False, metavar="OUT", help="write rows with problems and reasons (.xlsx)")
    ] = None,
    show: Annotated[int, typer.Option(min=0, help="how many problems and matches to spell out")] = 50,
    as_json: AsJson = False,
) -> None:
    """导入资产包 · Import a workbook into a project, whole or not at all.

    Example: disposal package import 资产包.xlsx --facts templates/facts/sample-package.toml --dry-run
    """
    with refusals_as_json(as_json):
        request = PackageRequest(file, _facts(facts, issuer_code=issuer_code, project_code=project_code))
        if dry_run:
            _preview(request, errors=errors, show=show, as_json=as_json)
        else:
            _import(context, request, errors=errors, as_json=as_json)


def _preview(request: PackageRequest, *, errors: Path | None, show: int, as_json: bool) -> None:
    with open_register(get_settings()) as database, _listeners(errors) as listeners, database.session() as session:
        preview = preview_package(session, request, listeners)
    if as_json:
        print_json({**preview.as_json(), "is_dry_run": True})
    else:
        print_preview(preview, most=show)
    if not preview.is_clear:
        raise typer.Exit(1)


def _import(context: typer.Context, request: PackageRequest, *, errors: Path | None, as_json: bool) -> None:
    with (
        open_register(get_settings()) as database,
        _listeners(errors) as listeners,
        database.session(acting(context)) as session,
    ):
        row = listed_import(session, import_package(session, request, listeners))
    if as_json:
        print_json({**row.as_json(), "is_dry_run": False})
    else:
        print_import(row)


@package_app.command("undo")
def undo(
    context: typer.Context,
    import_id: Annotated[str, typer.Argument(metavar="IMPORT", help="id of the import, or its last characters")],
    reason: Annotated[str, typer.Option(help="why; stands in the audit trail")],
    as_json: AsJson = False,
) -> None:
    """还原导入 · Take an import back as a whole, while nothing depends on what it made.

    Example: disposal package undo 4f1c --reason 选错文件
    """
    with (
        refusals_as_json(as_json),
        open_register(get_settings()) as database,
        database.session(acting(context)) as session,
    ):
        row = listed_import(session, undo_import(session, import_called(session, import_id).id, reason=reason))
    if as_json:
        print_json(row.as_json())
    else:
        typer.echo(f"导入已还原 · undone: {row.row.file_name}（{row.row.project_code}）")


@package_app.command("list")
def list_(
    project_code: Annotated[str | None, typer.Option(help="only those of this project")] = None,
    last: Annotated[int, typer.Option(min=1, max=1_000, help="how many")] = 50,
    as_json: AsJson = False,
) -> None:
    """导入一览 · List the imports, the newest first.

    Example: disposal package list
    """
    with refusals_as_json(as_json), open_register(get_settings()) as database, database.session() as session:
        rows = listed_imports(session, project_code=project_code, last=last)
    if as_json:
        print_json({"imports": [row.as_json() for row in rows]})
    else:
        print_imports(rows)


def _facts(path: Path | None, *, issuer_code: str, project_code: str) -> PackageFacts:
    """Return the facts of a file, with the codes of the command in front. Raises: UnreadableContent, InvalidRecord."""
    values: dict[str, Any] = dict(values_in(path)) if path else {}
    values |= {"issuer_code": issuer_code} if issuer_code else {}
    values |= {"project_code": project_code} if project_code else {}
    with below("facts"):
        return read(PackageFacts, values)


@contextmanager
def _listeners(errors: Path | None) -> Iterator[PackageListeners]:
    """Yield the callbacks of an import: the progress display, and the workbook of wrong rows if requested."""

    def write(book: PackageBook, plan: PackagePlan) -> None:
        data = wrong_rows_workbook(book, plan) if errors else None
        if errors is not None and data is not None:
            write_outputs([(errors, data)])
            typer.echo(f"有问题的行已写入 · rows with problems written to: {errors}", err=True)

    with import_progress() as show:
        yield PackageListeners(show, write)
