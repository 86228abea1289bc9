"""The extension point: a limb is added by a code, a file and a line; here it is seen whether it is whole."""

import ast
from pathlib import Path

import pytest

import disposal.eligibility
from disposal.eligibility.facts.facts import Dossier, Facts
from disposal.eligibility.facts.lookups import MatchedField
from disposal.eligibility.facts.people import PartyFacts
from disposal.eligibility.facts.project import ProjectParties
from disposal.eligibility.findings.case import LimbRule
from disposal.eligibility.findings.finding import Outcome
from disposal.eligibility.rules import LIMB_RULES
from disposal.eligibility.versions import rule_versions
from notices.codes import PartyKind
from notices.content.limbs import LIMBS, LimbCode
from tests.support.dossiers import all_limbs, company_facts, findings, limbs, person_facts, screened

HOME = Path(disposal.eligibility.__file__).parent
RULE_FILES = sorted(path for path in (HOME / "rules").glob("*.py") if path.stem != "__init__")
OWN_FILES = sorted(HOME.rglob("*.py"))
IDS = [rule.code.value for rule in LIMB_RULES]
FORBIDDEN = {"sqlalchemy", "sqlmodel", "psycopg", "alembic", "fastapi", "starlette", "httpx2", "typer", "granian"}
OURS_ALLOWED = ("disposal.eligibility", "disposal.errors", "disposal.identifiers")


def test_every_limb_has_one_rule_and_every_rule_file_is_in_the_tuple() -> None:
    assert sorted(rule.code for rule in LIMB_RULES) == sorted(LIMBS)
    assert sorted(path.stem for path in RULE_FILES) == sorted(IDS)


@pytest.mark.parametrize("rule", LIMB_RULES, ids=IDS)
def test_rule_has_docstring_version_and_source(rule: LimbRule) -> None:
    module = ast.parse((HOME / "rules" / f"{rule.code.value}.py").read_text("utf-8"))
    assert len(ast.get_docstring(module) or "") > 100
    assert rule.examine.__doc__
    assert rule.version
    assert rule.source.citation
    assert rule.source.english
    assert set(rule.rosters) <= set(ProjectParties.__dataclass_fields__)
    assert (rule.code.value, rule.version) in rule_versions(LIMB_RULES)


@pytest.mark.parametrize("path", RULE_FILES, ids=lambda path: path.stem)
def test_rule_file_is_short(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 80


@pytest.mark.parametrize("rule", LIMB_RULES, ids=IDS)
@pytest.mark.parametrize("kind", [PartyKind.natural_person, PartyKind.organisation, PartyKind.individual_business])
def test_bidder_of_whom_nothing_is_known_is_never_cleared_where_the_limb_concerns_him(
    rule: LimbRule, kind: PartyKind
) -> None:
    facts = Facts(dossier=Dossier(bidder=PartyFacts(key="甲", name="测试甲", kind=kind)))
    result = screened(facts, limbs(rule.code))
    told = findings(result, rule.code.value)
    assert told
    if {finding.outcome for finding in told} == {Outcome.clear}:
        assert any(words in told[0].zh for words in ("为单位，", "为自然人，", "为个体工商户，"))
    assert result.overall is not Outcome.clear
    assert all(finding.zh and finding.en for finding in told)


@pytest.mark.parametrize("rule", LIMB_RULES, ids=IDS)
def test_rule_speaks_where_the_notice_has_the_limb_and_where_it_has_not(rule: LimbRule) -> None:
    for facts in (person_facts(), company_facts()):
        printed = findings(screened(facts, all_limbs()), rule.code.value)
        assert printed
        assert Outcome.not_in_notice not in {finding.outcome for finding in printed}
        (absent,) = findings(screened(facts, limbs()), rule.code.value)
        assert absent.outcome is Outcome.not_in_notice
        assert absent.zh == f"本公告未列“{rule.code.zh}”一项，不适用。"


def test_every_room_of_eligibility_is_looked_at() -> None:
    rooms = {path.parent.name for path in OWN_FILES}
    assert {"eligibility", "facts", "matching", "findings", "evasion", "rules"} <= rooms


@pytest.mark.parametrize("path", OWN_FILES, ids=lambda path: path.relative_to(HOME).with_suffix("").as_posix())
def test_rules_touch_no_database_web_or_model(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        for name in names:
            assert name.split(".")[0] not in FORBIDDEN
            assert not name.startswith("disposal.") or name.startswith(OURS_ALLOWED)


def test_every_limb_and_matched_field_has_words_in_both_languages() -> None:
    for word in (*LimbCode, *MatchedField, *Outcome):
        assert word.zh
        assert word.en
