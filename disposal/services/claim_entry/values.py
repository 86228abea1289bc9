"""Read what is typed in one field. Every refusal says what to write, with an example."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from disposal.services.claim_entry.fields import FieldKind, TypedField
from notices.codes import CollateralCondition
from notices.content.amounts import MOST, Amount
from notices.content.security import Condition
from notices.reading.explain import sentences
from notices.text import LINE_LENGTH
from notices.written.amounts import read_amount
from notices.written.dates import read_day_near
from notices.written.numbers import read_figure, read_yes_or_no, whole_number_in

_PARTS, _PARTS_OF_NAMES = re.compile("[；;\n]"), re.compile("[；;、\n]")
_NAMES = frozenset({"former_names", "co_owners", "name_bases", "phones", "modes"})
_MARKED = re.compile("元|圆|人民币|RMB|CNY|[¥￥]", re.IGNORECASE)
_UNITS = ("平方米", "㎡", "m²", "m2", "亩", "总吨", "吨", "股", "%", "％", "年")
_LARGEST = Decimal(10) ** 18


class Misread(ValueError):
    """A text that a field does not take: what to write instead, in both languages."""

    def __init__(self, *, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


def read_value(field: TypedField, text: str, *, today: date, currency: str = "CNY") -> Any:
    """Return the value of a text that is not blank: an Amount, a day, a code, words.

    Raises: Misread.
    """
    if field.kind is FieldKind.amount:
        return read_money(field, text, currency=currency)
    if field.kind is FieldKind.day:
        return _read_day(field, text, today)
    return _READERS.get(field.kind, _as_typed)(field, text)


def read_money(field: TypedField, text: str, *, currency: str) -> Amount:
    """Return an amount with its printed form, in the claim's currency. Raises: Misread."""
    try:
        written = read_amount(text)
    except ValueError as error:
        raise _amount_refused(field, error) from None
    of_text = written.currency
    if of_text == "CNY" and currency != "CNY" and not _MARKED.search(text):
        of_text = currency
    if of_text != currency:
        raise Misread(
            zh=f"{field.label}的币种与债权的币种不同；请改写，或另录一笔债权",
            en=f"{field.name} is in another currency than the claim; correct it, or enter another claim",
        )
    exact = written.exact
    if exact >= min(_LARGEST, MOST) or exact != exact.quantize(Decimal("0.01")):
        raise Misread(
            zh=f"{field.label}应精确到分，小数点前至多18位；请核对数字与单位",
            en=f"{field.name} must be exact to 0.01, with at most 18 digits before the point; check digits and unit",
        )
    unit = {"": "yuan", "万": "wan_yuan", "亿": "yi_yuan"}[written.unit]
    values = {"value": written.value, "unit": unit, "currency": currency, "is_grouped": written.is_grouped}
    return Amount.model_validate(values)


def _amount_refused(field: TypedField, error: ValueError) -> Misread:
    if getattr(error, "type", "") == "amount_words_differ":
        zh, en = sentences("amount_words_differ", {})
        return Misread(zh=f"{field.label}：{zh}", en=f"{field.name}: {en}")
    return Misread(
        zh=f"{field.label}应为金额，如1,340万元", en=f"{field.name} must be an amount, such as 13400000.00 or 1340万元"
    )


def _read_day(field: TypedField, text: str, today: date) -> date:
    try:
        return read_day_near(text, today=today)
    except ValueError as error:
        zh, en = sentences(getattr(error, "type", "date_parsing"), {})
        raise Misread(zh=f"{field.label}：{zh}", en=f"{field.name}: {en}") from None


def _read_choice(field: TypedField, text: str) -> Any:
    if field.codes is None:
        if text in field.words:
            return text
    elif len(found := field.codes.members_called(text)) == 1:
        return found[0]
    words = "、".join(field.choices)
    raise Misread(zh=f"{field.label}应为以下之一：{words}", en=f"{field.name} must be one of {words}")


def _read_tri(field: TypedField, text: str) -> bool | None:
    if text in (field.words[0], "未知", "未核实", "不详"):
        return None
    answer = read_yes_or_no(text)
    if answer is None:
        words = "、".join(field.words)
        raise Misread(zh=f"{field.label}应为以下之一：{words}", en=f"{field.name} must be one of {words}")
    return answer


def _read_figure(field: TypedField, text: str) -> str:
    for unit in _UNITS:
        text = text.removesuffix(unit).strip()
    try:
        return format(read_figure(text), "f")
    except ValueError:
        raise Misread(
            zh=f"{field.label}应为数字，如12,893.13", en=f"{field.name} must be a number, such as 12893.13"
        ) from None


def _read_whole(field: TypedField, text: str) -> Any:
    try:
        return whole_number_in(text.removeprefix("第").removesuffix("顺位").removesuffix("年"))
    except ValueError:
        raise Misread(
            zh=f"{field.label}应为整数，如20", en=f"{field.name} must be a whole number, such as 20"
        ) from None


def _read_lines(field: TypedField, text: str) -> list[str]:
    parting = _PARTS_OF_NAMES if field.name.rpartition("owner_")[2] in _NAMES else _PARTS
    return [part.strip() for part in parting.split(text) if part.strip()]


def _read_choices(field: TypedField, text: str) -> list[Any]:
    return [_read_choice(field, each) for each in _read_lines(field, text)]


def _read_conditions(field: TypedField, text: str) -> tuple[Condition, ...]:
    """Return what happened to a collateral, a line each: ``首封：某法院查封``; a line without a code is 其他."""
    found = []
    for each in filter(str.strip, text.splitlines()):
        head, _, words = each.partition("：")
        codes = CollateralCondition.members_called(head)
        code = codes[0] if len(codes) == 1 else CollateralCondition.other
        try:
            found.append(Condition(code=code, words=(words if len(codes) == 1 and words else each).strip()))
        except ValidationError:
            raise Misread(
                zh=f"{field.label}每行应为不超过{LINE_LENGTH}字的文字，且不含不可打印的字符；请重新输入该行",
                en=f"a line of {field.name} has up to {LINE_LENGTH} printable characters; type it again",
            ) from None
    return tuple(found)


def _read_check(field: TypedField, text: str) -> bool:
    return text not in ("0", "否", "no")


def _as_typed(field: TypedField, text: str) -> str:
    return text


_READERS: Mapping[FieldKind, Callable[[TypedField, str], Any]] = MappingProxyType({
    FieldKind.choice: _read_choice,
    FieldKind.choices: _read_choices,
    FieldKind.tri: _read_tri,
    FieldKind.check: _read_check,
    FieldKind.figure: _read_figure,
    FieldKind.whole: _read_whole,
    FieldKind.lines: _read_lines,
    FieldKind.conditions: _read_conditions,
})  # fmt: skip
