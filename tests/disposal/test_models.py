"""The records as a whole: what is entered comes back as it was, and what cannot be is refused by the database."""

from sqlmodel import select

from disposal.database import Database
from disposal.models import (
    AuditEntry,
    ClaimStatement,
    Collateral,
)
from notices.codes import CeilingLimits
from tests.factories import make_claim, make_guarantee, make_notice, make_project, make_security_interest


def test_case_of_2022_when_read_again_is_what_was_entered(database: Database) -> None:
    with database.session("测试员") as session:
        claim = make_claim(session)
        interest = make_security_interest(session, claim)
        make_guarantee(session, claim)
        make_notice(session, make_project(session, claim))
    with database.session() as session:
        statement = session.exec(select(ClaimStatement)).one()
        assert statement.as_amounts(currency="CNY").total.printed == "193474338.54元"
        assert session.exec(select(Collateral)).one().phrase == (
            "工业房地产，房产建筑面积12893.13平方米，土地使用权面积16760平方米"
        )
        assert interest.ceiling is not None
        assert (interest.ceiling.amount.printed, interest.ceiling.limits) == ("3433万元", CeilingLimits.mortgage_amount)
        assert len(session.exec(select(AuditEntry)).all()) == 11
