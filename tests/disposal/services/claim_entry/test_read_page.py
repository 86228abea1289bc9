"""read_typed: every kind of field, what it takes and what it says to what it does not take."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from disposal.models.claims.claim import ClaimCreate
from disposal.models.claims.collateral import CollateralCreate
from disposal.models.claims.guarantee import GuaranteeCreate
from disposal.models.claims.security_interest import SecurityInterestCreate
from disposal.models.claims.statement import ClaimStatementCreate
from disposal.services.claim_entry.entry import ReadEntry
from disposal.services.claim_entry.read_page import read_typed
from tests.disposal.services.claim_entry.pages_as_typed import page_of_2022, small_page

TODAY = date(2022, 8, 3)  # Wed
THING = {"security__0__type": "房地产", "security__0__owner": "虚构乙有限公司"}
PLEDGE = {"security__0__type": "股权", "security__0__owner": "虚构乙有限公司"}
SURETY = {"guarantees__0__name": "虚构丙有限公司"}
SUED = {"litigation__0__code": "执行中", "litigation__0__words": "执行中"}


def reading(**changes: str) -> ReadEntry:
    return read_typed(small_page(**changes), today=TODAY)


def record(read: ReadEntry, model: type[Any]) -> Any:
    assert read.problems == ()
    return next(step.data for step in read.entry.steps if type(step.data) is model)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022-1-31", date(2022, 1, 31)),
        ("20220131", date(2022, 1, 31)),
        ("2022年1月31日", date(2022, 1, 31)),
        ("1-31", date(2022, 1, 31)),
        ("今天", TODAY),
    ],
)
def test_day_is_read_in_every_form_a_person_types(text: str, day: date) -> None:
    assert record(reading(statements__0__record_date=text), ClaimStatementCreate).record_date == day


@pytest.mark.parametrize(
    ("text", "yuan", "printed"),
    [
        ("1,340万元", "13400000.00", "1,340万元"),
        ("1340万", "13400000.00", "1340万元"),
        ("1.2亿", "120000000.00", "1.2亿元"),
        ("13400000", "13400000.00", "13400000元"),
        ("１３，４００，０００．００", "13400000.00", "13,400,000.00元"),
        ("0", "0.00", "0元"),
    ],
)
def test_amount_is_stored_in_yuan_and_printed_as_typed(text: str, yuan: str, printed: str) -> None:
    stated = record(reading(statements__0__principal=text), ClaimStatementCreate)
    assert stated.principal == Decimal(yuan)
    assert stated.as_amounts(currency="CNY").principal.printed == printed


@pytest.mark.parametrize(
    ("changes", "path", "words"),
    [
        ({"statements__0__principal": "约一千万"}, "statements-0-principal", "本金应为金额，如1,340万元"),
        ({"statements__0__principal": "0.001"}, "statements-0-principal", "应精确到分"),
        ({"statements__0__interest": "5万美元"}, "statements-0-interest", "币种与债权的币种不同"),
        ({"statements__0__record_date": "3/8/2022"}, "statements-0-record_date", "基准日：年、月、日的顺序不明"),
        ({"statements__0__record_date": "明天"}, "statements-0-record_date", "基准日：不是日期，请写成 2022"),
        ({"statements__0__record_date": "2022-08-04"}, "statements-0-record_date", "晚于今天"),
        ({"debtor__kind": "合伙"}, "debtor-kind", "类型应为以下之一：单位、个体工商户、自然人"),
        ({"debtor__number": "91330000000000003X"}, "debtor-number", "对照营业执照填写"),
        ({"debtor__kind": "自然人", "debtor__number": "33010219000101001X"}, "debtor-number", "居民身份证"),
        ({"debtor__is_state_organ": "可能"}, "debtor-is_state_organ", "未核实、是、否"),
        ({"debtor__bankruptcy_stage": "破产清算"}, "debtor-bankruptcy_accepted_on", "填写破产受理日"),
        ({"claim__currency": "日圆"}, "claim-currency", "币种应为以下之一"),
        ({**THING, "security__0__building_area_m2": "很大"}, "security-0-building_area_m2", "房产建筑面积应为数字"),
        ({**THING, "security__0__building_area_m2": "0"}, "security-0-building_area_m2", "须大于0"),
        ({**THING, "security__0__rank": "一"}, "security-0-rank", "顺位应为整数"),
        ({**THING, "security__0__rank": "100"}, "security-0-rank", "不得大于99"),
        ({**THING, "security__0__ceiling": "3433万元"}, "security-0-ceiling_limits", "选择最高额口径"),
        ({**THING, "security__0__type": "飞机"}, "security-0-type", "类型应为以下之一"),
        ({"security__0__place": "虚构街"}, "security-0-owner", "填写抵押人／出质人"),
        ({**SURETY, "guarantees__0__mode": "口头"}, "guarantees-0-mode", "方式应为以下之一"),
        (
            {**SURETY, "guarantees__0__period_begins_on": "2022-2-1", "guarantees__0__period_ends_on": "2022-1-1"},
            "guarantees-0-period_ends_on",
            "截止日早于起始日",
        ),
        ({**SUED, "litigation__0__against": "虚构丁有限公司"}, "litigation-0-against", "针对应为本债权"),
        ({"litigation__0__court": "虚构法院"}, "litigation-0-words", "填写原文"),
        ({"chain__0__assignor": "甲行", "chain__0__assignee": "乙公司", "chain__1__assignor": "丙公司",
          "chain__1__assignee": "丁公司"}, "chain-1-assignor", "转让链在此断开：上一行受让方为乙公司"),
        ({"guarantees__0__name": "张三和李四"}, "guarantees-0-name", "请逐个录入"),
        ({**SURETY, "guarantees__0__address": "虚构市1号", "security__0__type": "存单",
          "security__0__owner": "虚构丙有限公司", "security__0__owner_address": "虚构市2号"},
         "guarantees-0-address", "与担保物第1行所填不同"),
    ],
)  # fmt: skip
def test_text_that_a_field_does_not_take_says_at_the_field_what_to_write(
    changes: dict[str, str], path: str, words: str
) -> None:
    told = {problem.path: problem.zh for problem in reading(**changes).problems}
    assert words in told.get(path, f"nothing at {path}, but {told}")


def test_missing_fields_are_needed_for_a_record_and_those_of_a_notice_only_told() -> None:
    read = read_typed({"debtor-kind": "单位"}, today=TODAY)
    assert {each.path for each in read.needed} == {
        "debtor-name", "statements-0-record_date", "statements-0-principal",
    }  # fmt: skip
    small = reading()
    assert small.problems == ()
    assert {each.path: each.zh for each in small.before_notice} == {
        "debtor-number": "债务人：填写代码或证件号码",
        "debtor-is_state_organ": "债务人：核实虚构甲制造有限公司是否为国家机关",
        "contracts-0-number": "合同：填写合同编号",
        "chain-0-assignor": "转让：填写转让方（原债权人）",
    }


def test_figures_codes_and_words_become_the_fields_of_the_type_in_force() -> None:
    read = reading(**PLEDGE, security__0__kind="质押", security__0__company="虚构丁公司",
                   security__0__share_percent="30%",
                   security__0__building_area_m2="留着的旧值", security__0__certificate_numbers="甲1号；乙2号",
                   security__0__conditions="首封：某院查封\n无人看管", security__0__is_registered="是",
                   security__0__secured_from="2019-1-1", security__0__co_owners="张某、李某")  # fmt: skip
    thing, interest = record(read, CollateralCreate), record(read, SecurityInterestCreate)
    assert thing.attributes == {"company": "虚构丁公司", "share_percent": "30"}
    assert (thing.certificate_numbers, thing.co_owners) == (["甲1号", "乙2号"], ["张某", "李某"])
    assert [(each.code.value, each.words) for each in thing.conditions] == [
        ("first_seizure", "某院查封"), ("other", "无人看管"),
    ]  # fmt: skip
    assert (interest.kind.value, interest.is_registered, interest.secured_from) == ("pledge", True, date(2019, 1, 1))


def test_empty_row_and_deleted_row_store_nothing() -> None:
    read = reading(security__0__kind="抵押", guarantees__0__kind="单位", guarantees__1__name="虚构丙有限公司",
                   guarantees__1__deleted="1")  # fmt: skip
    assert [type(step.data) for step in read.entry.steps] == [ClaimCreate, ClaimStatementCreate]


def test_several_contracts_make_numbers_and_no_due_day_where_they_differ() -> None:
    rows = {"contracts__0__number": "甲1号", "contracts__0__due_on": "2020-1-1", "contracts__1__number": "甲2号",
            "contracts__1__due_on": "2021-1-1", "contracts__1__balance": "120万"}  # fmt: skip
    claim = record(reading(**rows), ClaimCreate)
    assert (claim.contract_numbers, claim.due_on) == (["甲1号", "甲2号"], None)
    assert claim.contracts[1].balance == Decimal("1200000.00")


def test_one_guarantor_under_two_contracts_is_one_party() -> None:
    read = reading(**SURETY, guarantees__0__contract_number="保1号", guarantees__1__name="虚构丙有限公司",
                   guarantees__1__contract_number="保2号")  # fmt: skip
    assert [plan.stated["name"] for plan in read.entry.parties].count("虚构丙有限公司") == 1
    guarantees = [step.data for step in read.entry.steps if isinstance(step.data, GuaranteeCreate)]
    assert len({each.guarantor_id for each in guarantees}) == 1


def test_page_of_2022_has_nothing_wrong_and_tells_what_a_notice_still_lacks() -> None:
    read = read_typed(page_of_2022(), today=TODAY)
    assert read.problems == ()
    assert {each.path.rpartition("-")[2] for each in read.before_notice} == {
        "number", "is_state_organ", "owner_is_state_organ",
    }  # fmt: skip
