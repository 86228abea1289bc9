"""Ten invented bidders under the notice of 2022-08-03, through the database; judged on Mon 2022-08-15."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import Session

from disposal.eligibility.findings.finding import Finding, Outcome
from disposal.errors import RecordRefused
from disposal.models.lists.entry import ListNumberKind
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.screening.screening import Screening
from disposal.services.projects.roles import project_parties
from disposal.services.records.dates import today_in_china
from disposal.services.screening.screenings import replay
from notices.content.limbs import LimbCode, RelativesScope
from tests.support.restricted_lists import basic_lists
from tests.support.screening import (
    COMPANY,
    NUMBER,
    OTHER_NUMBER,
    PERSON,
    case_of_2022,
    entered,
    findings,
    party_named,
    screened,
    widen,
)

pytestmark = pytest.mark.filled(by=case_of_2022)
BASIS = (
    "依据：本公告；《最高人民法院关于审理涉及金融不良债权转让案件工作座谈会纪要》（法发〔2009〕19号）"
    "第六条第（九）项〔未证实〕。"
)
INSIDER = {"key": "insider", "kind": "natural_person", "name": "测试资管员工", "personal_number": OTHER_NUMBER}


@pytest.fixture
def project(session: Session) -> DisposalProject:
    return case_of_2022(session)


def judged(session: Session, project: DisposalProject, base: dict[str, Any], **changes: Any) -> Screening:
    """Enter a bidder and screen it; what was kept replays."""
    screening = screened(session, entered(session, project, base, **changes))
    assert replay(session, screening.id).is_identical
    return screening


def only(session: Session, screening: Screening, rule: str) -> Finding:
    (finding,) = findings(session, screening, rule)
    return finding


def two_layers(is_bank: bool) -> dict[str, Any]:
    """Return what makes the clean company one held 30 % through two layers by the insider."""
    middle = {"key": "middle", "name": "虚构中间有限公司", "is_financial_institution": is_bank, "organ": "ordinary"}
    return {
        "parties": [COMPANY["parties"][0], INSIDER, middle],
        "relations": [
            *COMPANY["relations"][1:],
            owns("insider", "middle", "60"), owns("owner", "middle", "40"),
            owns("middle", "bidder", "50"), owns("owner", "bidder", "50"),
        ],
    }  # fmt: skip


def owns(owner: str, owned: str, percent: str) -> dict[str, Any]:
    return {"from_key": owner, "to_key": owned, "kind": "ownership", "percent": percent, "source": "测试登记"}


def relative_of_staff(session: Session, kinship: str) -> dict[str, Any]:
    staff = {"key": "staff", "id": str(party_named(session, "测试经办人"))}
    bond = {"from_key": "bidder", "to_key": "staff", "kind": "kinship", "kinship": kinship, "source": "测试申报"}
    return {"parties": [staff], "relations": [bond]}


def test_clean_company_is_clear(session: Session, project: DisposalProject) -> None:
    basic_lists(session)
    screening = judged(session, project, COMPANY)
    assert screening.overall is Outcome.clear
    assert only(session, screening, "participated_entity").zh == (
        "未发现虚构竞买有限公司属于“上述关联人参与的非金融法人”：已查《测试资管名单》第1版、《测试公务员名单》第1版、"
        "《测试政法名单》第1版、《测试监管名单》第1版、1名直接、间接出资人与任职人员，虚构竞买有限公司已声明不属于此项。"
        + BASIS
    )


def test_serving_civil_servant_is_barred_by_number(session: Session, project: DisposalProject) -> None:
    entry = basic_lists(session, civil=[{"name": "测试竞买人", "number": NUMBER}])["civil"][0]
    screening = judged(session, project, PERSON)
    finding = only(session, screening, "civil_servant")
    assert screening.overall is finding.outcome is Outcome.barred
    assert finding.zh.startswith(f"测试竞买人列于《测试公务员名单》第1版条目{entry.id}（证件号码：")
    assert finding.zh.endswith("，属于本公告不得购买的“国家公务员”，与其声明不符。" + BASIS)
    assert NUMBER not in screening.record


@pytest.mark.parametrize(
    ("kinship", "scope", "outcome"),
    [
        ("spouse", RelativesScope.near, Outcome.barred), ("spouse", RelativesScope.lineal, Outcome.clear),
        ("parent", RelativesScope.near, Outcome.barred), ("parent", RelativesScope.lineal, Outcome.barred),
    ],
)  # fmt: skip
def test_relative_of_handling_staff_is_barred_within_the_circle_of_the_notice(
    session: Session, kinship: str, scope: RelativesScope, outcome: Outcome
) -> None:
    project = case_of_2022(session, relatives=scope)
    basic_lists(session)
    screening = judged(session, project, PERSON, **relative_of_staff(session, kinship))
    assert screening.overall is outcome
    words = {"spouse": "配偶", "parent": "父母"}[kinship]
    told = f"测试竞买人系测试经办人的{words}，测试经办人系本项目经办人员，"
    told += "属于本公告不得购买的" if outcome is Outcome.barred else "但不在本公告所限的直系亲属范围内，不计。"
    assert any(each.zh.startswith(told) for each in findings(session, screening, "relative_of_insider"))


def test_company_held_30_percent_through_two_layers_by_a_barred_person_is_barred(
    session: Session, project: DisposalProject
) -> None:
    basic_lists(session, amc=[{"name": "测试资管员工", "number": OTHER_NUMBER}])
    screening = judged(session, project, {**COMPANY, **two_layers(is_bank=False)})
    finding = only(session, screening, "participated_entity")
    assert screening.overall is finding.outcome is Outcome.barred
    way = "测试资管员工 —60%→ 虚构中间有限公司 —50%→ 虚构竞买有限公司，合计30%"
    assert f"并参与虚构竞买有限公司：{way}，属于本公告不得购买的“上述关联人参与的非金融法人”" in finding.zh
    assert str(finding.stake) == "30"


def test_the_same_through_a_bank_is_excepted_and_says_so(session: Session, project: DisposalProject) -> None:
    basic_lists(session, amc=[{"name": "测试资管员工", "number": OTHER_NUMBER}])
    screening = judged(session, project, {**COMPANY, **two_layers(is_bank=True)})
    assert screening.overall is Outcome.clear
    excepted = "，合计30%，但虚构中间有限公司申报为金融机构（应以金融许可证核实），依“非金融机构法人”之例外不计。"
    assert any(excepted in each.zh for each in findings(session, screening, "participated_entity"))


def test_subsidiary_of_a_guarantor_is_told_but_barred_only_where_the_notice_says_so(
    session: Session, project: DisposalProject
) -> None:
    basic_lists(session)
    guarantor = a_guarantor(session, project)
    changes = {"parties": [{"key": "guarantor", "id": guarantor, "organ": "ordinary", "is_state_owned": False,
                            "is_financial_institution": False, "owners": "exempt"}, *COMPANY["parties"]],
               "relations": [*COMPANY["relations"][2:], owns("guarantor", "bidder", "100")]}  # fmt: skip
    screening = judged(session, project, {**COMPANY, **changes})
    told = [each for each in findings(session, screening, "debtor_side") if "控制" in each.zh]
    assert [each.outcome for each in told] == [Outcome.not_in_notice]
    assert told[0].zh.endswith("本公告未列“债务人、担保人及其关联方”一项，不据此限制。")
    widen(session, project, LimbCode.debtor_side)
    again = judged(session, project, {**COMPANY, **changes, "declarations": PERSON["declarations"]})
    assert again.overall is Outcome.barred


def test_namesake_without_number_is_possible(session: Session, project: DisposalProject) -> None:
    basic_lists(session, civil=[{"name": "测试竞买人"}])
    screening = judged(session, project, PERSON)
    finding = only(session, screening, "civil_servant")
    assert screening.overall is finding.outcome is Outcome.possible
    assert finding.zh.startswith("测试竞买人疑似列于《测试公务员名单》第1版条目")
    assert finding.zh.endswith("，可能属于本公告不得购买的“国家公务员”，须由人核定。" + BASIS)


def test_masked_dishonest_debtor_is_possible(session: Session, project: DisposalProject) -> None:
    masked = {"name": "测**买人", "number_masked": f"{NUMBER[:6]}********{NUMBER[-4:]}", "number_kind": "masked"}
    basic_lists(session, dishonest=[masked])
    widen(session, project, LimbCode.dishonest_debtor)
    finding = only(session, judged(session, project, PERSON), "dishonest_debtor")
    assert finding.outcome is Outcome.possible
    assert "测试竞买人疑似列于《测试失信名单》第1版条目" in finding.zh


@pytest.mark.parametrize(("listed", "outcome"), [("E12345678", Outcome.barred), ("E87654321", Outcome.possible)])
def test_bidder_known_by_a_passport_is_met_by_its_number_and_told_from_nobody_by_it(
    session: Session, project: DisposalProject, listed: str, outcome: Outcome
) -> None:
    entry = {"name": "测试竞买人", "number": listed, "number_kind": ListNumberKind.other_document}
    basic_lists(session, civil=[entry])
    passport = {"identity_document": "passport", "personal_number": "E 1234 5678"}
    screening = judged(session, project, PERSON, bidder=PERSON["bidder"] | passport)
    finding = only(session, screening, "civil_servant")
    assert finding.outcome is outcome
    assert ("证件号码相同（********）" in finding.zh) is (outcome is Outcome.barred)
    assert "E12345678" not in screening.record


def test_bidder_is_judged_today_and_never_as_of_tomorrow(session: Session, project: DisposalProject) -> None:
    basic_lists(session)
    bidder, today = entered(session, project, PERSON), today_in_china()
    assert screened(session, bidder, on=today).judged_on == today
    with pytest.raises(RecordRefused, match="lies after today"):
        screened(session, bidder, on=today + timedelta(days=1))


def test_bidder_with_missing_facts_is_undecided(session: Session, project: DisposalProject) -> None:
    basic_lists(session)
    screening = judged(session, project, {"bidder": {"kind": "natural_person", "name": "测试竞买人"},
                                          "parties": [], "relations": []})  # fmt: skip
    assert screening.overall is Outcome.undecided
    asked = {fact for rule in ("civil_servant", "capacity", "relative_of_insider") for each in
             findings(session, screening, rule) for fact in each.asks}  # fmt: skip
    assert {"dossier.positions", "dossier.means", "dossier.relatives"} <= asked
    assert "未提供支付能力证明，无法认定是否符合本公告对买受人的要求" in str(findings(session, screening, "capacity"))


def test_bidder_while_the_list_store_fails_is_error(session: Session, project: DisposalProject) -> None:
    basic_lists(session)
    bidder = entered(session, project, PERSON)
    rename(session, "restricted_list", "restricted_list_gone")
    screening = screened(session, bidder)
    rename(session, "restricted_list_gone", "restricted_list")
    assert screening.overall is Outcome.error
    finding = only(session, screening, "civil_servant")
    assert finding.zh.startswith("测试竞买人：查询限制名单库失败（数据库报告“")
    assert "请交系统管理员处理后重新审查）" in finding.zh
    assert "未能审查是否属于本公告不得购买的“国家公务员”" in finding.zh


def a_guarantor(session: Session, project: DisposalProject) -> str:
    guarantors = project_parties(session, project.id).guarantors or ()
    assert guarantors
    return guarantors[0]


def test_full_number_stands_in_no_column_of_any_table(session: Session, project: DisposalProject) -> None:
    basic_lists(session, civil=[{"name": "测试竞买人", "number": NUMBER}])
    judged(session, project, PERSON)
    tables = session.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).scalars().all()
    dumped = {table: str(session.execute(text(f"SELECT t::text FROM {table} t")).all()) for table in tables}
    assert "测试竞买人" in dumped["party"]
    for planted in (NUMBER, NUMBER.encode().hex(), "13800001001"):
        assert [table for table, said in dumped.items() if planted in said] == []


def rename(session: Session, table: str, name: str) -> None:
    """Take a table away, or put it back; PostgreSQL wants no check to be pending meanwhile."""
    for statement in ("SET CONSTRAINTS ALL IMMEDIATE", f"ALTER TABLE {table} RENAME TO {name}"):
        session.execute(text(statement))
    session.execute(text("SET CONSTRAINTS ALL DEFERRED"))
