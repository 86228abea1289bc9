"""Machinery (机器设备)."""

from typing import Self

from pydantic import Field, model_validator

from disposal.collateral_types.collateral_type import CollateralAttributes, Measure, measured, named, one_needed
from notices.text import Line


class Machinery(CollateralAttributes):
    """Machines, with name, quantity and unit (机器设备)."""

    code = "machinery"
    label_zh = "机器设备"
    label_en = "machinery"
    usual = (("quantity",),)

    machine_name: Line | None = Field(None, description="名称")
    quantity: Measure | None = Field(None, description="数量")
    quantity_unit: Line | None = Field(None, description="台, 套, 台（套）, 批")
    model: Line | None = Field(None, description="规格型号")

    @model_validator(mode="after")
    def _quantity_has_unit(self) -> Self:
        if self.quantity is not None and self.quantity_unit is None:
            raise one_needed("quantity_unit")
        return self

    def details(self) -> tuple[str, ...]:
        """Return the name, the model, then the quantity."""
        return (
            *named("名称", self.machine_name),
            *named("规格型号", self.model),
            *measured("数量", self.quantity, self.quantity_unit or ""),
        )
