"""The engine: order, replay, canonical JSON, and what it refuses."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from hashlib import sha256
from random import Random
from typing import Any

import pytest

from disposal.eligibility.engine import ScreeningRecord, ScreeningResult, replay, screen, screening_of
from disposal.eligibility.facts.errors import ClearNumberInFacts, FactsRefused, RecordUnreadable, ReplayImpossible
from disposal.eligibility.facts.facts import Facts
from disposal.eligibility.facts.lookups import HitStrength
from disposal.eligibility.facts.people import OwnersKnown
from disposal.eligibility.facts.relations import Kinship, Office, RelationKind
from disposal.eligibility.findings.finding import Outcome, worst
from disposal.eligibility.rules import LIMB_RULES
from disposal.eligibility.versions import ENGINE_VERSION
from notices.content.terms import Restrictions
from tests.support.dossiers import (
    DAY,
    all_limbs,
    company_facts,
    contacts,
    firm,
    hit,
    kin,
    notice_2022,
    office,
    owns,
    person,
    person_facts,
    phone,
    screened,
)

CLEAR_NUMBER = "11010519491231002X"  # the example printed in the standard GB 11643


def tangled() -> Facts:
    """Return facts that give findings of many kinds."""
    parts = (firm("甲"), firm("乙", owners=OwnersKnown.exempt), person("丙"), firm("对手", contacts=(phone("1001"),)))
    return company_facts(
        dossier={"shareholders": (owns("甲", "竞买公司", "60.5"), owns("丙", "竞买公司", "39.5"))},
        add=parts,
        relations=(
            owns("乙", "甲", "99"), owns("丙", "甲", "1"), owns("担保人", "乙", "70"), owns("甲", "乙", "3"),
            office("丙", "乙", Office.director, valid_until=date(2021, 12, 31)), kin("丙", "经办人", Kinship.child),
        ),
        hits=(hit("丙", "amc"), hit("丙", "aml", HitStrength.possible, commonness=70)),
        other_bidders=("对手",),
    )  # fmt: skip


def test_outcomes_rank_barred_error_possible_undecided_clear() -> None:
    order = [Outcome.barred, Outcome.error, Outcome.possible, Outcome.undecided, Outcome.clear]
    for at, outcome in enumerate(order):
        assert worst([*order[at:], Outcome.not_in_notice]) is outcome


def test_nothing_examined_is_undecided_and_never_clear() -> None:
    assert worst([]) is worst([Outcome.not_in_notice]) is Outcome.undecided


def test_notice_without_any_limb_leaves_the_bidder_undecided() -> None:
    result = screened(person_facts(), Restrictions())
    assert result.overall is Outcome.undecided
    assert result.findings[0].zh.startswith("本公告未列任何受让限制，无法据以审查测试竞买人。")


def test_every_finding_has_person_words_article_and_two_sentences() -> None:
    result = screened(tangled(), all_limbs())
    assert {finding.outcome for finding in result.findings} >= {Outcome.barred, Outcome.undecided, Outcome.clear}
    for finding in result.findings:
        assert finding.zh.endswith("。")
        assert finding.en.endswith(".")
        assert finding.source.citation
        assert finding.person_name in finding.zh or finding.outcome is Outcome.not_in_notice
        assert (finding.outcome is Outcome.undecided) is bool(finding.asks)


def test_findings_come_in_the_order_of_the_rules_the_worst_of_each_first() -> None:
    result = screened(tangled(), all_limbs())
    codes = [rule.code.value for rule in LIMB_RULES]
    places = [codes.index(finding.rule) for finding in result.findings if finding.limb]
    assert places == sorted(places)
    for code in codes:
        ranks = [finding.outcome.rank for finding in result.findings if finding.rule == code]
        assert ranks == sorted(ranks)


def test_result_does_not_depend_on_the_order_of_the_facts() -> None:
    facts, random = tangled(), Random(3)  # noqa: S311 - repeatable chance, nothing secret
    first = screened(facts, all_limbs())
    for _ in range(10):
        mixed: dict[str, Any] = {
            name: tuple(random.sample(getattr(facts, name), len(getattr(facts, name))))
            for name in ("parties", "relations", "lists", "lookups", "hits")
        }
        assert screened(replace(facts, **mixed), all_limbs()).findings == first.findings


@pytest.mark.parametrize("facts", [tangled(), person_facts(), company_facts()])
def test_stored_screening_replays_to_the_same_result(facts: Facts) -> None:
    for restrictions in (notice_2022(), all_limbs(), Restrictions()):
        stored = screening_of(facts, restrictions, DAY)
        assert replay(stored.as_json()) == stored.result == screen(facts, restrictions, DAY)


def test_facts_and_results_survive_canonical_json_byte_for_byte() -> None:
    screening = screening_of(tangled(), all_limbs(), DAY)
    text = screening.as_json()
    assert ScreeningRecord.from_json(text) == screening
    assert ScreeningRecord.from_json(text).as_json() == text
    assert ScreeningResult.from_json(screening.result.as_json()) == screening.result
    assert json.loads(text)["result"]["engine_version"] == ENGINE_VERSION
    percents = [
        relation.percent for relation in ScreeningRecord.from_json(text).question.facts.dossier.shareholders or ()
    ]
    assert percents == [Decimal("60.5"), Decimal("39.5")]


def test_screening_of_another_engine_or_rule_is_not_replayed() -> None:
    stored = json.loads(screening_of(person_facts(), notice_2022(), DAY).as_json())
    older = stored | {"result": stored["result"] | {"engine_version": "0.9.0"}}
    with pytest.raises(ReplayImpossible, match=r"engine 0\.9\.0.*install the release"):
        replay(json.dumps(older))
    stored["result"]["rule_versions"][0][1] = "0"
    with pytest.raises(ReplayImpossible, match="civil_servant 0"):
        replay(json.dumps(stored))


def test_screening_of_the_release_before_is_replayed_as_it_was_made() -> None:
    rivals = tuple(firm(name, contacts=(phone("1001"),)) for name in ("对手", "另一对手"))
    facts = company_facts(
        dossier={"bidder": firm("竞买公司", contacts=contacts(phone("1001")))},
        add=rivals,
        other_bidders=("对手", "另一对手"),
    )
    stored = json.loads(screening_of(facts, notice_2022(), DAY).as_json())
    del stored["question"]["facts"]["seller_contacts"]  # 1.4.0 did not know it
    question = json.dumps(stored["question"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    stored["result"] |= {"engine_version": "1.4.0", "question_sha256": sha256(question.encode()).hexdigest()}
    stored["result"]["rule_versions"][-1][1] = "5"
    again = replay(json.dumps(stored))
    assert (again.engine_version, again.question_sha256) == ("1.4.0", stored["result"]["question_sha256"])
    assert [each.rule for each in again.findings].count("evasion.shared_phone") == 2
    assert [each.rule for each in screen(facts, notice_2022(), DAY).findings].count("evasion.shared_phone") == 1


def test_screening_of_the_engine_1_5_0_is_replayed_and_keeps_its_version() -> None:
    stored = json.loads(screening_of(person_facts(), notice_2022(), DAY).as_json())
    stored["result"]["engine_version"] = "1.5.0"
    again = replay(json.dumps(stored))
    assert again.engine_version == "1.5.0"
    assert [each.zh for each in again.findings] == [each["zh"] for each in stored["result"]["findings"]]


@pytest.mark.parametrize(("engine", "times"), [("1.6.0", 2), ("1.7.0", 1), ("1.11.0", 1), (ENGINE_VERSION, 1)])
def test_how_many_bear_a_name_is_told_once_and_twice_where_an_earlier_engine_did(engine: str, times: int) -> None:
    listed = hit("竞买人", "amc", HitStrength.possible, commonness=290_000)
    told = replace(
        listed,
        because=f"{listed.because}；全国同名约 30 万人（估计）",
        because_en=f"{listed.because_en}; borne by 300,000",
    )
    stored = json.loads(screening_of(person_facts(hits=(told,)), notice_2022(), DAY).as_json())
    stored["result"]["engine_version"] = engine
    found = next(each for each in replay(json.dumps(stored)).findings if "同名" in each.zh)
    assert found.zh.count("同名") == times
    assert found.en.count("borne by") == times


def test_record_written_before_a_field_was_known_is_still_read_whole() -> None:
    stored = json.loads(screening_of(person_facts(), notice_2022(), DAY).as_json())
    del stored["question"]["facts"]["dossier"]["bidder"]["credit_code"]  # as a release that did not know it wrote
    question = json.dumps(stored["question"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    stored["result"]["question_sha256"] = sha256(question.encode()).hexdigest()
    assert ScreeningRecord.from_json(json.dumps(stored)).result.overall is Outcome.clear


@pytest.mark.parametrize(
    ("known", "outcome"),
    [
        ({"number_index": None}, Outcome.undecided),
        ({"credit_code": "测试代码", "number_index": None}, Outcome.undecided),
        ({}, Outcome.clear),
    ],
)
def test_bidder_who_has_shown_no_number_is_not_cleared(known: dict[str, Any], outcome: Outcome) -> None:
    bidder = replace(person_facts().dossier.bidder, **known)
    result = screened(person_facts(dossier={"bidder": bidder}))
    assert result.overall is outcome
    told = [finding for finding in result.findings if finding.rule == "identity"]
    assert [finding.asks for finding in told] == ([("dossier.bidder.number",)] if told else [])
    if told:
        assert told[0].zh.startswith("测试竞买人未提供身份证号码，名单与登记资料只能按名称比对，不能据以排除。")


def test_organisation_without_credit_code_is_not_cleared() -> None:
    bidder = replace(company_facts().dossier.bidder, credit_code=None)
    result = screened(company_facts(dossier={"bidder": bidder}))
    assert result.overall is Outcome.undecided
    assert "测试竞买公司未提供统一社会信用代码" in result.findings[0].zh


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda d: d["question"]["facts"]["dossier"].update(age_years=12), "result.question_sha256"),
        (lambda d: d["question"]["facts"].update(colour="red"), "question.facts.colour"),
        (lambda d: d["question"]["facts"]["dossier"]["bidder"].pop("name"), "question.facts.dossier.bidder.name"),
        (lambda d: d["result"].update(overall="fine"), "result.overall"),
        (
            lambda d: d["question"]["restrictions"]["limbs"][0].update(code="judge"),
            "question.restrictions.limbs.0.code",
        ),
    ],
)
def test_altered_record_is_refused_naming_the_place(change: Any, place: str) -> None:
    stored = json.loads(screening_of(person_facts(), notice_2022(), DAY).as_json())
    change(stored)
    with pytest.raises(RecordUnreadable) as refused:
        replay(json.dumps(stored))
    assert refused.value.field == place


def test_text_that_is_no_json_is_refused() -> None:
    with pytest.raises(RecordUnreadable):
        replay("{")


def test_full_number_is_refused_wherever_it_stands() -> None:
    for field in ("name", "number_index", "number_masked"):
        with pytest.raises(ClearNumberInFacts) as refused:
            person("甲", **{"name": "测试甲", field: CLEAR_NUMBER} if field != "name" else {"name": CLEAR_NUMBER})
        assert CLEAR_NUMBER not in str(refused.value.as_json())
    with pytest.raises(ClearNumberInFacts):
        hit("甲", "civil", because=f"号码 {CLEAR_NUMBER} 一致")
    declared = owns("股东", "竞买公司", "100")
    facts = company_facts(dossier={"shareholders": (replace(declared, source=f"申报 {CLEAR_NUMBER}"),)})
    with pytest.raises(ClearNumberInFacts):
        screen(facts, notice_2022(), DAY)


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda: owns("甲", "乙", "100.01"), "percent"),
        (lambda: owns("甲", "乙", "-1"), "percent"),
        (lambda: owns("甲", "乙", "NaN"), "percent"),
        (lambda: replace(kin("甲", "乙", Kinship.child), kinship=None), "kinship"),
        (lambda: replace(office("甲", "乙"), office=None), "office"),
        (lambda: owns("甲", "乙", "1", valid_from=DAY, valid_until=date(2022, 8, 14)), "valid_until"),
        (lambda: person("甲", " "), "name"),
        (lambda: person("甲", number_masked="330102"), "number_masked"),
        (lambda: person_facts(relations=(owns("陌生人", "竞买人", "1"),)), "relations"),
        (lambda: person_facts(other_bidders=("陌生人",)), "other_bidders"),
        (lambda: person_facts(add=(person("甲"),), dossier={"agents": (owns("甲", "竞买人", "1"),)}), "dossier.agents"),
        (lambda: person_facts(hits=(replace(hit("竞买人", "civil"), list_version=99),)), "lists"),
        (lambda: replace(person_facts(), parties=(person("竞买人"),)), "parties"),
    ],
)
def test_facts_that_contradict_themselves_are_refused_by_field(make: Any, field: str) -> None:
    with pytest.raises(FactsRefused) as refused:
        make()
    assert refused.value.field == field
    assert refused.value.zh
    assert refused.value.as_json()["status"] == 422


def test_relation_kinds_read_from_the_first_party_to_the_second() -> None:
    assert owns("甲", "乙", "0").kind is RelationKind.ownership
    assert owns("甲", "乙", "100").is_in_force(DAY)
