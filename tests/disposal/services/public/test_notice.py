"""A public notice is found by its number or id; a draft is not, whoever it waits for."""

import pytest
from sqlmodel import Session

from disposal.lifecycle import UNPUBLISHED
from disposal.services.public.notice import notice_id_of
from disposal.services.publication.errors import NoticeUnknown
from tests.support.factories import make_claim, make_notice, make_project


@pytest.mark.parametrize("state", sorted(each.value for each in UNPUBLISHED))
def test_notice_without_a_number_is_unknown_to_the_public_by_its_id_too(session: Session, state: str) -> None:
    notice = make_notice(session, make_project(session, make_claim(session)), state=state)
    with pytest.raises(NoticeUnknown):
        notice_id_of(session, str(notice.id))
