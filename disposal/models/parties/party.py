"""Party (当事人): a debtor, guarantor, owner of collateral or original creditor; one row for all its roles."""

from datetime import date
from typing import Any, ClassVar, Self

from pydantic import field_validator, model_validator
from pydantic_core import PydanticCustomError
from sqlalchemy import CheckConstraint, Column, Index, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field

from disposal.identifiers import CreditCode, IdentityDocument, PersonalNumber, of_its_document
from disposal.models.records.columns import JSON, Validated, coded
from disposal.models.records.record import Payload, Record, Shown, UniqueFields
from notices.codes import BankruptcyStage, BusinessStatus, PartyKind
from notices.content.parties import NameBases
from notices.text import Line, NameLine, Prose
from notices.written.names import refuse_several


class PartyFields(Payload):
    """The data of a party without its personal number."""

    kind: PartyKind = Field(default=PartyKind.organisation, sa_type=coded(PartyKind))
    name: NameLine
    is_masked: bool = Field(default=False, description="the name is masked, such as 吴某某")
    name_bases: NameBases = Field(
        default=(),
        sa_type=Validated(NameBases),
        description="姓名公开依据 of a natural person; empty: not stated, and the name is masked",
    )
    former_names: list[NameLine] = Field(default_factory=list, sa_type=JSON, description="曾用名, latest first")
    credit_code: CreditCode | None = Field(default=None, description="统一社会信用代码")
    identity_document: IdentityDocument | None = Field(
        default=None,
        sa_type=coded(IdentityDocument),
        description="what a person's number is of; empty: 居民身份证",
    )
    company_type: Line | None = None
    legal_representative: Line | None = None
    registered_capital: Line | None = Field(default=None, description="as registered, with its currency")
    shareholders: list[Line] = Field(default_factory=list, sa_type=JSON)
    founded_on: date | None = None
    address: Line | None = None
    phone: Line | None = None
    business_scope: Prose | None = None
    status: BusinessStatus = Field(default=BusinessStatus.unknown, sa_type=coded(BusinessStatus))
    status_words: Line | None = Field(default=None, description="the status as the source prints it")
    is_state_organ: bool | None = Field(default=None, description="empty: 未核实")
    is_state_owned: bool | None = Field(default=None, description="empty: not known")
    bankruptcy_stage: BankruptcyStage = Field(default=BankruptcyStage.none, sa_type=coded(BankruptcyStage))
    bankruptcy_words: Line | None = None
    bankruptcy_accepted_on: date | None = Field(default=None, description="interest stops here: 企业破产法第四十六条")


class PartyCreate(PartyFields):
    """A party to be entered. Its personal number is stored only in encrypted form."""

    personal_number: PersonalNumber | None = Field(
        default=None, repr=False, description="居民身份证号码, or the number of identity_document"
    )

    _of_its_document = field_validator("personal_number")(of_its_document)

    @model_validator(mode="after")
    def _is_one_party(self) -> Self:
        refuse_several(self.name, self.former_names, has_code=self.credit_code is not None)
        return self

    @model_validator(mode="after")
    def _number_fits_kind(self) -> Self:
        if self.kind is PartyKind.organisation and (self.personal_number or self.identity_document):
            raise PydanticCustomError(
                "number_of_an_organisation",
                "an organisation has no personal number; enter the person as a party of its own",
            )
        if self.kind is PartyKind.natural_person and self.credit_code is not None:
            raise PydanticCustomError(
                "code_of_a_person", "a natural person has no credit code; set kind to individual_business or clear it"
            )
        return self


class Party(PartyFields, Record, table=True):
    """当事人. ``personal_number_masked`` may be shown; ``personal_number_index`` finds a number.

    The column ``search_runs`` (every two characters that stand together in its names and codes) is filled by a trigger
    and not loaded with the row; use ``Party.__table__.c.search_runs``.
    """

    __tablename__ = "party"
    __table_args__: ClassVar[tuple[Any, ...]] = (
        UniqueConstraint("credit_code"),
        UniqueConstraint("personal_number_index"),
        CheckConstraint("kind <> 'natural_person' OR credit_code IS NULL", name="person_has_no_credit_code"),
        CheckConstraint("kind <> 'organisation' OR personal_number_index IS NULL", name="organisation_has_no_number"),
        CheckConstraint(
            "num_nonnulls(personal_number_encrypted, personal_number_index, personal_number_masked) IN (0, 3)",
            name="personal_number_whole",
        ),
        Index(None, "name"),
        Index("ix_party_former_names", "former_names", postgresql_using="gin"),
        Column("search_runs", ARRAY(Text)),  # filled by a trigger
        Index("ix_party_search_runs", "search_runs", postgresql_using="gin"),
    )
    __mapper_args__: ClassVar[dict[str, Any]] = {"exclude_properties": ["search_runs"]}
    label = ("当事人", "party")
    unique_fields: ClassVar[UniqueFields] = {
        "uq_party_credit_code": "credit_code",
        "uq_party_personal_number_index": "personal_number",
    }
    unaudited: ClassVar[frozenset[str]] = frozenset({"personal_number_encrypted", "personal_number_index"})

    personal_number_encrypted: bytes | None = Field(default=None, repr=False)
    personal_number_index: str | None = Field(default=None, repr=False)
    personal_number_masked: str | None = None


class PartyRead(PartyFields, Shown):
    """A party as shown, with the personal number masked."""

    personal_number_masked: str | None = None
