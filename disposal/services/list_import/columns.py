"""Map columns of a sheet to fields of an entry: by the user's mapping, the last import, or the heading."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field

from disposal.services.lists.row_problems import NUMBER_FIELDS
from disposal.services.sheets.errors import FieldUnknown, SheetHeadingMissing, SheetHeadingRepeated
from disposal.services.sheets.headings import plain_heading
from notices.written.characters import seen

_OF_SOMEBODY_ELSE = re.compile("配偶|[妻夫父母子]|女儿|家属|法人|法定|负责人|经办|联系人|代理|介绍|推荐|审核|领导")


@dataclass(frozen=True, slots=True)
class EntryField:
    """A field of an entry: its Chinese name, headings that certainly mean it, and headings that may mean it.

    ``pattern`` is of further headings that certainly mean it: people write 身份证号 in many ways.
    """

    zh: str
    headings: tuple[str, ...]
    perhaps: tuple[str, ...] = ()
    pattern: re.Pattern[str] = re.compile("(?!)")

    def is_meant_by(self, heading: str, *, is_sure: bool) -> bool:
        """Return whether a plain heading certainly means the field, or else may mean it."""
        if is_sure:
            return heading in self.headings or self.pattern.fullmatch(heading) is not None
        return heading in self.perhaps


def _field(zh: str, headings: str, perhaps: str = "", *, pattern: str = "(?!)") -> EntryField:
    return EntryField(zh, tuple(headings.split()), tuple(perhaps.split()), re.compile(pattern))


FIELDS: dict[str, EntryField] = {
    "name": _field(
        "姓名或名称",
        "姓名 名称 姓名/名称 姓名或名称 人员姓名 中文姓名 企业名称 公司名称 机构名称 单位全称 被执行人 被执行人姓名 "
        "被执行人名称 被执行人姓名/名称 失信被执行人 失信被执行人姓名/名称 name",
        "单位名称 当事人 当事人名称 全称 fullname",
    ),
    "kind": _field("主体类型", "主体类型 当事人类型 主体性质 kind"),
    "number": _field(
        "证件号码",
        "证件号码 证件号 公民身份号码 身份证号码/组织机构代码 证件号码/信用代码 idnumber idno number",
        "证照号码 证照号 号码 id 身份id id号 idcard sfz sfzh",
        pattern="(?:居民|公民|个人|本人|人员|职工|员工|当事人|被执行人|[第]?二代|[第]?二代居民)?身份(?:[证証證]|证件|证明)?(?:号|號|号码|號碼|编号|证号|卡号)?"
        "|有效证件号码?|证件编号|(?:身份)?(?:证|证件)?号码?/(?:护照|通行证|其他证件)号?码?|id(?:entity)?card(?:no|number)",
    ),
    "other_number": _field(
        "其他证件号码",
        "其他证件号码 其他证件号 其它证件号码",
        pattern="(?:护照|(?:港澳|台湾)?(?:居民)?(?:来往)?(?:内地|大陆)?通行证|回乡证|台胞证|(?:永久)?居留证|港澳身份证|香港身份证|澳门身份证)(?:证件)?(?:号|号码|编号)?"
        "|passport(?:no|number)?",
    ),
    "number_kind": _field("证件类型", "证件类型 证件种类 证件名称 idtype"),
    "credit_code": _field(
        "统一社会信用代码",
        "统一社会信用代码 社会信用代码 信用代码 统一信用代码 组织机构代码 creditcode",
        "机构代码 纳税人识别号",
        pattern="(?:统一)?(?:社会)?(?:信用|信誉)(?:代码|编码|号码|代号)(?:证|证号|号|号码)?",
    ),
    "former_names": _field("曾用名", "曾用名 曾用名称 原名 原名称 formername formernames"),
    "employer": _field("工作单位", "工作单位 所在单位 任职单位 现工作单位 employer", "单位 单位名称 部门 所在部门"),
    "position": _field("职务", "职务 职位 岗位 现任职务 position", "职级 职务职级 title"),
    "remark": _field("备注", "备注 说明 remark remarks note"),
    "valid_from": _field(
        "生效日期", "生效日期 起始日期 开始日期 有效期起 有效期自 任职日期 列入日期 validfrom", "入职日期 发布日期"
    ),
    "valid_until": _field(
        "失效日期", "失效日期 截止日期 终止日期 有效期至 有效期止 到期日期 离职日期 移出日期 validuntil", "有效期"
    ),
}


@dataclass(frozen=True, slots=True)
class Columns:
    """The position and heading of each field, and the headings that are not imported.

    ``unread`` are the columns without a field, by position, where a row without a number may have one; empty if the
    user has said which column holds numbers.
    """

    positions: dict[str, int]
    headings: dict[str, str]
    ignored: tuple[str, ...]
    width: int
    unread: Mapping[int, str] = dataclass_field(default_factory=dict)


def match_columns(
    headings: Sequence[object], *, named: Mapping[str, str], remembered: Mapping[str, str] | None = None
) -> Columns:
    """Map the fields to columns.

    ``named`` is the user's mapping (field → heading, empty for no column); ``remembered`` is that of the last import.
    Other fields are recognised by heading.

    Raises: FieldUnknown, SheetHeadingMissing, SheetHeadingRepeated.
    """
    written = [seen(str(heading)).strip() for heading in headings]
    plain = [plain_heading(heading) for heading in written]
    taken: dict[str, int] = {}
    for field, heading in named.items():
        if field not in FIELDS:
            raise FieldUnknown(field, known=FIELDS)
        if heading:
            taken[field] = _only(field, written, _places(plain, plain_heading(heading)))
    for field, heading in (remembered or {}).items():
        places = _places(plain, plain_heading(heading))
        if field not in named and len(places) == 1 and places[0] not in taken.values():
            taken[field] = places[0]
    _recognise(plain, written, taken, skipped=set(named))
    if "name" not in taken:
        raise SheetHeadingMissing(field_zh=FIELDS["name"].zh, field="name", headings=written)
    return Columns(
        positions=taken,
        headings={field: written[at] for field, at in taken.items()},
        ignored=tuple(heading for at, heading in enumerate(written) if heading and at not in taken.values()),
        width=len(written),
        unread=_unread(written, taken) if NUMBER_FIELDS.isdisjoint(named) else {},
    )


def _unread(written: list[str], taken: Mapping[str, int]) -> dict[int, str]:
    """Return the columns without a field; beside a column of numbers, not those of the number of somebody else."""
    is_read = not NUMBER_FIELDS.isdisjoint(taken)
    free = {at: heading for at, heading in enumerate(written) if at not in taken.values()}
    return {at: heading for at, heading in free.items() if not (is_read and _OF_SOMEBODY_ELSE.search(heading))}


def _recognise(plain: list[str], written: list[str], taken: dict[str, int], *, skipped: set[str]) -> None:
    """Map fields by heading: first the headings that certainly mean a field, then those that may."""
    for is_sure in (True, False):
        for field, known in FIELDS.items():
            if field in taken or field in skipped:
                continue
            fits = [at for at, heading in enumerate(plain) if known.is_meant_by(heading, is_sure=is_sure)]
            places = [at for at in fits if at not in taken.values()]
            if places:
                taken[field] = _only(field, written, places)


def _places(plain: list[str], heading: str) -> list[int]:
    return [at for at, found in enumerate(plain) if found == heading]


def _only(field: str, written: list[str], places: list[int]) -> int:
    """Return the only position of a field. Raises: SheetHeadingMissing, SheetHeadingRepeated."""
    if not places:
        raise SheetHeadingMissing(field_zh=FIELDS[field].zh, field=field, headings=written)
    if len(places) > 1:
        raise SheetHeadingRepeated(
            field_zh=FIELDS[field].zh, field=field, headings=[written[place] for place in places]
        )
    return places[0]
