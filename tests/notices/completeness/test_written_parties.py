"""Contents as people write them: each party by itself, e-mail addresses that are some."""

from typing import Any

import pytest

from notices.completeness import check
from tests.support.calendars import UNTIL_2026
from tests.support.contradictions import CLAIM, CODE
from tests.support.notice_samples import make_content

GUARANTOR = "items.0.claims.0.guarantees.0.guarantors.0"


def told(code: str, **changes: Any) -> list[tuple[str, str]]:
    """Return severity and field of the findings of one code in the notice of 2022 with changes."""
    found = check(make_content(**changes), calendar=UNTIL_2026).findings
    return [(each.severity.value, each.field) for each in found if each.code == code]


@pytest.mark.parametrize(
    "name", ["虚构王一、虚构李二", "孙庚辰和钱庚寅", "孙庚辰夫妇", "虚构甲有限公司、虚构乙有限公司", "孙庚辰等3人"]
)
def test_several_parties_as_one_guarantor_owner_or_debtor_block(name: str) -> None:
    assert told("several_names", **{f"{CLAIM}__guarantees__0__guarantors": [name]}) == [
        ("blocker", f"{GUARANTOR}.name")
    ]
    owned = [{"owner": name, "collateral": {"type": "machinery", "description": "虚构设备"}}]
    field = "items.0.claims.0.security.0.owner.name"
    assert told("several_names", **{f"{CLAIM}__security": owned}) == [("blocker", field)]
    assert told("several_names", items__0__debtor={"name": name}) == [("blocker", "items.0.debtor.name")]


@pytest.mark.parametrize("name", ["无", "NULL", "12345", "虚构甲?", "ÕÅÈý"])
def test_party_whose_name_is_none_or_garbled_blocks(name: str) -> None:
    assert told("no_name", **{f"{CLAIM}__guarantees__0__guarantors": [name]}) == [("blocker", f"{GUARANTOR}.name")]


def test_several_former_names_in_one_text_warn_and_parties_apart_do_not() -> None:
    former = {"name": "孙庚辰", "kind": "natural_person", "former_names": ["孙甲、孙乙"]}
    given = f"{CLAIM}__guarantees__0__guarantors"
    assert told("several_names", **{given: [former]}) == [("warning", f"{GUARANTOR}.former_names.0")]
    assert told("several_names", **{given: ["虚构王一", "虚构李二"]}) == []
    assert told("several_names", **{given: [{"name": "王朝和风尚大酒店", "credit_code": CODE}]}) == []


@pytest.mark.parametrize(
    ("email", "is_told"),
    [("abc@", True), ("@b.cn", True), ("abc", True), ("a@b", True), ("a@b.", True), ("a＠b.cn", True),
     ("a@b.cn", False), ("a.b-c@m.example.com", False), ("a@b.cn；c@d.cn", False), ("a@b.cn；c@", True)],
)  # fmt: skip
def test_email_that_is_no_whole_address_warns(email: str, is_told: bool) -> None:
    assert told("email_incomplete", contacts__0__email=email) == ([("warning", "contacts.0.email")] if is_told else [])
