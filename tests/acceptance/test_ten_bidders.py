"""Ten invented bidders under the notice of 2022-08-03, each finding's sentence asserted. Judged on Mon 2022-08-15."""

from dataclasses import replace
from decimal import Decimal

from disposal.eligibility.facts.facts import Facts
from disposal.eligibility.facts.lookups import HitStrength, LookupFailed, MatchedField
from disposal.eligibility.facts.people import OrganKind, OwnersKnown
from disposal.eligibility.facts.relations import Kinship, Office
from disposal.eligibility.findings.finding import Outcome
from notices.content.limbs import LimbCode, RelativesScope
from notices.content.terms import RestrictionLimb, Restrictions
from tests.support.dossiers import (
    company_facts,
    findings,
    firm,
    hit,
    kin,
    limbs,
    notice_2022,
    office,
    outcomes,
    owns,
    person,
    person_facts,
    screened,
)

BASIS = (
    "依据：本公告；《最高人民法院关于审理涉及金融不良债权转让案件工作座谈会纪要》（法发〔2009〕19号）"
    "第六条第（九）项〔未证实〕。"
)
BASIS_OF_KIN = BASIS.replace("（九）", "（十）")
BASIS_EN = "Source: this notice; Supreme People's Court, Fa Fa [2009] No. 19, part 6 (9) [unconfirmed]."


def near_2022() -> Restrictions:
    """Return the 2022 notice with the wider circle of relatives."""
    restrictions = notice_2022()
    changed = tuple(
        limb.model_copy(update={"relatives": RelativesScope.near})
        if limb.code is LimbCode.relative_of_insider
        else limb
        for limb in restrictions.limbs
    )
    return restrictions.model_copy(update={"limbs": changed})


def relative_words() -> str:
    return next(limb.words for limb in notice_2022().limbs if limb.code is LimbCode.relative_of_insider)


def two_layers(middle_is_bank: bool) -> Facts:
    """Return a company held 30 % through two layers by a listed person."""
    middle = firm(
        "中间层", "测试中间银行" if middle_is_bank else "测试中间公司", is_financial_institution=middle_is_bank
    )
    return company_facts(
        dossier={"shareholders": (owns("中间层", "竞买公司", "50"), owns("股东", "竞买公司", "50"))},
        add=(middle, person("资管员工", "测试资管员工"), person("另一人")),
        relations=(owns("资管员工", "中间层", "60"), owns("另一人", "中间层", "40")),
        hits=(hit("资管员工", "amc"),),
    )


def test_first_bidder_a_clean_company_is_clear_and_every_finding_says_what_was_read() -> None:
    result = screened(company_facts())
    assert result.overall is Outcome.clear
    assert {finding.outcome for finding in result.findings} == {Outcome.clear, Outcome.not_in_notice}
    (taken,) = findings(result, "participated_entity")
    assert taken.zh == (
        "未发现测试竞买公司属于“上述关联人参与的非金融法人”：已查《测试资管名单》第5版、《测试公务员名单》第3版、"
        "《测试政法名单》第1版、《测试监管名单》第2版、1名直接、间接出资人与任职人员，测试竞买公司已声明不属于此项。"
        + BASIS
    )


def test_second_bidder_a_serving_civil_servant_is_barred_by_number() -> None:
    result = screened(person_facts(hits=(hit("竞买人", "civil"),)))
    (finding,) = findings(result, "civil_servant")
    assert result.overall is finding.outcome is Outcome.barred
    assert finding.zh == (
        "测试竞买人列于《测试公务员名单》第3版条目A-12（证件号码：号码一致），属于本公告不得购买的“国家公务员”，与其声明不符。"
        + BASIS
    )
    assert finding.en == (
        "测试竞买人 stands on Test civil servants version 3, entry A-12 (identity number: same number): barred by "
        "this notice as “国家公务员” (civil servant), against the declaration made. " + BASIS_EN
    )
    assert (finding.list_code, finding.list_version, finding.entry_id, finding.matched_field) == (
        "civil", 3, "A-12", "number",
    )  # fmt: skip


def test_third_bidder_the_spouse_of_handling_staff_is_barred_under_near_only() -> None:
    facts = person_facts(dossier={"relatives": (kin("竞买人", "经办人", Kinship.spouse),)})
    (near,) = findings(screened(facts, near_2022()), "relative_of_insider")
    assert near.outcome is Outcome.barred
    assert near.zh == (
        f"测试竞买人系测试经办人的配偶，测试经办人系本项目经办人员，属于本公告不得购买的“{relative_words()}”，"
        f"与其声明不符。{BASIS_OF_KIN}"
    )
    lineal = screened(facts)
    assert lineal.overall is Outcome.clear
    assert (
        "测试竞买人系测试经办人的配偶，测试经办人系本项目经办人员，但不在本公告所限的直系亲属范围内，不计。"
        + BASIS_OF_KIN
        in [finding.zh for finding in findings(lineal, "relative_of_insider")]
    )


def test_fourth_bidder_the_father_of_handling_staff_is_barred_under_lineal_and_near() -> None:
    facts = person_facts(dossier={"relatives": (kin("竞买人", "经办人", Kinship.parent),)})
    for restrictions in (notice_2022(), near_2022()):
        (finding,) = findings(screened(facts, restrictions), "relative_of_insider")
        assert finding.outcome is Outcome.barred
        assert finding.zh.startswith("测试竞买人系测试经办人的父母，测试经办人系本项目经办人员，属于本公告不得购买的")
        assert finding.en.startswith(
            "测试竞买人 is the parent of 测试经办人; 测试经办人 is on the staff that handles this project: "
        )


def test_fifth_bidder_held_30_percent_through_two_layers_by_a_listed_person_is_barred() -> None:
    result = screened(two_layers(middle_is_bank=False))
    (finding,) = findings(result, "participated_entity")
    assert result.overall is finding.outcome is Outcome.barred
    assert finding.stake == Decimal("30")
    assert finding.zh == (
        "测试资管员工列于《测试资管名单》第5版条目A-12（证件号码：号码一致）（“金融资产管理公司工作人员”），"
        "并参与测试竞买公司：测试资管员工 —60%→ 测试中间公司 —50%→ 测试竞买公司，合计30%，"
        "属于本公告不得购买的“上述关联人参与的非金融法人”，"
        "与其声明不符。" + BASIS
    )
    assert [step.percent for step in finding.paths[0].steps] == [Decimal("60"), Decimal("50")]


def test_sixth_bidder_the_same_through_a_bank_is_excepted_and_the_finding_says_so() -> None:
    result = screened(two_layers(middle_is_bank=True))
    assert result.overall is Outcome.clear
    assert outcomes(result, "participated_entity") == {Outcome.clear}
    way = "测试资管员工 —60%→ 测试中间银行 —50%→ 测试竞买公司，合计30%"
    excepted = f"{way}，但测试中间银行申报为金融机构（应以金融许可证核实），依“非金融机构法人”之例外不计。"
    assert any(excepted in finding.zh for finding in findings(result, "participated_entity"))


def test_seventh_bidder_a_guarantors_subsidiary_is_told_but_not_barred_by_the_2022_notice() -> None:
    facts = company_facts(
        dossier={"shareholders": (owns("担保人", "竞买公司", "80"), owns("股东", "竞买公司", "20"))},
    )
    told = screened(facts)
    assert told.overall is Outcome.clear
    (finding,) = findings(told, "debtor_side")
    assert finding.outcome is Outcome.not_in_notice
    assert finding.zh == (
        "测试担保人为担保人，并控制（《公司法》第二百一十六条）测试竞买公司：测试担保人 —80%→ 测试竞买公司，合计80%。"
        "本公告未列“债务人、担保人及其关联方”一项，不据此限制。"
    )
    barred = screened(facts, limbs(*notice_2022().limbs, RestrictionLimb(code=LimbCode.debtor_side)))
    assert outcomes(barred, "debtor_side") == {Outcome.barred}
    assert barred.overall is Outcome.barred


def test_eighth_bidder_a_namesake_without_number_is_possible_with_how_common_the_name_is() -> None:
    same_name = hit(
        "竞买人", "civil", HitStrength.possible, field=MatchedField.whole_name, because="姓名相同，无证件号码",
        because_en="same name, no number", commonness=290000,
    )  # fmt: skip
    result = screened(person_facts(hits=(same_name,)))
    (finding,) = findings(result, "civil_servant")
    assert result.overall is finding.outcome is Outcome.possible
    assert finding.zh == (
        "测试竞买人疑似列于《测试公务员名单》第3版条目A-12（姓名或名称：姓名相同，无证件号码，同名者约29万人），"
        "可能属于本公告不得购买的“国家公务员”，须由人核定。" + BASIS
    )


def test_ninth_bidder_meets_a_masked_dishonest_debtor_entry_as_possible() -> None:
    masked = hit(
        "竞买人", "dishonest", HitStrength.possible, field=MatchedField.masked_number,
        because="与 330102********1234 不矛盾", because_en="fits 330102********1234",
    )  # fmt: skip
    restrictions = limbs(LimbCode.dishonest_debtor)
    result = screened(person_facts(hits=(masked,)), restrictions)
    (finding,) = findings(result, "dishonest_debtor")
    assert result.overall is finding.outcome is Outcome.possible
    assert finding.zh == (
        "测试竞买人疑似列于《测试失信名单》第7版条目A-12（部分隐去的证件号码：与 330102********1234 不矛盾），"
        "可能属于本公告不得购买的“失信被执行人”，须由人核定。依据：本公告。"
    )


def test_tenth_bidder_with_missing_facts_is_undecided_and_each_is_asked_for() -> None:
    facts = person_facts(dossier={"positions": None, "relatives": None, "means": None, "declarations": ()})
    result = screened(facts)
    assert result.overall is Outcome.undecided
    asked = {fact for finding in result.findings for fact in finding.asks}
    assert {"dossier.positions", "dossier.relatives", "dossier.means", "dossier.declarations.civil_servant"} <= asked
    (means,) = findings(result, "capacity")
    assert means.zh == (
        "测试竞买人未提供支付能力证明，无法认定是否符合本公告对买受人的要求“具有完全民事行为能力、支付能力的法人、组织或自然人”。"
        "请补充后重新审查。依据：本公告。"
    )


def test_a_bidder_while_the_list_store_fails_is_error_under_every_limb_that_reads_a_list() -> None:
    failed = LookupFailed(
        list_code="*",
        list_name="限制名单库",
        list_name_en="the list store",
        reason="连接中断",
        reason_en="connection lost",
    )
    result = screened(replace(person_facts(), failures=(failed,)))
    assert result.overall is Outcome.error
    for code in ("civil_servant", "regulator_staff", "judicial_police", "amc_staff"):
        (finding,) = findings(result, code)
        assert finding.outcome is Outcome.error
        assert finding.zh.startswith("测试竞买人：查询限制名单库失败（连接中断），未能审查是否属于本公告不得购买的")
        assert finding.en.startswith(
            "测试竞买人: the look-up in the list store failed (connection lost): not examined "
        )


def test_owner_and_office_in_an_ordinary_company_do_not_taint_the_clean_company() -> None:
    listed_company = firm("上市公司", owners=OwnersKnown.exempt)
    facts = company_facts(
        dossier={"shareholders": (owns("上市公司", "竞买公司", "100"),)},
        add=(listed_company, firm("机关", organ=OrganKind.state_organ)),
        relations=(
            office("经办法官", "机关", Office.employee),
            office("股东", "上市公司", Office.legal_representative),
        ),
    )
    assert screened(facts).overall is Outcome.clear
