"""Issuer (公告发布人): the company or branch in whose name notices are published and numbered."""

from typing import Annotated, ClassVar

from pydantic import StringConstraints
from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from disposal.identifiers import CreditCode
from disposal.models.records.columns import coded
from disposal.models.records.record import Payload, Record, UniqueFields
from notices.codes import PersonNames
from notices.law.issuers import IssuerKind
from notices.text import Line, WebAddress
from notices.written.fields import YesNo

_CODE = "^[A-Z0-9][A-Z0-9-]{1,19}$"
IssuerCode = Annotated[str, StringConstraints(pattern=_CODE)]
"""2 to 20 capital letters, digits and hyphens; the first is not a hyphen."""


class IssuerFields(Payload):
    """The data of an issuer: its names, its code, and the words it uses for itself."""

    name: Line = Field(description="中国华融资产管理股份有限公司")
    branch: Line | None = Field(default=None, description="浙江省分公司")
    self_reference: Line = Field(default="我公司", description="我分公司, 我公司, 我司")
    code: IssuerCode = Field(description="stands in every notice number: HR-ZJ")
    credit_code: CreditCode | None = None
    website: WebAddress | None = None
    province: Line | None = None
    person_names: PersonNames = Field(
        default=PersonNames.print_with_basis,
        sa_type=coded(PersonNames),
        description="自然人姓名, 有依据的印全名或一律隐名",
    )
    kind: IssuerKind | None = Field(
        default=None,
        sa_type=coded(IssuerKind),
        description="发布人类别: whether 财金〔2008〕87号 binds it; empty: not stated",
    )
    allows_paper_approval: YesNo = Field(
        default=False, description="线下审批: leaders may sign the printed sheet; off until somebody allows it"
    )
    requires_booking: YesNo = Field(default=False, description="发布 only once the newspapers are booked (订版)")

    @property
    def full_name(self) -> str:
        """Return company and branch as in the signature."""
        return self.name + (self.branch or "")


class IssuerCreate(IssuerFields):
    """An issuer to be entered."""


class Issuer(IssuerFields, Record, table=True):
    """公告发布人."""

    __tablename__ = "issuer"
    __table_args__ = (
        UniqueConstraint("code"),
        UniqueConstraint("name", "branch", postgresql_nulls_not_distinct=True),
        CheckConstraint(f"code ~ '{_CODE}'", name="code_form"),
    )
    label = ("公告发布人", "issuer")
    unique_fields: ClassVar[UniqueFields] = {"uq_issuer_code": "code", "uq_issuer_name_branch": "name"}
