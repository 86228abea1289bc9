"""Who may not buy: the printed sentence and the limbs used for screening must agree.

Each limb tells what it rests on: an item of 法发〔2009〕19号第六条, known second-hand, or the notice alone. What is
printed binds either way; that the register prints and screens the same is its own rule.
"""

import re
from collections.abc import Iterator

from notices.completeness.finding import CheckedNotice, Severity, Shortcoming
from notices.content.limbs import LIMBS, THIS_NOTICE, LimbCode, RelativesScope
from notices.content.terms import RestrictionLimb
from notices.law.provisions import REGISTER_RULE

# Words that indicate each limb, taken from real notices; regular expressions.
MARKS: dict[LimbCode, str] = {
    LimbCode.civil_servant: "公务员",
    LimbCode.regulator_staff: "监管机构工作人员",
    LimbCode.judicial_police: "政法干警",
    LimbCode.amc_staff: "(?<!转让的金融)资产(?:管理)?公司工作人员|内部人员",
    LimbCode.debtor_management: "管理层|管理人员",
    LimbCode.deal_professional: "律师|会计师|评估师|拍卖人|法律服务工作者|中介机构",
    LimbCode.participated_entity: "参与的非金融",
    LimbCode.relative_of_insider: "直系亲属|近亲属",
    LimbCode.debtor_side: "债务人、担保人|利益相关方",
    LimbCode.dishonest_debtor: "失信被执行人",
    LimbCode.aml_listed: "反洗钱|反恐怖|黑名单",
}


def limbs_stand_in_verbatim(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Block a limb whose words are not in the verbatim sentence."""
    found = subject.content.restrictions
    if not found or not found.verbatim:
        return
    printed = _plain(found.verbatim)
    for at, limb in enumerate(found.limbs):
        if _plain(limb.words) not in printed:
            yield Shortcoming(
                Severity.blocker,
                "limb_not_printed",
                f"restrictions.limbs.{at}",
                f"用于审查的情形“{limb.words}”不在所引原文中，请改用原文的措辞",
                f'the limb "{limb.words}" is not in the verbatim sentence; give it the words printed there',
                REGISTER_RULE,
            )


def verbatim_is_coded(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Warn if the verbatim sentence names a category that is not coded as a limb."""
    found = subject.content.restrictions
    if not found or not found.verbatim:
        return
    coded = {limb.code for limb in found.limbs}
    for code, mark in MARKS.items():
        if code not in coded and re.search(mark, _plain(found.verbatim)):
            yield Shortcoming(
                Severity.warning,
                "limb_not_coded",
                "restrictions.limbs",
                f"原文提到“{code.zh}”，但未录为审查情形 {code.value}，意向受让方将不受此项审查",
                f'the sentence names "{code.en}", but {code.value} is no limb here: bidders are not screened for it',
                REGISTER_RULE,
            )


def scope_is_printed(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Warn if the coded scope of a limb differs from its printed words."""
    for at, limb in enumerate(subject.content.restrictions.limbs if subject.content.restrictions else ()):
        zh, en = _scope_differs(limb)
        if zh:
            yield Shortcoming(
                Severity.warning,
                "limb_scope_differs",
                f"restrictions.limbs.{at}",
                f"“{limb.words}”{zh}，请核对",
                f'"{limb.words}" {en}; check it',
                REGISTER_RULE,
            )


def sources_are_confirmed(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Note limbs whose provisions were not read in the original."""
    unread = _limbs_by_source(subject, are_confirmed=False)
    if unread:
        labels, labels_en = _labels(unread)
        yield Shortcoming(
            Severity.note,
            "limb_sources_unconfirmed",
            "restrictions.limbs",
            f"{len(unread)}项限制受让情形（{labels}）所依据的条文仅见转述，未经核对原文，请法务确认",
            f"{len(unread)} limb(s) rest on provisions known second-hand, not read in the original ({labels_en}); "
            "have them confirmed",
            LIMBS[unread[0].code].source,
        )


def limbs_of_the_notice_alone(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Note limbs for which no statute was read: they bar by the words of this notice alone."""
    own = [limb for limb in _limbs_by_source(subject, are_confirmed=True) if limb.code is not LimbCode.capacity]
    if own:
        labels, labels_en = _labels(own)
        yield Shortcoming(
            Severity.note,
            "limbs_of_the_notice_alone",
            "restrictions.limbs",
            f"{len(own)}项限制受让情形（{labels}）未见法律明文，仅以本公告载明为据；请保留其原文",
            f"{len(own)} limb(s) rest on this notice alone, no statute was read ({labels_en}); keep their words",
            THIS_NOTICE,
        )


def _limbs_by_source(subject: CheckedNotice, *, are_confirmed: bool) -> list[RestrictionLimb]:
    found = subject.content.restrictions
    return [limb for limb in found.limbs if LIMBS[limb.code].source.confirmed is are_confirmed] if found else []


def _labels(limbs: list[RestrictionLimb]) -> tuple[str, str]:
    return "、".join(limb.code.zh for limb in limbs), ", ".join(limb.code.en for limb in limbs)


def _scope_differs(limb: RestrictionLimb) -> tuple[str, str]:
    """Return how flags and words disagree, in Chinese and English; two empty strings if they agree."""
    words = limb.words
    if limb.code is LimbCode.debtor_management and limb.is_state_owned_only != ("国有" in words):
        return "与仅限国有企业债务人的设定不一致", "and the flag is_state_owned_only disagree"
    if limb.code is LimbCode.judicial_police and limb.is_handling_staff_only != ("经办" in words):
        return "与仅限经办人员的设定不一致", "and the flag is_handling_staff_only disagree"
    is_near = limb.relatives is RelativesScope.near
    if limb.code is LimbCode.relative_of_insider and limb.relatives and is_near != ("近亲属" in words):
        return "与亲属范围的设定不一致", "and the scope of relatives disagree"
    return "", ""


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text)
