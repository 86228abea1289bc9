"""What stands beside a person's name in a cell: posts, roles, relatives, aliases; and which of it is a name.

A remark is not a name. Only what a word such as 曾用名 or 又名 leads in is another name of the person; whoever 配偶 or
妻子 leads in is somebody else.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from disposal.eligibility.vocabulary import tables
from notices.content.name_shapes import is_persons_name

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_BRACKETED = re.compile(r"[(\[{【〔〖《〈「『<]([^()\[\]{}【】〔〕〖〗《》〈〉「」『』<>]*)(?:[)\]}】〕〗》〉」』>]|$)")
_PARTS = re.compile("[,，;；。]")
_SEVERAL = re.compile("[、/|]")
_MASKS_OR_HAN = re.compile(f"[{_HAN}·•*＊×xX□○●某.\\s]+")
_HAN_IN = re.compile(f"[{_HAN}]")
_PLAIN = re.compile(f"[{_HAN}]{{1,3}}")
_BEFORE_A_POST = re.compile("^(?:原|现任|时任|前任|兼)")
_AND_OTHERS = re.compile(r"\s*等\s*[0-9一二三四五六七八九十两]+\s*[人名户].*$|夫妇$")
_KIN_BEFORE = "妻夫父母子女"
_KIN_OF = re.compile(
    f"([{_HAN}]{{2,4}}?)(?:之[妻夫子女父母兄弟姐妹]|的?(?:妻子|丈夫|配偶|爱人|儿子|女儿|长子|次子|长女|次女|父亲|母亲))"
    f"[:\\s]*([{_HAN}]{{2,4}})"
)
"""Somebody named by a relative: 甲之妻乙 is 乙."""
_UNIT_BEFORE = re.compile(
    r"(\S+(?:部|科|处|室|局|厅|所|院|厂|公司|银行|支行|办|组|站|中心|学校|集团|委员会|大队))\s+(\S{2,4})"
)
_PARTICULARS = re.compile(rf"(?:\s+(?:男|女|[{_HAN}]{{1,5}}族|[0-9]{{1,3}}周?岁|[0-9]{{4}}年\S*))+$")
_LONGEST_POST = 8
_LEAST_WITH_POST = 4


@dataclass(frozen=True, slots=True)
class PersonCell:
    """The text of a cell without its remarks, and the other names that it tells."""

    text: str
    aliases: tuple[str, ...] = ()


def read_person_cell(text: str) -> PersonCell:
    """Return the name of a cleaned text without posts, labels and remarks, and the aliases it tells."""
    if text in _nameless():
        return PersonCell("")
    if not _HAN_IN.search(text) or _PLAIN.fullmatch(text):
        return PersonCell(text)
    text = _person_meant(text)
    aliases: list[str] = []
    outside = without_posts(_without_label(_BRACKETED.sub("", text).strip()))
    is_named = is_persons_name(re.sub(r"\s+", "", outside))
    rest = _BRACKETED.sub(lambda found: _left_of_bracket(found, aliases, is_named=is_named), text)
    pieces = []
    for at, piece in enumerate(part.strip() for part in _PARTS.split(rest)):
        told = list(_aliases(piece))
        if told:
            aliases += told[1:]
            piece = told[0]
        if len(piece) > 1 and not (at and _is_remark(piece)):
            pieces.append(without_posts(_without_label(piece)))
    return PersonCell("、".join(filter(None, pieces)) if len(pieces) > 1 else "".join(pieces), tuple(aliases))


def _person_meant(text: str) -> str:
    """Return a text without others, the unit before a name, sex, age and people behind it, and the relative meant."""
    text, others = _AND_OTHERS.subn("", text)
    words = text.split()
    if others and len(words) > 1 and all(map(is_persons_name, words)):
        return "、".join(words)
    bare = _PARTICULARS.sub("", text)
    if bare != text and is_persons_name("".join(bare.split())):
        return bare
    unit = _UNIT_BEFORE.fullmatch(text)
    if unit and is_persons_name(unit[2]) and not is_persons_name(unit[1]):
        return unit[2]
    relative = _KIN_OF.fullmatch(text)
    return relative[2] if relative and all(map(is_persons_name, relative.groups())) else text


def without_posts(piece: str) -> str:
    """Return a name without an office or role before or behind it, if what is left reads as a name."""
    bare = re.sub(r"\s+", "", piece)
    if len(bare) < _LEAST_WITH_POST:
        return piece
    before = bare
    while (rest := _without_post_before(before)) != before:
        before = rest
        if is_persons_name(before):
            return without_posts(before)
    for word in _words("post"):
        rest = bare.removesuffix(word).rstrip("-/、")
        if rest != bare and is_persons_name(rest) and (len(word) > 1 or len(rest) > 2):
            return without_posts(rest)
    return piece


def _without_post_before(text: str) -> str:
    """Return a text without the first post at its start, and what joins it to the next: 兼, 及, a stroke."""
    plain = _BEFORE_A_POST.sub("", text)
    word = next((word for word in _words("post") if len(word) > 1 and plain.startswith(word)), "")
    return plain.removeprefix(word).lstrip("兼及暨、/:-") if word else text


def _left_of_bracket(found: re.Match[str], aliases: list[str], *, is_named: bool) -> str:
    """Return what stays of a bracket: a spelling; beside no name of a person, what may be a part of the name."""
    inner = found[1].strip()
    told = list(_aliases(inner))
    if told:
        aliases += told[1:]
        return " "
    if not inner or _is_remark(inner) or (is_named and _HAN_IN.search(inner)):
        return " "
    return found[0]


def _aliases(piece: str) -> Iterator[str]:
    """Yield what stands before an alias word, then each alias behind it; nothing if there is no such word."""
    for word in _words("alias"):
        before, met, behind = piece.partition(word)
        if met and (not before or before[-1] in " ,，" or is_persons_name(before.strip())):
            yield before.strip(" ,，:")
            yield from (name for each in _SEVERAL.split(behind) if (name := each.strip(" :：为是")))
            return


def _is_remark(inner: str) -> bool:
    """Return whether a piece beside a name is no part of it: a post, a relative, a place, a figure, a sentence."""
    if any(character.isdigit() or character == ":" for character in inner) or len(inner) > _LONGEST_POST + 16:
        return True
    if not _MASKS_OR_HAN.fullmatch(inner):
        return False
    if any(word in inner for word in _words("kin") if len(word) > 1) or inner[:1] in _KIN_BEFORE:
        return True
    posts = any(word in inner for word in _words("post") if len(word) > 1)
    return posts or bool(_OF_PLACE.search(inner)) or inner in _SHORT


def _without_label(piece: str) -> str:
    """Return a piece without the label before its colon; behind the word for a relative stands somebody else."""
    label, colon, name = piece.replace("：", ":").partition(":")
    if not colon:
        return piece
    label = label.strip()
    if label in _words("kin") and label not in _words("post"):
        return ""
    known = label in _words("post") or label in _words("label") or label in _words("alias")
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
    return frozenset(word for place in ("post", "label", "kin") for word in _words(place) if len(word) > 1)


@cache
def _words(place: str) -> tuple[str, ...]:
    """Return the words of a kind, longest first."""
    found = (word for at, *words in tables.lines("remark_words") if at == place for word in words)
    return tuple(sorted(found, key=len, reverse=True))
