"""The JSON API: figures, files under the digest of their bytes, one shape of errors."""

import hashlib
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.support.website import HUARONG

AS_IT_IS = {"accept-encoding": "identity"}
ERROR_KEYS = {"status", "code", "field", "zh", "en"}


def error_of(response: Any) -> dict[str, Any]:
    """Return the error of a response, checked for its one shape."""
    error: dict[str, Any] = response.json()["error"]
    assert error.keys() - {"problems"} == ERROR_KEYS
    assert error["status"] == response.status_code
    assert error["zh"]
    assert error["en"]
    return error


def test_window_of_the_notice_of_2022_ends_on_wednesday_the_31st(site: TestClient) -> None:
    answer = site.get("/api/v1/window", params={"published_on": "2022-08-03", "count": 20}).json()
    assert (answer["ends_on"], answer["ends_at"]) == ("2022-08-31", "2022-09-01T00:00:00+08:00")
    assert len([day for day in answer["days"] if day["counted"]]) == 20
    assert answer["days"][0]["because"].startswith("发布当日不计入")


@pytest.mark.parametrize(
    ("asked", "ends_on"),
    [
        ({"published_on": "2024-08-19", "count": 20}, "2024-09-14"),  # a Saturday, worked for 中秋节
        ({"published_on": "2022-09-20", "count": 20}, "2022-10-21"),
        ({"published_on": "2022-09-22", "count": 20, "convention": "first_day_counted"}, "2022-10-24"),
        ({"published_on": "2026-12-15", "count": 20, "provisional": "true"}, "2027-01-13"),
    ],
)
def test_window_counts_make_up_days_and_conventions(site: TestClient, asked: dict[str, Any], ends_on: str) -> None:
    answer = site.get("/api/v1/window", params=asked).json()
    assert answer["ends_on"] == ends_on
    assert answer["is_provisional"] is (asked["published_on"] == "2026-12-15")


def test_window_into_a_year_that_is_not_loaded_is_refused_with_the_year(site: TestClient) -> None:
    response = site.get("/api/v1/window", params={"published_on": "2026-12-15", "count": 20})
    assert response.status_code == 409
    assert "2027" in error_of(response)["zh"]


@pytest.mark.parametrize(("published_on", "is_early"), [("2022-08-03", True), ("2022-08-04", False)])
def test_floor_says_whether_the_notice_was_early_enough(site: TestClient, published_on: str, is_early: bool) -> None:
    asked = {"book_value": "193474338.54", "review_on": "2022-09-01", "published_on": published_on}
    answer = site.get("/api/v1/floor", params=asked).json()
    assert answer["latest_publication_on"] == "2022-08-03"
    assert answer["was_early_enough"] is is_early
    assert answer["tier"]["notice_days"] == 20


def test_floor_says_whom_it_binds_and_what_stands_beside_it(site: TestClient) -> None:
    asked = {"book_value": "60000000", "published_on": "2026-03-02", "issuer_kind": "local_amc"}  # Mon
    answer = site.get("/api/v1/floor", params=asked).json()
    assert (answer["binding"]["code"], answer["confirmed"], answer["issuer_kind"]["zh"]) == (
        "compared", False, "地方资产管理公司",
    )  # fmt: skip
    (check,) = answer["supervisory_checks"]
    assert (check["code"], check["confirmed"]) == ("2025-16", False)
    assert [reading["ends_on"] for reading in check["readings"]] == ["2026-03-09", "2026-03-11"]
    assert [demand["code"] for demand in check["demands"]] == ["public_bidding"]
    before = {"book_value": "60000000", "published_on": "2024-11-10"}  # Sun, the day before 17号
    answer = site.get("/api/v1/floor", params=before).json()
    assert (answer["issuer_kind"], answer["supervisory_checks"]) == (None, [])


def test_calendar_of_2026_names_its_make_up_days_and_is_not_final(site: TestClient) -> None:
    answer = site.get("/api/v1/calendar/2026").json()
    assert answer["is_final"] is False
    assert "2026-02-14" in [day for holiday in answer["holidays"] for day in holiday["make_up"]]  # a Saturday
    assert site.get("/api/v1/calendar/2027").status_code == 409


def test_notice_of_2022_is_found_by_number_and_by_id(site: TestClient) -> None:
    by_number = site.get(f"/api/v1/notices/{HUARONG}").json()
    notice = by_number["notice"]
    assert notice["total_amount"] == "193474338.54"
    assert notice["status"] == {"code": "open", "zh": "公告期内", "en": "window open"}
    assert notice["working_days_left"] == 13
    assert notice["window"]["ends_on"] == "2022-08-31"
    assert [placed["page"] for placed in by_number["placements"]] == ["第8版"]
    assert notice["issuer_kind"]["zh"] == "87号文列名的金融资产管理公司"
    assert site.get(f"/api/v1/notices/{notice['id']}").json() == by_number


def test_amended_notice_lists_its_versions_and_what_made_them(site: TestClient) -> None:
    answer = site.get("/api/v1/notices/XGCS-2022-0001").json()
    assert [(v["version_no"], v["because"]) for v in answer["versions"]] == [(2, "XGCS-2022-0002"), (1, None)]
    assert [(link["relation"]["code"], link["is_later"], link["notice"]["number"]) for link in answer["links"]] == [
        ("amends", True, "XGCS-2022-0002")
    ]
    listed = site.get("/api/v1/notices/XGCS-2022-0001/versions").json()
    assert listed == {"number": "XGCS-2022-0001", "versions": answer["versions"]}


def test_list_is_filtered_and_paged_by_cursor(site: TestClient) -> None:
    first = site.get("/api/v1/notices", params={"q": "虚构", "limit": 2, "status": "open"}).json()
    assert [notice["number"] for notice in first["notices"]] == ["XGCS-2022-0008", "XGCS-2022-0009"]
    after = {"q": "虚构", "limit": 2, "status": "open", "after": first["next_after"]}
    assert [n["number"] for n in site.get("/api/v1/notices", params=after).json()["notices"]] == [
        "XGCS-2022-0005",
        "XGCS-2022-0001",
    ]


def test_list_holds_later_notices_under_the_offer_they_speak_of(site: TestClient) -> None:
    answer = site.get("/api/v1/notices", params={"q": "虚构丙制造"}).json()["notices"]
    under = {offer["number"]: [later["number"] for later in offer["later_notices"]] for offer in answer}
    assert under == {"XGCS-2022-0005": ["XGCS-2022-0006"]}
    [offer] = answer
    assert offer["working_days_left"] == offer["later_notices"][0]["working_days_left"] == 23
    assert offer["window"]["ends_on"] == offer["later_notices"][0]["window"]["ends_on"] == "2022-09-15"  # Thu


def test_list_tells_kinds_of_collateral_floor_price_and_deposit(site: TestClient) -> None:
    [offer] = site.get("/api/v1/notices", params={"q": "华成"}).json()["notices"]
    assert [kind["zh"] for kind in offer["collateral_types"]] == ["房地产", "动产存货"]
    assert (offer["floor_price"], offer["deposit"]) == (None, None)


@pytest.mark.parametrize("suffix", ["pdf", "txt", "json", "html"])
def test_file_has_the_digest_that_is_shown_and_names_itself(site: TestClient, suffix: str) -> None:
    version = site.get("/api/v1/notices/XGCS-2022-0001").json()["versions"][1]
    listed = next(file for file in version["files"] if file["suffix"] == suffix)
    response = site.get(listed["url"], headers=AS_IT_IS)
    assert hashlib.sha256(response.content).hexdigest() == listed["sha256"]
    assert response.headers["etag"] == f'"{listed["sha256"]}"'
    assert (len(response.content), response.headers["cache-control"]) == (
        listed["size"],
        "public, max-age=31536000, immutable",
    )
    disposition = response.headers["content-disposition"]
    assert f'filename="XGCS-2022-0001-v1.{suffix}"' in disposition
    assert "filename*=UTF-8''%E8%99%9A%E6%9E%84" in disposition


def test_newest_file_is_that_of_the_newest_version_and_must_be_revalidated(site: TestClient) -> None:
    newest = site.get("/notices/XGCS-2022-0001.txt")
    assert newest.content == site.get("/notices/XGCS-2022-0001/versions/2.txt").content
    assert "已由法院查封" in newest.text
    assert newest.headers["cache-control"] == "public, no-cache"


@pytest.mark.parametrize(
    "address", [f"/notices/{HUARONG}.pdf", f"/api/v1/notices/{HUARONG}", "/api/v1/notices", "/api/v1/calendar/2026"]
)
def test_reader_who_holds_the_bytes_is_told_so_and_head_has_no_body(site: TestClient, address: str) -> None:
    whole = site.get(address, headers=AS_IT_IS)
    etag = whole.headers["etag"]
    for held in (etag, f"W/{etag}", f'"other", {etag}'):
        kept = site.get(address, headers=AS_IT_IS | {"if-none-match": held})
        assert (kept.status_code, kept.content, kept.headers["etag"]) == (304, b"", etag)
    assert site.get(address, headers={"if-none-match": '"other"'}).content == whole.content
    head = site.head(address, headers=AS_IT_IS)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == str(len(whole.content))


def test_file_unmodified_since_it_was_read_is_not_sent_again(site: TestClient) -> None:
    modified = site.get(f"/notices/{HUARONG}.pdf").headers["last-modified"]
    for since, status in ((modified, 304), ("Mon, 01 Aug 2022 00:00:00 GMT", 200), ("nonsense", 200)):
        assert site.get(f"/notices/{HUARONG}.pdf", headers={"if-modified-since": since}).status_code == status


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/api/v1/notices/HRZJ-2022-9999", 404, "notice_unknown"),
        ("/api/v1/notices/%00", 404, "notice_unknown"),
        ("/api/v1/notices/" + "9" * 3_000, 404, "notice_unknown"),
        ("/notices/HRZJ-2022-0001.exe", 404, "notice_unknown"),
        ("/notices/HRZJ-2022-0001/versions/2.pdf", 404, "notice_unknown"),
        ("/notices/HRZJ-2022-0001/versions/0.pdf", 422, "invalid_question"),
        ("/notices/HRZJ-2022-0001/versions/99999999999999999999.pdf", 422, "invalid_question"),
        ("/api/v1/nothing", 404, "address_unknown"),
        ("/api/v1/floor?book_value=1000000000001&review_on=2022-09-01", 422, "invalid_book_value"),
        ("/api/v1/floor?book_value=1&review_on=2008-07-10", 409, "no_tier_in_force"),
        ("/api/v1/window?published_on=0001-01-01", 409, "calendar_year_missing"),
        ("/api/v1/window?published_on=9999-12-31&provisional=true", 409, "calendar_year_missing"),
        ("/api/v1/notices?q=%00%00", 422, "invalid_question"),
        ("/api/v1/notices?q=" + "%E5%85%AC" * 101, 422, "invalid_question"),
        ("/api/v1/notices?limit=101", 422, "invalid_question"),
        ("/api/v1/notices?after=2022-08-03_zz", 422, "invalid_question"),
    ],
)
def test_question_that_cannot_be_answered_gets_the_one_shape_of_errors(
    site: TestClient, address: str, status: int, code: str
) -> None:
    response = site.get(address)
    assert response.status_code == status
    assert error_of(response)["code"] == code


def test_misspelt_filter_is_refused_with_the_name_it_may_have_meant(site: TestClient) -> None:
    error = error_of(site.get("/api/v1/notices", params={"provinze": "浙江省", "days_left": "x"}))
    assert {problem["path"] for problem in error["problems"]} == {"provinze", "days_left"}
    assert "province" in next(problem["en"] for problem in error["problems"] if problem["path"] == "provinze")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_written_over_http(site: TestClient, method: str) -> None:
    for address in ("/api/v1/notices", f"/api/v1/notices/{HUARONG}", f"/notices/{HUARONG}.pdf"):
        response = site.request(method, address)
        assert response.status_code == 405
        assert response.headers["allow"] == "GET, HEAD"


def test_health_is_ok_while_the_database_answers(site: TestClient) -> None:
    assert site.get("/healthz").json() == {"status": "ok"}


def test_choices_are_listed_with_their_chinese_words_and_may_be_written_so(site: TestClient) -> None:
    told = site.get("/api/v1/notices", params={"status": "x", "kind": "y"}).json()["error"]["zh"]
    assert "open 公告期内" in told
    assert "correction 更正公告" in told
    assert site.get("/api/v1/notices", params={"kind": "更正公告"}).status_code == 200
