"""A package of 95 invented debtors in 万元, made by a seeded script, with the faults that real packages have.

A real notice of 95 debtors had 19 totals off by 0.01万元, one off by 293.25万元, four rows that name another company in
the heading, and one number twice. Every name, number and amount here is invented.
"""

import random
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from tests.support.notice_samples import DELETED, changed, sample

DEBTORS = 95
SEED = 95
CENT = Decimal("0.01")
_NUMERALS = "零一二三四五六七八九"
_TRADES = ("纺织", "化纤", "机械", "五金", "包装", "印染", "建材", "贸易")


@dataclass(frozen=True)
class Faults:
    """What is wrong in which row, by number of the row from 1."""

    off: dict[int, Decimal] = field(default_factory=dict)  # how much the printed total is above the sum, in 万元
    headings: tuple[int, ...] = ()
    numbers: dict[int, int] = field(default_factory=dict)  # the number printed in place of the row's own


def real_faults() -> Faults:
    """Return the faults of the real notice: 19 roundings, one error, four headings, one number twice."""
    rows = _seeded().sample(range(2, DEBTORS), 25)
    signs = (CENT, -CENT)
    off = {row: signs[at % 2] for at, row in enumerate(rows[:19])}
    off[rows[19]] = Decimal("293.25")
    return Faults(off, tuple(rows[20:24]), {rows[24]: rows[24] - 1})


def package_of_95(faults: Faults | None = None) -> dict[str, Any]:
    """Return the values of the package; the same faults give the same package."""
    wrong, chance = faults or Faults(), _seeded()
    items = [_debtor(row, wrong, chance) for row in range(1, DEBTORS + 1)]
    total = sum(Decimal(item["claims"][0]["amounts"]["total"].removesuffix("万元")) for item in items)
    package = {"name": "虚构纺织1有限公司等95户债权资产包", "debtor_count": DEBTORS, "total": f"{total}万元"}
    return changed(sample("disposal/sample-package"), items=items, package=package, attachments=[], extension=DELETED)


def _seeded() -> random.Random:
    return random.Random(SEED)  # noqa: S311 - the same package each time, no secret


def _debtor(row: int, wrong: Faults, chance: random.Random) -> dict[str, Any]:
    name = f"虚构{_TRADES[row % len(_TRADES)]}{row}有限公司"
    principal, interest = (Decimal(chance.randrange(10_000, 500_000)) / 100 for _ in range(2))
    total = principal + interest + wrong.off.get(row, 0)
    return {
        "number": wrong.numbers.get(row, row),
        "heading": f"虚构另一{row}有限公司" if row in wrong.headings else name,
        "debtor": name,
        "original_creditor": "虚构银行测试支行",
        "claims": [
            {
                "contract_numbers": [f"虚构借字2019第{row:03}号"],
                "amounts": {
                    "principal": f"{principal:.2f}万元",
                    "interest": f"{interest:.2f}万元",
                    "total": f"{total:.2f}万元",
                },
                "security": [_security(row, name, chance)],
                "guarantees": [{"guarantors": [f"虚构担保{row}有限公司", _person(row)]}],
                "litigation": [{"code": "judged", "words": "已判决"}],
            }
        ],
    }


def _security(row: int, owner: str, chance: random.Random) -> dict[str, Any]:
    land = {"type": "building", "description": "工业房地产", "place": f"测试省虚构市{row}号路1号"}
    area = Decimal(chance.randrange(100_000, 3_000_000)) / 100
    return {
        "owner": owner,
        "collateral": {
            **land,
            "building_area_m2": f"{area:.2f}",
            "certificate_numbers": [f"虚构不动产权第{row:04}号"],
        },
    }


def _person(row: int) -> dict[str, Any]:
    tens, ones = divmod(row, 10)
    return {"name": f"虚构{_NUMERALS[tens]}{_NUMERALS[ones]}", "kind": "natural_person", "name_bases": ["contract"]}
