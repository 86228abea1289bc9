"""A package is summed up in the text and listed in the annex; figures are exact sums of the data."""

from decimal import Decimal
from typing import Any

from notices.composition.composition import compose
from notices.content.content import NoticeContent
from notices.typesetting.document import Annex
from tests.support.notice_samples import DELETED, changed, make_content, sample, text_of

PACKAGE = sample("disposal/sample-package")


def annex_of(content: NoticeContent) -> Annex:
    annex = compose(content).annex
    assert annex is not None
    return annex


def column(annex: Annex, title: str) -> list[str]:
    at = [column.title for column in annex.columns].index(title)
    return [row[at] for row in annex.rows] + [annex.totals[at]]


def invented_package(debtors: int) -> dict[str, Any]:
    """Return a package of invented debtors; the n-th owes n.01 principal and 2n.10 interest."""
    items = [
        {
            "number": n,
            "debtor": f"虚构债务人{n}有限公司",
            "claims": [{"amounts": {"principal": f"{n}.01", "interest": f"{2 * n}.10"}, "details": "无担保"}],
        }
        for n in range(1, debtors + 1)
    ]
    return changed(PACKAGE, items=items, package={"name": f"虚构债务人1有限公司等{debtors}户债权资产包"})


def test_package_of_95_debtors_has_exact_totals_in_text_and_annex() -> None:
    content = make_content(invented_package(95))
    annex = annex_of(content)
    assert len(annex.rows) == 95
    assert column(annex, "本金（元）")[-1] == "4,560.95"  # 95·96/2 + 95 · 0.01
    assert column(annex, "利息（元）")[-1] == "9,129.50"
    assert column(annex, "合计（元）")[-1] == "13,690.45"
    assert "债务人95户，债权本金合计4560.95元，利息合计9129.50元，债权总额合计13690.45元。" in text_of(content)


def test_annex_totals_are_the_sums_of_its_rows() -> None:
    annex = annex_of(make_content(PACKAGE))
    for title in ("本金（元）", "利息（元）", "其他费用（元）", "合计（元）"):
        *rows, total = column(annex, title)
        assert sum(Decimal(cell.replace(",", "")) for cell in rows if cell != "—") == Decimal(total.replace(",", ""))


def test_annex_row_sums_a_debtors_claims_and_numbers_their_security() -> None:
    annex = annex_of(make_content(PACKAGE))
    first = dict(zip([column.title for column in annex.columns], annex.rows[0], strict=True))
    assert first["本金（元）"] == "15,500,000.00"
    assert first["利息（元）"] == "3,523,456.78"
    assert first["合同编号"] == "（1）虚构借字2019第001号；（2）虚构借字2019第002号"
    assert first["担保情况"].startswith("（1）抵押物为：测试甲纺织有限公司名下")
    assert first["担保情况"].endswith("；（2）—")


def test_annex_has_only_the_columns_its_data_fill() -> None:
    annex = annex_of(make_content(invented_package(2)))
    titles = [column.title for column in annex.columns]
    assert titles == ["序号", "债务人", "本金（元）", "利息（元）", "合计（元）", "担保情况", "诉讼状态", "备注"]
    assert len(annex.totals) == len(titles)
    assert annex.totals[:2] == ("", "合计")
    assert round(sum(column.width_mm for column in annex.columns)) == 257


def test_annex_keeps_currencies_apart() -> None:
    foreign = {"debtor": "虚构外币债务人有限公司", "claims": [
        {"amounts": {"principal": {"value": "1000.00", "currency": "USD"}}}, {"amounts": {"principal": "20.00"}},
    ]}  # fmt: skip
    content = make_content(changed(PACKAGE, items=[foreign], package={"name": "虚构资产包"}))
    assert column(annex_of(content), "本金") == ["20.00元", "1,000.00美元", "20.00元；1,000.00美元"]
    assert "债权本金合计20.00元、1000.00美元" in text_of(content)


def test_package_prints_the_figures_given_before_those_computed() -> None:
    assert "债权总额合计43,743,456.78元" in text_of(make_content(PACKAGE))
    text = text_of(make_content(PACKAGE, package__total=DELETED, package__debtor_count=DELETED))
    assert "债务人3户、债权4笔" in text
    assert "债权总额合计43743456.78元" in text


def test_package_without_items_has_no_annex_and_refers_to_none() -> None:
    content = make_content(PACKAGE, items=[])
    assert compose(content).annex is None
    assert "债权资产清单" not in text_of(content)


def test_package_says_how_it_is_sold_and_whether_a_debtor_may_be_taken_out() -> None:
    assert "该资产包可单户、可整包转让。我公司保留" in text_of(make_content(PACKAGE))
    text = text_of(make_content(PACKAGE, package__sold_as="package", package__may_remove_debtor=False))
    assert "该资产包整包转让。债权金额以" in text


def in_wan(*amounts: tuple[str, str, str]) -> list[dict[str, Any]]:
    """Return debtors that owe principal, interest and a printed total."""
    return [
        {"debtor": f"虚构债务人{n}有限公司", "claims": [
            {"amounts": {"principal": principal, "interest": interest, "total": total}, "details": "无担保"}]}
        for n, (principal, interest, total) in enumerate(amounts, start=1)
    ]  # fmt: skip


def test_sums_of_parts_in_wan_are_printed_in_wan_in_text_and_annex() -> None:
    items = in_wan(("1000.50万元", "0元", "1000.50万元"), ("500万元", "200.25万元", "700.25万元"))
    content = make_content(changed(PACKAGE, items=items, package={"name": "虚构资产包"}))
    assert "债权本金合计1500.50万元，利息合计200.25万元，债权总额合计1700.75万元。" in text_of(content)
    annex = annex_of(content)
    assert column(annex, "本金（万元）") == ["1,000.50", "500.00", "1,500.50"]
    assert column(annex, "利息（万元）") == ["0.00", "200.25", "200.25"]
    assert column(annex, "合计（万元）") == ["1,000.50", "700.25", "1,700.75"]


def test_each_sum_speaks_the_unit_of_its_own_parts_and_yuan_where_they_differ() -> None:
    items = in_wan(("1000万元", "5.50元", "10000005.50元"), ("500万元", "2万元", "502万元"))
    content = make_content(changed(PACKAGE, items=items, package={"name": "虚构资产包"}))
    assert "债权本金合计1500万元，利息合计20005.50元，债权总额合计15020005.50元。" in text_of(content)
    assert column(annex_of(content), "本金（万元）")[-1] == "1,500"
    assert column(annex_of(content), "利息（元）")[-1] == "20,005.50"


def test_sums_in_another_currency_keep_its_unit() -> None:
    dollars = {"value": "500", "unit": "wan_yuan", "currency": "USD"}
    items = [{"debtor": "虚构债务人有限公司", "claims": [{"amounts": {"principal": dollars}}]}]
    content = make_content(changed(PACKAGE, items=items, package={"name": "虚构资产包"}))
    assert column(annex_of(content), "本金")[-1] == "500万美元"
    assert "债权本金合计500万美元" in text_of(content)


def test_two_loans_of_one_debtor_without_a_package_have_a_grand_total() -> None:
    loans = [{"amounts": {"principal": "100.50万元", "total": "100.50万元"}}] * 2
    text = text_of(make_content(sample(), items__0__claims=loans))
    assert "上述2笔债权合计：债权本金合计201.00万元，债权总额合计201.00万元。" in text
    assert "债权合计" not in text_of(make_content(sample(), items__0__claims=loans[:1]))
