"""Corrections and extensions in the consolidated version: over its text stands every change, merged or not."""

from datetime import date, time
from typing import Any

import pytest

from notices.composition.composition import title_of
from notices.composition.consolidation import ExtensionDoesNotFit, consolidate, told_beside
from notices.composition.corrections import BeforeDiffers, ChangeDoesNotFit, label_at
from notices.composition.filling import ContradictsNotice
from notices.content.content import NoticeContent
from notices.content.counted_windows import resolve
from tests.support.calendars import UNTIL_2026
from tests.support.notice_samples import make_content, sample, text_of

NOTICE = resolve(make_content(), UNTIL_2026)
AMENDS = {"title": title_of(NOTICE), "number": "虚构1号", "published_on": "2022-08-03", "window_ends_on": "2022-08-31"}
PRINCIPAL = "items.0.claims.0.amounts.principal"
UNPLACED = {"label": "债权本金", "before": "134000000.00元", "after": "135000000.00元"}
PLACED = {"path": "contacts.0.phones.0", "label": "联系电话", "before": "(0571)87836713", "after": "(0571)87836700"}


def amendment(kind: str, **values: Any) -> NoticeContent:
    """Return an amendment of the notice of 2022, its window counted."""
    base = {"kind": kind, "issuer": sample()["issuer"], "published_on": "2022-08-10", "amends": AMENDS}
    return resolve(make_content(base | {"number": "虚构2号"} | values), UNTIL_2026)


def amended(kind: str, *, earlier: NoticeContent = NOTICE, **values: Any) -> NoticeContent:
    said = amendment(kind, **values)
    return consolidate(earlier, said, title=title_of(said))


def corrected(*changes: dict[str, Any], **values: Any) -> NoticeContent:
    return amended("correction", changes=list(changes), **values)


def test_correction_without_a_place_stands_over_the_text_which_is_said_to_be_the_original() -> None:
    text = text_of(corrected(UNPLACED, reason="录入有误"))
    start, told, rest = text.partition("以下为原文，更正内容见上。")
    assert told
    assert "的更正公告》（公告编号：虚构2号，2022年8月10日）更正，原因：录入有误，更正内容如下：" in start
    assert "债权本金：原为“134000000.00元”，现更正为“135000000.00元”。其他公告要素不变。" in start
    assert "本金134000000.00元" in rest


def test_correction_with_a_place_changes_the_text_and_is_told_over_it() -> None:
    text = text_of(corrected(PLACED))
    assert "联系电话：原为“(0571)87836713”，现更正为“(0571)87836700”。" in text
    assert "联系电话：(0571)87836700" in text
    assert text.count("87836713") == 1
    assert "其他公告要素不变。以下为修订后的全文。我分公司" in text
    assert "以下为原文" not in text


def test_change_without_place_beside_one_with_place_says_that_the_text_is_not_changed() -> None:
    text = text_of(corrected(PLACED, UNPLACED))
    assert "1.联系电话：原为“(0571)87836713”，现更正为“(0571)87836700”。" in text
    assert "2.债权本金：原为“134000000.00元”，现更正为“135000000.00元”（下文未作相应改动）。" in text


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("items.0.claims.1.amounts.interest", "对测试甲纺织有限公司债权（合同编号：虚构借字2019第002号）的利息"),
        ("items.1.claims.0.amounts.total", "对测试乙船舶有限公司债权的合计"),
        ("items.1.debtor.status", "测试乙船舶有限公司的登记状态"),
        (
            "items.0.claims.0.guarantees.0.guarantors.1.name",
            "对测试甲纺织有限公司债权（合同编号：虚构借字2019第001号）的第2项保证人的名称或姓名",
        ),
        ("package.total", "资产包合计"),
        ("contacts.1.phones.0", "第2项联系方式的电话"),
        ("terms.deposit", "保证金"),
        ("items.9.debtor", "items.9.debtor"),
    ],
)
def test_label_of_a_change_says_what_it_is_of_where_a_notice_has_several(path: str, label: str) -> None:
    assert label_at(make_content(sample("disposal/sample-package")), path) == label


def test_label_of_a_change_is_short_where_a_notice_has_one() -> None:
    assert label_at(NOTICE, PRINCIPAL) == "本金"


def test_second_correction_stands_under_the_first() -> None:
    first = corrected(UNPLACED)
    text = text_of(amended("correction", earlier=first, changes=[UNPLACED | {"label": "虚构要素"}], number="虚构3号"))
    assert text.index("虚构2号") < text.index("虚构3号") < text.index("以下为原文，更正内容见上。")


def test_correction_may_repeat_the_contact_that_it_corrects() -> None:
    contact = {"role": "deal", "name": "陈女士", "phones": ["(0571)87836713"]}
    assert [each.phones for each in corrected(PLACED, contacts=[contact]).contacts] == [
        ("(0571)87836700",), ("(0571)87836756",),
    ]  # fmt: skip


def test_new_contact_of_an_amendment_stands_among_those_of_the_notice() -> None:
    whole = corrected(UNPLACED, contacts=[{"role": "deal", "name": "虚构女士", "phones": ["0000-10000009"]}])
    assert "受理公示事项联系人：虚构女士联系电话：0000-10000009" in text_of(whole)


def test_offer_takes_the_new_contact_of_a_supplement_of_a_supplement_and_tells_the_rest_over_its_text() -> None:
    first = amendment("supplement", statements=["虚构设备已流拍。"])
    contact = {"role": "deal", "name": "虚构女士", "phones": ["0000-10000009"]}
    later = amendment("supplement", statements=["虚构设备在仓库。"], contacts=[contact], number="虚构3号")
    offer = consolidate(NOTICE, first, title=title_of(first))
    text = text_of(told_beside(offer, later, title=title_of(later), amendment=first))
    told, _, rest = text.partition("以下为修订后的全文。")
    assert "虚构3号，2022年8月10日）补充，补充内容如下：下列补充内容未能并入下文：虚构设备在仓库。" in told
    assert "虚构设备已流拍。" in rest
    assert "虚构设备在仓库" not in rest
    assert "受理公示事项联系人：虚构女士联系电话：0000-10000009" in rest


def test_correction_may_name_a_field_that_the_notice_left_open() -> None:
    whole = corrected({"path": "terms.deposit", "label": "保证金", "after": "240万元"})
    assert whole.terms is not None
    assert whole.terms.deposit is not None
    assert whole.terms.deposit.printed == "240万元"
    with pytest.raises(BeforeDiffers):
        corrected({"path": "terms.deposit", "label": "保证金", "before": "1万元", "after": "240万元"})


@pytest.mark.parametrize("path", ["items.1", "items.-1.debtor", "items.x", "zzz", "items.0.zzz", "terms.deposit.value"])
def test_correction_of_a_place_that_is_not_there_is_refused(path: str) -> None:
    with pytest.raises(ChangeDoesNotFit, match="has no element") as refusal:
        corrected({"path": path, "label": "虚构要素", "after": "虚构内容"})
    assert f"原公告没有“{path}”这一路径" in refusal.value.zh


def test_correction_to_what_does_not_fit_there_says_so_and_not_that_the_place_is_missing() -> None:
    with pytest.raises(ChangeDoesNotFit, match="does not fit into"):
        corrected({"path": "terms.deposit", "label": "保证金", "after": "虚构内容"})


def test_extension_tells_both_ends_its_rule_and_how_the_window_runs_on() -> None:
    rule = {"trigger_bidders": 2, "length": 3, "max_cycles": 1}
    window = {"count": 5, "begins_on": "2022-08-31", "closes_at": "17:00:00"}
    whole = amended("extension", window=window, extension=rule, reason="意向受让方不足")
    assert whole.window is not None
    assert (whole.window.ends_on, whole.window.closes_at) == (date(2022, 9, 7), time(17))  # Wednesday
    assert whole.extension is not None
    text = text_of(whole)
    assert "20个工作日，经延期公告由2022年8月31日延长至2022年9月7日17:00。" in text
    assert "延期规则：现为“公告期限届满时意向受让方不足2个的，公告期限按3个工作日为一个周期延长" in text
    assert "公告期限延长5个工作日，自原公告期限届满次日起算，延长后的公告期限至2022年9月7日17:00止。" in text


@pytest.mark.parametrize("begins_on", ["2022-08-30", "2022-09-01"])
def test_extension_from_another_day_than_the_one_that_now_holds_is_refused(begins_on: str) -> None:
    with pytest.raises(ExtensionDoesNotFit, match="the window now ends on 2022-08-31"):
        amended("extension", window={"count": 5, "begins_on": begins_on})


def test_second_extension_from_the_first_end_is_refused() -> None:
    once = amended("extension", window={"count": 5, "begins_on": "2022-08-31"})
    with pytest.raises(ExtensionDoesNotFit, match="the window now ends on 2022-09-07"):
        amended("extension", earlier=once, window={"count": 5, "begins_on": "2022-08-31"})
    twice = amended("extension", earlier=once, window={"count": 2, "begins_on": "2022-09-07"})
    assert twice.window is not None
    assert twice.window.ends_on == date(2022, 9, 9)  # Friday


def test_extension_of_a_notice_without_window_is_refused() -> None:
    with pytest.raises(ExtensionDoesNotFit, match="the notice has no window"):
        amended("extension", earlier=NOTICE.model_copy(update={"window": None}), window={"count": 5})


def test_another_supervisor_is_refused_and_an_open_one_is_filled() -> None:
    named = amended("supplement", supervisor="虚构监管局")
    assert named.supervisor == "虚构监管局"
    with pytest.raises(ContradictsNotice) as refused:
        amended("supplement", earlier=named, supervisor="虚构另一监管局")
    assert refused.value.field == "supervisor"


@pytest.mark.parametrize("kind", ["withdrawal", "result"])
def test_notice_that_is_ended_stands_as_it_was(kind: str) -> None:
    assert amended(kind, reason="虚构原因", outcome={"words": "虚构结果"}) is NOTICE


def test_revision_of_an_earlier_release_is_read_and_told_among_the_facts_only() -> None:
    old = {"title": "虚构更正公告", "number": "虚构9号", "published_on": "2022-08-09"}
    content = make_content(revisions=[old])
    assert content.as_json()["revisions"] == [old]
    assert text_of(content) == text_of(NOTICE)
