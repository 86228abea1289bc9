"""Reading a dossier's file: what no parser takes, keys given twice, amounts that are none."""

import json
from copy import deepcopy
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from disposal.eligibility.facts.facts import MeansEvidence
from disposal.services.bidders.dossier_file import DossierUnreadable, read_dossier
from disposal.services.records.validation import InvalidRecord
from notices.typesetting.resources import templates_root
from tests.support.screening import NUMBER, OFFICE, PERSON, dossier

NAMED = '{"bidder": {"name": "测试甲", %s}}'


def file_of(folder: Path, text: str, *, suffix: str = ".json") -> Path:
    path = folder / f"甲{suffix}"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("digits", [4301, 5000, 100_000])
@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (".json", NAMED % '"age_years": %s'),
        (".json", NAMED % '"age_years": -%s'),
        (".json", NAMED % '"personal_number": %s'),
        (".toml", '[bidder]\nname = "测试甲"\nage_years = %s\n'),
        (".toml", '[bidder]\nname = "测试甲"\nage_years = 0x%s\n'),
    ],
)
def test_number_of_thousands_of_digits_is_refused_as_too_long(
    tmp_path: Path, digits: int, suffix: str, text: str
) -> None:
    with pytest.raises(DossierUnreadable, match="a number in it is too long"):
        read_dossier(file_of(tmp_path, text % ("9" * digits), suffix=suffix))


def test_number_of_4300_digits_is_refused_by_its_field(tmp_path: Path) -> None:
    with pytest.raises(InvalidRecord) as refused:
        read_dossier(file_of(tmp_path, NAMED % f'"age_years": {"9" * 4300}'))
    assert [problem.path for problem in refused.value.problems] == ["bidder.age_years"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('{"bidder": {"name": "测试甲"}, "bidder": {"name": "测试乙"}}', "bidder"),
        (NAMED % '"name": "测试乙"', "name"),
        (NAMED % '"owners": "exempt", "owners": "exempt"', "owners"),
        (NAMED % '"\\ud800": 1, "\\ud800": 2', r"\ud800"),
        (NAMED % f'"{NUMBER}": 1, "{NUMBER}": 2', "999999********0016"),
    ],
)
def test_key_given_twice_is_refused_by_name(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(DossierUnreadable) as refused:
        read_dossier(file_of(tmp_path, text))
    assert f'an object holds "{named}" twice' in refused.value.en
    assert f"“{named}”" in refused.value.zh


def test_same_key_in_two_objects_is_read(tmp_path: Path) -> None:
    values = deepcopy(PERSON) | {"parties": [{"key": each, "name": f"虚构{each}"} for each in "甲乙"], "relations": []}
    found = read_dossier(file_of(tmp_path, json.dumps(values)))
    assert [each.key for each in found.parties] == ["甲", "乙"]


def test_unknown_key_that_no_terminal_prints_is_spelt_out(tmp_path: Path) -> None:
    for key, path in ((r"\u001b[2J", r"bidder.\u001b[2J"), (r"\ud800", "bidder")):
        with pytest.raises(InvalidRecord) as refused:
            read_dossier(file_of(tmp_path, NAMED % f'"{key}": 1'))
        assert refused.value.field == path
        assert refused.value.zh.encode()


@pytest.mark.parametrize(
    ("amount", "kept"),
    [
        ("200000000.00", "200000000.00"),
        (200000000, "200000000.00"),
        ("0", "0.00"),
        ("9" * 18 + ".99", "9" * 18 + ".99"),
        ("1,000", "1000.00"),
        ("２亿元", "200000000.00"),
    ],
)
def test_amount_of_means_is_kept_in_yuan_of_two_places(amount: Any, kept: str) -> None:
    found = dossier(PERSON, means=[{"document": "测试存款证明", "amount": amount, "dated_on": "2022-08-10"}]).means
    assert found is not None
    assert (type(found[0]), str(found[0].amount)) == (MeansEvidence, kept)
    assert dossier(PERSON, means=[{"document": "测试存款证明"}]).means == (MeansEvidence(document="测试存款证明"),)


@pytest.mark.parametrize(
    "amount",
    [
        "1e999999",
        "1e9",
        "-0.01",
        "0.001",
        "1" + "0" * 18,
        "NaN",
        "Infinity",
        "1,00",
        2.5,
        True,
        "二亿",
        Decimal("1E+30"),
    ],
)
def test_amount_of_means_that_is_none_is_refused_by_its_field(amount: Any) -> None:
    with pytest.raises(InvalidRecord) as refused:
        dossier(PERSON, means=[{"document": "测试存款证明", "amount": amount}])
    assert refused.value.field == "means.0.amount"


def test_document_of_means_is_a_line_of_text() -> None:
    for said in ("", "存款\x00证明", "\ud800", "长" * 501):
        with pytest.raises(InvalidRecord) as refused:
            dossier(PERSON, means=[{"document": said}])
        assert refused.value.field == "means.0.document"


@pytest.mark.parametrize(("written", "kept"), [("200000000.00", Decimal("200000000.00")), ("1e999999", None)])
def test_bare_amount_in_toml_loses_no_digit(tmp_path: Path, written: str, kept: Decimal | None) -> None:
    text = f'[bidder]\nname = "测试甲"\n[[means]]\ndocument = "测试存款证明"\namount = {written}\n'
    if kept is None:
        with pytest.raises(InvalidRecord, match="amount"):
            read_dossier(file_of(tmp_path, text, suffix=".toml"))
        return
    found = read_dossier(file_of(tmp_path, text, suffix=".toml")).means
    assert found == (MeansEvidence(document="测试存款证明", amount=kept),)


def test_dossier_with_chinese_code_words_is_the_same_dossier(tmp_path: Path) -> None:
    text = (templates_root() / "dossiers" / "sample-clean.toml").read_text("utf-8")
    written = text
    for code, word in {
        "civil_servant": "公务员",
        "active": "存续",
        "ordinary": "普通单位",
        "directors": "董事",
    }.items():
        assert f'"{code}"' in text
        written = written.replace(f'"{code}"', f'"{word}"')
    assert read_dossier(file_of(tmp_path, written, suffix=".toml")) == read_dossier(
        file_of(tmp_path, text, suffix=".toml")
    )


def test_unknown_code_of_a_dossier_is_refused_with_labels(tmp_path: Path) -> None:
    with pytest.raises(InvalidRecord) as refused:
        read_dossier(file_of(tmp_path, NAMED % '"kind": "团体"'))
    assert "可用：organisation 单位, individual_business 个体工商户" in refused.value.zh
    assert "use organisation 单位, individual_business 个体工商户" in refused.value.en


def test_line_of_a_dossier_that_cannot_be_read_is_named_but_not_shown(tmp_path: Path) -> None:
    text = "[bidder]\nname = “测试甲”\npersonal_number = E1234567X\n[[declarations]]\nsigned_on = 2022.8.10\n"
    with pytest.raises(DossierUnreadable) as refused:
        read_dossier(file_of(tmp_path, text, suffix=".toml"))
    assert "第2行：引号须用英文直引号" in refused.value.zh
    assert "第3行：文字须加引号；第5行：日期请写成 2026-11-03 的形式" in refused.value.zh
    assert "; line 3: text needs quotes; line 5: write a date like 2026-11-03" in refused.value.en
    assert "E1234567X" not in str(refused.value.as_json())


@pytest.mark.parametrize(
    "names", ["孙庚辰 钱庚寅", "孙庚辰、钱庚寅", "孙庚辰和钱庚寅", "虚构甲有限公司 虚构乙有限公司"]
)
def test_several_names_in_one_place_of_a_dossier_are_refused(names: str) -> None:
    for changes, field in (
        ({"bidder": {"name": names}}, "bidder.name"),
        ({"bidder": {"former_names": [names]}}, "bidder.former_names"),
        ({"parties": [{"key": "甲", "name": names}]}, "parties.1.name"),
    ):
        with pytest.raises(InvalidRecord, match="may hold several names") as refused:
            dossier(PERSON, **changes)
        assert refused.value.field == field
        assert "13800001001" not in str(refused.value.as_json())


@pytest.mark.parametrize("number", ["999999209901011010", "999999199002300015", "999999188912310016"])
def test_number_of_somebody_who_cannot_be_is_refused_in_a_dossier(number: str) -> None:
    with pytest.raises(InvalidRecord) as refused:
        dossier(PERSON, bidder={"personal_number": number})
    assert refused.value.field == "bidder.personal_number"


def test_dossier_is_read_in_the_forms_that_lists_are_read_in() -> None:
    found = dossier(
        PERSON,
        bidder={
            "personal_number": "'９９９９９９１９９００１０１００１６",
            "age_stated_on": "２０２２．８．１０",
            "has_own_income": "是",
        },
        relations=[
            {**OFFICE, "valid_from": "2016.03", "valid_until": "9999-12-31"},
            {**OFFICE, "valid_until": "2016年2月"},
        ],
    )
    assert found.bidder.personal_number == NUMBER
    assert (found.bidder.age_stated_on, found.bidder.has_own_income) == (date(2022, 8, 10), True)
    days = [(each.valid_from, each.valid_until) for each in found.relations[1:]]
    assert days == [(date(2016, 3, 1), None), (None, date(2016, 2, 29))]
