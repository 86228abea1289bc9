"""Unfinished building (在建工程)."""

from pydantic import Field

from disposal.collateral_types.collateral_type import CollateralAttributes, Measure, measured, named
from notices.text import Line


class UnfinishedBuilding(CollateralAttributes):
    """A building under construction, with planned area and progress (在建工程)."""

    code = "unfinished_building"
    label_zh = "在建工程"
    label_en = "unfinished building"
    usual = (("planned_area_m2",), ("progress",))

    planned_area_m2: Measure | None = Field(None, description="规划建筑面积, 平方米")
    progress: Line | None = Field(None, description="工程进度, as known at the record date")
    land_area_m2: Measure | None = Field(None, description="土地使用权面积, 平方米")

    def details(self) -> tuple[str, ...]:
        """Return the planned area, the progress and the land area."""
        return (
            *measured("规划建筑面积", self.planned_area_m2, "平方米"),
            *named("工程进度", self.progress),
            *measured("土地使用权面积", self.land_area_m2, "平方米"),
        )
