"""What of a notice can be found and filtered, kept in columns beside it."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Text, cast, func, update
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Session

from disposal.models import Notice
from disposal.services.search_words import runs
from notices.composition import title_of
from notices.content import ClaimItem, NoticeContent
from notices.dates import ONE_DAY
from notices.parties import Obligor
from notices.window import CountingConvention


def index_notice(session: Session, notice: Notice, content: NoticeContent) -> None:
    """Keep what public lists filter by: its names, places and numbers, and the first day its window counts.

    The caller writes the audit entry.
    """
    notice.window_first_counted_on = first_counted_on(content)
    session.flush()
    table = Notice.__table__  # type: ignore[attr-defined]
    vector = func.array_to_tsvector(cast(runs(searchable(notice, content)), ARRAY(Text)))
    session.execute(update(table).where(table.c.id == notice.id).values(search=vector))


def first_counted_on(content: NoticeContent) -> date | None:
    """Return the first day of the window that may count, or None where the notice opens none."""
    terms = content.window
    if terms is None:
        return None
    begins_on = terms.begins_on or content.published_on
    return begins_on if terms.convention is CountingConvention.first_day_counted else begins_on + ONE_DAY


def searchable(notice: Notice, content: NoticeContent) -> Iterator[str]:
    """Yield what a notice is found by, the most telling first."""
    yield from (title_of(content), content.number or "", content.issuer.full_name)
    yield from (place for place in (notice.province, notice.city) if place)
    yield from (content.package.name,) if content.package else ()
    for item in content.items:
        yield from (item.heading or "", *_names(item.debtor))
    for item in content.items:
        yield item.original_creditor or ""
        for claim in item.claims:
            yield from _of_claim(claim)
    if content.amends is not None:
        yield from (content.amends.title, content.amends.number or "")


def _of_claim(claim: ClaimItem) -> Iterator[str]:
    for guarantee in claim.guarantees:
        for guarantor in guarantee.guarantors:
            yield from _names(guarantor)
    for security in claim.security:
        collateral = security.collateral
        yield from _names(security.owner)
        yield from (collateral.description, collateral.place or "", *collateral.certificate_numbers)
    yield from claim.contract_numbers
    yield from (status.case_number for status in claim.litigation if status.case_number)


def _names(obligor: Obligor) -> tuple[str, ...]:
    return (obligor.name, *obligor.former_names, obligor.credit_code or "")
