"""The page of an objection has several acts, each with a field of its own for the reason."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from disposal.pages.desk.entry_form import EntryForm

REASON_OF: Mapping[str, str] = MappingProxyType({
    "time": "time_reason", "check": "check_reason", "decline": "check_reason", "group": "group_reason",
    "ungroup": "group_reason", "link": "link_reason", "pause": "because", "resume": "because",
})  # fmt: skip
"""The field in which an act asks for its reason, where it is not ``reason``: services know it by that name only."""


def at_its_field(form: EntryForm, act: str) -> EntryForm:
    """Return the form with what is wrong with a reason at the field of the very act, of several that the page has."""
    own = REASON_OF.get(act, "reason")
    return replace(form, problems=tuple(replace(p, path=own) if p.path == "reason" else p for p in form.problems))
