"""What stands in the cell of an organisation's name: the name, other names, and words that are not its name.

Rolls write the state, the role and the history into the name: （已注销）, 破产管理人, 债务人…, 等3户, ，原名…, 前身为….
A bracket behind a whole name is a remark, unless it is a kind of entity or a place; so is what follows the form, unless
it is a branch.
"""

import re
from collections.abc import Iterator
from functools import cache

from disposal.eligibility.vocabulary import tables
from disposal.eligibility.vocabulary.company_history import (
    is_organisation,
    places,
    read_remark,
    role_before,
    tells_change,
    undated,
)
from disposal.eligibility.vocabulary.english_cells import Cell, read_english_cell
from notices.content.name_shapes import ORGANISATION, is_persons_name

_QUOTES = re.compile("[“”\"《》「」『』‘’'„‟〝〞]")
_NUMBERING = re.compile(
    r"^\s*(?:[(][0-9一二三四五六七八九十]{1,3}[)]|[0-9一二三四五六七八九十]{1,3}[)、.．](?![0-9])|[①-⑳※•●◆■★☆▲]"
    r"|第\s*[0-9]{1,4}\s*[户号位项条][:：、\s]*|序号\s*[0-9]{1,4}[:：、\s]+)\s*"
)
_ENDS = " ,，;；、。.:：-/|*→>"
_BRACKETED = re.compile(
    r"[(（【\[〔<]([^()（）【】\[\]〔〕<>]*(?:[(（][^()（）]*[)）][^()（）【】\[\]〔〕]*)?)(?:[)）】\]〕>]|$)"
)
_SEVERAL = re.compile(r"\s*等\s*(?:[0-9一二三四五六七八九十两]+\s*[户家笔个].*|公司|企业|单位)?$")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9&.,'’()（）\-\s]*[A-Za-z.)）]")
_ENGLISH_ORGANISATION = re.compile(
    r"\b(?:ltd|limited|co|company|inc|corp|corporation|llc|llp|lp|plc|group|holdings)\b", re.I
)
_WHOLE = re.compile(r"[(（](?:即|全称[为是]?|全名)[:：]?\s*([^()（）]+(?:[(（][^()（）]*[)）][^()（）]*)?)[)）]$")
"""The whole name behind a short one: 某某纸业（即某市某某纸业有限公司）."""
_WHOLE_COMPANY = re.compile("[\u3400-\u4dbf\u4e00-\u9fff()（）]{6,40}公司")
"""Each of several companies in one cell."""
_STYLE = re.compile(r"[(（](?:字号|店名|招牌|商号|商户名称|店铺名称|名称)[:：为]\s*([^()（）]+)[)）]$")
"""The style of a shop behind its operator: 个体工商户某某（字号：某店）."""
_OWNED = re.compile(r"([^()（）]{2,4})[(（]([^()（）]{4,})[)）]")
"""A shop behind its owner: 某甲（某市某某经营部）."""
_PLAN = re.compile(r"(.{2,}?)(?:股份)?(?:有限)?(?:责任)?公司[\s\-—–·:：“]+(.{2,}(?:计划|基金|产品))”?$")
"""A plan behind its trustee or manager: 某某信托有限公司-某某信托计划."""
_OPERATED = re.compile(
    r"\s*[(（]?(?:经营者|业主|店主|投资人|负责人|老板|经营人)[:：为是]?\s*([^()（）:：]{2,4})[)）]?$"
)
_LABEL = re.compile(r"([^:：,，;；()（）]{1,14}(?:[(（][^()（）:：]*[)）])?)[:：]\s*(.+)$")
_ORGANISATION_IN = re.compile("公司|集团|厂|店|银行|合作社|事务所|医院|学校|中心|支行|分行")
_CLAUSES = re.compile(r"[,，;；。]|\s+-+\s*|[/|→]|->|\s(?=(?:原|现|曾|前身|后|已))")
_GAP = re.compile(r"\s+|\s*[-—–]+\s*")
_NO_END = "[^()（）,，;；。\\s:：]"
_LABEL_OF_ENGLISH = re.compile(f"[(（,，;；。\\s]({_NO_END}*[\u3400-\u9fff]{_NO_END}*)[:：\\s]*$")
_TELLS_ENGLISH = re.compile("[英外][文语]|译|称|名|即|英$|更|变")
_STATED_PLACE = re.compile(
    "(?:注册于|注册地[为在:：]*|成立于|设立于|在)?(.{2,10}?)(?:注册成立|注册|设立|成立|公司|企业)?$"
)
_COMPANY = re.compile(r"公司(?:[(（][^()（）]*[)）])?")
_JOINT = re.compile("[等及与和、诉]")
_TWICE = re.compile(r"(.{4,}?)[\s,，、;；/]*\1")
"""One name pasted twice."""
_OF_STAFF = re.compile("(?:职工持股会|工会|党委|团委|党支部)(?:委员会)?")
"""A body of the staff of a company, which is another than the company."""
_REST_OF_FORM = re.compile("^(?:司|公司)")
_LEAST = 4
_PLAIN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]{4,40}公司")
_TELLING = re.compile("更|改|现|原|债|款|人|已|破产|第三|告|等|由|前身|公司.|股东|[甲乙丙让]方|被|诉|关于|单位")
_OF_A_NAME = re.compile(
    "^(?:集团|控股|企业|中国|筹|股份|有限合伙|普通合伙|特殊的?普通合伙)$|^(?!.*[0-9]{3})[A-Za-z0-9&. ]{1,12}$"
)


def read_cell(text: str) -> Cell:
    """Return the names in a cleaned text; a plain name comes back as it is."""
    if _PLAIN.fullmatch(text) and not _TELLING.search(text) and not _TWICE.fullmatch(text):
        return Cell((text,))
    plain = _NUMBERING.sub("", _QUOTES.sub("", text)).strip(_ENDS)
    plain = twice[1] if (twice := _TWICE.fullmatch(plain)) else plain
    if not _HAN.search(plain):
        return read_english_cell(plain)
    told = _WHOLE.search(plain) or _STYLE.search(plain)
    if told and ORGANISATION.search(told[1]):
        return read_cell(told[1])
    owned = _OWNED.fullmatch(plain)
    if owned and is_persons_name(owned[1]) and is_organisation(owned[2]):
        return read_cell(owned[2])
    several = [part.strip() for part in plain.split("、")]
    if len(several) > 1 and all(_WHOLE_COMPANY.fullmatch(part) for part in several):
        cells = [read_cell(part) for part in several]
        now = tuple(name for cell in cells for name in cell.names)
        return Cell(now, tuple(name for cell in cells for name in cell.former))
    label, rest = _without_label(plain)
    if label:
        inner = read_cell(rest)
        return Cell((), (*inner.names, *inner.former)) if label in _words("former") else inner
    han, english = _without_english(_OPERATED.sub(lambda found: "" if is_persons_name(found[1]) else found[0], plain))
    names, former = _read_names(han)
    return Cell((*names, *english) or (text,), former)


def _without_label(text: str) -> tuple[str, str]:
    """Split a label before a colon from the name behind it; a colon behind a name is kept."""
    found = _LABEL.match(text)
    if not found:
        return "", text
    label, rest = found[1].strip(), found[2].strip()
    bare = re.sub(r"[(（].*$|[一二三四五六七八九十0-9]+$", "", label)
    known = any(word in _words(place) for word in (label, bare) for place in ("label", "before", "former"))
    is_label = known or (not _ORGANISATION_IN.search(label) and ORGANISATION.search(rest) is not None)
    return (label, rest) if is_label else ("", text)


def _without_english(text: str) -> tuple[str, tuple[str, ...]]:
    """Split an English name from the Chinese one in the same cell; letters that are part of the latter stay."""
    for found in _LATIN.finditer(text):
        english = found[0].strip(_ENDS)
        label = _LABEL_OF_ENGLISH.search(text[: found.start()])
        if label and not _TELLS_ENGLISH.search(label[1]) and not ORGANISATION.search(label[1]):
            continue  # 承租方Someone Ltd
        if _ENGLISH_ORGANISATION.search(english) and len(english.split()) > 1:
            english = english.removesuffix(")") if english.count(")") > english.count("(") else english
            han = (text[: found.start()] + " " + text[found.end() :]).replace("( ", "").replace(" )", "")
            return re.sub(r"[(（]\s*[)）]|[(（]\s*$", "", han).strip(_ENDS), (english.strip(_ENDS),)
    return text, ()


def _read_names(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the present and former names of a Chinese text."""
    remarks: list[str] = []
    outside = _BRACKETED.sub(lambda found: _left_of_bracket(found, remarks), text)
    first, *clauses = [part for part in _clauses(outside) if part.strip(_ENDS)] or [outside]
    change = tells_change(first)
    if change:
        clauses.insert(0, first[change.start() :])
        first = undated(first[: change.start()])
    remarks += clauses
    told = [read_remark(remark) for remark in remarks]
    now = [name for each in told for name in each.now]
    second = [name for each in told for name in each.second]
    former = [name for each in told for name in each.former]
    names = [*now, *second] if now else [first, *second]
    plan = _PLAN.match(text)
    if plan:
        names.append(plan[1] + plan[2])
    return tuple(filter(None, map(_bare, names))), tuple(filter(None, map(_bare, [*([first] if now else []), *former])))


def _clauses(text: str) -> Iterator[str]:
    """Yield the clauses of a text; one that begins with what another is (保证人…) may stand behind a space."""
    for clause in _CLAUSES.split(text):
        start = 0
        for gap in _GAP.finditer(clause):
            role = role_before().match(clause, gap.end())
            if role and is_organisation(clause[start : gap.start()]) and is_organisation(clause[role.end() :]):
                yield clause[start : gap.start()]
                start = gap.end()
        yield clause[start:]


def _left_of_bracket(found: re.Match[str], remarks: list[str]) -> str:
    """Return what stays of a bracket: a kind of entity, a place, a part of the brand; a remark goes to ``remarks``."""
    inner = found[1].strip()
    if _OF_A_NAME.match(inner) and not inner.isdigit():
        return found[0]
    before = _BRACKETED.sub("", found.string[: found.start()]).strip(_ENDS)
    is_last = len(before) >= _LEAST and not found.string[found.end() :].strip(_ENDS)
    is_behind_a_name = is_last or ORGANISATION.search(before) is not None
    if not is_behind_a_name and not _tells_state(inner):
        return found[0]
    seat = _STATED_PLACE.match(inner)
    if seat and seat[1] in _seats():
        return f"({seat[1]})"
    if is_behind_a_name and _tells_kind(inner):
        return found[0]
    remarks.append(inner)
    return ""


def _bare(text: str) -> str:
    """Return a name without words before and behind it that only tell its state or role."""
    name = _SEVERAL.sub("", text.strip(_ENDS)).strip(_ENDS)
    name = _without_rest(name)
    while True:
        word = next((word for word in _words("before") if name.startswith(word)), "")
        rest = name.removeprefix(word).strip(_ENDS)
        if not word or len(rest) < _LEAST or not ORGANISATION.search(rest):
            break
        name = rest
    name = _without_behind(name)
    if name.startswith("原") and is_organisation(name) and len(name) > 6 and name[1:2] not in {"平", "阳", "州", "子"}:
        name = name.removeprefix("原").strip(_ENDS)
    return name


def _without_rest(name: str) -> str:
    """Return a name without what follows its form, 公司, unless that is a branch or a slip of the form."""
    for found in _COMPANY.finditer(name):
        head, rest = name[: found.end()], name[found.end() :]
        is_form = rest and len(head) > _LEAST + 1 and not _REST_OF_FORM.match(rest) and not _OF_STAFF.fullmatch(rest)
        if is_form and (_JOINT.match(rest) or not ORGANISATION.search(rest.strip(_ENDS))):
            return name if _is_branch(rest) else head
    return name


def _is_branch(rest: str) -> bool:
    return any(rest.strip(_ENDS).endswith(word) for word in _words("branch"))


def _without_behind(name: str) -> str:
    while True:
        word = next((word for word in _words("behind") if name.endswith(word)), "")
        rest = name.removesuffix(word).strip(_ENDS)
        if not word or len(rest) < _LEAST or not ORGANISATION.search(rest):
            return name
        name = rest


def _tells_state(inner: str) -> bool:
    """Return whether the words in brackets are no part of the name; a former name in them was read before."""
    return any(word in inner for word in _words("bracket"))


def _tells_kind(inner: str) -> bool:
    """Return whether the words in brackets name a place or a part of a name that the reader of names knows."""
    return inner in _seats() or inner in places()


@cache
def _seats() -> frozenset[str]:
    return frozenset(name for _, *names in tables.lines("foreign_places") for name in names)


@cache
def _words(place: str) -> tuple[str, ...]:
    """Return the words that stand at a place, longest first."""
    found = (word for at, *words in tables.lines("state_words") if at == place for word in words)
    return tuple(sorted(found, key=len, reverse=True))
