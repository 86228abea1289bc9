"""Building (房产), usually mortgaged together with its land."""

from pydantic import Field

from disposal.collateral_types.collateral_type import CollateralAttributes, Measure, measured
from notices.text import Line


class Building(CollateralAttributes):
    """A finished building (房产、房地产), with the land use right if both are mortgaged together."""

    code = "building"
    label_zh = "房地产"
    label_en = "building"
    usual = (("building_area_m2",),)

    building_area_m2: Measure | None = Field(None, description="房产建筑面积, 平方米")
    land_area_m2: Measure | None = Field(None, description="土地使用权面积, 平方米")
    land_area_mu: Measure | None = Field(None, description="土地使用权面积, 亩")
    purpose: Line | None = Field(None, description="用途, such as 工业 or 住宅")

    def details(self) -> tuple[str, ...]:
        """Return the floor area, then the land area."""
        return (
            *measured("房产建筑面积", self.building_area_m2, "平方米"),
            *measured("土地使用权面积", self.land_area_m2, "平方米"),
            *measured("土地使用权面积", self.land_area_mu, "亩"),
        )
