"""A full personal number is read with a reason, and each reading stays in the audit trail."""

import pytest
from sqlmodel import Session

from disposal.errors import RecordRefused
from disposal.models.parties.party import PartyCreate
from disposal.services.parties.parties import enter_party
from disposal.services.personal_numbers.reading import read_personal_number
from disposal.services.records.audit_trail import entries
from disposal.services.records.validation import InvalidRecord
from notices.codes import PartyKind
from tests.support.screening import NUMBER


def test_number_is_read_with_a_reason_that_stays(session: Session) -> None:
    values = {"kind": PartyKind.natural_person, "name": "测试竞买人", "personal_number": NUMBER}
    party = enter_party(session, PartyCreate.model_validate(values))
    assert read_personal_number(session, party.id, reason="向法院提交") == NUMBER
    entry = entries(session, subject_id=party.id)[-1]
    assert (entry.event, entry.actor, entry.reason) == ("party.number_read", "测试员", "向法院提交")
    with pytest.raises(InvalidRecord):
        read_personal_number(session, party.id, reason=" ")


def test_number_that_is_not_on_record_is_refused(session: Session) -> None:
    party = enter_party(session, PartyCreate(name="虚构有限公司"))
    with pytest.raises(RecordRefused, match="No personal number"):
        read_personal_number(session, party.id, reason="核对")
