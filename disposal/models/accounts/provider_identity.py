"""Provider identity (统一身份): whom the company's identity provider knows as the person of an account."""

from datetime import datetime
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import StringConstraints
from sqlalchemy import UniqueConstraint
from sqlmodel import Field
from sqlmodel.sql.sqltypes import UTCDateTime

from disposal.models.records.record import Payload, Record, UniqueFields

Subject = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[!-~](?:[ -~]{0,253}[!-~])?$")]
"""Up to 255 ASCII characters, as OpenID Connect has it; small and capital letters differ."""


class ProviderIdentityCreate(Payload):
    """An identity to be linked. It is never found by e-mail address, nor made by signing in."""

    account_id: UUID = Field(foreign_key="account.id")
    issuer: str = Field(description="签发方: the provider's name of itself")
    subject: Subject = Field(description="标识: the provider's name of the person, unique there for good")


class ProviderIdentity(ProviderIdentityCreate, Record, table=True):
    """统一身份. One to an account, linked by an administrator; without it nobody signs in by the provider."""

    __tablename__ = "provider_identity"
    __table_args__ = (UniqueConstraint("issuer", "subject"), UniqueConstraint("account_id"))
    label = ("统一身份", "provider identity")
    unique_fields: ClassVar[UniqueFields] = {
        "uq_provider_identity_issuer_subject": "subject",
        "uq_provider_identity_account_id": "account_id",
    }


class ProviderAnswer(Record, table=True):
    """统一身份应答. An answer of the provider that was taken; a second one to the same request is refused."""

    __tablename__ = "provider_answer"
    __table_args__ = (UniqueConstraint("request_sha256"),)
    label = ("统一身份应答", "provider answer")
    unique_fields: ClassVar[UniqueFields] = {"uq_provider_answer_request_sha256": None}

    request_sha256: str
    expires_at: datetime = Field(sa_type=UTCDateTime)
