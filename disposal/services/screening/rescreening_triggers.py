"""Table of record changes that make a screening out of date, with the bidders affected: one row each.

``records/writing`` calls ``note_change`` after every write, in the same transaction. It finds the function in the
session, where ``registry/opening`` puts it. So the records room does not depend on screening.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import Select
from sqlmodel import Session, SQLModel

from disposal.models.claims.claim import Claim
from disposal.models.claims.co_debtor import CoDebtor
from disposal.models.claims.collateral import Collateral
from disposal.models.claims.guarantee import Guarantee
from disposal.models.claims.security_interest import SecurityInterest
from disposal.models.lists.restricted_list import RestrictedList
from disposal.models.parties.party import Party
from disposal.models.parties.relation import PartyRelation
from disposal.models.parties.standing import ContactTrace, PartyStanding
from disposal.models.projects.disposal_project import DisposalProject, ProjectClaim
from disposal.models.projects.role import ProjectRole
from disposal.models.records.record import Record
from disposal.models.screening.bidder import Bidder
from disposal.services.bidders.pending_rescreenings import Cause, note_selected, screened_of
from disposal.services.screening.bidder_queries import all_screened, beside, offered, offered_with, resting_on, sharing

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class RescreeningTrigger(Generic[R]):
    """One kind of change: the record, its fields, the cause in words, and a query for the affected bidders.

    With ``fields``, only a change of one of them counts. Without, every entry, change and removal counts.
    """

    record: type[R]
    cause: Cause
    affected: Callable[[R], Select[UUID]]
    fields: frozenset[str] = frozenset()

    def matches(self, row: SQLModel, altered: Collection[str]) -> bool:
        """Return whether this trigger applies to a row that was entered, removed, or ``altered``."""
        return isinstance(row, self.record) and (not self.fields or not self.fields.isdisjoint(altered))


_PARTY: Cause = ("当事人资料变更", "what is known of a party has changed")
_RELATIONS: Cause = ("当事人关系变更", "the relations between parties have changed")
_CONTACTS: Cause = ("当事人联系方式变更", "the contacts of a party have changed")
_DOSSIER: Cause = ("意向受让人资料变更", "the dossier of a bidder has changed")
_PARTIES: Cause = ("项目当事人变更", "the parties of the project have changed")
_LIMBS: Cause = ("名单适用范围变更", "what a restricted list is asked for has changed")
_RESTRICTIONS: Cause = ("受让限制变更", "who may not buy has changed")

RESCREENING_TRIGGERS: tuple[RescreeningTrigger[Any], ...] = (
    RescreeningTrigger(Party, _PARTY, lambda party: resting_on(party.id)),
    RescreeningTrigger(PartyStanding, _PARTY, lambda standing: resting_on(standing.party_id)),
    RescreeningTrigger(PartyRelation, _RELATIONS, lambda tie: resting_on(tie.from_party_id, tie.to_party_id)),
    RescreeningTrigger(ContactTrace, _CONTACTS, sharing),
    RescreeningTrigger(Bidder, _DOSSIER, beside),
    RescreeningTrigger(ProjectRole, _PARTIES, lambda role: screened_of(role.project_id)),
    RescreeningTrigger(ProjectClaim, _PARTIES, lambda link: screened_of(link.project_id)),
    RescreeningTrigger(CoDebtor, _PARTIES, lambda owing: offered([owing.claim_id])),
    RescreeningTrigger(Guarantee, _PARTIES, lambda guarantee: offered([guarantee.claim_id])),
    RescreeningTrigger(SecurityInterest, _PARTIES, lambda interest: offered([interest.claim_id])),
    RescreeningTrigger(Claim, _PARTIES, lambda claim: offered([claim.id]), frozenset({"debtor_id"})),
    RescreeningTrigger(Collateral, _PARTIES, lambda thing: offered_with(thing.id), frozenset({"owner_id"})),
    RescreeningTrigger(RestrictedList, _LIMBS, lambda _: all_screened(), frozenset({"limbs"})),
    RescreeningTrigger(
        DisposalProject, _RESTRICTIONS, lambda project: screened_of(project.id), frozenset({"restrictions"})
    ),
)
"""A record type that is not in this table affects no screening."""


def note_change(session: Session, row: SQLModel, *, altered: Collection[str] = ()) -> None:
    """Mark the bidders affected by a record that was entered or ``altered``, or is about to be removed."""
    for trigger in RESCREENING_TRIGGERS:
        if trigger.matches(row, altered):
            note_selected(session, trigger.affected(row), trigger.cause)
