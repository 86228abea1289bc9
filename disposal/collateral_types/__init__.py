"""Collateral types, one file for each type. To add a type, write its file and list it in ``TYPES``.

This package may import ``money`` and the texts of ``notices``.
"""

from collections.abc import Mapping
from types import MappingProxyType

from disposal.collateral_types.building import Building
from disposal.collateral_types.collateral_type import CollateralAttributes
from disposal.collateral_types.deposit import Deposit
from disposal.collateral_types.equity import Equity
from disposal.collateral_types.inventory import Inventory
from disposal.collateral_types.land_use_right import LandUseRight
from disposal.collateral_types.machinery import Machinery
from disposal.collateral_types.receivable import Receivable
from disposal.collateral_types.ship import Ship
from disposal.collateral_types.unfinished_building import UnfinishedBuilding
from disposal.collateral_types.vehicle import Vehicle

__all__ = ["BY_CODE", "TYPES", "CollateralAttributes"]

TYPES: tuple[type[CollateralAttributes], ...] = (
    LandUseRight,
    Building,
    UnfinishedBuilding,
    Machinery,
    Inventory,
    Vehicle,
    Ship,
    Receivable,
    Equity,
    Deposit,
)
"""All types, in the order that a form shows them."""

BY_CODE: Mapping[str, type[CollateralAttributes]] = MappingProxyType({kind.code: kind for kind in TYPES})
"""All types by code."""
