"""What stands beside a person's name in a cell: posts, roles, relatives, aliases; and which of it is a name.

A remark is not a name. Only what a word such as 曾用名 or 又名 leads in is another name of the person; whoever 配偶 or
妻子 leads in is somebody else.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from disposal.eligibility.vocabulary.posts import without_posts, words
from disposal.eligibility.vocabulary.surnames import people_in_a_row
from disposal.eligibility.vocabulary.transliteration import has_listed_part
from notices.content.name_shapes import is_persons_name
from notices.written.surnames import COMPOUND_SURNAME, SURNAMES

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_BRACKETED = re.compile(r"[(\[{【〔〖《〈「『<]([^()\[\]{}【】〔〕〖〗《》〈〉「」『』<>]*)(?:[)\]}】〕〗》〉」』>]|$)")
_PARTS = re.compile("[,，;；。]")
_SEVERAL = re.compile(r"[、/|\\]")
_HONOURABLE = re.compile(r"\bthe\s+(?:right\s+)?hon(?:ou?rable)?\b\.?\s*", re.I)
_ALIAS_IN_LATIN = re.compile(
    r"[\s,;(]+(?:a\.?/?k\.?/?a\.?|also known as|alias|formerly(?: known as)?|f\.?/?k\.?/?a\.?|n[ée]e|maiden name|@)"
    r"[\s:]+",
    re.I,
)
_MASKS_OR_HAN = re.compile(f"[{_HAN}·•*＊×xX□○●某.\\s]+")
_HAN_IN = re.compile(f"[{_HAN}]")
_PLAIN = re.compile(f"[{_HAN}]{{1,3}}")
_AND_OTHERS = re.compile(
    r"\s*(?:等\s*[0-9一二三四五六七八九十两]+\s*[人名户].*|[等及和与]其?(?:家人|他人?)|等人?|夫妇|夫妻|父[子女]|母[子女]|兄[弟妹]|姐[弟妹]|一家|一户|全家|[两二]人)$"
)
_ENDING = re.compile(r"(?<=[^\s]{3})\s*(?:亲笔|亲启|亲收|谨启|谨上|敬启|启|收|注|签)$")
_NUMBERS = re.compile(r"[\s,:：]*(?:[A-Z]{0,2}[0-9][0-9*×·Xx-]{5,}|[0-9]{4}[-./][0-9]{1,2}[-./][0-9]{1,2})[\s,]*")
"""Identity numbers, telephones and dates in the cell of a name, whole or masked."""
_AMOUNT = re.compile(
    r"[\s,:：(—-]*(?:(?:认缴|实缴|出资|持股|持有|占|股权|股份|份额|本金|利息|欠款|借款|担保|债权)[\u4e00-\u9fff]{0,4})?[:：\s]*"
    r"[0-9][0-9,.]*\s*(?:%|‰|[万亿]?元|[万亿]?股|[万亿])(?:人民币|整|以上)?[)\s]*$"
)
"""A share or a sum behind a name."""
_PLACE_IN_A_ROW = re.compile(r"^\s*(?:第?\s*[0-9]{1,4}\s*[名号位项条户]|序号\s*[0-9]{1,4})[\s:：、.]*")
_NUMBERED = re.compile(f"(?:^|[\\s,，;；、]+)[(（]?[0-9]{{1,3}}[.、．)）]\\s*(?=[{_HAN}])")
"""The number before each of several people in a cell."""
_REPRESENTED = "监护人|法定代理人|委托代理人|诉讼代理人|代理人|法定监护人|指定监护人"
_JOINED = re.compile(
    f"([{_HAN}]{{2,4}})\\s*(?:[与和及暨]|以及)\\s*(?:其)?(?:配偶|妻子?|丈夫|夫|爱人|[长次]?[子女]|父亲?|母亲?|儿子|女儿)?"
    f"[:\\s]*([{_HAN}]{{2,4}})"
)
"""Two people in a cell: 甲与乙, 甲及其妻乙."""
_CHANGED = re.compile(
    f"(?:[0-9]{{4}}年?(?:[0-9]{{1,2}}月)?)?(?:之?前)?(?:系?由|曾|原|前|旧|本)(?:用|名|姓|叫|称|字)*[:：为是]?([{_HAN}]{{2,4}}?)(?:改名|更名|改姓|改|变更)?(?:而来|的)?"
)
"""A former name that a remark tells without a word of ``remark_words``: 2010年由甲改名, 前用名甲."""
_BESIDE = re.compile(
    f"([{_HAN}]{{2,4}})(?:[\\s,、;]+|(?={_REPRESENTED}))(?:其)?(?:配偶|妻子?|丈夫|夫|爱人|[长次]?[子女]|父亲?|母亲?|儿子|女儿|{_REPRESENTED})"
    f"[:为是\\s]*[{_HAN}]{{2,4}}"
)
"""A relative or representative behind a name and a space: 甲 配偶：乙 is 甲."""
_KIN_BEFORE = "妻夫父母子女"
_KIN_OF = re.compile(
    f"([{_HAN}]{{2,4}}?)(?:之(?:子女|兄弟|姐妹|[哥弟姐妹]{{2}}|女婿|儿媳|岳[父母]|[妻夫子女父母兄弟姐妹])|[之的](?:{_REPRESENTED})|的?(?:(?:法定|代位)?继承人|遗产管理人|遗属|遗孀|妻子|丈夫|配偶|爱人|儿子|女儿|长子|次子|长女|次女|父亲|母亲))"
    f"[:\\s]*([{_HAN}]{{2,4}})"
)
"""Somebody named by a relative: 甲之妻乙 is 乙."""
_ROLE = (
    "(?:主?借款人|债务人|(?:共同|连带)?(?:责任)?(?:担保|保证)人|抵押人|出质人|质押人|被执行人|被?申请人|股东|法定代表人|法人"
    "|户主|经营者|实际控制人)"
)
_LIABLE_TOO = re.compile(f"(?:共同|连带|主)[{_HAN}]{{1,6}}人[:为是]\\s*([{_HAN}]{{2,4}})")
"""Another who owes the same debt, behind the first: 借款人：甲；共同还款人：乙."""
_ROLE_BEFORE = re.compile(f"^{_ROLE}")
_KIN_OF_ROLE = re.compile(
    f"{_ROLE}"
    f"(?:的|之)?(?:配偶|妻子?|丈夫|夫|爱人|儿子|女儿|[长次][子女]|父亲?|母亲?|兄弟|姐妹|亲属)[:\\s]*([{_HAN}]{{2,4}})"
)
"""A relative told by the role of the other: 借款人配偶某某."""
_PARTED = re.compile(f"([{_HAN}]{{1,2}})\\s*[\\s,·]\\s*([{_HAN}]{{1,2}})")
"""Surname and given name with a sign between them, in either order: 张，伟明; 伟明·张."""
_UNIT_BEFORE = re.compile(
    r"(\S+(?:部|科|处|室|局|厅|所|院|厂|公司|银行|支行|办|组|站|中心|学校|集团|委员会|大队))\s+(\S{2,4})"
)
_PARTICULARS = re.compile(rf"(?:\s+(?:男|女|[{_HAN}]{{1,5}}族|[0-9]{{1,3}}周?岁|[0-9]{{4}}年\S*))+$")
_LONGEST_POST = 8


@dataclass(frozen=True, slots=True)
class PersonCell:
    """The text of a cell without its remarks, and the other names that it tells."""

    text: str
    aliases: tuple[str, ...] = ()


def read_person_cell(text: str) -> PersonCell:
    """Return the name of a cleaned text without posts, labels and remarks, and the aliases it tells."""
    if text in _nameless():
        return PersonCell("")
    if _PLAIN.fullmatch(text):
        return PersonCell(text)
    if not _HAN_IN.search(text):
        return _in_latin(text)
    if len(_NUMBERED.findall(text)) > 1:
        text = _NUMBERED.sub("、", text).strip("、")
    text = _person_meant(_PLACE_IN_A_ROW.sub("", _AMOUNT.sub("", _NUMBERS.sub(" ", text))).strip() or text)
    aliases: list[str] = []
    outside = without_posts(_without_label(_BRACKETED.sub("", text).strip()))
    is_named = is_persons_name(re.sub(r"\s+", "", outside))
    rest = _BRACKETED.sub(lambda found: _left_of_bracket(found, aliases, outside=outside, is_named=is_named), text)
    pieces = []
    for at, piece in enumerate(part.strip() for part in _PARTS.split(rest)):
        told = list(_aliases(piece))
        if told:
            aliases += told[1:]
            piece = told[0]
        if at and (together := _LIABLE_TOO.fullmatch(piece)) and is_persons_name(together[1]):
            piece = together[1]
        if len(piece) > 1 and not (at and _is_remark(piece)):
            pieces.append(without_posts(_without_label(piece)))
    return PersonCell("、".join(filter(None, pieces)) if len(pieces) > 1 else "".join(pieces), tuple(aliases))


def _in_latin(text: str) -> PersonCell:
    """Return the name of a cell in Latin letters, and the aliases told in it; née tells another surname."""
    name, *aliases = (part.strip(" ,;:()") for part in _ALIAS_IN_LATIN.split(_HONOURABLE.sub("", text)))
    before = name.rpartition(" ")[0]
    born = [f"{before} {part}" for part in aliases if " " not in part and before]
    return PersonCell(name or text, tuple(filter(None, [*born, *(each for each in aliases if " " in each)])))


def _person_meant(text: str) -> str:
    """Return a text without others, the unit before a name, sex, age and people behind it, and the relative meant."""
    text, others = _AND_OTHERS.subn("", _ENDING.sub("", _joined(text)))
    people = text.split()
    if len(people) > 1 and all(map(is_persons_name, people)) and (others or not is_persons_name("".join(people))):
        return "、".join(people)
    bare = _PARTICULARS.sub("", text)
    if bare != text and is_persons_name("".join(bare.split())):
        return bare
    unit = _UNIT_BEFORE.fullmatch(text)
    if unit and is_persons_name(unit[2]) and not is_persons_name(unit[1]):
        return unit[2]
    joined = _JOINED.fullmatch(text)
    if joined and all(map(is_persons_name, joined.groups())):
        return "、".join(joined.groups())
    role = _KIN_OF_ROLE.fullmatch(text)
    if role and is_persons_name(role[1]):
        return role[1]
    relative = _KIN_OF.fullmatch(text) or _KIN_OF.fullmatch(_ROLE_BEFORE.sub("", _BRACKETED.sub("", text)))
    if relative and all(map(is_persons_name, relative.groups())):
        return relative[2]
    beside = _BESIDE.fullmatch(text)
    if beside and is_persons_name(beside[1]):
        return beside[1]
    return text if has_listed_part(text) else "、".join(people_in_a_row(text)) or text


def _joined(text: str) -> str:
    """Return surname and given name that a sign parts as one name, the surname in front."""
    parted = _PARTED.fullmatch(text)
    if parted is None:
        return text
    first, last = parted.groups()
    if first in SURNAMES or COMPOUND_SURNAME.fullmatch(first):
        return first + last
    return last + first if last in SURNAMES or COMPOUND_SURNAME.fullmatch(last) else text


def _left_of_bracket(found: re.Match[str], aliases: list[str], *, outside: str, is_named: bool) -> str:
    """Return what stays of a bracket: a spelling; beside no name of a person, what may be a part of the name."""
    inner = found[1].strip()
    told = list(_aliases(inner))
    if told:
        aliases += told[1:]
        return " "
    if is_named and is_persons_name(inner) and outside[:1] == inner[:1] and inner not in _SHORT:
        aliases.append(inner)
        return " "
    if not inner or _is_remark(inner) or (is_named and _HAN_IN.search(inner)):
        return " "
    return found[0]


def _aliases(piece: str) -> Iterator[str]:
    """Yield what stands before an alias word, then each alias behind it; nothing if there is no such word."""
    changed = _CHANGED.fullmatch(piece.strip())
    if changed and is_persons_name(changed[1]) and not is_persons_name(piece.strip()):
        yield from ("", changed[1])
        return
    for word in (*words("alias"), *words("nickname")):
        before, met, behind = piece.partition(word)
        if met and (not before or before[-1] in " ,，/、;" or is_persons_name(before.strip())):
            yield before.strip(" ,，:/、;")
            names = (each.strip(" :：为是“”\"'‘’「」") for each in _SEVERAL.split(behind))
            yield from (name for name in names if name and (word in words("alias") or is_persons_name(name)))
            return


def _is_remark(inner: str) -> bool:
    """Return whether a piece beside a name is no part of it: a post, a relative, a place, a figure, a sentence."""
    if any(character.isdigit() or character == ":" for character in inner) or len(inner) > _LONGEST_POST + 16:
        return True
    if not _MASKS_OR_HAN.fullmatch(inner):
        return False
    if any(word in inner for word in words("kin") if len(word) > 1) or inner[:1] in _KIN_BEFORE:
        return True
    posts = any(word in inner for word in words("post") if len(word) > 1)
    return posts or bool(_OF_PLACE.search(inner)) or inner in _SHORT


def _without_label(piece: str) -> str:
    """Return a piece without the label before its colon; behind the word for a relative stands somebody else."""
    label, colon, name = piece.replace("：", ":").partition(":")
    if not colon:
        return piece
    label = label.strip()
    if label in words("kin") and label not in words("post"):
        return ""
    known = label in words("post") or label in words("label") or label in words("alias")
    if known or not is_persons_name(label):
        return name.strip() or label
    return label


_OF_PLACE = re.compile(
    "[省市县区乡镇村组]$|[族人生]$|住|籍|文化|学历|已故|死亡|去世|身份证|护照|电话|略|签名|签字|盖章|代签|系|原$|同上|等"
)
_SHORT = frozenset(["男", "女", "已故", "汉族", "故", "代", "签"])


@cache
def _nameless() -> frozenset[str]:
    """Return the words that are no name by themselves: a cell may hold nothing but a post."""
    return frozenset(word for place in ("post", "label", "kin") for word in words(place) if len(word) > 1)
