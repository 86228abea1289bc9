"""`disposal list`: open a restricted list, import a sheet as its next version, show versions and differences."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from disposal.cli.console.actor import acting
from disposal.cli.console.answers import parse_pairs, print_json, refusals_as_json, tell
from disposal.cli.console.sessions import reading_session, writing_session
from disposal.cli.lists import options
from disposal.cli.lists.output import (
    counts_as_json,
    list_as_json,
    print_counts,
    print_differences,
    print_lists,
    print_result,
    print_versions,
    result_as_json,
    version_as_json,
)
from disposal.cli.lists.progress import import_progress
from disposal.cli.screening.again import print_again, screen_due
from disposal.models.lists.restricted_list import RestrictedListCreate
from disposal.models.lists.version import ImportMode
from disposal.registry.due_publications import open_register
from disposal.services.list_import.key_store import reindex
from disposal.services.list_import.list_import import ImportRequest, Listeners, import_list, preview_import
from disposal.services.list_import.wrong_rows import wrong_row_sheet
from disposal.services.lists.restricted_lists import all_lists, change_list, list_with_code, open_list
from disposal.services.lists.versions import (
    count_differences,
    current_version,
    differences,
    standing_count,
    version_of,
    versions,
)
from disposal.services.records.dates import today_in_china
from disposal.services.records.validation import read
from disposal.services.sheets.sheet import SheetOptions
from disposal.settings import get_settings

list_app = typer.Typer(
    name="list", help="受限名单 · Restricted lists: import, versions, differences.", no_args_is_help=True
)


@list_app.command("open")
def open_(
    context: typer.Context,
    code: options.ListCode,
    title: options.Title,
    title_en: options.EnglishTitle,
    owner: options.Owner,
    limb: options.Limb,
    provenance: options.Provenance = "",
    kind: options.Kind = None,
    public: options.Public = False,
    loose_masks: options.LooseMasks = False,
    as_json: options.AsJson = False,
) -> None:
    """登记一份名单 · Open a list; its entries come by import.

    Example: disposal list open staff --title 员工名册 --title-en "our staff" --owner 合规部 --limb amc_staff
    """
    values = {
        "code": code, "title": title, "title_en": title_en, "owner": owner, "limbs": limb,
        "provenance": provenance or None, "entry_kind": kind, "is_public": public, "is_mask_exact": not loose_masks,
    }  # fmt: skip
    with writing_session(context, as_json=as_json) as session:
        row = open_list(session, read(RestrictedListCreate, values))
    tell(list_as_json(row, None), f"名单已登记 · opened: {row.code}《{row.title}》", as_json=as_json)


@list_app.command("change")
def change(
    context: typer.Context,
    code: options.ListCode,
    values: options.Values,
    reason: options.Reason,
    as_json: options.AsJson = False,
) -> None:
    """更改名单信息 · Change what a list is; its versions stay as they were imported.

    Example: disposal list change staff is_public=true limbs=amc_staff,deal_professional --reason 名册已公开
    """
    pairs = parse_pairs(values, "is_public=true")
    changes = {field: value.split(",") if field == "limbs" else value or None for field, value in pairs.items()}
    with writing_session(context, as_json=as_json) as session:
        row = change_list(session, code, changes, reason=reason)
        answer = list_as_json(row, current_version(session, row))
    tell(answer, f"名单已更改 · changed: {row.code}《{row.title}》", as_json=as_json)


@list_app.command("import")
def import_(
    context: typer.Context,
    file: options.SheetFile,
    code: options.OfList,
    provenance: options.Provenance = "",
    map_: options.Mapping = None,
    valid_from: options.Day = None,
    valid_until: options.Day = None,
    add: options.Add = False,
    sheet: options.SheetName = None,
    header_row: options.HeaderRow = None,
    encoding: options.Encoding = None,
    errors: options.ErrorsOut = None,
    accept_errors: options.AcceptErrors = 0,
    dry_run: options.DryRun = False,
    show: options.Show = 20,
    as_json: options.AsJson = False,
) -> None:
    """导入名单 · Import a sheet as the next version of a list, whole or not at all.

    Example: disposal list import 名册.xlsx --list staff --provenance 人事处2026-11 --errors wrong.xlsx --dry-run
    """
    if accept_errors and errors is None:
        message = (
            "写 --accept-errors 时须同时写 --errors 文件名，以免遗漏的行丢失 · "
            "--accept-errors needs --errors OUT, so that the rows left out are not lost"
        )
        raise typer.BadParameter(message)
    mode = ImportMode.addition if add else ImportMode.replacement
    request = ImportRequest(
        list_code=code, path=file, provenance=provenance, valid_from=valid_from, valid_until=valid_until, mode=mode,
        mapping=parse_pairs(map_ or [], "name=姓名"), options=SheetOptions(sheet, header_row, encoding),
        accept_errors=accept_errors, listed=show,
    )  # fmt: skip
    with refusals_as_json(as_json):
        _import(context, request, errors=errors, is_dry=dry_run, as_json=as_json)


def _import(
    context: typer.Context, request: ImportRequest, *, errors: Path | None, is_dry: bool, as_json: bool
) -> None:
    """Run an import or a dry run and print the result."""
    act = preview_import if is_dry else import_list
    with open_register(get_settings()) as database:
        with _listeners(errors) as listeners, database.session(acting(context)) as session:
            result = act(session, request, listeners)
        done, failures = screen_due(database, acting(context), on=today_in_china()) if not is_dry else ([], [])
    if as_json:
        again = [str(each.screening_id) for each in done]
        print_json(result_as_json(result, is_dry=is_dry) | {"screened_again": again})
    else:
        print_result(result, is_dry=is_dry)
        print_again(done, failures, is_quiet=True)


@list_app.command("versions")
def versions_(context: typer.Context, code: options.SomeListCode = None, as_json: options.AsJson = False) -> None:
    """名单版本 · Show the versions of a list, or every list with its newest version.

    Example: disposal list versions staff
    """
    with reading_session(context, "lists.read", as_json=as_json) as session:
        if code is None:
            rows = [(each, current_version(session, each)) for each in all_lists(session)]
            if as_json:
                print_json({"lists": [list_as_json(*row) for row in rows]})
            else:
                print_lists(rows)
            return
        restricted_list = list_with_code(session, code)
        found = versions(session, restricted_list)
        if as_json:
            newest = found[-1] if found else None
            answer = list_as_json(restricted_list, newest)
            print_json(answer | {"versions": [version_as_json(each) for each in found]})
        else:
            print_versions(restricted_list, found)


@list_app.command("diff")
def diff(
    context: typer.Context,
    code: options.ListCode,
    since: options.Since = None,
    until: options.Until = None,
    show: options.Show = 1000,
    as_json: options.AsJson = False,
) -> None:
    """版本差异 · Show what sets two versions of a list apart: who was added, removed, changed.

    Example: disposal list diff staff --from 1 --to 3 --json
    """
    with reading_session(context, "lists.read", as_json=as_json) as session:
        restricted_list = list_with_code(session, code)
        newest = current_version(session, restricted_list)
        last = until if until is not None else newest.version_no if newest else 1
        first = since if since is not None else last - 1
        _check_order(first, last)
        ends = [version_of(session, restricted_list, number) if number else None for number in (first, last)]
        counts = count_differences(session, restricted_list, since=first, until=last)
        found = list(differences(session, restricted_list, since=first, until=last, most=show))
    if as_json:
        sizes = {"entries_before": standing_count(ends[0]), "entries_after": standing_count(ends[1])}
        answer = {"list": code, "from": first, "to": last, **sizes, **counts_as_json(counts)}
        print_json(answer | {"differences": [each.as_json() for each in found]})
    else:
        typer.echo(f"《{restricted_list.title}》 {first} → {last}")
        print_counts(counts)
        print_differences(found, counts)


@list_app.command("reindex")
def reindex_(context: typer.Context, as_json: options.AsJson = False) -> None:
    """重建检索键 · Make the look-up keys of every list anew, as a new release of name matching needs.

    Example: disposal list reindex
    """
    with writing_session(context, as_json=as_json) as session:
        done = reindex(session, lambda code, count: typer.echo(f"{code} {count:,}", err=True))
    tell({"reindexed": done}, f"已重建 · reindexed: {', '.join(done) or '—'}", as_json=as_json)


def _check_order(first: int, last: int) -> None:
    if first >= last:
        message = f"--from {first} 须早于 --to {last} · --from {first} is not before --to {last}"
        raise typer.BadParameter(message)


@contextmanager
def _listeners(errors: Path | None) -> Iterator[Listeners]:
    """Yield the callbacks of an import: the progress display, and the file of wrong rows if requested."""
    with import_progress() as show:
        if errors is None:
            yield Listeners(on_progress=show)
            return
        with wrong_row_sheet(errors) as sheet:
            try:
                yield Listeners(sheet.on_columns, sheet.on_wrong_row, show)
            finally:
                if sheet.count:
                    typer.echo(f"{sheet.count:,} 行有误，写入 wrong rows written to: {errors}", err=True)
