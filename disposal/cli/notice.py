"""`disposal notice`: schema, check and rendering of a content file without storing it; published notices."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated

import typer

from disposal.cli.console.answers import SEVERITY_COLOURS, operator_calendar, parse_day, print_json, refusals_as_json
from disposal.cli.console.choices import IssuerKindOption, code_of, metavar_of
from disposal.cli.console.inputs import content_in
from disposal.cli.console.outputs import STANDARD, write_outputs
from disposal.cli.console.yuan import parse_yuan
from disposal.cli.filings.case_files import notice_file
from disposal.cli.notices.checking import checked, facts_in
from disposal.cli.notices.published import list_notices, show_notice, withdraw_notice
from disposal.cli.notices.reports import print_report
from disposal.cli.notices.versions import diff
from disposal.settings import get_settings
from notices.codes import MediumKind
from notices.completeness import CompletenessFacts
from notices.completeness.texts import PERSONAL, RESIDENT_ID
from notices.composition.composition import compose, title_of
from notices.composition.missing_glyphs import naming_the_field
from notices.content.content import NoticeContent
from notices.content.counted_windows import resolve
from notices.dates import dated, dated_zh
from notices.kinds import kind_of
from notices.privacy.public_form import public_form
from notices.reading import InvalidContent
from notices.reading.json_schema import SCHEMA_NAME, schema_file
from notices.reading.starting_file import starting_file
from notices.rendering.html import render_html
from notices.rendering.plain import render_text

notice_app = typer.Typer(
    name="notice",
    help="公告 · A file's content: schema, check, render. Published notices: list, show, diff, withdraw.",
    no_args_is_help=True,
)
notice_app.command("list")(list_notices)
notice_app.command("show")(show_notice)
notice_app.command("withdraw")(withdraw_notice)
notice_app.command("diff")(diff)
notice_app.command("file")(notice_file)

ContentFile = Annotated[Path, typer.Argument(help="content as TOML, YAML or JSON; - is standard input", metavar="FILE")]
Output = Annotated[Path | None, typer.Option(dir_okay=False, metavar="OUT")]


@notice_app.command("schema")
def print_schema(
    of: Annotated[str, typer.Argument(metavar="KIND", help="notice, facts, package-facts or dossier")] = "notice",
) -> None:
    """输出公告内容的 JSON Schema · Print the JSON Schema (draft 2020-12) of a notice's content, or of another file.

    Example: disposal notice schema > notice.schema.json
    """
    from disposal.services.staff_records.file_schemas import SCHEMAS, schema_text

    if of not in SCHEMAS:
        message = f"“{of}”不是可用的种类；应为以下之一：{'、'.join(SCHEMAS)} · {of!r} is none of {', '.join(SCHEMAS)}"
        raise typer.BadParameter(message, param_hint="KIND")
    typer.echo(schema_text(of), nl=False)


AmendedFile = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="what the notice it amends says today: an extension is held to its rule"),
]
ChosenMedia = Annotated[
    list[MediumKind] | None,
    typer.Option(
        parser=code_of(MediumKind),
        metavar=metavar_of(MediumKind),
        help="medium chosen, where no placement is recorded yet; may be repeated",
    ),
]


@notice_app.command("new")
def new(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="disposal, correction, supplement, extension, …")],
    schema: Annotated[
        str,
        typer.Option(
            metavar="ADDRESS",
            help="address or file of the JSON Schema by which editors complete the file and explain its fields; "
            "default: on the public site, or where that is this machine, the file that came with this program",
        ),
    ] = "",
) -> None:
    """输出起草文件 · Print a commented starting file in Chinese: what must be filled in, what may be.

    Example: disposal notice new disposal > mine.toml
    """
    typer.echo(starting_file(kind_of(kind), schema=schema or _schema_address()), nl=False)


@notice_app.command("check")
def check_file(
    file: ContentFile,
    book_value: Annotated[
        Decimal | None, typer.Option(parser=parse_yuan, metavar="YUAN", help="book value of the whole asset")
    ] = None,
    review: Annotated[
        date | None, typer.Option(parser=parse_day, metavar="DATE", help="day the review body meets")
    ] = None,
    exempt: Annotated[str, typer.Option(metavar="REASON", help="why no notice period binds")] = "",
    medium: ChosenMedia = None,
    issuer_kind: IssuerKindOption = None,
    facts: Annotated[
        Path | None,
        typer.Option(metavar="FACTS", help="what the notice does not say, as project enter takes it"),
    ] = None,
    amended: AmendedFile = None,
    as_json: Annotated[bool, typer.Option("--json", help="answer as JSON")] = False,
) -> None:
    """检查公告内容能否录入和发布 · Check a content: status 0 where nothing blocks its entry and publication, else 1.

    Example: disposal notice check notice.toml --facts facts.toml --book-value 193474338.54 --review 2022-09-01
    """
    read = content_in if as_json else _read
    with refusals_as_json(as_json):
        content = read(file)
        known = CompletenessFacts(
            book_value,
            review,
            exempt.strip() or None,
            tuple(medium or ()),
            amended=read(amended) if amended else None,
            issuer_kind=issuer_kind,
        )
        report = checked(content, known, intake=facts_in(facts) if facts else None)
    if as_json:
        print_json({"title": title_of(public_form(content).content), **report.as_json()})
    else:
        print_report(title_of(public_form(content).content), report)
    if not report.is_publishable:
        raise typer.Exit(1)


@notice_app.command("render")
def render(
    file: ContentFile,
    pdf: Output = None,
    text: Output = None,
    html: Output = None,
    url: Annotated[str | None, typer.Option(help="public page, printed as a QR code", metavar="URL")] = None,
) -> None:
    """生成公告的 PDF、文本和网页 · Set a content as PDF, text and HTML; the window is counted, nothing is stored.

    Example: disposal notice render notice.toml --pdf notice.pdf --text notice.txt
    """
    if not (pdf or text or html):
        message = "请至少写 --pdf、--text、--html 中的一个 · give at least one of --pdf, --text, --html"
        raise typer.BadParameter(message)
    stated = resolve(_read(file), operator_calendar())
    _warn_of_blockers(stated)
    content = public_form(stated).content
    document = compose(content, public_url=url)
    outputs: list[tuple[Path, bytes]] = []
    with naming_the_field(content):
        if pdf:
            from notices.rendering.pdf import render_pdf

            outputs.append((pdf, render_pdf(document, canonical_json=content.canonical_json())))
        if text:
            outputs.append((text, render_text(document).encode()))
        if html:
            outputs.append((html, render_html(document).encode()))
    write_outputs(outputs, is_public=True)
    if any(path == STANDARD for path, _ in outputs):
        return
    for path, data in outputs:
        typer.echo(f"{path}  {len(data):,} bytes")
    if content.window and content.window.ends_on:
        end, is_provisional = content.window.ends_on, content.window.is_provisional
        typer.echo(f"公告期最后一日 {dated_zh(end)}{'（暂定）' if is_provisional else ''}")
        typer.echo(f"last day of the window: {dated(end)}{' (provisional)' if is_provisional else ''}")


def _schema_address() -> str:
    """Return where an editor finds the schema: on the public site, or offline in this program's own file."""
    site = get_settings()
    return schema_file().as_uri() if site.is_local else f"{site.public_base_url}/schemas/{SCHEMA_NAME}"


def _read(file: Path) -> NoticeContent:
    """Read a content; if it is invalid, print each problem on its own line and exit with status 1."""
    try:
        return content_in(file)
    except InvalidContent as error:
        for problem in error.problems:
            typer.secho(problem.line, err=True, fg=typer.colors.RED)
        raise typer.Exit(1) from error


def _warn_of_blockers(content: NoticeContent) -> None:
    """Print to stderr what blocks the publication of the rendered draft."""
    blockers = checked(content).blockers
    for finding in blockers:
        line = f"{finding.severity.zh} {finding.severity.en} [{finding.field}] {finding.zh}\n  {finding.en}"
        typer.secho(line, err=True, fg=SEVERITY_COLOURS[finding.severity])
    if any(finding.code in {RESIDENT_ID, PERSONAL} for finding in blockers):
        raise typer.Exit(1)
