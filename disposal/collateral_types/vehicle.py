"""Vehicle (机动车)."""

from pydantic import Field

from disposal.collateral_types.collateral_type import CollateralAttributes, named
from notices.text import Line


class Vehicle(CollateralAttributes):
    """A motor vehicle, identified by plate number or frame number (机动车)."""

    code = "vehicle"
    label_zh = "机动车"
    label_en = "vehicle"
    usual = (("plate_number", "frame_number"),)

    plate_number: Line | None = Field(None, description="车牌号")
    frame_number: Line | None = Field(None, description="车辆识别代号")
    brand_and_model: Line | None = Field(None, description="品牌型号")

    def details(self) -> tuple[str, ...]:
        """Return brand and model, plate number, frame number."""
        return (
            *named("品牌型号", self.brand_and_model),
            *named("车牌号", self.plate_number),
            *named("车辆识别代号", self.frame_number),
        )
