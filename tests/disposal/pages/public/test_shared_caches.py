"""What caches, search engines and slow lines meet: compression, canonical addresses, tags, what may be stale."""

import gzip

import pytest
from fastapi.testclient import TestClient

from tests.support.website import HUARONG, SAME_SITE

PAGE, WORDS = f"/notices/{HUARONG}", f"/notices/{HUARONG}.txt"
PUBLIC = (
    "/", "/notices", PAGE, f"/en{PAGE}", "/calculator", "/calculator/floor", "/api/docs", "/openapi.json",
    "/api/v1/notices", f"/api/v1{PAGE}", f"/api/v1{PAGE}/versions", "/api/v1/calendar/2026", WORDS, f"{PAGE}.json",
)  # fmt: skip
AS_IT_IS, AS_GZIP = {"accept-encoding": "identity"}, {"accept-encoding": "br, gzip;q=0.8"}


@pytest.mark.parametrize("address", PUBLIC)
def test_public_answer_is_compressed_for_who_accepts_it(site: TestClient, address: str) -> None:
    plain = site.get(address, headers=AS_IT_IS)
    packed = site.get(address, headers=AS_GZIP)
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert plain.headers["vary"] == packed.headers["vary"] == "accept-encoding"
    assert packed.content == plain.content
    assert int(packed.headers["content-length"]) < 0.6 * len(plain.content)
    assert packed.headers["etag"] == f"W/{plain.headers['etag']}"  # the same bytes, but only once unpacked
    for held in (plain.headers["etag"], packed.headers["etag"]):
        kept = site.get(address, headers=AS_GZIP | {"if-none-match": held})
        assert (kept.status_code, kept.content, kept.headers["etag"]) == (304, b"", packed.headers["etag"])
        assert "content-encoding" not in kept.headers
        assert kept.headers["cache-control"] == packed.headers["cache-control"]


@pytest.mark.parametrize("accepted", ["", "identity", "gzip;q=0", "*;q=0", "br, gzip;q=0.0", "gzip;q=much", "gzipped"])
def test_who_does_not_accept_gzip_gets_the_bytes(site: TestClient, accepted: str) -> None:
    for address in (PAGE, "/api/v1/notices"):
        assert "content-encoding" not in site.get(address, headers={"accept-encoding": accepted}).headers


def test_who_asks_for_a_range_gets_the_bytes_under_their_strong_tag(site: TestClient) -> None:
    answer = site.get(WORDS, headers=AS_GZIP | {"range": "bytes=0-9"})
    assert "content-encoding" not in answer.headers
    assert not answer.headers["etag"].startswith("W/")


@pytest.mark.parametrize(
    "address",
    ["/filings", f"{PAGE}/filings", "/desk/sign-in", "/objections/none", "/enquiries/none", f"{PAGE}.pdf", "/no/where"],
)
def test_what_holds_secrets_or_has_one_size_is_never_compressed(site: TestClient, address: str) -> None:
    answer = site.get(address, headers=AS_GZIP)
    assert "content-encoding" not in answer.headers
    assert answer.headers["content-length"] == str(len(answer.content))


def test_even_answers_have_one_size_whatever_is_accepted(site: TestClient) -> None:
    sizes = {
        site.post(address, data={"kind": kind}, headers=SAME_SITE | accepted).headers["content-length"]
        for address in ("/filings", f"{PAGE}/filings")
        for kind in ("objection", "report")
        for accepted in (AS_GZIP, AS_IT_IS)
    }
    assert len(sizes) == 1


@pytest.mark.parametrize(("path", "query"), [("/", ""), ("/notices", "?q=%E5%8D%8E%E6%88%90"), (PAGE, "")])
def test_page_names_its_canonical_address_and_its_other_language(site: TestClient, path: str, query: str) -> None:
    home = "http://127.0.0.1:8000"
    chinese, english = f"{home}{path}{query}", f"{home}/en{path if path != '/' else ''}{query}"
    for address, canonical in ((f"{path}{query}", chinese), (english.removeprefix(home), english)):
        head = site.get(address).text.partition("</head>")[0]
        assert f'<link rel="canonical" href="{canonical}">' in head
        for language, href in (("zh-CN", chinese), ("en", english), ("x-default", chinese)):
            assert f'<link rel="alternate" hreflang="{language}" href="{href}">' in head


def test_page_kept_for_all_readers_says_nothing_of_the_query_of_the_first(site: TestClient) -> None:
    site.clock.set("2022-08-15 10:01")  # type: ignore[attr-defined]
    assert "utm_source" not in site.get(f"{PAGE}?utm_source=x").text
    site.clock.set("2022-08-15 10:00")  # type: ignore[attr-defined]


def test_page_that_is_not_there_has_no_canonical_address(site: TestClient) -> None:
    assert 'rel="canonical"' not in site.get("/notices/ABC-2022-9999").text


@pytest.mark.parametrize("address", PUBLIC)
def test_status_is_never_shown_stale_while_the_register_answers(site: TestClient, address: str) -> None:
    answer = site.get(address)
    told = answer.headers["cache-control"]
    assert "stale-while-revalidate" not in told
    is_page = answer.headers["content-type"].startswith("text/html")
    assert told == ("public, max-age=0, stale-if-error=600" if is_page else "public, no-cache")


def test_answers_on_a_notice_bear_its_tag_and_lists_that_of_lists(site: TestClient) -> None:
    own = f"notice-{HUARONG}"
    for address in (PAGE, f"/en{PAGE}", WORDS, f"{PAGE}.pdf", f"/api/v1{PAGE}", f"/api/v1{PAGE}/versions"):
        headers = site.get(address).headers
        assert own in headers["cache-tag"].split(","), address
        assert own in headers["surrogate-key"].split(" "), address
    for address in ("/", "/notices", "/api/v1/notices"):
        assert site.get(address).headers["cache-tag"] == "notices"


def test_page_that_shows_the_state_of_another_notice_is_purged_with_it(site: TestClient) -> None:
    for number, linked in (("XGCS-2022-0001", "XGCS-2022-0002"), ("XGCS-2022-0002", "XGCS-2022-0001")):
        assert site.get(f"/notices/{number}").headers["cache-tag"] == f"notice-{number},notice-{linked}"


def test_same_page_is_compressed_to_the_same_bytes(site: TestClient) -> None:
    with site.stream("GET", "/api/v1/notices", headers=AS_GZIP) as answer:
        packed = b"".join(answer.iter_raw())
    with site.stream("GET", "/api/v1/notices", headers=AS_GZIP) as answer:
        assert b"".join(answer.iter_raw()) == packed
    assert gzip.decompress(packed) == site.get("/api/v1/notices", headers=AS_IT_IS).content
