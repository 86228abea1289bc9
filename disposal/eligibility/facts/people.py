"""Parties in a screening: what is known of a person or organisation on the day."""

from dataclasses import dataclass
from typing import ClassVar

from pydantic import ConfigDict

from disposal.eligibility.facts.errors import FactsRefused, refuse_clear_number
from notices.codes import Coded, PartyKind

STRICT = ConfigDict(extra="forbid")
"""Refuse unknown fields: stored facts must be read back completely."""


class OrganKind(Coded):
    """The type of an organisation, as the limbs distinguish it (单位性质)."""

    ordinary = "ordinary", "普通单位", "ordinary organisation"
    state_organ = "state_organ", "国家机关", "state organ"
    regulator = "regulator", "金融监管机构", "financial regulator"
    judicial = "judicial", "政法机关", "judicial or police organ"
    amc = "amc", "金融资产管理公司", "asset management company"


class OwnersKnown(Coded):
    """How completely the owners of an organisation are stated (出资人披露情况)."""

    unknown = "unknown", "未全部披露", "not stated in full"
    complete = "complete", "已全部披露", "stated in full"
    exempt = "exempt", "无需穿透", "need not be traced"


class ContactKind(Coded):
    """The kind of a contact that may show a link between two buyers (联系线索)."""

    phone = "phone", "电话", "phone"
    address = "address", "地址", "address"
    funding_account = "funding_account", "资金账户", "funding account"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactPoint:
    """A phone, address or account. ``index`` is for comparison; ``shown`` is the masked form."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    kind: ContactKind
    index: str
    shown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyFacts:
    """A person or organisation (当事人). A personal number is present only as keyed index and masked form.

    ``organ``, ``is_financial_institution``, ``is_state_owned`` and ``contacts`` are None if not stated. ``key`` is the
    caller's key; the same party has the same key everywhere. ``is_number_identifying`` is false if the number belongs
    to another document, which no list uses.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    key: str
    name: str
    kind: PartyKind
    former_names: tuple[str, ...] = ()
    number_index: str | None = None
    number_masked: str | None = None
    credit_code: str | None = None
    organ: OrganKind | None = None
    is_financial_institution: bool | None = None
    is_state_owned: bool | None = None
    owners: OwnersKnown = OwnersKnown.unknown
    contacts: tuple[ContactPoint, ...] | None = None
    is_number_identifying: bool = True

    def __post_init__(self) -> None:
        if not self.key or not self.name.strip():
            raise FactsRefused(
                field="name",
                zh=f"当事人 {self.key or '（无编号）'} 缺少名称或编号。请补充。",
                en=f"Party {self.key or '(no key)'} has no name or no key. Give both.",
            )
        for field in ("key", "name", "number_index", "number_masked"):
            refuse_clear_number(getattr(self, field), field=field)
        if self.number_masked is not None and "*" not in self.number_masked:
            raise FactsRefused(
                field="number_masked",
                zh=f"{self.name} 的证件号码未遮盖。请提供形如 330102********1234 的号码。",
                en=f"The number of {self.name} is not masked. Give it as 330102********1234.",
            )

    @property
    def is_identified(self) -> bool:
        """Check whether a number distinguishes the party: resident ID, passport or permit, or credit code."""
        if self.kind is PartyKind.natural_person:
            return self.number_index is not None and self.is_number_identifying
        return self.credit_code is not None

    @property
    def is_person(self) -> bool:
        """Check whether the party is one human being: a natural person or an individual business."""
        return self.kind is not PartyKind.organisation
