"""A decision of two persons on an objection: the database itself refuses one that two known persons did not make."""

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from disposal.models.accounts.account import Account
from disposal.models.objections.handling import ObjectionDecision
from disposal.services.objections.lookup import objection_called
from disposal.storage.database import Database
from tests.disposal.services.objections.objecting import by, filed, fill_published, on

AT = on("2022-08-17 09:00").at


def write(session: Session, values: dict[str, object]) -> None:
    with session.begin_nested():
        session.add(ObjectionDecision.model_validate(values))
        session.flush()


@pytest.mark.filled(by=fill_published)
@pytest.mark.parametrize(("proposer", "decider"), [("hegui", "hegui"), ("", "hegui"), ("fawu", "")])
def test_decision_is_refused_without_two_persons(database: Database, proposer: str, decider: str) -> None:
    receipt = filed(database).objection.receipt
    with database.session(by("hegui")) as session:
        persons = dict(session.exec(select(Account.login, Account.person_id)).all())
        values = {
            "objection_id": objection_called(session, receipt).id, "outcome": "dismissed", "state": "confirmed",
            "reason": "经核对台账", "proposed_by": "甲", "proposed_by_id": persons.get(proposer), "proposed_at": AT,
            "decided_by": "乙", "decided_by_id": persons.get(decider), "decided_at": AT,
        }  # fmt: skip
        with pytest.raises(IntegrityError, match="by_two_persons"):
            write(session, values)
