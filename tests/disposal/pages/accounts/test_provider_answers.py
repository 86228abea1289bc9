"""Answers of an identity provider: each that was forged, replayed, or meant for another is refused."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from disposal.storage.database import Database
from tests.disposal.pages.accounts.identity_provider import CLIENT_ID, IdentityProvider, is_signed_in, sent
from tests.support.accounts import AT
from tests.support.website import DeskBrowser, desk_on

MINUTE = timedelta(minutes=1)


def test_answer_without_the_browser_that_asked_is_refused(
    desk: DeskBrowser, trusting: Database, provider: IdentityProvider
) -> None:
    back = sent(desk)
    with desk_on(trusting) as other:
        assert other.get(back).status_code == 403
        sent(other)
        answer = other.get(back)
        assert answer.status_code == 403
        assert "不是从本浏览器发起" in answer.text
        assert not is_signed_in(other)
    assert provider.exchanges == 0
    assert desk.get(back).status_code == 303


@pytest.mark.parametrize("place", [0, 1, 2, 3, 4])
def test_state_of_which_any_part_was_altered_is_refused(
    desk: DeskBrowser, provider: IdentityProvider, place: int
) -> None:
    back = sent(desk)
    state = provider.asked[0]["state"]
    parts = state.split(".")
    parts[place] = ["1796093400", "again", "x" * 32, "L2Rlc2s", "0" * 64][place]
    assert desk.get(back.replace(state, ".".join(parts))).status_code == 403
    assert desk.get("/desk/sign-in/oidc/answer?code=x").status_code == 403
    assert provider.exchanges == 0


def test_answer_older_than_ten_minutes_is_refused(desk: DeskBrowser, provider: IdentityProvider) -> None:
    back = sent(desk)
    desk.client.clock.set("2026-12-01 09:10")  # type: ignore[attr-defined]
    assert desk.get(back).status_code == 403
    assert provider.exchanges == 0


def test_answer_counts_once_even_for_a_browser_that_kept_its_cookies(
    desk: DeskBrowser, provider: IdentityProvider
) -> None:
    back = sent(desk)
    before = desk.client.cookies["desk-before"]
    assert desk.get(back).status_code == 303
    desk.client.cookies.clear()
    desk.client.cookies.set("desk-before", before)
    assert desk.get(back).status_code == 403
    assert provider.exchanges == 1
    assert not is_signed_in(desk)


def test_code_that_was_exchanged_already_is_refused_in_words(desk: DeskBrowser, provider: IdentityProvider) -> None:
    used = parse_qs(urlsplit(sent(desk)).query)["code"][0]
    provider.codes.pop(used)
    back = sent(desk)
    code = parse_qs(urlsplit(back).query)["code"][0]
    answer = desk.get(back.replace(code, used))
    assert (answer.status_code, "请再试一次" in answer.text) == (403, True)
    assert "<b>no</b>" not in answer.text


def test_code_of_another_sign_in_is_refused_by_pkce(desk: DeskBrowser, trusting: Database) -> None:
    with desk_on(trusting) as other:
        stolen = parse_qs(urlsplit(sent(other)).query)["code"][0]
    back = sent(desk)
    own = parse_qs(urlsplit(back).query)["code"][0]
    answer = desk.get(back.replace(own, stolen))
    assert (answer.status_code, "须重新登录" in answer.text) == (403, True)  # refused by the provider itself
    assert not is_signed_in(desk)


LATER = int((AT + 10 * MINUTE).timestamp())
BEFORE = int((AT - 2 * MINUTE).timestamp())


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another-client"},
        {"aud": [CLIENT_ID, "another-client"]},
        {"aud": [CLIENT_ID, "another-client"], "azp": "another-client"},
        {"aud": "another-client", "azp": CLIENT_ID},
        {"aud": None},
        {"iss": "https://evil.example"},
        {"iss": None},
        {"exp": BEFORE},
        {"exp": None},
        {"iat": LATER, "exp": LATER + 300},
        {"nbf": LATER},
        {"sub": None},
        {"sub": ""},
        {"sub": 24400320},
        {"sub": ["24400320"]},
        {"auth_time": "gestern"},
        {"amr": "pwd"},
    ],
    ids=str,
)
def test_token_that_says_otherwise_than_it_must_signs_nobody_in(
    desk: DeskBrowser, provider: IdentityProvider, claims: dict[str, Any]
) -> None:
    provider.claims = claims
    answer = desk.get(sent(desk))
    assert (answer.status_code, "未通过核对" in answer.text) == (403, True)
    assert not is_signed_in(desk)


@pytest.mark.parametrize(
    ("signs", "key"), [("none", "own"), ("HS256", "own"), ("public", "own"), ("oct", "own"), ("RS256", "other")]
)
def test_token_not_signed_by_the_key_of_the_provider_signs_nobody_in(
    desk: DeskBrowser, provider: IdentityProvider, signs: str, key: str
) -> None:
    provider.signs, provider.key = signs, key
    answer = desk.get(sent(desk))
    assert (answer.status_code, "未通过核对" in answer.text) == (403, True)
    assert not is_signed_in(desk)
