"""Deposit (存单、保证金)."""

from pydantic import Field

from disposal.collateral_types.collateral_type import CollateralAttributes, named
from disposal.money import NonNegativeYuan, format_yuan
from notices.text import Line


class Deposit(CollateralAttributes):
    """Money at a bank: a certificate of deposit or a security deposit account (存单、保证金账户)."""

    code = "deposit"
    label_zh = "存单"
    label_en = "deposit"
    usual = (("bank",), ("amount",))

    bank: Line | None = Field(None, description="存款行")
    amount: NonNegativeYuan | None = Field(None, description="金额, 元")

    def details(self) -> tuple[str, ...]:
        """Return the bank, then the amount."""
        amount = None if self.amount is None else format_yuan(self.amount)
        return (*named("存款行为", self.bank), *named("金额", amount))
