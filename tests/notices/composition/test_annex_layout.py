"""What a notice says of a debtor beside its claims, and the annex as a table or as one section a debtor."""

from typing import Any

import pytest

from notices.codes import AnnexLayout
from notices.composition.annex import LONGEST_REMARK, annex_of
from notices.composition.composition import compose
from notices.composition.consolidation import consolidate
from notices.content.content import NoticeContent
from notices.reading import InvalidContent
from notices.rendering.plain import render_text
from tests.support.notice_samples import changed, flat, make_content, sample
from tests.support.packages.long_package import long_package

PACKAGE = sample("disposal/sample-package")
PROFILE, RESERVATION = "成立于1999年，主营船舶修造", "实际面积以登记机关查询为准。"
HIGHLIGHTS = ["首封首押", "位于开发区。"]
WORDS = {"profile": PROFILE, "highlights": HIGHLIGHTS, "reservation": RESERVATION}


def said_of(**words: Any) -> list[tuple[str, str]]:
    """Return source and text of the paragraphs that the words on the debtor of 2022 add to its notice."""
    values = sample()
    plain = {paragraph.text for paragraph in compose(make_content(values)).paragraphs}
    document = compose(make_content(changed(values, **{f"items__0__{name}": said for name, said in words.items()})))
    return [(paragraph.source, paragraph.text) for paragraph in document.paragraphs if paragraph.text not in plain]


def described(**words: Any) -> dict[str, Any]:
    """Return the sample package with words on its second debtor."""
    return changed(PACKAGE, **{f"items__1__{name}": said for name, said in words.items()})


def remark_of(**words: Any) -> str:
    """Return what the column 备注 says of the second debtor."""
    annex = annex_of(make_content(described(**words)))
    return annex.rows[1][[column.title for column in annex.columns].index("备注")]


def facts_of(content: NoticeContent, at: int) -> dict[str, str]:
    """Return the facts of one section by label."""
    return dict(annex_of(content).sections[at].facts)


def test_text_prints_profile_before_the_claim_and_highlights_and_reservation_after_it() -> None:
    assert said_of(**WORDS) == [
        ("items.0.profile", "杭州华成聚合纤有限公司概况：成立于1999年，主营船舶修造。"),
        ("items.0.highlights", "资产特点如下："),
        ("items.0.highlights.0", "1.首封首押。"),
        ("items.0.highlights.1", "2.位于开发区。"),
        ("items.0.reservation", "特别提示：实际面积以登记机关查询为准。"),
    ]


def test_single_highlight_stands_on_the_line_of_its_label() -> None:
    assert said_of(highlights=["首封首押"]) == [("items.0.highlights.0", "资产特点：首封首押。")]


@pytest.mark.parametrize(("kind", "label"), [("organisation", "企业概况"), ("natural_person", "债务人概况")])
def test_profile_under_a_heading_is_labelled_by_what_the_debtor_is(kind: str, label: str) -> None:
    debtor = {"name": "虚构人甲", "kind": kind}
    content = make_content(
        changed(sample(), items__0__heading="虚构人甲", items__0__debtor=debtor, items__0__profile="经营船厂")
    )
    assert ("items.0.profile", f"{label}：经营船厂。") in [(p.source, p.text) for p in compose(content).paragraphs]


def test_supplement_prints_what_it_says_of_a_debtor_beside_its_conditional_amounts() -> None:
    values = changed(sample("supplement/sample"), **{f"items__0__{name}": said for name, said in WORDS.items()})
    text = flat(render_text(compose(make_content(values))))
    for words in (PROFILE, *HIGHLIGHTS, RESERVATION):
        assert text.count(words) == 1


def test_table_prints_what_describes_a_debtor_as_remarks() -> None:
    assert remark_of(**WORDS) == (
        "企业概况：成立于1999年，主营船舶修造；资产特点：1.首封首押；2.位于开发区；特别提示：实际面积以登记机关查询为准"
    )


@pytest.mark.parametrize(("over", "is_sectioned"), [(-1, False), (0, False), (1, True)])
def test_auto_sets_sections_once_a_remark_is_longer_than_its_bound(over: int, is_sectioned: bool) -> None:
    words = "船" * (LONGEST_REMARK - len("企业概况：") + over)
    annex = annex_of(make_content(described(profile=words)))
    assert bool(annex.sections) is is_sectioned
    assert ("备注" in [column.title for column in annex.columns]) is not is_sectioned


@pytest.mark.parametrize("layout", ["table", "sections"])
def test_layout_that_is_asked_for_is_kept_however_long_the_remarks(layout: str) -> None:
    for words in ("船", "船" * 1_000):
        annex = annex_of(
            make_content(described(profile=words) | {"package": {**PACKAGE["package"], "annex_layout": layout}})
        )
        assert bool(annex.sections) is (layout == "sections")


def test_sections_stand_below_a_table_of_who_owes_how_much() -> None:
    annex = annex_of(make_content(changed(PACKAGE, package__annex_layout="sections")))
    titles = [column.title for column in annex.columns]
    assert titles == ["序号", "债务人", "本金（元）", "利息（元）", "其他费用（元）", "合计（元）"]
    assert annex.totals == ("", "合计", "35,500,000.00", "8,123,456.78", "120,000.00", "43,743,456.78")
    assert annex.rows[1][:2] == ("2", "测试乙船舶有限公司")
    assert annex.sections_title == "各户债权具体情况"
    assert [section.heading for section in annex.sections] == [
        "1、测试甲纺织有限公司",
        "2、测试乙船舶有限公司",
        "3、测试戊商行",
    ]


def test_section_tells_each_fact_of_a_debtor_under_its_label() -> None:
    content = make_content(described(**WORDS) | {"package": {**PACKAGE["package"], "annex_layout": "sections"}})
    assert facts_of(content, 1) == {
        "企业概况": "登记状态：吊销未注销。\n成立于1999年，主营船舶修造。",
        "原债权人": "虚构银行测试支行。",
        "合同编号": "虚构借字2018第003号。",
        "债权金额": "本金20,000,000.00元，利息4,600,000.00元，本息合计24,600,000.00元。",
        "担保情况": "质押物为：测试丙贸易有限公司名下应收账款，付款人为测试丁工程有限公司。",
        "诉讼状态": "终结本次执行。",
        "资产特点": "1.首封首押。\n2.位于开发区。",
        "特别提示": RESERVATION,
    }


def test_section_of_a_debtor_with_two_claims_numbers_them_on_lines_of_their_own() -> None:
    facts = facts_of(make_content(changed(PACKAGE, package__annex_layout="sections")), 0)
    assert facts["债权金额"].split("\n")[1] == "（2）本金500,000.00元，利息23,456.78元。"
    assert "债务人" not in facts


def test_section_headed_by_another_name_says_who_the_debtor_is() -> None:
    facts = facts_of(
        make_content(changed(PACKAGE, package__annex_layout="sections", items__0__heading="虚构标题公司")), 0
    )
    assert facts["债务人"] == "测试甲纺织有限公司。"


def test_debtor_with_two_currencies_has_two_rows_and_one_section() -> None:
    claims = [*PACKAGE["items"][1]["claims"], {"amounts": {"principal": {"value": "7.00", "currency": "USD"}}}]
    annex = annex_of(make_content(changed(PACKAGE, package__annex_layout="sections", items__1__claims=claims)))
    assert [row[0] for row in annex.rows] == ["1", "2", "2", "3"]
    assert len(annex.sections) == 3
    assert "（2）本金7.00美元" in dict(annex.sections[1].facts)["债权金额"]


def test_every_word_of_a_long_package_is_in_the_text_of_both_layouts() -> None:
    for layout in ("table", "sections"):
        values = long_package(3, layout=layout)
        text = flat(render_text(compose(NoticeContent.model_validate(values))))
        for item in values["items"]:
            for words in (item["profile"], *item["highlights"], item["reservation"]):
                assert flat(words).rstrip("。") in text


def test_content_that_says_nothing_new_has_the_json_it_always_had() -> None:
    without_bases = changed(PACKAGE, items__0__claims__0__guarantees__0__guarantors__1__name_bases=[])
    plain = make_content(without_bases)
    stated = changed(without_bases, items__1__highlights=[], package__annex_layout="auto")
    assert make_content(stated).canonical_json() == plain.canonical_json()
    assert plain.sha256 == "6d74fc88e3c1a34e60fe61454cea80baf081b6ddafd8918614722ab0fb211bb6"
    assert b"annex_layout" not in plain.canonical_json()


def test_layout_is_stored_where_it_is_not_the_usual_one() -> None:
    content = make_content(changed(PACKAGE, package__annex_layout="sections"))
    assert content.package is not None
    assert content.package.annex_layout is AnnexLayout.sections
    assert content.as_json()["package"]["annex_layout"] == "sections"


def test_unknown_layout_is_refused_with_the_ones_there_are() -> None:
    with pytest.raises(InvalidContent) as refused:
        make_content(changed(PACKAGE, package__annex_layout="list"))
    assert [problem.path for problem in refused.value.problems] == ["package.annex_layout"]
    for code in AnnexLayout:
        assert code.value in refused.value.problems[0].zh


def test_supplement_adds_what_describes_a_debtor_to_the_consolidated_version() -> None:
    earlier = make_content(described(profile="成立于1999年。", highlights=["首封首押"]))
    stated = {
        "debtor": "测试乙船舶有限公司",
        "profile": "现已停产",
        "highlights": ["位于开发区"],
        "reservation": RESERVATION,
    }
    values = sample("supplement/sample") | {"items": [stated], "record_date": None}
    content = consolidate(earlier, make_content(values), title="补充公告")
    item = content.items[1]
    assert (item.profile, item.highlights, item.reservation) == (
        "成立于1999年。现已停产",
        ("首封首押", "位于开发区"),
        RESERVATION,
    )
    annex = annex_of(content)
    assert "企业概况：成立于1999年。现已停产；资产特点：1.首封首押；2.位于开发区" in annex.rows[1][-1]
    assert content.sha256 != earlier.sha256
