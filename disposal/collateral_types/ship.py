"""Ship (船舶)."""

from pydantic import Field

from disposal.collateral_types.collateral_type import CollateralAttributes, Measure, measured, named
from notices.text import Line


class Ship(CollateralAttributes):
    """A ship, identified by name and tonnage (船舶)."""

    code = "ship"
    label_zh = "船舶"
    label_en = "ship"
    usual = (("ship_name",), ("gross_tonnage",))

    ship_name: Line | None = Field(None, description="船名")
    gross_tonnage: Measure | None = Field(None, description="总吨位, 总吨")
    registry_port: Line | None = Field(None, description="船籍港")
    built_in_year: int | None = Field(None, ge=1900, le=2100, description="建造年份")

    def details(self) -> tuple[str, ...]:
        """Return name, tonnage, port, year."""
        year = None if self.built_in_year is None else f"{self.built_in_year}年"
        return (
            *named("船名", self.ship_name),
            *measured("总吨位", self.gross_tonnage, "总吨"),
            *named("船籍港", self.registry_port),
            *named("建造年份", year),
        )
