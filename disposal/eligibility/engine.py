"""Screen a bidder (买受人资格审查): from facts, restrictions and a day to findings. Equal input, equal findings."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import ClassVar

from pydantic import ConfigDict

from disposal.eligibility.evasion.evasion import evasion_findings
from disposal.eligibility.facts.canonical import part_sha256, read, written
from disposal.eligibility.facts.errors import RecordUnreadable, ReplayImpossible
from disposal.eligibility.facts.facts import Facts
from disposal.eligibility.facts.people import STRICT
from disposal.eligibility.findings.case import Case
from disposal.eligibility.findings.conclusion import no_limbs, not_examined, unidentified
from disposal.eligibility.findings.finding import Finding, Outcome, worst
from disposal.eligibility.rules import LIMB_RULES
from disposal.eligibility.versions import (
    ENGINE_VERSION,
    NOW,
    REPLAYED,
    FindingWording,
    RuleVersions,
    rule_versions,
    versions_words,
)
from notices.content.terms import RestrictionLimb, Restrictions


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningQuestion:
    """The input of a screening. ``on`` is the day judged: relations and list entries must be in force on it."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    facts: Facts
    restrictions: Restrictions
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningResult:
    """The result of a screening: the worst outcome that counts, all findings, and the versions.

    ``question_sha256`` is the digest of the question.
    """

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
        """Read a result from its canonical JSON.

        Raises: RecordUnreadable.
        """
        return read(cls, text)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningRecord:
    """Question and result together, as stored."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    question: ScreeningQuestion
    result: ScreeningResult

    def as_json(self) -> str:
        """Return the canonical JSON, from which the screening can be replayed."""
        return written(self)

    @classmethod
    def from_json(cls, text: str | bytes) -> "ScreeningRecord":
        """Read a screening from its canonical JSON.

        Raises: RecordUnreadable, also if the result belongs to another question.
        """
        screening = read(cls, text)
        if screening.result.question_sha256 != part_sha256(text, "question"):
            raise RecordUnreadable(place="result.question_sha256", because="the facts are not those that were screened")
        return screening


def screen(facts: Facts, restrictions: Restrictions, on: date) -> ScreeningResult:
    """Screen the bidder under the notice's restrictions on the day ``on``, and return the result."""
    return screening_of(facts, restrictions, on).result


def screening_of(facts: Facts, restrictions: Restrictions, on: date) -> ScreeningRecord:
    """Screen the bidder, and return question and result together.

    Raises: ClearNumberInFacts if the facts contain a full identity number.
    """
    return written_screening(facts, restrictions, on)[0]


def written_screening(facts: Facts, restrictions: Restrictions, on: date) -> tuple[ScreeningRecord, str]:
    """Screen the bidder, and return question and result with their canonical JSON; the question is written once.

    Raises: ClearNumberInFacts if the facts contain a full identity number.
    """
    question = ScreeningQuestion(facts=facts, restrictions=restrictions, on=on)
    findings, asked = _findings(question), written(question)
    result = ScreeningResult(
        overall=worst(finding.outcome for finding in findings),
        findings=findings,
        on=on,
        engine_version=ENGINE_VERSION,
        rule_versions=rule_versions(LIMB_RULES),
        question_sha256=sha256(asked.encode()).hexdigest(),
    )
    return ScreeningRecord(question=question, result=result), f'{{"question":{asked},"result":{written(result)}}}'


def _findings(question: ScreeningQuestion, wording: FindingWording = NOW) -> tuple[Finding, ...]:
    case = Case(
        facts=question.facts,
        restrictions=question.restrictions,
        on=question.on,
        rules={rule.code: rule for rule in LIMB_RULES},
        are_bearers_told_once=wording.are_bearers_told_once,
    )
    signs = evasion_findings(case, is_contact_told_once=wording.is_contact_told_once)
    return (*_preliminary(case), *_limb_findings(case), *signs)


def _preliminary(case: Case) -> Iterator[Finding]:
    """Yield a finding for each missing fact without which no limb can clear the bidder."""
    if not case.printed:
        yield no_limbs(case)
    if not case.bidder.is_identified:
        yield unidentified(case)


def _limb_findings(case: Case) -> Iterator[Finding]:
    """Yield the findings limb by limb, the worst of each limb first. Equal findings appear once."""
    printed = {limb.code: limb for limb in case.restrictions.limbs}
    for rule in LIMB_RULES:
        limb = printed.get(rule.code, RestrictionLimb(code=rule.code))
        found = list(dict.fromkeys(rule.examine(case, limb)))
        if not found and rule.code not in case.printed:
            found = [not_examined(case, limb)]
        yield from sorted(found, key=lambda finding: (finding.outcome.rank, finding.person, finding.zh))


def replay(recorded: str | bytes | ScreeningRecord) -> ScreeningResult:
    """Screen a stored screening again, with its own facts, restrictions and day. Takes the screening or its JSON.

    A screening of an earlier version in ``REPLAYED`` is screened as that version did. Digest and versions stay those
    stored: a later release with more facts would write another text for the same question.

    Raises: RecordUnreadable; ReplayImpossible if the screening was made by other versions than those installed.
    """
    stored = recorded if isinstance(recorded, ScreeningRecord) else ScreeningRecord.from_json(recorded)
    made, now = stored.result, rule_versions(LIMB_RULES)
    earlier = REPLAYED.get((made.engine_version, made.rule_versions[-1][1]))
    is_earlier = earlier is not None and made.rule_versions[:-1] == now[:-1]
    if (made.engine_version, made.rule_versions) != (ENGINE_VERSION, now) and not is_earlier:
        raise ReplayImpossible(
            made_with=versions_words(made.engine_version, made.rule_versions),
            installed=versions_words(ENGINE_VERSION, now),
        )
    findings = _findings(stored.question, earlier if earlier is not None and is_earlier else NOW)
    return replace(made, findings=findings, overall=worst(finding.outcome for finding in findings))
