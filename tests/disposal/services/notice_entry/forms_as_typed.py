"""The notice of 2022-08-03 as an asset manager types it in the form of its project."""

from uuid import UUID

from disposal.services.claim_entry.typed import flat
from disposal.services.notice_entry.fields import CLAIMS
from tests.disposal.services.claim_entry.pages_as_typed import page_of_2022

_LIMBS = ("civil_servant", "regulator_staff", "judicial_police", "amc_staff", "deal_professional")
_HAND = "参与不良债权转让的金融资产管理公司工作人员、国有企业债务人或者受托资产评估机构负责人等有直系亲属关系的人员"
_DISCLAIMER = (
    "上述本金利息数据为我公司内部数据，实际金额以依据生效法律文书确定的内容和相关法律规定计算出的具体金额为准。"
    "债权的担保情况以担保人实际签署的担保合同和生效法律文书确定的内容为准。"
)
PROJECT_2022 = {
    "project-code": "HRZJ-HUACHENG",
    "project-name": "杭州华成聚合纤有限公司债权",
    "review-book_value": "193,474,338.54",
    "review-review_meeting_on": "2022年9月1日",
    "review-province": "浙江省",
    "review-city": "杭州市",
}


def form_of_2022(*claim_ids: UUID | str) -> dict[str, str]:
    """Return the form of the notice of 2022 for these claims."""
    sections = {
        "assets": {"record_date": "2022年1月31日"},
        "terms": {
            "modes": "公开竞价、和解",
            "is_open_ended": "yes",
            "buyer_requirement": "要求买受人信誉良好，具备足额支付款项的能力并可承担购买债权所带来的风险。",
        },
        "restrictions": {"capacity": "具有完全民事行为能力、支付能力的法人、组织或自然人"},
        **{f"limb_{code}": {"chosen": "yes"} for code in _LIMBS},
        "limb_debtor_management": {
            "chosen": "yes", "wording": "国有企业债务管理层面", "is_state_owned_only": "yes",
        },
        "limb_participated_entity": {"chosen": "yes", "wording": "上述关联人参与的非金融法人"},
        "limb_relative_of_insider": {"chosen": "yes", "wording": _HAND, "relatives": "直系亲属"},
        "window": {"published_on": "2022-8-3", "count": "20", "unit": "工作日"},
        "review": {name.removeprefix("review-"): text for name, text in PROJECT_2022.items() if "review-" in name},
        "contacts": [
            {"role": "受理公示事项联系人", "name": "陈女士", "phones": "(0571)87836713", "fax": "(0571)87689535",
             "address": "杭州市开元路19-1、19-2号"},
            {"role": "举报电话", "name": "林女士", "phones": "(0571)87836756"},
        ],
        "media": [{"medium": "浙江日报", "kind": "省级以上报纸"}],
        "words": {"disclaimers": _DISCLAIMER, "requires_written_intent": "yes", "accepts_enquiries": "yes"},
    }  # fmt: skip
    return {CLAIMS: "、".join(str(each) for each in claim_ids), **flat(sections)}


def claim_of_2022() -> dict[str, str]:
    """Return the page of the claim of 2022 without what the notice of 2022 did not print."""
    return {
        name: text for name, text in page_of_2022().items() if name not in ("contracts-0-number", "claim-documents")
    }
