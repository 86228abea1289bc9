"""The columns of 债务人 and 保证人. A new field of a party or a guarantee is one line here."""

from disposal.identifiers import IdentityDocument
from disposal.services.package_workbook.columns import CellKind, PackageColumn, PackageSheet
from notices.codes import BankruptcyStage, BusinessStatus, CeilingLimits, GuaranteeMode, NameBasis, PartyKind

_SEVERAL = "多个用顿号或分号隔开"
_RESIDENT_ID = (
    "证件号", "身份证", "身份证号", "身份证号码", "居民身份证", "居民身份证号", "居民身份证号码", "公民身份号码",
    "公民身份证号", "公民身份证号码", "身份证件号", "身份证件号码",
)  # fmt: skip


def party_columns(role: str, record: str) -> tuple[PackageColumn, ...]:
    """Return what every sheet asks of a party beside its name: ``role`` says whose, ``record`` where it goes."""
    return (
        PackageColumn(f"{role}类型", f"{record}.kind", CellKind.code, "不填为单位；自然人须填写", codes=PartyKind,
                      also=("类型", "主体类型"), width=12),
        PackageColumn("统一社会信用代码", f"{record}.credit_code", CellKind.number, "单位填写18位；据此识别已有主体",
                      also=("信用代码",), width=24),
        PackageColumn("证件号码", f"{record}.personal_number", CellKind.number, "自然人填写；加密保存，不公开",
                      also=_RESIDENT_ID, width=24),
        PackageColumn("证件种类", f"{record}.identity_document", CellKind.code, "不填为居民身份证",
                      codes=IdentityDocument, width=14),
        PackageColumn("姓名公开依据", f"{record}.name_bases", CellKind.code, "自然人填写；无依据的公告印作“曹某某”",
                      codes=NameBasis, width=14),
    )  # fmt: skip


DEBTORS = PackageSheet(
    "债务人",
    "一行一户；保证人和担保物所有人不必列在这里",
    (
        PackageColumn("序号", "item.number", CellKind.whole, "公告清单中的序号，从1起，不重复", width=8),
        PackageColumn("债务人名称", "party.name", help="与营业执照或身份证一致，一格一名", is_required=True,
                      also=("名称", "债务人", "企业名称"), width=30),
        *party_columns("债务人", "party"),
        PackageColumn("曾用名", "party.former_names", CellKind.lines, _SEVERAL, width=24),
        PackageColumn("公告标题名称", "item.heading", help="公告中该户的标题；须含该户名称，不填则不印",
                      also=("标题", "公告标题"), width=30),
        PackageColumn("法定代表人", "party.legal_representative", width=12),
        PackageColumn("地址", "party.address", also=("注册地址", "住所"), width=34),
        PackageColumn("登记状态", "party.status", CellKind.code, codes=BusinessStatus, width=10),
        PackageColumn("国家机关", "party.is_state_organ", CellKind.checked, "不填为未核实", width=10),
        PackageColumn("国有", "party.is_state_owned", CellKind.yes_no, "国有企业债务人填是；不填为未知", width=8),
        PackageColumn("破产阶段", "party.bankruptcy_stage", CellKind.code, "不填为未进入", codes=BankruptcyStage,
                      width=14),
        PackageColumn("破产受理日", "party.bankruptcy_accepted_on", CellKind.day, "利息止于此日", width=14),
        PackageColumn("企业概况", "item.profile", CellKind.prose, width=30),
        PackageColumn("公告补充文字", "item.details", CellKind.prose, "印在该户各笔债权之后", width=30),
    ),
    {"item.number": "示例", "party.name": "虚构纺织有限公司", "party.kind": "单位",
     "party.address": "虚构省虚构市一号路1号", "party.status": "存续",
     "item.heading": "虚构纺织有限公司", "party.is_state_organ": "否"},
    is_required=True,
)  # fmt: skip

GUARANTORS = PackageSheet(
    "保证人",
    "一行一份保证；一份保证担保几笔债权的，资产编号用顿号隔开",
    (
        PackageColumn("资产编号", "guarantee.claims", CellKind.lines, f"“债权”表中的资产编号，{_SEVERAL}",
                      is_required=True),
        PackageColumn("债务人名称", "guarantee.debtor", help="用于核对；填写的须与该资产编号的债务人一致",
                      also=("债务人",), width=30),
        PackageColumn("保证人名称", "guarantor.name", is_required=True, also=("保证人", "名称"), width=30),
        *party_columns("保证人", "guarantor"),
        PackageColumn("保证方式", "guarantee.mode", CellKind.code, "不填为连带责任保证", codes=GuaranteeMode),
        PackageColumn("保证合同编号", "guarantee.contract_number", width=24),
        PackageColumn("最高额", "guarantee.ceiling", CellKind.amount, "与最高额口径两项同填", unit="元", width=18),
        PackageColumn("最高额口径", "guarantee.ceiling_limits", CellKind.code, "最高额限定的是什么",
                      codes=CeilingLimits, also=("限定对象",)),
        PackageColumn("保证期间起", "guarantee.period_begins_on", CellKind.day, width=14),
        PackageColumn("保证期间止", "guarantee.period_ends_on", CellKind.day, width=14),
        PackageColumn("保证期间原文", "guarantee.period_words", width=24),
        PackageColumn("主张日", "guarantee.asked_on", CellKind.day, "向该保证人主张或起诉之日", width=14),
        PackageColumn("主张凭证", "guarantee.asked_evidence", width=20),
        PackageColumn("合同原文", "guarantee.verbatim", CellKind.prose, width=30),
    ),
    {"guarantee.claims": "示例-1", "guarantee.debtor": "虚构纺织有限公司", "guarantor.name": "虚构人甲",
     "guarantor.kind": "自然人", "guarantor.name_bases": "合同", "guarantee.mode": "连带责任保证"},
)  # fmt: skip
