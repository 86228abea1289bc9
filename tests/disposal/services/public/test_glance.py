"""The claim at a glance: amounts by part, each security, guarantors and courts, from the newest version."""

from datetime import date

import pytest
from sqlmodel import Session

from disposal.models.publication.notice import Notice
from disposal.services.public.glance import DEBTORS_SHOWN, GlanceView, glance_of
from notices.codes import LitigationCode, SecurityKind
from tests.support.packages.described import TERMS, publish_package, several_debtors
from tests.support.publishing import amend, invented_content, publish_project, published_once
from tests.support.website import publish_huarong


def at_a_glance(session: Session, notice: Notice) -> GlanceView:
    session.flush()
    found = glance_of(session, notice.id)
    assert found is not None
    return found


def figures(view: GlanceView) -> list[tuple[str, str, str]]:
    return [(each.label.zh, each.value.zh, each.value.en) for each in view.figures]


def test_notice_of_2022_at_a_glance(session: Session) -> None:
    view = at_a_glance(session, publish_huarong(session))
    [debtor] = view.debtors
    [row] = debtor.amounts
    assert (view.record_date, view.debtor_count, view.is_package) == (date(2022, 1, 31), 1, False)
    assert [mode.zh for mode in view.modes] == ["公开竞价", "和解"]
    assert [label.zh for _, label in debtor.columns] == ["本金", "利息"]
    assert {name: said.zh for name, said in row.parts.items()} == {
        "principal": "134,000,000.00元",
        "interest": "59,474,338.54元",
    }
    assert (row.total.zh, row.total.en) == ("193,474,338.54元", "¥193,474,338.54")
    assert row.notes == {"interest": "(含罚息、复利等)"}
    assert (view.figures, view.prices) == ((), ())


def test_each_security_of_2022_says_what_where_of_what_size_and_up_to_how_much(session: Session) -> None:
    [debtor] = at_a_glance(session, publish_huarong(session)).debtors
    first, _, stock = debtor.securities
    assert (first.said.kind, first.said.collateral.description) == (SecurityKind.mortgage, "工业房地产")
    assert first.said.collateral.place == "杭州萧山河庄街道建设村"
    assert first.said.owner.name == "杭州华欣线业有限公司"
    assert [size.zh for size in first.measures] == ["建筑面积12,893.13平方米", "土地面积16,760平方米"]
    assert [size.en for size in first.measures] == ["Building area 12,893.13 m²", "Land area 16,760 m²"]
    assert first.ceiling is not None
    assert (first.ceiling.zh, first.ceiling.en) == ("最高额抵押金额3,433万元", "mortgage amount ¥34,330,000")
    assert (first.claim_no, first.has_state, stock.measures) == (None, False, ())
    [guarantee] = debtor.guarantees
    assert len(guarantee.said.guarantors) == 7


def test_security_and_case_of_a_package_show_rank_state_and_court(session: Session) -> None:
    debtor = at_a_glance(session, publish_package(session, 2, layout="table")).debtors[0]
    [security], [case] = debtor.securities, debtor.cases
    assert (security.said.rank, security.said.is_registered, security.has_state) == (1, True, True)
    assert [condition.words for condition in security.said.collateral.conditions] == ["已出租至2027年6月"]
    assert (case.code, case.court, case.case_number) == (
        LitigationCode.in_enforcement,
        "测试省虚构市中级人民法院",
        "（2021）测01民初1号",
    )


def test_debtor_with_two_claims_numbers_them_and_adds_them_up(session: Session) -> None:
    debtor = at_a_glance(session, publish_project(session, items=several_debtors())).debtors[0]
    first, conditional, second = debtor.amounts
    assert (first.name, first.parts["principal"].zh, first.total.zh) == ("甲类", "800万元", "8,001,000.10元")
    assert (conditional.condition, conditional.total.zh) == ("债务人未达到豁免条件的", "9,000,000.00元")
    assert (second.name, second.record_date) == ("虚构借字1号", date(2022, 5, 31))
    assert debtor.total.zh == "8,003,000.10元"  # what is owed under a condition is not added
    assert [row.claim_no for row in debtor.securities] == [1]
    assert [(case.party, case.words) for case in debtor.cases] == [("虚构甲制造有限公司", "破产清算中")]


def test_debtors_sold_one_by_one_show_what_they_owe_together(session: Session) -> None:
    view = at_a_glance(session, publish_project(session, items=several_debtors()))
    assert figures(view) == [
        ("债务人", "2户", "2"),
        ("债权本金合计", "8,002,005.00元", "¥8,002,005.00"),
        ("利息合计", "1,000.10元", "¥1,000.10"),
        ("债权总额合计", "8,003,005.10元", "¥8,003,005.10"),
    ]


def test_package_shows_its_figures_as_stated_else_as_added_up(session: Session) -> None:
    item = invented_content().model_dump(mode="json")["items"][0]
    items = [item | {"debtor": f"虚构第{number}号有限公司"} for number in (1, 2)]
    package = {"name": "虚构资产包", "debtor_count": 2, "loan_count": 2, "parcel_count": 3, "total": "246.91万元"}
    view = at_a_glance(session, publish_project(session, items=items, package=package))
    assert figures(view) == [
        ("债务人", "2户", "2"),
        ("债权", "2笔", "2"),
        ("债权资产", "3宗", "3"),
        ("债权本金合计", "2,000,000.00元", "¥2,000,000.00"),
        ("利息合计", "469,135.78元", "¥469,135.78"),
        ("债权总额合计", "246.91万元", "¥2,469,100.00"),
    ]


@pytest.mark.parametrize("count", [DEBTORS_SHOWN - 1, DEBTORS_SHOWN, DEBTORS_SHOWN + 1])
def test_package_shows_its_first_debtors_only(session: Session, count: int) -> None:
    view = at_a_glance(session, publish_package(session, count, is_long=False))
    assert (len(view.debtors), view.debtor_count) == (min(count, DEBTORS_SHOWN), count)
    assert [debtor.number for debtor in view.debtors] == list(range(1, len(view.debtors) + 1))


def test_glance_shows_prices_and_follows_a_correction(session: Session) -> None:
    notice = publish_project(session, terms=TERMS)
    shown = [(price.label.zh, price.value.zh, price.value.en) for price in at_a_glance(session, notice).prices]
    assert shown == [("起始价", "1,200万元", "¥12,000,000"), ("保证金", "2,400,000.50元", "¥2,400,000.50")]
    price = {"path": "terms.floor_price", "label": "起始价", "before": "1200万元", "after": "1100万元"}
    amend(session, notice, "correction", changes=[price])
    assert at_a_glance(session, notice).prices[0].value.zh == "1,100万元"


def test_mode_of_the_notice_s_own_words_is_shown_in_them(session: Session) -> None:
    terms = {"modes": ["other", "open_bidding"], "other_mode": "以物抵债", "buyer_requirement": "买受人信誉良好"}
    view = at_a_glance(session, publish_project(session, terms=terms))
    assert [(mode.zh, mode.en) for mode in view.modes] == [("以物抵债", "以物抵债"), ("公开竞价", "open bidding")]


def test_sums_of_amounts_in_wan_yuan_are_shown_in_it(session: Session) -> None:
    items = several_debtors()
    items[0]["claims"] = [{"amounts": {"principal": "800.50万元", "interest": "20万元"}}]
    items[1]["claims"][0]["amounts"] = {"principal": "1万元"}
    view = at_a_glance(session, publish_project(session, items=items))
    assert view.debtors[0].total.zh == "820.50万元"
    assert figures(view)[-1] == ("债权总额合计", "821.50万元", "¥8,215,000.00")


def test_amounts_in_another_currency_say_which(session: Session) -> None:
    items = several_debtors()
    items[1]["claims"][0]["amounts"] = {"principal": {"value": "5.00", "currency": "USD"}}
    view = at_a_glance(session, publish_project(session, items=items))
    assert (view.debtors[1].total.zh, view.debtors[1].total.en) == ("5.00美元", "USD 5.00")
    assert figures(view)[-1][1:] == ("8,003,000.10元、5.00美元", "¥8,003,000.10, USD 5.00")


@pytest.mark.filled(by=published_once)
def test_later_notice_that_lists_no_debtor_has_no_glance(session: Session) -> None:
    withdrawal = amend(session, published_once(session), "withdrawal", reason="债务人已清偿")
    session.flush()
    assert glance_of(session, withdrawal.id) is None
