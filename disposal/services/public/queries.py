"""Queries of public readers, by form, URL or JSON API. Each is validated whole and every problem is reported."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date, time
from decimal import Decimal
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ValidationError,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from disposal.errors import DisposalError
from notices.reading import Problem
from notices.reading.explain import code_facts, excerpt, nearest, sentences
from notices.written.amounts import yuan_in
from notices.written.characters import tidied
from notices.written.dates import day_in
from notices.written.numbers import whole_number_in

Q = TypeVar("Q", bound="Query")

_HOUR_PATTERN = "^((0[1-9]|1[0-9]|2[0-3]):[0-5][0-9]|00:(0[1-9]|[1-5][0-9])|24:00)$"

_SENTENCES = {
    "not_searchable": ("{zh}", "{en}"),
    "not_an_amount": (
        "不是金额；请写非负数字（元），也可写成“5000万”“1.2亿”",
        "is not an amount; write digits in yuan, not negative, such as 50000000 or 5000万",
    ),
    "not_a_choice": ("不是可选项；可用：{known}", "is none of the choices; use {known}"),
    "out_of_range": ("须为 {lowest} 至 {highest} 的整数", "must be a whole number from {lowest} to {highest}"),
    "not_an_hour": (
        "不是钟点；请写成 17:00 的形式，24:00 请留空",
        "is not an hour; write it like 17:00, or leave it empty for 24:00",
    ),
    "not_a_cursor": (
        "不是有效的翻页位置；请从第一页重新开始",
        "is no position in this list; begin again at its first page",
    ),
    "amounts_out_of_order": (
        "金额下限高于上限；请对调或更正",
        "the lower bound is above the upper one; exchange or correct them",
    ),
    "json_invalid": (
        "不是有效的 JSON（第{position}个字符处起无法读取）；请更正后重发",
        "is no valid JSON (unreadable from character {position} on); correct it and send it again",
    ),
    "not_sent_as_json": (
        "须为 JSON；请在请求头写 Content-Type: application/json",
        "must be JSON; send it with the header Content-Type: application/json",
    ),
    "two_cursors": ("before 与 after 只能给出一个", "give either before or after, not both"),
    "one_date_needed": (
        "请填写审核会议日期或刊登日期，至少一项",
        "give the day of the review, the day of publication, or both",
    ),
}
"""Error sentences used only by queries, by code: Chinese and English."""


class InvalidQuery(DisposalError):
    """An invalid query; ``problems`` names each field, its value and how to correct it."""

    code: ClassVar[str] = "invalid_question"
    status: ClassVar[int] = 422

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            zh="；".join(f"{p.path} = {p.value}：{p.zh}" if p.value else f"{p.path}：{p.zh}" for p in self.problems),
            en="; ".join(f"{p.path} = {p.value}: {p.en}" if p.value else f"{p.path}: {p.en}" for p in self.problems),
            field=self.problems[0].path,
        )

    def as_json(self) -> dict[str, Any]:
        """Return the error with all its problems as JSON values."""
        return {**super().as_json(), "problems": [problem.as_json() for problem in self.problems]}


class Query(BaseModel):
    """Base class of all queries. Unknown names are refused, so that no filter is silently ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, validate_default=False)

    @model_validator(mode="before")
    @classmethod
    def _leave_out_empty(cls, values: Any) -> Any:
        """Leave out fields that hold nothing, as forms send them: an empty filter is no filter."""
        if not isinstance(values, Mapping):
            return values
        known = {field.alias or name for name, field in cls.model_fields.items()}
        return {name: value for name, value in values.items() if name not in known or not is_empty(value)}


def is_empty(value: Any) -> bool:
    """Tell whether a value is a text of nothing but spaces."""
    return isinstance(value, str) and not value.strip()


def parse(query: type[Q], values: Mapping[str, str]) -> Q:
    """Build a query from form values; empty fields and unknown names are ignored.

    Full-width digits and letters are converted to half-width.

    Raises: InvalidQuery with all problems found.
    """
    tidy = {name: unicodedata.normalize("NFKC", value).strip() for name, value in values.items()}
    given = {name: value for name, value in tidy.items() if value and name in query.model_fields}
    try:
        return query.model_validate(given)
    except ValidationError as error:
        raise InvalidQuery(problems_of(error.errors(include_url=False), query.model_fields)) from None


def not_a_choice(known: str, known_en: str) -> tuple[str, str]:
    """Return the error for a value that is not one of the known choices, in Chinese and English."""
    zh, en = _SENTENCES["not_a_choice"]
    return zh.format(known=known), en.format(known=known_en)


def problems_of(refusals: Iterable[Any], known: Iterable[str] = ()) -> tuple[Problem, ...]:
    """Convert pydantic errors to problems; ``known`` are names to suggest for a misspelt one."""
    return tuple(_problem(refusal, tuple(known)) for refusal in refusals)


def _problem(refusal: Any, known: tuple[str, ...]) -> Problem:
    code, place = refusal["type"], [str(part) for part in refusal["loc"]]
    facts: dict[str, object] = {"message": refusal["msg"], **refusal.get("ctx", {})}
    path = str(facts.pop("field", "")) or ".".join(place)
    if code == "extra_forbidden":
        facts |= nearest(place[-1], known)
    elif code in {"enum", "literal_error"}:
        labelled = code_facts(str(refusal["input"]), str(facts["expected"]))
        code, facts = "not_a_choice", {"known": labelled["expected"]}
    own = _SENTENCES.get(code)
    zh, en = (own[0].format_map(facts), own[1].format_map(facts)) if own else sentences(code, facts)
    value = "" if code in {"missing", "extra_forbidden"} else excerpt(refusal["input"])
    return Problem(path=path, value=value, zh=zh, en=en)


def _without_nul(text: str) -> str:
    if "\0" in text:
        zh, en = "含有空字符；请删去", "holds a NUL character; delete it"
        raise PydanticCustomError("not_searchable", "{en}", {"zh": zh, "en": en})
    return text


Storable = Annotated[str, AfterValidator(_without_nul)]
"""A text that the database can be asked for: it holds no NUL."""


def _read_hour(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    value = tidied(value)
    if not re.fullmatch(_HOUR_PATTERN, value):
        raise PydanticCustomError("not_an_hour", "is not an hour; write it like 17:00")
    return None if value == "24:00" else time.fromisoformat(value)


def _read_amount(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    yuan = yuan_in(value)
    if yuan is None:
        raise PydanticCustomError("not_an_amount", "is not an amount in yuan")
    return yuan


def between(lowest: int, highest: int) -> BeforeValidator:
    """Return a validator that reads a whole number within these bounds, both included."""

    def read(value: Any) -> Any:
        with suppress(PydanticCustomError):  # the bounds are told beside every value that is none
            value = whole_number_in(value)
        if not isinstance(value, int) or isinstance(value, bool) or not lowest <= value <= highest:
            raise PydanticCustomError(
                "out_of_range",
                "must be a whole number from {lowest} to {highest}",
                {"lowest": lowest, "highest": highest},
            )
        return value

    return BeforeValidator(read)


Day = Annotated[
    date, BeforeValidator(day_in), WithJsonSchema({"type": "string", "format": "date", "examples": ["2022-08-03"]})
]
"""A date, in any form that ``notices.written.dates`` reads."""

Hour = Annotated[
    time | None,
    BeforeValidator(_read_hour),
    WithJsonSchema({"type": "string", "pattern": _HOUR_PATTERN, "examples": ["17:00"]}),
]
"""An hour of the day such as 17:00; 24:00 is the end of the day and is read as None."""

AskedYuan = Annotated[
    Decimal,
    BeforeValidator(_read_amount),
    WithJsonSchema({"type": "string", "pattern": r"^[0-9]{1,12}(\.[0-9]{1,2})?$", "examples": ["193474338.54"]}),
]
"""An amount in yuan: 50000000, 50,000,000.00, 5000万 or 0.5亿."""
