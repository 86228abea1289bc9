"""The parties a notice names: obligors, issuer and contacts; and its media."""

from typing import Annotated, Any

from pydantic import AfterValidator, Field, field_validator, model_validator
from stdnum.cn import uscc

from notices.codes import (
    BankruptcyStage,
    BusinessStatus,
    ContactRole,
    MediumKind,
    NameBasis,
    PaperKind,
    PartyKind,
    PersonNames,
)
from notices.content.refusals import basis_and_none, wrong_credit_code
from notices.frozen import Frozen
from notices.text import Line, Prose, WebAddress
from notices.written.fields import Checked, Day, YesNo


def _none_alone(bases: tuple[NameBasis, ...]) -> tuple[NameBasis, ...]:
    if NameBasis.none in bases and len(bases) > 1:
        raise basis_and_none()
    return bases


NameBases = Annotated[tuple[NameBasis, ...], AfterValidator(_none_alone)]
"""The bases on which the name of a natural person is printed; 无 stands alone."""


class Obligor(Frozen):
    """A debtor, guarantor or owner of collateral as the notice names it (债务人、保证人、抵押人、出质人).

    A bare string is read as the name. Personal numbers never enter a notice. ``name_bases`` says why the name of a
    natural person may be printed; it is for staff, and no public form has it (``notices.privacy``).
    """

    name: Line
    kind: PartyKind = PartyKind.organisation
    is_masked: YesNo = Field(False, description="the name is masked, such as 吴某某")
    name_bases: NameBases = Field((), description="natural person: why the name may be printed; empty: not stated")
    former_names: tuple[Line, ...] = ()
    credit_code: str | None = Field(None, description="统一社会信用代码, 18 characters with check digit")
    company_type: Line | None = None
    registered_capital: Line | None = None
    legal_representative: Line | None = None
    shareholders: tuple[Line, ...] = ()
    founded_on: Day | None = None
    address: Line | None = None
    business_scope: Prose | None = None
    status: BusinessStatus = BusinessStatus.unknown
    status_words: Line | None = Field(None, description="the status as printed")
    is_state_organ: Checked = Field(None, description="国家机关: true 是, false 否; empty 未核实")
    is_state_owned: YesNo | None = None
    bankruptcy_stage: BankruptcyStage = BankruptcyStage.none
    bankruptcy_words: Line | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_name(cls, data: Any) -> Any:
        return {"name": data} if isinstance(data, str) else data

    @field_validator("credit_code")
    @classmethod
    def _check_digit(cls, code: str | None) -> str | None:
        if code is not None and not uscc.is_valid(code):
            raise wrong_credit_code()
        return code


class NoticeIssuer(Frozen):
    """The company that publishes the notice and its branch (公告发布人)."""

    name: Line
    branch: Line | None = Field(None, description="such as 浙江省分公司")
    self_reference: Line = Field("我公司", description="how the text names the issuer: 我分公司, 我公司, 我司, 我行")
    credit_code: str | None = None
    website: WebAddress | None = None
    is_local_amc: YesNo = Field(False, description="地方资产管理公司")
    person_names: PersonNames = Field(PersonNames.print_with_basis, description="names of natural persons")

    @property
    def full_name(self) -> str:
        """Return company and branch as in the signature: 中国华融资产管理股份有限公司浙江省分公司."""
        return self.name + (self.branch or "")


class Contact(Frozen):
    """Whom to call for what (联系人). The discipline hotline is another person than the deal contact."""

    role: ContactRole
    name: Line | None = None
    department: Line | None = None
    phones: tuple[Line, ...] = ()
    fax: Line | None = None
    email: Line | None = None
    address: Line | None = None
    postcode: Line | None = Field(None, pattern=r"^\d{6}$")


class PlacementItem(Frozen):
    """A medium and the day the notice stands in it (刊登)."""

    medium: Line
    kind: MediumKind
    published_on: Day
    page: Line | None = Field(None, description="edition or page, such as 第8版")
    url: WebAddress | None = None
    is_filed_with_supervisor: YesNo | None = Field(None, description="财金〔2008〕87号第十一条")
    paper: PaperKind | None = Field(None, description="of a newspaper: 综合类、经济类, or what else it is")
    province: Line | None = Field(None, description="of a newspaper: province it is issued in, or 全国")
    city: Line | None = Field(None, description="of a newspaper of prefecture level: its city")
