"""The claim of 2022-08-03 as an asset manager types it, and small pages of invented claims."""

from typing import Any

from disposal.services.claim_entry.drafts import DraftOwner
from disposal.services.claim_entry.typed import flat

CLERK = DraftOwner("陈静")
COMPANIES = (
    "浙江华欣控股集团有限公司", "浙江华欣新材料股份有限公司", "浙江华欣高科技有限公司", "杭州萧山美艺花边有限公司",
)  # fmt: skip
PERSONS = ("曹欣羊", "徐兴娟", "曹欣建")
BANK, BRANCH = "广发银行股份有限公司杭州分行", "中国华融资产管理股份有限公司浙江省分公司"
BUILDING = {"kind": "抵押", "type": "房地产", "description": "工业房地产", "ceiling_limits": "最高额抵押金额"}


def page_of_2022() -> dict[str, str]:
    """Return the page of the 2022 claim: three securities and seven guarantors, amounts as people write them."""
    return flat(
        {
            "debtor": {"name": "杭州华成聚合纤有限公司", "kind": "单位", "is_state_organ": "否"},
            "chain": [{"assignor": BANK, "assignee": BRANCH, "notified_by": "公证送达", "served_on": "2021年12月1日"}],
            "claim": {"currency": "人民币", "documents": "原件", "asset_number": "ZJ-0031"},
            "contracts": [{"number": "虚构借字第001号", "amount": "1.34亿元", "due_on": "2020-6-30"}],
            "statements": [{
                "record_date": "2022年1月31日", "principal": "134000000.00", "interest": "５９４７４３３８.54",
                "interest_includes": "(含罚息、复利等)", "stated_total": "193,474,338.54", "printed_total": "合计",
            }],
            "security": [
                {**BUILDING, "owner": "杭州华欣线业有限公司", "place": "杭州萧山河庄街道建设村", "ceiling": "3433万元",
                 "building_area_m2": "12893.13平方米", "land_area_m2": "16760"},
                {**BUILDING, "owner": "杭州华欣特种纤维有限公司", "place": "杭州萧山新湾街道共裕村",
                 "ceiling": "2450万", "building_area_m2": "10034.13", "land_area_m2": "11080"},
                {"kind": "抵押", "type": "动产存货", "owner": "浙江华欣新材料股份有限公司", "ceiling": "9436万元",
                 "ceiling_limits": "最高额抵押金额"},
            ],
            "guarantees": [
                *({"name": name, "kind": "单位", "mode": "连带责任保证"} for name in COMPANIES),
                *({"name": name, "kind": "自然人", "mode": "连带责任", "name_bases": "生效文书、合同"}
                  for name in PERSONS),
            ],
        }
    )  # fmt: skip


def small_page(**changes: str) -> dict[str, str]:
    """Return the least page that can be completed, with changes by flat name (``__`` stands for the hyphen)."""
    page: dict[str, Any] = {
        "debtor-name": "虚构甲制造有限公司",
        "debtor-kind": "单位",
        "claim-currency": "人民币",
        "statements-0-record_date": "2022-01-31",
        "statements-0-principal": "1,340万元",
    }
    return {**page, **{name.replace("__", "-"): text for name, text in changes.items()}}
