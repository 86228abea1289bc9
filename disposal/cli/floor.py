"""`disposal floor`: the latest lawful publication before a review meeting, and the reverse."""

from datetime import date
from decimal import Decimal
from typing import Annotated

import typer
from rich.table import Table

from disposal.cli.console.answers import console, days_table, operator_calendar, parse_day, print_json, refusals_as_json
from disposal.cli.console.choices import IssuerKindOption
from disposal.cli.console.yuan import parse_yuan
from disposal.services.public.floor_calculator import FloorAnswer, FloorQuery, floor_for
from notices.dates import ONE_DAY, dated, dated_zh
from notices.law.floor import Floor
from notices.law.issuers import Binding
from notices.law.supervision import SupervisoryCheck

_PUBLICATION = ("最迟刊登日，不计入", "latest lawful publication, not counted")
_ASKED = ("所问刊登日；", "the publication asked about; ")
_REVIEW = ("审核日，不计入", "day of the review, not counted")


def floor(
    book_value: Annotated[Decimal, typer.Option(parser=parse_yuan, metavar="YUAN", help="book value of the asset")],
    review: Annotated[date | None, typer.Option(parser=parse_day, metavar="DATE", help="day of the review")] = None,
    published: Annotated[
        date | None, typer.Option(parser=parse_day, metavar="DATE", help="day the notice was or will be published")
    ] = None,
    issuer_kind: IssuerKindOption = None,
    explain: Annotated[bool, typer.Option("--explain", help="list every day between")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="answer as JSON")] = False,
    provisional: Annotated[
        bool, typer.Option("--provisional", help="answer from weekends and statutory holidays where a year is missing")
    ] = False,
) -> None:
    """法定公告期限 · Find the latest lawful publication before a review, or the earliest review after a publication.

    With both dates it answers whether the notice was early enough, with status 1 where it was not; status 0 where the
    kind of issuer is one that the law does not bind. PUBLISHED is the latest placement that the tier requires.

    Example: disposal floor --book-value 193474338.54 --review 2022-09-01 --published 2022-08-03
    """
    if review is None and published is None:
        message = "请写 --review 或 --published，也可两个都写 · give --review, --published, or both"
        raise typer.BadParameter(message)
    query = FloorQuery(
        book_value=book_value,
        review_on=review,
        published_on=published,
        issuer_kind=issuer_kind,
        provisional=provisional,
    )
    with refusals_as_json(as_json):
        answer = floor_for(query, operator_calendar())
    if as_json:
        print_json(answer.as_json())
    else:
        _print_floor(answer)
        if explain:
            reason = answer.floor.convention
            typer.echo(f"口径 {reason.code}：{reason.zh}；{reason.reason}\n{reason.en}: {reason.reason_en}")
            console().print(_table(answer.floor, answer.published_on))
    if answer.is_late:
        raise typer.Exit(1)


def _print_floor(answer: FloorAnswer) -> None:
    found = answer.floor
    for line in _verdict(answer):
        typer.echo(line)
    first, last = found.working_days[0], found.working_days[-1]
    typer.echo(f"档次 tier    {found.tier.words}\n             {found.tier.words_en}")
    typer.echo(f"媒体 medium  {found.medium.zh}\n             {found.medium.en}")
    typer.echo(f"适用 applies {found.applies}\n             {found.applies_en}")
    typer.echo(f"规则 rule    {found.rule}\n             {found.rule_en}")
    typer.echo(f"起算 from    {found.counted_from}\n             {found.counted_from_en}")
    typer.echo(f"计入 counted {dated(first)} … {dated(last)}: {len(found.working_days)}")
    typer.echo(f"依据 source  {found.source.with_kind}")
    if found.provisional:
        typer.echo(f"暂定：{found.provisional.because}\nprovisional: {found.provisional.because_en}")
    _print_checks(answer.checks)


def _print_checks(checks: tuple[SupervisoryCheck, ...]) -> None:
    for check in checks:
        source = check.rule.source
        typer.echo(f"另核 beside  {source.citation}（{check.whom}）：{check.rule.zh}；{check.ends}")
        typer.echo(f"             {source.citation_en} ({check.whom_en}): {check.rule.en}; {check.ends_en}")
        for demand in check.demands:
            typer.echo(f"             {demand.zh} · {demand.en}")


def _verdict(answer: FloorAnswer) -> tuple[str, str]:
    found, published = answer.floor, answer.published_on
    if published is not None and answer.asked_review_on is not None:
        return found.verdict(published)
    if published is not None:
        return (
            f"公告于{dated_zh(published)}刊登的，审核会议最早可于{dated_zh(found.review_on)}召开",
            f"for a notice published on {dated(published)} the review body may meet on {dated(found.review_on)} "
            "at the earliest",
        )
    latest, late = found.latest_publication_on, found.latest_publication_on + ONE_DAY
    if found.binding is not Binding.binds:
        return (
            f"参照最迟刊登日 {dated_zh(latest)}：当日或之前刊登即符合参照期限，{dated_zh(late)}刊登则迟于参照期限",
            f"latest publication to compare with {dated(latest)}: a notice published on or before that day was early "
            f"enough, one on {dated(late)} was not",
        )
    return (
        f"最迟合法刊登日 {dated_zh(latest)}：当日或之前刊登即符合期限，{dated_zh(late)}刊登则迟于期限",
        f"latest lawful publication {dated(latest)}: a notice published on or before that day was early enough, "
        f"one on {dated(late)} was not",
    )


def _table(found: Floor, published: date | None) -> Table:
    table = days_table()
    latest = found.latest_publication_on
    table.title = f"按最迟刊登日{dated_zh(latest)}计算 · from the latest lawful publication, {dated(latest)}"
    ordinal = 0
    for day in found.days:
        is_end = day.date in {latest, found.review_on}
        is_counted = day.is_working and not is_end
        ordinal += is_counted
        words = (_REVIEW if day.date == found.review_on else _PUBLICATION) if is_end else (day.because, day.because_en)
        if day.date == published:
            words = (_ASKED[0] + words[0], _ASKED[1] + words[1])
        style = "bold" if is_end or day.date == published else None if day.is_working else "dim"
        table.add_row(dated(day.date), str(ordinal) if is_counted else "—", *words, style=style)
    return table
