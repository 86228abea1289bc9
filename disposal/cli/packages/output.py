"""Print previews and imports of packages."""

import typer
from rich.table import Table

from disposal.cli.console.answers import SEVERITY_COLOURS, console
from disposal.services.package_import.imports import ListedImport
from disposal.services.package_import.preview import NAMED_BY, PackagePreview, counted_words
from disposal.services.package_workbook.problems import CellProblem
from notices.dates import SHANGHAI


def print_preview(preview: PackagePreview, *, most: int) -> None:
    """Print what an import would do, and each problem by its cell."""
    place = f"新建项目 {preview.project_code}" if preview.creates_project else f"项目 {preview.project_code}"
    typer.echo(
        f"试导入，未写入任何内容 · dry run, nothing was stored: {preview.file_name} → {place}（{preview.issuer}）"
    )
    typer.echo(f"将新增 creates  {counted_words(preview.counts) or '—'}")
    typer.echo(
        f"已有主体 matched {len(preview.matched):,}  补充资料 filled in {len(preview.changed):,}  "
        f"无证件号码的自然人 persons without number {preview.persons_without_number:,}  "
        f"示例行 examples {preview.examples}"
    )
    for match in preview.matched[:most]:
        filled = f"，补充 fills in {'、'.join(sorted(match.filled))}" if match.filled else ""
        typer.echo(f"  {match.place} {match.name}（按{NAMED_BY[match.by]}）{filled}")
    for problem in preview.problems[:most]:
        _print_problem(problem)
    if len(preview.problems) > most:
        more = len(preview.problems) - most
        typer.echo(f"… 另有{more:,}处 · {more:,} more; --errors OUT.xlsx lists all")
    typer.echo(f"须更正 errors {len(preview.refusals):,}  请核对 warnings {len(preview.warnings):,}")


def _print_problem(problem: CellProblem) -> None:
    colour = SEVERITY_COLOURS["blocker" if problem.is_refusal else "warning"]
    heading = f"（{problem.heading}）" if problem.heading else ""
    typer.secho(f"{problem.place}{heading} {problem.zh}\n  {problem.en}", fg=colour)


def print_import(listed: ListedImport) -> None:
    """Print what an import made; its id goes to standard output alone."""
    row = listed.row
    typer.echo(str(row.id))
    typer.echo(f"已导入 imported: {row.file_name} → {row.project_code}（{listed.issuer_code}）", err=True)
    typer.echo(counted_words(row.counts), err=True)
    if row.changed:
        typer.echo(f"已补充资料的主体 parties filled in: {len(row.changed)}", err=True)


def print_imports(rows: list[ListedImport]) -> None:
    """Print imports as a table."""
    if not rows:
        typer.echo("尚无导入；模板见 disposal package template · no import yet; see disposal package template")
        return
    table = Table("编号 id", "项目 project", "文件 file", "状态 state", "债权 claims", "导入人 by", "时间 at", "sha256")
    for each in rows:
        row = each.row
        at = (row.imported_at or row.created_at).astimezone(SHANGHAI)
        table.add_row(
            str(row.id),
            f"{each.issuer_code}/{row.project_code}",
            row.file_name,
            row.state.zh,
            f"{row.counts.get('claim', 0):,}",
            row.imported_by or row.staged_by,
            f"{at:%Y-%m-%d %H:%M}",
            row.file_sha256[:12],
        )
    console().print(table)
