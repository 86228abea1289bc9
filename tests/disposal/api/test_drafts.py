"""The API of drafts: a content becomes a published notice by the tokens of two persons, and by no other way."""

from base64 import b64encode
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from disposal.acting import TokenScope
from disposal.models.records.record import now
from disposal.services.accounts.tokens import make_token
from disposal.services.projects.issuers import change_issuer
from disposal.services.records.dates import today_in_china
from disposal.storage.database import Database
from tests.disposal.services.four_eyes.approving import by, issuer_of, refusals, staffed
from tests.support.publishing import invented_content
from tests.support.website import site_on

FACTS = {
    "issuer_code": "XGCS",
    "issuer_kind": "named_amc",
    "project_code": "测试-甲",
    "project_name": "虚构甲项目",
    "book_value": "1234567.89",
    "review_meeting_on": "2022-09-01",
    "province": "测试省",
}
ALL = (TokenScope.read, TokenScope.write, TokenScope.submit, TokenScope.approve, TokenScope.publish)


class Staff:
    """Calls of the API by people with tokens."""

    def __init__(self, site: TestClient, database: Database) -> None:
        self.site, self.database = site, database
        self.tokens = {login: self.token(login, *ALL) for login in ("chen", "wang", "ji")}

    def token(self, login: str, *scopes: TokenScope) -> str:
        with self.database.session(by(login)) as session:
            return make_token(session, "测试", scopes=scopes, lasts=timedelta(hours=1), at=now()).text

    def post(self, login: str, address: str, status: int, **body: Any) -> Any:
        """Call an address as somebody and return the answer, which must have this status."""
        bearer = {"authorization": f"Bearer {self.tokens.get(login, login)}"}
        answer = self.site.post(f"/api/v1/{address}", json=body or None, headers=bearer)
        assert answer.status_code == status, answer.text
        return answer.json()

    def drafted(self) -> str:
        """Enter and draft the invented project as chen; return the address of the draft."""
        content = invented_content().as_json()
        project = self.post("chen", "projects/from-content", 201, content=content, facts=FACTS)
        assert project["code"] == "测试-甲"
        draft = self.post("chen", f"projects/{project['code']}/drafts", 201, published_on="2022-08-03")
        return f"drafts/{draft['id']}"


@pytest.fixture
def staff(database: Database) -> Iterator[Staff]:
    """Yield the staff of a register with accounts, at noon of 2022-08-03."""
    staffed(database)
    with site_on(database, "2022-08-03 12:00") as site:
        yield Staff(site, database)


def test_content_is_entered_approved_and_published_by_two(staff: Staff) -> None:
    draft = staff.drafted()
    submitted = staff.post("chen", f"{draft}/submit", 200)
    assert submitted["state"] == "waiting"
    approved = staff.post("wang", f"{draft}/approve", 200, sha256=submitted["sha256"])
    assert approved == {**submitted, "state": "approved"}
    assert staff.post("chen", f"{draft}/publish", 200) == {"number": "XGCS-2022-0001", "scheduled_at": None}
    assert "虚构甲制造有限公司" in staff.site.get("/notices/XGCS-2022-0001").text


def test_drafter_is_refused_and_the_refusal_says_who_may(staff: Staff) -> None:
    draft = staff.drafted()
    digest = staff.post("chen", f"{draft}/submit", 200)["sha256"]
    error = staff.post("chen", f"{draft}/approve", 403, sha256=digest)["error"]
    assert (error["code"], error["zh"]) == ("own_work", "您参与了起草，须由他人审批：虚构wang，虚构zhao。")
    assert staff.post("chen", f"{draft}/publish", 409)["error"]["code"] == "approval_missing"
    refused = staff.post("ji", f"{draft}/approve", 403, sha256=digest)["error"]
    assert (refused["code"], "审批人" in refused["zh"]) == ("permission_refused", True)
    with staff.database.session() as session:
        assert [entry.channel for entry in refusals(session)] == ["api"] * 3


def test_other_digest_is_refused(staff: Staff) -> None:
    draft = staff.drafted()
    staff.post("chen", f"{draft}/submit", 200)
    assert staff.post("wang", f"{draft}/approve", 409, sha256="0" * 64)["error"]["field"] == "sha256"


def test_token_without_the_scope_does_not_approve(staff: Staff) -> None:
    draft = staff.drafted()
    digest = staff.post("chen", f"{draft}/submit", 200)["sha256"]
    narrow = staff.token("wang", TokenScope.read, TokenScope.publish)
    assert staff.post(narrow, f"{draft}/approve", 403, sha256=digest)["error"]["code"] == "token_scope_refused"


def test_returned_draft_waits_for_its_drafter(staff: Staff) -> None:
    draft = staff.drafted()
    staff.post("chen", f"{draft}/submit", 200)
    returned = staff.post("wang", f"{draft}/return", 200, comment="请核对利息", reasons=["amount"])
    assert returned == {"state": "returned", "reasons": ["amount"], "comment": "请核对利息"}
    token = {"authorization": f"Bearer {staff.tokens['chen']}"}
    shown = staff.site.get(f"/api/v1/{draft}", headers=token).json()
    assert (shown["draft"]["state"], shown["submission"]["returns"][0]["comment"]) == ("draft", "请核对利息")


def test_submission_is_taken_back(staff: Staff) -> None:
    draft = staff.drafted()
    staff.post("chen", f"{draft}/submit", 200)
    assert staff.post("chen", f"{draft}/withdraw-submission", 200)["state"] == "withdrawn"


def test_draft_is_discarded_for_good_and_the_project_drafted_anew(staff: Staff) -> None:
    draft = staff.drafted()
    assert staff.post("chen", f"{draft}/discard", 422, reason=" ")["error"]["field"] == "reason"
    assert staff.post("chen", f"{draft}/discard", 200, reason="起草有误")["draft"] == draft[-8:]
    assert staff.post("chen", f"{draft}/submit", 409)["error"]["code"] == "draft_discarded"
    assert staff.post("chen", "projects/测试-甲/drafts", 201, published_on="2022-08-03")["draft"] != draft[-8:]


@pytest.mark.parametrize("authorization", ["", "Basic eA==", "Bearer dsp_x"])
def test_call_without_a_usable_token_is_refused(staff: Staff, authorization: str) -> None:
    answer = staff.site.post("/api/v1/drafts/1/submit", headers={"authorization": authorization})
    assert answer.status_code == 401
    assert answer.json()["error"]["code"] in {"token_missing", "token_unusable"}


def test_reading_an_address_that_changes_something_names_the_method(staff: Staff) -> None:
    answer = staff.site.get("/api/v1/drafts/1/submit")
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
    assert "POST" in answer.json()["error"]["zh"]


def test_signed_sheet_is_entered_and_confirmed_by_two_tokens(staff: Staff) -> None:
    draft = staff.drafted()
    digest = staff.post("chen", f"{draft}/submit", 200)["sha256"]
    with staff.database.session(by("guan")) as session:
        change_issuer(session, issuer_of(session).id, {"allows_paper_approval": True}, reason="领导在纸上签批")
    staff.tokens |= {login: staff.token(login, *ALL) for login in ("shen", "li")}
    bearer = {"authorization": f"Bearer {staff.tokens['shen']}"}
    shown = staff.site.get(f"/api/v1/{draft}", headers=bearer).json()["submission"]
    body = {"code": shown["sheet_code"], "sha256": digest[:16], "signer": "wang", "file_name": "审批单.pdf"}
    body |= {"signed_on": str(today_in_china()), "scan": b64encode(b"%PDF-1.7\n%signed").decode()}
    paper = staff.post("shen", f"{draft}/paper-approvals", 201, **body)
    assert (paper["state"], paper["signed_by"]) == ("waiting", "虚构wang")
    here = f"{draft}/paper-approvals/{paper['id']}"
    assert staff.site.get(f"/api/v1/{here}/scan", headers=bearer).content == b"%PDF-1.7\n%signed"
    refusal = staff.post("shen", f"{here}/confirm", 403, sha256=digest[:16])["error"]
    assert refusal["code"] == "paper_needs_another"
    assert staff.post("li", f"{here}/confirm", 200, sha256=digest[:16])["state"] == "approved"
    assert staff.post("li", f"{here}/decline", 409, reason="签名不清")["error"]["code"] == "paper_does_not_fit"


def test_published_draft_names_its_notice_to_whoever_repeats_a_call(staff: Staff) -> None:
    draft = staff.drafted()
    digest = staff.post("chen", f"{draft}/submit", 200)["sha256"]
    assert staff.post("chen", f"{draft}/submit", 409)["error"]["code"] == "already_submitted"
    staff.post("wang", f"{draft}/approve", 200, sha256=digest)
    assert staff.post("chen", f"{draft}/publish", 422, publish_at="2022-08-05")["error"]["field"] == "publish_at"
    staff.post("chen", f"{draft}/publish", 200)
    error = staff.post("chen", f"{draft}/publish", 409)["error"]
    assert (error["code"], "XGCS-2022-0001" in error["zh"]) == ("draft_published", True)
    told = {"path": "items.0.claims.0.amounts.principal", "before": "1.00元", "after": "2.00元"}
    error = staff.post("chen", "notices/XGCS-2022-0001/amendments", 422, kind="更正公告", content={"changes": [told]})
    assert "label" not in error["error"]["zh"]
    assert "原为“1.00元”" in error["error"]["zh"]


def test_projects_and_drafts_are_listed_and_a_loan_entered_twice_is_told(staff: Staff) -> None:
    draft = staff.drafted().partition("/")[2]
    bearer = {"authorization": f"Bearer {staff.tokens['wang']}"}
    [listed] = staff.site.get("/api/v1/projects", headers=bearer).json()["projects"]
    shown = staff.site.get(f"/api/v1/projects/{listed['code']}", headers=bearer).json()
    assert [each["id"] for each in shown["drafts"]] == [draft]
    [waiting] = staff.site.get("/api/v1/drafts", headers=bearer).json()["drafts"]
    assert (waiting["id"], waiting["state"]) == (draft, "draft")
    facts = {**FACTS, "project_code": "测试-乙"}
    again = staff.post("chen", "projects/from-content", 201, content=invented_content().as_json(), facts=facts)
    assert [(each["project"], each["notice"]) for each in again["warnings"]] == [("测试-甲", None)]


@pytest.mark.parametrize(
    ("body", "kind", "words"),
    [(b'{"a":,}', "application/json", "第6个字符"), (b"a=1", "application/x-www-form-urlencoded", "Content-Type")],
)
def test_body_that_is_no_json_is_told_so(staff: Staff, body: bytes, kind: str, words: str) -> None:
    headers = {"authorization": f"Bearer {staff.tokens['chen']}", "content-type": kind}
    error = staff.site.post("/api/v1/projects/from-content", content=body, headers=headers).json()["error"]
    assert (error["field"], words in error["zh"]) == ("body", True)
