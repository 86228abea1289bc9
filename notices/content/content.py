"""NoticeContent: one frozen, validated value that holds everything a real notice contains."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Self

from pydantic import AwareDatetime, Field, model_validator
from pydantic_core import PydanticCustomError

from notices.codes import FiveClass
from notices.content.amounts import Amount, ClaimAmounts, ConditionalAmounts
from notices.content.parties import Contact, NoticeIssuer, Obligor, PlacementItem
from notices.content.security import GuaranteeItem, LitigationStatusItem, Security
from notices.content.terms import DisposalTerms, ExtensionTerms, PackageTerms, Restrictions, WindowTerms
from notices.frozen import Frozen
from notices.text import Line, Prose, reading_stored
from notices.written.fields import Day, Whole, YesNo

SCHEMA_VERSION = 1
MOST_ITEMS = 5_000


class AssignmentItem(Frozen):
    """One link of the chain of title (债权转让)."""

    assignor: Line
    assignee: Line
    assigned_on: Day | None = None
    agreement_number: Line | None = None


class ClaimItem(Frozen):
    """One claim of a debtor with its own security (债权)."""

    name: Line | None = Field(None, description="how the notice numbers or names this claim")
    contract_numbers: tuple[Line, ...] = ()
    record_date: Day | None = Field(None, description="基准日; empty: the debtor's or the notice's")
    amounts: ClaimAmounts | None = Field(None, description="an amendment states them only where they change")
    conditional_amounts: tuple[ConditionalAmounts, ...] = ()
    security: tuple[Security, ...] = ()
    guarantees: tuple[GuaranteeItem, ...] = ()
    litigation: tuple[LitigationStatusItem, ...] = ()
    five_class: FiveClass | None = None
    unfinished_settlement: Prose | None = None
    are_documents_originals: YesNo | None = Field(None, description="originals (true) or copies (false) of the papers")
    details: Prose | None = Field(None, description="further words of the notice on this claim")
    due_on: Day | None = Field(None, exclude=True, description="主债务履行期限届满日; for the register, never printed")
    is_personal_loan: YesNo | None = Field(
        None, exclude=True, description="个人贷款: consumer, card, housing or business loan of a person; never printed"
    )
    personal_loan_basis: Line | None = Field(
        None, exclude=True, description="the basis on which a personal loan is transferred (试点文号); never printed"
    )

    @property
    def currency(self) -> str:
        """Return the currency of the claim; yuan where no amount is stated."""
        return self.amounts.currency if self.amounts else "CNY"


class DebtorItem(Frozen):
    """One debtor with its claims (一户)."""

    number: Whole | None = Field(None, ge=1, description="序号 as printed")
    heading: Line | None = Field(None, description="name printed in the heading, where it has one")
    debtor: Obligor
    original_creditor: Line | None = Field(None, description="原债权人")
    chain: tuple[AssignmentItem, ...] = ()
    claims: tuple[ClaimItem, ...] = Field((), description="an amendment may name the debtor alone")
    litigation: tuple[LitigationStatusItem, ...] = ()
    details: Prose | None = None
    profile: Prose | None = Field(None, description="企业概况, as far as the fields of the debtor do not say it")
    highlights: tuple[Prose, ...] = Field((), description="资产特点、资产亮点, in order")
    reservation: Prose | None = Field(None, description="特别提示: what the issuer reserves or warns of")


class AmendedNotice(Frozen):
    """The notice this one amends, withdraws or reports on (原公告)."""

    title: Line
    number: Line | None = None
    published_on: Day
    placements: tuple[PlacementItem, ...] = ()
    window_ends_on: Day | None = Field(None, description="last day of its window, where an extension moves it")
    package_name: Line | None = Field(None, description="the package it offers; titles of amendments name it")


class Change(Frozen):
    """One changed element: where, what stood there, what stands there now (更正内容)."""

    path: Line | None = Field(None, description="field path in the amended content, such as items.0.claims.0.amounts")
    label: Line = Field(description="what the reader knows the element by, such as 债权本金")
    before: Prose | None = None
    after: Prose


class Revision(AmendedNotice):
    """An amendment as a consolidated version tells it (修订): who amended what, and what stands beside the text.

    Revisions made by earlier releases have no ``kind``: of them only title, number and day are told.
    """

    kind: Line | None = Field(None, description="code of the amendment's kind")
    reason: Prose | None = None
    changes: tuple[Change, ...] = Field((), description="each change; without path: not merged into the text")
    words: tuple[Prose, ...] = Field((), description="what it says that could not be merged, in its own words")
    is_merged: bool = Field(False, description="something of it has been merged into the text")
    other_elements_unchanged: bool = Field(False, description="it says 其他公告要素不变")


class DisposalResult(Frozen):
    """What came of the disposal (处置结果)."""

    words: Prose
    price: Amount | None = Field(None, description="成交价; only where it is made public")
    buyer: Line | None = None
    concluded_on: Day | None = None


class LateEntry(Frozen):
    """An earlier notice entered in the register after its day (补录): when, and why."""

    entered_at: AwareDatetime
    reason: Prose


class NoticeContent(Frozen):
    """Everything one notice says (公告内容); text, HTML, PDF and JSON are made from it alone."""

    schema_version: int = Field(SCHEMA_VERSION, ge=1, le=SCHEMA_VERSION)
    kind: Line = Field(description="code of the notice kind: disposal, supplement, correction …")
    issuer: NoticeIssuer
    title: Line | None = Field(None, description="empty: composed by the kind")
    number: Line | None = Field(None, description="公告编号, given at publication")
    published_on: Day = Field(description="date stated in the notice")
    record_date: Day | None = Field(None, description="基准日 of all claims that name none")
    items: tuple[DebtorItem, ...] = Field((), max_length=MOST_ITEMS)
    package: PackageTerms | None = None
    terms: DisposalTerms | None = None
    restrictions: Restrictions | None = None
    window: WindowTerms | None = Field(None, description="公告期限, in which anyone may enquire and object")
    validity: WindowTerms | None = Field(None, description="validity of the notice where it differs from the window")
    extension: ExtensionTerms | None = None
    requires_written_intent: YesNo = True
    accepts_enquiries: YesNo = True
    contacts: tuple[Contact, ...] = ()
    supervisor: Line | None = Field(None, description="supervising authority")
    disclaimers: tuple[Prose, ...] = ()
    is_not_an_offer: YesNo = Field(False, description="print the clause that the notice is not an offer")
    attachments: tuple[Line, ...] = ()
    placements: tuple[PlacementItem, ...] = ()
    amends: AmendedNotice | None = None
    other_elements_unchanged: YesNo = Field(True, description="其他公告要素不变")
    statements: tuple[Prose, ...] = Field((), description="paragraphs of a supplement or correction, in order")
    changes: tuple[Change, ...] = ()
    reason: Prose | None = Field(None, description="why a notice is corrected, extended or withdrawn")
    revisions: tuple[Revision, ...] = Field((), description="consolidated version: what amended it, in order")
    outcome: DisposalResult | None = None
    has_demand: YesNo = Field(False, description="the notice also demands payment (催收)")
    amounts_in_words: YesNo = Field(
        False,
        description="print principal, totals, floor price and deposit in yuan also in capital numerals (大写)",
    )
    entered_afterwards: LateEntry | None = Field(None, description="补录: entered after the day it states")

    @model_validator(mode="after")
    def _dates_in_order(self) -> "NoticeContent":
        if self.amends and self.amends.published_on > self.published_on:
            raise PydanticCustomError(
                "amends_a_later_notice",
                "amends a notice of {amended}, after its own date {own}; check both dates",
                {"amended": self.amends.published_on.isoformat(), "own": self.published_on.isoformat()},
            )
        return self

    @classmethod
    def stored(cls, written: bytes | str | Mapping[str, Any]) -> Self:
        """Return a content that was stored, from its JSON or the values in it, whatever may be entered today."""
        with reading_stored():
            if isinstance(written, bytes | str):
                return cls.model_validate_json(written)
            return cls.model_validate(written)

    def as_json(self) -> dict[str, Any]:
        """Return the content as plain JSON values, without defaults: so a new field does not change old notices."""
        return {"schema_version": self.schema_version, **self.model_dump(mode="json", exclude_defaults=True)}

    def canonical_json(self) -> bytes:
        """Return the canonical bytes of this content: UTF-8, sorted keys, no spaces, amounts as strings."""
        return json.dumps(self.as_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    @property
    def owed(self) -> tuple[ClaimAmounts, ...]:
        """Return the amounts of all claims that state any, in printing order."""
        return tuple(claim.amounts for item in self.items for claim in item.claims if claim.amounts)

    @property
    def sha256(self) -> str:
        """Return the SHA-256 of the canonical JSON as hex digits."""
        return hashlib.sha256(self.canonical_json()).hexdigest()
