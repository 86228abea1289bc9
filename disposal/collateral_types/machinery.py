"""Machinery (机器设备)."""

from pydantic import Field

from disposal.collateral_types.collateral_type import CollateralAttributes, Measure, measured, named
from notices.text import Line


class Machinery(CollateralAttributes):
    """Machines, with quantity and unit (机器设备)."""

    code = "machinery"
    label_zh = "机器设备"
    label_en = "machinery"

    quantity: Measure = Field(description="数量")
    quantity_unit: Line = Field(description="台, 套, 台（套）, 批")
    model: Line | None = Field(None, description="规格型号")

    def details(self) -> tuple[str, ...]:
        """Return the model, then the quantity."""
        return (*named("规格型号", self.model), *measured("数量", self.quantity, self.quantity_unit))
