"""Every table that leads to one issuer is limited to the issuers of an account, or says why branches share its rows."""

from itertools import chain

import pytest
from sqlalchemy.orm import aliased
from sqlmodel import Session, delete, select, update

from disposal.models.claims.claim import Claim
from disposal.models.claims.claim_draft import ClaimDraft
from disposal.models.claims.security_interest import SecurityInterest
from disposal.models.parties.party import Party
from disposal.models.projects.disposal_project import DisposalProject, ProjectClaim
from disposal.models.projects.issuer import Issuer
from disposal.models.publication.notice import Notice
from disposal.models.publication.press import SealUse
from disposal.models.records.record import Record, new_id
from disposal.models.screening.bidder import Bidder
from disposal.models.screening.screening import Screening, ScreeningAlert, WatchedParty
from disposal.models.tables import every_table
from disposal.services.accounts import scope
from disposal.services.accounts.scope import Criterion, criterion_of, limit_to_issuers
from disposal.storage.database import Database
from tests.benchmarks.database.plans import noted
from tests.support.factories import make_claim, make_issuer, make_project

LEAD_TO_AN_ISSUER = {table.__tablename__ for table in (Issuer, DisposalProject, Claim, Notice, Bidder)}


def leads_of(table: type[Record]) -> set[str]:
    """Name the columns that refer to an issuer, or to a record that is limited itself."""
    columns = table.__table__.columns  # type: ignore[attr-defined]
    return {each.name for each in columns for key in each.foreign_keys if key.column.table.name in LEAD_TO_AN_ISSUER}


@pytest.mark.parametrize("table", every_table(), ids=lambda table: table.__name__)
def test_table_that_leads_to_an_issuer_is_limited_or_says_why_branches_share_it(table: type[Record]) -> None:
    if criterion_of(table) is None:
        assert bool(leads_of(table)) == bool(table.shared_because), (
            f"{table.__name__} leads to an issuer by {', '.join(sorted(leads_of(table))) or 'no column'}: name the "
            "column like those of _LEADS (services/accounts/scope.py), or say in shared_because why branches share it"
        )


REACHED_THROUGH_A_LIMITED_ROW = {
    "approval", "approval_reading", "enquiry_answer", "enquiry_file", "objection_decision", "objection_file",
    "objection_message", "objection_pause", "objection_reply", "package_import_part", "paper_approval", "press_proof",
    "submission_return",
}  # fmt: skip
"""Tables of a branch without a column that leads there. Services find their rows by a row that is limited, never by an
id that somebody sends: whoever adds one looks at each address that names such a row (test_foreign_records)."""


def test_tables_that_only_a_limited_row_leads_to_are_those_that_were_looked_at() -> None:
    tables = [each for each in every_table() if criterion_of(each) is None and not each.shared_because]
    limited = {each.__tablename__ for each in every_table() if criterion_of(each) is not None}
    found = {
        table.__tablename__
        for table in tables
        for column in table.__table__.columns  # type: ignore[attr-defined]
        for key in column.foreign_keys
        if key.column.table.name in limited
    }
    assert found == REACHED_THROUGH_A_LIMITED_ROW


@pytest.mark.parametrize(
    ("table", "criterion"),
    [
        (DisposalProject, scope._own),
        (Notice, scope._own),
        (Claim, scope._own_or_nobodys),
        (ClaimDraft, scope._own_or_nobodys),
        (SecurityInterest, scope._of_claim),
        (ProjectClaim, scope._of_project),
        (Screening, scope._of_project),
        (SealUse, scope._of_notice),
        (Bidder, scope._of_project),
        (ScreeningAlert, scope._of_bidder),
        (WatchedParty, None),
        (Party, None),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_table_finds_its_issuer_by_the_first_column_that_leads_there(
    table: type[Record], criterion: Criterion | None
) -> None:
    assert criterion_of(table) is criterion


def test_queries_of_every_limited_table_and_of_its_aliases_name_the_issuers(session: Session) -> None:
    tables = every_table()
    limit_to_issuers(session, frozenset({new_id()}))
    with noted(session.connection().engine) as asked:
        for table in chain(tables, map(aliased, tables)):
            session.exec(select(table.id).limit(1)).all()
    names = [(table.__name__, criterion_of(table) is not None) for table in tables] * 2
    assert [
        (name, "issuer_id IN" in said) for (name, _), (said, _) in zip(names, asked.statements, strict=True)
    ] == names


def test_inner_queries_updates_and_deletions_reach_no_row_of_another_issuer(session: Session) -> None:
    foreign = make_project(session, make_claim(session), code="P-1")
    limit_to_issuers(session, frozenset({make_issuer(session, "TEST-B", branch="另一分公司").id}))
    links = select(ProjectClaim.project_id)
    assert session.exec(select(Notice.id).where(Notice.project_id.in_(links))).all() == []  # type: ignore[attr-defined]
    assert session.exec(select(Issuer.id).where(select(DisposalProject.id).exists())).all() == []
    for act in (update(DisposalProject).values(name="改名"), delete(ProjectClaim)):
        assert session.exec(act).rowcount == 0
    assert session.get(DisposalProject, foreign.id, populate_existing=True) is None


def test_sessions_of_two_branches_by_turns_each_see_their_own(database: Database) -> None:
    with database.session("测试员") as session:
        issuers = [make_issuer(session, code, branch=code).id for code in ("TEST-A", "TEST-B", "TEST-C")]
        for at, issuer in enumerate(issuers):
            make_project(session, make_claim(session), code=f"P-{at}", issuer_id=issuer)
    seen = []
    for own in ([0], [1], [0, 2], [2], []):
        with database.session() as session:
            limit_to_issuers(session, frozenset(issuers[at] for at in own))
            seen.append(session.exec(select(DisposalProject.code).order_by(DisposalProject.code)).all())
    assert seen == [["P-0"], ["P-1"], ["P-0", "P-2"], ["P-2"], []]
