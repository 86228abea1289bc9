"""Pages of notices ask who is signed in: own branch, own role; a manager drafts and submits, nobody else's eyes."""

from collections.abc import Iterator
from uuid import UUID

import pytest

from disposal.acting import Role
from disposal.models.publication.notice import Notice
from disposal.services.claim_entry.completion import enter_page
from disposal.services.claim_entry.drafts import owner_in
from disposal.services.notice_entry.saving import open_draft_of
from disposal.storage.database import Database
from tests.disposal.pages.compose.huarong import HUARONG, only_project
from tests.disposal.services.notice_entry.forms_as_typed import PROJECT_2022, claim_of_2022, form_of_2022
from tests.support.accounts import open_account
from tests.support.factories import make_issuer
from tests.support.running.kept import kept
from tests.support.website import DeskBrowser, desk_on


@kept
def two_branches(database: Database) -> None:
    with database.session("首位管理员") as session:
        make_issuer(session, "HRZJ", **HUARONG)
        make_issuer(session, "XGCS")
    open_account(database, "guanli", Role.administrator)
    open_account(database, "chen", Role.asset_manager, by="guanli", issuers=("HRZJ",))
    open_account(database, "shen", Role.compliance_officer, by="guanli", issuers=("HRZJ",))
    open_account(database, "zhao", Role.asset_manager, by="guanli", issuers=("XGCS",))


@pytest.fixture
def desk(database: Database) -> Iterator[DeskBrowser]:
    """Yield a browser on a register with two branches: chen and shen at one, zhao at the other."""
    two_branches(database)
    with desk_on(database, "2022-08-01 10:00") as opened:
        yield opened


def claim_of(database: Database) -> UUID:
    with database.session("chen") as session:
        return enter_page(session, claim_of_2022(), issuer_id=owner_in(session).issuer_id).id


def made(desk: DeskBrowser, database: Database) -> tuple[str, UUID]:
    claim = claim_of(database)
    desk.sign_in("chen")
    desk.get("/desk/projects/new")
    answer = desk.post("/desk/projects/new", {**PROJECT_2022, "claims-chosen": str(claim), "do": "create"})
    return str(answer.headers["location"]).partition("?")[0], claim


def test_manager_submits_from_the_form_and_the_page_says_so(desk: DeskBrowser, database: Database) -> None:
    path, claim = made(desk, database)
    desk.get(path)
    form = form_of_2022(claim) | {"do": "submit"}
    modes = {"terms-modes": form["terms-modes"].split("、")}
    answer = desk.post(path, form | modes)
    assert answer.headers["location"].endswith("/approve?done=submit")
    assert "已提交审批" in desk.get(answer.headers["location"]).text
    with database.session("chen") as session:
        draft = open_draft_of(session, only_project(session).id)
        assert isinstance(draft, Notice)
        assert draft.state == "submitted"


def test_other_branch_sees_neither_project_nor_claim(desk: DeskBrowser, database: Database) -> None:
    path, claim = made(desk, database)
    with desk_on(database, "2022-08-01 10:00") as other:
        other.sign_in("zhao")
        assert other.get(path).status_code == 404
        assert "杭州华成聚合纤" not in other.get(f"/desk/projects/new?claim={claim}").text
        answer = other.post("/desk/projects/new", {**PROJECT_2022, "claims-chosen": str(claim), "do": "create"})
        assert answer.status_code in (404, 422)


def test_compliance_officer_cannot_draft_and_nobody_gets_to_the_sign_in(desk: DeskBrowser, database: Database) -> None:
    path, claim = made(desk, database)
    with desk_on(database, "2022-08-01 10:00") as other:
        assert other.get(path).headers["location"].startswith("/desk/sign-in?next=")
        other.sign_in("shen")
        assert other.get("/desk/projects/new").status_code == 403
        assert other.get(path).status_code == 200
        refused = other.post(path, form_of_2022(claim) | {"do": "draft"})
        assert refused.status_code == 422
        assert "不能办理此事" in refused.text
    with database.session("chen") as session:
        assert open_draft_of(session, only_project(session).id) is None
