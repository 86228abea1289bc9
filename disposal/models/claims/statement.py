"""ClaimStatement (债权金额): the amounts owed on a claim at a record date (基准日)."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from disposal.models.claims.printed import PrintedForm
from disposal.models.records.columns import Validated, coded, not_negative
from disposal.models.records.record import Payload, Record, UniqueFields
from disposal.money import YUAN_COLUMN, NonNegativeYuan
from notices.content.amounts import COMPONENTS, Amount, ClaimAmounts, ConditionalAmounts, MoneyUnit
from notices.text import Line, Prose


def sum_of_parts(parts: Iterable[Decimal | None]) -> Decimal:
    """Return the sum of the parts that a statement gives, with two decimals."""
    return sum((part for part in parts if part is not None), Decimal("0.00"))


class ClaimStatementFields(Payload):
    """The parts owed, in the claim's currency. A part is empty if the statement does not give it."""

    claim_id: UUID = Field(foreign_key="claim.id")
    record_date: date
    principal: NonNegativeYuan = Field(sa_type=YUAN_COLUMN, description="本金; may be 0")
    interest: NonNegativeYuan | None = Field(default=None, sa_type=YUAN_COLUMN)
    interest_includes: Line | None = Field(default=None, description="words in brackets after 利息: 含罚息、复利等")
    penalty_interest: NonNegativeYuan | None = Field(default=None, sa_type=YUAN_COLUMN)
    compound_interest: NonNegativeYuan | None = Field(default=None, sa_type=YUAN_COLUMN)
    doubled_interest: NonNegativeYuan | None = Field(default=None, sa_type=YUAN_COLUMN)
    damages: NonNegativeYuan | None = Field(default=None, sa_type=YUAN_COLUMN)
    advanced_costs: NonNegativeYuan | None = Field(default=None, sa_type=YUAN_COLUMN)
    litigation_costs: NonNegativeYuan | None = Field(default=None, sa_type=YUAN_COLUMN)
    litigation_costs_words: Line | None = None
    other_costs: NonNegativeYuan | None = Field(default=None, sa_type=YUAN_COLUMN)
    stated_total: NonNegativeYuan | None = Field(
        default=None, sa_type=YUAN_COLUMN, description="the total the papers print; it may differ from the sum"
    )
    prints_stated_total: bool = Field(
        default=True, description="the notice prints 材料所载合计 where it is given; false: the sum of the parts"
    )
    total_difference_words: Prose | None = Field(default=None, description="差额说明: why stated total and sum differ")
    floating_words: Prose | None = Field(default=None, description="part that accrues to the day of payment")
    printed_unit: MoneyUnit = Field(default=MoneyUnit.yuan, sa_type=coded(MoneyUnit))
    printed_places: int = Field(default=2, ge=0, le=6, description="decimals printed in that unit")
    printed_forms: dict[str, PrintedForm] = Field(
        default_factory=dict,
        sa_type=Validated(dict[str, PrintedForm]),
        description="parts (or total) that a source prints in another form than the rest",
    )
    prints_total: bool = Field(default=True, description="the notice prints the total, not the parts alone")
    conditional_amounts: tuple[ConditionalAmounts, ...] = Field(
        default=(), sa_type=Validated(tuple[ConditionalAmounts, ...]), description="amounts that hold on a condition"
    )

    @property
    def computed_total(self) -> Decimal:
        """Return the sum of the parts, with two decimals."""
        return sum_of_parts(getattr(self, name) for name in COMPONENTS)

    @property
    def total_to_print(self) -> Decimal:
        """Return the total that a notice prints: the stated one where it is given and chosen, else the sum."""
        is_sum = self.stated_total is None or not self.prints_stated_total
        return self.computed_total if is_sum else self.stated_total or Decimal(0)

    def as_amounts(self, *, currency: str) -> ClaimAmounts:
        """Return the amounts as a notice prints them."""
        amounts = {name: self._printed(name, getattr(self, name), currency=currency) for name in COMPONENTS}
        return ClaimAmounts.model_validate(
            {
                **amounts,
                "interest_includes": self.interest_includes,
                "litigation_costs_words": self.litigation_costs_words,
                "floating_words": self.floating_words,
                "total": self._printed("total", self.total_to_print, currency=currency) if self.prints_total else None,
            }
        )

    def _printed(self, name: str, yuan: Decimal | None, *, currency: str) -> Amount | None:
        if yuan is None:
            return None
        usual = PrintedForm(unit=self.printed_unit, places=self.printed_places)
        form = self.printed_forms.get(name, usual)
        # Sums in 万元 are rounded as declared; a sum in yuan never loses its cents.
        is_rounded = form is usual and usual.unit is not MoneyUnit.yuan
        printed = form.rounded(yuan) if is_rounded else form.show(yuan)
        return printed.model_copy(update={"currency": currency})


class ClaimStatementCreate(ClaimStatementFields):
    """A statement to be entered."""


class ClaimStatement(ClaimStatementFields, Record, table=True):
    """债权金额 at one record date. A correction changes the row; the audit trail holds the old state."""

    __tablename__ = "claim_statement"
    __table_args__ = (
        UniqueConstraint("claim_id", "record_date"),
        Index(None, "principal"),
        *(not_negative(name) for name in (*COMPONENTS, "stated_total")),
        CheckConstraint("printed_places BETWEEN 0 AND 6", name="printed_places"),
    )
    label = ("债权金额", "statement")
    unique_fields: ClassVar[UniqueFields] = {"uq_claim_statement_claim_id_record_date": "record_date"}
