"""What a resubmitted dossier may change on a party it entered: it can add names and numbers, never remove them."""

from typing import Any

from sqlmodel import Session

from disposal.errors import RecordRefused
from disposal.identifiers import IdentityDocument
from disposal.models.parties.party import Party
from disposal.services.bidders.dossier_file import StatedParty
from disposal.services.parties.parties import has_personal_number

_OF_PARTY = ("kind", "name", "former_names", "credit_code", "identity_document", "personal_number", "status",
             "is_state_owned")  # fmt: skip


def values_of(stated: StatedParty) -> dict[str, Any]:
    """Return the party fields stated in a dossier; fields not stated are omitted."""
    return {name: value for name in _OF_PARTY if (value := getattr(stated, name)) is not None}


def completed(session: Session, party: Party, stated: StatedParty) -> dict[str, Any]:
    """Return the changes that bring a party in line with its dossier. A previous name becomes a former name.

    Raises: RecordRefused if the kind or a recorded number would change.
    """
    values = values_of(stated)
    if "kind" not in stated.model_fields_set:
        del values["kind"]
    if values.get("kind", party.kind) is not party.kind:
        raise _refusal(party, "kind", "类型", "kind")
    if party.credit_code is not None and values.get("credit_code", party.credit_code) != party.credit_code:
        raise _refusal(party, "credit_code", "统一社会信用代码", "credit code")
    if party.personal_number_index is not None:
        _check_number(session, party, values)
    return values | {"former_names": _former_names(party, stated)}


def _check_number(session: Session, party: Party, values: dict[str, Any]) -> None:
    """Remove the number from ``values`` if it repeats the recorded one."""
    document = values.pop("identity_document", None)
    number = values.pop("personal_number", None)
    if number is not None and not has_personal_number(session, party, number):
        raise _refusal(party, "personal_number", "证件号码", "personal number")
    is_said = number is not None or document is not None
    if is_said and _document(document) is not _document(party.identity_document):
        raise _refusal(party, "identity_document", "证件种类", "identity document")


def _document(said: IdentityDocument | None) -> IdentityDocument:
    return said or IdentityDocument.resident_id


def _former_names(party: Party, stated: StatedParty) -> list[str]:
    """Return all names except the current one, latest first."""
    present = stated.name or party.name
    before = [] if present == party.name else [party.name]
    return [name for name in dict.fromkeys([*before, *party.former_names, *stated.former_names]) if name != present]


def _refusal(party: Party, field: str, zh: str, en: str) -> RecordRefused:
    return RecordRefused(
        field=field,
        zh=f"{party.name}已登记{zh}，重新提交资料不能更换；登记有误的，请由登记人员附理由更正该当事人；"
        "实为另一当事人的，请在资料中为其另设一键（竞买人则另行提交）。",
        en=f"{party.name} has its {en} on record, and a dossier filed again cannot replace it; if the record is wrong, "
        "staff corrects the party with a reason; if this is another party, give it a key (a bidder, a dossier) of "
        "its own.",
    )
