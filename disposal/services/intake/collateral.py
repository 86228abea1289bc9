"""Taking over collateral from a notice's words: figures become attributes, phrases are read back."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from disposal.models import CollateralCreate
from disposal.services.projects.content_parts import MEASURES
from disposal.services.records.validation import InvalidRecord, read
from notices.content.security import CollateralItem
from notices.reading import Problem

Phrase = tuple[str, str, str]

PHRASES: dict[str, tuple[Phrase, ...]] = {
    "unfinished_building": (("planned_area_m2", "规划建筑面积", "平方米"), ("progress", "工程进度", "")),
    "machinery": (("model", "规格型号", ""),),
    "inventory": (("goods", "品名", ""),),
    "vehicle": (
        ("brand_and_model", "品牌型号", ""),
        ("plate_number", "车牌号", ""),
        ("frame_number", "车辆识别代号", ""),
    ),
    "ship": (("ship_name", "船名", ""), ("registry_port", "船籍港", ""), ("built_in_year", "建造年份", "年")),
    "receivable": (("account_debtor", "债务人为", ""), ("amount", "金额", "元")),
    "equity": (("company", "标的公司为", ""), ("share_percent", "持股比例", "%"), ("share_count", "股份数量", "股")),
    "deposit": (("bank", "存款行为", ""), ("amount", "金额", "元")),
}
"""How a notice says each attribute that is no figure of its own: attribute, words before it, words after it."""


def collateral_in(thing: CollateralItem, *, owner_id: UUID, known: Mapping[str, Any]) -> CollateralCreate:
    """Return a collateral of a notice as a record to be entered.

    ``known`` are attributes that the notice says in words of its own, or not at all.

    Raises: InvalidRecord naming the field of the notice that lacks what its type asks for.
    """
    words, details = phrases_in(thing.type, thing.details or "")
    values: dict[str, Any] = {
        "type_code": thing.type,
        "owner_id": owner_id,
        "description": thing.description,
        "place": thing.place,
        "certificate_numbers": list(thing.certificate_numbers),
        "conditions": thing.conditions,
        "details": details or None,
        "prints_attributes": not known,
        "attributes": {**_measures(thing), **words, **known},
    }
    try:
        return read(CollateralCreate, values)
    except InvalidRecord as error:
        raise InvalidRecord(tuple(_placed(problem, thing.type) for problem in error.problems)) from None


def phrases_in(type_code: str, details: str) -> tuple[dict[str, str], str]:
    """Return the attributes that the leading phrases of ``details`` name, and the words that follow them."""
    attributes: dict[str, str] = {}
    rest = details.split("，")
    while rest:
        found = next(
            (phrase for phrase in PHRASES.get(type_code, ()) if _says(rest[0], phrase) and phrase[0] not in attributes),
            None,
        )
        if found is None:
            break
        name, before, after = found
        attributes[name] = rest.pop(0).removeprefix(before).removesuffix(after)
    return attributes, "，".join(rest)


def _says(words: str, phrase: Phrase) -> bool:
    _, before, after = phrase
    return words.startswith(before) and words.endswith(after) and len(words) > len(before) + len(after)


def _measures(thing: CollateralItem) -> dict[str, str]:
    figures = {name: getattr(thing, name) for name in MEASURES}
    return {name: str(figure) for name, figure in figures.items() if figure is not None}


def _placed(problem: Problem, type_code: str) -> Problem:
    """Return a problem of the record as one of the notice, with the place and words a person finds there."""
    name = problem.path.removeprefix("attributes.")
    said = {attribute: before + "…" + after for attribute, before, after in PHRASES.get(type_code, ())}
    if name in said:
        return replace(
            problem,
            path="details",
            zh=f"{type_code} 类担保物须写明“{said[name]}”；请写在 details 开头，以逗号分隔，或另行提供属性 {name}",
            en=f'collateral of type {type_code} must say "{said[name]}"; write it first in details, parted by commas, '
            f"or give the attribute {name} along with the notice",
        )
    return replace(problem, path="type" if problem.path == "type_code" else name)
