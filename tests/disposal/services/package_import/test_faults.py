"""What contradicts itself, or the register, is told at its cell; nothing of such a workbook is stored."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlmodel import Session, col, select

from disposal.models.claims.claim import Claim
from disposal.models.claims.collateral import Collateral
from disposal.models.claims.security_interest import SecurityInterest
from disposal.models.claims.statement import ClaimStatement
from disposal.models.parties.party import Party, PartyCreate
from disposal.models.records.audit_entry import AuditEntry
from disposal.services.package_import.errors import PackageFactsMissing, PackageRefused
from disposal.services.package_import.facts import PackageFacts
from disposal.services.package_import.package_import import (
    PackageListeners,
    PackageRequest,
    import_package,
    preview_package,
)
from disposal.services.package_import.preview import PackagePreview
from disposal.services.package_import.wrong_rows import wrong_rows_workbook
from disposal.services.parties.parties import enter_party
from disposal.services.records.validation import read
from tests.support.factories import make_issuer
from tests.support.listing import number_of
from tests.support.packages.workbook import FACTS, FIRST_ROW, fill, headed_template, letter_of, saved, template

Rows = Mapping[str, list[dict[str, Any]]]
CODE, OTHER_CODE = "91330000MA27U0KE3A", "91330000710924355Y"
SOUND: dict[str, list[dict[str, Any]]] = {
    "债务人": [{"序号": 1, "债务人名称": "虚构甲有限公司"}, {"序号": 2, "债务人名称": "虚构乙有限公司"}],
    "债权": [
        {"资产编号": "A-1", "债务人名称": "虚构甲有限公司", "合同编号": "虚构借字第1号", "本金": 100, "利息": 1.5},
        {"资产编号": "A-2", "债务人名称": "虚构乙有限公司", "合同编号": "虚构借字第2号", "本金": 200, "合计": 200},
    ],
    "担保物": [{"资产编号": "A-1、A-2", "担保物类型": "房地产", "所有人名称": "虚构甲有限公司", "坐落": "虚构市1号"}],
    "保证人": [{"资产编号": "A-1", "保证人名称": "虚构丙有限公司"}],
}


def request(folder: Path, changes: Rows | None = None, **facts: Any) -> PackageRequest:
    """Return the request of the sound workbook with the first row of a sheet changed, or with rows added to it."""
    book = template()
    for sheet, rows in SOUND.items():
        first, *more = (changes or {}).get(sheet, [{}])
        fill(book, sheet, [{**rows[0], **first}, *rows[1:], *more])
    return PackageRequest(saved(book, folder), PackageFacts.model_validate({**FACTS, **facts}))


def preview(session: Session, folder: Path, changes: Rows | None = None) -> PackagePreview:
    make_issuer(session, "XGCS")
    return preview_package(session, request(folder, changes))


def place(sheet: str, heading: str, row: int = FIRST_ROW) -> str:
    return f"{sheet}!{letter_of(headed_template(), sheet, heading)}{row}"


def test_sound_workbook_is_imported_with_one_thing_for_two_claims(session: Session, tmp_path: Path) -> None:
    make_issuer(session, "XGCS")
    import_package(session, request(tmp_path))
    assert len(session.exec(select(Collateral)).all()) == 1
    assert len(session.exec(select(SecurityInterest)).all()) == 2
    statements = session.exec(select(ClaimStatement).order_by(col(ClaimStatement.principal))).all()
    assert [str(each.computed_total) for each in statements] == ["101.50", "200.00"]


FAULTS: list[tuple[str, Rows, str, str]] = [
    ("stranger as debtor", {"债权": [{"债务人名称": "虚构丁有限公司"}]}, place("债权", "债务人名称"), "debtor_unknown"),
    ("heading of another", {"债务人": [{"公告标题名称": "虚构丁有限公司"}]}, place("债务人", "公告标题名称"),
     "heading_names_another"),
    ("number twice", {"债务人": [{"序号": 2}]}, place("债务人", "序号", FIRST_ROW + 1), "number_twice"),
    ("asset number twice", {"债权": [{}, {"资产编号": "A-1", "债务人名称": "虚构乙有限公司", "本金": 1}]},
     place("债权", "资产编号", FIRST_ROW + 2), "number_twice"),
    ("contract of another", {"债权": [{"合同编号": "虚构借字第 2 号"}]}, place("债权", "合同编号", FIRST_ROW + 1),
     "contract_twice"),
    ("total off by 0.02", {"债权": [{"合计": 101.52}]}, place("债权", "合计"), "total_differs"),
    ("security of nothing", {"担保物": [{"资产编号": "A-9"}]}, place("担保物", "资产编号"), "claim_unknown"),
    ("security of another", {"担保物": [{"资产编号": "A-1", "债务人名称": "虚构乙有限公司"}]},
     place("担保物", "债务人名称"), "names_another"),
    ("ship with floors", {"担保物": [{"担保物类型": "船舶", "房产建筑面积": 10}]}, place("担保物", "房产建筑面积"),
     "attribute_of_another_type"),
    ("half a ceiling", {"担保物": [{"最高额": 10}]}, place("担保物", "最高额"), "invalid"),
    ("guarantee twice", {"保证人": [{}, {"资产编号": "A-1", "保证人名称": "虚构丙有限公司"}]},
     place("保证人", "保证人名称", FIRST_ROW + 1), "guarantee_twice"),
    ("person without kind", {"保证人": [{"保证人名称": "张小三"}]}, place("保证人", "保证人类型"), "kind_unclear"),
    ("two names in a cell", {"保证人": [{"保证人名称": "虚构丙有限公司、虚构丁有限公司"}]},
     place("保证人", "保证人名称"), "invalid"),
    ("two names by a blank", {"保证人": [{"保证人名称": "虚构保证甲 虚构保证乙"}]},
     place("保证人", "保证人名称"), "invalid"),
    ("wrong code", {"债务人": [{"统一社会信用代码": "91330000MA27U0KE3B"}]},
     place("债务人", "统一社会信用代码"), "invalid"),
    ("code of two", {"债务人": [{"统一社会信用代码": CODE}], "保证人": [{"统一社会信用代码": CODE}]},
     place("保证人", "统一社会信用代码"), "number_of_another"),
    ("future day", {"债权": [{"基准日": "2999-01-01"}]}, place("债权", "基准日"), "record_refused"),
    ("transfer by nobody", {"债权": [{"转让日": "2020-01-01"}]}, place("债权", "原债权人"), "assignor_missing"),
    ("words of a case alone", {"债权": [{"案号": "（2021）测01民初1号"}]}, place("债权", "诉讼状态"),
     "litigation_half"),
    ("period ends first", {"保证人": [{"保证期间起": "2020-01-02", "保证期间止": "2020-01-01"}]},
     place("保证人", "保证期间止"), "invalid"),
    ("number in a text", {"债权": [{"公告补充文字": f"联系人证件{number_of(1)}"}]}, place("债权", "公告补充文字"),
     "invalid"),
    ("sum differs", {"债权": [{}, {"资产编号": "合计", "本金": 301}]}, place("债权", "本金", FIRST_ROW + 2),
     "total_differs"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "cell", "code"), [each[1:] for each in FAULTS], ids=[each[0] for each in FAULTS])
def test_fault_is_told_at_its_cell_and_alone(
    session: Session, tmp_path: Path, changes: Rows, cell: str, code: str
) -> None:
    found = preview(session, tmp_path, changes)
    assert [(each.place, each.code) for each in found.refusals] == [(cell, code)]
    assert found.warnings == ()
    with pytest.raises(PackageRefused):
        import_package(session, request(tmp_path, changes))
    assert session.exec(select(Claim)).all() == []


def test_debtor_without_claims_and_row_without_name_are_told(session: Session, tmp_path: Path) -> None:
    changes: Rows = {"债务人": [{}, {"序号": 3, "债务人名称": "虚构戊有限公司"}, {"序号": 4}]}
    found = preview(session, tmp_path, changes)
    assert [(each.place, each.code) for each in found.refusals] == [
        (place("债务人", "债务人名称", FIRST_ROW + 2), "debtor_without_claim"),
        (place("债务人", "债务人名称", FIRST_ROW + 3), "missing"),
    ]


@pytest.mark.parametrize("off", ["0.01", "-0.01"])
def test_total_off_by_a_cent_warns_and_is_imported(session: Session, tmp_path: Path, off: str) -> None:
    found = preview(session, tmp_path, {"债权": [{"合计": 101.5 + float(off)}]})
    assert [(each.code, each.place) for each in found.warnings] == [("total_rounded", place("债权", "合计"))]
    assert found.is_clear


def test_company_on_record_is_found_by_code_and_what_it_lacks_is_filled_in(session: Session, tmp_path: Path) -> None:
    known = enter_party(session, read(PartyCreate, {"name": "虚构甲有限公司", "credit_code": CODE, "address": "旧址"}))
    row: dict[str, Any] = {"统一社会信用代码": CODE, "法定代表人": "测试某", "地址": "新址"}
    found = preview(session, tmp_path, {"债务人": [row]})
    (match,) = found.matched
    assert (match.party_id, match.by, sorted(match.filled)) == (known.id, "credit_code", ["legal_representative"])
    assert [(each.code, each.place) for each in found.problems] == [("differs_from_record", place("债务人", "地址"))]
    import_package(session, request(tmp_path, {"债务人": [row]}))
    assert (known.legal_representative, known.address) == ("测试某", "旧址")
    assert len(session.exec(select(Party).where(Party.name == "虚构甲有限公司")).all()) == 1


def test_code_on_record_for_another_company_is_refused(session: Session, tmp_path: Path) -> None:
    enter_party(session, read(PartyCreate, {"name": "虚构己有限公司", "credit_code": CODE}))
    found = preview(session, tmp_path, {"债务人": [{"统一社会信用代码": CODE}]})
    (told,) = found.refusals
    assert (told.place, told.code) == (place("债务人", "统一社会信用代码"), "number_of_another")
    assert "虚构己有限公司" in told.zh


def test_company_without_code_that_two_records_may_be_is_asked_about(session: Session, tmp_path: Path) -> None:
    for code in (CODE, OTHER_CODE):
        enter_party(session, read(PartyCreate, {"name": "虚构甲有限公司", "credit_code": code}))
    assert [each.code for each in preview(session, tmp_path).refusals] == ["several_on_record"]


def test_natural_person_is_found_by_number_only_and_the_number_is_never_shown(session: Session, tmp_path: Path) -> None:
    number = number_of(1)
    values = {"kind": "natural_person", "name": "测试某", "personal_number": number}
    known = enter_party(session, read(PartyCreate, values))
    person = {"保证人名称": "测试某", "保证人类型": "自然人"}
    assert preview(session, tmp_path, {"保证人": [person]}).matched == ()
    found = preview(session, tmp_path, {"保证人": [{**person, "证件号码": number}]})
    assert [(match.party_id, match.by) for match in found.matched] == [(known.id, "personal_number")]
    assert number not in str(found.as_json())


def test_number_of_a_person_is_stored_encrypted_and_never_audited(session: Session, tmp_path: Path) -> None:
    make_issuer(session, "XGCS")
    number = number_of(1)
    person: dict[str, Any] = {"保证人名称": "测试某", "保证人类型": "自然人", "证件号码": number}
    import_package(session, request(tmp_path, {"保证人": [person]}))
    stored = session.exec(select(Party).where(Party.name == "测试某")).one()
    assert stored.personal_number_masked == f"{number[:6]}********{number[-4:]}"
    assert session.info["personal_numbers"]().decrypt(stored.personal_number_encrypted, party_id=stored.id) == number
    trail = [str(entry.after) for entry in session.exec(select(AuditEntry)).all()]
    assert not any(number in each for each in trail)


def test_wrong_rows_come_back_with_reasons_and_numbers_hidden(session: Session, tmp_path: Path) -> None:
    make_issuer(session, "XGCS")
    number = number_of(1)[:-1] + ("0" if number_of(1)[-1] != "0" else "1")
    person: dict[str, Any] = {"保证人名称": "测试某", "保证人类型": "自然人", "证件号码": number}
    kept: list[bytes | None] = []
    listeners = PackageListeners(on_checked=lambda book, plan: kept.append(wrong_rows_workbook(book, plan)))
    preview_package(session, request(tmp_path, {"保证人": [person]}), listeners)
    (data,) = kept
    assert data is not None
    rows = list(load_workbook(BytesIO(data))["保证人"].iter_rows(values_only=True))
    assert len(rows) == 2
    said = "|".join(map(str, rows[1]))
    assert number not in said
    assert f"{number[:6]}********" in said
    assert "证件号码：" in said


def test_new_project_without_its_facts_is_asked_for_them(session: Session, tmp_path: Path) -> None:
    make_issuer(session, "XGCS")
    with pytest.raises(PackageFactsMissing, match="project_name, book_value"):
        preview_package(session, request(tmp_path, project_name=None, book_value=None))
    with pytest.raises(PackageFactsMissing, match=r"issuer\.name"):
        preview_package(session, request(tmp_path, issuer_code="ANDERE"))


@pytest.mark.parametrize(
    ("heading", "codes"),
    [
        ("居民身份证号", set()),
        ("公民身份号码", set()),
        ("个人编号", {("numbers_unread", True), ("heading_unknown", False)}),
    ],
)
def test_resident_id_under_another_heading_is_read_or_refused(
    session: Session, tmp_path: Path, heading: str, codes: set[tuple[str, bool]]
) -> None:
    make_issuer(session, "XGCS")
    asked = request(tmp_path, {"保证人": [{"保证人名称": "张小三", "保证人类型": "自然人", "证件号码": number_of(1)}]})
    book = load_workbook(asked.path)
    next(cell for cell in book["保证人"][1] if cell.value == "证件号码").value = heading
    book.save(asked.path)
    found = preview_package(session, asked)
    problems = (*found.refusals, *found.warnings)
    assert {(each.code, each.is_refusal) for each in problems} == codes
    assert not any(number_of(1) in each.zh for each in problems)


@pytest.mark.parametrize(
    ("thing", "code"),
    [({"担保种类": "质押"}, "land_pledged"), ({"担保物类型": "股权", "坐落": None}, "right_mortgaged"), ({}, None)],
)
def test_security_of_the_wrong_kind_warns(
    session: Session, tmp_path: Path, thing: dict[str, Any], code: str | None
) -> None:
    found = preview(session, tmp_path, {"担保物": [thing]})
    told = [(each.place, each.code) for each in found.warnings]
    assert told == ([(place("担保物", "担保种类"), code)] if code else [])
