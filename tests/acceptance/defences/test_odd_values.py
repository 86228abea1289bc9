"""Every parameter of every route with values that no database stores, or of 10,000 characters: never a 5xx."""

import json
import os
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any
from urllib.parse import quote

import pytest
from httpx2 import Response

from disposal.requests.readable_values import ValueUnreadable, refuse_unreadable_json
from disposal.services.public.queries import Query
from disposal.storage.database import Database
from tests.acceptance.defences.needs import Needs
from tests.acceptance.defences.route_verbs import ROUTES
from tests.acceptance.defences.routes import ServedRoute, served_routes
from tests.acceptance.defences.test_route_permissions import IN_TURN, ROWS, STEPS, Visitor, visiting
from tests.acceptance.defences.two_issuers import EVERYTHING, fill_two_issuers, signed_in
from tests.support.house import refuse
from tests.support.website import SAME_SITE, site_on

pytestmark = [pytest.mark.filled(by=fill_two_issuers), pytest.mark.xdist_group("defences")]
LONG = "[" * 10_000
"""Long, and nested too deep where it is read as JSON."""
ODD = ("甲\0", "\ud800", LONG)
HEADERS = ("if-match", "if-none-match", "if-modified-since", "range", "if-range", "idempotency-key", "accept",
           "content-type", "x-csrf-token", "user-agent", "cookie", "authorization")  # fmt: skip
READ_BY_PAGES = {"done", "reset", "next", "on", "key", "status", "notice", "channel", "asked", "first", "second"}
"""Names that pages take from a query without declaring them."""
IS_WHOLE = bool(os.environ.get("DISPOSAL_WHOLE_WALK"))
"""Set, each parameter of each row is asked with each value by itself: 4,000 requests in two minutes."""
READ_NO_QUERY = {"/notices/{notice:notice_key}", "/api/openapi.json"}
"""Plain routes without the dependencies of the others."""
ASKED = ROWS if IS_WHOLE else [(route, ROUTES[str(route)][0]) for route in IN_TURN]
PARTS = [ASKED[start : start + 60] for start in range(0, len(ASKED), 60)]


@cache
def asked_by_pages() -> tuple[str, ...]:
    """Return every name that a query of a page may hold."""
    waiting, names = [Query], set(READ_BY_PAGES)
    while waiting:
        query = waiting.pop()
        waiting += query.__subclasses__()
        names |= set(query.model_fields)
    return tuple(sorted(names))


def told_in_url(text: str) -> str:
    """Return a value as an address holds it: what is no text, in the bytes that it would have."""
    return quote(text.encode("utf-8", "surrogatepass"))


def in_turn(value: Any, odd: str) -> Iterator[Any]:
    """Yield a form or body with one text of it after the other replaced, or once with all of them."""
    if IS_WHOLE:
        yield from _leaves(value, odd)
    elif value:
        yield _all_odd(value, odd)


def _leaves(value: Any, odd: str) -> Iterator[Any]:
    if isinstance(value, str):
        yield odd
    pairs = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list) else ()
    for key, each in pairs:
        for replaced in _leaves(each, odd):
            whole = list(value) if isinstance(value, list) else dict(value)
            whole[key] = replaced
            yield whole


def _all_odd(value: Any, odd: str) -> Any:
    if isinstance(value, Mapping):
        return {name: _all_odd(each, odd) for name, each in value.items()}
    if isinstance(value, list):
        return [_all_odd(each, odd) for each in value]
    return odd if isinstance(value, str) else value


class Walk:
    """One visitor who asks a route with odd values, and keeps what was answered with a 5xx."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.wrong = visitor, list[str]()

    def row(self, route: ServedRoute, row: Needs) -> None:
        values = {name: text.format(**self.visitor.ids) for name, text in row.values.items()}
        known = {**self.visitor.ids, **values}
        address = route.filled(known)
        for odd in ODD if IS_WHOLE else (ODD[0], LONG):
            for name in route.parameters if IS_WHOLE or odd == LONG else ():
                self.ask(route, row, route.filled({**known, name: told_in_url(odd)}), f"path {name}")
            for query in queries_of(route) if IS_WHOLE or odd == LONG else ():
                sent = "&".join(f"{name}={told_in_url(odd)[: 60_000 // len(query)]}" for name in query)
                self.ask(route, row, f"{address}?{sent}", f"query {query[0]}")
            for form in in_turn(row.form, odd):
                self.ask(route, row, address, f"form {form}", form=form)
            for body in in_turn(row.body, odd):
                self.ask(route, row, address, "body", body=body)

    def ask(self, route: ServedRoute, row: Needs, address: str, what: str, **sent: Any) -> None:
        """Send one request; sign in again where one has ended that."""
        answer = send(self.visitor, route, row, address, **sent)
        if answer.status_code >= 500:
            self.wrong.append(f"{route} {what[:80]}: {answer.status_code} {answer.text[:300]}")
        if answer.headers.get("location", "").startswith(STEPS):
            signed_in(self.visitor.browser, self.visitor.database, EVERYTHING).get("/desk/me")


def queries_of(route: ServedRoute) -> list[tuple[str, ...]]:
    """Return which names to ask with: each declared one by itself, or all at once; and those that pages read."""
    names = asked_by_pages() if route.method == "GET" and not route.is_api else ()
    if not IS_WHOLE:
        return [tuple(route.declared)] * bool(route.declared) + [names] * bool(names)
    return [(name,) for name in route.declared] + [names[start : start + 6] for start in range(0, len(names), 6)]


def send(
    visitor: Visitor, route: ServedRoute, row: Needs, address: str, *, form: Any = None, body: Any = None
) -> Response:
    """Send the request of a row with another form or body, as text that holds what was asked for."""
    client, fields = visitor.browser.client, {**row.form, **(form or {})}
    if not route.is_api:
        fields = {"csrf": visitor.browser.token, **fields}
    if row.files:
        plain = {name: text.replace("\ud800", "\0") for name, text in fields.items()}
        headers = visitor.header if route.is_api else SAME_SITE
        return client.request(route.method, address, data=plain, files=row.files, headers=headers)
    if route.is_api:
        content = json.dumps(row.body if body is None else body) if row.body is not None else None
        headers = {**visitor.header, "content-type": "application/json"}
        return client.request(route.method, address, headers=headers, content=content)
    content = "&".join(f"{quote(name)}={told_in_url(text)}" for name, text in fields.items())
    headers = {**SAME_SITE, "content-type": "application/x-www-form-urlencoded"}
    is_form = route.method != "GET"
    return client.request(route.method, address, headers=headers, content=content if is_form else None)


def test_every_route_refuses_a_nul_in_its_query_before_anything_else(database: Database) -> None:
    with visiting(database) as nobody:
        client, wrong = nobody.browser.client, []
        for route in served_routes():
            answer = client.request(route.method, f"{route.filled(nobody.ids)}?odd=%00")
            if (answer.status_code, "odd" in answer.text) != (422, True) and route.path not in READ_NO_QUERY:
                wrong.append(f"{route}: {answer.status_code}")
    refuse(wrong)


@pytest.mark.parametrize("part", range(len(PARTS)))
def test_no_odd_value_in_any_parameter_of_any_route_is_an_error_of_ours(database: Database, part: int) -> None:
    with visiting(database, EVERYTHING) as visitor:
        walk = Walk(visitor)
        for route, row in PARTS[part]:
            walk.row(route, row)
    refuse(walk.wrong)


def test_no_odd_header_is_an_error_of_ours(database: Database) -> None:
    wrong = []
    with visiting(database, EVERYTHING) as visitor:
        for route in (route for route in IN_TURN if route.method == "GET"):
            for odd in ('"\\000' + "x" * 10_000 + "\xff\x80", "bytes=9" + "9" * 5_000 + "-"):
                headers = [(name, odd.encode("latin-1")) for name in HEADERS]
                answer = visitor.browser.client.get(route.filled(visitor.ids), headers=headers)
                if answer.status_code >= 500:
                    wrong.append(f"{route} {odd[:10]!r}: {answer.status_code} {answer.text[:200]}")
    refuse(wrong)


@pytest.mark.parametrize(
    ("address", "field"),
    [("/?province=%00", "province"), ("/en?province=%00", "province"), ("/api/v1/notices?province=%00", "province")],
)
def test_nul_in_a_query_is_refused_in_words_that_name_the_field(database: Database, address: str, field: str) -> None:
    with site_on(database) as site:
        answer = site.get(address)
    assert answer.status_code == 422
    assert field in answer.text
    assert ("a NUL" if "/en" in address else "空字符") in answer.text


@pytest.mark.parametrize("body", ['{"lines": [1, {"name": "甲\\u0000"}]}', '{"lines": [1, {"name": "\\ud800"}]}'])
def test_unreadable_text_deep_in_a_body_is_named_by_its_path(body: str) -> None:
    with pytest.raises(ValueUnreadable) as refused:
        refuse_unreadable_json(json.loads(body))
    assert refused.value.field == "lines.1.name"


def test_a_whole_pair_and_a_zero_are_texts_like_others() -> None:
    refuse_unreadable_json(json.loads('{"name": "\\ud83d\\ude00 0", "\\u2000": []}'))
