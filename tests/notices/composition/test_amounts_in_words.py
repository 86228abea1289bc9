"""Amounts in capital numerals (大写) beside the figures, where a notice asks for them."""

import json

import pytest

from notices.composition.composition import compose
from notices.composition.consolidation import consolidate
from notices.composition.phrases import with_words
from notices.content.amounts import Amount
from notices.content.content import NoticeContent
from notices.rendering.html import render_html
from notices.rendering.pdf import render_pdf
from notices.rendering.plain import render_text
from tests.support.notice_samples import SAMPLES, make_content, sample, text_of, values_in

PRICES = {"terms__floor_price": "1,340万元", "terms__deposit": "500,000.05元", "terms__increment": "10万元"}


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("1,340万元", "1,340万元（大写：人民币壹仟叁佰肆拾万元整）"),
        ("12000.01", "12000.01元（大写：人民币壹万贰仟元零壹分）"),
        ("100000", "100000元（大写：人民币壹拾万元整）"),
        ("2亿元", "2亿元（大写：人民币贰亿元整）"),
        ("1903971", "1903971元（大写：人民币壹佰玖拾万叁仟玖佰柒拾壹元整）"),
        ("0.01", "0.01元（大写：人民币壹分）"),
        ("0.00", "0.00元（大写：人民币零元整）"),
        ("500万美元", "500万美元"),
    ],
)
def test_amount_is_printed_with_its_capital_numerals_and_read_back(written: str, printed: str) -> None:
    amount = Amount.model_validate(written)
    assert with_words(amount, in_words=True) == printed
    assert with_words(amount, in_words=False) == amount.printed
    assert Amount.model_validate(printed) == amount


def test_principal_totals_price_and_deposit_are_printed_in_words_and_nothing_else() -> None:
    text = text_of(make_content(amounts_in_words=True, **PRICES))
    for words in (
        "本金134000000.00元（大写：人民币壹亿叁仟肆佰万元整），利息",
        "本息合计193474338.54元（大写：人民币壹亿玖仟叁佰肆拾柒万肆仟叁佰叁拾捌元伍角肆分）",
        "起始价：1,340万元（大写：人民币壹仟叁佰肆拾万元整）。",
        "保证金：500,000.05元（大写：人民币伍拾万元零伍分）。",
        "加价幅度：10万元。",
    ):
        assert words in text
    assert text.count("大写") == 4


def test_package_prints_its_principal_and_grand_total_in_words_and_its_annex_in_figures() -> None:
    document = compose(make_content(sample("disposal/sample-package"), amounts_in_words=True))
    text = "".join(paragraph.text for paragraph in document.paragraphs)
    assert "债权本金合计35,500,000.00元（大写：人民币叁仟伍佰伍拾万元整），利息合计8,123,456.78元，" in text
    assert "债权总额合计43,743,456.78元（大写：人民币肆仟叁佰柒拾肆万叁仟肆佰伍拾陆元柒角捌分）" in text
    assert document.annex is not None
    assert "大写" not in str(document.annex)


def test_sums_over_several_debtors_are_printed_in_words() -> None:
    values = sample("disposal/sample-package")
    del values["package"]
    text = text_of(make_content(values, amounts_in_words=True))
    assert "债权本金合计35500000.00元（大写：人民币叁仟伍佰伍拾万元整），" in text
    assert "债权总额合计43743456.78元（大写：人民币肆仟叁佰柒拾肆万叁仟肆佰伍拾陆元柒角捌分）" in text


def test_conditional_amounts_of_a_supplement_are_printed_in_words() -> None:
    text = text_of(make_content(sample("supplement/sample"), amounts_in_words=True))
    assert "本金金额为250,780,000元（大写：人民币贰亿伍仟零柒拾捌万元整），利息" in text.replace("、", "，")
    assert text.count("（大写：人民币") == 2


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_content_that_does_not_ask_for_words_keeps_its_text_and_its_hash(path: object) -> None:
    content = make_content(values_in(path))  # type: ignore[arg-type]
    assert b"amounts_in_words" not in content.canonical_json()
    assert content.sha256 == make_content(values_in(path), amounts_in_words=False).sha256  # type: ignore[arg-type]
    assert "大写" not in render_text(compose(content))


def test_text_html_and_pdf_carry_the_same_words() -> None:
    content = make_content(amounts_in_words=True, **PRICES)
    document = compose(content)
    text, html = render_text(document), render_html(document)
    for word in ("人民币壹仟叁佰肆拾万元整", "人民币壹亿叁仟肆佰万元整"):
        assert word in text.replace("\n", "")
        assert word in html
    assert render_pdf(document, canonical_json=content.canonical_json()).startswith(b"%PDF")


def test_correction_may_quote_and_give_an_amount_with_its_words() -> None:
    earlier = make_content(amounts_in_words=True)
    change = {
        "path": "items.0.claims.0.amounts.principal", "label": "债权本金",
        "before": "134000000.00元（大写：人民币壹亿叁仟肆佰万元整）",
        "after": "1.35亿元（大写：人民币壹亿叁仟伍佰万元整）",
    }  # fmt: skip
    correction = make_content(sample("correction/sample"), changes=[change])
    content = consolidate(earlier, correction, title="更正公告")
    assert content.items[0].claims[0].amounts.principal.printed == "1.35亿元"
    assert content.amounts_in_words
    assert NoticeContent.model_validate(json.loads(content.canonical_json())) == content
