"""What an amendment does with each field of a content: one table, by field and kind.

财金〔2008〕87号第十四条: what was announced changes only by a new notice. So whatever an amendment states is in the
consolidated version in all its forms, or the amendment is refused. ``notices.completeness.amendments`` refuses;
``notices.composition.consolidation`` merges.
"""

import re
from dataclasses import dataclass

from notices.codes import Coded

__all__ = [
    "AMENDING",
    "CORRECTED_ELSEWHERE",
    "ENDING",
    "TREATMENTS",
    "Treatment",
    "Way",
    "path_of_label",
    "treatment_of",
]


class Way(Coded):
    """What becomes of a field that an amendment states."""

    merged = "merged", "并入正文"
    beside = "beside", "记于正文之上", "recorded over the text, under the amendment's title"
    own = "own", "仅在本公告中", "stands in the amendment alone, which ends the notice it speaks of"
    given = "given", "由登记系统填写", "filled in by the register"
    forbidden = "forbidden", "不得写明"


@dataclass(frozen=True, slots=True)
class Treatment:
    """What becomes of one field: the way, and in words how it is merged, or which notice may state it instead."""

    way: Way
    zh: str
    en: str

    @property
    def is_forbidden(self) -> bool:
        """Return whether an amendment of this kind must not state the field."""
        return self.way is Way.forbidden


def _merged(zh: str, en: str) -> Treatment:
    return Treatment(Way.merged, zh, en)


def _forbidden(zh: str, en: str) -> Treatment:
    return Treatment(Way.forbidden, zh, en)


_APPENDED = _merged("接在原公告之后，相同的不重复", "appended; what the notice says already is not repeated")
_FILLED = _merged("原公告未写明的填入；与原公告不同的不予受理", "fills what was left open; what contradicts is refused")
_PER_DEBTOR = _merged(
    "按债务人（统一社会信用代码或名称）和合同并入，新债务人接在其后；无法对应的记于正文之上",
    "merged by debtor (credit code or name) and contract; new debtors are appended; the rest is recorded over the text",
)
_FIGURES = _merged(
    "资产包的户数和金额以补充的为准，变化记于正文之上", "figures replace, the change is told over the text"
)
_OF_ITEMS = _merged("作为所列金额的基准日", "the record date of the amounts stated")
_WINDOW = _merged("公告期限延至其最后一日", "moves the last day of the window")
_REPLACED = _merged("以后者为准，变化记于正文之上", "replaces the earlier one, the change is told over the text")
_CHANGES = _merged(
    "写明路径的并入正文；各项“原为…现更正为…”均记于正文之上",
    "those with a path are merged; each one, from what to what, is told over the text",
)

_BESIDE = Treatment(Way.beside, "与公告标题一并记于正文之上", "recorded over the text with the amendment's title")
_IN_FACTS = Treatment(Way.beside, "记于登记信息“已修订”一栏", "recorded among the facts under the text")
_OWN = Treatment(Way.own, "载于本公告", "stands in this notice")
_NAMES = Treatment(Way.own, "只写债务人名称", "names the debtors, and states nothing more of them")
_GIVEN = Treatment(Way.given, "由登记系统按所涉公告填写", "taken from the notice it speaks of")

_ANEW = _forbidden(
    "已公告的此项不能由本类公告改变；请另行发布替代原公告的资产处置公告",
    "what was announced here changes only by a new disposal notice that supersedes the earlier one",
)
_BY_EXTENSION = _forbidden("公告期限只能由延期公告延长", "only an extension moves the window; publish one")
_BY_SUPPLEMENT = _forbidden("请改用补充公告写明", "state it in a supplementary notice")
_BY_CHANGES = _forbidden(
    "请在 changes 中逐项写明更正前后的内容", "name it in changes, with what stood there and what stands now"
)
_BY_CORRECTION = _forbidden("请改用更正公告", "publish a correction")
_BY_RESULT = _forbidden("请改用结果公告", "publish a result")
_IN_WORDS = _forbidden("结果的原因请写入 outcome.words", "say why in outcome.words")
_PACKAGE_KNOWN = _forbidden(
    "资产包名称取自所涉公告（amends.package_name），不必写明",
    "the package is that of the notice it speaks of (amends.package_name); leave it out",
)
_ENDS = _forbidden(
    "撤销或结果公告不改变原公告内容；需改变的请先发布补充或更正公告",
    "it ends the notice and changes nothing in it; publish a supplement or a correction first",
)

AMENDING = ("supplement", "correction", "extension")
"""Kinds whose words become part of a consolidated version of the notice they speak of."""

ENDING = ("withdrawal", "result")
"""Kinds that end the notice they speak of: it stands as it was, and they speak for themselves."""

_COLUMNS = (*AMENDING, *ENDING)
_EVERY_GIVEN = (_GIVEN,) * 5
_EVERY_TOLD = (_BESIDE, _BESIDE, _BESIDE, _OWN, _OWN)
_EVERY_APPENDED = (_APPENDED, _APPENDED, _APPENDED, _OWN, _OWN)

# fmt: off
TREATMENTS: dict[str, tuple[Treatment, ...]] = {
    # field                  supplement      correction      extension       withdrawal      result
    "schema_version":        _EVERY_GIVEN,
    "kind":                  _EVERY_TOLD,
    "issuer":                _EVERY_GIVEN,
    "title":                 _EVERY_TOLD,
    "number":                _EVERY_TOLD,
    "published_on":          _EVERY_TOLD,
    "record_date":           (_OF_ITEMS,     _BY_CHANGES,    _BY_CORRECTION, _ENDS,          _ENDS),
    "items":                 (_PER_DEBTOR,   _BY_SUPPLEMENT, _BY_SUPPLEMENT, _ENDS,          _NAMES),
    "package":               (_FIGURES,      _PACKAGE_KNOWN, _PACKAGE_KNOWN, _PACKAGE_KNOWN, _PACKAGE_KNOWN),
    "terms":                 (_FILLED,       _BY_CHANGES,    _BY_SUPPLEMENT, _ENDS,          _ENDS),
    "restrictions":          (_ANEW,         _ANEW,          _ANEW,          _ANEW,          _ANEW),
    "window":                (_BY_EXTENSION, _BY_EXTENSION,  _WINDOW,        _BY_EXTENSION,  _BY_EXTENSION),
    "validity":              (_ANEW,         _ANEW,          _ANEW,          _ANEW,          _ANEW),
    "extension":             (_BY_EXTENSION, _BY_EXTENSION,  _REPLACED,      _BY_EXTENSION,  _BY_EXTENSION),
    "requires_written_intent": (_BY_CORRECTION, _BY_CHANGES, _GIVEN,         _ENDS,          _ENDS),
    "accepts_enquiries":     (_ANEW,         _ANEW,          _GIVEN,         _ANEW,          _ANEW),
    "contacts":              _EVERY_APPENDED,
    "supervisor":            (_FILLED,       _FILLED,        _FILLED,        _OWN,           _OWN),
    "disclaimers":           _EVERY_APPENDED,
    "is_not_an_offer":       (_FILLED,       _FILLED,        _FILLED,        _OWN,           _OWN),
    "attachments":           _EVERY_APPENDED,
    "placements":            (_IN_FACTS,     _IN_FACTS,      _IN_FACTS,      _OWN,           _OWN),
    "amends":                _EVERY_GIVEN,
    "other_elements_unchanged": _EVERY_TOLD,
    "statements":            _EVERY_APPENDED,
    "changes":               (_BY_CORRECTION, _CHANGES,      _BY_CORRECTION, _ENDS,          _ENDS),
    "reason":                (_BESIDE,       _BESIDE,        _BESIDE,        _OWN,           _IN_WORDS),
    "revisions":             _EVERY_GIVEN,
    "outcome":               (_BY_RESULT,    _BY_RESULT,     _BY_RESULT,     _BY_RESULT,     _OWN),
    "has_demand":            (_ANEW,         _ANEW,          _ANEW,          _ANEW,          _ANEW),
    "amounts_in_words":      (_FILLED,       _BY_CHANGES,    _BY_CORRECTION, _ENDS,          _OWN),
    "entered_afterwards":    _EVERY_GIVEN,
}
# fmt: on
"""What becomes of each field of NoticeContent, in the order of the columns."""

CORRECTED_ELSEWHERE: dict[str, Treatment] = {
    **dict.fromkeys(
        ("schema_version", "kind", "issuer", "number", "published_on", "amends", "revisions", "validity"), _ANEW
    ),
    "entered_afterwards": _ANEW,
    **dict.fromkeys(("restrictions.limbs", "restrictions.verbatim", "has_demand", "accepts_enquiries"), _ANEW),
    **dict.fromkeys(("window", "extension"), _BY_EXTENSION),
    "placements": _forbidden(
        "刊登媒体和日期是发布的事实；请登记刊登情况，或另行发布公告",
        "media and days are facts of the publication; record the placement instead",
    ),
}
"""Paths that a correction may not change: facts of the publication, and what only another notice changes."""

_LABELS = (
    (r"(?:本?公告)?的?(?:发布|公告|刊登|落款|刊发|见报|签署)的?(?:日期?|时间)", "published_on"),
    (r"(?:本?公告)?的?(?:编号|文号)", "number"),
    (r"(?:公告)?的?有效期限?(?:截止日|至)?", "validity"),
    (r"(?:公告|公示|异议|征询|受理)(?:[和及与、或]?(?:异议|征询|咨询|受理))*的?"
     r"(?:(?:有效)?(?:期|期限|期间|时限)的?(?:截止|届满|最后一|结束|终止)?(?:日期?|时间|工作日数?|天数)?"
     r"|(?:截止|届满|结束)(?:日期?|时间))", "window"),
    (r"(?:延期|延牌)(?:规则|条件|次数)", "extension"),
    (r"(?:对?受让(?:人|方)?(?:的)?(?:限制|资格限制|禁止|禁止性)(?:条件|规定|情形|范围)?|不得(?:购买|受让|收购)的?(?:人员|主体|对象)(?:范围)?"
     r"|禁止(?:购买|受让)的?(?:人员|主体)|(?:受让人|受让方|买受人|竞买人|交易对象)(?:的)?(?:资格|条件|要求|资格要求|资格条件))",
     "restrictions.limbs"),
    (r"公告(?:种类|类型|类别)", "kind"),
    (r"(?:发布|公告)(?:人|单位|机构|主体)", "issuer"),
    (r"(?:刊登|公告|发布)(?:媒体|报纸|报刊|版面)", "placements"),
)  # fmt: skip


def path_of_label(label: str) -> str | None:
    """Return the path that a change without one would change, by its label, where only another notice changes it."""
    words = re.sub(r"[\s:：]|[(（].*?[)）]", "", label)
    return next((path for pattern, path in _LABELS if re.fullmatch(pattern, words)), None)


def treatment_of(kind: str, field: str) -> Treatment | None:
    """Return what becomes of a field in an amendment of this kind; None for a kind that amends nothing."""
    return TREATMENTS[field][_COLUMNS.index(kind)] if kind in _COLUMNS else None
