"""Differences between contents in words: the field's label, the value before and the value now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from types import NoneType
from typing import Any, get_args

from pydantic import AwareDatetime, BaseModel

from disposal.identifiers import mask_personal_numbers_in
from disposal.services.public.content_differences import FieldDifference
from notices.codes import Coded
from notices.composition.phrases import date_zh
from notices.content.amounts import Amount
from notices.content.content import NoticeContent
from notices.content.field_labels import label_of
from notices.dates import ONE_DAY, SHANGHAI, date_en
from notices.kinds import KINDS_BY_CODE
from notices.resident_ids import mask_resident_ids

_MIDNIGHT = time(0, 0)


@dataclass(frozen=True, slots=True)
class InWords:
    """The same text in Chinese and English. Text quoted from a notice stays as printed."""

    zh: str
    en: str


NOT_STATED = InWords("未载明", "not stated")


@dataclass(frozen=True, slots=True)
class WordedDifference:
    """One field that differs between two versions, in words; no text holds a full personal number."""

    field: FieldDifference
    label: InWords
    before: InWords
    after: InWords

    def as_json(self) -> dict[str, Any]:
        """Return the difference as JSON values; personal numbers are masked."""
        return {
            "path": self.field.path,
            "label": self.label.zh,
            "label_en": self.label.en,
            "before": mask_personal_numbers_in(self.field.before),
            "after": mask_personal_numbers_in(self.field.after),
        }


def in_words(differences: Iterable[FieldDifference]) -> tuple[WordedDifference, ...]:
    """Return differences in words, in the order of the content's fields; the database does not preserve that order."""
    return tuple(_worded(each) for each in sorted(differences, key=lambda each: _place(each.path)))


def _place(path: str) -> tuple[int, ...]:
    """Return the sort position of a field: its index in each model and list on the path."""
    found: Any = NoticeContent
    places = []
    for part in path.split("."):
        if part.isdigit():
            places.append(int(part))
            continue
        places.append(list(found.model_fields).index(part))
        found = _type_in(found.model_fields[part].annotation)
    return tuple(places)


def _worded(difference: FieldDifference) -> WordedDifference:
    """Follow the path through the content models to find the labels and the type of the value."""
    names: list[InWords] = []
    found: Any = NoticeContent
    default: Any = None
    for part in difference.path.split("."):
        if part.isdigit():
            last, number = names.pop(), int(part) + 1
            names.append(InWords(f"{last.zh}{number}", f"{last.en.removesuffix('s')} {number}"))
            default = None
            continue
        field = found.model_fields[part]
        names.append(_label(found, part))
        found, default = _type_in(field.annotation), field.default
    before, after = (_value(each, found, default) for each in (difference.before, difference.after))
    zh, en = " › ".join(name.zh for name in names), " › ".join(name.en for name in names)
    return WordedDifference(difference, InWords(zh, en[:1].upper() + en[1:]), before, after)


def _value(value: Any, found: type, default: Any) -> InWords:
    """Return a field's value in words. If it is not stated, use its default, if the default has a meaning."""
    if value is None:
        value = default if isinstance(default, bool | Coded | int | str) else None
    return NOT_STATED if value is None else _said(value, found)


def _said(value: Any, found: type) -> InWords:
    """Return a JSON value of this type in words."""
    if isinstance(value, list | tuple):
        said = [_said(each, found) for each in value]
        is_prose = any("。" in each.zh for each in said)
        zh, en = ("\n", "\n") if is_prose else ("、", ", ")
        return InWords(zh.join(each.zh for each in said), en.join(each.en for each in said))
    if isinstance(value, dict):
        return _said_of_model(value, found)
    if isinstance(value, bool):
        return InWords("是", "yes") if value else InWords("否", "no")
    if issubclass(found, Coded):
        code = found.__members__[value]  # a member is named like its value
        return InWords(code.zh, code.en)
    if found is AwareDatetime:
        return _instant(datetime.fromisoformat(value))
    if issubclass(found, date):
        day = date.fromisoformat(value)
        return InWords(date_zh(day), date_en(day))
    if issubclass(found, time):
        hour = f"{time.fromisoformat(value):%H:%M}"
        return InWords(hour, hour)
    words = mask_resident_ids(str(value))
    return InWords(words, words)


def _said_of_model(value: dict[str, Any], found: type) -> InWords:
    if issubclass(found, Amount):
        printed = Amount.model_validate(value).printed
        return InWords(printed, printed)
    if not issubclass(found, BaseModel):
        return NOT_STATED
    in_order = [(name, field) for name, field in found.model_fields.items() if name in value]
    parts = [(_label(found, name), _part(name, value[name], _type_in(field.annotation))) for name, field in in_order]
    zh = "；".join(f"{label.zh}：{said.zh}" for label, said in parts)
    return InWords(zh, "; ".join(f"{label.en}: {said.en}" for label, said in parts))


def _part(name: str, value: Any, found: type) -> InWords:
    """Return a field of a table in words; the kind of a notice is told by its name, not its code."""
    kind = KINDS_BY_CODE.get(value) if name == "kind" and isinstance(value, str) else None
    return InWords(kind.label_zh, kind.label_en) if kind else _said(value, found)


def _instant(at: datetime) -> InWords:
    """Return an instant in China time; midnight is written as 24:00 of the day before."""
    local = at.astimezone(SHANGHAI)
    day, hour = local.date(), f"{local:%H:%M}"
    if local.time() == _MIDNIGHT:
        day, hour = day - ONE_DAY, "24:00"
    return InWords(f"{date_zh(day)}{hour}", f"{date_en(day)} {hour}")


def _label(model: type[BaseModel], name: str) -> InWords:
    return InWords(label_of(model.__name__, name), name.replace("_", " "))


def _type_in(annotation: Any) -> type:
    """Return the type of a field's values: the member type for a collection, without None and constraints."""
    inner = [part for part in get_args(annotation) if part not in {NoneType, Ellipsis}]
    if inner:
        return _type_in(inner[0])
    return annotation if isinstance(annotation, type) else object
