"""The columns of 债权. A new field of a claim, its amounts, its case or its transfer is one line here."""

from disposal.services.package_workbook.columns import CellKind, PackageColumn, PackageSheet
from notices.codes import FiveClass, LitigationCode

_PARTS = (
    ("principal", "本金", "已清偿填0", ("债权本金", "本金余额")),
    ("interest", "利息", "", ("欠息", "利息余额")),
    ("penalty_interest", "罚息", "", ()),
    ("compound_interest", "复利", "", ()),
    ("doubled_interest", "迟延履行利息", "加倍部分", ("迟延履行利息加倍部分",)),
    ("damages", "违约金", "", ()),
    ("advanced_costs", "代垫费用", "", ("垫付费用",)),
    ("litigation_costs", "诉讼费", "", ("诉讼费用",)),
    ("other_costs", "其他费用", "", ()),
)
_AMOUNTS = tuple(
    PackageColumn(heading, f"statement.{name}", CellKind.amount, hint, is_required=name == "principal", unit="元",
                  also=also, width=18)
    for name, heading, hint, also in _PARTS
)  # fmt: skip

CLAIMS = PackageSheet(
    "债权",
    "一行一笔债权；末行可写“合计”，用于核对",
    (
        PackageColumn("资产编号", "claim.key", help="本表内不重复；担保物和保证人按它对应", is_required=True,
                      also=("债权编号", "编号")),
        PackageColumn("债务人名称", "claim.debtor", help="“债务人”表中的名称", is_required=True,
                      also=("债务人", "企业名称"), width=30),
        PackageColumn("原债权人", "claim.original_creditor", help="转让前的银行及支行", also=("转让方",), width=26),
        PackageColumn("合同编号", "claim.contract_numbers", CellKind.lines, "多个用顿号或分号隔开",
                      also=("借款合同编号",), width=28),
        PackageColumn("币种", "claim.currency", help="不填为人民币；外币填代码，如 USD", width=8),
        PackageColumn("五级分类", "claim.five_class", CellKind.code, codes=FiveClass, width=10),
        PackageColumn("基准日", "statement.record_date", CellKind.day, "金额算至这一天；不填为项目的基准日", width=14),
        *_AMOUNTS,
        PackageColumn("合计", "statement.total", CellKind.amount, "公告印的合计；不填由系统相加，填写的与各项核对",
                      unit="元", also=("本息合计", "债权合计"), width=18),
        PackageColumn("利息包含", "statement.interest_includes", help="印在利息后的括号内，如：含罚息、复利", width=18),
        PackageColumn("另计至付清日的部分", "statement.floating_words", CellKind.prose, width=24),
        PackageColumn("到期日", "claim.due_on", CellKind.day, "主债务履行期限届满日", width=14),
        PackageColumn("材料", "claim.are_documents_originals", CellKind.papers, width=10),
        PackageColumn("个人贷款", "claim.is_personal_loan", CellKind.yes_no, width=10),
        PackageColumn("个贷转让依据", "claim.personal_loan_basis", help="试点文号", width=20),
        PackageColumn("转让日", "assignment.assigned_on", CellKind.day, "原债权人转让给本公司之日", width=14),
        PackageColumn("转让协议编号", "assignment.agreement_number", width=22),
        PackageColumn("诉讼状态", "litigation.code", CellKind.code, codes=LitigationCode, width=14),
        PackageColumn("诉讼状态原文", "litigation.words", help="公告照印；不填印状态名称", width=22),
        PackageColumn("法院", "litigation.court", also=("受理法院",), width=26),
        PackageColumn("案号", "litigation.case_number", width=26),
        PackageColumn("状态截至日", "litigation.as_of", CellKind.day, width=14),
        PackageColumn("判决法院", "claim.judgment_court", width=26),
        PackageColumn("判决案号", "claim.judgment_number", width=26),
        PackageColumn("判决日", "claim.judged_on", CellKind.day, width=14),
        PackageColumn("执行法院", "claim.enforcement_court", width=26),
        PackageColumn("执行案号", "claim.enforcement_number", width=26),
        PackageColumn("未了结的和解", "claim.unfinished_settlement", CellKind.prose, width=26),
        PackageColumn("公告补充文字", "claim.details", CellKind.prose, also=("备注",), width=30),
    ),
    {"claim.key": "示例-1", "claim.debtor": "虚构纺织有限公司", "claim.original_creditor": "虚构银行测试支行",
     "claim.contract_numbers": "虚构借字2019第001号", "statement.record_date": "2025-12-31",
     "statement.principal": "1,500,000.00", "statement.interest": "300,000.00", "statement.total": "1,800,000.00",
     "litigation.code": "已判决", "litigation.words": "已判决"},
    is_required=True,
)  # fmt: skip
