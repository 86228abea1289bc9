"""The calculators: results with their reasons, permalinks, and help beside the field that is wrong."""

import re
from html import unescape

import pytest
from fastapi.testclient import TestClient


@pytest.mark.parametrize("address", ["/calculator", "/calculator/floor", "/en/calculator", "/en/calculator/floor"])
def test_empty_form_explains_how_it_counts(site: TestClient, address: str) -> None:
    response = site.get(address)
    assert response.status_code == 200
    assert "第二百零一条" in response.text or "art. 201" in response.text or "87号" in response.text


@pytest.mark.parametrize(
    ("query", "last_day"),
    [
        ("published_on=2022-08-03&count=20", "2022年8月31日（星期三）"),
        ("published_on=2024-08-19&count=20", "2024年9月14日（星期六）"),
        ("published_on=2022-09-22&count=20&convention=first_day_counted", "2022年10月24日（星期一）"),
        ("published_on=2022-09-20&count=20&unit=working_days&closes_at=", "2022年10月21日（星期五）"),
        ("published_on=2022-09-20&count=11&unit=natural_days", "2022年10月8日（星期六）"),
    ],
)
def test_window_ends_on_the_day_shown_in_large_type(site: TestClient, query: str, last_day: str) -> None:
    page = site.get(f"/calculator?{query}").text
    assert f'<p class="big">{last_day}</p>' in page


def test_window_names_each_make_up_day_with_its_circular(site: TestClient) -> None:
    page = site.get("/calculator?published_on=2024-08-19&count=20").text
    assert "中秋节调休上班日（国办发明电〔2023〕7号）" in page


def test_result_has_an_address_that_gives_it_again(site: TestClient) -> None:
    asked = "/calculator?published_on=2022-08-03&count=5&closes_at=17%3A00"
    page = site.get(asked).text
    permalink = unescape(re.search(r'class="permalink">.*?href="([^"]+)"', page)[1])  # type: ignore[index]
    assert site.get(permalink).text == page


def test_year_that_is_not_loaded_gives_no_day_but_the_offer_of_a_provisional_one(site: TestClient) -> None:
    response = site.get("/calculator?published_on=2026-12-15&count=20")
    assert response.status_code == 409
    assert "2027年的放假安排尚未载入" in response.text
    offer = unescape(re.search(r'class="offer" href="([^"]+)"', response.text)[1])  # type: ignore[index]
    page = site.get(offer).text
    assert '<p class="big">2027年1月13日（星期三）</p>' in page
    assert "暂定" in page


@pytest.mark.parametrize(
    ("query", "field", "remedy"),
    [
        ("published_on=22-8-3", "published_on", "2022-08-03"),
        ("published_on=", "published_on", "缺少必填项"),
        ("published_on=2022-08-03&count=0", "count", "1 至 365"),
        ("published_on=2022-08-03&closes_at=25:00", "closes_at", "17:00"),
        ("published_on=2022-08-03&unit=weeks", "unit", "工作日、自然日"),
    ],
)
def test_wrong_field_of_the_window_is_named_beside_it(site: TestClient, query: str, field: str, remedy: str) -> None:
    response = site.get(f"/calculator?{query}")
    assert response.status_code == 422
    problem = re.search(rf'id="{field}-problem">([^<]+)<', response.text)
    assert problem is not None
    assert remedy in problem[1]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/calculator", "不是可选项；可用：发布当日不计入、发布当日计入、自发布次日起算"),
        (
            "/en/calculator",
            "is none of the choices; use publication day not counted, publication day counted, "
            "counted from the day after publication",
        ),
    ],
)
def test_wrong_choice_is_told_the_labels_of_the_form_and_no_codes(site: TestClient, address: str, words: str) -> None:
    page = site.get(f"{address}?published_on=2022-08-03&convention=guess").text
    assert f'id="convention-problem">{words}</p>' in page
    assert not re.search(r">[^<]*first_day_not_counted", page)


def test_wrong_choice_is_told_the_codes_by_the_api(site: TestClient) -> None:
    answer = site.get("/api/v1/window?published_on=2022-08-03&convention=guess").json()
    assert "可用：first_day_not_counted 发布当日不计入, first_day_counted" in answer["error"]["zh"]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("review_on=2022-09-01&published_on=2022-08-03", "2022年8月3日（星期三）刊登的公告符合法定期限"),
        ("review_on=2022-09-01&published_on=2022-08-04", "2022年8月4日（星期四）刊登的公告迟于法定期限"),
        ("review_on=2022-09-01", '<p class="big">2022年8月3日（星期三）</p>'),
        ("published_on=2022-08-03", '<p class="big">2022年9月1日（星期四）</p>'),
    ],
)
def test_floor_answers_both_ways_and_judges_where_both_days_are_given(site: TestClient, query: str, shown: str) -> None:
    page = site.get(f"/calculator/floor?book_value=193474338.54&issuer_kind=named_amc&{query}").text
    assert shown in page
    assert "财金〔2008〕87号" in page


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("book_value=abc&review_on=2022-09-01", "book_value"),
        ("review_on=2022-09-01", "book_value"),
        ("book_value=1000000000001&review_on=2022-09-01", "book_value"),
        ("book_value=1", "review_on"),
        ("book_value=1&review_on=2008-01-01", "review_on"),
    ],
)
def test_wrong_field_of_the_floor_is_named_beside_it(site: TestClient, query: str, field: str) -> None:
    response = site.get(f"/calculator/floor?{query}")
    assert response.status_code == 422
    assert f'id="{field}-problem"' in response.text


@pytest.mark.parametrize(
    ("prefix", "kind", "words", "verdict"),
    [
        ("", "named_amc", "适用：发布人是87号文列名的金融资产管理公司", "broken"),
        ("", "local_amc", "参照：财金〔2008〕87号不约束地方资产管理公司", "doubtful"),
        ("", "", "参照：未说明发布人类别", "broken"),
        ("/en", "local_amc", "compared only: Cai Jin [2008] No. 87 does not bind this issuer (local AMC)", "doubtful"),
    ],
)
def test_floor_page_says_whether_it_binds_and_how_it_counts(
    site: TestClient, prefix: str, kind: str, words: str, verdict: str
) -> None:
    query = f"book_value=60000000&review_on=2026-09-01&published_on=2026-08-20&issuer_kind={kind}"
    page = site.get(f"{prefix}/calculator/floor?{query}").text
    assert words in page
    assert f'class="verdict {verdict}"' in page
    assert "最后一次必需的刊登" in page or "latest required placement" in page
    assert "刊登日、审核日均不计入" in page or "placement day and review day both left out" in page
    assert page.count("2026年8月27日（星期四）" if not prefix else "2026-08-27 (Thu)") >= 1


LATE = "/calculator/floor?book_value=1.93亿&review_on=2026-09-01&published_on=2026-08-20"  # Tue, Thu


def row_of(page: str, day: str) -> str:
    """Return the row of a day table that shows this day, with its class."""
    (row,) = re.findall(rf'<tr class="[^"]*">\s*<th scope="row">{re.escape(day)}.*?</tr>', page, re.DOTALL)
    return str(row)


def caption_of(page: str) -> str:
    """Return the caption of the day table."""
    return unescape(re.search(r"<caption>([^<]+)</caption>", page)[1])  # type: ignore[index]


def test_late_notice_is_told_how_many_working_days_there_were_and_finds_its_day(site: TestClient) -> None:
    page = site.get(LATE).text
    assert "须满20个工作日，实有7个工作日，缺13个" in page
    assert caption_of(page) == "逐日说明，按最迟刊登日2026年8月3日（星期一）计算"
    assert "最迟刊登日，不计入" in row_of(page, "2026年8月3日（星期一）")
    assert "所问刊登日" in row_of(page, "2026年8月20日（星期四）")
    assert page.count("所问刊登日") == 1


def test_late_notice_is_told_in_english_too(site: TestClient) -> None:
    page = site.get("/en" + LATE).text
    assert "20 full working days are asked, 7 lay between them, 13 too few" in page
    assert caption_of(page) == "Day by day, from the latest lawful publication, Mon 3 Aug 2026"
    assert "asked about" in row_of(page, "Thu 20 Aug 2026")


def test_publication_before_a_weekend_stands_first_in_the_days_to_its_earliest_review(site: TestClient) -> None:
    page = site.get("/calculator/floor?book_value=1&published_on=2022-08-05").text  # Fri
    assert "所问刊登日" in row_of(page, "2022年8月5日（星期五）")
    assert "刊登日，不计入" in row_of(page, "2022年8月5日（星期五）")
    assert "周末" in row_of(page, "2022年8月7日（星期日）")
    assert "最迟刊登日，不计入" not in page


@pytest.mark.parametrize(
    ("prefix", "mark", "words"),
    [
        ("", "未证实", "（条文尚未与原文核对）"),
        ("/en", "[unconfirmed]", "(wording not yet compared with the original)"),
    ],
)
def test_rule_not_read_in_its_source_is_said_to_be_so_in_plain_words(
    site: TestClient, prefix: str, mark: str, words: str
) -> None:
    page = site.get(f"{prefix}/calculator/floor?book_value=60000000&review_on=2025-09-01").text
    assert page.count(words) == 2  # 17号 and 16号; no kind of issuer is stated
    assert mark not in page
    assert ("compared with: not known to bind the issuer)" if prefix else "（参照，未确认约束发布人）") in page
    of_one_that_is_named = site.get(
        f"{prefix}/calculator/floor?book_value=60000000&review_on=2025-09-01&issuer_kind=named_amc"
    ).text
    assert ("words read as quoted elsewhere)" if prefix else "（已读他处所引原文）") in of_one_that_is_named


@pytest.mark.parametrize(
    ("address", "caption"),
    [
        (
            "/calculator?published_on=2026-11-25&count=10",  # Wed to Wed 12-09
            "逐日说明；2026年12月1日（星期二）起为暂定，2027年放假安排尚未载入",
        ),
        (
            "/en/calculator?published_on=2026-12-15&count=20&provisional=true",  # into 2027
            "Day by day; provisional, the arrangement for 2027 is not loaded",
        ),
        (
            "/calculator/floor?book_value=1&review_on=2026-12-01",  # Tue
            "逐日说明，按最迟刊登日2026年11月19日（星期四）计算；2026年12月1日（星期二）起为暂定，2027年放假安排尚未载入",
        ),
        ("/calculator?published_on=2022-08-03&count=20", "逐日说明"),
    ],
)
def test_days_that_may_still_change_are_named_once_in_the_caption(site: TestClient, address: str, caption: str) -> None:
    page = site.get(address).text
    assert caption_of(page) == caption
    rows = page[page.index("<tbody>") :]
    assert "暂定" not in rows
    assert "provisional" not in rows


@pytest.mark.parametrize(
    ("address", "reasons"),
    [
        (
            "/calculator?published_on=2022-09-30&count=10",
            {"工作日", "周末", "国庆节调休上班日（国办发明电〔2021〕11号）"},
        ),
        ("/en/calculator/floor?book_value=1&review_on=2022-08-10", {"working day", "weekend"}),
    ],
)
def test_reason_leaves_the_day_of_the_week_to_the_date_beside_it(
    site: TestClient, address: str, reasons: set[str]
) -> None:
    found = set(re.findall(r"<td>([^<]+)</td>", site.get(address).text))
    assert reasons <= found
    assert not [reason for reason in found if "星期" in reason or "day," in reason]


def input_of(page: str, name: str) -> str:
    """Return the input of a field."""
    return str(re.search(rf'<input id="{name}"[^>]*>', page)[0])  # type: ignore[index]


@pytest.mark.parametrize(
    ("address", "typed"),
    [
        ("/calculator", {"published_on": "bad", "count": "abc", "closes_at": "5pm"}),
        ("/calculator/floor", {"book_value": "很多", "review_on": "bad", "published_on": "08/19/2024"}),
    ],
)
def test_field_keeps_what_was_typed_with_the_problem_beside_it(
    site: TestClient, address: str, typed: dict[str, str]
) -> None:
    response = site.get(address, params=typed)
    assert response.status_code == 422
    for name, value in typed.items():
        field = input_of(response.text, name)
        assert f'type="text" value="{value}"' in field
        assert f'id="{name}-problem"' in response.text


@pytest.mark.parametrize(
    "typed", ["2024-08-19", "20240819", "2024年8月19日", "2024.8.19", "２０２４．８．１９", "2024/8/19"]
)
def test_day_is_one_text_field_that_shows_the_day_of_the_week(site: TestClient, typed: str) -> None:
    page = site.get("/calculator", params={"published_on": typed, "count": "20"}).text
    assert f'type="text" value="{typed}"' in input_of(page, "published_on")
    assert '<p class="hint" id="published_on-hint">2024年8月19日（星期一）</p>' in page
    assert '<p class="big">2024年9月14日（星期六）</p>' in page
    english = site.get("/en/calculator/floor", params={"book_value": "1", "review_on": typed}).text
    assert 'id="review_on-hint">Mon 19 Aug 2024; ' in english


@pytest.mark.parametrize("address", ["/", "/calculator", "/calculator/floor", "/notices", "/en/calculator"])
def test_no_page_has_a_field_that_browsers_write_in_an_order_of_their_own(site: TestClient, address: str) -> None:
    assert not re.search(r'type="(date|month|week|time|datetime-local|number)"', site.get(address).text)
