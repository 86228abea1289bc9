"""What stands against a notice: each finding leads to the field where it is mended, and all are told at once."""

import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from disposal.acting import Actor, Channel, Role
from disposal.models.projects.disposal_project import DisposalProject, ProjectClaim
from disposal.models.projects.issuer import Issuer
from disposal.services.notice_entry.claim_links import ClaimLinks
from disposal.storage.database import Database
from tests.disposal.pages.compose.huarong import claim_entered
from tests.disposal.pages.compose.test_notice_form import post, project_made
from tests.disposal.pages.desk.staff import staff_client
from tests.disposal.services.notice_entry.forms_as_typed import form_of_2022
from tests.support.accounts import make_account


@pytest.fixture
def client(database: Database) -> Iterator[TestClient]:
    """Yield a client of a signed-in asset manager."""
    with staff_client(database, at="2022-08-01 10:00") as opened:
        yield opened


def link_of(page: str, words: str) -> str:
    """Return the address that a finding with these words leads to."""
    found = re.search(rf'<a href="([^"]*)">[^<]*{words}', page)
    assert found, words
    return found[1]


def id_on(client: TestClient, address: str) -> bool:
    path, _, field = address.partition("#")
    return f'id="{field}"' in client.get(path).text


def test_hint_about_a_guarantor_leads_to_its_row_on_the_page_of_the_claim(
    client: TestClient, database: Database
) -> None:
    claim = claim_entered(database)
    shown = post(client, f"{project_made(client, claim)}/preview", form_of_2022(claim)).text
    address = link_of(shown, "未核实是否为国家机关")
    assert address == f"/desk/claims/{claim}/edit#guarantees-0-is_state_organ"
    assert id_on(client, address)


def test_finding_leads_who_may_not_change_a_claim_to_its_record(client: TestClient, database: Database) -> None:
    claim = claim_entered(database)
    project_made(client, claim)
    with database.session("首位管理员") as session:
        issuers = session.exec(select(Issuer.id)).all()
        for login, role in (("chen", Role.asset_manager), ("fawu", Role.legal_officer)):
            make_account(session, login, role, issuers=issuers)
    led = []
    for login in ("chen", "fawu"):
        with database.session(Actor(login, channel=Channel.page), is_read_only=True) as session:
            project, links = session.exec(select(DisposalProject)).one(), session.exec(select(ProjectClaim)).all()
            led.append(ClaimLinks.of(session, project, links).at("items.0.debtor.is_state_organ"))
    assert led == [f"/desk/claims/{claim}/edit#debtor-is_state_organ", f"/desk/claims/{claim}"]


def test_claim_without_amounts_at_the_record_date_is_told_with_all_else(client: TestClient, database: Database) -> None:
    claim = claim_entered(database)
    path = project_made(client, claim)
    form = {name: text for name, text in form_of_2022(claim).items() if not name.startswith("contacts-1")}
    answer = post(client, path, {**form, "assets-record_date": "2022-3-31", "window-count": ""}, do="submit")
    assert answer.status_code == 422
    summary = answer.text.partition('id="problems"')[2].partition("</div>")[0]
    assert link_of(summary, "没有基准日 2022-03-31 的金额") == f"/desk/claims/{claim}/edit#s4"
    assert link_of(summary, "没有写明公告期限") == "#window-count"
    assert 'href="#contacts"' in summary
    assert "window" not in re.sub("<[^>]*>", "", summary)


def test_missing_record_date_is_told_once_at_its_field(client: TestClient, database: Database) -> None:
    claim: UUID = claim_entered(database)
    path = project_made(client, claim)
    said = post(client, f"{path}/preview", {**form_of_2022(claim), "assets-record_date": ""}).text
    assert said.count('href="#assets-record_date"') == 1
