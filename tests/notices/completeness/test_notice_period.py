"""The notice period and the medium that the law asks for, by book value."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from notices.codes import MediumKind
from notices.completeness import CompletenessFacts, Severity, check
from notices.law.issuers import IssuerKind
from notices.law.required_media import AssetPlace
from notices.law.tiers import InvalidBookValue
from tests.support.calendars import UNTIL_2026
from tests.support.notice_samples import changed, make_content, sample

PLACED = sample()["placements"]
PREFECTURE = [{"medium": "虚构市日报", "kind": "newspaper_prefecture", "published_on": "2022-08-03"}]
WEBSITE = [{"medium": "公司网站", "kind": "company_website", "published_on": "2022-08-03"}]
PLATFORM = [{"medium": "虚构产权交易所", "kind": "trading_platform", "published_on": "2022-08-03"}]
OF_TIERS = {"review_inside_floor", "window_below_floor", "medium_below_tier", "website_not_chosen"}


def found(facts: CompletenessFacts, **changes: Any) -> dict[str, str]:
    report = check(make_content(**changes), calendar=UNTIL_2026, facts=facts)
    return {finding.code: finding.severity.value for finding in report.findings}


def valued(book_value: str, review: date | None = None, **more: Any) -> CompletenessFacts:
    """Return facts of a company that 财金〔2008〕87号 names, unless another kind of issuer is given."""
    more = {"issuer_kind": IssuerKind.named_amc, **more}
    return CompletenessFacts(book_value=Decimal(book_value), review_meeting_on=review, **more)


@pytest.mark.parametrize(
    ("book_value", "days", "is_short"),
    [
        ("10000000.00", 7, False), ("10000000.00", 6, True),
        ("10000000.01", 10, False), ("10000000.01", 9, True),
        ("50000000.00", 10, False), ("50000000.01", 14, True), ("50000000.01", 15, False),
        ("100000000.00", 15, False), ("100000000.01", 19, True), ("100000000.01", 20, False),
    ],
)  # fmt: skip
def test_promised_window_shorter_than_the_tier_warns(book_value: str, days: int, is_short: bool) -> None:
    codes = found(valued(book_value), window__count=days)
    assert ("window_below_floor" in codes) is is_short
    assert codes.get("window_below_floor", "warning") == "warning"


@pytest.mark.parametrize(
    ("review", "is_blocked"),
    [(date(2022, 8, 31), True), (date(2022, 9, 1), False), (date(2022, 9, 2), False), (date(2022, 8, 1), True)],
    ids=["Wed 2022-08-31 day before", "Thu 2022-09-01 first lawful", "Fri 2022-09-02", "Mon 2022-08-01 before notice"],
)
def test_review_inside_the_floor_blocks(review: date, is_blocked: bool) -> None:
    codes = found(valued("193474338.54", review))
    assert codes.get("review_inside_floor") == ("blocker" if is_blocked else None)


def test_review_not_given_is_told() -> None:
    assert found(valued("193474338.54"))["review_unknown"] == "note"


def test_exempt_disposal_has_no_floor_and_no_medium_to_keep() -> None:
    facts = valued("193474338.54", date(2022, 8, 4), exempt_because="破产程序终结")
    codes = found(facts, window__count=1, placements=[])
    assert codes["exempt"] == "note"
    assert not codes.keys() & {"review_inside_floor", "window_below_floor", "medium_not_chosen"}


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (IssuerKind.named_amc, None),
        (IssuerKind.referred_company, None),
        (IssuerKind.national_amc, "floor_by_analogy"),
        (IssuerKind.local_amc, "floor_by_analogy"),
        (IssuerKind.bank, "floor_by_analogy"),
        (IssuerKind.other, "floor_by_analogy"),
        (None, "issuer_kind_not_stated"),
    ],
)
def test_tiers_block_only_whom_they_bind_and_are_compared_with_for_others(
    kind: IssuerKind | None, told: str | None
) -> None:
    facts = valued("193474338.54", date(2022, 8, 31), issuer_kind=kind)
    content = make_content(placements=PREFECTURE, window__count=19)
    report = check(content, calendar=UNTIL_2026, facts=facts)
    of_tiers = [each for each in report.findings if each.code in OF_TIERS]
    assert {each.code for each in of_tiers} == OF_TIERS
    assert report.is_publishable is (told is not None)
    for each in of_tiers:
        assert each.source.confirmed is (told is None)
        assert each.zh.startswith("参照财金〔2008〕87号：") is (told is not None)
        assert (each.severity is Severity.warning) or told is None
    assert {each.code for each in report.findings} & {"floor_by_analogy", "issuer_kind_not_stated"} == {told} - {None}


def test_content_of_a_local_company_says_its_kind() -> None:
    codes = found(valued("193474338.54", date(2022, 8, 31), issuer_kind=None), issuer__is_local_amc=True)
    assert (codes["floor_by_analogy"], codes["review_inside_floor"]) == ("note", "warning")


@pytest.mark.parametrize(
    ("paper_on", "review", "is_blocked"),
    [
        ("2022-08-03", date(2022, 9, 1), False),
        ("2022-08-04", date(2022, 9, 1), True),  # a day later than the notice states
        ("2022-08-04", date(2022, 9, 2), False),
        ("2022-08-02", date(2022, 9, 1), False),
        ("2022-08-02", date(2022, 8, 31), True),  # the website carries it on the stated day
    ],
)
def test_floor_counts_from_the_latest_required_placement(paper_on: str, review: date, is_blocked: bool) -> None:
    placed = changed({"placements": PLACED}, placements__0__published_on=paper_on)["placements"]
    report = check(make_content(placements=placed), calendar=UNTIL_2026, facts=valued("193474338.54", review))
    of_floor = [each.field for each in report.blockers if each.code == "review_inside_floor"]
    assert of_floor == (["placements" if paper_on > "2022-08-03" else "published_on"] if is_blocked else [])


def test_second_hand_days_are_told_with_both_ends_from_their_day_on() -> None:
    facts = valued("193474338.54")
    assert "supervisory_days" not in found(facts, published_on="2024-11-10")  # Sun, before Mon 2024-11-11
    content = make_content(published_on="2024-11-11")
    report = check(content, calendar=UNTIL_2026, facts=facts)
    (told,) = [each for each in report.findings if each.code == "supervisory_days"]
    assert (told.severity, told.source.confirmed) == (Severity.note, False)
    assert "按自然日：至2024年11月18日（星期一）；按工作日：至2024年11月20日（星期三）" in told.zh
    assert "supervisory_days" not in found(valued("1", issuer_kind=IssuerKind.bank), published_on="2024-11-11")


@pytest.mark.parametrize(
    ("review", "words"),
    [
        (date(2026, 3, 9), "按自然日、工作日计算的7日尚未届满"),  # Mon, the last of seven natural days
        (date(2026, 3, 10), "按工作日计算的7日尚未届满"),
        (date(2026, 3, 11), "按工作日计算的7日尚未届满"),  # Wed, the last of seven working days
        (date(2026, 3, 12), None),
    ],
)
def test_review_before_the_end_of_the_seven_days_warns(review: date, words: str | None) -> None:
    facts = valued("1000000", review, issuer_kind=IssuerKind.local_amc)
    report = check(make_content(published_on="2026-03-02"), calendar=UNTIL_2026, facts=facts)  # Mon
    found = [each.zh for each in report.warnings if each.code == "supervisory_days_not_over"]
    assert len(found) == (words is not None)
    assert all(words and words in zh for zh in found)
    assert report.is_publishable


@pytest.mark.parametrize(
    ("value", "kind", "changes", "expected"),
    [
        ("50000000.00", "named_amc", {"placements": WEBSITE}, set()),
        ("50000000.01", "named_amc", {"placements": WEBSITE}, {"newspaper_or_platform", "provincial"}),
        ("50000000.01", "national_amc", {"placements": PREFECTURE}, {"provincial"}),
        ("50000000.01", "named_amc", {"placements": PLACED}, set()),
        ("50000000.01", "named_amc", {"placements": PLATFORM}, set()),
        ("50000000.01", "local_amc", {"terms__modes": ["private_agreement"]}, {"public_bidding"}),
        ("50000000.00", "local_amc", {"terms__modes": ["private_agreement"]}, set()),
        ("50000000.01", "local_amc", {"terms__modes": ["auction"], "placements": WEBSITE}, set()),
    ],
)
def test_what_second_hand_rules_ask_above_fifty_million_warns(
    value: str, kind: str, changes: dict[str, Any], expected: set[str]
) -> None:
    codes = found(valued(value, issuer_kind=IssuerKind(kind)), published_on="2026-03-02", **changes)
    demands = {"newspaper_or_platform", "provincial", "public_bidding", "lone_bidder"}
    told = {code: codes[f"supervisory_{code}"] for code in demands if f"supervisory_{code}" in codes}
    assert told == dict.fromkeys(expected, "warning")


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, {"paper_not_described": "note"}),
        ({"paper": "general", "province": "浙江省"}, {}),
        ({"paper": "economic", "province": "全国"}, {}),
        ({"paper": "specialised", "province": "浙江省"}, {"paper_of_wrong_kind": "warning"}),
        ({"paper": "not_public", "province": "浙江省"}, {"paper_of_wrong_kind": "warning"}),
        ({"paper": "general", "province": "江苏省"}, {"paper_of_another_place": "warning"}),
    ],
)
def test_paper_of_the_wrong_kind_or_place_warns(more: dict[str, str], expected: dict[str, str]) -> None:
    asset = AssetPlace("浙江省", "杭州市")
    codes = found(valued("193474338.54", asset=asset), placements=[{**PLACED[0], **more}])
    assert {code: severity for code, severity in codes.items() if code.startswith("paper_")} == expected


def test_book_value_that_is_no_amount_is_refused() -> None:
    with pytest.raises(InvalidBookValue):
        found(valued("-1"))


def test_notice_before_the_first_rule_has_no_floor_and_says_so() -> None:
    codes = found(valued("193474338.54", date(2008, 7, 1)), published_on="2008-06-02", record_date="2008-01-31")
    assert "review_inside_floor" not in codes


@pytest.mark.parametrize(
    ("book_value", "placements", "expected"),
    [
        ("10000000.00", WEBSITE, {}),
        ("10000000.00", [], {"website_not_chosen": "warning"}),
        ("10000000.01", WEBSITE, {"medium_not_chosen": "warning"}),
        ("50000000.00", [*PREFECTURE, *WEBSITE], {}),
        ("50000000.01", [*PREFECTURE, *WEBSITE], {"medium_below_tier": "blocker"}),
        ("50000000.01", [*PLACED, *WEBSITE], {}),
        ("100000000.01", PLACED, {"website_not_chosen": "warning"}),
    ],
    ids=["small", "small without website", "newspaper missing", "prefecture fits", "prefecture too low", "province",
         "province without website"],
)  # fmt: skip
def test_medium_against_the_tier(book_value: str, placements: Any, expected: dict[str, str]) -> None:
    codes = found(valued(book_value), placements=placements)
    media = {"website_not_chosen", "medium_not_chosen", "medium_below_tier"}
    assert {code: severity for code, severity in codes.items() if code in media} == expected


def test_medium_chosen_but_not_yet_placed_counts() -> None:
    chosen = (MediumKind.newspaper_province, MediumKind.company_website)
    codes = found(valued("193474338.54", media=chosen), placements=[])
    assert not codes.keys() & {"website_not_chosen", "medium_not_chosen", "medium_below_tier"}


@pytest.mark.parametrize(("ends_on", "is_refused"), [("2022-08-30", True), ("2022-08-31", False), ("2022-09-01", True)])
def test_stated_end_is_recounted(ends_on: str, is_refused: bool) -> None:
    codes = found(CompletenessFacts(), window=changed(sample()["window"], ends_on=ends_on))
    assert ("window_end_differs" in codes) is is_refused


@pytest.mark.parametrize(
    ("unit", "wording", "is_refused"),
    [
        ("working_days", "自公告之日起二十个工作日", False),
        ("working_days", "自本公告发布之日起20个工作日", False),
        ("working_days", "自本公告发布之日起20日（节假日除外）", False),
        ("working_days", "自本公告发布之日起20日", True),  # four weeks are counted, three are printed
        ("natural_days", "自本公告发布之日起20日", False),
        ("natural_days", "自本公告发布之日起20个工作日", True),
    ],
)
def test_wording_names_the_count_and_its_unit_in_either_numerals(unit: str, wording: str, is_refused: bool) -> None:
    codes = found(CompletenessFacts(), window__wording=wording, window__unit=unit)
    assert ("window_wording_differs" in codes) is is_refused


@pytest.mark.parametrize(
    ("words", "is_told"),
    [
        ("公告期限为自发布之日起10个工作日。", True),
        ("受理征询或异议的期限为十五个工作日", True),
        ("本公告有效期限20日", True),  # working days are counted
        ("公告期限为自发布之日起２０个工作日", False),
        ("公告期限为二十个工作日", False),
        ("公告期限截至2022年8月31日", False),
        ("公告期限届满后可延长5个工作日", False),
        ("异议人应在期限届满前3日提交原件", False),
        ("受让方应在签约后3个工作日内付款", False),
    ],
)
def test_another_period_promised_in_words_is_told(words: str, is_told: bool) -> None:
    assert ("another_period_in_words" in found(CompletenessFacts(), disclaimers=[words])) is is_told


def test_placement_listed_twice_is_told() -> None:
    other_day = {**PLACED[0], "published_on": "2022-08-04"}
    assert "placement_twice" in found(CompletenessFacts(), placements=[*PLACED, *PLACED])
    assert "placement_twice" not in found(CompletenessFacts(), placements=[*PLACED, other_day])
