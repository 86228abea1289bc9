"""What gives a court ground to void a sale (法发〔2009〕19号) is told with its item, warns, and never blocks."""

from collections.abc import Sequence
from typing import Any

import pytest

from notices.completeness import CompletenessFacts, Shortcoming, check
from notices.sales_minutes import GROUND, GROUND_EN, VOID_GROUNDS
from tests.support.calendars import UNTIL_2026
from tests.support.notice_samples import make_content, sample

ORGAN = {"name": "虚构市测试局", "is_state_organ": True}
CLEAR = {"name": "虚构乙纺织有限公司", "is_state_organ": False}
GUARANTORS = "items__0__claims__0__guarantees__0__guarantors"
NO_SECURITY: dict[str, Any] = {"items__0__claims__0__security": []}


def told(name: str = "disposal/sample", /, facts: CompletenessFacts | None = None, **changes: Any) -> list[Shortcoming]:
    return list(check(make_content(sample(name), **changes), calendar=UNTIL_2026, facts=facts).findings)


def coded(found: Sequence[Shortcoming], start: str) -> dict[str, Shortcoming]:
    return {finding.code: finding for finding in found if finding.code.startswith(start)}


@pytest.mark.parametrize(
    ("place", "path", "named"),
    [
        ("items__0__debtor", "items.0.debtor", "债务人“虚构市测试局”系国家机关"),
        (GUARANTORS, "items.0.claims.0.guarantees.0.guarantors.0", "的保证人“虚构市测试局”系国家机关"),
    ],
)
def test_state_organ_warns_on_its_debtor_with_the_item_and_never_blocks(place: str, path: str, named: str) -> None:
    organ = coded(told(**{place: [ORGAN] if place == GUARANTORS else ORGAN}), "state_organ")["state_organ"]
    assert (organ.severity, organ.field) == ("warning", path)
    assert named in organ.zh
    assert GROUND in organ.zh
    assert GROUND_EN in organ.en
    assert organ.source.citation.endswith("（法发〔2009〕19号）第六条第（一）项")


@pytest.mark.parametrize(("value", "expected"), [("未核实", True), (None, True), ("否", False), (False, False)])
def test_party_not_checked_is_a_note_before_the_notice(value: Any, expected: bool) -> None:
    party = {"name": "虚构甲纺织有限公司", "is_state_organ": value}
    found = coded(told(items__0__debtor=party, **{GUARANTORS: [CLEAR]}, **NO_SECURITY), "state_organ")
    assert (set(found) == {"state_organ_unchecked"}) is expected
    if expected:
        note = found["state_organ_unchecked"]
        assert (note.severity, note.field) == ("note", "items.0.debtor")
        assert "“虚构甲纺织有限公司”" in note.zh
    person = {"name": "虚构人", "kind": "natural_person"}
    assert coded(told(items__0__debtor=person, **{GUARANTORS: [CLEAR]}, **NO_SECURITY), "state_organ") == {}


OWNER = "items__0__claims__0__security__0__owner"


@pytest.mark.parametrize(("value", "code"), [(True, "state_organ"), (None, "state_organ_by_name"), (False, None)])
def test_owner_of_collateral_is_a_guarantor_in_the_sense_of_the_minutes(value: bool | None, code: str | None) -> None:
    found = coded(told(**{OWNER: {"name": "虚构市测试局", "is_state_organ": value}}), "state_organ")
    assert set(found) - {"state_organ_unchecked"} == ({code} if code else set())
    if code:
        assert (found[code].severity, found[code].field) == ("warning", "items.0.claims.0.security.0.owner")
        assert "的抵押人“虚构市测试局”" in found[code].zh
        assert GROUND in found[code].zh


@pytest.mark.parametrize(
    ("name", "warns"),
    [
        ("虚构市人民政府", True), ("虚构市财政局", True), ("虚构县管委会", True), ("虚构区人民法院", True),
        ("虚构村村民委员会", False), ("虚构市邮政局", False), ("虚构小区业主委员会", False), ("虚构甲纺织有限公司",
        False),
    ],
)  # fmt: skip
def test_guarantor_not_checked_whose_name_reads_as_a_state_organ_warns(name: str, warns: bool) -> None:
    assert ("state_organ_by_name" in coded(told(**{GUARANTORS: [name]}), "state_organ")) is warns


def test_many_not_checked_are_one_quiet_note() -> None:
    names = [f"虚构{at}号有限公司" for at in "甲乙丙丁戊己庚"]
    found = told(items__0__debtor=CLEAR, **{GUARANTORS: names}, **NO_SECURITY)
    (note,) = [finding for finding in found if finding.code == "state_organ_unchecked"]
    assert "7名" in note.zh
    assert "“虚构戊号有限公司”等" in note.zh
    assert note.en.count("有限公司") == 5


def test_state_organ_anywhere_warns_on_the_package() -> None:
    item = sample()["items"][0]
    alone = coded(told(items__0__debtor=ORGAN, items__0__claims=[item["claims"][0]]), "state_organ")
    assert "state_organ_in_package" not in alone
    second = item | {"number": 2, "debtor": ORGAN}
    package = coded(told(items=[item, second]), "state_organ")["state_organ_in_package"]
    assert package.severity == "warning"
    assert "“虚构市测试局”" in package.zh
    assert package.source.citation.endswith("（法发〔2009〕19号）第七条")


@pytest.mark.parametrize(
    ("debtor", "amended", "expected"),
    [
        ("测试甲纺织有限公司", "测试甲纺织有限公司", []),
        ("测试甲纺织有限公司", "测试乙纺织有限公司", ["sold_not_announced"]),
        ("测试甲纺织有限公司", None, []),  # the notice is not given: nothing to compare with
    ],
)
def test_result_is_compared_with_the_last_effective_version(
    debtor: str, amended: str | None, expected: list[str]
) -> None:
    of = make_content(sample("result/sample"), items__0__debtor=debtor)
    assert of.amends is not None
    day = of.amends.published_on
    earlier = make_content(sample(), items__0__debtor=amended or debtor, published_on=day, number=of.amends.number)
    found = check(of, calendar=UNTIL_2026, facts=CompletenessFacts(amended=earlier if amended else None)).findings
    sold = [finding for finding in found if finding.code == "sold_not_announced"]
    assert [finding.code for finding in sold] == expected
    for finding in sold:
        assert finding.severity == "warning"
        assert "严重不符，且不符合财金〔2008〕87号" in finding.zh
        assert "第六条第（五）项" in finding.source.citation


@pytest.mark.parametrize(
    ("mode", "trigger", "warned"),
    [("tender", 2, True), ("tender", 3, False), ("open_bidding", 2, False), ("auction", 1, False)],
)
def test_three_bidders_are_asked_of_a_public_tender_only(mode: str, trigger: int, warned: bool) -> None:
    extension = {"trigger_bidders": trigger, "length": 5}
    found = coded(told(terms__modes=[mode], extension=extension), "tender")
    assert (list(found) == ["tender_below_three"]) is warned
    if warned:
        assert found["tender_below_three"].severity == "warning"


def test_every_ground_is_a_ground_for_a_court_with_its_item() -> None:
    assert list(VOID_GROUNDS) == list(range(1, 11))
    for ground in VOID_GROUNDS.values():
        assert ground.words.endswith(f"{GROUND}（{ground.source.citation}）")
        assert ground.words_en.startswith(GROUND_EN)
    assert "公开招标的投标人少于三家" in VOID_GROUNDS[7].words
    assert {at for at, ground in VOID_GROUNDS.items() if not ground.source.kind.may_block} == {8, 9, 10}
