"""An amendment that states what only another notice may is blocked by the check, with the field and the remedy."""

from typing import Any

import pytest

from notices.completeness import Severity, check
from notices.completeness.amendments import refusals
from notices.content.content import NoticeContent
from notices.content.counted_windows import resolve
from notices.kinds.amendment_fields import _LABELS, CORRECTED_ELSEWHERE, path_of_label
from tests.support.calendars import UNTIL_2026
from tests.support.notice_samples import DELETED, SAMPLES, make_content, sample, values_in


def blocked(content: NoticeContent) -> dict[str, tuple[str, str]]:
    """Return code and English sentence by field of what blocks a content."""
    report = check(resolve(content, UNTIL_2026), calendar=UNTIL_2026)
    return {finding.field: (finding.code, finding.en) for finding in report.blockers}


def correcting(path: str, after: str = "虚构内容") -> NoticeContent:
    change = {"path": path, "label": "虚构要素", "after": after}
    return make_content(sample("correction/sample"), changes=[change])


@pytest.mark.parametrize(
    ("path", "remedy"),
    [
        ("published_on", "new disposal notice"),
        ("number", "new disposal notice"),
        ("kind", "new disposal notice"),
        ("issuer.name", "new disposal notice"),
        ("restrictions.limbs.0.wording", "new disposal notice"),
        ("restrictions.verbatim", "new disposal notice"),
        ("validity.count", "new disposal notice"),
        ("window.count", "only an extension moves the window"),
        ("window.ends_on", "only an extension moves the window"),
        ("extension.length", "only an extension moves the window"),
        ("placements.0.published_on", "record the placement"),
        ("revisions.0.title", "new disposal notice"),
        ("restrictions", "new disposal notice"),  # the whole that the limbs are part of
    ],
)
def test_correction_of_a_fact_of_the_publication_is_blocked(path: str, remedy: str) -> None:
    code, en = blocked(correcting(path))["changes.0.path"]
    assert code == "not_of_this_kind"
    assert path in en or "changes.0.path" in en
    assert remedy in en


@pytest.mark.parametrize(
    ("label", "remedy"),
    [
        ("公告日期", "new disposal notice"),
        ("公告编号：", "new disposal notice"),
        ("公告期限", "only an extension moves the window"),
        ("受让限制", "new disposal notice"),
        ("刊登媒体", "record the placement"),
    ],
)
def test_correction_that_names_no_place_cannot_change_a_fact_of_the_publication_in_words(
    label: str, remedy: str
) -> None:
    change = {"label": label, "before": "虚构的原内容", "after": "虚构的内容"}
    code, en = blocked(make_content(sample("correction/sample"), changes=[change]))["changes.0.label"]
    assert code == "not_of_this_kind"
    assert remedy in en


@pytest.mark.parametrize("path", ["items.0.debtor.name", "restrictions.capacity", "record_date", "windows", None])
def test_correction_of_another_element_is_not_blocked_by_the_table(path: str | None) -> None:
    assert "changes.0.path" not in blocked(correcting(path) if path else make_content(sample("correction/sample")))


def test_every_label_of_a_fact_of_the_publication_leads_to_a_refused_path() -> None:
    assert {path for _, path in _LABELS} <= set(CORRECTED_ELSEWHERE)


@pytest.mark.parametrize(
    ("path", "labels"),
    [
        ("published_on", "公告日期 发布日 落款日期 公告发布日期 公告时间 刊登时间 签署日期 公告日"),
        ("number", "公告编号 编号 本公告编号 公告文号："),
        (
            "window",
            "公告期 公告期限（工作日） 公告期截止日 公告期间 异议期 征询或异议期限 受理征询或异议有效期 异议截止日",
        ),
        ("validity", "公告有效期 有效期"),
        ("restrictions.limbs", "受让限制 受让方资格条件 不得受让的人员 禁止受让的主体 受让人限制"),
        ("issuer", "发布人 公告单位"),
        ("placements", "刊登媒体 刊登报纸"),
        (
            None,
            "基准日 本金 合同编号 咨询电话 异议受理联系人 保证期间 借款期限 报名截止时间 竞价时间 权证编号 公告标题",
        ),
    ],
)
def test_label_of_a_fact_of_the_publication_is_known_in_other_words(path: str | None, labels: str) -> None:
    assert {label: path_of_label(label) for label in labels.split()} == dict.fromkeys(labels.split(), path)


def test_every_path_that_is_corrected_elsewhere_is_refused_with_all_below_it() -> None:
    for path in CORRECTED_ELSEWHERE:
        for each in (path, f"{path}.0.x"):
            assert [finding.field for finding in refusals(correcting(each))] == ["changes.0.path"]


@pytest.mark.parametrize(
    ("published_on", "is_late"),
    [("2026-03-13", False), ("2026-03-16", False), ("2026-03-17", True)],
    ids=["Fri 2026-03-13 before", "Mon 2026-03-16 on the last day", "Tue 2026-03-17 after"],
)
def test_extension_published_after_the_end_is_blocked(published_on: str, is_late: bool) -> None:
    found = blocked(make_content(sample("extension/sample"), published_on=published_on))
    assert (found.get("published_on", ("",))[0] == "extended_after_the_end") is is_late
    if is_late:
        assert "publish a new disposal notice" in found["published_on"][1]


@pytest.mark.parametrize(
    ("kind", "values", "field", "remedy"),
    [
        ("supplement", {"window": {"count": 5}}, "window", "only an extension moves the window"),
        ("supplement", {"changes": [{"label": "甲", "after": "乙"}]}, "changes", "publish a correction"),
        ("supplement", {"restrictions": {"limbs": [{"code": "civil_servant"}]}}, "restrictions", "supersedes"),
        ("supplement", {"outcome": {"words": "已成交"}}, "outcome", "publish a result"),
        ("correction", {"record_date": "2025-12-31"}, "record_date", "name it in changes"),
        ("correction", {"terms": {"deposit": "1万元"}}, "terms", "name it in changes"),
        ("correction", {"package": {"name": "虚构资产包"}}, "package", "amends.package_name"),
        ("extension", {"items": [{"debtor": "虚构公司"}]}, "items", "supplementary notice"),
        ("withdrawal", {"items": [{"debtor": "虚构公司"}]}, "items", "ends the notice"),
        ("result", {"reason": "虚构的原因"}, "reason", "outcome.words"),
    ],
)
def test_field_of_another_kind_is_blocked_with_the_remedy(
    kind: str, values: dict[str, Any], field: str, remedy: str
) -> None:
    code, en = blocked(make_content(sample(f"{kind}/sample"), **values))[field]
    assert code == "not_of_this_kind"
    assert remedy in en


def test_result_that_states_the_principal_as_if_it_were_the_price_is_blocked() -> None:
    item = {"debtor": "测试甲纺织有限公司", "claims": [{"amounts": {"principal": "15,500,000.00元"}}]}
    code, en = blocked(make_content(sample("result/sample"), items=[item]))["items.0.claims"]
    assert code == "result_states_more_than_names"
    assert "state the price in outcome.price" in en
    assert blocked(make_content(sample("result/sample"), items=[{"debtor": "测试甲纺织有限公司"}])) == {}


def test_supplement_with_a_record_date_of_nothing_is_blocked() -> None:
    values = {"items": [], "statements": ["虚构的补充事项。"]}
    assert blocked(make_content(sample("supplement/sample"), **values))["record_date"][0] == "record_date_of_nothing"
    assert blocked(make_content(sample("supplement/sample"), **values, record_date=DELETED)) == {}


@pytest.mark.parametrize(
    ("item", "field"),
    [({"debtor": "虚构公司"}, "items.0"), ({"debtor": "虚构公司", "claims": [{"name": "一"}]}, "items.0.claims.0")],
)
def test_supplement_that_says_nothing_of_a_debtor_or_claim_is_blocked(item: dict[str, Any], field: str) -> None:
    found = blocked(make_content(sample("supplement/sample"), items=[item], record_date=DELETED))
    assert found[field][0] == "supplement_says_nothing"


def test_supplement_that_repeats_contacts_alone_says_nothing() -> None:
    contacts = sample("correction/sample")["contacts"]
    found = blocked(make_content(sample("supplement/sample"), items=[], record_date=DELETED, contacts=contacts))
    assert found["statements"][0] == "supplement_says_nothing"


def test_supplement_may_name_one_debtor_of_a_list_and_totals_of_the_whole_package() -> None:
    item = {"number": 37, "debtor": "虚构公司", "claims": [{"amounts": {"interest": "1.00", "total": "9.00"}}]}
    package = {"name": "虚构资产包", "debtor_count": 95, "loan_count": 120, "total": "123.00元"}
    content = make_content(sample("supplement/sample"), items=[item], package=package)
    findings = check(content, calendar=UNTIL_2026).findings
    assert [(f.code, f.field) for f in findings if f.severity is not Severity.note] == []


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_sample_states_only_what_its_kind_may(path: Any) -> None:
    assert list(refusals(make_content(values_in(path)))) == []


@pytest.mark.parametrize("left_out", ["claims", "amounts", "principal", "modes"])
def test_offer_without_what_an_amendment_may_leave_out_is_blocked_by_field(left_out: str) -> None:
    content = make_content()
    item, terms = content.items[0], content.terms
    claim = item.claims[0]
    assert claim.amounts is not None
    assert terms is not None
    part = claim.amounts.model_copy(update={"principal": None})
    update = {
        "claims": {"items": (item.model_copy(update={"claims": ()}),)},
        "amounts": {"items": (item.model_copy(update={"claims": (claim.model_copy(update={"amounts": None}),)}),)},
        "principal": {"items": (item.model_copy(update={"claims": (claim.model_copy(update={"amounts": part}),)}),)},
        "modes": {"terms": terms.model_copy(update={"modes": ()})},
    }[left_out]
    fields = {"claims": "items.0.claims", "amounts": "items.0.claims.0.amounts", "modes": "terms.modes",
              "principal": "items.0.claims.0.amounts.principal"}  # fmt: skip
    assert blocked(content.model_copy(update=update))[fields[left_out]][0] == "offer_states_too_little"
