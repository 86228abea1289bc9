"""Every answer of every route bears its headers, every cookie its flags; every redirect stays on this site."""

import re
from collections.abc import Iterator, Mapping

import pytest
from httpx2 import Response

from disposal.storage.database import Database
from tests.acceptance.defences.routes import ServedRoute, served_routes
from tests.acceptance.defences.test_route_permissions import FIXED, Visitor, visiting
from tests.acceptance.defences.two_issuers import AT, EVERYTHING, desk_of, fill_two_issuers
from tests.support.house import refuse
from tests.support.website import SAME_SITE, desk_on

pytestmark = [pytest.mark.filled(by=fill_two_issuers), pytest.mark.xdist_group("defences")]
EVIL = "https://evil.example"
QUERIES = ("next", "wanted", "return", "url", "redirect", "done", "claim", "project")
LOCAL = re.compile(r"/(?![/\\])[!-~]*")


@pytest.fixture
def visitor(database: Database) -> Iterator[Visitor]:
    """Yield somebody with every role."""
    with visiting(database, EVERYTHING) as opened:
        yield opened


def shown_routes() -> list[ServedRoute]:
    """Return the routes that show something; a file that is rendered bears the headers of its neighbours."""
    rendered = ("papers", "opinion", "/word", "/pdf", "template")
    return [
        each for each in served_routes() if each.method == "GET" and not any(word in each.path for word in rendered)
    ]


def answers(visitor: Visitor) -> Iterator[tuple[ServedRoute, Response]]:
    """Yield every route that shows something, with its answer."""
    values = visitor.ids | FIXED
    for route in shown_routes():
        yield route, visitor.browser.client.get(route.filled(values), headers=visitor.header if route.is_api else {})


def faults(route: ServedRoute, headers: Mapping[str, str]) -> Iterator[str]:
    """Say which headers an answer lacks."""
    policy = headers.get("content-security-policy", "")
    if not ("frame-ancestors 'none'" in policy and "object-src 'none'" in policy) and "sandbox" not in policy:
        yield f"policy {policy}"
    if "unsafe" in policy.replace("style-src 'unsafe-inline'", ""):
        yield f"policy {policy}"
    for name, wanted in (("x-content-type-options", "nosniff"), ("x-frame-options", "DENY")):
        if headers.get(name) != wanted:
            yield f"{name}: {headers.get(name)}"
    if route.path.startswith("/desk") and headers.get("cache-control") != "no-store":
        yield f"cache-control: {headers.get('cache-control')}"
    if route.path.startswith("/api/v1/me") and "no-store" not in headers.get("cache-control", ""):
        yield f"cache-control: {headers.get('cache-control')}"


def test_every_answer_bears_the_headers_that_keep_frames_scripts_and_caches_off(visitor: Visitor) -> None:
    refuse([f"{route}: {each}" for route, answer in answers(visitor) for each in faults(route, answer.headers)])


def test_every_redirect_stays_on_this_site_whatever_query_referrer_and_host_say(visitor: Visitor) -> None:
    query = "&".join(f"{name}={EVIL}/desk/" for name in QUERIES)
    values, wrong = visitor.ids | FIXED, []
    for route in shown_routes():
        address, client = f"//evil.example/..{route.filled(values)}", visitor.browser.client
        for path in (f"{route.filled(values)}?{query}", f"{route.filled(values)}/?{query}", f"/en{address}"):
            answer = client.get(path, headers={"referer": f"{EVIL}/", "x-forwarded-host": "evil.example"})
            location = answer.headers.get("location", "/")
            if not LOCAL.fullmatch(location) or (answer.status_code < 400 and f'href="{EVIL}' in answer.text):
                wrong.append(f"{path}: {answer.status_code} {location}")
    refuse(wrong)


@pytest.mark.parametrize(
    "wanted", [f"{EVIL}/desk/", "//evil.example/desk", "/\\evil.example", "/desk/..//evil", "\t/desk"]
)
def test_every_form_that_redirects_leads_to_this_site_whatever_it_says(database: Database, wanted: str) -> None:
    with desk_of(database, EVERYTHING) as browser:
        for path in ("/desk/me/look", "/desk/me/sessions/end", "/desk/sign-out"):
            fields = {"csrf": browser.token, "look": "dark", **dict.fromkeys(QUERIES, wanted)}
            answer = browser.client.post(path, data=fields, headers=SAME_SITE | {"referer": f"{EVIL}/"})
            assert answer.status_code == 303, path
            assert str(answer.headers["location"]).startswith("/desk"), path


def test_every_cookie_is_out_of_reach_of_scripts_and_other_sites_and_behind_tls_of_plain_connections(
    database: Database,
) -> None:
    for base in ("http://127.0.0.1", "https://127.0.0.1"):
        with desk_on(database, AT, base_url=base) as browser:
            seen = browser.get("/desk/sign-in").headers.get_list("set-cookie")
            seen += browser.post("/desk/sign-in", {"login": "x", "password": "y"}).headers.get_list("set-cookie")
            seen += browser.get("/desk/reset").headers.get_list("set-cookie")
        assert len(seen) > 2
        for cookie in seen:
            flags = {part.strip().lower() for part in cookie.split(";")[1:]}
            assert {"httponly", "samesite=lax", "path=/"} <= flags, cookie
            assert not [flag for flag in flags if flag.startswith("domain")]
            assert (("secure" in flags), cookie.startswith("__Host-")) == (("https" in base),) * 2
