"""One set of rules: check of a file, check of a draft, render and publication agree on contents and amendments."""

from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, col, select

from disposal.errors import DisposalError
from disposal.models.publication.notice import Notice
from disposal.models.publication.notice_version import NoticeVersion
from disposal.services.intake.intake import enter_content
from disposal.services.publication.errors import AmendmentRefused, NoticeIncomplete
from disposal.services.publication.publication import check_notice, draft_amendment, draft_notice
from disposal.services.publication.versions import newest_content
from notices.completeness.amendments import refusals
from notices.completeness.texts import RESIDENT_ID
from notices.composition.composition import compose, title_of
from notices.composition.consolidation import consolidate
from notices.content.content import Change, NoticeContent
from notices.errors import NoticesError
from notices.kinds.amendment_fields import AMENDING
from notices.rendering.plain import render_text
from notices.resident_ids import resident_ids_in
from tests.disposal.services.intake.test_one_rule import FACTS, TODAY, checked, contents, undone
from tests.support.amendments import amendments, amounts
from tests.support.publishing import CONTEXT, PUBLISHED_ON, publish, publish_project

few = settings(deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
BARE = {"items": (), "package": None, "terms": None, "record_date": None, "window": None, "outcome": None}
MOST_PUBLISHED = 1  # each sets PDFs, which takes longer than all the rest


def publishes(session: Session, draft: Notice) -> bool:
    """Publish a draft; return whether nothing stood against it."""
    try:
        with session.begin_nested():
            publish(session, draft.id)
    except NoticeIncomplete:
        return False
    return True


def test_content_that_the_check_passes_is_entered_rendered_and_published(session: Session) -> None:
    counted = {"published": 0, "refused": 0}

    @settings(few, max_examples=15)
    @given(contents())
    def agree(made: tuple[NoticeContent, bool]) -> None:
        content, is_faulty = made
        report = checked(content)
        assert report.is_publishable is not is_faulty
        is_rendered = RESIDENT_ID not in {each.code for each in report.blockers}  # as the command has it
        assert is_rendered is not any(resident_ids_in(content))
        assert render_text(compose(content))
        if counted["published"] == MOST_PUBLISHED and not is_faulty:
            return
        with undone(session):
            try:
                project = enter_content(session, content, FACTS, today=TODAY)
            except DisposalError:
                counted["refused"] += 1
                assert is_faulty
                return
            draft = draft_notice(session, project.id, published_on=PUBLISHED_ON)
            assert check_notice(session, draft.id, context=CONTEXT).blockers == report.blockers == ()
            assert publishes(session, draft)
            counted["published"] += 1

    agree()
    assert counted["published"] == MOST_PUBLISHED
    assert counted["refused"] >= 3


def refused_in_words(said: NoticeContent, amendment: NoticeContent) -> bool:
    """Return whether the table or the consolidation refuses an amendment, as a check of its file does."""
    if list(refusals(amendment)):
        return True
    try:
        consolidate(said, amendment, title=title_of(amendment))
    except NoticesError:
        return True
    return False


def stored(session: Session, notice_id: UUID) -> list[Any]:
    query = select(NoticeVersion).where(NoticeVersion.notice_id == notice_id).order_by(col(NoticeVersion.version_no))
    first, notice = session.exec(query).all()[0], session.get_one(Notice, notice_id)
    digests = (first.canonical_sha256, first.text_sha256, first.html_sha256, first.pdf_sha256)
    return [notice.number, notice.published_on, first.published_at, first.canonical_json, *digests]


def test_amendment_is_drafted_where_its_file_passes_and_published_where_its_draft_does(session: Session) -> None:
    notice = publish_project(session)
    notice_id, said, before = notice.id, newest_content(session, notice), stored(session, notice.id)
    counted = {"refused as a draft": 0, "refused at publication": 0, "published": 0}

    @settings(few, max_examples=30)
    @given(st.data())
    def agree(data: st.DataObject) -> None:
        drawn = data.draw(amendments(said))
        if data.draw(st.integers(0, 5)) == 0:  # a sum that no longer adds up
            change = {"path": "items.0.claims.0.amounts.interest", "label": "利息", "after": data.draw(amounts)}
            drawn = drawn.model_copy(update={**BARE, "kind": "correction", "changes": (Change(**change),)})
        more = {"issuer": said.issuer, "contacts": (*said.contacts, *drawn.contacts), "requires_written_intent": True}
        amendment = drawn.model_copy(update=more)
        with undone(session):
            try:
                draft = draft_amendment(session, notice_id, amendment)
            except (AmendmentRefused, NoticesError):
                counted["refused as a draft"] += 1
                assert refused_in_words(said, amendment)
                return
            assert not refused_in_words(said, amendment) or amendment.kind not in AMENDING
            may_be = check_notice(session, draft.id, context=CONTEXT).is_publishable
            if not may_be or counted["published"] < MOST_PUBLISHED:
                counted["published" if may_be else "refused at publication"] += 1
                assert publishes(session, draft) is may_be
            assert stored(session, notice_id) == before

    agree()
    assert min(counted.values()) >= 1, counted
