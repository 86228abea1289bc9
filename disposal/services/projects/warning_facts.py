"""The frozen facts that the register checks read, and the warning they return; no session, no query."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from notices.codes import BankruptcyStage, BusinessStatus, CollateralCondition, PartyKind
from notices.completeness import Severity
from notices.legal_source import LegalSource


@dataclass(frozen=True, slots=True)
class RegisterWarning:
    """One thing a person should check before the notice is published; ``subject`` is the record concerned.

    ``severity`` is warning or note. A register warning never blocks publication.
    """

    code: str
    severity: Severity
    subject: str
    zh: str
    en: str
    source: LegalSource

    def as_json(self) -> dict[str, str | bool]:
        """Return the warning as JSON values."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "subject": self.subject,
            "zh": self.zh,
            "en": self.en,
            "source": self.source.citation,
            "source_kind": self.source.kind.value,
            "confirmed": self.source.confirmed,
        }


@dataclass(frozen=True, slots=True)
class PartyFact:
    """The facts about a party that the checks need."""

    id: UUID
    name: str
    status: BusinessStatus = BusinessStatus.unknown
    bankruptcy_stage: BankruptcyStage = BankruptcyStage.none
    is_state_organ: bool | None = None
    kind: PartyKind = PartyKind.organisation
    former_names: tuple[str, ...] = ()
    is_masked: bool = False
    is_state_owned: bool = False
    address: str = ""


@dataclass(frozen=True, slots=True)
class SecurityFact:
    """One security interest; ``ceiling`` in yuan."""

    collateral_id: UUID
    collateral: str
    owner: PartyFact
    certificates: tuple[str, ...] = ()
    ceiling: Decimal | None = None
    rank: int | None = None
    needs_registration: bool = False
    is_registered: bool | None = None
    conditions: tuple[CollateralCondition, ...] = ()
    has_share: bool = False


@dataclass(frozen=True, slots=True)
class GuaranteeFact:
    """One guarantor of one claim; ``period_ends_on`` is the last day of the guarantee period.

    ``asked_on`` is the day the guarantor was asked to pay, ``evidence`` the proof of it.
    """

    guarantor: PartyFact
    period_ends_on: date | None = None
    period_words: str = ""
    asked_on: date | None = None
    evidence: str = ""
    is_general: bool = False


@dataclass(frozen=True, slots=True)
class ClaimFact:
    """One claim with its security; ``total`` in yuan at ``record_date``, None without a statement."""

    id: UUID
    label: str
    debtor: PartyFact
    total: Decimal | None = None
    record_date: date | None = None
    security: tuple[SecurityFact, ...] = ()
    guarantees: tuple[GuaranteeFact, ...] = ()
    contract_numbers: tuple[str, ...] = ()
    creditor: str = ""
    due_on: date | None = None
