"""Differences of two contents in words: every field has a name, its values read as a notice prints them."""

import re
from pathlib import Path
from typing import Any

import pytest

from disposal.services.public.content_differences import differences_between
from disposal.services.public.difference_words import NOT_STATED, InWords, WordedDifference, in_words
from notices.content.content import NoticeContent
from notices.content.counted_windows import resolve
from notices.reading import read_content
from tests.support.calendars import UNTIL_2026
from tests.support.notice_samples import SAMPLES, make_content

BEFORE = resolve(make_content(), UNTIL_2026)  # the notice of 2022, whose window ends on Wed 2022-08-31
PRINCIPAL = "items__0__claims__0__amounts__principal"
NUMBER = "11010519491231002X"  # the example of GB 11643


def worded(before: NoticeContent = BEFORE, **changes: Any) -> list[WordedDifference]:
    """Return what sets the notice of 2022 with changes apart from it."""
    later = resolve(make_content(**changes), UNTIL_2026)
    return list(in_words(differences_between(before.as_json(), later.as_json())))


def only(**changes: Any) -> WordedDifference:
    (found,) = worded(**changes)
    return found


def test_equal_contents_differ_in_nothing() -> None:
    assert worded() == []


def test_amount_is_one_field_and_reads_as_printed() -> None:
    changed = only(**{PRINCIPAL: {"value": "13400.50", "unit": "wan_yuan", "is_grouped": True}})
    assert changed.label == InWords("债务人1 › 债权1 › 债权金额 › 本金", "Item 1 › claim 1 › amounts › principal")
    assert (changed.before.zh, changed.after.zh) == ("134000000.00元", "13,400.50万元")


def test_codes_and_what_is_usual_are_said_in_both_languages() -> None:
    convention = next(each for each in worded(window__convention="first_day_counted") if "起算" in each.label.zh)
    assert convention.before == InWords("发布当日不计入", "publication day not counted")
    assert convention.after == InWords("发布当日计入", "publication day counted")
    assert (only(has_demand=True).before, only(has_demand=True).after) == (InWords("否", "no"), InWords("是", "yes"))


@pytest.mark.parametrize(
    ("closes_at", "said"),
    [
        (None, InWords("2022年8月24日24:00", "24 Aug 2022 24:00")),
        ("17:00", InWords("2022年8月24日17:00", "24 Aug 2022 17:00")),
    ],
)
def test_days_and_instants_read_as_china_says_them(closes_at: str | None, said: InWords) -> None:
    found = {each.field.path: each for each in worded(window={"count": 15, "closes_at": closes_at})}
    assert found["window.ends_on"].before == InWords("2022年8月31日", "31 Aug 2022")
    assert found["window.ends_at"].before == InWords("2022年8月31日24:00", "31 Aug 2022 24:00")
    assert found["window.ends_at"].after == said
    assert ("window.closes_at" in found) is bool(closes_at)


def test_field_that_appears_was_not_stated_and_its_parts_are_named() -> None:
    package = only(package={"name": "虚构资产包", "debtor_count": 2})
    assert package.before == NOT_STATED
    assert package.after == InWords("资产包名称：虚构资产包；户数：2", "name: 虚构资产包; debtor count: 2")
    paragraphs = only(statements=["虚构甲。", "虚构乙。"])
    assert paragraphs.after.zh == "虚构甲。\n虚构乙。"
    assert only(attachments=["虚构清单", "虚构协议"]).after.zh == "虚构清单、虚构协议"


def test_number_of_a_person_is_shown_nowhere() -> None:
    said = only(statements=[f"联系人身份证 {NUMBER}", "其余不变"])
    assert "110105********002X" in said.after.zh
    assert NUMBER not in f"{said.after} {said.as_json()}"


def test_differences_stand_in_the_order_of_the_fields_whatever_order_they_come_in() -> None:
    later = resolve(make_content(has_demand=True, window__count=15, title="虚构公告"), UNTIL_2026)
    found = differences_between(BEFORE.as_json(), later.as_json())
    paths = [each.field.path for each in in_words(reversed(found))]
    assert paths == ["title", "window.count", "window.ends_on", "window.ends_at", "has_demand"]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_field_of_every_sample_has_a_chinese_name_and_can_be_said(sample: Path) -> None:
    content = resolve(read_content(sample), UNTIL_2026)
    least = {"kind": content.kind, "issuer": {"name": "虚构公司"}, "published_on": "2020-01-02"}
    bare = NoticeContent.model_validate(least)
    for before, after in ((bare, content), (content, bare), (BEFORE, content)):
        for each in in_words(differences_between(before.as_json(), after.as_json())):
            assert not re.search("[a-z_]", each.label.zh), each.label.zh
            assert each.before.zh != each.after.zh
            assert each.as_json()["label_en"][0].isupper()


def test_amendment_reads_kind_by_name_and_each_change_from_label_to_after() -> None:
    change = {"after": "乙", "label": "债务人名称", "before": "甲"}
    revision = {"title": "更正公告", "published_on": "2022-08-10", "kind": "correction", "changes": [change]}
    said = only(revisions=[revision]).after.zh
    assert "种类：更正公告" in said
    assert said.index("债务人名称") < said.index("更正前：甲") < said.index("更正后：乙")
