"""补充资料: the form of a dossier filled in from what the register holds, for what was missing to be added."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from disposal.pages.screening.dossier_fields import BIDDER_FIELDS, PERSON_FIELDS, TABLES
from disposal.services.bidders.dossier_again import HeldDossier
from disposal.services.bidders.dossier_file import BIDDER_KEY
from disposal.web.posted_form import Items
from notices.codes import Coded

_YES_NO = {"zh": ("否", "是"), "en": ("no", "yes")}


def items_of(held: HeldDossier, language: str) -> Items:
    """Return the fields of the form with what the register holds."""
    return tuple(_items(held, "en" if language == "en" else "zh"))


def _items(held: HeldDossier, language: str) -> Iterator[tuple[str, str]]:
    values = held.values
    yield "project", held.project
    yield "bidder-id", str(values["bidder"]["id"])
    yield from _row("bidder", [each.name for each in (*BIDDER_FIELDS, *PERSON_FIELDS)], values["bidder"], language)
    yield from (("bidder-stated", part.value) for part in values["bidder"]["stated"])
    for at, party in enumerate(values["parties"]):
        yield f"parties-{at}-key", party["key"]
        yield f"parties-{at}-named", party["name"]
        yield from _row(f"parties-{at}", _names("parties"), party, language)
    for at, relation in enumerate(values["relations"]):
        ends = {end: _who(relation[f"{end}_key"], values["parties"]) for end in ("from", "to")}
        yield from _row(f"relations-{at}", _names("relations"), relation | ends, language)
    for at, means in enumerate(values["means"]):
        shown = {name: getattr(means, name) for name in _names("means")}
        shown["amount"] = f"{means.amount:,.2f}" if means.amount is not None else ""
        yield from _row(f"means-{at}", _names("means"), shown, language)
    yield from _declared(values["declarations"])


def _declared(declarations: Sequence[Any]) -> Iterator[tuple[str, str]]:
    signed = sorted({each.signed_on for each in declarations if each.signed_on})
    if signed:
        yield "declared_on", signed[-1].isoformat()
    for each in declarations:
        yield f"declared-{each.limb.value}", "yes" if each.is_barred else "no"


def _names(table: str) -> list[str]:
    return [each.name for each in (*TABLES[table][2], *TABLES[table][3])]


def _who(key: str, parties: Sequence[Mapping[str, Any]]) -> str:
    """Return how the form names an end of a relation: nothing for the bidder, a name, the row of a name borne twice."""
    if key == BIDDER_KEY:
        return ""
    at, name = next((at, each["name"]) for at, each in enumerate(parties, 1) if each["key"] == key)
    return str(at) if sum(each["name"] == name for each in parties) > 1 else str(name)


def _row(key: str, names: Sequence[str], values: Mapping[str, Any], language: str) -> Iterator[tuple[str, str]]:
    for name in names:
        if said := _said(values.get(name), language):
            yield f"{key}-{name}", said


def _said(value: Any, language: str) -> str:
    if isinstance(value, bool):
        return _YES_NO[language][value]
    if isinstance(value, Coded):
        return str(value.value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return "\n".join(str(each) for each in value)
    return "" if value is None else str(value)
