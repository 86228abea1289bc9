"""What a name looks like: a person's or an organisation's, whatever its party is said to be."""

import re

from notices.written.surnames import COMPOUND_SURNAME, SURNAMES

COMPANY = re.compile("(公司|集团|合伙企业|[(]有限合伙[)]|[(]普通合伙[)])$")
ORGANISATION = re.compile(
    "(公司|集团|企业|厂|店|银行|分行|支行|信用社|合作社|中心|事务所|研究所|交易所|委员会|协会|学会|商会|基金会|学校|大学"
    "|学院|医院|政府|局|厅|经营部|门市部|商行|工作室|合伙[)]?)$"
)
_PLAIN = re.compile("[㐀-䶿一-鿿]{2,4}")
_MASKED = re.compile("^(?:[㐀-䶿一-鿿]{1,2}|[A-Za-z])某{1,3}(?:[甲乙丙丁]|[0-9]{1,4})?$|[＊*×]")
_TRANSLITERATED = re.compile("^[㐀-䶿一-鿿]+·[㐀-䶿一-鿿·]+$")


def looks_masked(name: str) -> bool:
    """Return whether a name is masked as notices and courts do it: 吴某某, 曹某某2, 张*."""
    return bool(_MASKED.search(name))


def masked_name(name: str) -> str:
    """Return a person's name with the given name hidden: 曹某某, 欧阳某某.

    法释〔2016〕19号 art. 9, from memory: the surname stays, of a minority or foreign name only its first character.
    Whatever the length of the name, two characters stand for the rest, so that it does not show.
    """
    surname = COMPOUND_SURNAME.match(name)
    is_compound = surname is not None and len(name) > len(surname[0]) and "·" not in name
    return f"{surname[0] if surname and is_compound else name[0]}某某"


def is_persons_name(name: str) -> bool:
    """Return whether a name reads as a person's: a surname and one or two characters, masked, or with a middle dot."""
    if looks_masked(name) or _TRANSLITERATED.search(name):
        return not ORGANISATION.search(name)
    if not _PLAIN.fullmatch(name) or ORGANISATION.search(name):
        return False
    if COMPOUND_SURNAME.match(name):
        return len(name) in (3, 4)
    return len(name) in (2, 3) and name[0] in SURNAMES


def is_organisations_name(name: str) -> bool:
    """Return whether a name reads as an organisation's, such as …公司 and, of more than three characters, …厂."""
    return bool((len(name) > 3 and ORGANISATION.search(name)) or COMPANY.search(name))
