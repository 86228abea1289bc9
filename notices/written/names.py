"""Names as people write them: one party, or several that must be entered one by one.

Two parties joined to one are a party nobody is, and nobody finds either of them. So a text that may hold several is
refused: with 、 ， ； / 和 与 及 等 夫妇 between or behind, with any sign or with blanks that part whole names. One
name stays one: 张　三, 欧阳 志行, 李和平, 某某和某某有限公司, 阿不都拉·买买提, Müller Hans. Of text in brackets only
what adds a party is looked for: （及李四）, （等3人）. Kin beside a name is a remark: （配偶李四）.
"""

import re
import unicodedata
from collections.abc import Iterable

from pydantic_core import PydanticCustomError

from notices.written.characters import visible
from notices.written.companies import is_branch, is_organisation, is_whole_company
from notices.written.name_texts import garbled_in, is_no_name
from notices.written.places import is_place, starts_with_place
from notices.written.surnames import COMPOUND_SURNAME, SURNAMES

NO_NAME = (
    "不是姓名或名称，或含有乱码；请对照原件填写",
    "is no name, or holds garbled characters; compare it with the original",
)
"""What is said to a placeholder, and to a name of which characters were lost."""
SEVERAL = (
    "可能含有几个姓名或名称；请逐个录入。确为一个的，请删去其中的空格和标点，或在姓与名之间加一空格；单位请填写信用代码",
    "may hold several names; enter each by itself. If it is one, delete blanks and signs within it, or put one blank "
    "behind the surname; give an organisation its credit code",
)
"""What is said to a name that may be those of several, in both languages."""
_HAN = re.compile("[㐀-䶿一-鿿\U00020000-\U000323af*＊×]")
_ONLY_HAN = re.compile("[㐀-䶿一-鿿\U00020000-\U000323af*＊×·•\\s]+")
_PLAIN = re.compile("[㐀-䶿一-鿿\U00020000-\U000323af]+")
_BRACKETED = re.compile(r"[(\[【〔〖][^()\[\]【】〔〕〖〗]*(?:[)\]】〕〗]|$)")
_SURE_SIGN, _SIGN = re.compile("[、;。]"), re.compile(r"[,/|\\]")
_DOUBTFUL_SIGN, _NUMBERING = re.compile(r"(?:[^\w\s·•‧・∙]|_)+"), re.compile("[0-9]+")
_LABEL = re.compile(".*[人者方主位员东长户表]")
"""What may stand before a name and a colon: 申请人, 经营者, 单位 begin with characters that are surnames too."""
_WORD = re.compile("以及|[和与及暨]")
_RARE_WORD = re.compile("连同|会同|[同并或兼]")
"""Words that names hold more often than they join two: they count between two whole names of persons only."""
_KIN = re.compile("(?:其|配偶|妻子?|丈夫|夫|子女|儿子|女儿|父亲|母亲|父母|家人|家属)")
_ITS_COMPANIES = re.compile("(?:其)?(?:下属|所属|关联|控股|全资|各)?(?:子|分)?(?:公司|企业|单位)")
_COUNTED = "[0-9一二三四五六七八九十两几多]"
_AND_OTHERS = re.compile(
    f"..等(?:{_COUNTED}*[人户名家位个](?:自然人|股东|债务人|被告)?|(?:关联|其他|多家|下属)?(?:公司|单位|企业)|人员)?$"
)
_TOGETHER = re.compile(
    "..(?:夫妇|夫妻|伉俪|父子|父女|母子|母女|兄弟|姐妹|姊妹|兄妹|姐弟|一家(?:[二两三四五六]口)?|全家|家属|两口子|们)"
    "(?:[二两三四]人|双方|俩)?$|.{4}[二两三四五六七八九十][人家户]$"
)
_ADDED_IN_BRACKETS = re.compile(f"[(](?:(?:另有|含|以及|[及和与暨])[:为是]?([^()]+)|等{_COUNTED}+[人户名家位个].*)[)]")
_TITLE = re.compile(
    "男|女|.*(?:先生|女士|小姐|太太|夫人|同志|老师|律师|博士|教授|医生|法官|警官|会计师?|工程师|科员|干部|本人|主任|书记|经理|总监|总裁"
    "|[局处科部院所行股队校厂站会厅司署镇乡县市区州省社组董].?长)"
)
_MAY_BE_SEVERAL = re.compile("[和与及暨等同并或兼]|[妇妻子女弟妹人家户方俩俪属们口]$|公司(?:.{4,}公司|...$)")
_NO_PERSON = re.compile(".*[人会部科处]")
"""管理人, 经营部 behind a company: no persons, though they begin with characters that are surnames too."""
_LATIN_FORM = re.compile(r"(?:Ltd|Inc|LLC|LLP|Corp|Limited|GmbH|AG|PLC)\.?$", re.I)
_FEWEST_GLUED = 6  # characters of two names of three without a blank between
_SHORT, _LONGEST_OF_HAN = 3, 4


def one_name(text: str) -> str:
    """Return a name without the blanks that widen 张　三; those before 女士 and other titles stay."""
    parts = text.split()
    is_one_word = _ONLY_HAN.fullmatch(text) and not (len(parts) > 1 and _TITLE.fullmatch(parts[-1]))
    return ("" if is_one_word else " ").join(parts)


def holds_several(text: str, *, has_code: bool = False) -> bool:
    """Return whether a text holds, or may hold, the names of several parties.

    ``has_code``: a credit code stands beside it, so 和, 与 and 及 within are part of one name.
    """
    if _PLAIN.fullmatch(text):
        is_short = len(text) <= _SHORT and text[-1] != "等"
        if is_short or not (_are_glued(text) or _MAY_BE_SEVERAL.search(text)):
            return False
    plain = unicodedata.normalize("NFKC", visible(text))
    if any(_adds_a_party(found[1]) for found in _ADDED_IN_BRACKETS.finditer(plain)):
        return True
    words = _BRACKETED.sub("", plain).strip()
    if not _HAN.search(words):
        return _are_several_latin(words)
    parts = words.split()
    if len(parts) > 1 and _is_surname(parts[0]) and len("".join(parts)) <= _LONGEST_OF_HAN:
        return False  # the blank says where the surname ends: one person
    return _have_signs(words) or _are_apart(parts) or (not has_code and _have_words("".join(parts)))


def refuse_several(name: str | None, former_names: Iterable[str], *, has_code: bool) -> None:
    """Refuse a party whose name, or one of whose former names, may be those of several, or whose name is none.

    Raises: PydanticCustomError.
    """
    if name and (is_no_name(name) or garbled_in(name)):
        raise PydanticCustomError("no_name", "is no name; compare it with the original")
    for code, names in (("several_names", [name or ""]), ("several_former_names", former_names)):
        if any(holds_several(each, has_code=has_code) for each in names):
            raise PydanticCustomError(code, "may hold the names of several parties; enter each by itself")


def is_person(name: str) -> bool:
    """Return whether a plain name reads as that of one person: a surname and one or two characters."""
    if COMPOUND_SURNAME.match(name) and len(name) in (3, 4):
        return True
    return len(name) in (2, 3) and name[0] in SURNAMES and not _is_surname(name) and not is_place(name)


def _is_surname(word: str) -> bool:
    return len(word) == 1 or COMPOUND_SURNAME.fullmatch(word) is not None


def _are_several_latin(words: str) -> bool:
    """Return whether a text without Chinese characters names several: Müller Hans; Schmidt Peter."""
    lines = [line for line in words.splitlines() if line.strip()]
    if re.search(r"[;、]\s*\w", words) or (len(lines) > 1 and all(len(line.split()) > 1 for line in lines)):
        return True
    parts = [part.strip() for part in re.split(r"\s+(?:and|und|et)\s+|[,/|&]", words)]
    if re.search(r"\b(Ltd|Inc|LLC|LLP|Corp|Limited|GmbH|AG|Co|Company|Bank|Trust|Fund|Group|Partners)\b", words, re.I):
        return sum(len(part.split()) > 1 and _LATIN_FORM.search(part) is not None for part in parts) > 1
    return len(parts) > 1 and all(len(part.split()) > 1 for part in parts)


def _have_signs(words: str) -> bool:
    """Return whether signs part several names: 、 always; , and / between Chinese; any other between whole names."""
    if sum(bool(part.strip()) for part in _SURE_SIGN.split(words)) > 1:
        return True
    if sum(bool(_HAN.search(part)) for part in _SIGN.split(words)) > 1:
        return True
    parts = [part for part in map(str.strip, _DOUBTFUL_SIGN.split(words)) if part]
    if ":" in words and any(_LABEL.fullmatch(part) for part in parts[:-1]):
        return False
    if len(parts) > 1 and all(_is_party(part) and not _TITLE.fullmatch(part) for part in parts):
        return True
    numbered = [part for part in _NUMBERING.split(words) if part.strip()]
    return len(numbered) > 1 and all(map(is_person, numbered)) and all(len(part) == _SHORT for part in numbered)


def _are_apart(parts: list[str]) -> bool:
    """Return whether blanks part several names, or may do so; Latin words beside one name part nothing."""
    parts = [part for part in parts if _HAN.search(part)]
    if len(parts) > 1 and _TITLE.fullmatch(parts[-1]):
        parts = parts[:-1]
    if len(parts) < 2:
        return False
    joined = "".join(parts)
    long = [part for part in parts if len(part) > 1]
    if not long or (len(long) == 1 and len(joined) <= _SHORT):
        return False
    *before, last = parts
    if all(map(is_place, before)) and is_organisation(last):
        return False
    if is_branch(last):
        return not is_organisation(before[-1]) or _are_apart(before)
    if is_organisation(last) and not is_whole_company(last):  # 有限公司 alone
        return any(is_whole_company(part) or (len(part) == _SHORT and is_person(part)) for part in before)
    return True


def _have_words(words: str) -> bool:
    """Return whether words join several names, or two names stand together without any."""
    if _AND_OTHERS.search(words) or _TOGETHER.search(words):
        return True
    for found in _WORD.finditer(words):
        left, right = words[: found.start()], words[found.end() :]
        if len(left) > 1 and right and _are_two(left, right):
            return True
    if any(is_person(words[: at.start()]) and is_person(words[at.end() :]) for at in _RARE_WORD.finditer(words)):
        return True
    companies = re.split("(?<=有限公司)|(?<=责任公司)", words)
    if len(companies) > 2 and is_whole_company(companies[1]):
        return True
    return _is_company_with_person(*companies) or _are_glued(words)


def _is_company_with_person(company: str, behind: str = "", *_: str) -> bool:
    """Return whether a person's whole name stands behind a company's: 虚构甲有限公司孙庚辰."""
    is_whole_name = len(behind) == _SHORT and is_person(behind) and not is_organisation(behind)
    return is_whole_name and not _NO_PERSON.fullmatch(behind) and not starts_with_place(behind)


def _are_glued(words: str) -> bool:
    """Return whether a text is nothing but whole names of persons, one behind the other: 孙庚辰钱庚寅."""
    if len(words) < _FEWEST_GLUED or _PLAIN.fullmatch(words) is None or is_organisation(words):
        return False
    return _is_run_of_names(words) and (len(words) == _FEWEST_GLUED or not starts_with_place(words))


def _is_run_of_names(words: str) -> bool:
    if not words:
        return True
    ends = (3, 4) if COMPOUND_SURNAME.match(words) else (3,)
    return any(len(words) >= end and is_person(words[:end]) and _is_run_of_names(words[end:]) for end in ends)


def _adds_a_party(words: str | None) -> bool:
    """Return whether words in brackets name a further party; None stands for 等3人, which does."""
    return words is None or any(_is_party(part.strip()) for part in re.split("[、,;]", words))


def _are_two(left: str, right: str) -> bool:
    """Return whether two texts around 和, 与 or 及 are two parties: 孙庚辰和钱庚寅, but not 国家发展和改革委员会."""
    if "·" in left and "·" in right:
        return True
    if not _is_party(left):
        is_long = len(left) > 1 and len(left + right) >= _LONGEST_OF_HAN
        return is_person(right) and is_long and "·" not in left and not is_organisation(left)
    if _ITS_COMPANIES.fullmatch(right):
        return True
    if _KIN.match(right):
        return _KIN.fullmatch(right) is not None or right.startswith("其")
    if is_person(right):
        return True
    is_sure = len(left) >= _SHORT or starts_with_place(right)  # 方正和生投资有限公司 is one
    return is_whole_company(right) and is_sure


def _is_party(words: str) -> bool:
    return is_person(words) or is_whole_company(words)
