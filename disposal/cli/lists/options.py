"""The options of `disposal list` with their help."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from disposal.cli.console.answers import parse_day
from disposal.cli.console.choices import code_of, metavar_of
from disposal.services.sheets.sheet import TextEncoding
from notices.codes import PartyKind
from notices.content.limbs import LimbCode

AsJson = Annotated[bool, typer.Option("--json", help="print one JSON object")]
Show = Annotated[int, typer.Option("--show", min=0, max=100_000, help="how many differences of each kind to spell out")]
Day = Annotated[date | None, typer.Option(parser=parse_day, metavar="DATE")]
ListCode = Annotated[str, typer.Argument(metavar="CODE", help="small letters, digits, hyphens: civil_servants")]
SomeListCode = Annotated[str | None, typer.Argument(metavar="CODE", help="one list; empty: all, with their newest")]

Title = Annotated[str, typer.Option(help="浙江省公务员名册")]
EnglishTitle = Annotated[str, typer.Option(help="the same in English")]
Owner = Annotated[str, typer.Option(help="the department that answers for it")]
Limb = Annotated[
    list[LimbCode],
    typer.Option(
        parser=code_of(LimbCode),
        metavar=metavar_of(LimbCode),
        help="a barred category it serves, such as 公务员; may be repeated",
    ),
]
Provenance = Annotated[str, typer.Option(help="where it comes from; of a file, empty: as entered with the list")]
Kind = Annotated[
    PartyKind | None,
    typer.Option(
        parser=code_of(PartyKind), metavar=metavar_of(PartyKind), help="what an entry is where its row does not say"
    ),
]
Public = Annotated[bool, typer.Option("--public", help="digits and characters may be hidden")]
LooseMasks = Annotated[bool, typer.Option("--loose-masks", help="one * may hide several characters: 张* for 张小三")]
Values = Annotated[list[str], typer.Argument(metavar="FIELD=VALUE...", help="is_public=true title=员工名册 owner=")]
Reason = Annotated[str, typer.Option(help="why; stands in the audit trail")]

SheetFile = Annotated[Path, typer.Argument(metavar="FILE", help="CSV (UTF-8, GBK) or Excel (.xlsx, .xls)")]
OfList = Annotated[str, typer.Option("--list", metavar="CODE", help="the list it is a version of")]
Mapping = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="FIELD=HEADING", help="name=姓名, number=证件号, remark= for none"),
]
Add = Annotated[bool, typer.Option("--add", help="the file holds additions only; whoever stands stays")]
SheetName = Annotated[str | None, typer.Option("--sheet", help="which sheet of a workbook")]
HeaderRow = Annotated[int | None, typer.Option(min=1, help="row of the headings; else the first filled row")]
Encoding = Annotated[TextEncoding | None, typer.Option(help="of a CSV; else found out")]
ErrorsOut = Annotated[
    Path | None, typer.Option(dir_okay=False, metavar="OUT", help="write wrong rows with reasons: .csv or .xlsx")
]
AcceptErrors = Annotated[int, typer.Option(min=0, help="import the rest where no more rows than that are wrong")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="say what would change; write nothing")]
Since = Annotated[int | None, typer.Option("--from", min=0, help="earlier version; else the one before --to")]
Until = Annotated[int | None, typer.Option("--to", min=1, help="later version; else the newest")]
