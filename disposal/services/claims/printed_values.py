"""Convert amounts as printed to the fields of statements, security interests and guarantees."""

from typing import Any

from disposal.models.claims.printed import PrintedForm, in_yuan
from notices.composition.package_figures import stated_total
from notices.content.amounts import ClaimAmounts
from notices.content.security import Ceiling

_MOST_PLACES = 6  # the maximum of printed_places; a finer form is stored per component


def statement_values(said: ClaimAmounts) -> dict[str, Any]:
    """Convert printed amounts to the fields of a statement: yuan, and the printed form."""
    amounts = {**said.parts, **({"total": said.total} if said.total else {})}
    forms = {name: PrintedForm.of(amount) for name, amount in amounts.items()}
    usual = next(iter(forms.values())).model_copy(update={"is_grouped": False})
    usual = usual.model_copy(update={"places": min(usual.places, _MOST_PLACES)})
    return {
        **{name: in_yuan(amount) for name, amount in said.parts.items()},
        "stated_total": None
        if stated_total(said) == said.computed_total
        else in_yuan(said.total)
        if said.total
        else None,
        "prints_total": said.total is not None,
        "printed_unit": usual.unit,
        "printed_places": usual.places,
        "printed_forms": {name: form for name, form in forms.items() if form != usual},
        "interest_includes": said.interest_includes,
        "litigation_costs_words": said.litigation_costs_words,
        "floating_words": said.floating_words,
    }


def ceiling_values(said: Ceiling | None) -> dict[str, Any]:
    """Convert a printed ceiling to the fields of a security interest or guarantee."""
    if said is None:
        return {}
    return {
        "ceiling_amount": in_yuan(said.amount),
        "ceiling_unit": said.amount.unit,
        "ceiling_currency": said.amount.currency,
        "ceiling_form": PrintedForm.of(said.amount),
        "ceiling_limits": said.limits,
    }
