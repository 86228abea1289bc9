"""审查结果: what waits, decisions with reason and expiry, an override by a second person, scope, roles, PDF, replay."""

import re
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlmodel import Session, select

from disposal.models.screening.decision import ScreeningDecision
from disposal.models.screening.screening import PendingRescreening
from disposal.services.screening.screenings import show
from disposal.storage.database import Database
from notices.content.limbs import LimbCode
from tests.disposal.pages.screening.conftest import client_of, staffed_case, token
from tests.support.listing import bring_in, make_list, write_csv
from tests.support.printed import text_of, without_space
from tests.support.screening import COMPANY, PERSON, case_of_2022, entered, screened

pytestmark = pytest.mark.filled(by=staffed_case)
HOSTILE = '"><script>alert(1)</script>{{7*7}}'
ADMITTED = [{"limb": code, "is_barred": code is LimbCode.civil_servant, "signed_on": "2022-08-10"} for code in LimbCode]


@pytest.fixture
def client(database: Database) -> Iterator[TestClient]:
    """Yield a client of the compliance officer."""
    with client_of(database) as opened:
        yield opened


@pytest.fixture
def shared_phone(database: Database) -> str:
    """Return the page of a company that shares its phone with another bidder: possibly buying through another."""
    with database.session("hege") as session:
        project = case_of_2022(session)
        entered(session, project, PERSON)
        return page_of(screened(session, entered(session, project, COMPANY)).id)


@pytest.fixture
def barred(database: Database) -> str:
    """Return the page of a person who declares himself to be a civil servant."""
    with database.session("hege") as session:
        return page_of(screened(session, entered(session, case_of_2022(session), PERSON, declarations=ADMITTED)).id)


def page_of(screening_id: UUID) -> str:
    return f"/desk/screenings/{screening_id}"


def number_of(database: Database, page: str, rule: str) -> int:
    """Return the number of the first finding of a rule."""
    with database.session("hege") as session:
        found = show(session, UUID(page.rpartition("/")[2])).result.findings
    return next(at for at, each in enumerate(found, start=1) if each.rule == rule)


def decide(client: TestClient, page: str, number: int, **fields: str) -> Response:
    own = {
        name if name in {"do", "request"} else f"{name}-{number}-{fields['do']}": text for name, text in fields.items()
    }
    return client.post(f"{page}/findings/{number}", data={"csrf": token(), **own})


def decisions(session: Session) -> list[tuple[str, str, str]]:
    found = session.exec(select(ScreeningDecision).order_by(ScreeningDecision.id)).all()  # type: ignore[arg-type]
    return [(each.verdict.value, each.decided_by, each.reason) for each in found]


def test_result_states_the_verdict_what_waits_the_law_and_the_replay(client: TestClient, shared_phone: str) -> None:
    shown = client.get(shared_phone).text
    assert "须由人核定" in shown
    assert "谁在等什么" in shown
    assert "核定第" in shown
    assert "未核对（仅提示）" in shown
    assert "逐字相同" in shown
    assert "未发现限制的结论" in shown
    words = re.sub(r"<[^>]+>", " ", shown)
    assert re.findall(r"[0-9a-f]{8}-[0-9a-f]{4}-|[a-z]+_[a-z_]+", words) == []


def test_bidder_is_screened_from_its_page_and_leads_to_the_result(client: TestClient, database: Database) -> None:
    with database.session("hege") as session:
        bidder = entered(session, case_of_2022(session), COMPANY).id
    assert f'href="/desk/bidders/{bidder}/screen"' in client.get(f"/desk/bidders/{bidder}").text
    shown = client.get(f"/desk/bidders/{bidder}/screen").text
    assert "虚构竞买有限公司" in shown
    answer = client.post(f"/desk/bidders/{bidder}/screen", data={"csrf": token(), "stage": "award"})
    assert answer.status_code == 303
    result = client.get(answer.headers["location"])
    assert result.status_code == 200
    assert "确定受让人前" in result.text


def test_match_is_dismissed_with_reason_and_last_day(client: TestClient, database: Database, shared_phone: str) -> None:
    number = number_of(database, shared_phone, "evasion.shared_phone")
    answer = decide(client, shared_phone, number, do="dismiss", reason="两家共用前台电话", expires_on="2022-9-30")
    assert answer.status_code == 303
    shown = client.get(answer.headers["location"].partition("#")[0]).text
    assert "已排除" in shown
    assert "有效至2022年9月30日" in shown
    with database.session() as session:
        assert decisions(session) == [("dismissed", "虚构hege", "两家共用前台电话")]


def test_match_is_confirmed_and_bars(client: TestClient, database: Database, shared_phone: str) -> None:
    number = number_of(database, shared_phone, "evasion.shared_phone")
    assert decide(client, shared_phone, number, do="confirm", reason="同一实际控制人").status_code == 303
    assert "不得购买本项目资产" in client.get(shared_phone).text


@pytest.mark.parametrize(
    ("fields", "at", "words"),
    [
        ({"do": "dismiss", "reason": "", "expires_on": "2022-09-30"}, "reason", ""),
        ({"do": "dismiss", "reason": "号码不同", "expires_on": ""}, "expires_on", "填写有效期的末日"),
        ({"do": "dismiss", "reason": "号码不同", "expires_on": "下个月"}, "expires_on", "填写有效期的末日"),
        ({"do": "dismiss", "reason": "号码不同", "expires_on": "2022-08-14"}, "expires_on", "末日已经过去"),
        ({"do": "confirm", "reason": "  "}, "reason", ""),
        ({"do": "request", "reason": "号码不同"}, "", "只有“不得购买”可申请破例"),
    ],
)
def test_decision_that_lacks_something_is_told_at_its_field_and_keeps_what_was_typed(
    client: TestClient, database: Database, shared_phone: str, *, fields: dict[str, str], at: str, words: str
) -> None:
    number = number_of(database, shared_phone, "evasion.shared_phone")
    answer = decide(client, shared_phone, number, **fields)
    assert answer.status_code in {409, 422}
    assert "<title>错误：" in answer.text
    assert words in answer.text
    if at:
        field = f"{at}-{number}-{fields['do']}"
        assert f'<a href="#{field}">' in answer.text
        assert f'id="{field}"' in answer.text
    if "号码" in fields["reason"] and fields["do"] != "request":
        assert "号码不同" in answer.text
    with database.session() as session:
        assert decisions(session) == []


def test_all_faults_of_a_decision_are_told_at_once_in_the_order_of_the_form(
    client: TestClient, database: Database, shared_phone: str
) -> None:
    number = number_of(database, shared_phone, "evasion.shared_phone")
    told = decide(client, shared_phone, number, do="dismiss", reason=" ", expires_on="2022-08-14").text
    assert "有2处需要修改" in told
    assert told.index(f'<a href="#reason-{number}-dismiss">') < told.index(f'<a href="#expires_on-{number}-dismiss">')


def test_override_is_asked_for_by_one_and_approved_by_another_person(database: Database, barred: str) -> None:
    number = number_of(database, barred, "civil_servant")
    with client_of(database) as officer:
        assert decide(officer, barred, number, do="request", reason="上级批复〔2022〕8号").status_code == 303
        shown = officer.get(barred).text
        assert "您提出了申请，须由他人批准" in shown
        request = request_of(database)
        assert decide(officer, barred, number, do="approve", reason="自批", request=request).status_code == 409
    with client_of(database, "tongren") as same_person:
        assert 'value="approve"' not in same_person.get(barred).text
        assert decide(same_person, barred, number, do="approve", reason="换号", request=request).status_code == 409
    with client_of(database, "shenpi") as approver:
        shown = approver.get(barred).text
        assert "上级批复〔2022〕8号" in shown
        assert 'value="approve"' in shown
        assert decide(approver, barred, number, do="approve", reason="批复属实", request=request).status_code == 303
        assert "经批准破例" in approver.get(barred).text
    with database.session() as session:
        assert [each[:2] for each in decisions(session)] == [
            ("override_requested", "虚构hege"), ("override_approved", "虚构shenpi"),
        ]  # fmt: skip


def test_override_that_waits_is_listed_and_is_work_for_a_second_person_alone(database: Database, barred: str) -> None:
    number = number_of(database, barred, "civil_servant")
    work = f'href="{barred}#finding-{number}"'
    title = "待另一人批准的破例"
    with client_of(database) as officer:
        assert title not in officer.get("/desk/screenings").text
        decide(officer, barred, number, do="request", reason="上级批复〔2022〕8号")
        waiting = officer.get("/desk/screenings").text.partition(title)[2]
        assert "由另一人批准" in waiting
        assert work in waiting
        assert "批准破例" not in officer.get("/desk").text
    for login, is_work in (("tongren", False), ("shenpi", True), ("hege2", True), ("waidi", False)):
        with client_of(database, login) as other:
            assert (work in other.get("/desk").text) is is_work, login
    with client_of(database, "shenpi") as approver:
        request = request_of(database)
        decide(approver, barred, number, do="approve", reason="批复属实", request=request)
        assert title not in approver.get("/desk/screenings").text
        assert work not in approver.get("/desk").text


def request_of(database: Database) -> str:
    with database.session() as session:
        return str(session.exec(select(ScreeningDecision.id)).one())


def test_asset_manager_reads_but_may_not_decide(database: Database, shared_phone: str) -> None:
    number = number_of(database, shared_phone, "evasion.shared_phone")
    with client_of(database, "jingli") as manager:
        shown = manager.get(shared_phone)
        assert shown.status_code == 200
        assert 'value="confirm"' not in shown.text
        answer = decide(manager, shared_phone, number, do="confirm", reason="我来")
        assert answer.status_code == 403
        assert "岗位不能办理" in answer.text
    with database.session() as session:
        assert decisions(session) == []


def test_bidder_of_another_issuer_is_not_there(database: Database, barred: str) -> None:
    number = number_of(database, barred, "civil_servant")
    with database.session("hege") as session:
        bidder = show(session, UUID(barred.rpartition("/")[2])).question.facts.dossier.bidder.name
    with client_of(database, "waidi") as other:
        for address in (barred, f"{barred}/opinion.pdf"):
            answer = other.get(address, headers={"accept": "text/html"})
            assert answer.status_code == 404
            assert bidder not in answer.text
        assert decide(other, barred, number, do="request", reason="外地").status_code == 404
        assert bidder not in other.get("/desk/screenings").text
    with database.session() as session:
        assert decisions(session) == []


def test_opinion_is_downloaded_as_pdf(client: TestClient, barred: str, tmp_path: Path) -> None:
    answer = client.get(f"{barred}/opinion.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert "意向受让人测试竞买人不得购买本项目资产" in without_space(text_of(answer.content, tmp_path))


def test_list_that_touches_a_bidder_makes_it_wait_and_it_is_screened_again_from_the_page(
    client: TestClient, database: Database, tmp_path: Path
) -> None:
    with database.session("hege") as session:
        make_list(session)
        bring_in(session, write_csv(tmp_path / "一.csv", [("某甲", "", "", "")]))
        row = screened(session, entered(session, case_of_2022(session), PERSON))
    with database.session("waidi") as session:  # lists belong to the whole company
        bring_in(session, write_csv(tmp_path / "二.csv", [("测试竞买人", "", "虚构局", "")]))
    assert "须重新审查" in client.get("/desk/screenings").text
    shown = client.get("/desk/screenings").text
    assert "《测试名册》更新至第2版" in shown
    assert "上次审查以后有变更" in client.get(f"/desk/bidders/{row.bidder_id}/screen").text
    answer = client.post("/desk/screenings/again", data={"csrf": token()})
    shown = client.get(answer.headers["location"]).text
    assert "已重新审查1名" in shown
    assert "给我的通知 1" in shown
    with database.session() as session:
        assert session.exec(select(PendingRescreening)).all() == []


def test_script_in_reasons_is_text(client: TestClient, database: Database, barred: str) -> None:
    number = number_of(database, barred, "civil_servant")
    assert "<script>alert" not in decide(client, barred, number, do="dismiss", reason=HOSTILE, expires_on=HOSTILE).text
    assert decide(client, barred, number, do="request", reason=HOSTILE).status_code == 303
    shown = client.get(barred).text
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)" in shown
    assert decide(client, barred, number, do="approve", reason="x", request="x").status_code == 404


def test_approval_asks_for_a_proof_of_who_approves(database: Database, barred: str) -> None:
    number = number_of(database, barred, "civil_servant")
    with client_of(database) as officer:
        decide(officer, barred, number, do="request", reason="上级批复〔2022〕8号")
    with client_of(database, "shenpi", at="2022-08-15 11:00") as approver:  # the last proof is an hour old
        assert "现用密码" in approver.get(barred).text
        answer = decide(approver, barred, number, do="approve", reason="批复属实", request=request_of(database))
        assert answer.status_code == 403
        assert '<a href="#proof">' in answer.text
        assert "批复属实" in answer.text
    with database.session() as session:
        assert len(decisions(session)) == 1
