"""Drafts of every kind are their owner's alone: of an account, or before the first account of a name."""

from uuid import uuid4

import pytest
from sqlmodel import Session

from disposal.acting import Actor
from disposal.errors import RecordNotFound
from disposal.models.projects.notice_form_draft import NoticeFormDraft
from disposal.models.records.own_draft import OwnDraft
from disposal.models.tables import every_table
from disposal.services.accounts.own_drafts import DRAFTS, others_drafts, own_draft, own_drafts
from tests.support.factories import add
from tests.support.publishing import enter_project

ACCOUNT = Actor("陈静", account_id=uuid4())
STRANGERS = (Actor("陈静"), Actor("陈静", account_id=uuid4()), Actor("李敏"))


@pytest.mark.parametrize("table", DRAFTS)
def test_draft_of_an_account_is_of_nobody_else_who_bears_its_name(session: Session, table: type[OwnDraft]) -> None:
    values = {"owner": ACCOUNT.name, "owner_id": ACCOUNT.account_id, "sealed": b"", "position": 1}
    if table is NoticeFormDraft:
        values["project_id"] = enter_project(session).id
    draft = add(session, table.model_validate(values))
    assert own_drafts(session, table, ACCOUNT, most=9) == [draft]
    assert own_draft(session, table, draft.id, ACCOUNT) is draft
    assert others_drafts(session, table, ACCOUNT) == []
    for stranger in STRANGERS:
        assert own_drafts(session, table, stranger, most=9) == []
        assert others_drafts(session, table, stranger) == [draft]
        with pytest.raises(RecordNotFound):
            own_draft(session, table, draft.id, stranger)


def test_every_table_of_drafts_is_sealed_anew_and_counted() -> None:
    assert {table for table in every_table() if issubclass(table, OwnDraft)} == set(DRAFTS)
