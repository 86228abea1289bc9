"""Every table that leads to one issuer is limited to the issuers of an account, or says why branches share its rows."""

import pytest

from disposal.models.claims.claim import Claim
from disposal.models.claims.claim_draft import ClaimDraft
from disposal.models.claims.security_interest import SecurityInterest
from disposal.models.parties.party import Party
from disposal.models.projects.disposal_project import DisposalProject, ProjectClaim
from disposal.models.projects.issuer import Issuer
from disposal.models.publication.notice import Notice
from disposal.models.publication.press import SealUse
from disposal.models.records.record import Record
from disposal.models.screening.bidder import Bidder
from disposal.models.screening.screening import Screening, ScreeningAlert, WatchedParty
from disposal.models.tables import every_table
from disposal.services.accounts import scope
from disposal.services.accounts.scope import Criterion, criterion_of

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
