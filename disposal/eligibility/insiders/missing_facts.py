"""Missing facts in words: what to ask for instead of a field path, and who can supply it."""

from collections.abc import Mapping
from dataclasses import dataclass

from disposal.eligibility.insiders.insider import ROSTERS
from notices.content.limbs import LimbCode

_BIDDER, _PROJECT_STAFF, _LISTS, _COMPLIANCE = "意向受让人", "处置项目承办部门", "名单管理部门", "合规人员"

_STATED = {
    "dossier.age_years": "年龄",
    "dossier.agents": "有无代理人、委托人",
    "dossier.bidder.contacts": "电话、地址、资金账户",
    "dossier.bidder.number": "身份证号码或统一社会信用代码",
    "dossier.business_status": "登记状态（存续、吊销、注销等）",
    "dossier.controllers": "实际控制人",
    "dossier.directors": "董事",
    "dossier.has_own_income": "是否以自己的劳动收入为主要生活来源",
    "dossier.is_capacity_limited": "民事行为能力有无限制",
    "dossier.legal_representative": "法定代表人（个体工商户为经营者）",
    "dossier.means": "支付能力证明",
    "dossier.positions": "工作单位及职务",
    "dossier.relatives": "亲属关系",
    "dossier.shareholders": "股东",
    "other_bidders": "本项目其他意向受让人",
    "relations": "完整的出资、任职与控制关系",
    "restrictions.limbs": "公告载明的受让限制条款",
    "restrictions.limbs.relatives": "公告所限亲属的范围（直系亲属或近亲属）",
    "decision.other_law": "是否为其他法律、监管规定所禁止的核定意见",
}
_OF_A_PARTY = {"is_state_owned": "{name}是否国有", "organ": "{name}的单位性质", "owners": "{name}的全部出资人"}


@dataclass(frozen=True, slots=True)
class MissingFact:
    """A fact to ask for (待补充事实), and who can supply it."""

    zh: str
    asked_of: str


def missing_fact(path: str, *, parties: Mapping[str, str], lists: Mapping[str, str]) -> MissingFact:
    """Describe a path of ``Finding.asks``. ``parties`` and ``lists`` give names by key and by code."""
    head, _, rest = path.partition(".")
    if path in _STATED:
        return MissingFact(_STATED[path], _asked_of(head, path))
    match head:
        case "project" if rest in ROSTERS:
            return MissingFact(f"本项目的{ROSTERS[rest][0]}", _PROJECT_STAFF)
        case "parties" if (name := rest.rpartition("."))[2] in _OF_A_PARTY:
            words = _OF_A_PARTY[name[2]].format(name=parties.get(name[0], name[0]))
            return MissingFact(words, _BIDDER)
        case "lists" if rest in LimbCode.__members__:
            return MissingFact(f"可供查询的“{LimbCode[rest].zh}”名单", _LISTS)
        case "lookups":
            return MissingFact(f"在《{lists.get(rest, rest)}》中的查询", _LISTS)
        case "dossier" if (limb := rest.removeprefix("declarations.")) in LimbCode.__members__:
            return MissingFact(f"关于“{LimbCode[limb].zh}”的签署声明", _BIDDER)
    return MissingFact(f"其他事实（{path}）", _PROJECT_STAFF)


def _asked_of(head: str, path: str) -> str:
    """Return who can supply a fact that is stated under this head."""
    if head == "decision":
        return _COMPLIANCE
    return _BIDDER if head == "dossier" or path == "relations" else _PROJECT_STAFF
