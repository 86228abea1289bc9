"""Receivable (应收账款)."""

from pydantic import Field

from disposal.collateral_types.collateral_type import CollateralAttributes, named
from disposal.money import NonNegativeYuan, format_yuan
from notices.text import Line


class Receivable(CollateralAttributes):
    """A claim of the pledgor against a third party (应收账款)."""

    code = "receivable"
    label_zh = "应收账款"
    label_en = "receivable"
    usual = (("account_debtor",),)

    account_debtor: Line | None = Field(None, description="应收账款债务人")
    amount: NonNegativeYuan | None = Field(None, description="应收账款金额, 元")

    def details(self) -> tuple[str, ...]:
        """Return the account debtor, then the amount."""
        amount = None if self.amount is None else format_yuan(self.amount)
        return (*named("债务人为", self.account_debtor), *named("金额", amount))
