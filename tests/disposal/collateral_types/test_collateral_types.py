"""Collateral types: what each may state, what it should state, and how notices describe it."""

from typing import Any

import pytest
from pydantic import ValidationError

from disposal.collateral_types import BY_CODE, TYPES

PHRASES: list[tuple[str, dict[str, Any], str | None, str]] = [
    # The first three stand so in the notice of Wed 2022-08-03.
    (
        "building",
        {"building_area_m2": "12893.13", "land_area_m2": "16760"},
        "工业房地产",
        "工业房地产，房产建筑面积12893.13平方米，土地使用权面积16760平方米",
    ),
    (
        "building",
        {"building_area_m2": "10034.13", "land_area_m2": "11080"},
        "工业房地产",
        "工业房地产，房产建筑面积10034.13平方米，土地使用权面积11080平方米",
    ),
    ("inventory", {}, None, "动产存货"),
    (
        "inventory",
        {"goods": "涤纶丝", "quantity": "120.50", "quantity_unit": "吨"},
        None,
        "动产存货，品名涤纶丝，数量120.50吨",
    ),
    ("land_use_right", {"land_area_mu": "33.3"}, None, "土地使用权，土地使用权面积33.3亩"),
    (
        "unfinished_building",
        {"planned_area_m2": "5000", "progress": "主体封顶"},
        None,
        "在建工程，规划建筑面积5000平方米，工程进度主体封顶",
    ),
    ("machinery", {"quantity": "12", "quantity_unit": "台（套）"}, None, "机器设备，数量12台（套）"),
    ("machinery", {"machine_name": "注塑机", "model": "XG-1"}, None, "机器设备，名称注塑机，规格型号XG-1"),
    ("vehicle", {"plate_number": "测A00000"}, "小型轿车", "小型轿车，车牌号测A00000"),
    ("ship", {"ship_name": "虚构1号", "gross_tonnage": "2998"}, None, "船舶，船名虚构1号，总吨位2998总吨"),
    (
        "receivable",
        {"account_debtor": "测试公司", "amount": "1000000"},
        None,
        "应收账款，债务人为测试公司，金额1000000.00元",
    ),
    ("equity", {"company": "测试公司", "share_percent": "100"}, None, "股权，标的公司为测试公司，持股比例100%"),
    ("deposit", {"bank": "虚构银行", "amount": "0.01"}, None, "存单，存款行为虚构银行，金额0.01元"),
]


@pytest.mark.parametrize(("code", "attributes", "noun", "phrase"), PHRASES)
def test_collateral_is_described_as_notices_do(
    code: str, attributes: dict[str, Any], noun: str | None, phrase: str
) -> None:
    assert BY_CODE[code].model_validate(attributes).phrase(noun) == phrase


WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("land_use_right", {"land_area_m2": "0"}, "greater than 0"),
    ("land_use_right", {"land_area_m2": 16760.0}, "write it in quotes"),
    ("land_use_right", {"land_area_m2": "NaN"}, "finite"),
    ("building", {"building_area_m2": "1", "floors": 3}, "floors"),
    ("unfinished_building", {"planned_area_m2": "0"}, "greater than 0"),
    ("machinery", {"quantity": "1"}, "quantity_unit"),
    ("inventory", {"quantity": "1"}, "quantity_unit"),
    ("vehicle", {"plate_number": ""}, "at least 1 character"),
    ("ship", {"ship_name": "虚构1号", "gross_tonnage": "1", "built_in_year": 1899}, "1900"),
    ("receivable", {"account_debtor": "测试公司", "amount": "-1.00"}, "greater than or equal to 0"),
    ("equity", {"company": "测试公司", "share_percent": "100.01"}, "less than or equal to"),
    ("deposit", {"bank": "虚构银行", "amount": "0.001"}, "not an amount"),
]


@pytest.mark.parametrize(("code", "attributes", "words"), WRONG)
def test_collateral_that_states_what_cannot_be_is_refused(code: str, attributes: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        BY_CODE[code].model_validate(attributes)


UNSTATED: list[tuple[str, dict[str, Any], tuple[tuple[str, ...], ...]]] = [
    ("land_use_right", {}, (("land_area_m2", "land_area_mu"),)),
    ("land_use_right", {"land_area_mu": "3"}, ()),
    ("building", {"land_area_m2": "16760"}, (("building_area_m2",),)),
    ("unfinished_building", {"planned_area_m2": "1"}, (("progress",),)),
    ("machinery", {}, (("quantity",),)),
    ("inventory", {}, ()),
    ("vehicle", {"brand_and_model": "测试牌"}, (("plate_number", "frame_number"),)),
    ("vehicle", {"frame_number": "L1"}, ()),
    ("ship", {"ship_name": "虚构1号"}, (("gross_tonnage",),)),
    ("receivable", {"amount": "1.00"}, (("account_debtor",),)),
    ("equity", {"company": "测试公司"}, (("share_percent", "share_count"),)),
    ("equity", {"share_count": "1"}, (("company",),)),
    ("deposit", {"bank": "虚构银行"}, (("amount",),)),
]


@pytest.mark.parametrize(("code", "attributes", "groups"), UNSTATED)
def test_collateral_tells_what_it_does_not_state(
    code: str, attributes: dict[str, Any], groups: tuple[tuple[str, ...], ...]
) -> None:
    assert BY_CODE[code].model_validate(attributes).unstated() == groups


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.code)
def test_type_is_whole_labelled_described_and_tested(kind: type) -> None:
    assert BY_CODE[kind.code] is kind
    assert kind.__module__ == f"disposal.collateral_types.{kind.code}"
    assert kind.__doc__
    assert kind.label_zh
    assert kind.label_en
    assert all(field.description for field in kind.model_fields.values())
    assert any(code == kind.code for code, *_ in PHRASES)
    assert any(code == kind.code for code, *_ in WRONG)
    assert any(code == kind.code for code, *_ in UNSTATED)
    assert {name for group in kind.usual for name in group} <= set(kind.model_fields)


def test_measure_keeps_its_printed_digits() -> None:
    stored = BY_CODE["building"].model_validate({"building_area_m2": "12893.10"}).model_dump(mode="json")
    assert stored["building_area_m2"] == "12893.10"
