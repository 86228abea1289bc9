"""Whose acts count for a notice: those on the records that it is composed from, and on what belonged to them once."""

from sqlmodel import Session

from disposal.services.claims.guarantees import remove_guarantee
from disposal.services.projects.composed_records import composed_records
from disposal.services.projects.projects import claims_of, take_out_claim
from tests.support.factories import make_claim, make_guarantee, make_project


def test_removed_guarantee_counts_and_that_another_project_once_had_the_claim_does_not(session: Session) -> None:
    claim = make_claim(session)
    before = make_project(session, claim)
    (link,) = claims_of(session, before.id)
    take_out_claim(session, before.id, claim.id, reason="未成交")
    guarantee = make_guarantee(session, claim)
    remove_guarantee(session, guarantee.id, reason="录错")
    records = composed_records(session, make_project(session, claim, code="P-2").id)
    assert guarantee.id in records
    assert not {before.id, link.id} & records
