"""Data that contradicts itself or the law is told before publication, and its right neighbour is not."""

from datetime import date
from typing import Any

import pytest

from notices.completeness import check
from notices.completeness.party_kinds import is_persons_name
from tests.support.calendars import UNTIL_2026
from tests.support.notice_samples import DELETED, changed, make_content, sample, text_of

CODE, OTHER = "91999999000000001K", "91999999000000002N"
CLAIM = "items__0__claims__0"
DEBTOR = "杭州华成聚合纤有限公司"
CODES = {
    "code_under_two_names", "name_under_two_codes", "former_name_is_another", "number_under_two_names",
    "contract_twice", "chain_broken", "assigned_to_itself", "kind_misstated", "land_pledged", "right_mortgaged",
    "ceiling_of_another_kind", "land_without_place", "assignment_to_come", "assignments_out_of_order",
    "older_than_the_loan", "contract_to_come", "case_to_come", "founded_to_come", "older_than_the_debtor",
    "day_looks_like_a_default", "guarantor_is_debtor", "other_mode_unnamed", "other_mode_unprinted",
    "other_status_unnamed",
}  # fmt: skip


def told(values: dict[str, Any] | None = None, **changes: Any) -> list[tuple[str, str, str]]:
    """Return severity, code and field of the contradictions in the notice of 2022 with changes."""
    found = check(make_content(values, **changes), calendar=UNTIL_2026).findings
    return [(f.severity.value, f.code, f.field) for f in found if f.code in CODES]


def owner_of(thing: dict[str, Any], owner: Any = DEBTOR, **more: Any) -> dict[str, Any]:
    return {"owner": owner, "collateral": {"type": "machinery", "description": "虚构设备", **thing}, **more}


@pytest.mark.parametrize("place", ["guarantees__0__guarantors", "security"])
def test_debtors_code_under_the_name_of_a_guarantor_or_owner_blocks(place: str) -> None:
    def of(name: str, **more: Any) -> list[tuple[str, str, str]]:
        party = {"name": name, "credit_code": CODE, **more}
        given = [owner_of({}, party)] if place == "security" else [party]
        return told(items__0__debtor={"name": DEBTOR, "credit_code": CODE}, **{f"{CLAIM}__{place}": given})

    at = "items.0.claims.0.security.0.owner" if place == "security" else "items.0.claims.0.guarantees.0.guarantors.0"
    assert of("虚构担保有限公司") == [("blocker", "code_under_two_names", f"{at}.credit_code")]
    assert [code for _, code, _ in of("虚构担保有限公司", former_names=[DEBTOR]) if code != "guarantor_is_debtor"] == []
    shop = {"kind": "individual_business"}
    assert of("虚构小店", **shop) == [("warning", "code_under_two_names", f"{at}.credit_code")]


def test_code_of_the_issuer_under_another_name_blocks() -> None:
    debtor = {"name": DEBTOR, "credit_code": CODE}
    field = "items.0.debtor.credit_code"
    assert told(items__0__debtor=debtor, issuer__credit_code=CODE) == [("blocker", "code_under_two_names", field)]
    assert told(items__0__debtor=debtor, issuer__credit_code=OTHER) == []


def test_one_name_under_two_codes_warns() -> None:
    guarantor = {"name": DEBTOR, "credit_code": OTHER}
    found = told(
        items__0__debtor={"name": DEBTOR, "credit_code": CODE},
        **{f"{CLAIM}__security": [owner_of({}, guarantor)], f"{CLAIM}__guarantees": []},
    )
    assert found == [("warning", "name_under_two_codes", "items.0.claims.0.security.0.owner.credit_code")]


def test_former_name_that_is_another_partys_name_warns() -> None:
    debtor = {"name": DEBTOR, "former_names": ["虚构旧名有限公司"], "credit_code": CODE}

    def of(name: str, code: str) -> list[tuple[str, str, str]]:
        owner = {"name": name, "credit_code": code}
        return told(items__0__debtor=debtor, **{f"{CLAIM}__security": [owner_of({}, owner)]})

    assert of("虚构旧名有限公司", OTHER) == [("warning", "former_name_is_another", "items.0.debtor.former_names")]
    assert of("虚构新名有限公司", OTHER) == []
    assert of("虚构旧名有限公司", CODE) == []


def test_guarantor_under_a_former_name_of_the_debtor_is_the_debtor() -> None:
    debtor = {"name": DEBTOR, "former_names": ["虚构旧名有限公司"]}
    field = "items.0.claims.0.guarantees.0.guarantors.0"
    found = told(items__0__debtor=debtor, **{f"{CLAIM}__guarantees__0__guarantors": ["虚构旧名有限公司"]})
    assert ("warning", "guarantor_is_debtor", field) in found


@pytest.mark.parametrize(
    ("second", "more", "is_told"),
    [
        ("虚构甲有限公司", {}, False),
        ("虚构乙有限公司", {}, True),
        ("虚构乙有限公司", {"share_words": "共有50%"}, False),
    ],
    ids=["one owner", "two owners", "shares stated"],
)
def test_one_certificate_under_two_owners_warns(second: str, more: dict[str, str], is_told: bool) -> None:
    first = {"certificate_numbers": ["虚构（2020）第001号"]}
    again = {"certificate_numbers": ["虚构(2020)第 001号"]}  # the same number in other characters
    found = told(**{f"{CLAIM}__security": [owner_of(first, "虚构甲有限公司"), owner_of(again, second, **more)]})
    field = "items.0.claims.0.security.1.collateral.certificate_numbers.0"
    assert found == ([("warning", "number_under_two_names", field)] if is_told else [])


def test_registration_agreement_and_case_number_under_two_names_warn() -> None:
    security = [owner_of({}, name, registration_number="虚构登01") for name in ("虚构甲有限公司", "虚构乙有限公司")]
    fields = [field for _, _, field in told(**{f"{CLAIM}__security": security})]
    assert fields == ["items.0.claims.0.security.1.registration_number"]
    status = {"code": "judged", "words": "已判决", "case_number": "（2020）虚01民初1号"}
    cases = [{**status, "court": court} for court in ("虚构甲法院", "虚构乙法院")]
    fields = [field for _, _, field in told(**{f"{CLAIM}__litigation": cases})]
    assert fields == ["items.0.claims.0.litigation.1.case_number"]
    links = [("虚构甲银行", "虚构乙公司"), ("虚构乙公司", "虚构丙公司")]
    chain = [{"assignor": one, "assignee": other, "agreement_number": "虚构协01"} for one, other in links]
    assert [field for _, _, field in told(items__0__chain=chain)] == ["items.0.chain.1.agreement_number"]


@pytest.mark.parametrize(("number", "is_told"), [("虚借 001", True), ("虚借001号", False)])
def test_one_contract_number_on_two_claims_warns(number: str, is_told: bool) -> None:
    one = {"contract_numbers": ["虚借001"], "amounts": {"principal": "1.00"}, "details": "无担保"}
    found = told(items__0__claims=[one, {**one, "contract_numbers": [number]}])
    field = "items.0.claims.1.contract_numbers.0"
    assert found == ([("warning", "contract_twice", field)] if is_told else [])


@pytest.mark.parametrize(
    ("kind", "type_", "expected"),
    [
        ("pledge", "land_use_right", ("blocker", "land_pledged")),
        ("pledge", "building", ("blocker", "land_pledged")),
        ("pledge", "unfinished_building", ("blocker", "land_pledged")),
        ("mortgage", "equity", ("warning", "right_mortgaged")),
        ("mortgage", "receivable", ("warning", "right_mortgaged")),
        ("mortgage", "deposit", ("warning", "right_mortgaged")),
        *((kind, movable, None) for kind in ("mortgage", "pledge")
          for movable in ("machinery", "inventory", "vehicle", "ship")),
        *(("mortgage", land, None) for land in ("land_use_right", "building", "unfinished_building")),
        *(("pledge", right, None) for right in ("equity", "receivable", "deposit")),
    ],
)  # fmt: skip
def test_kind_of_security_fits_what_is_given(kind: str, type_: str, expected: tuple[str, str] | None) -> None:
    found = told(**{f"{CLAIM}__security": [owner_of({"type": type_, "place": "虚构市"}, kind=kind)]})
    assert found == ([(*expected, "items.0.claims.0.security.0.kind")] if expected else [])


@pytest.mark.parametrize(
    ("kind", "limits", "is_told"),
    [
        ("mortgage", "mortgage_amount", False), ("mortgage", "claim_balance", False),
        ("mortgage", "pledge_amount", True), ("pledge", "mortgage_amount", True), ("pledge", "pledge_amount", False),
    ],
)  # fmt: skip
def test_ceiling_of_another_kind_of_security_warns(kind: str, limits: str, is_told: bool) -> None:
    ceiling = {"amount": "100万元", "limits": limits}
    found = told(**{f"{CLAIM}__security": [owner_of({}, kind=kind, ceiling=ceiling)]})
    field = "items.0.claims.0.security.0.ceiling.limits"
    assert found == ([("warning", "ceiling_of_another_kind", field)] if is_told else [])


@pytest.mark.parametrize("type_", ["land_use_right", "building", "unfinished_building"])
def test_land_or_building_without_a_place_warns(type_: str) -> None:
    field = "items.0.claims.0.security.0.collateral.place"
    assert told(**{f"{CLAIM}__security": [owner_of({"type": type_})]}) == [("warning", "land_without_place", field)]
    assert told(**{f"{CLAIM}__security": [owner_of({"type": type_, "place": "虚构市"})]}) == []


@pytest.mark.parametrize(
    ("name", "kind", "is_told"),
    [
        ("欧阳砚秋", "organisation", True), ("王某某", "organisation", True), ("李庚", "organisation", True),
        ("阿依古丽·买买提", "organisation", True), ("欧阳砚秋", "natural_person", False),
        ("虚构贸易有限公司", "natural_person", True), ("虚构集团", "natural_person", True),
        ("虚构贸易有限公司", "organisation", False), ("王庄机械厂", "organisation", False),
        ("虚构贸易有限公司", "individual_business", True), ("王庚辰", "individual_business", False),
    ],
)  # fmt: skip
def test_company_entered_as_person_and_the_reverse_warns(name: str, kind: str, is_told: bool) -> None:
    found = told(**{f"{CLAIM}__guarantees__0__guarantors": [{"name": name, "kind": kind}]})
    field = "items.0.claims.0.guarantees.0.guarantors.0.kind"
    assert found == ([("warning", "kind_misstated", field)] if is_told else [])


def test_person_with_what_only_companies_have_warns_and_a_bare_guarantor_is_read_as_a_company() -> None:
    person = {"name": "李庚辰", "kind": "natural_person", "legal_representative": "王庚辰"}
    assert [code for _, code, _ in told(**{f"{CLAIM}__guarantees__0__guarantors": [person]})] == ["kind_misstated"]
    assert [code for _, code, _ in told(**{f"{CLAIM}__guarantees__0__guarantors": ["欧阳砚秋"]})] == ["kind_misstated"]


@pytest.mark.parametrize(
    ("name", "is_person"),
    [("李庚", True), ("李庚辰", True), ("李庚辰甲", False), ("欧阳庚", True), ("欧阳庚辰", True), ("虚构", False),
     ("张家店", False), ("何氏银行", False), ("王*", True), ("吴某", True)],
)  # fmt: skip
def test_names_of_persons_are_told_by_surname_and_length(name: str, is_person: bool) -> None:
    assert is_persons_name(name) is is_person


def chain_of(*days: str | None) -> list[dict[str, Any]]:
    names = ["虚构甲银行", "虚构乙公司", "虚构丙公司", "虚构丁公司"]
    return [
        {"assignor": one, "assignee": other, **({"assigned_on": date.fromisoformat(day)} if day else {})}
        for one, other, day in zip(names, names[1:], days, strict=False)
    ]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (["2022-08-02"], []),
        (["2022-08-03"], []),  # the day of the notice
        (["2022-08-04"], [("blocker", "assignment_to_come", "items.0.chain.0.assigned_on")]),
        (["2020-01-05", "2020-01-05"], []),
        (["2020-01-05", "2020-01-04"], [("warning", "assignments_out_of_order", "items.0.chain.1.assigned_on")]),
        (["2020-01-05", None, "2020-01-04"],
         [("warning", "assignments_out_of_order", "items.0.chain.2.assigned_on")]),
    ],
)  # fmt: skip
def test_assignments_lie_before_the_notice_and_in_order(days: list[str | None], expected: list[Any]) -> None:
    assert told(items__0__chain=chain_of(*days)) == expected


def test_chain_with_a_gap_or_a_link_to_itself_warns() -> None:
    gap = [
        {"assignor": "虚构甲银行", "assignee": "虚构乙公司"},
        {"assignor": "虚构丙公司", "assignee": "虚构丁公司"},
    ]
    assert told(items__0__chain=gap) == [("warning", "chain_broken", "items.0.chain.1.assignor")]
    assert told(items__0__chain=chain_of(None, None, None)) == []
    itself = [{"assignor": "虚构甲银行", "assignee": "虚构甲银行"}]
    assert told(items__0__chain=itself) == [("warning", "assigned_to_itself", "items.0.chain.0.assignee")]
    branch = [
        {"assignor": "虚构甲银行", "assignee": "虚构乙公司"},
        {"assignor": "虚构乙公司浙江省分公司", "assignee": "我分公司"},
    ]
    assert told(items__0__chain=branch) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"items__0__chain": chain_of("2018-12-31")}, "items.0.chain.0.assigned_on"),
        ({"record_date": date(2018, 12, 31)}, "record_date"),
        ({f"{CLAIM}__litigation": [{"code": "judged", "words": "已判决", "as_of": date(2018, 1, 1)}]},
         "items.0.claims.0.litigation.0.as_of"),
        ({f"{CLAIM}__litigation": [{"code": "judged", "words": "已判决", "case_number": "（2018）虚01民初1号"}]},
         "items.0.claims.0.litigation.0.case_number"),
    ],
    ids=["assignment", "record date", "status", "case"],
)  # fmt: skip
def test_what_follows_the_loan_is_not_older_than_its_contract_number(changes: dict[str, Any], field: str) -> None:
    for number in ("虚借2019年第01号", "虚借〔2019〕01号", "XJ20190315"):
        assert told(**{f"{CLAIM}__contract_numbers": [number]}, **changes) == [
            ("warning", "older_than_the_loan", field)
        ]
    for number in ("虚借2018年第01号", "XJ2019001", "XJ20191399", "虚借01号"):  # same year, or no day in the number
        assert told(**{f"{CLAIM}__contract_numbers": [number]}, **changes) == []


@pytest.mark.parametrize(("year", "is_told"), [(2022, False), (2023, True)])
def test_number_of_a_year_after_the_notice_warns(year: int, is_told: bool) -> None:
    codes = [code for _, code, _ in told(**{f"{CLAIM}__contract_numbers": [f"虚借{year}年第1号"]})]
    assert ("contract_to_come" in codes) is is_told
    status = [{"code": "judged", "words": "已判决", "case_number": f"（{year}）虚01民初1号"}]
    assert told(**{f"{CLAIM}__litigation": status}) == (
        [("warning", "case_to_come", "items.0.claims.0.litigation.0.case_number")] if is_told else []
    )


@pytest.mark.parametrize(
    ("founded_on", "expected"),
    [
        ("2022-08-04", [("blocker", "founded_to_come"), ("warning", "older_than_the_debtor")]),
        ("2022-08-03", [("warning", "older_than_the_debtor")]),
        ("2001-01-01", []),
    ],
)
def test_company_is_founded_before_the_notice_and_its_debt(founded_on: str, expected: list[tuple[str, str]]) -> None:
    debtor = {"name": DEBTOR, "founded_on": date.fromisoformat(founded_on)}
    assert [(severity, code) for severity, code, _ in told(items__0__debtor=debtor)] == expected


@pytest.mark.parametrize(
    ("day", "is_told"),
    [("1970-01-01", True), ("1900-01-01", True), ("1899-12-30", True), ("1970-01-02", False), ("2000-01-01", False)],
)
def test_day_that_looks_like_an_empty_cell_warns(day: str, is_told: bool) -> None:
    found = told(record_date=date.fromisoformat(day))
    assert found == ([("warning", "day_looks_like_a_default", "record_date")] if is_told else [])


def test_amounts_without_any_record_date_block_and_a_date_on_each_claim_is_enough() -> None:
    def severity(values: dict[str, Any], **changes: Any) -> list[str]:
        found = check(make_content(values, **changes), calendar=UNTIL_2026).findings
        return [f.severity.value for f in found if f.code == "no_record_date"]

    bare = changed(sample(), record_date=DELETED)
    assert severity(bare) == ["blocker"]
    assert severity(bare, **{f"{CLAIM}__record_date": date(2022, 6, 30)}) == []
    package = changed(sample("disposal/sample-package"), record_date=DELETED, items=[], attachments=["虚构清单"])
    assert severity(package) == ["blocker"]
    assert severity(changed(package, package={"name": "虚构资产包"})) == ["warning"]


@pytest.mark.parametrize(
    ("modes", "words", "printed", "expected"),
    [
        (["other"], None, "处置方式为其他等，", [("blocker", "other_mode_unnamed", "terms.other_mode")]),
        (["auction", "other"], "以物抵债", "处置方式为拍卖、以物抵债等，", []),
        (["auction"], "以物抵债", "处置方式为拍卖等，", [("warning", "other_mode_unprinted", "terms.other_mode")]),
        (["claim_transfer", "收益权转让"], None, "处置方式为债权转让、收益权转让等，", []),
        (["债权转让"], None, "处置方式为债权转让等，", []),
    ],
)
def test_mode_other_needs_words_and_transfers_are_modes_of_their_own(
    modes: list[str], words: str | None, printed: str, expected: list[Any]
) -> None:
    content = make_content(terms__modes=modes, terms__other_mode=words)
    assert printed in text_of(content)
    assert told(terms__modes=modes, terms__other_mode=words) == expected


@pytest.mark.parametrize(("words", "is_told"), [(None, True), ("撤销", False)])
def test_status_other_needs_words(words: str | None, is_told: bool) -> None:
    found = told(items__0__debtor={"name": DEBTOR, "status": "other", "status_words": words})
    field = "items.0.debtor.status_words"
    assert found == ([("warning", "other_status_unnamed", field)] if is_told else [])
