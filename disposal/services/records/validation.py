"""Validate plain values as a record. Every problem is reported with its field, value and correction."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, ClassVar, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from disposal.errors import DisposalError
from disposal.identifiers import mask_personal_numbers_in
from notices.reading import Problem, explain
from notices.reading.messages import MESSAGES
from notices.text import Line, Prose

M = TypeVar("M", bound=BaseModel)

_LINE: TypeAdapter[str] = TypeAdapter(Line)
_PROSE: TypeAdapter[str] = TypeAdapter(Prose)
_NO_NUMBER = (
    "操作人写姓名或用户名，不写身份证号码；请更正 --as",
    "who acts is a name, never an identity number; correct --as",
)
_OF_RECORDS: dict[str, tuple[str, str, str]] = {
    "wrong_personal_number": (
        "personal_number",
        "不是有效的居民身份证号码（18位，含出生日期，末位为校验码）；请对照身份证填写",
        "is not a resident ID number (18 characters, date of birth, check digit last); copy it from the identity card",
    ),
    "wrong_document_number": (
        "personal_number",
        "不是有效的{document_zh}号码（{form_zh}）；请对照证件填写",
        "is not the number of a {document} ({form}); copy it from the document",
    ),
    "resident_id_as_document": (
        "personal_number",
        "形如居民身份证号码；请删去 identity_document 并填写完整的居民身份证号码，或填写该证件的号码",
        "is shaped like a resident ID number; leave identity_document out, or give the number of that document",
    ),
    "resident_id_in_text": (
        "",
        "含有完整的居民身份证号码；请将号码改为 {masked}（中间各位用*代替）后再提交，无须提供完整号码",
        "holds a full resident ID number; write it as {masked}, with * for the middle figures, and send it again: the "
        "full number is not needed",
    ),
    "resident_id_beside_number": (
        "",
        "含有完整的居民身份证号码（{masked}）；请遮盖中间各位，或填入该自然人的证件号码（personal_number）",
        "holds a full resident ID number ({masked}); mask it, or enter it as the person's personal_number",
    ),
    "not_an_instant": (
        "",
        "不是日期和钟点，请照此填写：2022-08-31 14:05（北京时间，24小时制）",
        "is no day and hour; write it like 2022-08-31 14:05 (Beijing time, 24 hours)",
    ),
    "number_of_an_organisation": (
        "personal_number",
        "单位没有个人证件号码；请删去，或将该自然人另行录入",
        "an organisation has no personal number; clear it, or enter the person as a party of its own",
    ),
    "code_of_a_person": (
        "credit_code",
        "自然人没有统一社会信用代码；请删去，或将类型改为个体工商户",
        "a natural person has no credit code; clear it, or set kind to individual_business",
    ),
    "several_names": ("name", *MESSAGES["several_names"]),
    "no_name": ("name", *MESSAGES["no_name"]),
    "several_former_names": ("former_names", *MESSAGES["several_names"]),
    "half_a_ceiling": (
        "ceiling_amount",
        "最高额与最高额口径须同时填写或同时留空",
        "give both ceiling_amount and ceiling_limits, or neither",
    ),
    "assigned_to_itself": (
        "assignee",
        "转让方与受让方相同；请更正其中之一",
        "assignor and assignee are the same; correct one of them",
    ),
    "period_ends_before_start": (
        "period_ends_on",
        "截止日早于起始日；请更正其中之一",
        "ends before it begins; correct one of the dates",
    ),
    "secured_ends_before_start": (
        "secured_until",
        "截止日早于起始日；请更正其中之一",
        "ends before it begins; correct one of the dates",
    ),
    "half_an_answer": (
        "answer",
        "答复与答复日须同时填写或同时留空",
        "give both answered_on and answer, or neither",
    ),
    "age_not_dated": (
        "age_stated_on",
        "年龄与申报日须同时填写或同时留空",
        "give both age_years and age_stated_on, or neither",
    ),
    "answered_before_sent": (
        "answered_on",
        "答复日早于通知日；请更正其中之一",
        "lies before the notice was sent; correct one of the dates",
    ),
    "uuid_parsing": ("", "不是编号；请填写录入时得到的编号", "is no id; give the id that entering the record returned"),
    "uuid_type": ("", "不是编号；请填写录入时得到的编号", "is no id; give the id that entering the record returned"),
    "unknown_collateral_type": ("type_code", "没有这种担保物类型；可用：{known}", "is no type; use one of {known}"),
    "one_needed": ("", "须至少填写其中一项：{fields}", "give at least one of {fields}"),
    "inexact_number": ("", '该数字可能已丢失小数位，请加引号："…"', 'may have lost digits; write it in quotes: "…"'),
    "not_an_amount": (
        "",
        "不是以元为单位的金额；小数点前至多18位，后至多2位，如 134000000.00 或 1.34亿元",
        "is not an amount in yuan; write at most 18 digits, a point and 2 digits, such as 134000000.00 or 1.34亿元",
    ),
}
"""Error sentences used only by records, by code: field (if the error has none), Chinese, English."""
_EMPTY = ("不能为空，请填写", "must not be empty; fill it in")
_FORMS: dict[str, tuple[str, str]] = {
    "^[A-Z0-9][A-Z0-9-]{1,19}$": (
        "须为2至20个大写字母、数字或短横，以字母或数字开头，如 HRZJ",
        "takes 2 to 20 capital letters, digits or hyphens and begins with a letter or digit, such as HRZJ",
    ),
    "^[a-z][a-z0-9_-]{1,39}$": (
        "须为2至40个小写字母、数字、短横或下划线，以字母开头，如 staff",
        "takes 2 to 40 small letters, digits, hyphens or underscores and begins with a letter, such as staff",
    ),
    "^[a-z][a-z0-9._-]{1,39}$": (
        "须为2至40个小写字母、数字、点、短横或下划线，以字母开头，如 chenjing",
        "takes 2 to 40 small letters, digits, points, hyphens or underscores and begins with a letter",
    ),
    r"^\d{6}$": ("须为6位数字", "takes 6 digits"),
}
"""What a pattern asks for, in words: a person reads no regular expression."""
_PRIVATE = frozenset({"personal_number", "identity_document", "phones", "addresses", "funding_accounts"})
"""Fields whose values never appear in an error: the number of a passport cannot be recognised by its form."""
_MISPLACED = frozenset({
    "extra_forbidden", "model_type", "model_attributes_type", "dataclass_type", "dict_type", "list_type", "tuple_type",
})  # fmt: skip
"""Errors for a misplaced value. The value is hidden, as it may be a personal number under a misspelt key."""


class InvalidRecord(DisposalError):
    """An invalid record; ``problems`` names each field, its value and how to correct it."""

    code: ClassVar[str] = "invalid_record"
    status: ClassVar[int] = 422

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__(
            zh="；".join(f"{p.path}{f' = {p.value}' if p.value else ''}：{p.zh}" for p in problems) + "。",
            en="; ".join(f"{p.path}{f' = {p.value}' if p.value else ''}: {p.en}" for p in problems) + ".",
            field=problems[0].path,
        )

    def as_json(self) -> dict[str, Any]:
        """Return the error with all its problems as JSON values."""
        return {**super().as_json(), "problems": [problem.as_json() for problem in self.problems]}


def read(model: type[M], values: Mapping[str, Any]) -> M:
    """Validate the values as ``model``, such as ``ClaimCreate``.

    Raises: InvalidRecord with all problems found.
    """
    try:
        return model.model_validate(dict(values))
    except ValidationError as error:
        raise InvalidRecord(problems_of(error, model)) from None


def every(*steps: Callable[[], Any]) -> tuple[Any, ...]:
    """Run all steps of reading a form and return what each returns, so that all its faults are told at once.

    Raises: InvalidRecord with the problems of every step that refuses a value; what another refusal raises.
    """
    made: list[Any] = []
    problems: list[Problem] = []
    for step in steps:
        try:
            made.append(step())
        except InvalidRecord as error:
            problems += error.problems
        except DisposalError as error:
            if error.status != InvalidRecord.status:
                raise
            problems.append(Problem(path=error.field, value="", zh=error.zh.rstrip("。"), en=error.en.rstrip(".")))
    if problems:
        raise InvalidRecord(tuple(dict.fromkeys(problems)))
    return tuple(made)


def read_reason(reason: str, *, field: str = "reason") -> str:
    """Validate the reason for a change and return it for the audit trail; a resident ID in it is masked.

    Raises: InvalidRecord if it is blank, too long, or contains control characters.
    """
    return _plain(_PROSE, mask_personal_numbers_in(reason), field=field)


def read_actor(actor: str) -> str:
    """Validate the name of who acts; it stands in every audit entry, for good.

    Raises: InvalidRecord if it is blank, too long, holds control characters or line breaks, or a resident ID.
    """
    if (masked := mask_personal_numbers_in(actor)) != actor:
        zh, en = _NO_NUMBER
        raise InvalidRecord((Problem(path="actor", value=masked, zh=zh, en=en),))
    return _plain(_LINE, actor, field="actor")


def _plain(form: TypeAdapter[str], text: str, *, field: str) -> str:
    """Validate one text that belongs to no record. Raises: InvalidRecord."""
    try:
        return form.validate_python(text)
    except ValidationError as error:
        told = explain(error, BaseModel)[0]
        zh, en = _said(told, error.errors(include_url=False)[0])
        raise InvalidRecord((Problem(path=field, value=told.value, zh=zh, en=en),)) from None


@contextmanager
def below(path: str) -> Iterator[None]:
    """Prefix the field path of an error raised in the block: ``items.0.claims.1`` plus its own path."""
    try:
        yield
    except InvalidRecord as error:
        raise InvalidRecord(tuple(replace(each, path=joined(path, each.path)) for each in error.problems)) from None
    except DisposalError as error:
        error.field = joined(path, error.field)
        raise


def problems_of(error: ValidationError, model: type[BaseModel]) -> tuple[Problem, ...]:
    """Convert a validation error to problems: path, value (empty if it may be a personal number) and sentences."""
    told = {problem.path: problem for problem in explain(error, model)}
    answer: list[Problem] = []
    for entry in error.errors(include_url=False):
        path = ".".join(str(part) for part in entry["loc"])
        inner = entry.get("ctx", {}).get("error")
        if isinstance(inner, ValidationError):
            answer += [replace(each, path=joined(path, each.path)) for each in problems_of(inner, BaseModel)]
        elif path in told:
            answer.append(_problem(told[path], entry, model))
    return tuple(answer)


def _problem(told: Problem, entry: Any, model: type[BaseModel]) -> Problem:
    is_beside = entry["type"] == "resident_id_in_text" and "personal_number" in model.model_fields
    kind = "resident_id_beside_number" if is_beside else entry["type"]
    field, zh, en = _OF_RECORDS.get(kind, ("", *_said(told, entry)))
    path = told.path if field in told.path.split(".") else joined(told.path, field)
    is_hidden = entry["type"] in _MISPLACED or not _PRIVATE.isdisjoint(path.split("."))
    value = "" if is_hidden else mask_personal_numbers_in(told.value)
    if entry["type"] in _OF_RECORDS:
        facts = entry.get("ctx", {})
        zh, en = zh.format_map(facts), en.format_map(facts)
    return Problem(path=_printable(path), value=value, zh=zh, en=en)


def _said(told: Problem, entry: Any) -> tuple[str, str]:
    """Return the sentences of an error as who fills in a form reads them: it has neither quotes nor patterns."""
    if entry["type"] == "string_too_short" or (entry["type"].endswith("_type") and entry["input"] is None):
        return _EMPTY
    if entry["type"] == "string_pattern_mismatch":
        return _FORMS.get(entry["ctx"]["pattern"], (told.zh, told.en))
    return told.zh, told.en


def _printable(path: str) -> str:
    """Return a path with its unprintable characters escaped; an unknown key may be part of it."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in path)


def joined(*parts: str) -> str:
    """Return a dotted path of its parts; empty ones are left out."""
    return ".".join(part for part in parts if part)
