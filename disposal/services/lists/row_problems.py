"""Problems of one row: a reason with a correction, in Chinese and English; numbers are masked."""

import re
from dataclasses import dataclass

from disposal.identifiers import mask_personal_number, mask_personal_numbers_in

_LONGEST_SHOWN = 40
_LIKE_A_PERSONAL_NUMBER = re.compile(
    r"(?<![0-9A-Za-z])[1-9][0-9]{5}(?:(?:18|19|20)[0-9]{2}|[0-9]{2})(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
    r"[0-9]{3}[0-9Xx]?(?![0-9A-Za-z])"
)

NUMBER_FIELDS = frozenset({"number", "other_number", "credit_code"})
"""Fields whose cells are numbers: shown masked only."""
_LONG_NUMBER = re.compile(r"[0-9]{14,}[0-9Xx]?")

REASONS: dict[str, tuple[str, str]] = {
    "name_missing": ("没有姓名或名称；请填写", "there is no name; fill it in"),
    "no_name": (
        "不是姓名或名称；请填写，或删去该行",
        "is no name; fill it in, or delete the row",
    ),
    "several_names": (
        "可能含有几个姓名或名称；请一行只写一个。确为一个的，请删去其中的空格和标点，或在姓与名之间加一空格；单位请填写信用代码",
        "may hold several names; give each a row of its own. If it is one, delete blanks and signs within it, or put "
        "one blank behind the surname; give an organisation its credit code",
    ),
    "text_too_long": ("文字过长（至多{limit}字）；请缩短", "is too long (at most {limit} characters); shorten it"),
    "text_not_printable": (
        "含有不可显示的字符 U+{character}；请删去该字符重新输入",
        "holds the character U+{character}, which cannot be shown; delete it and type the text anew",
    ),
    "text_garbled": (
        "含有乱码“{garbled}”；请对照原件重新输入",
        "holds the garbled characters “{garbled}”; compare it with the original and type it anew",
    ),
    "text_is_a_number": ("是数值而非文字；请将该列设为文本格式", "is a number, not text; format the column as text"),
    "cell_failed": (
        "单元格公式出错（如 #N/A）；请改为实际内容",
        "the cell's formula failed (such as #N/A); type what it is",
    ),
    "formula_as_text": (
        "是公式而非内容；请改为公式的结果",
        "is a formula, not what it comes to; write its result",
    ),
    "kind_unknown": (
        "不是已知的主体类型；请填写 自然人、单位 或 个体工商户",
        "is no kind of party; write 自然人, 单位 or 个体工商户",
    ),
    "digits_lost": (
        "号码已被表格软件转成数值，末几位已丢失；请将该列设为“文本”格式后重新填写完整号码",
        "the number was turned into a figure and its last digits are lost; format the column as text and enter the "
        "numbers again",
    ),
    "wrong_check_digit": (
        "身份证号码的校验位不对；请对照证件核对每一位",
        "the check digit of the resident ID is wrong; compare every digit with the card",
    ),
    "wrong_birth_date": (
        "身份证号码中的出生日期不存在或在今天之后；请对照证件核对",
        "the birth date within the resident ID does not exist or lies after today; compare it with the card",
    ),
    "wrong_length": (
        "不是18位（或旧15位）身份证号码，也不是统一社会信用代码；请核对，其他证件请在“证件类型”列注明",
        "is neither a resident ID of 18 (or formerly 15) digits nor a credit code; check it, and for other documents "
        "say which in the column 证件类型",
    ),
    "no_number": (
        "不是证件号码（至少3位数字，且各位不全相同）；没有号码的请留空",
        "is no number of a document (at least 3 digits, not all alike); leave it empty where there is none",
    ),
    "hidden_digits": (
        "号码有隐去的位数，而本名单不是公开名单；请填写完整号码，或将名单标为公开名单",
        "digits are hidden, but this is no public list; give the whole number, or mark the list as public",
    ),
    "nothing_shown": ("号码全部被隐去；请留空", "every digit is hidden; leave it empty"),
    "wrong_credit_code": (
        "统一社会信用代码（或组织机构代码）的校验位或长度不对；请对照营业执照核对",
        "length or check digit of the credit code (or organisation code) is wrong; compare it with the licence",
    ),
    "number_of_an_organisation": (
        "单位不应有个人证件号码；请核对主体类型，或改填统一社会信用代码",
        "an organisation has no personal number; check the kind of party, or give its credit code",
    ),
    "code_of_a_person": (
        "自然人没有统一社会信用代码；请核对主体类型",
        "a natural person has no credit code; check the kind of party",
    ),
    "date_unreadable": ("不是日期；请写成 2022-08-03", "is no date; write it like 2022-08-03"),
    "date_ambiguous": (
        "日期写法有歧义，无法判断年月日次序；请写成 2022-08-03",
        "may be read in more than one way; write it like 2022-08-03",
    ),
    "date_does_not_exist": ("该日期不存在；请核对", "there is no such day; check it"),
    "date_without_year": ("日期缺少“年”；请写成 2022-08-03", "names no year; write it like 2022-08-03"),
    "date_with_an_hour": (
        "日期带有钟点；请只写日期，如 2022-08-03",
        "has an hour; write the day alone, like 2022-08-03",
    ),
    "date_on_another_weekday": ("日期与所写的星期不符；请核对", "is another day of the week than it says; check both"),
    "date_out_of_range": ("日期超出1900至2200年；请核对", "is not between 1900 and 2200; check the year"),
    "date_is_a_number": (
        "是数值而非日期；请将该列设为日期格式，或写成 2022-08-03",
        "is a figure, not a date; format the column as date, or write it like 2022-08-03",
    ),
    "ends_before_it_begins": (
        "失效日期早于生效日期；请更正其中之一",
        "ends before it begins; correct one of the two dates",
    ),
    "cells_beyond_headings": (
        "该行的单元格多于表头，内容可能错位；请检查多余的分隔符",
        "the row has more cells than there are headings, so they may be shifted; look for a stray separator",
    ),
}


class CellRefused(ValueError):
    """A cell that cannot be imported: the code of the reason, the value, and details for the sentence."""

    def __init__(self, code: str, value: object = "", **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.value = value
        self.facts = facts


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One problem of a row; ``value`` is the cell's value with numbers masked."""

    row: int
    field: str
    heading: str
    value: str
    code: str
    zh: str
    en: str


def problem(refusal: CellRefused, *, row: int, field: str, heading: str) -> RowProblem:
    """Convert a refused cell to a problem in words."""
    zh, en = (words.format_map(refusal.facts) for words in REASONS[refusal.code])
    value = "" if refusal.value is None else str(refusal.value)
    shown = shown_number(value) if field in NUMBER_FIELDS else shown_text(value)
    return RowProblem(row, field, heading, shown[:_LONGEST_SHOWN], refusal.code, zh, en)


def shown_number(value: str) -> str:
    """Return a number, valid or not, with its middle hidden. Text that is not a number is masked only where needed."""
    text = value.strip()
    plain = text.replace(" ", "")
    if "*" in plain or not any(character.isdigit() for character in plain):
        return shown_text(text)
    if len(plain) in {15, 17, 19}:
        return f"{plain[:6]}{'*' * (len(plain) - 9)}{plain[-3:]}"
    return mask_personal_number(plain)


def shown_text(value: str) -> str:
    """Return a text with everything hidden that is, or looks like, a resident ID."""
    if len(value) < 15:
        return value
    masked: str = mask_personal_numbers_in(value)
    return _LIKE_A_PERSONAL_NUMBER.sub(
        lambda found: f"{found[0][:6]}{'*' * (len(found[0]) - 10)}{found[0][-4:]}", masked
    )


def shown_cell(value: str) -> str:
    """Return a cell of a wrong row with every long run of digits hidden: it may be a personal number."""
    return _LONG_NUMBER.sub(lambda found: shown_number(found[0]), value)
