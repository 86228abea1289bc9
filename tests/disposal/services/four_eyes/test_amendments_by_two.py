"""Whatever kind a notice is of, the published content differs from the approved one in the named fields alone."""

import json
from dataclasses import replace
from datetime import date, datetime, time
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from disposal.lifecycle import NoticeState
from disposal.models.publication.notice import Notice
from disposal.services.four_eyes.submitting import submit
from disposal.services.publication.approved_content import FILLED_IN, approvable
from disposal.services.publication.publication import draft_amendment, draft_notice, publish
from disposal.services.publication.versions import newest_content
from disposal.storage.database import Database
from disposal.write_errors import ApprovalMissing
from notices.content.content import LateEntry, NoticeContent
from notices.dates import SHANGHAI
from notices.kinds import kind_of
from tests.disposal.services.four_eyes.approving import NOON, approved, by, nothing_public, sign, staffed, submission_of
from tests.disposal.services.publication.test_amendments import SAID
from tests.support.amendments import amendments, notices
from tests.support.running.kept import kept

LATER = date(2022, 8, 10)  # Wednesday
THAT_NOON = replace(NOON, clock=lambda: datetime.combine(LATER, time(12), SHANGHAI))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_number_and_late_entry_are_all_that_publication_adds(data: st.DataObject) -> None:
    notice = data.draw(notices())
    said = data.draw(st.one_of(st.just(notice), amendments(notice)))
    if any(kind_of(said.kind).missing_fields(said)):
        return
    late = LateEntry(entered_at=datetime(2022, 8, 10, 12, tzinfo=SHANGHAI), reason="虚构补录")
    published = said.model_copy(update={"number": "虚构-2022-0009", "entered_afterwards": late})
    before, after = approvable(said), approvable(published)
    assert (before.sha256, before.text) == (after.sha256, after.text)
    approved_json, printed = json.loads(before.canonical_json), json.loads(published.canonical_json())
    assert {name for name in printed if printed[name] != approved_json.get(name)} == set(FILLED_IN)


def amendment(database: Database, earlier_id: UUID, kind: str) -> UUID:
    """Draft an amendment of a published notice as chen, and submit it."""
    with database.session(by("chen")) as session:
        earlier = newest_content(session, session.get_one(Notice, earlier_id))
        known = {"issuer": earlier.issuer, "contacts": earlier.contacts}
        content = NoticeContent.model_validate({"kind": kind, "published_on": LATER, **known, **SAID[kind]})
        draft = draft_amendment(session, earlier_id, content).id
        submit(session, draft, context=THAT_NOON)
    return draft


@kept
def published(database: Database) -> UUID:
    notice_id = approved(database)
    with database.session(by("chen")) as session:
        publish(session, notice_id, context=NOON)
    return notice_id


@pytest.mark.parametrize("kind", SAID)
def test_amendment_goes_the_same_way(database: Database, kind: str) -> None:
    staffed(database)
    earlier_id = published(database)
    draft = amendment(database, earlier_id, kind)
    with (
        nothing_public(database, draft),
        pytest.raises(ApprovalMissing),
        database.session(by("chen")) as session,
    ):
        publish(session, draft, context=THAT_NOON)
    with database.session(by("wang")) as session:
        sign(session, draft, context=THAT_NOON)
    with database.session(by("chen")) as session:
        version = publish(session, draft, context=THAT_NOON)
        submission = submission_of(session, draft)
        assert submission.filled_in == {"number": version.content["number"]}
        assert submission.text == version.text
        ends = {"withdrawal": "withdrawn", "result": "concluded"}
        assert session.get_one(Notice, earlier_id).state == ends.get(kind, NoticeState.published.value)


def test_notice_that_replaces_another_goes_the_same_way(database: Database) -> None:
    staffed(database)
    earlier_id = published(database)
    with database.session(by("li")) as session:
        project_id = session.get_one(Notice, earlier_id).project_id
        draft = draft_notice(session, project_id, published_on=LATER, supersedes=earlier_id).id
        submission = submit(session, draft, context=THAT_NOON)
        assert [each.name for each in submission.contributors] == ["虚构li"]  # chen's part was approved before
    with database.session(by("wang")) as session:
        sign(session, draft, context=THAT_NOON)
    with database.session(by("li")) as session:
        publish(session, draft, context=THAT_NOON)
        assert session.get_one(Notice, earlier_id).state == "superseded"
