"""Every table that leads to one issuer is limited to the issuers of an account, or says why branches share its rows."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

import pytest
from sqlalchemy import case, func, insert, intersect, lambda_stmt, literal, union_all
from sqlalchemy import select as core_select
from sqlalchemy.orm import Bundle, aliased
from sqlmodel import Session, delete, select, update

from disposal.errors import RecordNotFound
from disposal.models.approvals.paper_approval import PaperApproval
from disposal.models.approvals.submission import Submission
from disposal.models.claims.claim import Claim
from disposal.models.claims.claim_draft import ClaimDraft
from disposal.models.claims.collateral import Collateral
from disposal.models.claims.security_interest import SecurityInterest
from disposal.models.enquiries.enquiry import Enquiry, EnquiryAnswer
from disposal.models.objections.handling import ObjectionFile
from disposal.models.objections.objection import Objection
from disposal.models.parties.party import Party
from disposal.models.projects.disposal_project import DisposalProject, ProjectClaim
from disposal.models.projects.issuer import Issuer
from disposal.models.projects.package_import import PackageImport, PackageImportPart
from disposal.models.publication.notice import Notice
from disposal.models.publication.placement import Placement
from disposal.models.publication.placement_scan import PlacementScan
from disposal.models.publication.press import PressBooking, PressProof, SealUse
from disposal.models.records.record import Record, new_id
from disposal.models.screening.bidder import Bidder
from disposal.models.screening.screening import Screening, ScreeningAlert, WatchedParty
from disposal.models.tables import every_table
from disposal.services.accounts import scope
from disposal.services.accounts.scope import OF_ALL_ISSUERS, criterion_of, limit_to_issuers, refuse_foreign
from disposal.storage.database import Database
from tests.benchmarks.database.plans import noted
from tests.support.factories import (
    add,
    make_claim,
    make_collateral,
    make_issuer,
    make_notice,
    make_project,
    make_security_interest,
)

LEAD_TO_AN_ISSUER = {
    table.__tablename__
    for table in (
        Issuer, DisposalProject, Claim, Notice, Bidder, Submission, PressBooking, Objection, Enquiry, PackageImport,
    )
}  # fmt: skip


def leads_of(table: type[Record]) -> set[str]:
    """Name the columns that refer to an issuer, or to a record that is limited itself."""
    columns = table.__table__.columns  # type: ignore[attr-defined]
    return {each.name for each in columns for key in each.foreign_keys if key.column.table.name in LEAD_TO_AN_ISSUER}


@pytest.mark.parametrize("table", every_table(), ids=lambda table: table.__name__)
def test_table_that_leads_to_an_issuer_is_limited_or_says_why_branches_share_it(table: type[Record]) -> None:
    if criterion_of(table) is None:
        assert bool(leads_of(table)) == bool(table.shared_because), (
            f"{table.__name__} leads to an issuer by {', '.join(sorted(leads_of(table))) or 'no column'}: "
            "say in shared_because why branches share it, else nothing there"
        )


def test_no_table_rests_on_being_reached_through_a_row_that_is_limited() -> None:
    limited = {each.__tablename__ for each in every_table() if criterion_of(each) is not None}
    open_tables = [each for each in every_table() if criterion_of(each) is None and not each.shared_because]
    found = {
        table.__tablename__
        for table in open_tables
        for column in table.__table__.columns  # type: ignore[attr-defined]
        for key in column.foreign_keys
        if key.column.table.name in limited
    }
    assert found == set()


OWN = ("issuer_id IN",)
OWN_OR_NOBODYS = ("issuer_id IS NULL", *OWN)


@pytest.mark.parametrize(
    ("table", "way"),
    [
        (DisposalProject, OWN),
        (Notice, OWN),
        (Claim, OWN_OR_NOBODYS),
        (ClaimDraft, OWN_OR_NOBODYS),
        (SecurityInterest, ("claim_id IN", *OWN_OR_NOBODYS)),
        (ProjectClaim, ("project_id IN", *OWN)),
        (Screening, ("project_id IN", *OWN)),
        (SealUse, ("notice_id IN", *OWN)),
        (Bidder, ("project_id IN", *OWN)),
        (ScreeningAlert, ("bidder_id IN", "project_id IN", *OWN)),
        (PressProof, ("booking_id IN", "notice_id IN", *OWN)),
        (PaperApproval, ("submission_id IN", *OWN)),
        (ObjectionFile, ("objection_id IN", "notice_id IN", *OWN)),
        (EnquiryAnswer, ("enquiry_id IN", "notice_id IN", *OWN)),
        (PackageImportPart, ("import_id IN", *OWN)),
        (PlacementScan, ("placement_id IN", "notice_id IN", *OWN)),
        (Collateral, ("claim_id IN", *OWN_OR_NOBODYS)),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_table_finds_its_issuer_by_the_first_column_that_leads_there(table: type[Record], way: tuple[str, ...]) -> None:
    criterion = criterion_of(table)
    assert criterion is not None
    assert tuple(re.findall(r"\w+_id (?:IN|IS NULL)", str(criterion(table, frozenset({new_id()}))))) == way


@pytest.fixture
def no_column_is_named(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let ``_LEADS`` name no column, as it names none of a table that is new."""
    known = (scope._leads_of, scope._by_column)
    with monkeypatch.context() as patched:
        patched.setattr(scope, "_LEADS", ())
        for each in known:
            each.cache_clear()
        yield
    for each in known:
        each.cache_clear()


@pytest.mark.usefixtures("no_column_is_named")
@pytest.mark.parametrize(
    ("table", "way"),
    [
        (PaperApproval, ("submission_id IN", *OWN)),
        (ObjectionFile, ("objection_id IN", "notice_id IN", *OWN)),
        (PressProof, ("booking_id IN", "notice_id IN", *OWN)),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_new_table_is_limited_by_its_key_of_a_limited_one(table: type[Record], way: tuple[str, ...]) -> None:
    criterion = criterion_of(table)
    assert criterion is not None
    assert tuple(re.findall(r"\w+_id (?:IN|IS NULL)", str(criterion(table, frozenset({new_id()}))))) == way


@pytest.mark.parametrize("table", [WatchedParty, Party])
def test_table_of_the_whole_company_is_not_limited(table: type[Record]) -> None:
    assert criterion_of(table) is None


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


def foreign_forms() -> dict[str, Any]:
    """Return queries that would show a project, each of another form."""
    P, A = DisposalProject, aliased(DisposalProject)  # noqa: N806 - as short as the forms need
    inner, both = select(P.id, P.name).subquery(), union_all(select(P.id), select(A.id))
    return {
        "union": both,
        "from a union": core_select(both.subquery().c.id),
        "intersection": intersect(select(P.id), select(A.id)),
        "entity of a union": select(P).from_statement(union_all(select(P), select(P))),
        "alias of a subquery": select(aliased(P, select(P).subquery())),
        "alias of the table": select(aliased(P, P.__table__.alias("t"))),  # type: ignore[attr-defined]
        "inner query": core_select(inner.c.id),
        "expression": core_select(select(P.id).cte().c.id),
        "count": core_select(func.nullif(func.count(), 0)).select_from(P),
        "count of an inner query": core_select(func.nullif(func.count(), 0)).select_from(inner),
        "existence": core_select(func.nullif(select(P.id).exists(), literal(False))),
        "scalar": core_select(select(P.name).scalar_subquery()),
        "literal": core_select(literal(1)).where(select(P.id).exists()),
        "case": core_select(case((select(P.id).exists(), 1))),
        "outer join": select(A.id).select_from(P).outerjoin(A, A.id == P.id),
        "bundle": select(Bundle("b", P.id)),
        "group": select(P.issuer_id).group_by(P.issuer_id),
        "lambda": lambda_stmt(lambda: select(DisposalProject.id)),
        "locked": select(P).with_for_update(),
    }


@pytest.mark.parametrize("form", foreign_forms())
def test_query_of_any_form_shows_no_record_of_another_branch(session: Session, form: str) -> None:
    make_project(session, make_claim(session), code="P-1")
    asked = foreign_forms()[form]
    assert [value for row in session.execute(asked) for value in row if value is not None] != [], "asks for nothing"
    session.expunge_all()
    limit_to_issuers(session, frozenset({make_issuer(session, "TEST-B", branch="另一分公司").id}))
    assert [value for row in session.execute(asked) for value in row if value is not None] == []


def test_insertion_selects_nothing_of_another_branch(session: Session) -> None:
    make_project(session, make_claim(session), code="P-1")
    limit_to_issuers(session, frozenset({make_issuer(session, "TEST-B", branch="另一分公司").id}))
    copied = select(DisposalProject.id, DisposalProject.created_at, DisposalProject.code, DisposalProject.name)
    taken = insert(Issuer).from_select(["id", "created_at", "code", "name"], copied).returning(Issuer.name)
    assert session.execute(taken).all() == []


def test_change_by_a_list_of_values_is_refused_since_no_limit_reaches_it(session: Session) -> None:
    foreign = make_project(session, make_claim(session), code="P-1")
    limit_to_issuers(session, frozenset({make_issuer(session, "TEST-B", branch="另一分公司").id}))
    with pytest.raises(TypeError, match="list of values"):
        session.execute(update(DisposalProject), [{"id": foreign.id, "name": "改名"}])


def test_query_of_all_branches_reads_columns_and_leaves_no_row_that_get_would_find(session: Session) -> None:
    project_id = make_project(session, make_claim(session), code="P-1").id
    session.expunge_all()
    limit_to_issuers(session, frozenset({make_issuer(session, "TEST-B", branch="另一分公司").id}))
    every = {OF_ALL_ISSUERS: True}
    assert session.exec(select(DisposalProject.code), execution_options=every).all() == ["P-1"]
    with pytest.raises(TypeError, match="the session would keep it"):
        session.exec(select(DisposalProject), execution_options=every)
    assert session.get(DisposalProject, project_id) is None


def test_collateral_is_seen_by_branches_whose_claims_it_secures_and_new_by_everybody(session: Session) -> None:
    mine = make_issuer(session, "TEST-A", branch="一分公司").id
    claim = make_claim(session, issuer_id=mine)
    thing, unused = make_collateral(session), make_collateral(session)
    make_security_interest(session, claim, collateral_id=thing.id)
    other = make_issuer(session, "TEST-B", branch="另一分公司").id
    for own, seen in ((mine, {thing.id, unused.id}), (other, {unused.id})):
        with Session(session.connection()) as limited:
            limit_to_issuers(limited, frozenset({own}))
            assert set(limited.exec(select(Collateral.id))) == seen


def test_act_on_what_hangs_on_another_branchs_record_is_refused_by_whatever_leads_there(session: Session) -> None:
    notice = make_notice(session, make_project(session, make_claim(session)))
    stood = {"notice_id": notice.id, "medium": "虚构日报", "kind": "newspaper_province", "published_on": "2022-08-03"}
    placement = add(session, Placement.model_validate(stood))
    scan, own = PlacementScan(placement_id=placement.id), frozenset({notice.issuer_id})
    assert refuse_foreign(session, own, scan) == notice.issuer_id
    with pytest.raises(RecordNotFound):
        refuse_foreign(session, frozenset({new_id()}), scan)


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
