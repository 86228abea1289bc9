"""Import collateral from the text of a notice: figures become attributes, phrases are parsed."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from disposal.collateral_types import BY_CODE
from disposal.models.claims.collateral import CollateralCreate
from disposal.models.records.record import new_id
from disposal.services.intake.ledger import IntakeStep, Ledger
from disposal.services.projects.content_parts import MEASURES
from disposal.services.records.validation import InvalidRecord, read
from notices.content.security import CollateralItem
from notices.reading import Problem

Phrase = tuple[str, str, str]

PHRASES: dict[str, tuple[Phrase, ...]] = {
    "unfinished_building": (("planned_area_m2", "规划建筑面积", "平方米"), ("progress", "工程进度", "")),
    "machinery": (("machine_name", "名称", ""), ("model", "规格型号", "")),
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
"""How a notice words each attribute that has no figure field: attribute, text before it, text after it."""


def plan_collateral(
    ledger: Ledger, thing: CollateralItem, *, owner_id: UUID, path: str, known: Mapping[str, Any]
) -> UUID:
    """Plan a collateral of a notice and return its key; hint at what its type should state and the notice does not.

    ``known`` are attributes that the notice says in words of its own, or not at all.
    """
    words, details = phrases_in(thing.type, thing.details or "")
    attributes = {**_measures(thing), **words, **known}
    values: dict[str, Any] = {
        "type_code": thing.type,
        "owner_id": owner_id,
        "description": thing.description,
        "place": thing.place,
        "certificate_numbers": list(thing.certificate_numbers),
        "conditions": thing.conditions,
        "details": details or None,
        "prints_attributes": not known,
        "attributes": attributes,
    }
    place = f"{path}.collateral"
    try:
        data = read(CollateralCreate, values)
    except InvalidRecord as error:
        given = {name: f"facts.attributes.{path}.{name}" for name in known}
        ledger.problems += [_placed(each, thing, place=place, given=given) for each in error.problems]
        return new_id()
    _hint(ledger, thing, data, place=place)
    ledger.steps.append(IntakeStep(place, data, key := new_id()))
    return key


def phrases_in(type_code: str, details: str) -> tuple[dict[str, str], str]:
    """Return the attributes in the leading phrases of ``details``, and the remaining text."""
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


def _placed(problem: Problem, thing: CollateralItem, *, place: str, given: Mapping[str, str]) -> Problem:
    """Convert a problem of the record to one of the notice, with the field and wording used there."""
    name = problem.path.removeprefix("attributes.")
    said = {attribute: before + "…" + after for attribute, before, after in PHRASES.get(thing.type, ())}
    if name in given:
        return replace(problem, path=given[name])
    if problem.path.startswith("attributes.") and name not in BY_CODE[thing.type].model_fields:
        label = BY_CODE[thing.type].label_zh
        return replace(
            problem,
            path=f"{place}.{name}",
            zh=f"“{label}”没有这项数据；请改写在 details 中，或更正 type",
            en=f"is nothing that {thing.type} has; write it in details, or correct the type",
        )
    if name in said:
        words = f"“{said[name]}”"
        return replace(problem, path=f"{place}.details", zh=f"{words}：{problem.zh}", en=f"{words}: {problem.en}")
    return replace(problem, path=f"{place}.{'type' if problem.path == 'type_code' else name}")


def _hint(ledger: Ledger, thing: CollateralItem, data: CollateralCreate, *, place: str) -> None:
    said = {attribute: before + "…" + after for attribute, before, after in PHRASES.get(thing.type, ())}
    fields = BY_CODE[thing.type].model_fields
    for group in data.typed.unstated():
        path = f"{place}.{'details' if group[0] in said else group[0]}"
        meant = "或".join(str(fields[name].description).partition(",")[0] for name in group)
        how = "或".join(f"“{said[name]}”" for name in group if name in said)
        ledger.hint(
            path,
            zh=f"未写明{meant}；如已知，请"
            + (f"写在 details 开头，如{how}，以逗号与其余文字分隔" if how else f"填写 {'或 '.join(group)}"),
            en=f"{' or '.join(group)} is not stated; if it is known, "
            + (f"write it first in details, such as {how}, parted by a comma from the rest" if how else "fill it in"),
        )
