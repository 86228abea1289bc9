"""Right of first refusal: who is to be notified before a claim on a state-owned debtor is sold, and what is missing."""

from datetime import date

import pytest

from notices.duties.preemption import (
    PreemptionAnswer,
    PreemptionFact,
    StateDebtor,
    common_superior_place,
    is_state_owned,
    preemption_advice,
)

TODAY = date(2026, 3, 2)  # Mon
XIAOSHAN = StateDebtor("虚构国有甲公司", "浙江省杭州市萧山区虚构路1号")
NINGBO = StateDebtor("虚构国有乙公司", "浙江省宁波市虚构路2号")
SHANGHAI = StateDebtor("虚构国有丙公司", "上海市浦东新区虚构路3号")
NOWHERE = StateDebtor("虚构国有丁公司")


def told(*regions: str, debtors: tuple[StateDebtor, ...], is_package: bool, answer: str | None = "waived") -> list[str]:
    """Return the codes for notices of these regions, each answered."""
    sent = [
        PreemptionFact("虚构国资委", region, date(2026, 2, 2), PreemptionAnswer(answer) if answer else None)
        for region in regions
    ]
    found = preemption_advice(debtors, sent, is_package=is_package, field="here", today=TODAY)
    return [each.code for each in found]


@pytest.mark.parametrize(
    ("flag", "company_type", "expected"),
    [
        (True, None, True), (False, "有限责任公司（国有独资）", False), (None, "有限责任公司（国有独资）", True),
        (None, "全民所有制", True), (None, "国营企业", True), (None, "国资控股", True), (None, "有限责任公司", False),
        (None, "有限责任公司（非国有）", False),
        (None, None, False),
    ],
)  # fmt: skip
def test_state_owned_by_flag_else_by_type(flag: bool | None, company_type: str | None, expected: bool) -> None:
    assert is_state_owned(flag, company_type) is expected


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([XIAOSHAN.place], "浙江省杭州市萧山区"),
        ([XIAOSHAN.place, "浙江省杭州市余杭区虚构路4号"], "浙江省杭州市"),
        ([XIAOSHAN.place, NINGBO.place], "浙江省"),
        ([XIAOSHAN.place, SHANGHAI.place], ""),
        (["内蒙古自治区呼和浩特市", "内蒙古自治区包头市"], "内蒙古自治区"),
        ([XIAOSHAN.place, ""], None),
        (["杭州市萧山区", "宁波市鄞州区"], None),  # of one province or not: not said
        (["北京市朝阳区", "天津市和平区"], ""),
        ([], None),
    ],
)
def test_common_superior_place(places: list[str], expected: str | None) -> None:
    assert common_superior_place(places) == expected


@pytest.mark.parametrize(
    ("debtors", "regions", "is_package", "expected"),
    [
        ((), [], True, []),
        ((), ["浙江省"], True, []),
        ((XIAOSHAN,), [], False, ["preemption_missing"]),
        ((XIAOSHAN,), ["浙江省宁波市"], False, ["preemption_missing"]),
        ((XIAOSHAN,), ["浙江省杭州市萧山区"], False, []),
        ((XIAOSHAN,), ["浙江省"], False, []),
        ((NOWHERE,), ["浙江省宁波市"], False, []),
        ((XIAOSHAN, NINGBO), ["浙江省杭州市"], True, ["preemption_missing"]),
        ((XIAOSHAN, NINGBO), ["浙江省杭州市", "浙江省宁波市"], True, ["preemption_not_superior"]),
        ((XIAOSHAN, NINGBO), ["浙江省杭州市", "浙江省宁波市"], False, []),
        ((XIAOSHAN, NINGBO), ["浙江省"], True, []),
    ],
)
def test_missing_notice_is_told(
    debtors: tuple[StateDebtor, ...], regions: list[str], is_package: bool, expected: list[str]
) -> None:
    assert told(*regions, debtors=debtors, is_package=is_package) == expected


def test_package_is_sent_to_the_common_superior_place_and_a_single_debtor_to_its_own() -> None:
    def words(*debtors: StateDebtor) -> str:
        found = preemption_advice(debtors, (), is_package=len(debtors) > 1, field="here", today=TODAY)
        return next(found).zh

    assert "债务人注册登记地（浙江省杭州市萧山区）" in words(XIAOSHAN)
    assert "主要债务人共同的上级行政区域（浙江省）" in words(XIAOSHAN, NINGBO)
    assert "（跨省，中央一级）" in words(XIAOSHAN, SHANGHAI)


def test_unanswered_notice_is_a_note_with_an_unconfirmed_time_and_an_exercised_right_a_warning() -> None:
    assert told("浙江省", debtors=(XIAOSHAN,), is_package=False, answer="exercised") == ["preemption_exercised"]
    sent = [PreemptionFact("虚构国资委", "浙江省", date(2026, 2, 2))]
    (note,) = preemption_advice((XIAOSHAN,), sent, is_package=False, field="here", today=TODAY)
    assert (note.code, note.is_warning, note.source.confirmed) == ("preemption_unanswered", False, False)
    assert "已28日" in note.zh
