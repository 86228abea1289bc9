"""ProjectRole (项目经办与受聘): who handles the asset, who handled it in court, who is engaged in its disposal."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from disposal.eligibility.facts.project import EngagedAs
from disposal.models.records.columns import coded
from disposal.models.records.record import Payload, Record
from notices.codes import Coded
from notices.text import Line


class RoleKind(Coded):
    """The role of a party in a project, other than debtor or security provider (项目角色)."""

    handling_staff = "handling_staff", "经办人员", "handling staff"
    judicial_handler = "judicial_handler", "曾经办该资产的政法干警", "judicial officer who handled the asset"
    engaged = "engaged", "受聘中介", "engaged professional"


class ProjectRoleFields(Payload):
    """One party in one role. Without a party it states that nobody has this role."""

    project_id: UUID = Field(foreign_key="disposal_project.id", index=True)
    role: RoleKind = Field(sa_type=coded(RoleKind))
    party_id: UUID | None = Field(default=None, foreign_key="party.id", index=True, description="empty: there is none")
    engaged_as: EngagedAs | None = Field(default=None, sa_type=coded(EngagedAs))
    source: Line
    valid_from: date | None = None
    valid_until: date | None = None


class ProjectRoleCreate(ProjectRoleFields):
    """A role to be entered."""


class ProjectRole(ProjectRoleFields, Record, table=True):
    """项目经办与受聘."""

    __tablename__ = "project_role"
    __table_args__ = (
        CheckConstraint(
            "(role = 'engaged' AND party_id IS NOT NULL) = (engaged_as IS NOT NULL)", name="engaged_as_fits"
        ),
        CheckConstraint("valid_until >= valid_from", name="days_in_order"),
    )
    label = ("项目角色", "role in a project")
