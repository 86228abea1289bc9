"""The options of `disposal package`, and how they are read."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from disposal.cli.console.inputs import values_in
from disposal.cli.console.outputs import write_outputs
from disposal.cli.lists.progress import import_progress
from disposal.services.package_import.facts import PackageFacts
from disposal.services.package_import.package_import import PackageListeners
from disposal.services.package_import.plan import PackagePlan
from disposal.services.package_import.wrong_rows import wrong_rows_workbook
from disposal.services.package_workbook.book import PackageBook
from disposal.services.records.validation import below, read
from disposal.services.sheets.errors import SheetMissing

_FACTS_HELP = (
    "what the workbook does not say: issuer_code, project_code, project_name, book_value, record_date …; under notice "
    "what its notice says beside the claims; - is standard input"
)

AsJson = Annotated[bool, typer.Option("--json", help="print one JSON object")]
Workbook = Annotated[Path, typer.Argument(metavar="FILE", help="a filled workbook (.xlsx)")]
Facts = Annotated[Path | None, typer.Option(metavar="FACTS", help=_FACTS_HELP)]
ProjectCode = Annotated[str, typer.Option(help="the project, on record or new; else that of FACTS")]
IssuerCode = Annotated[str, typer.Option(help="the issuer; else that of FACTS")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="say what would be done; store nothing")]
ErrorsOut = Annotated[
    Path | None,
    typer.Option(dir_okay=False, metavar="OUT", help="write the rows with problems and their reasons (.xlsx)"),
]
Show = Annotated[int, typer.Option(min=0, help="how many problems and matches to spell out")]
TemplateOut = Annotated[
    Path, typer.Option(dir_okay=False, metavar="OUT", help="where to write the workbook; - is standard output")
]
ImportId = Annotated[str, typer.Argument(metavar="IMPORT", help="id of the import, or its last characters")]
Reason = Annotated[str, typer.Option(help="why; stands in the audit trail")]


def facts_of(path: Path | None, *, issuer_code: str, project_code: str) -> PackageFacts:
    """Return the facts of a file, with the codes of the command in front. Raises: UnreadableContent, InvalidRecord."""
    values: dict[str, Any] = dict(values_in(path)) if path else {}
    values |= {"issuer_code": issuer_code} if issuer_code else {}
    values |= {"project_code": project_code} if project_code else {}
    with below("facts"):
        return read(PackageFacts, values)


def bytes_in(path: Path) -> bytes:
    """Return the bytes of a file. Raises: SheetMissing."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise SheetMissing(path, error) from None


@contextmanager
def listeners_of(errors: Path | None) -> Iterator[PackageListeners]:
    """Yield the callbacks of an import: the progress display, and the workbook of wrong rows if requested."""

    def write(book: PackageBook, plan: PackagePlan) -> None:
        data = wrong_rows_workbook(book, plan) if errors else None
        if errors is not None and data is not None:
            write_outputs([(errors, data)])
            typer.echo(f"有问题的行已写入 · rows with problems written to: {errors}", err=True)

    with import_progress() as show:
        yield PackageListeners(show, write)
