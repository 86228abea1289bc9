"""Collateral, security interests, guarantees and litigation status of a claim, as printed."""

from pydantic import Field

from notices.codes import (
    CeilingLimits,
    CollateralCondition,
    CollateralType,
    GuaranteeMode,
    LitigationCode,
    SecurityKind,
)
from notices.content.amounts import Amount
from notices.content.figures import Figure
from notices.content.parties import Obligor
from notices.frozen import Frozen
from notices.text import Line, Prose
from notices.written.fields import Day, Whole, YesNo


class Ceiling(Frozen):
    """A maximum amount and what it limits (最高额, 民法典第四百二十条)."""

    amount: Amount
    limits: CeilingLimits


class Condition(Frozen):
    """What happened to a collateral, coded and in the notice's own words."""

    code: CollateralCondition
    words: Line


class CollateralItem(Frozen):
    """A thing or right given as security (抵押物、质物).

    ``description`` is the noun the notice uses (工业房地产, 动产存货). Areas are Decimals whose
    printed digits are kept; ``land_area_mu`` is in 亩, the others in 平方米.
    """

    type: CollateralType = Field(description="what it is; the registry asks for its attributes by this type")
    description: Line
    place: Line | None = None
    building_area_m2: Figure | None = Field(None, gt=0)
    land_area_m2: Figure | None = Field(None, gt=0)
    land_area_mu: Figure | None = Field(None, gt=0)
    gross_tonnage: Figure | None = Field(None, gt=0)
    quantity: Figure | None = Field(None, gt=0)
    quantity_unit: Line | None = None
    certificate_numbers: tuple[Line, ...] = ()
    details: Prose | None = Field(None, description="further words of the notice on this collateral")
    conditions: tuple[Condition, ...] = ()


class Security(Frozen):
    """A security interest in one collateral (担保物权)."""

    kind: SecurityKind = SecurityKind.mortgage
    owner: Obligor = Field(description="抵押人、出质人; often not the debtor")
    collateral: CollateralItem
    ceiling: Ceiling | None = None
    rank: Whole | None = Field(None, ge=1, le=99, description="顺位")
    is_registered: YesNo | None = None
    registration_number: Line | None = None
    share_words: Line | None = Field(None, description="share in the collateral, as printed")
    other_claims_words: Line | None = Field(None, description="other claims under the same registration, as printed")


class GuaranteePeriod(Frozen):
    """When a guarantor's period ends and when it was asked (保证期间、主张): for the register, in no public form."""

    guarantor: Line | None = Field(None, description="which of the guarantors; empty: each of them")
    ends_on: Day | None = Field(None, description="保证期间届满日")
    asked_on: Day | None = Field(None, description="主张日; asking one guarantor does not count against another")
    evidence: Line | None = Field(None, description="主张凭证")


class GuaranteeItem(Frozen):
    """A guarantee of one or more guarantors under one mode (保证)."""

    mode: GuaranteeMode = GuaranteeMode.joint
    guarantors: tuple[Obligor, ...] = Field(min_length=1)
    ceiling: Ceiling | None = None
    period_words: Line | None = Field(None, description="保证期间, as printed")
    periods: tuple[GuaranteePeriod, ...] = Field((), exclude=True, description="end and demand; never printed")

    def period_of(self, guarantor: str) -> GuaranteePeriod:
        """Return end and demand of a guarantor: the one that names it, else the one for all, else an empty one."""
        named = next((each for each in self.periods if each.guarantor == guarantor), None)
        return named or next((each for each in self.periods if each.guarantor is None), GuaranteePeriod())


class LitigationStatusItem(Frozen):
    """Where the courts stand, coded and verbatim, for the claim or for one obligor (诉讼状态)."""

    code: LitigationCode
    words: Line
    party: Line | None = Field(None, description="name of the obligor it holds for; empty: the claim")
    court: Line | None = None
    case_number: Line | None = None
    as_of: Day | None = None
