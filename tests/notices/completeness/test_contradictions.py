"""Data that contradicts itself or the law is told before publication, and its right neighbour is not."""

from typing import Any

import pytest

from notices.content.name_shapes import is_persons_name
from tests.support.contradictions import CLAIM, CODE, DEBTOR, OTHER, told


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
    assert of("虚构担保有限公司", credit_code=CODE.lower()) == of("虚构担保有限公司")
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


@pytest.mark.parametrize(
    ("first", "second", "is_told"),
    [
        ("虚房权证第11号、虚房权证第12号", "虚房权证第12号", True),
        ("虚房权证第11号；虚房权证第12号", "虚房权证第13号；虚房权证第11号", True),
        ("虚房权证第11、12号", "虚房权证第13、12号", False),  # what is left of a number is none
    ],
)
def test_number_written_together_with_others_is_found_under_another_name(
    first: str, second: str, is_told: bool
) -> None:
    things = [{"certificate_numbers": [number]} for number in (first, second)]
    owners = ("虚构甲有限公司", "虚构乙有限公司")
    found = told(**{f"{CLAIM}__security": [owner_of(*each) for each in zip(things, owners, strict=True)]})
    field = "items.0.claims.0.security.1.collateral.certificate_numbers.0"
    assert found == ([("warning", "number_under_two_names", field)] if is_told else [])
    claims = [{"contract_numbers": [number], "amounts": {"principal": "1.00"}} for number in (first, second)]
    field = "items.0.claims.1.contract_numbers.0"
    assert told(items__0__claims=claims) == ([("warning", "contract_twice", field)] if is_told else [])


def test_certificate_of_an_owner_under_its_former_name_is_no_second_name() -> None:
    owner = {"name": "虚构新名有限公司", "former_names": ["虚构旧名有限公司"]}
    things = [owner_of({"certificate_numbers": ["虚构（2020）第001号"]}, each) for each in ("虚构旧名有限公司", owner)]
    assert [code for _, code, _ in told(**{f"{CLAIM}__security": things})] == ["former_name_is_another"]


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


@pytest.mark.parametrize("sign", ["/", "无", "——", "待补", "Ｎ／Ａ"])
def test_sign_that_stands_for_no_number_is_no_number(sign: str) -> None:
    one = {"contract_numbers": [sign], "amounts": {"principal": "1.00"}, "details": "无担保"}
    assert {code for _, code, _ in told(items__0__claims=[one, one])} <= {"text_left_open"}
    thing = {"certificate_numbers": [sign]}
    owners = ("虚构甲有限公司", "虚构乙有限公司")
    found = told(**{f"{CLAIM}__security": [owner_of(thing, owner, registration_number=sign) for owner in owners]})
    assert {code for _, code, _ in found} <= {"text_left_open"}


@pytest.mark.parametrize(
    ("words", "is_told"),
    [
        ("/", True), ("－", True), ("——", True), ("×××", True), ("待定", True), ("待补充", True), ("N/A", True),
        ("XXX", True), ("无", False), ("不详", False), ("A-1", False), ("3/4", False), ("虚构", False), ("X", False),
    ],
)  # fmt: skip
def test_text_that_only_holds_a_place_open_warns_wherever_it_stands(words: str, is_told: bool) -> None:
    for field in ("items__0__original_creditor", "terms__pre_emption", f"{CLAIM}__contract_numbers"):
        value = [words] if field.endswith("s") else words
        found = [each for each in told(**{field: value}) if each[1] == "text_left_open"]
        place = field.replace("__", ".") + (".0" if field.endswith("s") else "")
        assert found == ([("warning", "text_left_open", place)] if is_told else []), field


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
    for sign in ("/", "——", "不详", "无"):
        found = told(**{f"{CLAIM}__security": [owner_of({"type": type_, "place": sign})]})
        assert found == [("warning", "land_without_place", field)], sign


@pytest.mark.parametrize(
    ("name", "kind", "is_told"),
    [
        ("欧阳砚秋", "organisation", True), ("王某某", "organisation", True), ("李庚", "organisation", True),
        ("阿依古丽·买买提", "organisation", True), ("欧阳砚秋", "natural_person", False),
        ("虚构贸易有限公司", "natural_person", True), ("虚构集团", "natural_person", True),
        ("虚构贸易有限公司", "organisation", False), ("王庄机械厂", "organisation", False),
        ("John Brown", "organisation", True), ("Brown Trading", "organisation", False),
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


@pytest.mark.parametrize(("more", "is_told"), [({}, True), ({"rank": 2}, False)])
def test_security_that_stands_twice_alike_warns(more: dict[str, Any], is_told: bool) -> None:
    one = owner_of({"quantity": 2, "place": "虚构市"})
    found = told(**{f"{CLAIM}__security": [one, {**one, **more}]})
    assert found == ([("warning", "security_twice", "items.0.claims.0.security.1")] if is_told else [])
