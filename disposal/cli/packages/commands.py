"""`disposal package`: the workbook to fill in, its import with a dry run, undo, and what was imported."""

from pathlib import Path
from typing import Annotated

import typer

from disposal.cli.console.actor import acting
from disposal.cli.console.answers import print_json, refusals_as_json, tell
from disposal.cli.console.outputs import write_outputs
from disposal.cli.console.sessions import writing_session
from disposal.cli.packages import options
from disposal.cli.packages.output import print_import, print_imports, print_preview
from disposal.registry.due_publications import open_register
from disposal.services.package_import.imports import import_called, listed_import, listed_imports
from disposal.services.package_import.package_import import PackageRequest, import_package, preview_package
from disposal.services.package_import.staging import confirm_staged, discard_staged, preview_staged, stage_package
from disposal.services.package_import.undoing import undo_import
from disposal.settings import get_settings

package_app = typer.Typer(
    name="package", help="资产包 · Packages: the workbook to fill in, import, undo.", no_args_is_help=True
)


@package_app.command("template")
def template(out: options.TemplateOut, as_json: options.AsJson = False) -> None:
    """资产包模板 · Write the workbook to fill in: debtors, claims, security, guarantors.

    Example: disposal package template --out 资产包.xlsx
    """
    from disposal.services.package_workbook.template import template_bytes  # draws on all of openpyxl

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
    file: options.Workbook,
    facts: options.Facts = None,
    project_code: options.ProjectCode = "",
    issuer_code: options.IssuerCode = "",
    dry_run: options.DryRun = False,
    errors: options.ErrorsOut = None,
    show: options.Show = 50,
    as_json: options.AsJson = False,
) -> None:
    """导入资产包 · Import a workbook into a project, whole or not at all.

    Example: disposal package import 资产包.xlsx --facts templates/facts/sample-package.toml --dry-run
    """
    with refusals_as_json(as_json):
        known = options.facts_of(facts, issuer_code=issuer_code, project_code=project_code)
        request = PackageRequest(file, known)
        if dry_run:
            _preview(request, errors=errors, show=show, as_json=as_json)
        else:
            _import(context, request, errors=errors, as_json=as_json)


def _preview(request: PackageRequest, *, errors: Path | None, show: int, as_json: bool) -> None:
    """Print what an import would do; status 1 where something stands against it."""
    with (
        open_register(get_settings()) as database,
        options.listeners_of(errors) as listeners,
        database.session() as session,
    ):
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
        options.listeners_of(errors) as listeners,
        database.session(acting(context)) as session,
    ):
        listed = listed_import(session, import_package(session, request, listeners))
    if as_json:
        print_json({**listed.as_json(), "is_dry_run": False})
    else:
        print_import(listed)


@package_app.command("stage")
def stage(
    context: typer.Context,
    file: options.Workbook,
    facts: options.Facts = None,
    project_code: options.ProjectCode = "",
    issuer_code: options.IssuerCode = "",
    as_json: options.AsJson = False,
) -> None:
    """上传待确认 · Store a workbook until somebody confirms it; no record is made of it yet.

    Example: disposal package stage 资产包.xlsx --facts templates/facts/sample-package.toml
    """
    with refusals_as_json(as_json):
        known = options.facts_of(facts, issuer_code=issuer_code, project_code=project_code)
        data = options.bytes_in(file)
        with open_register(get_settings()) as database, database.session(acting(context)) as session:
            listed = listed_import(session, stage_package(session, data, known, file_name=file.name))
    if as_json:
        print_json(listed.as_json())
    else:
        typer.echo(str(listed.row.id))
        typer.echo(f"待确认 · waiting for confirmation: {file.name}", err=True)


@package_app.command("confirm")
def confirm(
    context: typer.Context,
    import_id: options.ImportId,
    dry_run: options.DryRun = False,
    errors: options.ErrorsOut = None,
    show: options.Show = 50,
    as_json: options.AsJson = False,
) -> None:
    """确认导入 · Import a workbook that waits for confirmation, whole or not at all.

    Example: disposal package confirm 4f1c
    """
    with (
        refusals_as_json(as_json),
        open_register(get_settings()) as database,
        options.listeners_of(errors) as listeners,
        database.session(acting(context)) as session,
    ):
        row = import_called(session, import_id)
        if dry_run:
            preview = preview_staged(session, row.id, listeners)
        else:
            listed = listed_import(session, confirm_staged(session, row.id, listeners))
    if as_json:
        print_json({**(preview if dry_run else listed).as_json(), "is_dry_run": dry_run})
    elif dry_run:
        print_preview(preview, most=show)
    else:
        print_import(listed)
    if dry_run and not preview.is_clear:
        raise typer.Exit(1)


@package_app.command("discard")
def discard(
    context: typer.Context, import_id: options.ImportId, reason: options.Reason, as_json: options.AsJson = False
) -> None:
    """作废待确认 · Drop a workbook that waits for confirmation.

    Example: disposal package discard 4f1c --reason 选错文件
    """
    with writing_session(context, as_json=as_json) as session:
        row = import_called(session, import_id)
        discard_staged(session, row.id, reason=reason)
    tell({"discarded": str(row.id)}, f"已作废 · discarded: {row.file_name}", as_json=as_json)


@package_app.command("undo")
def undo(
    context: typer.Context, import_id: options.ImportId, reason: options.Reason, as_json: options.AsJson = False
) -> None:
    """还原导入 · Take an import back as a whole, while nothing depends on what it made.

    Example: disposal package undo 4f1c --reason 选错文件
    """
    with writing_session(context, as_json=as_json) as session:
        listed = listed_import(session, undo_import(session, import_called(session, import_id).id, reason=reason))
    tell(listed.as_json(), f"导入已还原 · undone: {listed.row.file_name}（{listed.row.project_code}）", as_json=as_json)


@package_app.command("list")
def list_(
    project_code: Annotated[str | None, typer.Option(help="only those of this project")] = None,
    last: Annotated[int, typer.Option(min=1, max=1_000, help="how many")] = 50,
    as_json: options.AsJson = False,
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
