"""A starting file for a notice: TOML in Chinese, made from the model, so that a new field is in it at once.

Required values stand as 〔填写：…〕 and are refused until they are written over; what may be left out is commented
out; a field that takes code words lists them with their labels.
"""

from collections.abc import Iterator
from enum import Enum
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from notices.codes import Coded, NameBasis
from notices.content.amounts import Amount
from notices.content.content import NoticeContent
from notices.content.field_labels import label_of
from notices.content.parties import Obligor
from notices.kinds.amendment_fields import treatment_of
from notices.kinds.kind import Kind
from notices.text import PLACEHOLDER

_OF_THE_REGISTER = frozenset(
    f"NoticeContent.{name}" for name in ("schema_version", "kind", "number", "revisions", "entered_afterwards")
) | frozenset(f"WindowTerms.{name}" for name in ("ends_on", "ends_at", "is_provisional"))
"""Fields that publication fills in, and the kind, which stands at the top."""
_OF_AMENDMENTS = frozenset(f"NoticeContent.{name}" for name in ("amends", "changes", "outcome", "reason"))
_OFFERED = frozenset({
    "items", "terms", "restrictions", "window", "placements", "NoticeContent.record_date", "limbs", "modes", "capacity",
    "original_creditor", "claims", "contract_numbers", "amounts", "principal", "interest",
})  # fmt: skip
"""Fields that a notice which offers assets is incomplete without, though the schema lets them out."""
_ALWAYS = frozenset({"contacts", "phones", "Contact.name", "branch"})
_EXAMPLES = {
    "date": "2026-03-02",
    "time": "17:00",
    "Amount": "1,340万元",
    "Obligor": "杭州某某有限公司",
    "int": "20",
}
_OF_PERSONS = (
    '# 自然人写作 { name = "姓名", kind = "natural_person", name_bases = ["contract"] }，姓名公开依据可写多项：'
    f"{'、'.join(basis.labelled for basis in NameBasis)}；无依据的，公告中印作“曹某某”。"
)
_OF_ENTRY = (
    "# 录入：disposal project enter 本文件 --facts 登记事项.toml；登记事项（项目编号、账面价值等）照 "
    "templates/facts/sample.toml 填写。"
)
_OF_AN_AMENDMENT = (
    "# 起草：disposal draft amend 原公告编号 {kind} 本文件。这样起草的，发布人、联系人和所涉原公告取自原公告，"
    "published_on 和 [issuer]、[[contacts]]、[amends] 各节可以整节删去。"
)
_OF_CHANGES = (
    "# 更正内容的 path 指明改动之处，如 items.0.claims.0.amounts.principal 是第1户第1笔债权的本金（从0数起）；"
    "不写 path 的只在合并文本之上说明，正文和数据不变。"
)
_DEEPEST = 6
T = TypeVar("T")


def starting_file(kind: Kind, *, schema: str) -> str:
    """Return a commented TOML file to begin a notice of this kind with.

    ``schema`` is the address or file of the JSON Schema, by which editors (taplo, Even Better TOML) complete it.
    """
    head = [
        f"#:schema {schema}",
        f"# {kind.label_zh}：起草文件。〔填写：…〕处必须填写；以 # 开头的各行可以不填，需要时删去行首的 # 再填写。",
        "# 填写后检查：disposal notice check 本文件；日期写作 2026-03-02，金额写作 1340万元 或 13400000.00。",
        f'kind = "{kind.code}"  # {kind.label_zh}',
    ]
    needed = {part for path in kind.required for part in path.split(".")} | _ALWAYS
    skipped = _OF_THE_REGISTER | (_of_other_kinds(kind) if kind.amends else _OF_AMENDMENTS)
    if kind.offers_assets:
        needed |= _OFFERED
        head += [_OF_PERSONS, _OF_ENTRY]
    if kind.amends:
        head.append(_OF_AN_AMENDMENT.format(kind=kind.code))
    if "changes" in needed:
        head.append(_OF_CHANGES)
    body = _Body(frozenset(needed), skipped)
    return "\n".join([*head, *body.table(NoticeContent, "", is_off=False, depth=0), ""])


def _of_other_kinds(kind: Kind) -> frozenset[str]:
    """Return what an amendment of this kind must not state, and the items of a result, which only name debtors."""
    names = [name for name in NoticeContent.model_fields if (of := treatment_of(kind.code, name)) and of.is_forbidden]
    return frozenset(f"NoticeContent.{name}" for name in (*names, *(["items"] if kind.code == "result" else [])))


class _Body:
    """Writes the tables of one file; ``needed`` are names of fields to be filled in."""

    def __init__(self, needed: frozenset[str], skipped: frozenset[str]) -> None:
        self.needed, self.skipped = needed, skipped

    def table(self, model: type[BaseModel], path: str, *, is_off: bool, depth: int) -> Iterator[str]:
        """Yield the lines of a table: values first, then the tables within it."""
        within: list[tuple[str, FieldInfo, type[BaseModel], bool]] = []
        for name, field in model.model_fields.items():
            if f"{model.__name__}.{name}" in self.skipped:
                continue
            inner, is_list = _model_of(field.annotation)
            if inner is None or _is_one_value(inner):
                yield self._value(model, name, field, is_off=is_off)
            else:
                within.append((name, field, inner, is_list))
        for name, field, inner, is_list in within:
            is_left_out = is_off or not self._is_needed(model, name, field)
            if depth >= _DEEPEST or inner is model:
                continue
            below = f"{path}.{name}" if path else name
            mark = "# " if is_left_out else ""
            opened = f"[[{below}]]" if is_list else f"[{below}]"
            yield ""
            yield f"{mark}{opened}  # {label_of(model.__name__, name)}{_repeated(is_list)}"
            yield from self.table(inner, below, is_off=is_left_out, depth=depth + 1)

    def _is_needed(self, model: type[BaseModel], name: str, field: FieldInfo) -> bool:
        return field.is_required() or not self.needed.isdisjoint({name, f"{model.__name__}.{name}"})

    def _value(self, model: type[BaseModel], name: str, field: FieldInfo, *, is_off: bool) -> str:
        label = label_of(model.__name__, name)
        is_wanted = self._is_needed(model, name, field) and not is_off
        code, is_list = _code_of(field.annotation)
        written = _written(field, label, code=code)
        written = f"[{written}]" if is_list or _is_list(field.annotation) else written
        words = f"：{_code_words(code)}" if code is not None else ""
        return f"{'' if is_wanted else '# '}{name} = {written}  # {label}{words}"


def _written(field: FieldInfo, label: str, *, code: type[Enum] | None) -> str:
    """Return the value as the file shows it: a default, else what is to be filled in."""
    default = field.default
    if code is not None:
        first = default if isinstance(default, code) else next(iter(code))
        return f'"{first.value}"'
    if isinstance(default, bool):
        return "true" if default else "false"
    example = next((_EXAMPLES[name] for name in _names(field.annotation) if name in _EXAMPLES), "")
    if "bool" in _names(field.annotation):
        return "true"
    if example == _EXAMPLES["int"]:
        return example
    return f'"{PLACEHOLDER}{label}{"，如 " + example if example else ""}〕"'


def _repeated(is_list: bool) -> str:
    return "，可写多组" if is_list else ""


def _code_words(code: type[Enum]) -> str:
    labels = ((each.value, each.zh if isinstance(each, Coded) else "") for each in code)
    return "、".join(f"{value} {zh}".rstrip() for value, zh in labels)


def _is_one_value(model: type[BaseModel]) -> bool:
    """Say whether a model is written as one text: an amount as printed, an obligor by its name."""
    return issubclass(model, Amount | Obligor)


def _members(annotation: Any) -> Iterator[Any]:
    """Yield the types an annotation is made of, without None."""
    origin = get_origin(annotation)
    if origin in (Union, UnionType, tuple, list):
        for part in get_args(annotation):
            if part is not type(None) and part is not Ellipsis:
                yield from _members(part)
    elif hasattr(annotation, "__metadata__"):
        yield from _members(get_args(annotation)[0])
    else:
        yield annotation


def _names(annotation: Any) -> list[str]:
    return [getattr(each, "__name__", "") for each in _members(annotation)]


def _is_list(annotation: Any) -> bool:
    return get_origin(annotation) in (tuple, list) or any(
        get_origin(part) in (tuple, list) for part in get_args(annotation)
    )


def _model_of(annotation: Any) -> tuple[type[BaseModel] | None, bool]:
    found = next(
        (each for each in _members(annotation) if isinstance(each, type) and issubclass(each, BaseModel)), None
    )
    return found, _is_list(annotation)


def _code_of(annotation: Any) -> tuple[type[Enum] | None, bool]:
    found = _first_of(annotation, Enum)
    return found, found is not None and _is_list(annotation)


def _first_of(annotation: Any, base: type[T]) -> type[T] | None:
    return next((each for each in _members(annotation) if isinstance(each, type) and issubclass(each, base)), None)
