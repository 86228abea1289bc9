"""No page of the desk leads to one that refuses the person: what a role may not do is not offered to it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlmodel import select

from disposal.acting import Role
from disposal.models.publication.notice import Notice
from disposal.services.sign_in.sessions import SignedIn
from disposal.storage.database import Database
from disposal.web.acting import acting
from tests.disposal.pages.desk.staff import person, staff_app
from tests.support.accounts import make_account
from tests.support.publishing import publish_huarong_2022

_LINK = re.compile(r'<a [^>]*href="(/desk[^"#]*)"')


@pytest.fixture
def client(database: Database) -> Iterator[TestClient]:
    """Yield a client that is signed in as the role that the query names, at the branch of the notice of 2022."""
    with database.session("首位管理员") as session:
        issuer_id = session.exec(select(Notice.issuer_id)).one()
        accounts = {role: make_account(session, role.value, role, issuers=[issuer_id]).id for role in Role}
    app = staff_app(database)

    async def signed_in(role: Role) -> SignedIn:
        return replace(person(role.value), account_id=accounts[role], roles=frozenset({role}))

    app.dependency_overrides[acting] = signed_in
    with TestClient(app, headers={"sec-fetch-site": "same-origin"}, follow_redirects=False) as opened:
        yield opened


@pytest.mark.filled(by=publish_huarong_2022)
@pytest.mark.parametrize("role", list(Role))
def test_page_leads_to_none_that_refuses_the_person(client: TestClient, role: Role) -> None:
    page_of = cache(lambda address: _get(client, address, role))
    seen, pages = set[str](), {"/desk"}
    for _ in range(3):  # home; lists and forms; a record of each list
        seen |= pages
        found = {link: page for page in sorted(pages) for link in _links(page_of(page)) if link not in seen}
        assert not {link: page for link, page in found.items() if page_of(link).status_code == 403}
        pages = set({link.split("/")[2]: link for link in sorted(found, reverse=True)}.values())
    assert len(seen) > 1


def _links(page: Response) -> set[str]:
    return {link.replace("&amp;", "&") for link in _LINK.findall(page.text)}


def _get(client: TestClient, page: str, role: Role) -> Response:
    return client.get(f"{page}{'&' if '?' in page else '?'}role={role.value}")  # type: ignore[return-value]
