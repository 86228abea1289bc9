"""The screening (买受人资格审查): facts, a notice's restrictions and a day in; findings out, always the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from pydantic import ConfigDict

from disposal.eligibility.evasion.evasion import evasion_findings
from disposal.eligibility.facts.canonical import part_sha256, read, written, written_sha256
from disposal.eligibility.facts.errors import RecordUnreadable, ReplayImpossible
from disposal.eligibility.facts.facts import Facts
from disposal.eligibility.facts.people import STRICT
from disposal.eligibility.findings.case import Case
from disposal.eligibility.findings.conclusion import no_limbs, not_examined, unidentified
from disposal.eligibility.findings.finding import Finding, Outcome, worst
from disposal.eligibility.rules import LIMB_RULES
from disposal.eligibility.versions import ENGINE_VERSION, RuleVersions, rule_versions, versions_words
from notices.content.terms import RestrictionLimb, Restrictions


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningQuestion:
    """What is screened: ``on`` is the day judged, against which every relation and entry is dated."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    facts: Facts
    restrictions: Restrictions
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningResult:
    """The answer: the worst outcome that counts, every finding, and who judged. The digest is the question's."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    overall: Outcome
    findings: tuple[Finding, ...]
    on: date
    engine_version: str
    rule_versions: RuleVersions
    question_sha256: str

    def as_json(self) -> str:
        """Return the canonical JSON."""
        return written(self)

    @classmethod
    def from_json(cls, text: str | bytes) -> "ScreeningResult":
        """Return the result that was written.

        Raises: RecordUnreadable.
        """
        return read(cls, text)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningRecord:
    """Question and answer together, as they are kept."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    question: ScreeningQuestion
    result: ScreeningResult

    def as_json(self) -> str:
        """Return the canonical JSON, from which the screening can be replayed."""
        return written(self)

    @classmethod
    def from_json(cls, text: str | bytes) -> "ScreeningRecord":
        """Return the screening that was written.

        Raises: RecordUnreadable, also when the result is the answer to another question.
        """
        screening = read(cls, text)
        if screening.result.question_sha256 != part_sha256(text, "question"):
            raise RecordUnreadable(place="result.question_sha256", because="the facts are not those that were screened")
        return screening


def screen(facts: Facts, restrictions: Restrictions, on: date) -> ScreeningResult:
    """Return what every rule says of the bidder under the notice's restrictions on that day."""
    return screening_of(facts, restrictions, on).result


def screening_of(facts: Facts, restrictions: Restrictions, on: date) -> ScreeningRecord:
    """Return question and answer together.

    Raises: ClearNumberInFacts when a full identity number stands anywhere in the facts.
    """
    question = ScreeningQuestion(facts=facts, restrictions=restrictions, on=on)
    case = Case(facts=facts, restrictions=restrictions, on=on, rules={rule.code: rule for rule in LIMB_RULES})
    findings = (*_preliminary(case), *_limb_findings(case), *evasion_findings(case))
    result = ScreeningResult(
        overall=worst(finding.outcome for finding in findings),
        findings=findings,
        on=on,
        engine_version=ENGINE_VERSION,
        rule_versions=rule_versions(LIMB_RULES),
        question_sha256=written_sha256(question),
    )
    return ScreeningRecord(question=question, result=result)


def _preliminary(case: Case) -> Iterator[Finding]:
    """Yield what is missing before any limb can clear anybody."""
    if not case.printed:
        yield no_limbs(case)
    if not case.bidder.is_identified:
        yield unidentified(case)


def _limb_findings(case: Case) -> Iterator[Finding]:
    """Yield the findings limb by limb, the worst of each first; equal findings are told once."""
    printed = {limb.code: limb for limb in case.restrictions.limbs}
    for rule in LIMB_RULES:
        limb = printed.get(rule.code, RestrictionLimb(code=rule.code))
        found = list(dict.fromkeys(rule.examine(case, limb)))
        if not found and rule.code not in case.printed:
            found = [not_examined(case, limb)]
        yield from sorted(found, key=lambda finding: (finding.outcome.rank, finding.person, finding.zh))


def replay(recorded: str | bytes | ScreeningRecord) -> ScreeningResult:
    """Screen a stored screening again, as it was written or read, on the facts and the day it was made with.

    Raises: RecordUnreadable; ReplayImpossible when it was made by other versions than those installed.
    """
    stored = recorded if isinstance(recorded, ScreeningRecord) else ScreeningRecord.from_json(recorded)
    made, now = stored.result, rule_versions(LIMB_RULES)
    if (made.engine_version, made.rule_versions) != (ENGINE_VERSION, now):
        raise ReplayImpossible(
            made_with=versions_words(made.engine_version, made.rule_versions),
            installed=versions_words(ENGINE_VERSION, now),
        )
    return screen(stored.question.facts, stored.question.restrictions, stored.question.on)
