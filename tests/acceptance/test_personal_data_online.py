"""A published notice with natural persons, and its amendments, as anybody finds them: pages, files, API, search."""

import io
import random
import subprocess
from urllib.parse import quote

import pikepdf
from fastapi.testclient import TestClient
from sqlmodel import Session, col, select

from disposal.models.parties.party import Party
from disposal.models.publication.notice import Notice
from disposal.models.publication.notice_version import NoticeVersion
from disposal.models.records.audit_entry import AuditEntry
from disposal.services.intake.intake import IntakeFacts, enter_content
from disposal.services.parties.parties import change_party
from disposal.services.publication.publication import draft_notice
from disposal.storage.database import Database
from tests.support.notice_samples import flat
from tests.support.packages.persons import Person, notice_of, people
from tests.support.publishing import PUBLISHED_ON, amend, publish
from tests.support.website import site_on

FACTS = {"issuer_code": "XGCS", "project_code": "测试-自然人", "project_name": "虚构项目", "book_value": "1234567.89"}
NUMBERS = [f"XGCS-2022-000{at}" for at in range(1, 5)]


def test_nothing_public_holds_personal_data_and_staff_know_the_names(database: Database) -> None:
    persons = hidden_people()
    with database.session("测试员") as session:
        assert_known_to_staff(session, published(session, persons), persons)
    with site_on(database, "2022-08-20 10:00") as site:
        found = flat("".join((pages(site), *(files(site, number) for number in NUMBERS))))
        assert [secret for person in persons for secret in person.secrets if flat(secret) in found] == []
        assert {"曹某某1", "曹某某2", "徐某某"} <= {
            label for label in ("曹某某1", "曹某某2", "徐某某") if label in found
        }
        for person in persons:
            assert [searched(site, words) for words in (person.name, person.number, person.phone)] == [0, 0, 0]
        assert searched(site, "曹某某1") == 1
        assert 'id="personal-data"' in site.get(f"/notices/{NUMBERS[0]}").text
        assert "停止公开" in site.get(f"/notices/{NUMBERS[0]}").text


def assert_known_to_staff(session: Session, notice: Notice, persons: list[Person]) -> None:
    """See that records, versions and audit trail hold the full names."""
    names = {person.name for person in persons}
    assert names <= set(session.exec(select(Party.name)))
    versions = session.exec(select(NoticeVersion).where(NoticeVersion.notice_id == notice.id)).all()
    assert [names <= set(version.name_masks) for version in versions] == [True, True, True]
    frozen = session.exec(select(AuditEntry).where(col(AuditEntry.event) == "notice_version.frozen")).all()
    assert all(names <= set(entry.after["name_masks"]) for entry in frozen if entry.after)


def hidden_people() -> list[Person]:
    """Return two of one surname and one of another, of whom no basis is recorded."""
    chance = random.Random(7)  # noqa: S311 - invented people, no secret
    found = [person for person in people(chance, 60) if person.is_hidden and "·" not in person.name]
    alike = [person for person in found if person.name.startswith("曹")][:2]
    return [*alike, next(person for person in found if person.name.startswith("徐"))]


def published(session: Session, persons: list[Person]) -> Notice:
    """Publish a notice of these persons and three amendments; the register knows number, telephone and home."""
    content = notice_of(random.Random(5), persons)  # noqa: S311 - the same
    project = enter_content(session, content, IntakeFacts.model_validate({**FACTS, "review_meeting_on": "2022-09-30"}))
    for person in persons:
        party = session.exec(select(Party).where(Party.name == person.name)).one()
        known = {"personal_number": person.number, "phone": person.phone}
        change_party(session, party.id, known, reason="补录证件")
    notice = draft_notice(session, project.id, published_on=PUBLISHED_ON)
    publish(session, notice.id)
    first, last = persons[0].name, persons[-1].name
    amend(session, notice, "supplement", items=[{"debtor": first, "details": f"{last}另有房产一处"}])
    before, after = f"{first}系自然人", f"{first}系个体经营者"
    change = {"label": "债务人概况", "path": "items.0.profile", "before": before, "after": after}
    amend(session, notice, "correction", changes=[change], reason=f"{first}来函")
    amend(session, notice, "withdrawal", reason=f"{first}已清偿全部债务")
    return notice


def pages(site: TestClient) -> str:
    """Return the pages and answers that anybody can read, in both languages."""
    paths = ["/notices", *(f"/notices/{number}" for number in NUMBERS)]
    addresses = ["/", "/en", *(prefix + path for prefix in ("", "/en", "/api/v1") for path in paths)]
    return "".join(site.get(address).text for address in addresses)


def files(site: TestClient, number: str) -> str:
    """Return the files of all versions of a notice, the text of the PDF and its attachment among them."""
    found = []
    for version in site.get(f"/api/v1/notices/{number}/versions").json()["versions"]:
        stem = f"/notices/{number}/versions/{version['version_no']}"
        found += [site.get(f"{stem}.{suffix}").text for suffix in ("txt", "html", "json")]
        data = site.get(f"{stem}.pdf").content
        with pikepdf.open(io.BytesIO(data)) as pdf:
            found += [pdf.attachments[name].get_file().read_bytes().decode() for name in pdf.attachments]
            found.append(str(pdf.docinfo))
        read = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True)
        found.append(read.stdout.decode())
    return "".join(found)


def searched(site: TestClient, words: str) -> int:
    """Return how many notices a search finds."""
    return len(site.get(f"/api/v1/notices?q={quote(words)}").json()["notices"])
