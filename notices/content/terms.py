"""The window, the terms of sale, and who may not buy."""

from datetime import date, datetime, time

from pydantic import AwareDatetime, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from notices.codes import AnnexLayout, DisposalMode, SoldAs
from notices.content.amounts import Amount
from notices.content.limbs import LIMBS, LimbCode, RelativesScope, standard_words
from notices.frozen import Frozen
from notices.text import Line, Prose
from notices.windows.window import CountingConvention, WindowRule, WindowUnit
from notices.written.fields import ClosingHour, Day, Whole, YesNo


class WindowTerms(Frozen):
    """The window the issuer promises (公告期限), and its resolved end once a calendar has counted it."""

    count: Whole = Field(ge=1, le=365)
    unit: WindowUnit = WindowUnit.working_days
    convention: CountingConvention = CountingConvention.first_day_not_counted
    closes_at: ClosingHour = Field(None, description="hour of the last day, Asia/Shanghai; empty: 24:00")
    begins_on: Day | None = Field(None, description="empty: the publication date")
    wording: Line | None = Field(None, description="the printed words, such as 自本公告发布之日起20个工作日")
    ends_on: Day | None = None
    ends_at: AwareDatetime | None = None
    is_provisional: YesNo = False

    @property
    def rule(self) -> WindowRule:
        """Return the rule that the calendar counts by."""
        return WindowRule(count=self.count, unit=self.unit, convention=self.convention, closes_at=self.closes_at)

    @field_validator("closes_at")
    @classmethod
    def _hour_of_the_day(cls, closes_at: time | None) -> time | None:
        if closes_at is not None and (closes_at == time(0, 0) or closes_at.tzinfo is not None):
            raise PydanticCustomError(
                "not_a_closing_hour", "not an hour of the day in Asia/Shanghai such as 17:00; leave it empty for 24:00"
            )
        return closes_at

    def resolved(self, *, ends_on: date, ends_at: datetime, is_provisional: bool) -> "WindowTerms":
        """Return these terms with the end a calendar has counted."""
        return self.model_copy(update={"ends_on": ends_on, "ends_at": ends_at, "is_provisional": is_provisional})

    @model_validator(mode="after")
    def _end_after_start(self) -> "WindowTerms":
        if self.ends_on and self.begins_on and self.ends_on < self.begins_on:
            raise PydanticCustomError(
                "end_before_start",
                "ends on {end}, before it begins on {begin}; leave the end empty and it is counted",
                {"end": self.ends_on.isoformat(), "begin": self.begins_on.isoformat()},
            )
        return self


class ExtensionTerms(Frozen):
    """When too few bidders apply, the window runs on (延牌规则)."""

    trigger_bidders: Whole = Field(ge=1, le=100, description="extend when fewer bidders than this have applied")
    length: Whole = Field(ge=1, le=365)
    unit: WindowUnit = WindowUnit.working_days
    max_cycles: Whole | None = Field(None, ge=1, le=1000, description="empty: until one is found")
    wording: Prose | None = None

    @property
    def cycle(self) -> WindowRule:
        """Return the length of one cycle."""
        return WindowRule(count=self.length, unit=self.unit)


class Payment(Frozen):
    """How and when the price is paid (价款支付方式)."""

    is_one_off: YesNo = True
    within_days: Whole | None = Field(None, ge=0, le=3650)
    wording: Prose | None = None


class DisposalTerms(Frozen):
    """Mode, price and conditions of the sale (处置方式、交易条件)."""

    modes: tuple[DisposalMode, ...] = Field((), description="an amendment may leave them out")
    other_mode: Line | None = Field(None, description="words printed for the mode 其他, such as 以物抵债")
    is_open_ended: YesNo = Field(False, description="other modes are possible: 公开竞价、和解等")
    held_on: Day | None = Field(None, description="day of the auction or bidding")
    floor_price: Amount | None = None
    deposit: Amount | None = None
    deposit_rules: Prose | None = None
    increment: Amount | None = None
    payment: Payment | None = None
    buyer_requirement: Prose | None = Field(None, description="交易条件, after 要求买受人…")
    pre_emption: Prose | None = None
    void_if: tuple[Prose, ...] = ()
    hand_over: Prose | None = None

    @property
    def mode_words(self) -> tuple[str, ...]:
        """Return the modes as printed; ``other`` in its own words."""
        return tuple((mode is DisposalMode.other and self.other_mode) or mode.zh for mode in self.modes)


class PackageTerms(Frozen):
    """What the notice says of the package as a whole (资产包); figures as printed."""

    name: Line
    debtor_count: Whole | None = Field(None, ge=1, description="户")
    loan_count: Whole | None = Field(None, ge=1, description="笔")
    parcel_count: Whole | None = Field(None, ge=1, description="宗")
    sold_as: SoldAs = SoldAs.package
    may_remove_debtor: YesNo = Field(False, description="a single customer may later be taken out")
    total_principal: Amount | None = None
    total_interest: Amount | None = None
    total_costs: Amount | None = None
    total: Amount | None = None
    annex_layout: AnnexLayout = Field(AnnexLayout.auto, description="how the annex is set")


_AND_ALSO = "，以及"


class RestrictionLimb(Frozen):
    """One category that may not buy (受让限制), with its scope and the words printed for it."""

    code: LimbCode
    wording: Line | None = Field(None, description="printed words; empty: the catalogue's for the scope")
    joined_by: Line | None = Field(None, description="words before it, such as 以及; empty: the catalogue's")
    relatives: RelativesScope | None = Field(None, description="relative_of_insider: lineal or near")
    is_state_owned_only: YesNo = Field(False, description="debtor_management: state-owned debtors only")
    is_handling_staff_only: YesNo = Field(False, description="judicial_police: only those who handled the asset")

    @property
    def words(self) -> str:
        """Return the words printed for this limb."""
        return self.wording or standard_words(
            self.code,
            relatives=self.relatives,
            is_state_owned_only=self.is_state_owned_only,
            is_handling_staff_only=self.is_handling_staff_only,
        )

    @property
    def joint(self) -> str:
        """Return the words that join this limb to the previous one."""
        return self.joined_by or LIMBS[self.code].joined_by


class Restrictions(Frozen):
    """Who may buy and who may not (对交易对象的要求). The sentence printed is composed from the limbs.

    ``verbatim`` is the sentence of a notice taken over from elsewhere; completeness refuses it
    where a limb's words do not stand in it.
    """

    capacity: Prose | None = Field(None, description="positive requirement, such as 具有完全民事行为能力…")
    limbs: tuple[RestrictionLimb, ...] = ()
    verbatim: Prose | None = None

    @property
    def barred_words(self) -> str:
        """Return the printed list of who may not buy: the verbatim sentence, else the joined limbs.

        The catalogue joins several limbs by “，以及”; only the last of these keeps it, the others get a comma.
        """
        if self.verbatim:
            return self.verbatim
        last = max((at for at, limb in enumerate(self.limbs) if limb.joint == _AND_ALSO), default=0)
        joints = [
            "，" if at < last and limb.joint == _AND_ALSO and not limb.joined_by else limb.joint
            for at, limb in enumerate(self.limbs)
        ]
        return "".join(
            (joint if at else "") + limb.words for at, (joint, limb) in enumerate(zip(joints, self.limbs, strict=True))
        )

    @model_validator(mode="after")
    def _each_limb_once(self) -> "Restrictions":
        codes = [limb.code for limb in self.limbs]
        twice = sorted({code for code in codes if codes.count(code) > 1})
        if twice:
            raise PydanticCustomError("limb_twice", "limb {code} stands twice; keep one", {"code": ", ".join(twice)})
        return self
