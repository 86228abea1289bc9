"""Posts of other sites: each half of the defence refuses by itself."""

import pytest

from disposal.web.cross_site import (
    PostOfAnotherSite,
    TokenOutdated,
    is_genuine,
    new_token,
    refuse_other_sessions,
    refuse_other_sites,
)

OURS = frozenset({"https://disposal.example"})
SECRET, OTHER = b"1" * 32, b"2" * 32


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "same-origin"},
        {"sec-fetch-site": "same-origin", "origin": "null"},
        {"origin": "https://disposal.example"},
    ],
)
def test_post_of_our_own_page_passes(headers: dict[str, str]) -> None:
    refuse_other_sites("POST", headers, origins=OURS)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "origin": "https://disposal.example"},
        {"sec-fetch-site": "none"},
        {"sec-fetch-site": ""},
        {"origin": "https://elsewhere.example"},
        {"origin": "https://disposal.example.elsewhere.example"},
        {"origin": "http://disposal.example"},
        {"origin": "null"},
        {"referer": "https://disposal.example/desk"},
    ],
)
def test_post_of_another_site_or_of_none_is_refused(method: str, headers: dict[str, str]) -> None:
    with pytest.raises(PostOfAnotherSite, match="not sent from a page of the desk"):
        refuse_other_sites(method, headers, origins=OURS)


def test_reading_is_open_to_links_of_other_sites() -> None:
    refuse_other_sites("GET", {"sec-fetch-site": "cross-site"}, origins=OURS)


def test_token_holds_for_its_own_session_only_and_each_is_another() -> None:
    first, second = new_token(SECRET), new_token(SECRET)
    assert first != second
    refuse_other_sessions(first, secret=SECRET)
    refuse_other_sessions(second, secret=SECRET)
    with pytest.raises(TokenOutdated):
        refuse_other_sessions(first, secret=OTHER)


@pytest.mark.parametrize("place", [0, 21, 23, 65])
def test_token_with_one_letter_changed_is_refused(place: int) -> None:
    token = new_token(SECRET)
    changed = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
    assert not is_genuine(changed, SECRET)


@pytest.mark.parametrize("token", ["", ".", "x", "a" * 22 + "." + "b" * 43, "é" * 22 + "." + "b" * 43])
def test_word_that_is_no_token_is_refused(token: str) -> None:
    assert not is_genuine(token, SECRET)
