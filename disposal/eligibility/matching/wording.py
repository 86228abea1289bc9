"""The sentences of a match in Chinese and English: field, manner, and the values of both records."""

from disposal.eligibility.matching.match import Commonness, Field, Manner
from disposal.eligibility.matching.numbers import Number, NumberComparison, NumberKind
from disposal.eligibility.matching.person_name import PersonName
from disposal.eligibility.vocabulary.pinyin import first_reading, usual_reading

_FIELDS = {
    (Field.name, True): ("姓名", "Name"),
    (Field.name, False): ("名称", "Name"),
    (Field.former_name, True): ("曾用名", "Former name"),
    (Field.former_name, False): ("曾用名称", "Former name"),
    (Field.alias, True): ("别名", "Alias"),
    (Field.alias, False): ("简称", "Declared short name"),
}
_PERSON_MANNERS = {
    Manner.equal: ("相同：{a}", "is equal: {a}"),
    Manner.variant: ("仅繁简、异体之别：{a}／{b}", "differs in traditional or variant characters only: {a} / {b}"),
    Manner.latin: ("与拉丁拼写一致：{a}／{b}", "and Latin spelling agree: {a} / {b}"),
    Manner.initials: ("与首字母缩写一致：{a}／{b}", "and initials agree: {a} / {b}"),
    Manner.transliterated: ("为同一译名的不同写法：{a}／{b}", "is one name transliterated in two ways: {a} / {b}"),
    Manner.homophone: ("同音异形：{a}／{b}（{detail}）", "sounds alike, one character differs: {a} / {b} ({detail})"),
    Manner.lookalike: ("一字形近：{a}／{b}（{detail}）", "has one look-alike character: {a} / {b} ({detail})"),
    Manner.transposed: ("用字相同、次序不同：{a}／{b}", "has the same characters in another order: {a} / {b}"),
    Manner.masked: ("可见字一致：{a}／{b}", "agrees in every visible character: {a} / {b}"),
    Manner.hidden: ("可见字过少：{a}／{b}", "shows too little to compare: {a} / {b}"),
    Manner.different: ("不同：{a}／{b}", "is different: {a} / {b}"),
}
_COMPANY_MANNERS = {
    **_PERSON_MANNERS,
    Manner.parts: (
        "字号相同（{detail}），地点、行业不冲突：{a}／{b}",
        "has the same brand ({detail}), place and trade do not conflict: {a} / {b}",
    ),
    Manner.branch: (
        "属同一法人或其分支机构（字号{detail}）：{a}／{b}",
        "is that of one legal person and its branch (brand {detail}): {a} / {b}",
    ),
    Manner.slip: ("有一处笔误（{detail}），其余相同：{a}／{b}", "has one slip ({detail}), all else agrees: {a} / {b}"),
    Manner.translated: (
        "中英文名称对应（字号{detail}）：{a}／{b}",
        "agrees between Chinese and English (brand {detail}): {a} / {b}",
    ),
    Manner.homophone: ("字号一字同音（{detail}）：{a}／{b}", "has a brand that sounds alike ({detail}): {a} / {b}"),
    Manner.lookalike: ("字号一字形近（{detail}）：{a}／{b}", "has a brand that looks alike ({detail}): {a} / {b}"),
}
_SAME_BRAND_ONLY = (
    "字号相同而地点或行业不同、或不足以认定：{a}／{b}",
    "has the same brand, but place or trade differ or are not enough: {a} / {b}",
)


OPERATOR_TOLD = ("一方名称中写明经营者；", "The name of one tells who operates it. ")


def say_names(manner: Manner, *, fields: tuple[Field, bool], names: tuple[str, str], detail: str) -> tuple[str, str]:
    """Return how two names match; ``fields`` is the field and whether it is a person's."""
    field_zh, field_en = _FIELDS[fields]
    manners = _PERSON_MANNERS if fields[1] else _COMPANY_MANNERS
    zh, en = _SAME_BRAND_ONLY if manner is Manner.different and detail else manners[manner]
    a, b = names
    return field_zh + zh.format(a=a, b=b, detail=detail), f"{field_en} {en.format(a=a, b=b, detail=detail)}"


def say_same_number(a: Number, b: Number, names: tuple[str, str], *, are_names_alike: bool) -> tuple[str, str]:
    """Return the sentence for two equal full numbers; it also says if the names differ."""
    shown = a.shown if len(a.text) > 1 else b.shown
    mixed = NumberKind.other if NumberKind.other in {a.kind, b.kind} else NumberKind.organisation
    zh, en = {
        NumberKind.credit: ("统一社会信用代码相同", "Credit codes are equal"),
        NumberKind.organisation: ("组织机构代码相同", "Organisation codes are equal"),
        NumberKind.resident: ("身份证号码相同", "Resident ID numbers are equal"),
    }.get(a.kind if a.kind is b.kind else mixed, ("证件号码相同", "Document numbers are equal"))
    zh, en = f"{zh}（{shown}）", f"{en} ({shown})"
    if are_names_alike:
        return zh, en
    return f"{zh}；名称记载不同：{names[0]}／{names[1]}", f"{en}; the names recorded differ: {names[0]} / {names[1]}"


def say_operators_number(number: Number, names: tuple[str, str]) -> tuple[str, str]:
    """Return the sentence for an individual business with the resident ID of a person, its operator."""
    zh = f"个体工商户登记的身份证号码相同（{number.shown}）：{names[0]}／{names[1]}"
    return zh, f"The individual business has the resident ID number ({number.shown}): {names[0]} / {names[1]}"


def say_other_names(names: tuple[str, str]) -> tuple[str, str]:
    """Return the clause that the names recorded with one number differ."""
    return f"名称记载不同：{names[0]}／{names[1]}", f"The names recorded differ: {names[0]} / {names[1]}"


def say_other_number(names: tuple[str, str]) -> tuple[str, str]:
    """Return the sentence for numbers that exclude a match."""
    zh = f"证件号码不同，不是同一主体：{names[0]}／{names[1]}"
    return zh, f"The numbers differ, so they are two parties: {names[0]} / {names[1]}"


def say_other_birth(names: tuple[str, str]) -> tuple[str, str]:
    """Return the sentence for dates of birth that exclude a match."""
    zh = f"出生日期不同，不是同一人：{names[0]}／{names[1]}"
    return zh, f"The dates of birth differ, so they are two people: {names[0]} / {names[1]}"


def say_number_beside(compared: NumberComparison, a: Number | None, b: Number | None) -> tuple[str, str]:
    """Return what the numbers add to a name match; empty if nothing."""
    if compared.is_doubtful and compared.agreed:
        return "；号码记载相同，但校验位有误", "; the numbers recorded are equal, but their check digit is wrong"
    if compared.is_doubtful:
        return "；号码校验位有误，未据以排除", "; a number has a wrong check digit, so it rules nothing out"
    if not compared.agreed or a is None or b is None:
        return "", ""
    shown = a.text if a.is_masked else b.shown
    zh = f"；号码可见的 {compared.agreed} 位一致（{shown}）"
    return zh, f"; the {compared.agreed} visible digits of the number agree ({shown})"


def say_commonness(found: Commonness | None) -> tuple[str, str]:
    """Return how common a name is, marked as an estimate."""
    if found is None:
        return "", ""
    return f"；全国同名{found.zh}（估计）", f"; borne by {found.en} (estimate)"


def say_pinyin(a: PersonName, b: PersonName) -> str:
    """Return the pinyin that two names share, one syllable per character, with the surname's own reading."""
    said = []
    for at, (one, other) in enumerate(zip(a.syllables, b.syllables, strict=True)):
        usual = usual_reading(a.surname, at) if at < len(a.surname) else first_reading(a.folded[at])
        shared = one & other
        said.append(usual if usual in shared or not shared else min(shared))
    return " ".join(said)


def say_kind_doubtful(*, is_person: bool) -> tuple[str, str]:
    """Return the clause that one of the two is entered as another kind of party than its name reads as."""
    if is_person:
        return (
            "一方录为单位，但其名称像是姓名；",
            "One is entered as an organisation, but its name reads as a person's. ",
        )
    return (
        "一方录为自然人，但其姓名像是单位名称；",
        "One is entered as a person, but its name reads as an organisation's. ",
    )
