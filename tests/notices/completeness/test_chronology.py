"""Days and words that cannot be: what lies after the notice, before the loan or the debtor, or says nothing."""

from datetime import date
from typing import Any

import pytest

from notices.completeness import check
from tests.support.calendars import UNTIL_2026
from tests.support.contradictions import CLAIM, DEBTOR, told
from tests.support.notice_samples import DELETED, changed, make_content, sample, text_of


def chain_of(*days: str | None) -> list[dict[str, Any]]:
    names = ["虚构甲银行", "虚构乙公司", "虚构丙公司", "虚构丁公司"]
    return [
        {"assignor": one, "assignee": other, **({"assigned_on": date.fromisoformat(day)} if day else {})}
        for one, other, day in zip(names, names[1:], days, strict=False)
    ]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (["2022-08-02"], []),
        (["2022-08-03"], []),  # the day of the notice
        (["2022-08-04"], [("blocker", "assignment_to_come", "items.0.chain.0.assigned_on")]),
        (["2020-01-05", "2020-01-05"], []),
        (["2020-01-05", "2020-01-04"], [("warning", "assignments_out_of_order", "items.0.chain.1.assigned_on")]),
        (["2020-01-05", None, "2020-01-04"],
         [("warning", "assignments_out_of_order", "items.0.chain.2.assigned_on")]),
    ],
)  # fmt: skip
def test_assignments_lie_before_the_notice_and_in_order(days: list[str | None], expected: list[Any]) -> None:
    assert told(items__0__chain=chain_of(*days)) == expected


def test_chain_with_a_gap_or_a_link_to_itself_warns() -> None:
    gap = [
        {"assignor": "虚构甲银行", "assignee": "虚构乙公司"},
        {"assignor": "虚构丙公司", "assignee": "虚构丁公司"},
    ]
    assert told(items__0__chain=gap) == [("warning", "chain_broken", "items.0.chain.1.assignor")]
    assert told(items__0__chain=chain_of(None, None, None)) == []
    itself = [{"assignor": "虚构甲银行", "assignee": "虚构甲银行"}]
    assert told(items__0__chain=itself) == [("warning", "assigned_to_itself", "items.0.chain.0.assignee")]
    branch = [
        {"assignor": "虚构甲银行", "assignee": "虚构乙公司"},
        {"assignor": "虚构乙公司浙江省分公司", "assignee": "我分公司"},
    ]
    assert told(items__0__chain=branch) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"items__0__chain": chain_of("2018-12-31")}, "items.0.chain.0.assigned_on"),
        ({"record_date": date(2018, 12, 31)}, "record_date"),
        ({f"{CLAIM}__litigation": [{"code": "judged", "words": "已判决", "as_of": date(2018, 1, 1)}]},
         "items.0.claims.0.litigation.0.as_of"),
        ({f"{CLAIM}__litigation": [{"code": "judged", "words": "已判决", "case_number": "（2018）虚01民初1号"}]},
         "items.0.claims.0.litigation.0.case_number"),
    ],
    ids=["assignment", "record date", "status", "case"],
)  # fmt: skip
def test_what_follows_the_loan_is_not_older_than_its_contract_number(changes: dict[str, Any], field: str) -> None:
    for number in (
        "虚借2019年第01号",
        "虚借〔2019〕01号",
        "XJ20190315",
        "虚借字（二〇一九）第01号",
        "虚借二零一九年01号",
    ):
        assert told(**{f"{CLAIM}__contract_numbers": [number]}, **changes) == [
            ("warning", "older_than_the_loan", field)
        ]
    for number in (
        "虚借2018年第01号",
        "XJ2019001",
        "XJ20191399",
        "虚借01号",
        "虚借（二〇一八）01号",
        "虚借二〇一九二号",
    ):  # same year, or no day in the number
        assert told(**{f"{CLAIM}__contract_numbers": [number]}, **changes) == []


@pytest.mark.parametrize(("year", "is_told"), [(2022, False), (2023, True)])
def test_number_of_a_year_after_the_notice_warns(year: int, is_told: bool) -> None:
    codes = [code for _, code, _ in told(**{f"{CLAIM}__contract_numbers": [f"虚借{year}年第1号"]})]
    assert ("contract_to_come" in codes) is is_told
    status = [{"code": "judged", "words": "已判决", "case_number": f"（{year}）虚01民初1号"}]
    assert told(**{f"{CLAIM}__litigation": status}) == (
        [("warning", "case_to_come", "items.0.claims.0.litigation.0.case_number")] if is_told else []
    )


@pytest.mark.parametrize(
    ("founded_on", "expected"),
    [
        ("2022-08-04", [("blocker", "founded_to_come"), ("warning", "older_than_the_debtor")]),
        ("2022-08-03", [("warning", "older_than_the_debtor")]),
        ("2001-01-01", []),
    ],
)
def test_company_is_founded_before_the_notice_and_its_debt(founded_on: str, expected: list[tuple[str, str]]) -> None:
    debtor = {"name": DEBTOR, "founded_on": date.fromisoformat(founded_on)}
    assert [(severity, code) for severity, code, _ in told(items__0__debtor=debtor)] == expected


@pytest.mark.parametrize(
    ("day", "is_told"),
    [
        ("1970-01-01", True),
        ("1900-01-01", True),
        ("1899-12-30", True),
        ("1969-12-31", True),
        ("1601-01-01", True),
        ("1111-11-11", True),
        ("1970-01-02", False),
        ("2000-01-01", False),
    ],
)
def test_day_that_looks_like_an_empty_cell_warns(day: str, is_told: bool) -> None:
    found = told(record_date=date.fromisoformat(day))
    assert found == ([("warning", "day_looks_like_a_default", "record_date")] if is_told else [])


def test_amounts_without_any_record_date_block_and_a_date_on_each_claim_is_enough() -> None:
    def severity(values: dict[str, Any], **changes: Any) -> list[str]:
        found = check(make_content(values, **changes), calendar=UNTIL_2026).findings
        return [f.severity.value for f in found if f.code == "no_record_date"]

    bare = changed(sample(), record_date=DELETED)
    assert severity(bare) == ["blocker"]
    assert severity(bare, **{f"{CLAIM}__record_date": date(2022, 6, 30)}) == []
    package = changed(sample("disposal/sample-package"), record_date=DELETED, items=[], attachments=["虚构清单"])
    assert severity(package) == ["blocker"]
    assert severity(changed(package, package={"name": "虚构资产包"})) == ["warning"]


@pytest.mark.parametrize(
    ("modes", "words", "printed", "expected"),
    [
        (["other"], None, "处置方式为其他等，", [("blocker", "other_mode_unnamed", "terms.other_mode")]),
        *(
            (["other"], words, f"处置方式为{words}等，", [("blocker", "other_mode_unnamed", "terms.other_mode")])
            for words in ("其他", "其他方式", "其他合法方式", "其它处置方式", "另行方式")
        ),
        (["auction", "other"], "以物抵债", "处置方式为拍卖、以物抵债等，", []),
        (["auction"], "以物抵债", "处置方式为拍卖等，", [("warning", "other_mode_unprinted", "terms.other_mode")]),
        (["claim_transfer", "收益权转让"], None, "处置方式为债权转让、收益权转让等，", []),
        (["债权转让"], None, "处置方式为债权转让等，", []),
    ],
)
def test_mode_other_needs_words_and_transfers_are_modes_of_their_own(
    modes: list[str], words: str | None, printed: str, expected: list[Any]
) -> None:
    content = make_content(terms__modes=modes, terms__other_mode=words)
    assert printed in text_of(content)
    assert told(terms__modes=modes, terms__other_mode=words) == expected


@pytest.mark.parametrize(("words", "is_told"), [(None, True), ("撤销", False)])
def test_status_other_needs_words(words: str | None, is_told: bool) -> None:
    found = told(items__0__debtor={"name": DEBTOR, "status": "other", "status_words": words})
    field = "items.0.debtor.status_words"
    assert found == ([("warning", "other_status_unnamed", field)] if is_told else [])
