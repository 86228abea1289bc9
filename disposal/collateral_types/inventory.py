"""Inventory (存货): movables that change over time, such as raw materials and goods (民法典第三百九十六条)."""

from typing import Self

from pydantic import Field, model_validator

from disposal.collateral_types.collateral_type import CollateralAttributes, Measure, measured, named, one_needed
from notices.text import Line


class Inventory(CollateralAttributes):
    """Raw materials and goods (存货). Many notices print only 动产存货."""

    code = "inventory"
    label_zh = "动产存货"
    label_en = "inventory"
    usual = ()

    goods: Line | None = Field(None, description="品名")
    quantity: Measure | None = Field(None, description="数量")
    quantity_unit: Line | None = Field(None, description="吨, 件, 批")

    @model_validator(mode="after")
    def _quantity_has_unit(self) -> Self:
        if self.quantity is not None and self.quantity_unit is None:
            raise one_needed("quantity_unit")
        return self

    def details(self) -> tuple[str, ...]:
        """Return the goods, then the quantity."""
        return (*named("品名", self.goods), *measured("数量", self.quantity, self.quantity_unit or ""))
