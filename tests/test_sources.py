"""Every source of law in the product says how its words are known, and nothing second-hand or from memory blocks."""

import importlib
import json
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from disposal.eligibility.engine import ScreeningRecord, replay, screening_of
from disposal.eligibility.facts.canonical import read, written
from disposal.eligibility.facts.errors import ReplayImpossible
from disposal.eligibility.facts.facts import Declaration
from disposal.eligibility.findings.basis import kind_words
from disposal.eligibility.findings.finding import Finding, Outcome
from disposal.eligibility.rules import LIMB_RULES
from notices.completeness import Severity, Shortcoming
from notices.content.limbs import LIMBS, THIS_NOTICE, LimbCode
from notices.legal_source import LegalSource, SourceKind
from notices.sales_minutes import VOID_GROUNDS
from tests.support.dossiers import DAY, all_limbs, company_facts, limbs, person_facts, screened
from tests.support.house import SOURCES

NEVER_BLOCKS = {SourceKind.second_hand, SourceKind.recollection, SourceKind.analogy}
NAMES_A_SOURCE = re.compile(r"LegalSource|VOID_GROUNDS")
ROOT = Path(__file__).parent.parent


def sources_in(value: Any, depth: int = 4) -> Iterator[LegalSource]:
    """Yield the sources in a value of a module: itself, its members, the fields of a dataclass."""
    if isinstance(value, LegalSource):
        yield value
    elif depth and isinstance(value, dict | tuple | list | frozenset):
        for member in value.values() if isinstance(value, dict) else value:
            yield from sources_in(member, depth - 1)
    elif depth and is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            yield from sources_in(getattr(value, each.name), depth - 1)


def all_sources() -> dict[LegalSource, str]:
    """Return every source that a module of the product holds, with the first module that does."""
    paths = [path for path in SOURCES if NAMES_A_SOURCE.search((ROOT / path).read_text("utf-8"))]
    found: dict[LegalSource, str] = {}
    for name in (path.removesuffix(".py").replace("/", ".") for path in paths):
        cited = (value for key, value in vars(importlib.import_module(name)).items() if not key.startswith("_"))
        for value in cited:  # a private one only lends its document to others
            for source in sources_in(value):
                found.setdefault(source, name)
    return found


UNREAD = {
    "法发〔2009〕19号": "公布、施行日期未核对",
    "财金〔2008〕87号": "条号未核对",
    "法〔2015〕137号": "条号未核对",
    "法释〔2001〕12号": "条号、公布、施行日期未核对",
    "银保监办便函〔2021〕26号、〔2022〕1191号": "条号、公布、施行日期未核对",
    "金规〔2024〕17号": "条号未核对",
    "金规〔2025〕16号": "条号未核对",
    "企业破产法": "公布、施行日期未核对",
}
"""What of article and dates nobody read, by document: it is said beside the citation."""


def declaring(facts: Any, barred: bool) -> Any:
    said = tuple(Declaration(limb=code, is_barred=barred, signed_on=DAY) for code in LimbCode)
    return facts(dossier={"declarations": said})


def test_every_source_of_the_product_has_a_kind_and_is_confirmed_by_it_alone() -> None:
    found = all_sources()
    assert len(found) > 45
    for source in found:
        assert isinstance(source.kind, SourceKind)
        assert source.confirmed is source.kind.may_block is (source.kind not in NEVER_BLOCKS)
        assert ("〔未证实〕" in source.citation) is (source.kind in NEVER_BLOCKS)
    assert {source.kind for source in found} == set(SourceKind) - {SourceKind.analogy}
    with pytest.raises(TypeError, match="kind"):
        LegalSource(document="虚构办法")  # type: ignore[call-arg]


def test_every_source_has_its_article_and_a_date_or_says_that_they_were_not_read() -> None:
    gaps: dict[str, str] = {}
    for source in all_sources():
        is_law = source.kind not in {SourceKind.notice, SourceKind.own_rule}
        is_known = bool(source.article) and (source.issued_on or source.in_force_from) is not None
        assert source.document
        assert (source.unread is not None) is (is_law and not is_known), source.name
        if source.unread:
            gaps[source.number or source.document] = source.unread[0]
            assert source.with_kind.endswith(f"（{source.unread[0]} · {source.unread[1]}）")
    assert gaps == UNREAD


@pytest.mark.parametrize("kind", SourceKind)
def test_no_finding_of_any_rule_blocks_on_what_was_not_read_or_does_not_bind(kind: SourceKind) -> None:
    source = LegalSource(document="虚构办法", kind=kind)
    person = {"rule": "虚构", "limb": None, "person": "甲", "person_name": "甲", "zh": "中", "en": "en"}
    bar = {"outcome": Outcome.barred, "source": source, **person}
    Shortcoming(Severity.warning, "code", "field", "中", "en", source)
    Finding(**bar, wording="国家公务员")  # the notice's own words bar, whatever law is named beside them
    if kind in NEVER_BLOCKS:
        with pytest.raises(ValueError, match="must not block"):
            Shortcoming(Severity.blocker, "code", "field", "中", "en", source)
        with pytest.raises(ValueError, match="bars"):
            Finding(**bar, wording="")
    else:
        Shortcoming(Severity.blocker, "code", "field", "中", "en", source)
        Finding(**bar, wording="")


def test_limb_bars_by_the_words_of_the_notice_and_advises_where_it_has_none() -> None:
    for facts in (person_facts, company_facts):
        admitted = declaring(facts, True)
        with_all, with_one = screened(admitted, all_limbs()), screened(admitted, limbs(LimbCode.other_law))
        barred = {f.rule: f for f in with_all.findings if f.outcome is Outcome.barred}
        assert set(barred) >= {"debtor_side", "dishonest_debtor", "civil_servant", "deal_professional"}
        assert all(finding.wording for finding in barred.values())
        for rule in LIMB_RULES:
            found = {f.outcome for f in with_one.findings if f.rule == rule.code and rule.code != LimbCode.other_law}
            assert found <= {Outcome.not_in_notice}


def test_limbs_that_no_law_names_cite_the_sentence_of_the_notice() -> None:
    alone = {code for code, limb in LIMBS.items() if limb.source == THIS_NOTICE}
    assert alone == {
        LimbCode.debtor_side, LimbCode.dishonest_debtor, LimbCode.aml_listed, LimbCode.capacity, LimbCode.other_law
    }  # fmt: skip
    assert LIMBS[LimbCode.relative_of_insider].source == VOID_GROUNDS[10].source
    assert {LIMBS[code].source for code in set(LimbCode) - alone} == {VOID_GROUNDS[n].source for n in (9, 10)}
    restrictions = limbs(LimbCode.debtor_side, LimbCode.dishonest_debtor)
    printed = restrictions.model_copy(update={"verbatim": f"以下主体不得购买：{restrictions.barred_words}"})
    found = [f for f in screened(declaring(person_facts, True), printed).findings if f.outcome is Outcome.barred]
    assert {finding.rule for finding in found} == {"debtor_side", "dishonest_debtor"}
    for finding in found:
        assert (finding.source.kind, finding.source.quote) == (SourceKind.notice, printed.verbatim)
        assert finding.zh.endswith("依据：本公告。")
        assert finding.en.endswith("Source: this notice.")
        assert kind_words(finding) == ("以公告自身条款为据", "the notice alone")


def test_law_beside_the_notice_is_shown_with_its_kind() -> None:
    facts = declaring(person_facts, True)
    finding = next(f for f in screened(facts, limbs(LimbCode.civil_servant)).findings if f.rule == "civil_servant")
    assert finding.zh.endswith("第六条第（九）项〔未证实〕。")
    assert kind_words(finding)[0].endswith("第六条第（九）项仅见转述")
    assert kind_words(finding)[1].endswith("part 6 (9): second-hand only")


@pytest.mark.parametrize(("confirmed", "kind"), [(True, SourceKind.statute), (False, SourceKind.recollection)])
def test_source_stored_by_an_older_release_is_read_as_it_was(confirmed: bool, kind: SourceKind) -> None:
    stored = f'{{"document":"虚构纪要","article":"六","confirmed":{str(confirmed).lower()}}}'
    source = read(LegalSource, stored)
    assert (source.kind, source.confirmed) == (kind, confirmed)
    assert read(LegalSource, written(source)) == source


def test_screening_of_an_older_release_is_read_and_says_that_other_rules_made_it() -> None:
    made = json.loads(screening_of(person_facts(), limbs(LimbCode.civil_servant), DAY).as_json())
    made["result"]["engine_version"] = "1.3.0"
    for finding in made["result"]["findings"]:
        is_confirmed = finding["source"].pop("kind") not in {"second_hand", "recollection"}
        finding["source"]["confirmed"] = is_confirmed
    stored = ScreeningRecord.from_json(json.dumps(made))
    by_rule = {finding.rule: finding.source for finding in stored.result.findings}
    assert by_rule["civil_servant"].kind is SourceKind.recollection
    assert by_rule["civil_servant"].citation.endswith("〔未证实〕")
    with pytest.raises(ReplayImpossible):
        replay(stored)


def test_nothing_printed_says_flatly_that_a_sale_is_void() -> None:
    chinese = r"(?<!认定)(?<!认定其)(?:转让|转让合同|出售)(?:为)?无效(?!的情形)"
    flat = re.compile(chinese + r"|sales? (?:is|are|was) void|voids? the sale")
    named = re.compile(r"法院|court|ground|有下列情形")  # the last: the terms a notice itself prints
    written_in = [*SOURCES, "README.md", "README.zh-CN.md"]
    lines = [(path, line) for path in written_in for line in (ROOT / path).read_text("utf-8").splitlines()]
    assert [(path, line) for path, line in lines if flat.search(line) and not named.search(line)] == []
