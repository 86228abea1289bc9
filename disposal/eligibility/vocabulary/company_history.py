"""Other names of an organisation that a remark beside its name tells: former ones, present ones, a second name.

A remark tells a name only by the words around it: 原名…, 由…改制而来, 现更名为…, 被…吸收合并. An organisation named
with any other label or verb (受托人：…, 原股东为…, 设备购自…) is somebody else. An organisation alone in brackets is a
second name.
"""

import re
from dataclasses import dataclass
from functools import cache

from disposal.eligibility.vocabulary import tables
from disposal.eligibility.vocabulary.divisions import bare_name, divisions
from notices.content.name_shapes import ORGANISATION

_OF = "(?:的|之)?(?:企业|公司|单位|机构)?(?:登记)?"
_NAMED = "(?:名称|名|称谓|称|字号)?(?:叫做?|为|系|是|即)?[:： ]*"
_CHANGED = "(?:整体)?(?:更名|变更|改名|易名|改制|改组|重组|转制|改建|转型|升格|合并|并入|迁名)"
_WHEN = r"(?:于|自|在)?(?:(?:19|20)\d\d年?(?:\d{1,2}月(?:份)?)?(?:\d{1,2}日)?)?(?:起)?"
_LEADS_FORMER = re.compile(
    f"(?:系|其|企业|公司|工商|登记|注册)*(?:"
    f"原(?:国有企业|集体企业)?{_OF}{_NAMED}|曾(?:用|经)?(?:用|名|称|叫)?{_OF}{_NAMED}|旧{_OF}{_NAMED}"
    f"|以?前{_OF}(?:名称|名|称|身)(?:叫做?|为|系|是)?[:： ]*"
    f"|历史{_OF}(?:名称|名|沿革)[:： ]*|前身(?:为|系|是)?[:： ]*|{_WHEN}{_CHANGED}?(?:之)?以?前{_OF}{_NAMED}"
    f"|{_WHEN}由原?|承继(?:了|自)?|(?:已)?吸收合并(?:了)?|(?:已)?兼并(?:了)?|合并(?:了)?"
    r"|(?:formerly|previously)(?:\s+known\s+as|\s+called)?[: ]*|f/?k/?a[:. ]*)",
    re.I,
)
_LEADS_NOW = re.compile(
    r"now(?:\s+known\s+as|\s+called)?[: ]+|"
    f"{_WHEN}(?:现|今|后|已|又|经)*(?:{_CHANGED}(?:之|以)?后?)?{_CHANGED}?(?:后)?(?:成立|设立)?{_OF}{_NAMED}"
    "(?:成|至|入|到)?[:： ]*",
    re.I,
)
_LEADS_SECOND = re.compile(
    "(?:(?:又|亦|也|另|别|对外|内部)(?:名称?|称|叫)|(?:中文|英文|外文|企业|公司|单位|注册|登记|工商)(?:名称?|全称)|全称|全名|译名)"
    "(?:为|是|系)?[:： ]*"
)
_TELLS_NOW = re.compile(f"现|今|{_CHANGED}|now", re.I)
_TRAILS = re.compile(f"(?:{_CHANGED}(?:而成|为|形成|成立|组建)?|设立|分立|而来|的?(?:全部)?(?:债务|债权|资产负债))+$")
"""Each text is read in one way only: with 债权债务 beside 债权 and 债务, a long row of them would be read for hours."""
_SWALLOWED = re.compile("(?:已?被|由)(.{4,40}?)(?:吸收合并|合并|承继|承接|兼并|接收)")
_CAME = re.compile(f"{_CHANGED}|而来|分立")
_KIND_ONLY = re.compile(
    "(?:国有|集体|私营|民营|外商|独资|合资|合作|一人|自然人|集团|成员|股份|有限|责任|非?上市|全资|控股|中小|小微|僵尸|破产|关联|投资|港澳台|台港澳|法人|企业|公司|制|子|母|分"
    "|或|及|其|等|下属|直属|附属|挂靠|所属|参股|股东|重点|龙头|高新技术|科技型|债务|借款|担保|债权|原|含|不含|本|该|各|相关)+"
)
_BEHIND_OTHERS = re.compile("(?:子公司|下属.{0,4}|关联公司|关联企业|全资.{0,4}|成员企业|股东|控股|参股)$")
_LEAST = 4
_LONGEST_ROLE = 14
_FURTHER = "(?:[原现前后曾已其该本新主次拟系]|共同|连带|最终|实际|第[一二三四五]|轮候|由)*"
_PUBLIC = re.compile("^.{1,8}[省市县区旗镇乡].{2,}(?:院|馆|站|所|队|园|处|场|矿|社|中学|小学|社区|村)$")
"""A public body, told by the place before it: 某县妇幼保健院."""
_PIECES = re.compile("[,，;；。]")
_SEVERAL = re.compile("[、/]|及|和|与")


@dataclass(frozen=True, slots=True)
class RemarkNames:
    """The names that a remark tells: what the organisation is called now, a second name, former names."""

    now: tuple[str, ...] = ()
    second: tuple[str, ...] = ()
    former: tuple[str, ...] = ()


def read_remark(remark: str) -> RemarkNames:
    """Return the names of the organisation that a remark beside its name tells."""
    now: list[str] = []
    second: list[str] = []
    former: list[str] = []
    for at, piece in enumerate(_PIECES.split(remark)):
        text = piece.strip(" .:：-")
        swallowed = _SWALLOWED.match(text)
        if swallowed and is_organisation(swallowed[1]):
            now += _organisations(swallowed[1])
            continue
        lead = _LEADS_FORMER.match(text)
        rest = _TRAILS.sub("", text)
        if lead and "由" in lead[0] and not _CAME.search(text[len(rest) :]):
            continue  # 由某公司担保
        if lead:
            former += _organisations(_TRAILS.sub("", text[lead.end() :]))
        elif _TELLS_NOW.search(text[:16]) and (lead := _LEADS_NOW.match(text)) and lead[0]:
            now += _organisations(text[lead.end() :])
        elif lead := _LEADS_SECOND.match(text):
            second += _organisations(text[lead.end() :])
        elif rest != text and _is_bare(rest):
            former.append(rest)
        elif former and _is_bare(text):
            former.append(text)
        elif not at and _is_bare(text):
            second.append(text)
    return RemarkNames(tuple(now), tuple(second), tuple(former))


def _is_bare(text: str) -> bool:
    """Return whether a text is the name of an organisation and nothing else, such as what it is to another."""
    return is_organisation(text) and not _is_of_another(text)


def _is_of_another(text: str) -> bool:
    """Return whether a text names another by what it is to the organisation (保证人…, …子公司), or a short name."""
    if ":" in text or "：" in text or _BEHIND_OTHERS.search(text) or text.startswith(_leading()):
        return True
    role = role_before().match(text)
    return (role is not None and is_organisation(text[role.end() :])) or _is_verb_before_place(text)


def _is_verb_before_place(text: str) -> bool:
    """Return whether a place that begins a name stands behind a verb: 厂房租给无锡…."""
    starts = [at for at in range(min(len(text), _LONGEST_ROLE)) if _is_place_at(text, at)]
    return bool(starts) and 0 not in starts and any(text[:at].endswith(_verbs()) for at in starts)


def _is_place_at(text: str, at: int) -> bool:
    return any(text[at:end] in places() for end in range(at + 2, min(at + 9, len(text)) + 1))


@cache
def places() -> frozenset[str]:
    """Return the names of divisions, with and without what they are: 无锡市, 无锡."""
    return frozenset(name for each in divisions() for name in (each.name, bare_name(each.name)))


@cache
def role_before() -> re.Pattern[str]:
    """Return the pattern of what another is to an organisation, before its name: 抵押权人, 原股东为, 现承租方."""
    roles = "|".join(_of("role"))
    return re.compile(f"{_FURTHER}(?:{roles})(?:名称|均)?(?:为|是|系|即)?\\s*")


@cache
def _verbs() -> tuple[str, ...]:
    return _of("verb")


@cache
def _of(at: str) -> tuple[str, ...]:
    """Return the words of ``state_words`` that stand at a place, longest first."""
    found = (word for place, *words in tables.lines("state_words") if place == at for word in words)
    return tuple(sorted(dict.fromkeys(found), key=len, reverse=True))


@cache
def _leading() -> tuple[str, ...]:
    """Return the words that lead in another party, or the short name, of an organisation."""
    found = (word for place, *words in tables.lines("state_words") if place in {"before", "label"} for word in words)
    return (*found, "简称", "下称", "以下", "管理人", "法定代表人", "母公司", "由", "与")


def tells_change(text: str) -> re.Match[str] | None:
    """Return where a text, behind the name of an organisation, tells that it is called otherwise now or was before."""
    for found in _CHANGE.finditer(text):
        if found.start() >= _LEAST and ORGANISATION.search(_UNDATED.sub("", text[: found.start()])):
            return found
    return None


_CHANGE = re.compile(
    f"(?:现|已|后|又)*{_CHANGED}为|现名|现为|前身|原名|曾用名|曾用企业名|(?:系|是)?由(?=.{{4,40}}?(?:更名|变更|改名|改制|改组|重组|合并))"
)
_UNDATED = re.compile(rf"[,，;；\s(（]*{_WHEN}(?:现|已|后|又|其|系)*$")


def undated(text: str) -> str:
    """Return a text without the date and the comma at its end that belong to what follows."""
    return _UNDATED.sub("", text)


def is_organisation(name: str) -> bool:
    """Return whether a text reads as the name of an organisation, and not only as a kind of one."""
    bare = re.sub(r"[(（][^()（）]*[)）]$", "", name.strip())
    is_one = ORGANISATION.search(bare) or _PUBLIC.match(bare)
    return len(bare) >= _LEAST and bool(is_one) and not _KIND_ONLY.fullmatch(bare)


def _organisations(text: str) -> list[str]:
    """Return the organisations that a text lists; one whose name has a word such as 和 in it stays whole."""
    text = text.strip(" .:：-")
    parts = [part.strip() for part in _SEVERAL.split(text)]
    if len(parts) > 1 and all(map(_is_bare, parts)):
        return parts
    return [text] if _is_bare(text) else []
