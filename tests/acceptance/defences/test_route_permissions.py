"""Every route by every role and by nobody: who lacks the right is refused, on record; who has it is not."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID

import pytest
from httpx2 import Response
from sqlmodel import col, func, select

from disposal.acting import Actor, Role
from disposal.models.records.audit_entry import AuditEntry
from disposal.services.accounts.permission_table import permissions_by_verb
from disposal.services.accounts.permissions import may
from disposal.storage.database import Database
from tests.acceptance.defences.needs import ANYBODY, STRANGER, Needs
from tests.acceptance.defences.route_verbs import ROUTES
from tests.acceptance.defences.routes import ServedRoute, served_routes
from tests.acceptance.defences.two_issuers import (
    AT,
    OURS,
    STAFF,
    UNKNOWN,
    bearing,
    fill_two_issuers,
    ids_at,
    signed_in,
)
from tests.support.house import refuse
from tests.support.website import SAME_SITE, DeskBrowser, desk_on

pytestmark = [pytest.mark.filled(by=fill_two_issuers), pytest.mark.xdist_group("defences")]
FIXED = {
    "login": "approver", "act": "approve", "decision": "confirm", "kind": "correction", "paper": "sheet",
    "request_id": UNKNOWN, "token_id": UNKNOWN, "session_id": UNKNOWN, "passkey_id": UNKNOWN, "merge_id": UNKNOWN,
    "number": "1", "message_id": "1", "step": "confirm", "token": "0" * 43,
    "digest": "0", "name": "site.css", "suffix": "txt", "version_no": "1", "year": "2022",
}  # fmt: skip
UNKNOWN_IDS = dict.fromkeys(("notice_id", "project_id", "bidder_id", "claim_id", "party_id", "screening_id"), UNKNOWN)
IN_TURN = sorted(served_routes(), key=lambda route: route.path.startswith("/desk/me"))
"""What ends a sign-in or takes its factor away comes last: nothing else is asked after it."""
ROWS = [(route, row) for route in IN_TURN for row in ROUTES.get(str(route), ())]
PARTS = [ROWS[start : start + 45] for start in range(0, len(ROWS), 45)]
STEPS = ("/desk/sign-in", "/desk/me/password", "/desk/me/factor")


class Visitor:
    """Somebody who asks for routes: a browser that is signed in, and a token; or neither."""

    def __init__(self, database: Database, browser: DeskBrowser, login: str) -> None:
        self.database, self.browser, self.login = database, browser, login
        self.header = bearing(database, login) if login else {}
        with database.session() as session:
            self.ids = ids_at(session, OURS) | FIXED
            self.seen = session.exec(select(func.max(AuditEntry.id))).one() or 0

    def ask(self, route: ServedRoute, row: Needs) -> Response:
        """Send the request of a row, as the page or the program of the person would.

        Who may read asks for a record that is not there, which is cheaper to answer; who may not, for one that is.
        """
        ids = self.ids if self.denied(row) or not is_reading(row) else self.ids | UNKNOWN_IDS
        values = {name: text.format(**ids) for name, text in row.values.items()}
        address, client = route.filled({**ids, **values}), self.browser.client
        if route.is_api and row.files:
            return client.request(route.method, address, headers=self.header, data=row.form, files=row.files)
        if route.is_api:
            return client.request(route.method, address, headers=self.header, json=row.body)
        if route.method == "GET":
            return client.get(address)
        form = {"csrf": self.browser.token, **row.form}
        return client.request(route.method, address, data=form, files=row.files or None, headers=SAME_SITE)

    def ask_again(self, route: ServedRoute, row: Needs) -> Response:
        """Ask; where an act before has ended the sign-in, or left a step to take, sign in and ask once more."""
        answer = self.ask(route, row)
        if self.login and answer.headers.get("location", "").startswith(STEPS):
            signed_in(self.browser, self.database, self.login).get("/desk/me")
            answer = self.ask(route, row)
        return answer

    def denied(self, row: Needs) -> list[str]:
        """Return the verbs of a row that the role of the person lacks."""
        roles = frozenset({STAFF[self.login]}) if self.login else frozenset()
        actor = Actor("虚构", account_id=UUID(int=0), roles=roles)
        return [verb for verb in row.verbs if not may(actor, verb)]

    def new_refusals(self) -> list[tuple[str, str]]:
        """Return code and verb of the refusals put on record since it was last asked, oldest first."""
        with self.database.session() as session:
            later = select(AuditEntry).where(AuditEntry.event == "access.refused", col(AuditEntry.id) > self.seen)
            entries = session.exec(later.order_by(col(AuditEntry.id))).all()
        self.seen = entries[-1].id if entries else self.seen
        return [((entry.after or {})["code"], (entry.after or {}).get("verb", "")) for entry in entries]


@contextmanager
def visiting(database: Database, login: str = "") -> Iterator[Visitor]:
    """Yield somebody with an account, or nobody."""
    with desk_on(database, AT) as browser:
        if login:
            signed_in(browser, database, login)
        browser.get("/desk/me" if login else "/desk/sign-in")
        yield Visitor(database, browser, login)


def test_every_route_has_its_row_and_every_row_its_route() -> None:
    served = {str(route) for route in served_routes()}
    assert sorted(served - set(ROUTES)) == [], "give each new route its row in api_verbs.py or page_verbs.py"
    assert sorted(set(ROUTES) - served) == []
    known = set(permissions_by_verb()) | {*ANYBODY.verbs, *STRANGER.verbs}
    assert sorted({verb for _, row in ROWS for verb in row.verbs} - known) == []


@pytest.mark.parametrize("part", range(len(PARTS)))
@pytest.mark.parametrize("role", [*Role, None], ids=lambda role: role.value if role else "nobody")
def test_route_is_open_to_exactly_the_roles_of_its_verbs(
    database: Database, role: Role | None, part: int, record_property: Callable[[str, object], None]
) -> None:
    login = next((login for login, each in STAFF.items() if each is role), "")
    wrong, checks = [], 0
    with visiting(database, login) as visitor:
        for route, row in PARTS[part]:
            answer = visitor.ask_again(route, row)
            told = visitor.new_refusals()
            checks += len(row.verbs)
            if fault := fault_in(row, visitor, answer, told):
                wrong.append(f"{route} {dict(row.form)}: {fault}")
    record_property("route_checks", checks)
    refuse(wrong)


def is_reading(row: Needs) -> bool:
    """Tell whether a row only shows something."""
    return all(verb.endswith(".read") for verb in row.verbs)


def fault_in(row: Needs, visitor: Visitor, answer: Response, told: list[tuple[str, str]]) -> str:
    """Say what is wrong with an answer and the refusals on record, or nothing."""
    status, lacking = answer.status_code, [verb for code, verb in told if code == "permission_refused"]
    if status >= 500:
        return f"answered {status}"
    if row in (ANYBODY, STRANGER):
        return f"refused: {lacking}" if lacking else ""
    if row.is_hidden and visitor.denied(row):
        return "" if status == 404 and not told else f"who may not know of it is answered {status}, on record: {told}"
    if not visitor.login:
        leads = str(answer.headers.get("location", "")).startswith("/desk/sign-in")
        return "" if status == 401 or (status == 303 and leads) else f"nobody is answered {status}"
    denied = visitor.denied(row)
    if not denied:
        return f"who may is refused: {lacking}" if lacking else ""
    if not {verb for _, verb in told} & set(denied):
        return f"who may not is answered {status}, and the record says {told}"
    return "" if status in (403, 422) else f"who may not is answered {status}"
