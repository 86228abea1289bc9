"""Parties of a project (处置项目当事人): debtors, guarantors, collateral owners, staff, engaged professionals."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from pydantic import ConfigDict

from disposal.eligibility.facts.people import STRICT
from disposal.eligibility.facts.relations import is_within
from notices.codes import Coded


class EngagedAs(Coded):
    """The capacity in which a firm or person is engaged in this project (受聘身份)."""

    lawyer = "lawyer", "律师"
    accountant = "accountant", "会计师"
    valuer = "valuer", "评估师"
    auctioneer = "auctioneer", "拍卖人"
    legal_worker = "legal_worker", "基层法律服务工作者", "legal-services worker", "法律服务工作者"
    agent = "agent", "代理人", "agent of the seller in the deal", "委托代理人、居间人"
    other = "other", "其他中介机构", "other intermediary"


@dataclass(frozen=True, slots=True, kw_only=True)
class Engagement:
    """A firm or a person engaged in this project (受聘参与处置)."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    party: str
    engaged_as: EngagedAs
    source: str
    valid_from: date | None = None
    valid_until: date | None = None

    def is_in_force(self, on: date) -> bool:
        """Check whether the engagement is in force on the day. First and last day count."""
        return is_within(on, self.valid_from, self.valid_until)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectParties:
    """Keys of the parties in each role. None: not stated; empty: there is none.

    ``judicial_handlers`` are the judges, prosecutors and police who handled the asset (曾经办该资产的政法干警). A
    person who handled an asset stays its handler: there is no end day.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    debtors: tuple[str, ...] | None = None
    guarantors: tuple[str, ...] | None = None
    collateral_owners: tuple[str, ...] | None = None
    handling_staff: tuple[str, ...] | None = None
    judicial_handlers: tuple[str, ...] | None = None
    engaged: tuple[Engagement, ...] | None = None

    @property
    def keys(self) -> frozenset[str]:
        """Return all keys named here."""
        rosters = (
            self.debtors, self.guarantors, self.collateral_owners, self.handling_staff, self.judicial_handlers,
        )  # fmt: skip
        return frozenset(key for roster in rosters for key in roster or ()) | {e.party for e in self.engaged or ()}
