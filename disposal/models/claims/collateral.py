"""Collateral (抵押物、质物): a thing or right that secures claims."""

from typing import Any
from uuid import UUID

from pydantic import ConfigDict, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError
from sqlalchemy import Index
from sqlmodel import Field

from disposal.collateral_types import BY_CODE, CollateralAttributes
from disposal.models.records.columns import JSON, Validated
from disposal.models.records.record import Payload, Record
from notices.codes import CollateralType
from notices.content.security import Condition
from notices.text import Line, Prose


class CollateralFields(Payload):
    """The data of a collateral. ``attributes`` are those of its type, with the unit in each name."""

    type_code: Line = Field(description="land_use_right, building, inventory …")
    owner_id: UUID = Field(foreign_key="party.id", index=True, description="抵押人、出质人; often not the debtor")
    description: Line | None = Field(default=None, description="the noun notices use: 工业房地产; empty: the type's")
    place: Line | None = None
    attributes: dict[str, Any] = Field(default_factory=dict, sa_type=JSON, description="those of the type")
    co_owners: list[Line] = Field(default_factory=list, sa_type=JSON, description="共有人, for staff")
    certificate_numbers: list[Line] = Field(default_factory=list, sa_type=JSON)
    conditions: tuple[Condition, ...] = Field(default=(), sa_type=Validated(tuple[Condition, ...]))
    details: Prose | None = None
    prints_attributes: bool = Field(
        default=True, description="attributes that are no figures are printed; false: the details say them already"
    )

    @property
    def typed(self) -> CollateralAttributes:
        """Return the attributes as a value of their type."""
        return BY_CODE[self.type_code].model_validate(self.attributes)

    @property
    def phrase(self) -> str:
        """Return the description that notices print: ``工业房地产，房产建筑面积12893.13平方米``."""
        return self.typed.phrase(self.description)


class CollateralCreate(CollateralFields):
    """A collateral to be entered. Its attributes must be those of its type."""

    model_config = ConfigDict(validate_default=True)  # type: ignore[assignment]

    @field_validator("type_code")
    @classmethod
    def _is_a_type(cls, code: str) -> str:
        found = CollateralType.members_called(code)  # 土地使用权 is read as land_use_right
        if len(found) == 1:
            code = found[0].value
        if code not in BY_CODE:
            known = ", ".join(f"{kind.code} {kind.label_zh}" for kind in BY_CODE.values())
            raise PydanticCustomError("unknown_collateral_type", "unknown type; use one of {known}", {"known": known})
        return code

    @field_validator("attributes")
    @classmethod
    def _fit_the_type(cls, attributes: dict[str, Any], info: ValidationInfo) -> dict[str, Any]:
        if "type_code" not in info.data:
            return attributes
        return BY_CODE[info.data["type_code"]].model_validate(attributes).model_dump(mode="json", exclude_none=True)


class Collateral(CollateralFields, Record, table=True):
    """抵押物、质物."""

    __tablename__ = "collateral"
    __table_args__ = (Index("ix_collateral_certificate_numbers", "certificate_numbers", postgresql_using="gin"),)
    label = ("担保物", "collateral")
