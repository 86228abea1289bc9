"""Print lists, versions and differences: as text lines, or as one JSON object."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import typer
from rich.table import Table

from disposal.cli.console.answers import console
from disposal.models.lists.restricted_list import RestrictedList, RestrictedListRead
from disposal.models.lists.version import ListVersion
from disposal.services.list_import.list_import import ImportResult
from disposal.services.list_import.staging import NumberConflict
from disposal.services.lists.differences import Action, Counts, EntryDifference
from notices.dates import SHANGHAI

_SIGNS = {Action.added: ("+", typer.colors.GREEN), Action.removed: ("-", typer.colors.RED),
          Action.changed: ("~", typer.colors.YELLOW)}  # fmt: skip


def result_as_json(result: ImportResult, *, is_dry: bool) -> dict[str, Any]:
    """Return the result of an import or a dry run."""
    return {
        "list": result.restricted_list.code,
        "version": result.version_no,
        "is_dry_run": is_dry,
        "rows": result.rows,
        "refused": result.refused_count,
        "repeated": result.repeated,
        "entries": result.standing,
        **counts_as_json(result.counts),
        "columns": result.columns.headings,
        "columns_ignored": list(result.columns.ignored),
        "sha256": result.version.file_sha256 if result.version else None,
        "notes": [{"zh": note.zh, "en": note.en} for note in result.notes],
        "differences": [difference.as_json() for difference in result.differences],
        "numbers_under_two_names": [
            {"number": each.number, "names": list(each.names), "rows": list(each.rows)} for each in result.conflicts
        ],
    }


def _print_conflicts(conflicts: Sequence[NumberConflict]) -> None:
    """Warn about numbers with two names: one of the names, or one of the numbers, is wrong."""
    for each in conflicts:
        rows = "、".join(map(str, each.rows))
        typer.secho(
            f"号码 {each.number} 列于多个名称：{'；'.join(each.names)}（第{rows}行），请核对 · "
            f"one number under {len(each.names)} names (row {rows.replace('、', ', ')}); check it",
            fg=typer.colors.YELLOW,
        )


def counts_as_json(counts: Counts) -> dict[str, int]:
    """Return the numbers of differing entries."""
    return {"added": counts.added, "removed": counts.removed, "changed": counts.changed}


def print_result(result: ImportResult, *, is_dry: bool) -> None:
    """Print the result of an import or a dry run."""
    title, number = result.restricted_list.title, result.version_no
    if is_dry:
        typer.echo(f"试运行，未写入任何内容：《{title}》将成为第{number}版")
        typer.echo(f"dry run, nothing was written: this would be version {number} of {result.restricted_list.code}")
    else:
        typer.echo(f"《{title}》第{number}版已导入 · version {number} of {result.restricted_list.code} imported")
    typer.echo(
        f"读取 rows {result.rows:,}  有误 refused {result.refused_count:,}  重复 repeated {result.repeated:,}  "
        f"在列 entries {result.standing:,}"
    )
    print_counts(result.counts)
    taken = "，".join(f"{field}={heading}" for field, heading in result.columns.headings.items())
    typer.echo(f"列对应 columns {taken}")
    if result.columns.ignored:
        typer.echo(f"未导入的列 columns not taken over: {'、'.join(result.columns.ignored)}")
    for note in result.notes:
        typer.secho(f"{note.zh} · {note.en}", fg=typer.colors.YELLOW)
    _print_conflicts(result.conflicts)
    print_differences(result.differences, result.counts)


def print_counts(counts: Counts) -> None:
    """Print the numbers of differing entries."""
    typer.echo(f"新增 added {counts.added:,}  移除 removed {counts.removed:,}  变更 changed {counts.changed:,}")


def print_differences(differences: Sequence[EntryDifference], counts: Counts) -> None:
    """Print one line per difference, for a changed entry also each field; then the number not shown."""
    for each in differences:
        sign, colour = _SIGNS[each.action]
        facts = each.after or each.before or {}
        place = f" {facts['employer']}" if facts["employer"] else ""
        typer.secho(f"{sign} {each.name} {each.number}{place}".rstrip(), fg=colour)
        for field, (before, after) in each.changes.items():
            typer.echo(f"    {field}: {_words(before)} → {_words(after)}")
    printed = Counter(each.action.value for each in differences)
    more = {
        Action[kind]: count - printed[kind] for kind, count in counts_as_json(counts).items() if count > printed[kind]
    }
    if more:
        zh = "、".join(f"{action.zh} {count:,}" for action, count in more.items())
        en = ", ".join(f"{count:,} more {action.value}" for action, count in more.items())
        typer.echo(f"… 未列出 {zh} · {en}; --show N 可列出更多 lists more")


def version_as_json(version: ListVersion) -> dict[str, Any]:
    """Return a version as JSON values."""
    return version.model_dump(mode="json", exclude={"id", "created_at", "restricted_list_id"})


def list_as_json(restricted_list: RestrictedList, newest: ListVersion | None) -> dict[str, Any]:
    """Return a list with its newest version as JSON values."""
    shown = {*RestrictedListRead.model_fields} - {"id", "created_at"}
    answer = restricted_list.model_dump(mode="json", include=shown)
    return answer | {"newest_version": version_as_json(newest) if newest else None}


def print_versions(restricted_list: RestrictedList, versions: list[ListVersion]) -> None:
    """Print the versions of one list as a table."""
    typer.echo(f"《{restricted_list.title}》 {restricted_list.code} · {restricted_list.title_en}")
    table = Table(
        "版本", "导入时间 imported", "导入人 by", "文件 file", "sha256", "有效期 valid", "在列 entries", "+", "-", "~"
    )
    for each in versions:
        table.add_row(
            str(each.version_no),
            f"{each.imported_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}",
            each.imported_by,
            each.file_name,
            each.file_sha256[:12],
            f"{each.valid_from or ''}–{each.valid_until or ''}",
            f"{each.entry_count:,}",
            f"{each.added_count:,}",
            f"{each.removed_count:,}",
            f"{each.changed_count:,}",
        )
    console().print(table)


def print_lists(lists: Iterable[tuple[RestrictedList, ListVersion | None]]) -> None:
    """Print every list as a table, each with its newest version."""
    table = Table(
        "代码 code", "名称 title", "限制类别 limbs", "归口部门 owner", "版本", "在列 entries", "有效期至 until"
    )
    for each, newest in lists:
        table.add_row(
            each.code,
            each.title,
            "、".join(limb.zh for limb in each.limbs),
            each.owner,
            str(newest.version_no) if newest else "—",
            f"{newest.entry_count:,}" if newest else "—",
            str(newest.valid_until or "") if newest else "",
        )
    console().print(table)


def _words(value: object) -> str:
    if isinstance(value, list):
        return "、".join(value) or "—"
    return "—" if value is None else str(value)
