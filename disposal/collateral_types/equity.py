"""Equity (股权)."""

from typing import Annotated

from pydantic import Field

from disposal.collateral_types.collateral_type import CollateralAttributes, Measure, measured, named
from notices.text import Line

Percent = Annotated[Measure, Field(le=100)]


class Equity(CollateralAttributes):
    """A share in a company, as a percentage or a number of shares (股权、股份)."""

    code = "equity"
    label_zh = "股权"
    label_en = "equity"
    usual = (("company",), ("share_percent", "share_count"))

    company: Line | None = Field(None, description="标的公司")
    share_percent: Percent | None = Field(None, description="持股比例, %")
    share_count: Measure | None = Field(None, description="股份数量, 股")

    def details(self) -> tuple[str, ...]:
        """Return the company, then the share."""
        return (
            *named("标的公司为", self.company),
            *measured("持股比例", self.share_percent, "%"),
            *measured("股份数量", self.share_count, "股"),
        )
