"""What a form or body may say: no field besides its own, no address that runs, no number that stays readable."""

import logging
from collections.abc import Iterator

import pytest
from pydantic import ValidationError
from sqlmodel import select

from disposal.acting import Role
from disposal.models.accounts.account import Account
from disposal.models.claims.claim import Claim
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.projects.issuer import IssuerCreate
from disposal.models.publication.notice import Notice
from disposal.models.publication.placement import PlacementCreate
from disposal.models.records.audit_entry import AuditEntry
from disposal.storage.database import Database
from notices.content.parties import NoticeIssuer, PlacementItem
from tests.acceptance.defences.test_route_permissions import Visitor, visiting
from tests.acceptance.defences.two_issuers import EVERYTHING, THEIRS, fill_two_issuers, ids_at, login_of
from tests.disposal.services.claim_entry.pages_as_typed import small_page
from tests.support.clear_numbers import numbers_in
from tests.support.listing import number_of
from tests.support.publishing import PUBLISHED_ON
from tests.support.website import SAME_SITE

pytestmark = [pytest.mark.filled(by=fill_two_issuers), pytest.mark.xdist_group("defences")]
SMUGGLED = {"id": "01890a5d-ac96-774b-bcce-b302099a8057", "state": "published", "number": "XGCS-2099-0001",
            "status": "closed", "roles": "administrator", "actor": "管理员", "owner": "别人", "is_register": "yes",
            "account_id": "01890a5d-ac96-774b-bcce-b302099a8057", "created_at": "2000-01-01"}  # fmt: skip
RUNNING = ("javascript:alert(1)", "JavaScript:alert(1)", "java\tscript:alert(1)", " javascript:alert(1)", "vbscript:x",
           "data:text/html,<script>alert(1)</script>", "file:///etc/passwd")  # fmt: skip
LEADING = (
    "https://disposal.example/a?b=c",
    "http://disposal.example:8080/",
    "www.disposal.example/公告",
    "disposal.example",
)


@pytest.fixture
def visitor(database: Database) -> Iterator[Visitor]:
    """Yield somebody with every role."""
    with visiting(database, EVERYTHING) as opened:
        yield opened


def smuggling(issuer_id: str, section: str) -> dict[str, str]:
    """Return fields that no page has, in the names of the register and in those of a section of a form."""
    fields = SMUGGLED | {"issuer_id": issuer_id, "issuer": THEIRS}
    return fields | {f"{section}-{name}": value for name, value in fields.items()}


def test_claim_form_with_fields_of_no_page_makes_the_claim_of_the_page(visitor: Visitor, database: Database) -> None:
    with database.session() as session:
        theirs = ids_at(session, THEIRS)["issuer_id"]
    draft = "01890a5d-ac96-774b-bcce-b302099a8000"
    page = small_page() | {"debtor-is_state_organ": "否"} | smuggling(theirs, "claim") | {"do": "finish", "told": "yes"}
    form = page | {"csrf": visitor.browser.token}
    answer = visitor.browser.client.post(f"/desk/claims/drafts/{draft}", data=form, headers=SAME_SITE)
    assert answer.status_code == 303, answer.text[:500]
    with database.session() as session:
        entry = session.exec(
            select(AuditEntry).where(AuditEntry.event == "claim.entered", AuditEntry.login == EVERYTHING)
        ).one()
        claim = session.get_one(Claim, entry.subject_id)
        assert str(claim.issuer_id) == visitor.ids["issuer_id"]
        assert str(claim.id) != SMUGGLED["id"]
        assert entry.actor == f"虚构{EVERYTHING}"


def test_project_and_decision_take_neither_state_nor_number_nor_issuer(visitor: Visitor, database: Database) -> None:
    with database.session() as session:
        theirs = ids_at(session, THEIRS)["issuer_id"]
    form = {"csrf": visitor.browser.token, "project-code": "测试-偷", "project-name": "虚构偷", "do": "create",
            "claims-chosen": visitor.ids["claim_id"], **smuggling(theirs, "review")}  # fmt: skip
    visitor.browser.client.post("/desk/projects/new", data=form, headers=SAME_SITE)
    acted = {"csrf": visitor.browser.token, "comment": "x", "sha256": "0" * 64, **smuggling(theirs, "notice")}
    for act in ("approve", "return", "withdraw", "submit"):
        path = f"/desk/notices/{visitor.ids['draft']}/{act}"
        visitor.browser.client.post(path, data=acted, headers=SAME_SITE)
    with database.session() as session:
        made = session.exec(select(DisposalProject).where(DisposalProject.code == "测试-偷")).one_or_none()
        assert made is None or (str(made.issuer_id), made.status.value) == (visitor.ids["issuer_id"], "preparing")
        draft = session.get_one(Notice, visitor.ids["draft"])
        assert (draft.number, str(draft.issuer_id)) == (None, visitor.ids["issuer_id"])
        assert draft.state != "published"


def test_own_settings_change_no_role_and_no_branch(visitor: Visitor, database: Database) -> None:
    with database.session() as session:
        theirs = ids_at(session, THEIRS)["issuer_id"]
        before = session.exec(select(Account).where(Account.login == EVERYTHING)).one().model_dump()
    form = {"csrf": visitor.browser.token, "look": "dark", **smuggling(theirs, "account"), "issuer_ids": theirs}
    assert visitor.browser.client.post("/desk/me/look", data=form, headers=SAME_SITE).status_code == 303
    with database.session() as session:
        after = session.exec(select(Account).where(Account.login == EVERYTHING)).one().model_dump()
    assert {name for name in before if before[name] != after[name]} == {"look"}


@pytest.mark.parametrize("path", ["/api/v1/users", "/api/v1/drafts/{draft}/approve", "/api/v1/drafts/{draft}/submit"])
def test_api_body_with_further_fields_changes_nothing_of_them(visitor: Visitor, database: Database, path: str) -> None:
    with visiting(database, login_of(Role.administrator)) as administrator:
        body = {
            "login": "neu",
            "name": "新人",
            "roles": ["auditor"],
            "sha256": "0" * 64,
            **SMUGGLED,
            "roles ": ["approver"],
        }
        body |= {"roles": ["auditor"]}
        who = administrator if path.endswith("users") else visitor
        who.browser.client.post(path.format(**visitor.ids), json=body, headers=who.header)
    with database.session() as session:
        made = session.exec(select(Account).where(Account.login == "neu")).one_or_none()
        assert made is None or (made.roles, str(made.id) != SMUGGLED["id"]) == ([Role.auditor], True)
        assert session.get_one(Notice, visitor.ids["draft"]).number is None


@pytest.mark.parametrize("address", RUNNING)
def test_address_that_runs_is_refused_at_entry(visitor: Visitor, address: str) -> None:
    stood = {"medium": "虚构网", "kind": "company_website", "published_on": PUBLISHED_ON, "url": address}
    for model, values in (
        (PlacementItem, stood),
        (PlacementCreate, {**stood, "notice_id": visitor.ids["notice_id"]}),
        (NoticeIssuer, {"name": "虚构公司", "website": address}),
        (IssuerCreate, {"name": "虚构公司", "code": "XX", "website": address}),
    ):
        with pytest.raises(ValidationError, match=r"address of a page|begins with https|not printable|line break"):
            model.model_validate(values)
    form = {"csrf": visitor.browser.token, "placement-medium": "虚构网", "placement-kind": "公司网站",
            "placement-published_on": "2022-8-4", "placement-url": address}  # fmt: skip
    path = f"/desk/notices/{visitor.ids['notice_id']}/placements"
    assert visitor.browser.client.post(path, data=form, headers=SAME_SITE).status_code == 422


@pytest.mark.parametrize("address", LEADING)
def test_address_of_a_page_is_taken(address: str) -> None:
    assert NoticeIssuer.model_validate({"name": "虚构公司", "website": address}).website == address


def test_full_number_in_an_address_reaches_neither_page_nor_log_nor_record(
    visitor: Visitor, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    number = number_of(321)
    shown = []
    for path in ("/desk/search", "/desk/parties", "/desk/claims", "/desk/bidders", "/desk/lists/staff", "/notices"):
        shown.append(visitor.browser.client.get(path, params={"q": number}).text)
    form = {"csrf": visitor.browser.token, "form": "csv", "q": number}
    shown.append(visitor.browser.client.post("/desk/parties/export", data=form, headers=SAME_SITE).text)
    with database.session() as session:
        trail = "".join(f"{each.reason} {each.after}" for each in session.exec(select(AuditEntry)).all())
    assert numbers_in(trail.encode(), planted=[number]) == set()
    ours = [each.getMessage() for each in caplog.records if not each.name.startswith("httpx")]
    assert numbers_in(" ".join(ours).encode(), planted=[number]) == set()


def test_error_of_the_database_names_no_value_that_was_to_be_written(database: Database) -> None:
    with pytest.raises(Exception, match="hide_parameters") as error, database.engine.connect() as connection:
        connection.exec_driver_sql("SELECT CAST(%(words)s AS integer)", {"words": "虚构保证人"})
    assert "虚构保证人" not in str(error.value).replace(str(error.value.__cause__), "")
