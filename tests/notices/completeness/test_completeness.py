"""What a content lacks or gets wrong is found before publication, with its field, its weight and its source."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from notices.completeness import RULES, CompletenessFacts, Report, Severity, Shortcoming, check
from notices.kinds import UnknownKind
from notices.law.issuers import IssuerKind
from notices.law.provisions import NOTICE_CONTENTS
from tests.support.calendars import UNTIL_2026
from tests.support.notice_samples import DELETED, make_content, sample

FACTS_2022 = CompletenessFacts(
    book_value=Decimal("193474338.54"), review_meeting_on=date(2022, 9, 1), issuer_kind=IssuerKind.named_amc
)


def report(values: dict[str, Any] | None = None, facts: CompletenessFacts | None = None, **changes: Any) -> Report:
    return check(make_content(values, **changes), calendar=UNTIL_2026, facts=facts)


def found(of: Report) -> dict[str, tuple[str, str]]:
    """Return severity and field by code."""
    return {finding.code: (finding.severity.value, finding.field) for finding in of.findings}


# What is changed in the notice of 2022, and the finding it brings: severity, field.
CASES: dict[str, tuple[dict[str, Any], str, str, str]] = {
    "no assets": ({"items": []}, "no_assets", "blocker", "items"),
    "no record date": ({"record_date": DELETED}, "no_record_date", "blocker", "record_date"),
    "no terms": ({"terms": DELETED}, "no_terms", "warning", "terms"),
    "no conditions": (
        {"terms__buyer_requirement": DELETED}, "no_conditions", "warning", "terms.buyer_requirement"),
    "no restrictions": ({"restrictions": DELETED}, "no_restrictions", "warning", "restrictions"),
    "no window": ({"window": DELETED}, "no_window", "blocker", "window"),
    "no objections": ({"accepts_enquiries": False}, "no_objections", "blocker", "accepts_enquiries"),
    "no deal contact": ({"contacts__0": DELETED}, "no_deal_contact", "blocker", "contacts"),
    "deal contact without number": (
        {"contacts__0": {"role": "deal", "name": "虚构女士"}}, "no_deal_contact", "blocker", "contacts"),
    "no hotline": ({"contacts__1": DELETED}, "no_discipline_channel", "blocker", "contacts"),
    "hotline without number": (
        {"contacts__1__phones": []}, "no_discipline_channel", "blocker", "contacts"),
    "hotline rings at the deal desk": (
        {"contacts__1__phones": ["0571-87836713"]}, "hotline_is_deal_contact", "blocker", "contacts.1.phones"),
    "hotline without area code": (
        {"contacts__1__phones": ["87836713"]}, "hotline_is_deal_contact", "blocker", "contacts.1.phones"),
    "hotline with country code": (
        {"contacts__1__phones": ["+86 571 8783 6713"]}, "hotline_is_deal_contact", "blocker", "contacts.1.phones"),
    "hotline shares the address of mail": (
        {"contacts__0__email": "a@example.cn", "contacts__1__email": "A@example.cn"},
        "hotline_is_deal_contact", "blocker", "contacts.1.phones"),
    "hotline is the same person": (
        {"contacts__1__name": "陈女士"}, "hotline_person_is_deal_contact", "warning", "contacts.1.name"),
    "department unnamed": ({}, "discipline_department_unnamed", "note", "contacts.1.department"),
    "no security": (
        {"items__0__claims__0__security": [], "items__0__claims__0__guarantees": []},
        "no_security_stated", "note", "items.0.claims.0"),
    "heading names another": (
        {"items__0__heading": "一、虚构公司"}, "heading_names_another", "blocker", "items.0.heading"),
    "status of a stranger": (
        {"items__0__litigation": [{"code": "judged", "words": "已判决", "party": "虚构公司"}]},
        "litigation_of_a_stranger", "warning", "items.0.litigation.0.party"),
    "end differs": (
        {"window__ends_on": "2022-08-30"}, "window_end_differs", "blocker", "window.ends_on"),
    "begins before publication": (
        {"window__begins_on": "2022-08-02"}, "window_begins_wrong", "blocker", "window.begins_on"),
    "words name another count": (
        {"window__wording": "自本公告发布之日起15个工作日"}, "window_wording_differs", "blocker", "window.wording"),
    "year not announced": ({"published_on": "2026-12-15"}, "window_provisional", "warning", "window"),
    "year out of reach": ({"published_on": "2150-01-04"}, "window_not_computable", "blocker", "window"),
    "placed on another day": (
        {"placements__0__published_on": "2022-08-04"},
        "placement_on_another_day", "warning", "placements.0.published_on"),
    "medium not filed": (
        {"placements__0__is_filed_with_supervisor": False},
        "medium_not_filed", "warning", "placements.0.is_filed_with_supervisor"),
    "scope and words differ": (
        {"restrictions__limbs__4__is_state_owned_only": False},
        "limb_scope_differs", "warning", "restrictions.limbs.4"),
    "relatives wider than printed": (
        {"restrictions__limbs__7__relatives": "near"}, "limb_scope_differs", "warning", "restrictions.limbs.7"),
    "police narrower than printed": (
        {"restrictions__limbs__2": {"code": "judicial_police", "wording": "政法干警", "is_handling_staff_only": True}},
        "limb_scope_differs", "warning", "restrictions.limbs.2"),
    "limb not in the verbatim sentence": (
        {"restrictions__verbatim": "国家公务员不得购买"}, "limb_not_printed", "blocker", "restrictions.limbs.1"),
    "verbatim limb not coded": (
        {"restrictions__limbs": [{"code": "civil_servant"}], "restrictions__verbatim": "国家公务员、失信被执行人"},
        "limb_not_coded", "warning", "restrictions.limbs"),
    "unread sources": ({}, "limb_sources_unconfirmed", "note", "restrictions.limbs"),
    "book value unknown": ({}, "floor_unknown", "note", "window"),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "code", "severity", "field"), CASES.values(), ids=CASES.keys())
def test_content_with_one_fault_brings_its_finding(
    changes: dict[str, Any], code: str, severity: str, field: str
) -> None:
    findings = report(**changes).findings
    assert (code, severity, field) in {(f.code, f.severity.value, f.field) for f in findings}


def test_notice_of_2022_may_be_published_with_its_book_value_and_review() -> None:
    of = report(facts=FACTS_2022)
    assert of.is_publishable
    assert set(found(of)) == {
        "website_not_chosen",
        "paper_not_described",
        "discipline_department_unnamed",
        "limb_sources_unconfirmed",
        "state_organ_unchecked",
    }


def test_report_shows_the_heaviest_first_and_counts() -> None:
    of = report(items=[], record_date=DELETED)
    severities = [finding.severity for finding in of.findings]
    assert severities == sorted(severities, key=list(Severity).index)
    as_json = of.as_json()
    assert as_json["is_publishable"] is False
    assert as_json["blockers"] + as_json["warnings"] + as_json["notes"] == len(as_json["findings"])
    assert as_json["findings"][0]["source"] == "《登记规则》"


def test_finding_from_an_unconfirmed_rule_cannot_block() -> None:
    Shortcoming(Severity.warning, "code", "field", "中", "en", NOTICE_CONTENTS)
    with pytest.raises(ValueError, match="unconfirmed"):
        Shortcoming(Severity.blocker, "code", "field", "中", "en", NOTICE_CONTENTS)


def test_every_finding_says_in_two_languages_what_to_do_and_by_what_rule() -> None:
    for changes, *_ in CASES.values():
        for finding in report(**changes).findings:
            assert finding.zh
            assert finding.en.isascii() or any(quote in finding.en for quote in '"“')
            assert finding.source.citation
            assert finding.field


def test_what_a_court_said_of_void_sales_stands_behind_state_organs_and_buyers_only() -> None:
    organ = {"name": "虚构市测试局", "is_state_organ": True}
    cases = [changes for changes, *_ in CASES.values()] + [{"items__0__debtor": organ}]
    cited = {f.code for changes in cases for f in report(**changes).findings if "19号" in f.source.citation}
    assert cited == {"state_organ", "state_organ_unchecked", "limb_sources_unconfirmed"}


def test_every_rule_says_what_it_asks() -> None:
    assert len({rule.__name__ for rule in RULES}) == len(RULES)
    assert all(rule.__doc__ and rule.__doc__.endswith(".") for rule in RULES)


def test_content_of_unknown_kind_is_not_checked() -> None:
    content = make_content().model_copy(update={"kind": "promotion"})
    with pytest.raises(UnknownKind):
        check(content, calendar=UNTIL_2026)


def test_rules_on_assets_leave_later_notices_alone() -> None:
    for name in ("supplement", "correction", "extension", "withdrawal", "result"):
        codes = found(report(sample(f"{name}/sample"), FACTS_2022))
        assert not codes.keys() & {"no_assets", "no_window", "no_deal_contact", "medium_not_chosen", "no_terms"}


@pytest.mark.parametrize(
    ("kind", "missing", "field"),
    [
        ("supplement", "amends", "amends"),
        ("correction", "changes", "changes"),
        ("extension", "window", "window"),
        ("extension", "amends__window_ends_on", "amends.window_ends_on"),
        ("extension", "window__begins_on", "window.begins_on"),
        ("withdrawal", "reason", "reason"),
        ("withdrawal", "amends", "amends"),
        ("result", "outcome", "outcome"),
    ],
)
def test_later_notice_without_what_its_kind_needs_is_blocked(kind: str, missing: str, field: str) -> None:
    of = report(sample(f"{kind}/sample"), **{missing: DELETED})
    assert ("blocker", field) in {(f.severity.value, f.field) for f in of.findings if f.code == "kind_needs_field"}


def test_supplement_that_adds_nothing_is_blocked() -> None:
    of = report(sample("supplement/sample"), items=[])
    assert found(of)["supplement_says_nothing"] == ("blocker", "statements")


def test_correction_that_changes_nothing_is_blocked() -> None:
    of = report(sample("correction/sample"), changes__1__after="测试甲纺织有限公司")
    assert found(of)["change_changes_nothing"] == ("blocker", "changes.1")


def test_extension_counted_from_another_day_than_the_earlier_end_is_blocked() -> None:
    of = report(sample("extension/sample"), window__begins_on="2026-03-17")
    assert found(of)["window_begins_wrong"] == ("blocker", "window.begins_on")
