"""Every table that belongs to one issuer is limited to the issuers of an account, or is said to be public or shared."""

import pytest

import disposal.models  # every table is known once the models are
from disposal.models.records.record import Record
from disposal.services.accounts.scope import SCOPED

LEADS_TO_AN_ISSUER = {"issuer_id", "project_id", "claim_id", "notice_id", "bidder_id", "from_notice_id"}
NOT_LIMITED = {
    "BuyerOverride": "found by its notice only, which is limited",
    "LoanOverride": "speaks of two notices, of which one may be another branch's",
    "NoticeLink": "public with its notices",
    "NoticeVersion": "public with its notice",
    "Placement": "public with its notice",
    "PartyRelation": "parties belong to the whole company; a bidder only says who stated it",
    "WatchedParty": "says for every branch whom a change touches",
}


def tables() -> list[type[Record]]:
    assert disposal.models
    return sorted(Record.__subclasses__(), key=lambda table: table.__name__)


@pytest.mark.parametrize("table", tables(), ids=lambda table: table.__name__)
def test_table_of_one_issuer_is_limited_to_its_accounts(table: type[Record]) -> None:
    leads = LEADS_TO_AN_ISSUER & set(table.__table__.columns.keys())  # type: ignore[attr-defined]
    if table in SCOPED:
        assert table.__name__ not in NOT_LIMITED
        return
    assert not leads or table.__name__ in NOT_LIMITED, (
        f"{table.__name__} has {', '.join(sorted(leads))}: give it a line in SCOPED (services/accounts/scope.py)"
    )


def test_what_is_not_limited_is_a_table_that_leads_to_an_issuer() -> None:
    names = {table.__name__: set(table.__table__.columns.keys()) for table in tables()}  # type: ignore[attr-defined]
    assert all(LEADS_TO_AN_ISSUER & names[name] for name in NOT_LIMITED)
