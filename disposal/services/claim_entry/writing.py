"""Enter what a page describes: parties first, then the claim and its records, all or nothing."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session

from disposal.errors import DisposalError, RecordNotFound, RecordRefused
from disposal.models.claims.collateral import Collateral
from disposal.models.parties.party import Party, PartyCreate
from disposal.models.records.record import Payload, Record
from disposal.services.claim_entry.entry import EntryStep, PartyPlan, field_of
from disposal.services.claim_entry.parties import plain
from disposal.services.claims.verbs import VERBS
from disposal.services.parties.distinctions import distinguish
from disposal.services.parties.merging import current_party
from disposal.services.parties.parties import (
    change_party,
    enter_party,
    has_personal_number,
    party_with_credit_code,
    party_with_personal_number,
)
from disposal.services.records.validation import InvalidRecord, read
from disposal.services.records.writing import found
from notices.reading import Problem

_NUMBERS = frozenset({"personal_number", "identity_document"})


def write_step(session: Session, step: EntryStep, ids: Mapping[UUID, UUID], *, today: date) -> Record:
    """Enter one record; the keys of those before become their ids. Raises: InvalidRecord at the field of the page."""
    with at_row(step):
        return VERBS[type(step.data)](session, resolved(step.data, ids), today)


def chosen_collateral(session: Session, step: EntryStep, written: str) -> Collateral:
    """Return the collateral that was chosen by its id because it secures another claim of the actor's issuers, too.

    Raises: InvalidRecord at the row; a collateral that secures claims of other issuers only is as unknown as none.
    """
    with at_row(step):
        try:
            return found(session, Collateral, UUID(written), field="collateral_id")
        except ValueError:
            raise RecordNotFound(label=Collateral.label, key=written, field="collateral_id") from None


def resolved(data: Payload, ids: Mapping[UUID, UUID]) -> Payload:
    """Return a record to enter with ids in place of keys."""
    held = {name: ids[value] for name, value in data if isinstance(value, UUID) and value in ids}
    return data.model_copy(update=held)


def write_party(session: Session, plan: PartyPlan, *, reason: str) -> Party:
    """Return the party of the page: the chosen one, the one with that number, or a new one.

    Filled fields that the existing party states differently are changed. Raises: InvalidRecord at the field.
    """
    with at_party(plan):
        known = current_party(session, plan.party_id) if plan.party_id else _numbered(session, plan)
        party = enter_party(session, read(PartyCreate, plan.stated)) if known is None else known
        if known is not None:
            _check_same(session, plan, known)
            if plan.party_id:
                change_party(session, known.id, _changes(session, plan, known), reason=reason)
        for other in plan.distinct:
            if other != party.id:
                distinguish(session, party.id, found(session, Party, other).id)
    return party


def _numbered(session: Session, plan: PartyPlan) -> Party | None:
    """Return the existing party with the code or number that is typed, or None."""
    if code := plan.stated.get("credit_code"):
        return party_with_credit_code(session, read(PartyCreate, plan.stated).credit_code or code)
    if number := plan.stated.get("personal_number"):
        return party_with_personal_number(session, number, plan.stated.get("identity_document"))
    return None


def _check_same(session: Session, plan: PartyPlan, party: Party) -> None:
    """Refuse an existing party of another name or number than is typed. Raises: RecordRefused."""
    name = plan.stated["name"]
    if plain(name) not in {plain(each) for each in (party.name, *party.former_names)}:
        field = "name" if plan.party_id else ("credit_code" if "credit_code" in plan.stated else "personal_number")
        raise RecordRefused(
            field=field,
            zh=f"已有主体为{party.name}，此处写的是{name}；请更换主体，或更正名称；已更名的，请在曾用名中写明。",
            en=f"the existing party is {party.name}, the page says {name}; choose another party or correct the name; "
            "if it was renamed, give its old name among the former names.",
        )
    number = plan.stated.get("personal_number")
    is_other = number and party.personal_number_masked and not has_personal_number(session, party, _plain(plan))
    code = read(PartyCreate, plan.stated).credit_code
    if is_other or (code and party.credit_code and code != party.credit_code):
        raise RecordRefused(
            field="personal_number" if is_other else "credit_code",
            zh=f"与{party.name}已登记的代码或号码不同；请对照证照更正，或更换主体。",
            en=f"differs from the number on record for {party.name}; correct it by the document, or choose another.",
        )


def _plain(plan: PartyPlan) -> str:
    number = read(PartyCreate, plan.stated).personal_number
    return number or ""


def _changes(session: Session, plan: PartyPlan, party: Party) -> dict[str, Any]:
    """Return the filled fields of a chosen party; its name and a number on record stay."""
    has_number = party.personal_number_masked is not None
    left = {"name", "is_masked"} | (_NUMBERS if has_number or "personal_number" not in plan.stated else set())
    return {name: value for name, value in plan.stated.items() if name not in left}


@contextmanager
def at_row(step: EntryStep) -> Iterator[None]:
    """Raise the refusals of the block at the fields of the row of a step. Raises: InvalidRecord."""
    with _placed(lambda path: f"{step.row}-{field_of(path, step.named)}"):
        yield


@contextmanager
def at_party(plan: PartyPlan) -> Iterator[None]:
    """Raise the refusals of the block at the fields of a party. Raises: InvalidRecord."""
    with _placed(lambda path: plan.paths.get(path.partition(".")[0], plan.paths["name"])):
        yield


@contextmanager
def _placed(place: Callable[[str], str]) -> Iterator[None]:
    try:
        yield
    except InvalidRecord as error:
        raise InvalidRecord(
            tuple(Problem(path=place(each.path), value="", zh=each.zh, en=each.en) for each in error.problems)
        ) from None
    except DisposalError as error:
        if error.status not in (404, 409, 422, 429):
            raise
        problem = Problem(path=place(error.field), value="", zh=error.zh.rstrip("。"), en=error.en.rstrip("."))
        raise InvalidRecord((problem,)) from None
