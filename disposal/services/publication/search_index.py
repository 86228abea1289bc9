"""Columns of a notice used for search and filters."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Text, cast, func, update
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Session, col, select

from disposal.models.publication.notice import Notice
from disposal.models.publication.placement import Placement
from disposal.services.notice_index.search_words import runs
from disposal.services.publication import versions
from notices.composition.composition import facts_of, title_of
from notices.composition.consolidation import consolidate
from notices.content.content import ClaimItem, NoticeContent
from notices.content.parties import Obligor
from notices.dates import ONE_DAY
from notices.resident_ids import mask_resident_ids
from notices.windows.window import CountingConvention


def index_notice(session: Session, notice: Notice, content: NoticeContent, *, text: str) -> None:
    """Write the columns that public lists search and filter by: all words, and the first counted day of the window.

    ``text`` is the composed content. A notice without debtors gets those of the notice it refers to. The caller writes
    the audit entry.
    """
    notice.window_first_counted_on = first_counted_on(content)
    said = _spoken_of(session, notice)
    if said is not None and not content.items:
        is_merged = content.number in {revision.number for revision in said.revisions}
        now_said = said if is_merged else consolidate(said, content, title=title_of(content))
        notice.debtor_names = [item.debtor.name for item in now_said.items]
    session.flush()
    stood = col(Placement.notice_id) == notice.id, Placement.counts()
    media = session.exec(select(Placement.medium).where(*stood))
    places = (notice.province or "", notice.city or "", *media)
    table = Notice.__table__  # type: ignore[attr-defined]
    vector = func.array_to_tsvector(cast(runs(searchable(content, text, places=places, said=said)), ARRAY(Text)))
    session.execute(update(table).where(table.c.id == notice.id).values(search=vector))


def index_medium(session: Session, notice: Notice, medium: str) -> None:
    """Make a published notice searchable by the name of a medium. The caller writes the audit entry."""
    column = Notice.__table__.c.search  # type: ignore[attr-defined]
    more = func.array_to_tsvector(cast(runs([medium]), ARRAY(Text)))
    session.execute(update(column.table).where(column.table.c.id == notice.id).values(search=column.concat(more)))


def first_counted_on(content: NoticeContent) -> date | None:
    """Return the first day of the window that may count, or None if the notice has no window."""
    terms = content.window
    if terms is None:
        return None
    begins_on = terms.begins_on or content.published_on
    return begins_on if terms.convention is CountingConvention.first_day_counted else begins_on + ONE_DAY


def searchable(
    content: NoticeContent, text: str, *, places: tuple[str, ...] = (), said: NoticeContent | None = None
) -> Iterator[str]:
    """Yield the searchable texts of a notice, most important first, then every line of its composed text.

    ``places`` are its region and its media; ``said`` is the content of the notice it refers to. Personal numbers are
    masked.
    """
    yield from (title_of(content), content.number or "", content.issuer.full_name, *places)
    yield from (content.package.name,) if content.package else ()
    for item in content.items:
        yield from (item.heading or "", *_names(item.debtor))
    for item in content.items:
        yield item.original_creditor or ""
        for claim in item.claims:
            yield from _of_claim(claim)
    if content.amends is not None:
        yield from (content.amends.title, content.amends.number or "")
    yield from _parties_of(said) if said else ()
    for line in (*(value for _, value in facts_of(content)), *text.splitlines()):
        yield mask_resident_ids(line)


def _spoken_of(session: Session, notice: Notice) -> NoticeContent | None:
    if notice.amends_notice_id is None:
        return None
    return versions.newest_content(session, session.get_one(Notice, notice.amends_notice_id))


def _parties_of(content: NoticeContent) -> Iterator[str]:
    """Yield the names of debtors, then those of guarantors and owners of collateral."""
    for item in content.items:
        yield from _names(item.debtor)
    for item in content.items:
        for claim in item.claims:
            yield from _bound_by(claim)


def _of_claim(claim: ClaimItem) -> Iterator[str]:
    yield from _bound_by(claim)
    for security in claim.security:
        collateral = security.collateral
        yield from (collateral.description, collateral.place or "", *collateral.certificate_numbers)
    yield from claim.contract_numbers
    yield from (status.case_number for status in claim.litigation if status.case_number)


def _bound_by(claim: ClaimItem) -> Iterator[str]:
    for guarantee in claim.guarantees:
        for guarantor in guarantee.guarantors:
            yield from _names(guarantor)
    for security in claim.security:
        yield from _names(security.owner)


def _names(obligor: Obligor) -> tuple[str, ...]:
    return (obligor.name, *obligor.former_names, obligor.credit_code or "")
