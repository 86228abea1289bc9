"""`disposal notice list|show|withdraw`: notices in the register.

Database modules are imported inside the functions. Without them, the commands on files start three times as fast.
"""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from disposal.cli.console.answers import operator_calendar, parse_day, print_json, refusals_as_json
from disposal.settings import get_settings

if TYPE_CHECKING:
    from sqlmodel import Session

    from disposal.models.publication.notice import Notice

Number = Annotated[str, typer.Argument(metavar="NUMBER", help="number of the published notice")]
AsJson = Annotated[bool, typer.Option("--json", help="print one JSON object")]


def list_notices(
    last: Annotated[int, typer.Option("--last", min=1, max=10_000, help="how many, the newest")] = 50,
    as_json: AsJson = False,
) -> None:
    """公告一览 · List the published notices, the newest first.

    Example: disposal notice list
    """
    from disposal.cli.notices.output import print_notices
    from disposal.registry.due_publications import open_register
    from disposal.services.publication.drafts import listed

    with refusals_as_json(as_json), open_register(get_settings()) as database, database.session() as session:
        rows = listed(session, is_draft=False, last=last)
    if as_json:
        print_json({"notices": [row.as_json() for row in rows]})
    else:
        print_notices(rows)


def show_notice(number: Number, as_json: AsJson = False) -> None:
    """显示公告 · Show where a published notice stands: window, versions with digests, linked notices, placements.

    Example: disposal notice show HRZJ-2022-0001
    """
    from disposal.cli.notices.output import print_notice
    from disposal.clock import now
    from disposal.registry.due_publications import open_register
    from disposal.services.public.notice import public_notice
    from disposal.services.publication.drafts import listed_notice

    with refusals_as_json(as_json), open_register(get_settings()) as database, database.session() as session:
        view = public_notice(session, number, calendar=operator_calendar(), now=now())
        row = listed_notice(session, view.summary.id)
    if as_json:
        print_json(row.as_json())
    else:
        print_notice(view)


def withdraw_notice(
    context: typer.Context,
    number: Number,
    reason: Annotated[str, typer.Option(help="why; printed in the notice of withdrawal")],
    published_on: Annotated[
        date | None, typer.Option("--published-on", parser=parse_day, metavar="DATE", help="day stated; empty: today")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """撤销公告 · Draft the withdrawal of a published notice; it is checked and published like any draft.

    Example: disposal notice withdraw HRZJ-2022-0001 --reason 债务人已清偿全部债务
    """
    from disposal.cli.notices.draft import draft_and_tell
    from disposal.services.publication.amendment_files import amendment_of
    from disposal.services.publication.drafts import notice_called
    from disposal.services.publication.publication import draft_amendment
    from disposal.services.records.dates import today_in_china

    def drafted(session: "Session") -> "Notice":
        earlier = notice_called(session, number)
        day = published_on or today_in_china()
        content = amendment_of(session, earlier, "withdrawal", {"reason": reason}, published_on=day)
        return draft_amendment(session, earlier.id, content)

    draft_and_tell(context, drafted, as_json=as_json)
