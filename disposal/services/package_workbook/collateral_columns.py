"""The columns of 担保物: the security, the thing, and what is stated of each type of thing."""

from disposal.services.package_workbook.columns import CellKind, PackageColumn, PackageSheet
from disposal.services.package_workbook.party_columns import party_columns
from notices.codes import CeilingLimits, CollateralCondition, CollateralType, SecurityKind

_M2, _MU = "平方米", "亩"
_ATTRIBUTES = (
    PackageColumn("房产建筑面积", "attributes.building_area_m2", CellKind.measure, unit=_M2),
    PackageColumn("土地面积", "attributes.land_area_m2", CellKind.measure, "与亩二选一", unit=_M2),
    PackageColumn("土地面积", "attributes.land_area_mu", CellKind.measure, unit=_MU),
    PackageColumn("用途", "attributes.purpose", help="如：工业、住宅", width=12),
    PackageColumn("权利性质", "attributes.acquisition", help="土地：出让或划拨", width=12),
    PackageColumn("规划建筑面积", "attributes.planned_area_m2", CellKind.measure, "在建工程", unit=_M2),
    PackageColumn("工程进度", "attributes.progress", help="在建工程"),
    PackageColumn("设备名称", "attributes.machine_name", help="机器设备"),
    PackageColumn("数量", "attributes.quantity", CellKind.measure, "机器设备、存货", width=10),
    PackageColumn("数量单位", "attributes.quantity_unit", help="台、套、吨、件", width=10),
    PackageColumn("规格型号", "attributes.model", help="机器设备"),
    PackageColumn("品名", "attributes.goods", help="存货"),
    PackageColumn("车牌号", "attributes.plate_number", help="机动车"),
    PackageColumn("车辆识别代号", "attributes.frame_number", help="机动车", width=22),
    PackageColumn("品牌型号", "attributes.brand_and_model", help="机动车"),
    PackageColumn("船名", "attributes.ship_name"),
    PackageColumn("总吨位", "attributes.gross_tonnage", CellKind.measure, unit="总吨"),
    PackageColumn("船籍港", "attributes.registry_port"),
    PackageColumn("建造年份", "attributes.built_in_year", CellKind.whole, width=10),
    PackageColumn("应收账款债务人", "attributes.account_debtor", width=26),
    PackageColumn("应收账款或存单金额", "attributes.amount", CellKind.amount, unit="元", width=20),
    PackageColumn("标的公司", "attributes.company", help="股权", width=26),
    PackageColumn(
        "持股比例", "attributes.share_percent", CellKind.measure, "股权；与股份数量二选一", unit="%", width=12
    ),
    PackageColumn("股份数量", "attributes.share_count", CellKind.measure, "股权", unit="股"),
    PackageColumn("存款行", "attributes.bank", help="存单", width=26),
)

COLLATERAL = PackageSheet(
    "担保物",
    "一行一件；担保几笔债权的，资产编号用顿号隔开。各类型只填它有的栏",
    (
        PackageColumn("资产编号", "interest.claims", CellKind.lines, "“债权”表中的资产编号，多个用顿号或分号隔开",
                      is_required=True),
        PackageColumn("债务人名称", "interest.debtor", help="用于核对；填写的须与该资产编号的债务人一致",
                      also=("债务人",), width=30),
        PackageColumn("担保种类", "interest.kind", CellKind.code, "不填为抵押", codes=SecurityKind, also=("种类",),
                      width=10),
        PackageColumn("担保物类型", "collateral.type_code", CellKind.code, codes=CollateralType, is_required=True,
                      width=14),
        PackageColumn("所有人名称", "owner.name", help="抵押人或出质人", is_required=True,
                      also=("所有人", "抵押人", "出质人", "抵押人／出质人"), width=30),
        *party_columns("所有人", "owner"),
        PackageColumn("公告用名", "collateral.description", help="如：工业房地产；不填印类型名称"),
        PackageColumn("坐落", "collateral.place", also=("位置", "坐落位置"), width=34),
        *_ATTRIBUTES,
        PackageColumn("权证号", "collateral.certificate_numbers", CellKind.lines, "多个用顿号或分号隔开",
                      also=("不动产权证号",), width=28),
        PackageColumn("最高额", "interest.ceiling", CellKind.amount, "与最高额口径两项同填", unit="元", width=18),
        PackageColumn("最高额口径", "interest.ceiling_limits", CellKind.code, "最高额限定的是什么", codes=CeilingLimits,
                      also=("限定对象",)),
        PackageColumn("顺位", "interest.rank", CellKind.whole, "1至99", width=8),
        PackageColumn("已登记", "interest.is_registered", CellKind.yes_no, "不填为未知", also=("登记",), width=8),
        PackageColumn("登记证明号", "interest.registration_number", help="不动产登记证明（他项权）号", width=26),
        PackageColumn("登记日", "interest.registered_on", CellKind.day, width=14),
        PackageColumn("份额", "interest.share_words", width=14),
        PackageColumn("同一登记的其他债权", "interest.other_claims_words", width=24),
        PackageColumn("现状", "condition.code", CellKind.code, codes=CollateralCondition, width=12),
        PackageColumn("现状原文", "condition.words", help="公告照印", width=26),
        PackageColumn("合同原文", "interest.verbatim", CellKind.prose, width=30),
        PackageColumn("公告补充文字", "collateral.details", CellKind.prose, also=("备注",), width=30),
    ),
    {"interest.claims": "示例-1", "interest.debtor": "虚构纺织有限公司", "interest.kind": "抵押",
     "collateral.type_code": "房地产", "owner.name": "虚构纺织有限公司", "collateral.description": "工业房地产",
     "collateral.place": "虚构省虚构市一号路1号", "attributes.building_area_m2": "12893.13",
     "collateral.certificate_numbers": "虚构不动产权第0001号", "interest.rank": "1", "interest.is_registered": "是"},
)  # fmt: skip
