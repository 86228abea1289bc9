"""Land use right (国有土地使用权、集体土地使用权)."""

from pydantic import Field

from disposal.collateral_types.collateral_type import CollateralAttributes, Measure, measured
from notices.text import Line


class LandUseRight(CollateralAttributes):
    """The right to use land, with or without the buildings on it (土地使用权)."""

    code = "land_use_right"
    label_zh = "土地使用权"
    label_en = "land use right"
    usual = (("land_area_m2", "land_area_mu"),)

    land_area_m2: Measure | None = Field(None, description="土地使用权面积, 平方米")
    land_area_mu: Measure | None = Field(None, description="土地使用权面积, 亩")
    purpose: Line | None = Field(None, description="土地用途, such as 工业用地")
    acquisition: Line | None = Field(None, description="权利性质, such as 出让 or 划拨")

    def details(self) -> tuple[str, ...]:
        """Return the areas that are given, in square metres and in mu."""
        return (
            *measured("土地使用权面积", self.land_area_m2, "平方米"),
            *measured("土地使用权面积", self.land_area_mu, "亩"),
        )
