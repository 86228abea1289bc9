"""RestrictedList (受限名单): a department's list of people or organisations that may not buy."""

from collections.abc import Sequence
from typing import Annotated, ClassVar

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError
from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from disposal.models.records.columns import JSON, Validated, coded
from disposal.models.records.record import Payload, Record, Shown, UniqueFields
from notices.codes import PartyKind
from notices.content.limbs import LimbCode
from notices.text import Line, Prose

_CODE = "^[a-z][a-z0-9_-]{1,39}$"
ListCode = Annotated[str, StringConstraints(pattern=_CODE)]
"""2 to 40 lower-case letters, digits, hyphens and underscores; the first is a letter."""


def _once_each(codes: Sequence[LimbCode]) -> Sequence[LimbCode]:
    if not codes:
        raise PydanticCustomError("no_limb", "name at least one limb that the list serves")
    return list(dict.fromkeys(codes))


Limbs = Annotated[list[LimbCode], AfterValidator(_once_each)]


class RestrictedListFields(Payload):
    """The data of a list: its titles, the limbs it serves, and the department responsible for it."""

    code: ListCode
    title: Line = Field(description="浙江省公务员名册")
    title_en: Line = Field(description="civil servants of Zhejiang")
    limbs: Limbs = Field(sa_type=Validated(Limbs), description="the limbs it answers for; each once")
    owner: Line = Field(description="the department that answers for it")
    provenance: Prose | None = Field(default=None, description="where it comes from and how it may be used")
    is_public: bool = Field(default=False, description="digits and characters may be hidden: 330102********1234, 张*三")
    is_mask_exact: bool = Field(default=True, description="each * hides one character: 张*三; not 张* for 张小三")
    entry_kind: PartyKind | None = Field(
        default=None, sa_type=coded(PartyKind), description="what an entry is where its row does not say"
    )


class RestrictedListCreate(RestrictedListFields):
    """A list to be created. Its entries are imported later."""


class RestrictedList(RestrictedListFields, Record, table=True):
    """受限名单. Its entries belong to its versions; screening uses the newest version."""

    __tablename__ = "restricted_list"
    __table_args__ = (UniqueConstraint("code"), CheckConstraint(f"code ~ '{_CODE}'", name="code_form"))
    label = ("受限名单", "restricted list")
    unique_fields: ClassVar[UniqueFields] = {"uq_restricted_list_code": "code"}

    column_mapping: dict[str, Line] = Field(
        default_factory=dict, sa_type=JSON, description="field → heading, kept for the next import"
    )
    keyed_with: str | None = Field(default=None, description="mark of the matching its look-up keys were made by")
    key_classes: str = Field(default="", description="which classes of look-up keys its entries have: see list_keys")
    sealed_with: str | None = Field(default=None, description="mark of the key its numbers are encrypted with")


class RestrictedListRead(RestrictedListFields, Shown):
    """A list as shown."""

    column_mapping: dict[str, Line]
