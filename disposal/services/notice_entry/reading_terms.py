"""Read the terms of the sale and the windows of a typed notice."""

from typing import Any

from disposal.services.claim_entry.entry import PageReader
from disposal.services.claim_entry.typed import Typed, TypedRow, row_in
from disposal.services.notice_entry.fields import TERMS
from notices.content.terms import DisposalTerms, ExtensionTerms, Payment, WindowTerms

_TERM_NAMES = ("modes", "other_mode", "is_open_ended", "held_on", "floor_price", "deposit", "deposit_rules",
               "increment", "buyer_requirement", "pre_emption", "hand_over")  # fmt: skip
_EXTENSION = {"trigger_bidders": "trigger_bidders", "length": "extension_length", "unit": "extension_unit",
              "max_cycles": "max_cycles", "wording": "extension_wording"}  # fmt: skip
_VALIDITY = {"count": "validity_count", "unit": "validity_unit", "wording": "validity_wording"}


def read_terms(reader: PageReader, typed: Typed) -> dict[str, Any]:
    """Return the terms of the sale; None where nothing is typed."""
    row = row_in(typed, TERMS)
    values = reader.values(row, *_TERM_NAMES)
    if void_if := [part.strip() for part in row.text("void_if").split("\n\n") if part.strip()]:
        values["void_if"] = void_if
    payment = _payment(reader, row)
    if payment is not None:
        values["payment"] = payment
    return {"terms": reader.read(row, DisposalTerms, values, named={}) if values else None}


def read_window(reader: PageReader, row: TypedRow) -> dict[str, Any]:
    """Return the window, its validity where it differs, and the rule by which it runs on."""
    return {
        "window": _window(reader, row),
        "validity": _renamed(reader, row, _VALIDITY, WindowTerms, needed="count"),
        "extension": _renamed(reader, row, _EXTENSION, ExtensionTerms, needed="trigger_bidders"),
    }


def _payment(reader: PageReader, row: TypedRow) -> Payment | None:
    values = reader.values(row, "is_one_off", "within_days", "payment_wording")
    if not values:
        return None
    named = {"wording": "payment_wording"}
    renamed = {("wording" if name == "payment_wording" else name): value for name, value in values.items()}
    return reader.read(row, Payment, renamed, named=named)


def _window(reader: PageReader, row: TypedRow) -> WindowTerms | None:
    if not row.text("count"):
        return None
    values = reader.values(row, "count", "unit", "convention", "closes_at", "wording")
    if values.get("closes_at") in ("24:00", "24时", "24点"):
        del values["closes_at"]
    return reader.read(row, WindowTerms, values, named={}) if "count" in values else None


def _renamed(reader: PageReader, row: TypedRow, names: dict[str, str], model: Any, *, needed: str) -> Any:
    """Return the value of a part whose fields stand under other names; None where what it needs is not typed."""
    if not row.text(names[needed]):
        return None
    values = {of: reader.value(row, name) for of, name in names.items()}
    stated = {name: value for name, value in values.items() if value is not None}
    return reader.read(row, model, stated, named=names)
