"""A package of 95 debtors in 万元 with 25 faults: ``notice check`` names each, and nothing else."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from disposal.cli.main import app
from notices.composition.composition import compose
from tests.support.notice_samples import flat, make_content, text_of
from tests.support.package_of_95 import CENT, DEBTORS, Faults, package_of_95, real_faults

FACTS = ("--book-value", "45000000.00", "--review", "2026-03-31", "--issuer-kind", "named_amc")


def checked(tmp_path: Path, faults: Faults, *words: str) -> tuple[int, str]:
    """Write the package as a file, check it by command, and return exit status and output."""
    file = tmp_path / "package.json"
    values = package_of_95(faults)
    file.write_text(json.dumps(values, ensure_ascii=False, default=str), "utf-8")
    done = CliRunner().invoke(app, ["notice", "check", str(file), *FACTS, *words])
    return done.exit_code, done.stdout


def found(tmp_path: Path, faults: Faults) -> list[dict[str, Any]]:
    """Return what is found, but the notes: those tell of unread sources, not of the package."""
    _, output = checked(tmp_path, faults, "--json")
    return [each for each in json.loads(output)["findings"] if each["severity"] != "note"]


def test_every_fault_is_named_with_its_row_and_nothing_else_is(tmp_path: Path) -> None:
    faults = real_faults()
    expected = {("total_rounded", f"items.{row - 1}.claims.0.amounts.total") for row, off in faults.off.items()}
    (error,) = (row for row, off in faults.off.items() if abs(off) > CENT)
    expected -= {("total_rounded", f"items.{error - 1}.claims.0.amounts.total")}
    expected |= {("total_differs", f"items.{error - 1}.claims.0.amounts.total")}
    expected |= {("heading_names_another", f"items.{row - 1}.heading") for row in faults.headings}
    ((row, twice),) = faults.numbers.items()
    expected |= {("number_twice", f"items.{row - 1}.number")}
    assert len(expected) == 25
    told = found(tmp_path, faults)
    assert {(each["code"], each["field"]) for each in told} == expected | {("number_gap", "items")}
    assert len(told) == 26
    words = {each["code"]: each["zh"] for each in told}
    assert words["number_twice"] == f"序号{twice}出现2次，请更正"
    assert words["number_gap"] == f"序号不连续（{row}），请核对是否漏列"
    assert words["total_differs"].endswith("相差293.25万元，请更正")
    assert words["total_rounded"].endswith("相差0.01万元，似为舍入所致，请核对")


def test_what_a_person_reads_names_them_too(tmp_path: Path) -> None:
    status, output = checked(tmp_path, real_faults())
    assert status == 1
    assert flat(output).count("相差0.01万元") == 19
    assert flat(output).count("相差293.25万元") == 1
    assert flat(output).count("与正文债务人") == 4


def test_package_without_faults_has_nothing_to_tell(tmp_path: Path) -> None:
    status, _ = checked(tmp_path, Faults())
    assert status == 0
    assert found(tmp_path, Faults()) == []


@pytest.mark.parametrize(
    ("off", "severity"),
    [("0.00", None), ("0.01", "warning"), ("-0.01", "warning"), ("0.02", "blocker"), ("-0.02", "blocker")],
)
def test_two_parts_and_a_total_in_wan_explain_one_hundredth(tmp_path: Path, off: str, severity: str | None) -> None:
    told = found(tmp_path, Faults(off={7: Decimal(off)}))
    field = "items.6.claims.0.amounts.total"
    assert [(each["severity"], each["field"]) for each in told] == ([(severity, field)] if severity else [])


@pytest.mark.parametrize(("off", "severity"), [("0.48", "warning"), ("0.49", "blocker")])
def test_total_of_95_rows_may_be_off_by_half_a_digit_of_each_and_its_own(
    tmp_path: Path, off: str, severity: str
) -> None:
    values = package_of_95()
    total = Decimal(values["package"]["total"].removesuffix("万元")) + Decimal(off)
    values["package"]["total"] = f"{total}万元"
    file = tmp_path / "package.json"
    file.write_text(json.dumps(values, ensure_ascii=False, default=str), "utf-8")
    done = CliRunner().invoke(app, ["notice", "check", str(file), *FACTS, "--json"])
    told = [each for each in json.loads(done.stdout)["findings"] if each["severity"] != "note"]
    assert [(each["severity"], each["field"]) for each in told] == [(severity, "package.total")]
    assert f"相差{off}万元" in told[0]["zh"]


@pytest.mark.parametrize("row", [1, DEBTORS])
def test_heading_of_the_first_and_last_row_is_held_to_its_debtor(tmp_path: Path, row: int) -> None:
    assert [each["field"] for each in found(tmp_path, Faults(headings=(row,)))] == [f"items.{row - 1}.heading"]


def test_text_and_annex_sum_up_in_wan() -> None:
    content = make_content(package_of_95())
    annex = compose(content).annex
    assert annex is not None
    assert len(annex.rows) == DEBTORS
    owed = [item.claims[0].amounts for item in content.items]
    principal = sum(each.principal.value for each in owed)
    assert content.package is not None
    assert content.package.total is not None
    assert f"债权本金合计{principal}万元，" in text_of(content)
    assert f"债权总额合计{content.package.total.printed}。" in text_of(content)
    summed = dict(zip([column.title for column in annex.columns], annex.totals, strict=True))
    assert summed["本金（万元）"] == f"{principal:,.2f}"
    assert summed["合计（万元）"] == f"{content.package.total.value:,.2f}"
