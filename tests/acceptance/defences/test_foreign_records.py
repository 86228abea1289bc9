"""Records of another issuer are not there: by address, by form field, by API body, in lists, searches and exports."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from httpx2 import Response
from sqlmodel import col, func, select

from disposal.models.records.audit_entry import AuditEntry
from disposal.storage.database import Database
from tests.acceptance.defences.needs import Needs
from tests.acceptance.defences.route_verbs import ROUTES
from tests.acceptance.defences.routes import ServedRoute, served_routes
from tests.acceptance.defences.test_route_permissions import FIXED, Visitor, visiting
from tests.acceptance.defences.two_issuers import (
    EVERYTHING,
    OURS,
    PDF,
    SECRET,
    THEIRS,
    UNKNOWN,
    fill_two_issuers,
    ids_at,
)
from tests.disposal.services.notice_entry.forms_as_typed import PROJECT_2022, form_of_2022
from tests.support.house import refuse
from tests.support.packages.workbook import FACTS, template_bytes
from tests.support.publishing import ISSUER, invented_content
from tests.support.website import SAME_SITE

pytestmark = [pytest.mark.filled(by=fill_two_issuers), pytest.mark.xdist_group("defences")]
OF_ISSUERS = {
    "notice_id", "project_id", "bidder_id", "screening_id", "draft_id", "claim_id", "import_id", "placement_id",
    "scan_id", "record_id", "draft", "booking_id", "file_id", "paper_id", "package_id", "issuer_code", "notice_number",
    "receipt", "evidence_id", "enquiry_receipt", "enquiry_file_id",
}  # fmt: skip
"""Parameters that name a record of one issuer; parties, lists and accounts belong to all."""
OF_ALL = {"parties"}
BY_BUTTON = {"act": "approve", "sha256": "0" * 64, "comment": "x", "reasons": "other", "reason": "测试"}


@pytest.fixture
def visitor(database: Database) -> Iterator[Visitor]:
    """Yield somebody of ours with every role."""
    with visiting(database, EVERYTHING) as opened:
        yield opened


@pytest.fixture
def theirs(database: Database) -> Mapping[str, str]:
    """Return the ids of the other issuer."""
    with database.session() as session:
        return ids_at(session, THEIRS)


def done(database: Database) -> int:
    """Count what was done: the entries of the audit trail besides refusals."""
    with database.session() as session:
        query = select(func.count()).select_from(AuditEntry).where(col(AuditEntry.event) != "access.refused")
        return session.exec(query).one()


def guarded() -> list[tuple[ServedRoute, Needs, str]]:
    """Return each route and button with each of its parameters that names a record of one issuer."""
    found = [(route, name) for route in served_routes() for name in route.parameters if name in OF_ISSUERS]
    of_one = [(route, name) for route, name in found if route.path.split("/")[2] not in OF_ALL]
    return [(route, row, name) for route, name in of_one for row in ROUTES[str(route)]]


def asked(visitor: Visitor, route: ServedRoute, row: Needs, named: Mapping[str, str]) -> Response:
    """Ask as the button does, with what it sends and what others may send, for a record of ``named``."""
    values = {name: text.format(**visitor.ids) for name, text in row.values.items()}
    address, client = route.filled(visitor.ids | values | named), visitor.browser.client
    if route.is_api:
        body = {"sha256": "0" * 64, "comment": "x"} if route.method == "POST" and row.body is None else row.body
        sent: Any = {"data": row.form, "files": row.files} if row.files else {"json": body}
        return client.request(route.method, address, headers=visitor.header, **sent)
    if route.method == "GET":
        return client.get(address)
    form = {"csrf": visitor.browser.token, **BY_BUTTON, "do": "confirm", **row.form}
    files = {"placement-scan": ("整版.pdf", PDF)} if "scans" in route.path else row.files or None
    return client.post(address, data=form, files=files, headers=SAME_SITE)


def shown(answer: Response, foreign: str) -> str:
    """Return what a page shows, without the token of its forms, which is new on each page, and the id asked for."""
    return re.sub(r"[\w-]{22}\.[\w-]{43}", "token", answer.text).replace(foreign, UNKNOWN)


def test_address_with_a_record_of_another_issuer_is_answered_as_one_of_none(
    visitor: Visitor, database: Database, theirs: Mapping[str, str]
) -> None:
    before, wrong = done(database), []
    assert len(guarded()) > 50
    for route, row, name in guarded():
        kind = route.path.split("/")[2].removesuffix("s")
        foreign = theirs[f"{kind}_id"] if name == "record_id" else theirs[name]
        of_theirs = asked(visitor, route, row, {name: foreign})
        unknown = UNKNOWN if name != "draft_id" else foreign  # a page gives a draft its id: one of none is a new one
        of_none = asked(visitor, route, row, {name: unknown})
        if of_theirs.status_code != 404 or of_none.status_code != 404:
            wrong.append(f"{route} {dict(row.values)} {name}: {of_theirs.status_code}, none {of_none.status_code}")
        elif shown(of_theirs, foreign) != shown(of_none, foreign) or SECRET in of_theirs.text:
            wrong.append(f"{route} {name}: tells them apart")
    refuse(wrong)
    assert done(database) == before


def forms(theirs: Mapping[str, str]) -> list[tuple[str, str, Mapping[str, Any]]]:
    """Return forms and bodies of ours that name a record of theirs in one field."""
    ours, claim, project = "/desk/projects/{project_id}/notice", theirs["claim_id"], theirs["project_id"]
    chosen, facts = {"claims-chosen": claim}, {"issuer_code": THEIRS, "project_code": "测试-新", "book_value": "1"}
    content = invented_content("丁", issuer=ISSUER).model_dump(mode="json")
    body = {"content": content, "facts": facts | {"project_name": "虚构新项目"}}
    return [
        ("POST", "/desk/projects/new", {**PROJECT_2022, **chosen, "do": "create"}),
        ("POST", "/desk/projects/new", {**PROJECT_2022, "project-issuer": theirs["issuer_id"], "do": "create"}),
        *(("POST", ours, {**form_of_2022(claim), "do": act}) for act in ("save", "draft", "submit", "search")),
        ("POST", f"{ours}/preview", form_of_2022(claim)),
        ("POST", "/desk/bidders/new", {"project": project, "bidder-name": "测试竞买人"}),
        ("POST", "/desk/bidders/upload", {"project": project}),
        ("POST", "/desk/screenings/again", {"bidder": theirs["bidder_id"]}),
        ("POST", "/desk/packages/new", FACTS | {"issuer_code": THEIRS}),
        (
            "POST",
            "/desk/packages/new",
            FACTS | {"issuer_code": OURS, "project_code": theirs["project_code"].partition("/")[2]},
        ),
        ("POST", f"/desk/claims/drafts/{UNKNOWN}", {"claim": claim, "do": "change"}),
        ("POST", f"/desk/claims/drafts/{UNKNOWN}", {"claim-issuer": THEIRS, "do": "finish"}),
        ("JSON", "/api/v1/projects/from-content", body),
    ]


def test_form_or_body_that_names_a_record_of_another_issuer_reaches_nothing(
    visitor: Visitor, database: Database, theirs: Mapping[str, str]
) -> None:
    wrong = []
    for method, path, fields in forms(theirs):
        address, client = path.format(**visitor.ids), visitor.browser.client
        if method == "JSON":
            answer = client.post(address, json=fields, headers=visitor.header)
        else:
            files = {"workbook": ("资产包.xlsx", template_bytes())} if "packages" in path else None
            form = {"csrf": visitor.browser.token, **fields}
            answer = client.post(address, data=form, files=files, headers=SAME_SITE)
        if answer.status_code >= 500 or SECRET in answer.text:
            wrong.append(f"{path} {fields.get('do', '')}: {answer.status_code}")
    refuse(wrong)
    with database.session() as session:
        touched = (AuditEntry.event != "access.refused") & (AuditEntry.login == EVERYTHING)
        words = [f"{each.event} {each.after}" for each in session.exec(select(AuditEntry).where(touched)).all()]
    known = {value for name, value in theirs.items() if name not in ("party_id", "upload_id", "code")}
    assert [each for each in words if any(value in each for value in known)] == []


ASKED = (
    "/desk/projects/new?claim={claim_id}", "/desk/bidders/new?project={project_id}",
    "/desk/claims/new?after={claim_id}", "/desk/claims/new?discarded={draft_id}", "/desk/bidders/projects?q=机密",
    "/desk/search?q=机密项目", "/desk/claims?q=机密", "/desk/projects?q=机密", "/desk/notices?q=机密",
    "/desk/bidders?q=机密", "/desk/claims", "/desk/projects", "/desk/notices", "/desk/bidders", "/desk/approvals",
    "/desk/packages/new", "/desk/screenings", "/desk",
)  # fmt: skip


def test_lists_searches_suggestions_and_exports_hold_records_of_ones_own_issuer_only(
    visitor: Visitor, theirs: Mapping[str, str]
) -> None:
    client, wrong = visitor.browser.client, []
    for path in ASKED:
        answer = client.get(path.format(**theirs))
        if answer.status_code != 200 or SECRET in answer.text:
            wrong.append(f"{path}: {answer.status_code}")
    for code in ("claims", "projects", "notices", "bidders"):
        fields = {"csrf": visitor.browser.token, "form": "csv"}
        answer = client.post(f"/desk/{code}/export", data=fields, headers=SAME_SITE)
        if answer.status_code != 200 or SECRET in answer.text:
            wrong.append(f"export of {code}: {answer.status_code}")
    refuse(wrong)


def test_ids_of_the_walk_are_those_of_every_route() -> None:
    shared = {"party_id", "upload_id", "code", "notice", *FIXED}
    assert {name for route in served_routes() for name in route.parameters} - OF_ISSUERS - shared == set()
