"""An invented package of many debtors, each described at length: the same values at every run."""

import random
from datetime import date
from typing import Any

from tests.support.publishing import ISSUER, PUBLISHED_ON, invented_content

LETTERS = "甲乙丙丁戊己庚辛壬癸"
TRADES = ("纺织", "船舶", "化纤", "机械", "建材", "置业", "食品", "钢构")
STATES = (("first_seizure", "已被虚构市人民法院首封"), ("leased", "已出租至2027年6月"), ("auction_failed", "二拍流拍"))
COURTS = (("judged", "已判决"), ("in_enforcement", "执行中"), ("enforcement_round_closed", "终结本次执行"))
PROFILE = (
    "公司成立于{year}年，为有限责任公司，注册资本{capital}万元，法定代表人虚构人{letter}，主营{trade}产品的生产与销售。"
    "公司原为当地{trade}行业的骨干企业，{closed}年起因对外担保代偿和下游回款缓慢陷入资金链断裂，现已停产，"
    "厂区由留守人员看管，职工安置费用已由当地政府垫付。"
)
HIGHLIGHTS = (
    "抵押物位于虚构市测试开发区虚构路{n}号，临近高速公路出入口，周边路网完善，土地为工业出让用地，剩余使用年限约{years}年，"
    "厂房为钢结构，层高9米，可直接用于仓储物流，区域内同类厂房近一年成交价格平稳。",
    "抵押物为首查封、首抵押，权属清晰，执行法院已完成评估，处置程序明确。",
    "保证人名下另有未设定抵押的房产和对外股权投资，已由法院轮候查封，具有一定的追偿空间。",
)
RESERVATION = (
    "抵押物实际面积、占用和租赁情况以现场及登记机关查询为准；债务人尚欠土地使用税及职工工资，数额未经核实，由受让方自行"
    "判断并承担相应风险；我分公司对资产瑕疵不作任何承诺和保证。"
)


def debtor(number: int, chance: random.Random, *, is_long: bool = True) -> dict[str, Any]:
    """Return one debtor with a claim, a mortgage, guarantors and a court case."""
    trade, letter = TRADES[number % len(TRADES)], LETTERS[number % len(LETTERS)]
    name = f"虚构{letter}第{number}号{trade}有限公司"
    principal, interest = chance.randint(3_000_000, 90_000_000), chance.randint(100_000, 30_000_000)
    facts = {"year": 1996 + number % 20, "capital": 500 + 10 * number, "closed": 2014 + number % 8, "n": number}
    facts |= {"letter": letter, "trade": trade, "years": 20 + number % 15}
    item: dict[str, Any] = {
        "number": number,
        "debtor": name,
        "original_creditor": f"虚构银行股份有限公司{letter}支行",
        "claims": [_claim(number, name, (principal, interest))],
    }
    if is_long:
        item |= {
            "profile": PROFILE.format_map(facts),
            "highlights": tuple(words.format_map(facts) for words in HIGHLIGHTS),
            "reservation": RESERVATION,
        }
    return item


def _claim(number: int, name: str, owed: tuple[int, int]) -> dict[str, Any]:
    principal, interest = owed
    letter = LETTERS[number % len(LETTERS)]
    state, court = STATES[number % len(STATES)], COURTS[number % len(COURTS)]
    thing = {
        "type": "building",
        "description": "工业房地产",
        "place": f"测试省虚构市测试开发区虚构路{number}号",
        "building_area_m2": f"{8000 + 13 * number}.50",
        "land_area_m2": f"{12000 + 17 * number}",
        "certificate_numbers": [f"虚（2018）虚构市不动产权第{number:07}号"],
        "conditions": [{"code": state[0], "words": state[1]}],
    }
    ceiling = {"amount": f"{principal // 10_000 + 200}万元", "limits": "claim_balance"}
    guarantors = [f"虚构{letter}控股集团有限公司", {"name": f"虚构人{letter}", "kind": "natural_person"}]
    case = {"court": "测试省虚构市中级人民法院", "case_number": f"（2021）测01民初{number}号"}
    return {
        "contract_numbers": [f"虚构借字2019第{number:03}号"],
        "amounts": {
            "principal": f"{principal}.00",
            "interest": f"{interest}.25",
            "total": f"{principal + interest}.25",
        },
        "security": [{"owner": name, "collateral": thing, "ceiling": ceiling, "rank": 1, "is_registered": True}],
        "guarantees": [{"guarantors": guarantors}],
        "litigation": [{"code": court[0], "words": court[1], **case}],
    }


def long_package(count: int = 95, *, layout: str = "auto", is_long: bool = True) -> dict[str, Any]:
    """Return the values of a notice of a package of ``count`` debtors."""
    chance = random.Random(count)  # noqa: S311 - a seeded sample, no secret
    items = [debtor(number, chance, is_long=is_long) for number in range(1, count + 1)]
    package = {"name": f"虚构甲第1号船舶有限公司等{count}户债权资产包", "debtor_count": count, "loan_count": count}
    terms = {"modes": ["open_bidding"], "floor_price": "32000万元", "deposit": "3200万元"}
    return invented_content().model_dump() | {
        "issuer": ISSUER,
        "published_on": PUBLISHED_ON,
        "record_date": date(2022, 6, 30),
        "items": items,
        "package": {**package, "sold_as": "both", "annex_layout": layout},
        "terms": terms | {"buyer_requirement": "买受人信誉良好"},
    }
